/* units: what gets its ports together inside one placement: the listeners that share a pool, or
 * one alone. A unit is named by its first listener. Stands on model/plan. */
#ifndef PP_CHECK_UNITS_H
#define PP_CHECK_UNITS_H

#include "model/plan.h"

/* Of a unit that has a pool: its listener behind this one; PP_NONE at the end. */
uint32_t pp_unit_next_of_pool(const struct pp_plan *plan, uint32_t unit, uint32_t listener);

/* The same of any unit. Here because most have one listener. */
static inline uint32_t pp_unit_next(const struct pp_plan *plan, uint32_t unit, uint32_t listener)
{
    return plan->listeners[unit].pool ? pp_unit_next_of_pool(plan, unit, listener) : PP_NONE;
}

/* Runs what follows with `listener` as each listener of the unit. */
#define PP_EACH_OF_UNIT(plan, unit, listener)             \
    for (uint32_t listener = (unit); listener != PP_NONE; \
         listener = pp_unit_next((plan), (unit), listener))

/* Whether the listener is the first of its unit. */
bool pp_unit_leads(const struct pp_plan *plan, uint32_t listener);

/* The ports that the unit has for its instance of that index; first 0: none yet. */
struct pp_range pp_unit_block(const struct pp_plan *plan, uint32_t unit, uint32_t index);

/* Whether two units of one host could not have the same port. */
bool pp_units_clash(const struct pp_plan *plan, uint32_t a, uint32_t b);

/* Whether they are on one host and whatever clashes with the one clashes with the other, listener
 * by listener. */
bool pp_units_alike(const struct pp_plan *plan, uint32_t a, uint32_t b);

#endif
