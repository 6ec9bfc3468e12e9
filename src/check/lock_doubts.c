/* lock_doubts: locked ports that are somebody's by their order alone. */
#include "base/mem.h"
#include "check/lock_owner.h"

#include <string.h>

static enum pp_lock_fit fit_of(const struct pp_plan *plan, const struct pp_lock *lock, size_t owner,
                               uint32_t placement)
{
    return pp_lock_owner_fit(lock, owner, &plan->placements[placement]);
}

/* How well the owner in use of those alike that has the placement fits it; NONE: nobody has it. */
static enum pp_lock_fit fit_of_holder(const struct pp_locks *locks, const struct pp_plan *plan,
                                      uint32_t file, const struct pp_alike *alike,
                                      uint32_t placement)
{
    const struct pp_lock *lock = &locks->files[file];
    for (size_t i = alike->first; i < alike->end; i = pp_lock_owner_end(lock, i)) {
        if (locks->placements[file][i] == placement && pp_lock_owner_used(lock, i) != PP_NONE)
            return fit_of(plan, lock, i, placement);
    }
    return PP_FIT_NONE;
}

/* Whether the placement, of the owner's host, may be meant by the owner's entries as well as the
 * one that has them by now; `own` is how well that one fits, NONE when there is none. */
static bool may_be(const struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                   const struct pp_alike *alike, size_t owner, uint32_t placement,
                   enum pp_lock_fit own)
{
    const struct pp_lock *lock = &locks->files[file];
    const struct pp_lock_entry *entry = &lock->entries[owner];
    bool lost = locks->placements[file][owner] == PP_NONE, owned = locks->owned[placement];
    if (owned && !lost)
        return false;
    if (!pp_lock_is_alike(&plan->placements[placement], file, entry) &&
        (entry->label[0] || owned || !lost ||
         !pp_lock_is_labelled_anew(locks, plan, file, entry, placement)))
        return false;
    enum pp_lock_fit fit = fit_of(plan, lock, owner, placement);
    return fit != PP_FIT_NONE && fit >= own &&
           (!owned || fit >= fit_of_holder(locks, plan, file, alike, placement));
}

static bool doubt(const struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                  const struct pp_alike *alike, size_t owner, struct pp_lock_doubt *doubt)
{
    const struct pp_lock *lock = &locks->files[file];
    uint32_t index = pp_plan_find_host(plan, lock->entries[owner].host);
    const struct pp_host *host = index == PP_NONE ? NULL : &plan->hosts[index];
    uint32_t has = locks->placements[file][owner];
    enum pp_lock_fit own = has == PP_NONE ? PP_FIT_NONE : fit_of(plan, lock, owner, has);
    *doubt = (struct pp_lock_doubt){.first = owner, .end = pp_lock_owner_end(lock, owner)};
    doubt->lost = has == PP_NONE;
    for (uint32_t i = 0; host && i < host->placement_count && doubt->count < 2; i++) {
        uint32_t at = host->first_placement + i;
        if (at == has || may_be(locks, plan, file, alike, owner, at, own))
            doubt->placements[doubt->count++] = at;
    }
    return doubt->count > (has != PP_NONE);
}

struct pp_lock_doubts pp_locks_doubts(const struct pp_locks *locks, const struct pp_plan *plan,
                                      uint32_t file)
{
    const struct pp_lock *lock = &locks->files[file];
    struct pp_lock_doubts doubts = {0};
    struct pp_alike alike = {0, 0};
    while (pp_alike_next(lock, &alike)) {
        for (size_t i = alike.first; i < alike.end; i = pp_lock_owner_end(lock, i)) {
            struct pp_lock_doubt found;
            if (pp_lock_owner_used(lock, i) == PP_NONE ||
                !doubt(locks, plan, file, &alike, i, &found))
                continue;
            doubts.items =
                pp_grow(doubts.items, &doubts.capacity, doubts.count + 1, sizeof *doubts.items);
            doubts.items[doubts.count++] = found;
        }
    }
    return doubts;
}
