/* waivers: which findings are excused, and which excuses are stale. Stands on check.h. */
#ifndef PP_CHECK_WAIVERS_H
#define PP_CHECK_WAIVERS_H

#include "check/check.h"

/* Sets waived_by of every finding that a waiver of the plan matches and that is still good
 * on check->today; adds the findings of waiver-expired and waiver-unused. */
void pp_waivers_apply(struct pp_check *check);

/* Whether a waiver matches a finding that has its rule, host, ports and parties by now. */
bool pp_waivers_match(const struct pp_check *check, const struct pp_finding *finding);

#endif
