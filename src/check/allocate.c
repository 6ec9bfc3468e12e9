/* allocate: choosing ports for the instances of pools and `auto`.
 *
 * For one host and one transport at a time an index tells which bindings have a port, so
 * that a candidate is judged only against what is really there. */
#include "check/allocate.h"

#include "base/mem.h"
#include "check/locks.h"

#include <stdlib.h>
#include <string.h>

#define PORTS (PP_PORT_MAX + 1u)

struct occupant {
    uint32_t binding;
    uint32_t next; /* 1 + index, 0 = end */
};

struct index {
    uint32_t *heads[PP_TRANSPORTS]; /* by port: 1 + index of the first occupant */
    struct occupant *occupants;
    size_t count, capacity;
};

struct allocation {
    struct pp_check *check;
    struct pp_plan *plan;
    struct index index;
};

/* Listeners of one placement that get the same port: those of one pool, or one alone. */
struct group {
    uint32_t first, count; /* listeners[first .. first+count), not all of them members */
};

static void occupy(struct index *index, enum pp_transport transport, uint32_t binding,
                   struct pp_range ports)
{
    if (!index->heads[transport])
        index->heads[transport] = pp_calloc(PORTS, sizeof *index->heads[transport]);
    for (uint32_t port = ports.first; port <= ports.last; port++) {
        index->occupants =
            pp_grow(index->occupants, &index->capacity, index->count + 1, sizeof *index->occupants);
        index->occupants[index->count] = (struct occupant){binding, index->heads[transport][port]};
        index->heads[transport][port] = (uint32_t)++index->count;
    }
}

static void clear(struct index *index)
{
    for (int i = 0; i < PP_TRANSPORTS; i++) {
        if (index->heads[i])
            memset(index->heads[i], 0, PORTS * sizeof *index->heads[i]);
    }
    index->count = 0;
}

/* Fills the index with the fixed ports of a host; false when nothing is to be chosen. */
static bool index_host(struct allocation *allocation, const struct pp_host *host)
{
    const struct pp_plan *plan = allocation->plan;
    bool any = false;
    for (uint32_t i = 0; i < host->listener_count && !any; i++)
        any = pp_listener_is_chosen(&plan->listeners[host->first_listener + i]);
    if (!any)
        return false;
    clear(&allocation->index);
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        const struct pp_listener *listener = &plan->listeners[plan->bindings.listener[binding]];
        struct pp_range ports = {plan->bindings.first[binding], plan->bindings.last[binding]};
        if (ports.first)
            occupy(&allocation->index, (enum pp_transport)listener->transport, binding, ports);
    }
    return true;
}

/* Whether `listener` could have `port` beside everything that has it already. */
static bool fits(const struct allocation *allocation, const struct pp_listener *listener,
                 uint16_t port)
{
    const struct pp_plan *plan = allocation->plan;
    const struct index *index = &allocation->index;
    struct pp_claim claim = pp_listener_claim(listener);
    if (!index->heads[listener->transport])
        return true;
    uint32_t at = index->heads[listener->transport][port];
    for (; at; at = index->occupants[at - 1].next) {
        uint32_t binding = index->occupants[at - 1].binding;
        if (&plan->listeners[plan->bindings.listener[binding]] == listener)
            return false; /* each instance has its own, whatever could be shared */
        struct pp_claim other =
            pp_listener_claim(&plan->listeners[plan->bindings.listener[binding]]);
        enum pp_os os = plan->hosts[listener->host].os;
        if (pp_clash_judge(os, &claim, &other).kind != PP_CLASH_NONE)
            return false;
    }
    return true;
}

static bool group_fits(const struct allocation *allocation, const struct group *group,
                       uint16_t port)
{
    const struct pp_listener *leader = &allocation->plan->listeners[group->first];
    for (uint32_t i = 0; i < group->count; i++) {
        const struct pp_listener *listener = leader + i;
        enum pp_transport transport = (enum pp_transport)listener->transport;
        if (pp_listeners_share(leader, listener) &&
            (pp_host_excludes(&allocation->plan->hosts[listener->host], transport, port) ||
             !fits(allocation, listener, port)))
            return false;
    }
    return true;
}

/* Whether the rule would report this port at severity warning or error. */
static bool objects(const struct allocation *allocation, const struct pp_rule *rule,
                    const struct group *group, uint16_t port)
{
    const struct pp_listener *leader = &allocation->plan->listeners[group->first];
    if (!rule->concerns || pp_check_severity(allocation->check, rule) < PP_WARNING)
        return false;
    for (uint32_t i = 0; i < group->count; i++) {
        if (pp_listeners_share(leader, leader + i) &&
            rule->concerns(allocation->check, leader + i, port))
            return true;
    }
    return false;
}

static bool is_objected(const struct allocation *allocation, const struct group *group,
                        uint16_t port)
{
    for (size_t i = 0; pp_rules[i]; i++) {
        if (objects(allocation, pp_rules[i], group, port))
            return true;
    }
    return false;
}

/* Where the search of one group stands: what did not do for one instance does not do for
 * the next, so a port is looked at once. */
struct search {
    const struct pp_range *ranges;
    size_t range_count;
    bool picky; /* only ports that no rule objects to */
    bool fresh; /* only ports that were not in use a short time ago */
    size_t at;  /* index of the range */
    uint32_t port;
};

static struct search search_of(const struct pp_listener *leader)
{
    /* `auto` without a range: what is preferred first; see the plan language */
    static const struct pp_range wide[] = {{10000, 32767}, {8001, 9999}, {32768, 65535}, {1, 8000}};
    bool own = leader->range.first != 0;
    return (struct search){.ranges = own ? &leader->range : wide,
                           .range_count = own ? 1 : sizeof wide / sizeof *wide,
                           .picky = leader->origin == PP_FROM_AUTO,
                           .fresh = true};
}

/* Whether the host had the port for something else a short time ago (a lock file says so). */
static bool is_cooling(const struct allocation *allocation, const struct group *group,
                       uint16_t port)
{
    const struct pp_locks *locks = allocation->check->locks;
    return locks && pp_locks_cool(locks, allocation->plan->listeners[group->first].host, port);
}

static uint16_t next_fitting(const struct allocation *allocation, const struct group *group,
                             struct search *search)
{
    for (; search->at < search->range_count; search->at++, search->port = 0) {
        struct pp_range range = search->ranges[search->at];
        if (search->port < range.first)
            search->port = range.first;
        while (search->port <= range.last) {
            uint16_t port = (uint16_t)search->port++;
            if (group_fits(allocation, group, port) &&
                !(search->fresh && is_cooling(allocation, group, port)) &&
                !(search->picky && is_objected(allocation, group, port)))
                return port;
        }
    }
    return 0;
}

/* Asks for less, from the beginning; false when there is nothing to do without. */
static bool relax(struct search *search)
{
    if (!search->picky && !search->fresh)
        return false;
    search->fresh = search->picky;
    search->picky = false;
    search->at = search->port = 0;
    return true;
}

/* The port of the next instance, or 0. When no port is left that every rule likes, any that
 * fits; then also one that was in use a short time ago. */
static uint16_t choose(const struct allocation *allocation, const struct group *group,
                       struct search *search)
{
    uint16_t port = next_fitting(allocation, group, search);
    while (port == 0 && relax(search))
        port = next_fitting(allocation, group, search);
    return port;
}

/* Notes which rules are broken from this instance on. */
static void note_broken(struct allocation *allocation, const struct group *group, uint32_t instance,
                        uint16_t port)
{
    struct pp_listener *leader = &allocation->plan->listeners[group->first];
    const char *rules = leader->broken_rules;
    for (size_t i = 0; pp_rules[i]; i++) {
        if (objects(allocation, pp_rules[i], group, port) &&
            !(rules && strstr(rules, pp_rules[i]->id)))
            rules = pp_arena_printf(allocation->check->arena, "%s%s%s", rules ? rules : "",
                                    rules ? ", " : "", pp_rules[i]->id);
    }
    uint32_t from = leader->broken_rules ? leader->broken_from : instance;
    for (uint32_t i = 0; i < group->count; i++) {
        if (!pp_listeners_share(leader, leader + i))
            continue;
        leader[i].broken_rules = rules;
        leader[i].broken_from = from;
    }
}

static void take(struct allocation *allocation, const struct group *group, uint32_t instance,
                 uint16_t port)
{
    struct pp_plan *plan = allocation->plan;
    struct pp_listener *leader = &plan->listeners[group->first];
    for (uint32_t i = 0; i < group->count; i++) {
        struct pp_listener *listener = leader + i;
        if (!pp_listeners_share(leader, listener))
            continue;
        uint32_t binding = listener->first_binding + instance;
        plan->bindings.first[binding] = plan->bindings.last[binding] = port;
        occupy(&allocation->index, (enum pp_transport)listener->transport, binding,
               (struct pp_range){port, port});
    }
}

static void allocate_group(struct allocation *allocation, const struct group *group)
{
    const struct pp_listener *leader = &allocation->plan->listeners[group->first];
    struct search search = search_of(leader);
    bool choosy = search.picky;
    for (uint32_t i = 0; i < leader->binding_count; i++) {
        if (allocation->plan->bindings.first[leader->first_binding + i])
            continue; /* a lock file has given it */
        uint16_t port = choose(allocation, group, &search);
        if (!port)
            return; /* nor for the instances behind */
        if (choosy && !search.picky)
            note_broken(allocation, group, i, port);
        take(allocation, group, i, port);
    }
}

static void allocate_placement(struct allocation *allocation, const struct pp_placement *placement)
{
    const struct pp_listener *listeners = allocation->plan->listeners;
    uint32_t end = placement->first_listener + placement->listener_count;
    for (uint32_t i = placement->first_listener; i < end; i++) {
        bool led = !pp_listener_is_chosen(&listeners[i]);
        for (uint32_t j = placement->first_listener; j < i && !led; j++)
            led = pp_listeners_share(&listeners[j], &listeners[i]);
        if (!led)
            allocate_group(allocation, &(struct group){i, end - i});
    }
}

void pp_allocate(struct pp_check *check, struct pp_plan *plan)
{
    struct allocation allocation = {.check = check, .plan = plan};
    for (size_t h = 0; h < plan->host_count; h++) {
        const struct pp_host *host = &plan->hosts[h];
        if (!index_host(&allocation, host))
            continue;
        for (uint32_t i = 0; i < host->placement_count; i++)
            allocate_placement(&allocation, &plan->placements[host->first_placement + i]);
    }
    for (int i = 0; i < PP_TRANSPORTS; i++)
        free(allocation.index.heads[i]);
    free(allocation.index.occupants);
}
