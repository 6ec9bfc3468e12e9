/* reach: formulas turned around, and pools with what is left of them. */
#include "model/reach.h"

#include "model/portset.h"

bool pp_expr_meets(const struct pp_port_expr *expr, const struct pp_product *product,
                   struct pp_range ports, uint32_t *first, uint32_t *last)
{
    if (expr->stride == 0 || ports.last < expr->first)
        return false;
    uint32_t most = product->max_instances ? product->max_instances : PP_ASSUMED_INSTANCES;
    uint32_t end = pp_port_expr_max_instance(expr);
    uint32_t low = ports.first <= expr->last
                       ? 0
                       : ((uint32_t)(ports.first - expr->last) + expr->stride - 1) / expr->stride;
    uint32_t high = (uint32_t)(ports.last - expr->first) / expr->stride;
    end = end < most - 1 ? end : most - 1;
    high = high < end ? high : end;
    if (low > high)
        return false;
    *first = low;
    *last = high;
    return true;
}

static bool has_instance(const struct pp_placement *placement, uint32_t number)
{
    uint32_t low = 0, high = placement->instance_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (placement->instances[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < placement->instance_count && placement->instances[low] == number;
}

static bool reaches_by_formula(const struct pp_plan *plan, const struct pp_listener *listener,
                               struct pp_range ports, struct pp_reach *reach)
{
    const struct pp_placement *placement = &plan->placements[listener->placement];
    uint32_t first, last;
    if (!pp_expr_meets(&listener->port, placement->product, ports, &first, &last))
        return false;
    while (first <= last && has_instance(placement, first))
        first++;
    while (last > first && has_instance(placement, last))
        last--;
    *reach = (struct pp_reach){.by_formula = true, .first = first, .last = last};
    return first <= last;
}

struct pp_range pp_listener_choice(const struct pp_listener *listener)
{
    return listener->range.first != 0 ? listener->range
                                      : (struct pp_range){PP_AUTO_FIRST, PP_AUTO_LAST};
}

static bool reaches_within(const struct pp_plan *plan, const struct pp_listener *listener,
                           struct pp_range range, struct pp_range ports, struct pp_reach *reach)
{
    struct pp_portset had;
    if (!pp_range_overlaps(range, ports))
        return false;
    pp_portset_clear(&had);
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        uint32_t binding = listener->first_binding + i;
        if (plan->bindings.first[binding] != 0)
            pp_portset_add(&had, (struct pp_range){plan->bindings.first[binding],
                                                   plan->bindings.last[binding]});
    }
    const struct pp_host *host = &plan->hosts[listener->host];
    uint32_t port = range.first > ports.first ? range.first : ports.first;
    uint32_t last = range.last < ports.last ? range.last : ports.last;
    while (port <= last &&
           (pp_portset_contains(&had, (uint16_t)port) ||
            pp_host_excludes(host, (enum pp_transport)listener->transport, (uint16_t)port)))
        port++;
    *reach = (struct pp_reach){.range = range};
    return port <= last;
}

/* `auto` without a range goes on where no rule of dynamic or client ports would report it. */
static bool reaches_by_choice(const struct pp_plan *plan, const struct pp_listener *listener,
                              struct pp_range ports, struct pp_reach *reach)
{
    struct pp_range below = {PP_AUTO_MORE, PP_AUTO_FIRST - 1};
    struct pp_range above = {PP_AUTO_LAST + 1, PP_DYNAMIC_FIRST - 1};
    struct pp_range clients = plan->hosts[listener->host].ephemeral;
    if (reaches_within(plan, listener, pp_listener_choice(listener), ports, reach))
        return true;
    if (listener->range.first != 0)
        return false;
    if (clients.first != 0 && pp_range_overlaps(clients, above))
        above.last = clients.first > above.first ? (uint16_t)(clients.first - 1) : 0;
    return reaches_within(plan, listener, below, ports, reach) ||
           (above.last != 0 && reaches_within(plan, listener, above, ports, reach));
}

bool pp_listener_reaches(const struct pp_plan *plan, uint32_t listener, struct pp_range ports,
                         struct pp_reach *reach)
{
    const struct pp_listener *one = &plan->listeners[listener];
    return pp_listener_is_chosen(one) ? reaches_by_choice(plan, one, ports, reach)
                                      : reaches_by_formula(plan, one, ports, reach);
}
