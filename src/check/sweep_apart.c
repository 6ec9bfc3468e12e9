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

#include <string.h>

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

/* The digit of sorted[]'s addresses from that bit on; where it is equal, the order stays. */
static void sort_digit(struct pp_sweeper *sweeper, size_t count, unsigned shift)
{
    uint32_t starts[DIGITS(ADDRESS_BITS)] = {0};
    struct pp_claimant *from = sweeper->sorted, *to = sweeper->unsorted;
    for (size_t i = 0; i < count; i++)
        starts[from[i].address >> shift & (DIGITS(ADDRESS_BITS) - 1)]++;
    set_starts(starts, DIGITS(ADDRESS_BITS));
    for (size_t i = 0; i < count; i++)
        to[starts[from[i].address >> shift & (DIGITS(ADDRESS_BITS) - 1)]++] = from[i];
    sweeper->sorted = to;
    sweeper->unsorted = from;
}

/* By digits of the numbers in which some differ. */
static void sort_many(struct pp_sweeper *sweeper, const uint64_t *keys, size_t count,
                      const struct pp_claimant *items)
{
    uint32_t starts[DIGITS(ADDRESS_BITS)] = {0};
    uint32_t differing = 0, one = pp_sweeper_claimant(sweeper, items, keys[0])->address;
    for (size_t i = 0; i < count; i++) {
        uint32_t address = pp_sweeper_claimant(sweeper, items, keys[i])->address;
        differing |= address ^ one;
        starts[address & (DIGITS(ADDRESS_BITS) - 1)]++;
    }
    set_starts(starts, DIGITS(ADDRESS_BITS));
    for (size_t i = 0; i < count; i++) {
        const struct pp_claimant *claimant = pp_sweeper_claimant(sweeper, items, keys[i]);
        sweeper->sorted[starts[claimant->address & (DIGITS(ADDRESS_BITS) - 1)]++] = *claimant;
    }
    for (unsigned shift = ADDRESS_BITS; shift < 32 && differing >> shift; shift += ADDRESS_BITS)
        sort_digit(sweeper, count, shift);
}

static void sort_few(struct pp_sweeper *sweeper, const uint64_t *keys, size_t count,
                     const struct pp_claimant *items)
{
    uint64_t *order = sweeper->spare;
    for (size_t i = 0; i < count; i++)
        order[i] = (uint64_t)pp_sweeper_claimant(sweeper, items, keys[i])->address << 32 | i;
    insertion_sort(order, count);
    for (size_t i = 0; i < count; i++)
        sweeper->sorted[i] = *pp_sweeper_claimant(sweeper, items, keys[(uint32_t)order[i]]);
}

/* Fills sorted[] by address; where it is equal, in the order of the keys. */
static void sort_by_address(struct pp_sweeper *sweeper, const uint64_t *keys, size_t count,
                            const struct pp_claimant *items)
{
    pp_sweeper_make_room(sweeper, count);
    if (count <= FEW)
        sort_few(sweeper, keys, count, items);
    else
        sort_many(sweeper, keys, count, items);
}

/* --- lists --------------------------------------------------------------------------- */

static uint32_t id_of(const struct pp_sweeper *sweeper, uint64_t key)
{
    return pp_sweeper_claimant(sweeper, sweeper->sorted, key)->id;
}

static void meet_within(struct pp_sweeper *sweeper, struct list x)
{
    for (size_t i = 0; i < x.count && !pp_found_is_full(&sweeper->found); i++) {
        uint32_t id = id_of(sweeper, x.keys[i]), last = pp_key_last(x.keys[i]);
        for (size_t k = i + 1; k < x.count && pp_key_first(x.keys[k]) <= last; k++)
            pp_found_add(&sweeper->found, id, id_of(sweeper, x.keys[k]));
    }
}

static void meet_between(struct pp_sweeper *sweeper, struct list x, struct list y)
{
    for (size_t i = 0, j = 0; i < x.count && j < y.count && !pp_found_is_full(&sweeper->found);) {
        bool x_first = pp_key_first(x.keys[i]) <= pp_key_first(y.keys[j]);
        uint64_t one = x_first ? x.keys[i++] : y.keys[j++];
        const struct list *others = x_first ? &y : &x;
        uint32_t id = id_of(sweeper, one), last = pp_key_last(one);
        for (size_t k = x_first ? j : i; k < others->count && pp_key_first(others->keys[k]) <= last;
             k++)
            pp_found_add(&sweeper->found, id, id_of(sweeper, others->keys[k]));
    }
}

static void sort_list(struct pp_sweeper *sweeper, struct list list)
{
    sort_keys(list.keys, sweeper->spare, list.count);
}

/* --- addresses ----------------------------------------------------------------------- */

/* Makes the keys of the claimants of one address, sorted[first] and on, in their places. */
static struct list list_address(struct pp_sweeper *sweeper, size_t first, size_t count)
{
    const struct pp_claimant *sorted = sweeper->sorted;
    size_t end = first;
    for (; end < count && sorted[end].address == sorted[first].address; end++)
        sweeper->keys[end] = pp_key_of(&sorted[end], end);
    return (struct list){sweeper->keys + first, end - first};
}

static void meet_alike(struct pp_sweeper *sweeper, struct list list)
{
    if (list.count < 2 || pp_sweeper_sift(sweeper, list.keys, list.count, sweeper->sorted))
        return;
    sort_list(sweeper, list);
    meet_within(sweeper, list);
}

/* Of the keys of specific addresses, keys[wide..count), those that share a port with something wider: IPv4
 * before IPv6. */
static void list_specific(struct pp_sweeper *sweeper, size_t wide, size_t count,
                          struct list lists[PP_KINDS])
{
    uint64_t *keys = sweeper->keys + wide;
    pp_sweeper_take(sweeper, sweeper->keys, wide);
    size_t kept = pp_sweeper_keep_taken(sweeper, keys, count - wide), v4 = 0, v6 = 0;
    pp_sweeper_give_back(sweeper, sweeper->keys, wide);
    for (size_t i = 0; i < kept; i++) {
        if (pp_sweeper_claimant(sweeper, sweeper->sorted, keys[i])->address & 1)
            sweeper->spare[v6++] = keys[i];
        else
            keys[v4++] = keys[i];
    }
    memcpy(keys + v4, sweeper->spare, v6 * sizeof *keys);
    lists[PP_KIND_V4] = (struct list){keys, v4};
    lists[PP_KIND_V6] = (struct list){keys + v4, v6};
}

/* What is wider than an address: within its list it has met already. */
static void meet_wide(struct pp_sweeper *sweeper, size_t wide, size_t count,
                      struct list lists[PP_KINDS])
{
    list_specific(sweeper, wide, count, lists);
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
    struct list lists[PP_KINDS] = {{0}};
    size_t wide = 0;
    sort_by_address(sweeper, keys, count, items);
    for (size_t first = 0; first < count && !pp_found_is_full(&sweeper->found);) {
        uint32_t address = sweeper->sorted[first].address;
        struct list list = list_address(sweeper, first, count);
        first += list.count;
        if (address < PP_SWEEP_SPECIFIC) {
            lists[address] = list;
            wide = first;
        }
        if (address != PP_SWEEP_HTTP)
            meet_alike(sweeper, list);
    }
    if (wide > 0 && !pp_found_is_full(&sweeper->found))
        meet_wide(sweeper, wide, count, lists);
}
