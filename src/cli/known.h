/* known: the names that editors offer. Stands on run.h, read/json_schema.h, check/rule.h. */
#ifndef PP_CLI_KNOWN_H
#define PP_CLI_KNOWN_H

#include "cli/run.h"
#include "read/json_schema.h"

/* The rules, and the catalogues and products that the run finds beside no plan, in its arena. A
 * catalogue with mistakes is left out: they are in the run's diags. */
void pp_known_find(struct pp_run *run, struct pp_known_names known[PP_KNOWNS]);

#endif
