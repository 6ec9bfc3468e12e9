/* test_run: one policy test, from its plan's text to its result. Stands on run.h,
 * script/test_script.h, report/tests.h. */
#ifndef PP_CLI_TEST_RUN_H
#define PP_CLI_TEST_RUN_H

#include "cli/run.h"
#include "report/tests.h"
#include "script/test_script.h"

struct pp_coverage; /* script/coverage.h */

/* Begins the run anew, loads the test's policies, checks its plan and compares the findings.
 * What the policies ran is added to `coverage` (NULL: nobody asks). The result lives in the arena
 * of the run. False when a limit was hit that the test does not expect. */
bool pp_test_run(struct pp_run *run, const struct pp_test *test, struct pp_coverage *coverage,
                 struct pp_test_result *result);

#endif
