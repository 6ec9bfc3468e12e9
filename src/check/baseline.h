/* baseline: which findings are known already, and which known ones are gone. Stands on check.h,
 * model/baseline.h. For after pp_check_run(). */
#ifndef PP_CHECK_BASELINE_H
#define PP_CHECK_BASELINE_H

#include "check/check.h"
#include "model/baseline.h"

/* Makes a baseline of today's findings, waived ones left out: one entry for each identity, in
 * order. It lives in the check's arena. */
void pp_baseline_record(const struct pp_check *check, struct pp_baseline *baseline);

/* Takes the findings that the baseline has out of check->findings, no more of an identity than
 * it counts, and counts them in check->baselined; `met` and `judged` of the entries are set. */
void pp_baseline_apply(struct pp_check *check, struct pp_baseline *baseline);

/* After that, adds a finding of baseline-unused for each entry that no longer occurs, or not as
 * often. Entries whose rule is off are left alone: it did not look. */
void pp_baseline_report_unused(struct pp_check *check, const struct pp_baseline *baseline);

/* Instead, takes those entries out of the baseline, and counts down those that occur less
 * often; returns how many findings went. */
size_t pp_baseline_prune(struct pp_baseline *baseline);

/* How many findings the baseline stands for. */
size_t pp_baseline_total(const struct pp_baseline *baseline);

#endif
