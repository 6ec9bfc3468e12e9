/* Sort by host, transport and first port; then everything that meets is near. */
#include "floor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGIT 11 /* bits of a pass, at most: 9 to 12 measured alike */

/* --- pairs ------------------------------------------------------------------------ */

static void add(struct floor_pairs *pairs, uint32_t one, uint32_t other)
{
    if (pairs->count == pairs->capacity) {
        pairs->capacity = pairs->capacity ? 2 * pairs->capacity : 1024;
        pairs->items = realloc(pairs->items, pairs->capacity * sizeof *pairs->items);
        if (!pairs->items) {
            fprintf(stderr, "bench_floor: out of memory\n");
            exit(4);
        }
    }
    pairs->items[pairs->count++] = one < other ? (struct floor_pair){one, other}
                                               : (struct floor_pair){other, one};
}

/* Adds what the later records x[0..count) have in common with ports up to `last`. */
static size_t add_run(const struct floor_record *x, size_t count, uint32_t last, uint32_t id,
                      struct floor_pairs *pairs)
{
    size_t i = 0;
    for (; i < count && floor_first(&x[i]) <= last; i++)
        add(pairs, id, x[i].id);
    return i;
}

/* All pairs of x that meet. x is sorted by first port. */
static void meet_self(const struct floor_record *x, size_t count, struct floor_pairs *pairs)
{
    for (size_t i = 0; i < count; i++)
        add_run(x + i + 1, count - i - 1, floor_last(&x[i]), x[i].id, pairs);
}

/* All pairs of one of x and one of y that meet, both sorted by first port. */
static void meet(const struct floor_record *x, size_t nx, const struct floor_record *y, size_t ny,
                 struct floor_pairs *pairs)
{
    size_t i = 0, j = 0;
    while (i < nx && j < ny) {
        if (floor_first(&x[i]) <= floor_first(&y[j])) {
            add_run(y + j, ny - j, floor_last(&x[i]), x[i].id, pairs);
            i++;
        } else {
            add_run(x + i, nx - i, floor_last(&y[j]), y[j].id, pairs);
            j++;
        }
    }
}

/* --- sorting ---------------------------------------------------------------------- */

/* Sorts `from` by bits low .. high - 1 of the key, all passes counted in one reading; the result is
 * in one of the two arrays. */
static struct floor_record *sort_by_key(struct floor_record *from, struct floor_record *to,
                                        size_t count, int low, int high)
{
    int passes = (high - low + DIGIT - 1) / DIGIT, bits = (high - low + passes - 1) / passes;
    uint32_t mask = (1u << bits) - 1;
    uint32_t *starts = calloc((size_t)passes << bits, sizeof *starts);
    if (!starts)
        exit(4);
    for (size_t i = 0; i < count; i++)
        for (int p = 0; p < passes; p++)
            starts[((size_t)p << bits) + (from[i].key >> (low + p * bits) & mask)]++;
    for (int p = 0; p < passes; p++) {
        uint32_t *start = starts + ((size_t)p << bits), sum = 0;
        int shift = low + p * bits;
        for (uint32_t digit = 0; digit <= mask; digit++) {
            uint32_t here = start[digit];
            start[digit] = sum;
            sum += here;
        }
        for (size_t i = 0; i < count; i++)
            to[start[from[i].key >> shift & mask]++] = from[i];
        struct floor_record *other = from;
        from = to;
        to = other;
    }
    free(starts);
    return from;
}

/* The same by address, over the bits in which addresses differ; keeps the order of equals. */
static struct floor_record *sort_by_address(struct floor_record *from, struct floor_record *to,
                                            size_t count)
{
    uint32_t differ = 0, start[(1u << DIGIT) + 1];
    const uint32_t mask = (1u << DIGIT) - 1;
    for (size_t i = 0; i < count; i++)
        differ |= from[i].address ^ from[0].address;
    for (int shift = 0; shift < 32; shift += DIGIT) {
        if (!(differ >> shift & mask))
            continue;
        memset(start, 0, sizeof start);
        for (size_t i = 0; i < count; i++)
            start[(from[i].address >> shift & mask) + 1]++;
        for (uint32_t digit = 0; digit < mask; digit++)
            start[digit + 1] += start[digit];
        for (size_t i = 0; i < count; i++)
            to[start[from[i].address >> shift & mask]++] = from[i];
        struct floor_record *other = from;
        from = to;
        to = other;
    }
    return from;
}

/* --- one host and transport --------------------------------------------------------- */

/* Many addresses have the same ports: the wildcard alone, the wildcard against the others, and each
 * address alone. */
static void check_by_address(const struct floor_record *group, size_t count,
                             struct floor_pairs *pairs)
{
    struct floor_record *block = malloc(3 * count * sizeof *block);
    struct floor_record *wild = block, *one = block + count, *other = one + count;
    size_t wild_count = 0, one_count = 0;
    if (!block)
        exit(4);
    for (size_t i = 0; i < count; i++) {
        if (group[i].address)
            one[one_count++] = group[i];
        else
            wild[wild_count++] = group[i];
    }
    meet_self(wild, wild_count, pairs);
    meet(wild, wild_count, one, one_count, pairs);
    one = sort_by_address(one, other, one_count);
    for (size_t from = 0, to; from < one_count; from = to) {
        for (to = from; to < one_count && one[to].address == one[from].address; to++)
            ;
        meet_self(one + from, to - from, pairs);
    }
    free(block);
}

/* Looks at addresses pair by pair, until too many of the pairs turn out to be legal. */
static void check_group(const struct floor_record *x, size_t count, struct floor_pairs *pairs)
{
    size_t legal = 0, before = pairs->count;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count && floor_first(&x[k]) <= floor_last(&x[i]); k++) {
            if (x[i].address == x[k].address || !x[i].address || !x[k].address) {
                add(pairs, x[i].id, x[k].id);
            } else if (++legal > 4 * count + 256) {
                pairs->count = before;
                check_by_address(x, count, pairs);
                return;
            }
        }
    }
}

/* Runs over everything; only a group in which something meets gets a closer look. */
static void sweep(const struct floor_record *x, size_t count, struct floor_pairs *pairs)
{
    for (size_t from = 0, to; from < count; from = to) {
        uint32_t group = floor_group(&x[from]), last = floor_last(&x[from]);
        bool met = false;
        for (to = from + 1; to < count && floor_group(&x[to]) == group; to++) {
            met |= floor_first(&x[to]) <= last;
            if (floor_last(&x[to]) > last)
                last = floor_last(&x[to]);
        }
        if (met)
            check_group(x + from, to - from, pairs);
    }
}

void floor_check(const struct floor_table *table, uint32_t low_host, uint32_t high_host,
                 struct floor_record *work, struct floor_record *other, struct floor_pairs *pairs)
{
    uint32_t hosts = high_host - low_host;
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        work[count] = table->records[i];
        count += floor_host(&work[count]) - low_host < hosts;
    }
    int bits = 1;
    while (high_host >> bits)
        bits++;
    sweep(sort_by_key(work, other, count, 16, FLOOR_HOST_BIT + bits), count, pairs);
}
