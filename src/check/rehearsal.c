/* rehearsal: choosing on a copy. */
#include "check/rehearsal.h"

#include "check/allocate.h"
#include "check/locks.h"

#include <string.h>

/* Part of an array, in the rehearsal's arena; NULL of an array that is not there. */
static void *copy(struct pp_rehearsal *rehearsal, const void *items, size_t first, size_t count,
                  size_t size)
{
    if (!items || count == 0)
        return NULL;
    return pp_arena_copy(&rehearsal->arena, (const char *)items + first * size, count * size);
}

/* Locks are about indexes of the plan. The copy of one host excludes what its locks let cool. */
static void exclude_cooling(struct pp_rehearsal *rehearsal, const struct pp_locks *locks)
{
    struct pp_host *host = &rehearsal->plan.hosts[0];
    size_t most = host->excluded_count + (locks ? locks->cooling_count : 0);
    struct pp_excluded *excluded = pp_arena_array(&rehearsal->arena, most, sizeof *excluded);
    if (host->excluded_count > 0)
        memcpy(excluded, host->excluded, host->excluded_count * sizeof *excluded);
    for (size_t i = 0; locks && i < locks->cooling_count; i++) {
        if (locks->cooling[i].host == rehearsal->first_host)
            excluded[host->excluded_count++] =
                (struct pp_excluded){locks->cooling[i].ports, PP_NONE};
    }
    host->excluded = excluded;
}

static void copy_hosts(struct pp_rehearsal *rehearsal, const struct pp_plan *plan, size_t count)
{
    struct pp_plan *part = &rehearsal->plan;
    part->hosts = copy(rehearsal, plan->hosts, rehearsal->first_host, count, sizeof *part->hosts);
    part->host_count = count;
    part->placement_count = part->listener_count = part->bindings.count = 0;
    for (size_t i = 0; i < count; i++) {
        struct pp_host *host = &part->hosts[i];
        host->first_placement -= rehearsal->first_placement;
        host->first_listener -= rehearsal->first_listener;
        host->first_binding -= rehearsal->first_binding;
        part->placement_count += host->placement_count;
        part->listener_count += host->listener_count;
        part->bindings.count += host->binding_count;
    }
}

static void copy_listeners(struct pp_rehearsal *rehearsal, const struct pp_plan *plan)
{
    struct pp_plan *part = &rehearsal->plan;
    part->placements = copy(rehearsal, plan->placements, rehearsal->first_placement,
                            part->placement_count, sizeof *part->placements);
    part->listeners = copy(rehearsal, plan->listeners, rehearsal->first_listener,
                           part->listener_count, sizeof *part->listeners);
    for (size_t i = 0; i < part->placement_count; i++) {
        part->placements[i].host -= rehearsal->first_host;
        part->placements[i].first_listener -= rehearsal->first_listener;
    }
    for (size_t i = 0; i < part->listener_count; i++) {
        part->listeners[i].host -= rehearsal->first_host;
        part->listeners[i].placement -= rehearsal->first_placement;
        part->listeners[i].first_binding -= rehearsal->first_binding;
    }
}

static void copy_bindings(struct pp_rehearsal *rehearsal, const struct pp_plan *plan)
{
    struct pp_bindings *part = &rehearsal->plan.bindings;
    size_t first = rehearsal->first_binding;
    part->listener =
        copy(rehearsal, plan->bindings.listener, first, part->count, sizeof *part->listener);
    part->first = copy(rehearsal, plan->bindings.first, first, part->count, sizeof *part->first);
    part->last = copy(rehearsal, plan->bindings.last, first, part->count, sizeof *part->last);
    rehearsal->plan.locked =
        copy(rehearsal, plan->locked, first, part->count, sizeof *plan->locked);
    for (size_t i = 0; i < part->count; i++)
        part->listener[i] -= rehearsal->first_listener;
}

void pp_rehearsal_init(struct pp_rehearsal *rehearsal, const struct pp_check *check,
                       uint32_t listener)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_host *host = &plan->hosts[plan->listeners[listener].host];
    bool whole = plan->listeners[listener].tie != PP_NONE;
    *rehearsal = (struct pp_rehearsal){.check = *check, .plan = *plan};
    pp_arena_init(&rehearsal->arena);
    rehearsal->check.arena = rehearsal->plan.arena = &rehearsal->arena;
    rehearsal->check.plan = &rehearsal->plan;
    if (!whole) {
        rehearsal->first_host = plan->listeners[listener].host;
        rehearsal->first_placement = host->first_placement;
        rehearsal->first_listener = host->first_listener;
        rehearsal->first_binding = host->first_binding;
    }
    copy_hosts(rehearsal, plan, whole ? plan->host_count : 1);
    copy_listeners(rehearsal, plan);
    copy_bindings(rehearsal, plan);
    if (whole)
        return;
    rehearsal->plan.tie_count = 0; /* what is tied keeps what it has */
    rehearsal->check.locks = NULL;
    rehearsal->plan.hosts[0].main_count = 0; /* partners are not there */
    rehearsal->plan.hosts[0].pool = NULL;
    exclude_cooling(rehearsal, check->locks);
}

void pp_rehearsal_release(struct pp_rehearsal *rehearsal)
{
    pp_arena_release(&rehearsal->arena);
}

/* Whether the range of the one is the other's. */
static bool is_of(const struct pp_plan *plan, uint32_t leader, const struct pp_listener *listener)
{
    const struct pp_listener *first = &plan->listeners[leader];
    return first->tie == PP_NONE ? pp_listeners_share(listener, first)
                                 : listener->tie == first->tie;
}

/* Takes away what is to be chosen anew, and sets the range. */
static void reset(struct pp_rehearsal *rehearsal, uint32_t leader, struct pp_range range)
{
    struct pp_plan *plan = &rehearsal->plan;
    for (uint32_t i = 0; i < plan->listener_count; i++) {
        struct pp_listener *listener = &plan->listeners[i];
        if (is_of(plan, leader, listener))
            listener->range = range;
        if (!pp_listener_is_chosen(listener) ||
            (listener->tie != PP_NONE && rehearsal->plan.tie_count == 0))
            continue;
        for (uint32_t j = 0; j < listener->binding_count; j++) {
            uint32_t binding = listener->first_binding + j;
            if (!plan->locked || !plan->locked[binding])
                plan->bindings.first[binding] = plan->bindings.last[binding] = 0;
        }
    }
}

bool pp_rehearse(struct pp_rehearsal *rehearsal, const struct pp_check *check, uint32_t listener,
                 struct pp_range range)
{
    struct pp_plan *plan = &rehearsal->plan;
    uint32_t leader = listener - rehearsal->first_listener;
    reset(rehearsal, leader, range);
    pp_allocate(&rehearsal->check, plan);
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        bool has = plan->bindings.first[i] != 0;
        bool had = check->plan->bindings.first[rehearsal->first_binding + i] != 0;
        if (!has && (had || is_of(plan, leader, &plan->listeners[plan->bindings.listener[i]])))
            return false;
    }
    return true;
}

struct pp_range pp_rehearsal_block(const struct pp_rehearsal *rehearsal,
                                   const struct pp_check *check, uint32_t listener, uint32_t index)
{
    uint32_t binding = check->plan->listeners[listener].first_binding + index;
    const struct pp_bindings *bindings = &rehearsal->plan.bindings;
    binding -= rehearsal->first_binding;
    return (struct pp_range){bindings->first[binding], bindings->last[binding]};
}
