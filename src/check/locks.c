/* locks: from entries of lock files to bindings. */
#include "check/locks.h"

#include "base/text.h"
#include "check/lock_cooling.h"
#include "check/lock_match.h"

#include <string.h>

/* --- whether it may have the port ------------------------------------------- */

/* A binding of the host that keeps `binding`, of `listener`, from the ports, or PP_NONE. */
static uint32_t find_taker(const struct pp_plan *plan, const struct pp_listener *listener,
                           uint32_t binding, struct pp_range ports)
{
    const struct pp_host *host = &plan->hosts[listener->host];
    struct pp_claim claim = pp_listener_claim(listener);
    for (uint32_t i = host->first_binding; i < host->first_binding + host->binding_count; i++) {
        struct pp_range theirs = {plan->bindings.first[i], plan->bindings.last[i]};
        if (i == binding || theirs.first == 0 || !pp_range_overlaps(theirs, ports))
            continue;
        const struct pp_listener *other = &plan->listeners[plan->bindings.listener[i]];
        struct pp_claim others = pp_listener_claim(other);
        if (other == listener || pp_clash_judge(host->os, &claim, &others).kind != PP_CLASH_NONE)
            return i;
    }
    return PP_NONE;
}

static bool is_excluded(const struct pp_host *host, enum pp_transport transport,
                        struct pp_range ports)
{
    for (uint32_t port = ports.first; port <= ports.last; port++) {
        if (pp_host_excludes(host, transport, (uint16_t)port))
            return true;
    }
    return false;
}

/* The name of what a tie gives an instance. */
static const char *tied_key(const struct pp_locks *locks, const struct pp_plan *plan,
                            const struct pp_lock_use *use)
{
    return pp_arena_printf(locks->arena, "%u %u", plan->listeners[use->listener].tie,
                           pp_plan_instance(plan, use->binding));
}

/* The name of a port of a tie. */
static const char *tied_port_key(const struct pp_locks *locks, const struct pp_listener *listener,
                                 uint32_t port)
{
    return pp_arena_printf(locks->arena, "%u :%u", listener->tie, port);
}

/* A binding of another instance of the tie that has one of the ports, or PP_NONE: a host that has
 * both instances could not follow. */
static uint32_t find_mixed(const struct pp_locks *locks, const struct pp_plan *plan,
                           const struct pp_lock_use *use, struct pp_range ports)
{
    const struct pp_listener *listener = &plan->listeners[use->listener];
    uint32_t instance = pp_plan_instance(plan, use->binding);
    for (uint32_t port = ports.first; listener->tie != PP_NONE && port <= ports.last; port++) {
        uint32_t other = pp_map_find(&locks->tied, tied_port_key(locks, listener, port));
        if (other != PP_MAP_NONE && pp_plan_instance(plan, other) != instance)
            return other;
    }
    return PP_NONE;
}

/* A binding that is to have the same ports and has others, or PP_NONE. */
static uint32_t find_untied(const struct pp_locks *locks, const struct pp_plan *plan,
                            const struct pp_lock_use *use, struct pp_range ports)
{
    if (plan->listeners[use->listener].tie == PP_NONE)
        return PP_NONE;
    uint32_t other = pp_map_find(&locks->tied, tied_key(locks, plan, use));
    return other == PP_MAP_NONE || plan->bindings.first[other] == ports.first ? PP_NONE : other;
}

/* HELD when nothing speaks against the ports for all that share them. */
static enum pp_lock_state judge(const struct pp_locks *locks, const struct pp_plan *plan,
                                const struct pp_lock_entry *entry, struct pp_lock_use *use)
{
    const struct pp_listener *leader = &plan->listeners[use->listener];
    const struct pp_placement *placement = &plan->placements[leader->placement];
    uint32_t index = use->binding - leader->first_binding;
    uint32_t end = placement->first_listener + placement->listener_count;
    if (!pp_listener_is_chosen(leader))
        return PP_LOCK_FIXED;
    if (pp_range_size(entry->ports) != leader->block)
        return PP_LOCK_WIDTH;
    if (leader->range.first &&
        (entry->ports.first < leader->range.first || entry->ports.last > leader->range.last))
        return PP_LOCK_OUTSIDE;
    if (entry->ports.first % leader->align != 0)
        return PP_LOCK_UNALIGNED;
    use->other = find_untied(locks, plan, use, entry->ports);
    if (use->other != PP_NONE)
        return PP_LOCK_UNTIED;
    use->other = find_mixed(locks, plan, use, entry->ports);
    if (use->other != PP_NONE)
        return PP_LOCK_MIXED;
    for (uint32_t i = use->listener; i < end; i++) {
        const struct pp_listener *listener = &plan->listeners[i];
        if (!pp_listeners_share(leader, listener))
            continue;
        if (is_excluded(&plan->hosts[leader->host], (enum pp_transport)listener->transport,
                        entry->ports))
            return PP_LOCK_EXCLUDED;
        use->other = find_taker(plan, listener, listener->first_binding + index, entry->ports);
        if (use->other != PP_NONE)
            return PP_LOCK_TAKEN;
    }
    return PP_LOCK_HELD;
}

static void give(struct pp_locks *locks, struct pp_plan *plan, const struct pp_lock_entry *entry,
                 const struct pp_lock_use *use)
{
    const struct pp_listener *leader = &plan->listeners[use->listener];
    const struct pp_placement *placement = &plan->placements[leader->placement];
    uint32_t end = placement->first_listener + placement->listener_count;
    for (uint32_t i = use->listener; i < end; i++) {
        const struct pp_listener *listener = &plan->listeners[i];
        if (!pp_listeners_share(leader, listener))
            continue;
        uint32_t binding = listener->first_binding + use->binding - leader->first_binding;
        plan->bindings.first[binding] = entry->ports.first;
        plan->bindings.last[binding] = entry->ports.last;
        plan->locked[binding] = true;
    }
    if (leader->tie == PP_NONE || find_untied(locks, plan, use, entry->ports) != PP_NONE)
        return; /* what contradicts the tie says nothing to others */
    pp_map_add(&locks->tied, tied_key(locks, plan, use), use->binding);
    for (uint32_t port = entry->ports.first; port <= entry->ports.last; port++)
        pp_map_add(&locks->tied, tied_port_key(locks, leader, port), use->binding);
}

/* --- applying --------------------------------------------------------------- */

/* Sets listener and binding of the use; false when the plan has none of them. */
static bool find_use(const struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                     const struct pp_lock_entry *entry, struct pp_lock_use *use)
{
    uint32_t placement = locks->placements[file][entry - locks->files[file].entries];
    if (placement == PP_NONE)
        return false;
    uint32_t index = pp_lock_instance(&plan->placements[placement], entry->instance);
    use->listener = pp_lock_listener(plan, &plan->placements[placement], entry);
    if (index == PP_NONE || use->listener == PP_NONE)
        return false;
    use->binding = plan->listeners[use->listener].first_binding + index;
    return true;
}

static void apply_entry(struct pp_locks *locks, struct pp_plan *plan, uint32_t file,
                        const struct pp_lock_entry *entry, struct pp_lock_use *use)
{
    if (!find_use(locks, plan, file, entry, use))
        return;
    bool fixed = !pp_listener_is_chosen(&plan->listeners[use->listener]);
    if (!entry->gone)
        locks->had[use->binding] = entry;
    if (fixed && plan->bindings.first[use->binding] == entry->ports.first)
        use->state = PP_LOCK_GIVEN;
    if (fixed && (entry->gone || use->state == PP_LOCK_GIVEN))
        return; /* the lock has no say, and nothing moves */
    if (entry->gone && plan->bindings.first[use->binding])
        return; /* it has another port in the meantime */
    enum pp_lock_state state = judge(locks, plan, entry, use);
    bool kept = state == PP_LOCK_HELD || (state >= PP_LOCK_OUTSIDE && !entry->gone && !locks->anew);
    if (state == PP_LOCK_HELD || !entry->gone)
        use->state = state;
    if (kept)
        give(locks, plan, entry, use);
}

static void apply_all(struct pp_locks *locks, struct pp_plan *plan, bool gone)
{
    for (uint32_t f = 0; f < locks->file_count; f++) {
        const struct pp_lock *lock = &locks->files[f];
        for (size_t i = 0; i < lock->count; i++) {
            const struct pp_lock_entry *entry = &lock->entries[i];
            if ((entry->gone != NULL) == gone)
                apply_entry(locks, plan, f, entry, &locks->uses[f][i]);
        }
    }
}

void pp_locks_apply(struct pp_locks *locks, struct pp_plan *plan, const char *today)
{
    struct pp_arena *arena = locks->arena;
    locks->uses = pp_arena_array(arena, locks->file_count, sizeof *locks->uses);
    plan->locked = pp_arena_array(arena, plan->bindings.count, sizeof *plan->locked);
    memset(plan->locked, 0, plan->bindings.count * sizeof *plan->locked);
    for (size_t f = 0; f < locks->file_count; f++) {
        locks->uses[f] = pp_arena_array(arena, locks->files[f].count, sizeof *locks->uses[f]);
        for (size_t i = 0; i < locks->files[f].count; i++)
            locks->uses[f][i] = (struct pp_lock_use){PP_LOCK_UNUSED, PP_NONE, PP_NONE, PP_NONE};
    }
    locks->had = pp_arena_array(arena, plan->bindings.count, sizeof *locks->had);
    pp_locks_match(locks, plan);
    pp_map_init(&locks->tied, false);
    apply_all(locks, plan, false);
    apply_all(locks, plan, true);
    pp_map_release(&locks->tied);
    pp_locks_collect_cooling(locks, plan, today);
}

uint32_t pp_lock_file_of(const struct pp_locks *locks, const struct pp_lock_entry *entry)
{
    uint32_t file = 0;
    while (locks->files[file].source != entry->loc.source)
        file++;
    return file;
}

const struct pp_lock_use *pp_locks_conflict(const struct pp_locks *locks,
                                            const struct pp_plan *plan, uint32_t listener,
                                            uint32_t index)
{
    const struct pp_placement *placement = &plan->placements[plan->listeners[listener].placement];
    for (uint32_t i = 0; i < placement->listener_count; i++) {
        const struct pp_listener *other = &plan->listeners[placement->first_listener + i];
        if (!pp_listener_is_chosen(other) || !pp_listeners_share(other, &plan->listeners[listener]))
            continue;
        const struct pp_lock_entry *had = locks->had[other->first_binding + index];
        if (!had)
            continue;
        uint32_t file = pp_lock_file_of(locks, had);
        const struct pp_lock_use *use = &locks->uses[file][had - locks->files[file].entries];
        if (use->state > PP_LOCK_FIXED)
            return use;
    }
    return NULL;
}
