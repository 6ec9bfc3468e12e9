/* lock_labels: placements that were alike, some of which have labels by now. */
#include "check/lock_labels.h"

#include "base/mem.h"
#include "check/lock_owner.h"

#include <stdlib.h>

/* Owners in use without a label, and the placements that they may be by now. */
struct parting {
    size_t *owners; /* their first entries, by number */
    size_t owner_count, owner_capacity;
    uint32_t *placements; /* in the order of the plan */
    size_t placement_count, placement_capacity;
};

static void add_owners(struct parting *parting, const struct pp_lock *lock,
                       const struct pp_alike *alike)
{
    for (size_t i = alike->first; i < alike->end; i = pp_lock_owner_end(lock, i)) {
        if (pp_lock_owner_used(lock, i) == PP_NONE)
            continue;
        parting->owners = pp_grow(parting->owners, &parting->owner_capacity,
                                  parting->owner_count + 1, sizeof *parting->owners);
        parting->owners[parting->owner_count++] = i;
    }
}

/* Whether there are as many placements, still alike, as there are owners. */
static bool are_all_there(const struct pp_plan *plan, uint32_t file, const struct pp_host *host,
                          const struct pp_lock_entry *entry, size_t owners)
{
    for (uint32_t i = 0; i < host->placement_count && owners > 0; i++)
        owners -= pp_lock_is_alike(&plan->placements[host->first_placement + i], file, entry);
    return owners == 0;
}

static void add_placements(struct parting *parting, const struct pp_locks *locks,
                           const struct pp_plan *plan, uint32_t file, const struct pp_host *host,
                           const struct pp_lock_entry *entry)
{
    for (uint32_t i = 0; i < host->placement_count; i++) {
        uint32_t at = host->first_placement + i;
        if (!pp_lock_is_alike(&plan->placements[at], file, entry) &&
            !pp_lock_is_labelled_anew(locks, plan, file, entry, at))
            continue;
        parting->placements = pp_grow(parting->placements, &parting->placement_capacity,
                                      parting->placement_count + 1, sizeof *parting->placements);
        parting->placements[parting->placement_count++] = at;
    }
}

static bool has_instances(const struct pp_plan *plan, const struct pp_lock *lock, size_t owner,
                          uint32_t placement)
{
    return pp_lock_owner_fit(lock, owner, &plan->placements[placement]) != PP_FIT_NONE;
}

static bool fit_in_order(const struct parting *parting, const struct pp_plan *plan,
                         const struct pp_lock *lock)
{
    for (size_t i = 0; i < parting->owner_count; i++) {
        if (!has_instances(plan, lock, parting->owners[i], parting->placements[i]))
            return false;
    }
    return true;
}

/* Puts the placements into the order of their owners; false, when not each owner has exactly one
 * that has its instances, and another one than the others. */
static bool sort_by_instances(struct parting *parting, const struct pp_plan *plan,
                              const struct pp_lock *lock)
{
    for (size_t i = 0; i < parting->owner_count; i++) {
        size_t fit = PP_NONE, count = 0;
        for (size_t j = 0; j < parting->placement_count; j++) {
            if (has_instances(plan, lock, parting->owners[i], parting->placements[j])) {
                fit = j;
                count++;
            }
        }
        if (count != 1 || fit < i)
            return false;
        uint32_t placement = parting->placements[fit];
        parting->placements[fit] = parting->placements[i];
        parting->placements[i] = placement;
    }
    return true;
}

static void part(struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                 const struct pp_alike *alike)
{
    const struct pp_lock *lock = &locks->files[file];
    const struct pp_lock_entry *entry = &lock->entries[alike->first];
    uint32_t host = pp_plan_find_host(plan, entry->host);
    struct parting parting = {0};
    add_owners(&parting, lock, alike);
    if (host != PP_NONE &&
        !are_all_there(plan, file, &plan->hosts[host], entry, parting.owner_count))
        add_placements(&parting, locks, plan, file, &plan->hosts[host], entry);
    if (parting.placement_count == parting.owner_count &&
        (parting.owner_count == 1 || fit_in_order(&parting, plan, lock) ||
         sort_by_instances(&parting, plan, lock))) {
        for (size_t i = 0; i < parting.owner_count; i++)
            pp_lock_owner_set(locks, file, parting.owners[i], parting.placements[i]);
    }
    free(parting.owners);
    free(parting.placements);
}

void pp_lock_match_labels(struct pp_locks *locks, const struct pp_plan *plan, uint32_t file)
{
    const struct pp_lock *lock = &locks->files[file];
    struct pp_alike alike = {0, 0};
    while (pp_alike_next(lock, &alike)) {
        if (!lock->entries[alike.first].label[0])
            part(locks, plan, file, &alike);
    }
}
