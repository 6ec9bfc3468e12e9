/* objections: which rules would report a port that is about to be chosen. Stands on check.h,
 * units.h. */
#ifndef PP_CHECK_OBJECTIONS_H
#define PP_CHECK_OBJECTIONS_H

#include "check/check.h"

/* The rules that a choice is not to break: those that judge single ports, at severity warning
 * or error. */
struct pp_objections {
    const struct pp_check *check;
    const struct pp_rule **rules; /* in the check's arena */
    size_t count;
};

void pp_objections_init(struct pp_objections *objections, const struct pp_check *check);

/* The highest port of the block that a rule would report of one of the units, or 0. */
uint16_t pp_objections_last(const struct pp_objections *objections, const uint32_t *units,
                            size_t count, struct pp_range block);

/* Whether this rule would report one of the ports of one of the units. */
bool pp_objections_has(const struct pp_objections *objections, const struct pp_rule *rule,
                       const uint32_t *units, size_t count, struct pp_range block);

#endif
