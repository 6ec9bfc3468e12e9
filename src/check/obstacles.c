/* obstacles: one small set per reason. */
#include "check/obstacles.h"

#include "check/locks.h"

static void add_browsers(struct pp_portset *set)
{
    const uint16_t *ports;
    size_t count = pp_browser_ports(&ports);
    for (size_t i = 0; i < count; i++)
        pp_portset_add(set, (struct pp_range){ports[i], ports[i]});
}

static void add_assigned(const struct pp_registry *registry, enum pp_transport transport,
                         struct pp_portset *set)
{
    for (size_t i = 0; i < registry->count; i++) {
        if (registry->services[i].transport == transport)
            pp_portset_add(set, registry->services[i].ports);
    }
}

static void add_used(const struct pp_plan *plan, const struct pp_host *host,
                     enum pp_transport transport, struct pp_portset *set)
{
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        if (plan->bindings.first[binding] &&
            plan->listeners[plan->bindings.listener[binding]].transport == transport)
            pp_portset_add(set, (struct pp_range){plan->bindings.first[binding],
                                                  plan->bindings.last[binding]});
    }
}

static void add_cooling(const struct pp_locks *locks, uint32_t host, struct pp_portset *set)
{
    for (size_t i = 0; locks && i < locks->cooling_count; i++) {
        if (locks->cooling[i].host == host)
            pp_portset_add(set, locks->cooling[i].ports);
    }
}

static void add_excluded(const struct pp_host *host, enum pp_transport transport,
                         struct pp_portset *set)
{
    for (size_t i = 0; i < host->excluded_count; i++) {
        if (host->excluded[i].transport == PP_NONE || host->excluded[i].transport == transport)
            pp_portset_add(set, host->excluded[i].ports);
    }
}

static void add_stock(enum pp_os os, enum pp_transport transport, struct pp_portset *set)
{
    const struct pp_profile *profile = pp_profile_of(os);
    for (size_t i = 0; i < profile->service_count; i++) {
        if (profile->services[i].transport == transport)
            pp_portset_add(set, profile->services[i].ports);
    }
}

void pp_obstacle_add(const struct pp_check *check, enum pp_obstacle obstacle, uint32_t index,
                     enum pp_transport transport, uint16_t above, struct pp_portset *set)
{
    const struct pp_host *host = pp_obstacle_is_general(obstacle) ? NULL
                                                                  : &check->plan->hosts[index];
    switch (obstacle) {
    case PP_OBSTACLE_LOW: pp_portset_add(set, (struct pp_range){0, above}); break;
    case PP_OBSTACLE_DYNAMIC:
        pp_portset_add(set, (struct pp_range){PP_DYNAMIC_FIRST, PP_PORT_MAX});
        break;
    case PP_OBSTACLE_EPHEMERAL: pp_portset_add(set, host->ephemeral); break;
    case PP_OBSTACLE_EXCLUDED: add_excluded(host, transport, set); break;
    case PP_OBSTACLE_STOCK: add_stock(host->os, transport, set); break;
    case PP_OBSTACLE_USED: add_used(check->plan, host, transport, set); break;
    case PP_OBSTACLE_COOLING: add_cooling(check->locks, index, set); break;
    case PP_OBSTACLE_ASSIGNED: add_assigned(check->registry, transport, set); break;
    case PP_OBSTACLE_BROWSERS: add_browsers(set); break;
    case PP_OBSTACLE_PARTNERS:
    case PP_OBSTACLES: break;
    }
}

static void add_partner(const struct pp_plan *plan, const struct pp_partner *partner,
                        enum pp_transport transport, struct pp_portset *set)
{
    const struct pp_host *other = &plan->hosts[partner->other];
    add_used(plan, other, transport, set);
    if (!partner->stands_by)
        return;
    struct pp_portset clients;
    pp_portset_clear(&clients);
    pp_portset_add(&clients, other->ephemeral);
    pp_portset_remove(&clients, plan->hosts[partner->host].ephemeral);
    pp_portset_unite(set, &clients);
    add_excluded(other, transport, set);
}

void pp_obstacle_add_partners(const struct pp_check *check, const struct pp_partners *partners,
                              uint32_t host, enum pp_transport transport, struct pp_portset *set)
{
    for (size_t i = pp_partners_first(partners, host);
         i < partners->count && partners->items[i].host == host; i++)
        add_partner(check->plan, &partners->items[i], transport, set);
}

bool pp_obstacle_has_partners(const struct pp_check *check)
{
    return pp_check_severity(check, &pp_rule_failover_clash) != PP_OFF;
}

bool pp_obstacle_is_general(enum pp_obstacle obstacle)
{
    return obstacle == PP_OBSTACLE_LOW || obstacle == PP_OBSTACLE_DYNAMIC ||
           obstacle == PP_OBSTACLE_ASSIGNED || obstacle == PP_OBSTACLE_BROWSERS;
}
