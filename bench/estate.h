/* estate: the rows of a workload as a frozen plan, as pp_plan_expand() would leave it: every row a listener
 * with one binding, and one placement on each host that they belong to. Stands on rows.h, model/. */
#ifndef PP_BENCH_ESTATE_H
#define PP_BENCH_ESTATE_H

#include "model/plan.h"
#include "rows.h"

/* Hosts run Linux and have every address that their rows bind. `plan` was initialised; names are copied. */
void estate_freeze(const struct rows *rows, struct pp_plan *plan);

#endif
