/* objections: which rules would report a port that is about to be chosen. Stands on check.h,
 * units.h, answers.h. */
#ifndef PP_CHECK_OBJECTIONS_H
#define PP_CHECK_OBJECTIONS_H

#include "check/answers.h"

/* The rules that a choice is not to break: those that judge single ports, at severity warning
 * or error. All is in the check's arena. */
struct pp_objections {
    const struct pp_check *check;
    const struct pp_rule **rules; /* in the order of the table */
    size_t count;
    const struct pp_rule **of_host; /* those of them that are not hostless */
    size_t of_host_count;
    struct pp_answers *answers; /* of the others, remembered */
};

void pp_objections_init(struct pp_objections *objections, const struct pp_check *check);

/* The highest port of the block that a rule would report of one of the units, or 0. */
uint16_t pp_objections_last(const struct pp_objections *objections, const uint32_t *units,
                            size_t count, struct pp_range block);

/* Whether this rule would report one of the ports of one of the units. */
bool pp_objections_has(const struct pp_objections *objections, const struct pp_rule *rule,
                       const uint32_t *units, size_t count, struct pp_range block);

#endif
