/* lock_owner: the entries of one placement, and what may be that placement. */
#include "check/lock_owner.h"

#include "check/lock_match.h"

#include <string.h>

const char *pp_placement_label(const struct pp_placement *placement)
{
    return placement->label ? placement->label : "";
}

bool pp_placement_has_address(const struct pp_placement *placement, const char *address)
{
    char text[PP_ADDRESS_TEXT];
    if (!placement->has_address)
        return !*address;
    return strcmp(pp_address_format(&placement->address, text), address) == 0;
}

int pp_lock_owner_compare(const struct pp_lock_entry *a, const struct pp_lock_entry *b)
{
    struct pp_lock_entry key = *a;
    key.is_pool = b->is_pool;
    key.name = b->name;
    key.instance = b->instance;
    return pp_lock_key_compare(&key, b);
}

size_t pp_lock_owner_first(const struct pp_lock *lock, const struct pp_lock_entry *owner)
{
    size_t low = 0, high = lock->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pp_lock_owner_compare(owner, &lock->entries[middle]) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t pp_lock_owner_end(const struct pp_lock *lock, size_t first)
{
    size_t end = first + 1;
    while (end < lock->count &&
           pp_lock_owner_compare(&lock->entries[first], &lock->entries[end]) == 0)
        end++;
    return end;
}

size_t pp_lock_owner_used(const struct pp_lock *lock, size_t first)
{
    size_t end = pp_lock_owner_end(lock, first);
    while (first < end && lock->entries[first].gone)
        first++;
    return first < end ? first : PP_NONE;
}

bool pp_alike_next(const struct pp_lock *lock, struct pp_alike *alike)
{
    alike->first = alike->end;
    if (alike->first >= lock->count)
        return false;
    struct pp_lock_entry key = lock->entries[alike->first];
    do {
        alike->end = pp_lock_owner_end(lock, alike->end);
        key.number = alike->end < lock->count ? lock->entries[alike->end].number : 0;
    } while (alike->end < lock->count &&
             pp_lock_owner_compare(&key, &lock->entries[alike->end]) == 0);
    return true;
}

enum pp_lock_fit pp_lock_owner_fit(const struct pp_lock *lock, size_t first,
                                   const struct pp_placement *placement)
{
    size_t used = pp_lock_owner_used(lock, first), end = pp_lock_owner_end(lock, first);
    uint32_t instances = 0;
    for (size_t i = used; i < end; i++) {
        const struct pp_lock_entry *entry = &lock->entries[i];
        if (entry->gone)
            continue;
        if (pp_lock_instance(placement, entry->instance) == PP_NONE)
            return PP_FIT_NONE;
        instances += entry->is_pool == lock->entries[used].is_pool &&
                     strcmp(entry->name, lock->entries[used].name) == 0;
    }
    return instances == placement->instance_count ? PP_FIT_EXACT : PP_FIT_HAS;
}

void pp_lock_owner_set(struct pp_locks *locks, uint32_t file, size_t first, uint32_t placement)
{
    size_t end = pp_lock_owner_end(&locks->files[file], first);
    for (size_t i = first; i < end; i++)
        locks->placements[file][i] = placement;
    locks->owned[placement] = true;
}

static bool is_of_kind(const struct pp_placement *placement, uint32_t file,
                       const struct pp_lock_entry *entry)
{
    return placement->site == file && strcmp(placement->product->name, entry->product) == 0 &&
           pp_placement_has_address(placement, entry->address);
}

bool pp_lock_is_alike(const struct pp_placement *placement, uint32_t file,
                      const struct pp_lock_entry *entry)
{
    return is_of_kind(placement, file, entry) &&
           strcmp(pp_placement_label(placement), entry->label) == 0;
}

bool pp_lock_is_labelled_anew(const struct pp_locks *locks, const struct pp_plan *plan,
                              uint32_t file, const struct pp_lock_entry *entry, uint32_t index)
{
    const struct pp_placement *placement = &plan->placements[index];
    const struct pp_lock *lock = &locks->files[file];
    if (!placement->label || !is_of_kind(placement, file, entry))
        return false;
    struct pp_lock_entry key = *entry;
    key.label = placement->label;
    key.number = locks->numbers[index];
    size_t first = pp_lock_owner_first(lock, &key);
    return first == lock->count || pp_lock_owner_compare(&key, &lock->entries[first]) != 0 ||
           pp_lock_owner_used(lock, first) == PP_NONE;
}
