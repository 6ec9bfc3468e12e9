/* baseline: --baseline, --write-baseline and --prune-baseline of `check`. Stands on run.h.
 *
 *   pp_baseline_options_fit(options)        before the run
 *   pp_run_baseline_read(&run, &baseline)   after pp_run_plans(): its mistakes come last
 *   pp_baseline_overwrites(&run)            after everything was read
 *   pp_run_baseline_use(&run, &baseline)    after pp_run_check() */
#ifndef PP_CLI_BASELINE_H
#define PP_CLI_BASELINE_H

#include "cli/run.h"
#include "model/baseline.h"

/* Whether the options go together; otherwise a message says which do not. */
bool pp_baseline_options_fit(const struct pp_options *options);

/* Reads the file of --baseline; false when it cannot be read or has mistakes: they are in
 * run->diags. Without the option nothing is read. */
bool pp_run_baseline_read(struct pp_run *run, struct pp_baseline *baseline);

/* Whether --write-baseline names a file that the run has read, or one that is no baseline; a
 * message says so. */
bool pp_baseline_overwrites(const struct pp_run *run);

/* Writes today's findings where --write-baseline says, takes those of the baseline out of the
 * report, and prunes it or reports what it has too much. With --write-baseline alone, the one
 * written is applied. False, with a message, when a file cannot be written. */
bool pp_run_baseline_use(struct pp_run *run, struct pp_baseline *baseline);

#endif
