/* who_find: what is meant by the first argument of `portplan who` when it is no port. Stands on
 * run.h, report/who.h. */
#ifndef PP_CLI_WHO_FIND_H
#define PP_CLI_WHO_FIND_H

#include "cli/run.h"
#include "report/who.h"

/* A host by its name or address; a product by its name, id, title or the label of a placement;
 * `host:` or `product:` in front says which. Fills kind, host and product of *who; false, with a
 * message that says who may be meant, when there is none or more than one. */
bool pp_who_find(const struct pp_run *run, const char *text, struct pp_who *who);

#endif
