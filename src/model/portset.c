/* portset: a bitmap of ports. */
#include "model/portset.h"

#include <string.h>

/* The bits of word `word` that lie in the range. */
static uint64_t mask_of(struct pp_range range, uint32_t word)
{
    uint64_t mask = UINT64_MAX;
    if (word == range.first / 64u)
        mask &= UINT64_MAX << (range.first % 64u);
    if (word == range.last / 64u)
        mask &= UINT64_MAX >> (63u - range.last % 64u);
    return mask;
}

void pp_portset_clear(struct pp_portset *set)
{
    memset(set, 0, sizeof *set);
}

void pp_portset_add(struct pp_portset *set, struct pp_range range)
{
    for (uint32_t word = range.first / 64u; word <= range.last / 64u; word++)
        set->words[word] |= mask_of(range, word);
}

void pp_portset_remove(struct pp_portset *set, struct pp_range range)
{
    for (uint32_t word = range.first / 64u; word <= range.last / 64u; word++)
        set->words[word] &= ~mask_of(range, word);
}

bool pp_portset_contains(const struct pp_portset *set, uint16_t port)
{
    return set->words[port / 64u] >> (port % 64u) & 1u;
}

bool pp_portset_overlaps(const struct pp_portset *set, struct pp_range range)
{
    for (uint32_t word = range.first / 64u; word <= range.last / 64u; word++) {
        if (set->words[word] & mask_of(range, word))
            return true;
    }
    return false;
}

uint32_t pp_portset_count(const struct pp_portset *set)
{
    uint32_t count = 0;
    for (size_t i = 0; i < PP_PORTSET_WORDS; i++)
        count += (uint32_t)__builtin_popcountll(set->words[i]);
    return count;
}

void pp_portset_unite(struct pp_portset *set, const struct pp_portset *other)
{
    for (size_t i = 0; i < PP_PORTSET_WORDS; i++)
        set->words[i] |= other->words[i];
}

void pp_portset_subtract(struct pp_portset *set, const struct pp_portset *other)
{
    for (size_t i = 0; i < PP_PORTSET_WORDS; i++)
        set->words[i] &= ~other->words[i];
}

void pp_portset_intersect(struct pp_portset *set, const struct pp_portset *other)
{
    for (size_t i = 0; i < PP_PORTSET_WORDS; i++)
        set->words[i] &= other->words[i];
}

bool pp_portset_equal(const struct pp_portset *a, const struct pp_portset *b)
{
    return memcmp(a->words, b->words, sizeof a->words) == 0;
}

/* The first port >= from whose membership is `member`, or 65536. */
static uint32_t next_with(const struct pp_portset *set, uint32_t from, bool member)
{
    while (from <= PP_PORT_MAX) {
        uint64_t word = member ? set->words[from / 64u] : ~set->words[from / 64u];
        word >>= from % 64u;
        if (word)
            return from + (uint32_t)__builtin_ctzll(word);
        from = (from / 64u + 1u) * 64u;
    }
    return PP_PORT_MAX + 1u;
}

bool pp_portset_next_range(const struct pp_portset *set, uint32_t from, struct pp_range *range)
{
    uint32_t first = next_with(set, from, true);
    if (first > PP_PORT_MAX)
        return false;
    uint32_t end = next_with(set, first, false);
    *range = (struct pp_range){(uint16_t)first, (uint16_t)(end - 1)};
    return true;
}

uint16_t pp_portset_first_free(const struct pp_portset *set, uint32_t from, uint32_t count)
{
    if (count == 0 || count > PP_PORT_MAX)
        return 0;
    uint32_t first = next_with(set, from ? from : 1, false);
    while (first + count - 1 <= PP_PORT_MAX) {
        uint32_t taken = next_with(set, first, true);
        if (taken - first >= count)
            return (uint16_t)first;
        first = next_with(set, taken, false);
    }
    return 0;
}
