/* lock_carry: from the lock of one plan to the placement of another. */
#include "check/lock_carry.h"

#include "base/mem.h"
#include "check/lock_match.h"
#include "check/lock_owner.h"

#include <stdlib.h>

/* The binding of a placement that the entry would be about, or PP_NONE. */
static uint32_t binding_in(const struct pp_plan *plan, uint32_t placement,
                           const struct pp_lock_entry *entry)
{
    uint32_t index = pp_lock_instance(&plan->placements[placement], entry->instance);
    uint32_t listener = pp_lock_listener(plan, &plan->placements[placement], entry);
    return index == PP_NONE || listener == PP_NONE
               ? PP_NONE
               : plan->listeners[listener].first_binding + index;
}

static bool is_lost(const struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                    size_t entry)
{
    uint32_t placement = locks->placements[file][entry];
    return !locks->files[file].entries[entry].gone &&
           (placement == PP_NONE ||
            binding_in(plan, placement, &locks->files[file].entries[entry]) == PP_NONE);
}

static bool is_any_lost(const struct pp_locks *locks, const struct pp_plan *plan)
{
    for (uint32_t f = 0; f < locks->file_count; f++) {
        for (size_t i = 0; i < locks->files[f].count; i++) {
            if (is_lost(locks, plan, f, i))
                return true;
        }
    }
    return false;
}

/* Marks the bindings that entries in use are about. */
static void mark_taken(const struct pp_locks *locks, const struct pp_plan *plan, bool *taken)
{
    for (uint32_t f = 0; f < locks->file_count; f++) {
        for (size_t i = 0; i < locks->files[f].count; i++) {
            const struct pp_lock_entry *entry = &locks->files[f].entries[i];
            uint32_t placement = locks->placements[f][i];
            uint32_t binding =
                entry->gone || placement == PP_NONE ? PP_NONE : binding_in(plan, placement, entry);
            if (binding != PP_NONE)
                taken[binding] = true;
        }
    }
}

static void carry(struct pp_locks *locks, const struct pp_plan *plan, uint32_t file, size_t index,
                  bool *taken)
{
    const struct pp_lock_entry *entry = &locks->files[file].entries[index];
    uint32_t at = pp_plan_find_host(plan, entry->host);
    const struct pp_host *host = at == PP_NONE ? NULL : &plan->hosts[at];
    for (uint32_t i = 0; host && i < host->placement_count; i++) {
        uint32_t placement = host->first_placement + i;
        uint32_t theirs = plan->placements[placement].site;
        uint32_t binding = theirs != file &&
                                   pp_lock_is_alike(&plan->placements[placement], theirs, entry)
                               ? binding_in(plan, placement, entry)
                               : PP_NONE;
        if (binding == PP_NONE || taken[binding])
            continue;
        taken[binding] = true;
        locks->placements[file][index] = placement;
        locks->owned[placement] = true;
        return;
    }
}

void pp_lock_carry_over(struct pp_locks *locks, const struct pp_plan *plan)
{
    if (locks->file_count < 2 || !is_any_lost(locks, plan))
        return;
    bool *taken = pp_calloc(plan->bindings.count + 1, sizeof *taken);
    mark_taken(locks, plan, taken);
    for (uint32_t f = 0; f < locks->file_count; f++) {
        for (size_t i = 0; i < locks->files[f].count; i++) {
            if (is_lost(locks, plan, f, i))
                carry(locks, plan, f, i, taken);
        }
    }
    free(taken);
}
