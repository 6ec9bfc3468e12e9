/* units: the listeners of a placement that get their ports together. */
#include "check/units.h"

uint32_t pp_unit_next_of_pool(const struct pp_plan *plan, uint32_t unit, uint32_t listener)
{
    const struct pp_placement *placement = &plan->placements[plan->listeners[unit].placement];
    uint32_t end = placement->first_listener + placement->listener_count;
    while (++listener < end) {
        if (pp_listeners_share(&plan->listeners[unit], &plan->listeners[listener]))
            return listener;
    }
    return PP_NONE;
}

bool pp_unit_leads(const struct pp_plan *plan, uint32_t listener)
{
    if (!plan->listeners[listener].pool)
        return true;
    uint32_t first = plan->placements[plan->listeners[listener].placement].first_listener;
    for (uint32_t i = first; i < listener; i++) {
        if (pp_listeners_share(&plan->listeners[i], &plan->listeners[listener]))
            return false;
    }
    return true;
}

struct pp_range pp_unit_block(const struct pp_plan *plan, uint32_t unit, uint32_t index)
{
    PP_EACH_OF_UNIT(plan, unit, listener)
    {
        uint32_t binding = plan->listeners[listener].first_binding + index;
        if (plan->bindings.first[binding])
            return (struct pp_range){plan->bindings.first[binding], plan->bindings.last[binding]};
    }
    return (struct pp_range){0, 0};
}

bool pp_units_clash(const struct pp_plan *plan, uint32_t a, uint32_t b)
{
    enum pp_os os = plan->hosts[plan->listeners[a].host].os;
    PP_EACH_OF_UNIT(plan, a, i)
    {
        struct pp_claim claim = pp_listener_claim(&plan->listeners[i]);
        PP_EACH_OF_UNIT(plan, b, j)
        {
            struct pp_claim other = pp_listener_claim(&plan->listeners[j]);
            if (pp_clash_judge(os, &claim, &other).kind != PP_CLASH_NONE)
                return true;
        }
    }
    return false;
}

/* Prefixes make a difference to http.sys alone. */
static bool are_alike(const struct pp_listener *a, const struct pp_listener *b)
{
    return a->host == b->host && a->transport == b->transport && a->kind == b->kind &&
           a->reuse == b->reuse && (a->kind != PP_HTTP_SYS || a->endpoint == b->endpoint) &&
           (a->local == b->local || pp_addrset_compare(&a->local->covers, &b->local->covers) == 0);
}

bool pp_units_alike(const struct pp_plan *plan, uint32_t a, uint32_t b)
{
    uint32_t i = a, j = b;
    while (i != PP_NONE && j != PP_NONE) {
        if (!are_alike(&plan->listeners[i], &plan->listeners[j]))
            return false;
        i = pp_unit_next(plan, a, i);
        j = pp_unit_next(plan, b, j);
    }
    return i == j;
}
