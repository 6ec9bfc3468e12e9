/* locals: addresses interned by what they are and what they cover. */
#include "model/locals.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void pp_locals_init(struct pp_locals *locals, struct pp_arena *arena)
{
    *locals = (struct pp_locals){.arena = arena};
}

void pp_locals_release(struct pp_locals *locals)
{
    free(locals->entries);
    *locals = (struct pp_locals){0};
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

static uint64_t hash_of(const struct pp_address *address, const struct pp_addrset *covers)
{
    uint64_t halves[2];
    memcpy(halves, address->bytes, sizeof halves);
    uint64_t hash =
        mix((uint64_t)address->kind << 8 | (uint64_t)covers->v4 << 4 | covers->v6, halves[0]);
    return mix(hash, halves[1]);
}

/* Where it stands, or the free place for it. */
static size_t place_of(const struct pp_locals *locals, const struct pp_address *address,
                       const struct pp_addrset *covers)
{
    size_t at = (size_t)hash_of(address, covers) & (locals->capacity - 1);
    while (locals->entries[at] && !(pp_address_equal(&locals->entries[at]->address, address) &&
                                    pp_addrset_compare(&locals->entries[at]->covers, covers) == 0))
        at = (at + 1) & (locals->capacity - 1);
    return at;
}

static void widen(struct pp_locals *locals)
{
    const struct pp_local **old = locals->entries;
    size_t capacity = locals->capacity;
    locals->capacity = capacity ? 2 * capacity : 16;
    locals->entries = pp_calloc(locals->capacity, sizeof(const struct pp_local *));
    for (size_t i = 0; i < capacity; i++) {
        if (old[i])
            locals->entries[place_of(locals, &old[i]->address, &old[i]->covers)] = old[i];
    }
    free(old);
}

const struct pp_local *pp_locals_get(struct pp_locals *locals, const struct pp_address *address,
                                     bool v6only)
{
    if (locals->latest && locals->latest_v6only == v6only &&
        pp_address_equal(&locals->latest->address, address))
        return locals->latest;
    struct pp_local local = {.address = *address,
                             .covers = pp_addrset_of(address, v6only),
                             .number = (uint32_t)locals->count};
    if (2 * locals->count >= locals->capacity)
        widen(locals);
    size_t at = place_of(locals, &local.address, &local.covers);
    if (!locals->entries[at]) {
        locals->entries[at] = pp_arena_copy(locals->arena, &local, sizeof local);
        locals->count++;
    }
    locals->latest_v6only = v6only;
    return locals->latest = locals->entries[at];
}
