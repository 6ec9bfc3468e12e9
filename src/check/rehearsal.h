/* rehearsal: what would be chosen if a range were another one. Stands on check.h, units.h.
 *
 * A copy of the plan, or of one host of it, in which whatever is chosen and not locked is chosen
 * anew: the plan itself stays as it is. */
#ifndef PP_CHECK_REHEARSAL_H
#define PP_CHECK_REHEARSAL_H

#include "check/check.h"

struct pp_rehearsal {
    struct pp_arena arena;
    struct pp_check check;
    struct pp_plan plan;
    uint32_t first_host, first_placement, first_listener, first_binding; /* 0 in the copy */
};

/* Copies the host of the listener, or all hosts when it is tied to others. To be released. */
void pp_rehearsal_init(struct pp_rehearsal *rehearsal, const struct pp_check *check,
                       uint32_t listener);
void pp_rehearsal_release(struct pp_rehearsal *rehearsal);

/* Chooses ports with `range` for the listener and those that get the same ports as it. True when
 * all of them get some, and nobody gets none who has some in the plan. */
bool pp_rehearse(struct pp_rehearsal *rehearsal, const struct pp_check *check, uint32_t listener,
                 struct pp_range range);

/* What the listener's instance of that index would get. */
struct pp_range pp_rehearsal_block(const struct pp_rehearsal *rehearsal,
                                   const struct pp_check *check, uint32_t listener, uint32_t index);

#endif
