/* objections: which rules would report a port that is about to be chosen. Stands on check.h,
 * units.h, answers.h. */
#ifndef PP_CHECK_OBJECTIONS_H
#define PP_CHECK_OBJECTIONS_H

#include "check/answers.h"

/* The rules that a choice is not to break: those that judge single ports, at severity warning
 * or error; but for what the host excludes, which nobody gets anyway. All but the voices is in
 * the check's arena. */
struct pp_objections {
    const struct pp_check *check;
    const struct pp_rule **rules; /* in the order of the table */
    size_t count;
    struct pp_answers *answers;
    struct pp_answers_entry **voices; /* of those units for which is asked; on the heap */
    size_t voice_count, voice_capacity;
};

/* To be released. */
void pp_objections_init(struct pp_objections *objections, const struct pp_check *check);
void pp_objections_release(struct pp_objections *objections);

/* Says for whom ports are looked for. */
void pp_objections_set_units(struct pp_objections *objections, const uint32_t *units, size_t count);

/* Which of the 64 ports from `word` * 64 on a rule would report of one of those units. */
uint64_t pp_objections_ask(const struct pp_objections *objections, uint32_t word);

/* Whether this rule would report one of the ports of one of the units. */
bool pp_objections_has(const struct pp_objections *objections, const struct pp_rule *rule,
                       const uint32_t *units, size_t count, struct pp_range block);

#endif
