/* sweep_apart: a host on which much shares a port. Mostly it does so on different addresses: so each
 * address is swept alone, and what covers several addresses against the others.
 *
 *   1. Claimants are sorted by address.
 *   2. Those of one address meet wherever they share a port: they are sifted; or sorted by port, when
 *      much of that still does.
 *   3. Of specific addresses only those that share a port with something wider meet it: they are kept,
 *      and sorted by port like what is wider. */
#include "check/sweep_parts.h"

#include "base/mem.h"

#include <stdlib.h>

#define FEW 64u      /* so many are sorted by insertion */
#define PORT_BITS 9u /* of a digit of the radix sort: two are transport and port */
#define ADDRESS_BITS 11u
#define MOST_BITS 11u
#define DIGITS(bits) (1u << (bits))

/* Keys sorted by transport and first port. */
struct list {
    uint64_t *keys;
    size_t count;
};

/* --- sorting ------------------------------------------------------------------------- */

static void insertion_sort(uint64_t *keys, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint64_t key = keys[i];
        size_t at = i;
        for (; at > 0 && keys[at - 1] > key; at--)
            keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

/* From how many there are of each to where the first of each is put. */
static void set_starts(uint32_t *counts, size_t count)
{
    uint32_t start = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t many = counts[i];
        counts[i] = start;
        start += many;
    }
}

/* By transport and first port; where these are equal, in the order they had. */
static void sort_keys(uint64_t *keys, uint64_t *spare, size_t count)
{
    uint32_t starts[2][DIGITS(PORT_BITS)] = {{0}};
    uint64_t *from = keys, *to = spare;
    if (count <= FEW) {
        insertion_sort(keys, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        starts[0][keys[i] >> PP_KEY_FIRST_SHIFT & (DIGITS(PORT_BITS) - 1)]++;
        starts[1][keys[i] >> (PP_KEY_FIRST_SHIFT + PORT_BITS)]++;
    }
    for (unsigned digit = 0; digit < 2; digit++) {
        unsigned shift = PP_KEY_FIRST_SHIFT + digit * PORT_BITS;
        set_starts(starts[digit], DIGITS(PORT_BITS));
        for (size_t i = 0; i < count; i++)
            to[starts[digit][from[i] >> shift & (DIGITS(PORT_BITS) - 1)]++] = from[i];
        to = from;
        from = spare;
    }
}

/* sorted[] by address, where they are equal in the order they had: digits of the numbers in which some
 * differ. */
static void sort_by_address(struct pp_sweeper *sweeper, size_t count, uint32_t differing)
{
    for (unsigned shift = 0; shift < 32; shift += ADDRESS_BITS) {
        uint32_t starts[DIGITS(ADDRESS_BITS)] = {0};
        struct pp_claimant *from = sweeper->sorted, *to = sweeper->unsorted;
        if (!(differing >> shift & (DIGITS(ADDRESS_BITS) - 1)))
            continue;
        for (size_t i = 0; i < count; i++)
            starts[from[i].address >> shift & (DIGITS(ADDRESS_BITS) - 1)]++;
        set_starts(starts, DIGITS(ADDRESS_BITS));
        for (size_t i = 0; i < count; i++)
            to[starts[from[i].address >> shift & (DIGITS(ADDRESS_BITS) - 1)]++] = from[i];
        sweeper->sorted = to;
        sweeper->unsorted = from;
    }
}

/* Fills sorted[]. */
static void gather(struct pp_sweeper *sweeper, const uint64_t *keys, size_t count,
                   const struct pp_claimant *items)
{
    uint32_t differing = 0, address = pp_sweeper_claimant(sweeper, items, keys[0])->address;
    pp_sweeper_make_room(sweeper, count);
    for (size_t i = 0; i < count; i++) {
        sweeper->sorted[i] = *pp_sweeper_claimant(sweeper, items, keys[i]);
        differing |= sweeper->sorted[i].address ^ address;
    }
    sort_by_address(sweeper, count, differing);
}

/* --- lists --------------------------------------------------------------------------- */

static uint32_t id_of(const struct pp_sweeper *sweeper, const struct pp_claimant *items,
                      uint64_t key)
{
    return pp_sweeper_claimant(sweeper, items, key)->id;
}

static void meet_within(struct pp_sweeper *sweeper, const struct pp_claimant *items, struct list x)
{
    for (size_t i = 0; i < x.count && !pp_found_is_full(&sweeper->found); i++) {
        uint32_t id = id_of(sweeper, items, x.keys[i]), last = pp_key_last(x.keys[i]);
        for (size_t k = i + 1; k < x.count && pp_key_first(x.keys[k]) <= last; k++)
            pp_found_add(&sweeper->found, id, id_of(sweeper, items, x.keys[k]));
    }
}

static void meet_between(struct pp_sweeper *sweeper, struct list x, struct list y)
{
    const struct pp_claimant *items = sweeper->sorted;
    for (size_t i = 0, j = 0; i < x.count && j < y.count && !pp_found_is_full(&sweeper->found);) {
        bool x_first = pp_key_first(x.keys[i]) <= pp_key_first(y.keys[j]);
        uint64_t one = x_first ? x.keys[i++] : y.keys[j++];
        const struct list *others = x_first ? &y : &x;
        uint32_t id = id_of(sweeper, items, one), last = pp_key_last(one);
        for (size_t k = x_first ? j : i; k < others->count && pp_key_first(others->keys[k]) <= last;
             k++)
            pp_found_add(&sweeper->found, id, id_of(sweeper, items, others->keys[k]));
    }
}

static void sort_list(struct pp_sweeper *sweeper, struct list list)
{
    sort_keys(list.keys, sweeper->spare, list.count);
}

/* --- addresses ----------------------------------------------------------------------- */

static size_t end_of_address(const struct pp_claimant *sorted, size_t first, size_t count)
{
    size_t end = first + 1;
    while (end < count && sorted[end].address == sorted[first].address)
        end++;
    return end;
}

static void meet_alike(struct pp_sweeper *sweeper, const struct pp_claimant *items, size_t count)
{
    struct list list = {sweeper->keys, count};
    if (count < 2)
        return;
    for (size_t i = 0; i < count; i++)
        list.keys[i] = pp_key_of(&items[i], i);
    if (pp_sweeper_sift(sweeper, list.keys, count, items))
        return;
    sort_list(sweeper, list);
    meet_within(sweeper, items, list);
}

/* Keys of what is wider than an address, sorted[0..wide): each kind as a list of its own. */
static void list_wide(struct pp_sweeper *sweeper, size_t wide, struct list lists[PP_KINDS])
{
    for (size_t first = 0, end; first < wide; first = end) {
        end = end_of_address(sweeper->sorted, first, wide);
        struct list *list = &lists[sweeper->sorted[first].address];
        *list = (struct list){sweeper->keys + first, end - first};
        for (size_t i = first; i < end; i++)
            sweeper->keys[i] = pp_key_of(&sweeper->sorted[i], i);
    }
}

/* Keys of specific addresses that share a port with something wider: IPv4 from the start of the room
 * behind the others, IPv6 from its end. */
static void list_specific(struct pp_sweeper *sweeper, size_t wide, size_t count,
                          struct list lists[PP_KINDS])
{
    struct list *v4 = &lists[PP_KIND_V4], *v6 = &lists[PP_KIND_V6];
    v4->keys = sweeper->keys + wide;
    v6->keys = sweeper->keys + count;
    for (size_t i = wide; i < count; i++) {
        uint64_t key = pp_key_of(&sweeper->sorted[i], i);
        if (!pp_sweeper_is_taken(sweeper, key))
            continue;
        if (sweeper->sorted[i].address & 1)
            *--v6->keys = key, v6->count++;
        else
            v4->keys[v4->count++] = key;
    }
}

static void meet_wide(struct pp_sweeper *sweeper, size_t wide, size_t count)
{
    struct list lists[PP_KINDS] = {{0}};
    list_wide(sweeper, wide, lists);
    for (size_t i = 0; i < wide; i++)
        pp_sweeper_take(sweeper, sweeper->keys[i]);
    list_specific(sweeper, wide, count, lists);
    pp_sweeper_give_back(sweeper, sweeper->keys, wide);
    for (unsigned kind = 0; kind < PP_KINDS; kind++)
        sort_list(sweeper, lists[kind]);
    for (unsigned a = 0; a < PP_KINDS; a++) {
        for (unsigned b = a + 1; b < PP_KINDS; b++) {
            if (pp_kinds_meet(a, b))
                meet_between(sweeper, lists[a], lists[b]);
        }
    }
}

void pp_sweeper_take_apart(struct pp_sweeper *sweeper, const uint64_t *keys, size_t count,
                           const struct pp_claimant *items)
{
    size_t wide = 0;
    gather(sweeper, keys, count, items);
    for (size_t first = 0, end; first < count && !pp_found_is_full(&sweeper->found); first = end) {
        uint32_t address = sweeper->sorted[first].address;
        end = end_of_address(sweeper->sorted, first, count);
        wide = address < PP_SWEEP_SPECIFIC ? end : wide;
        if (address != PP_SWEEP_HTTP)
            meet_alike(sweeper, sweeper->sorted + first, end - first);
    }
    if (wide > 0 && !pp_found_is_full(&sweeper->found))
        meet_wide(sweeper, wide, count);
}
