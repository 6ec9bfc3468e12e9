/* sweep: which claimants of a host share a port, found by bits.
 *
 *   1. Claimants are grouped by host: keys of 8 bytes, counted and put where they belong, unless the
 *      claimants stand together already.
 *   2. Each host has a bit for every port of every transport. A claimant sets its own; when one of
 *      them is set, it is a suspect: it shares a port with one before it. All bits of a host, and its
 *      keys, fit into the nearest cache, and nothing is sorted.
 *   3. On most hosts few are suspects. Only they are held against those before them, and only then
 *      addresses are looked at.
 *   4. Where many are, much shares its ports on different addresses: sweep_apart.c.
 *
 * Hosts know nothing of one another: threads take ranges of hosts, and what they found is put
 * together in the order of the hosts. */
#include "check/sweep_parts.h"

#include "base/mem.h"
#include "base/parallel.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PER_THREAD 62500u /* a thread with less is not worth its start */
#define AHEAD 32u         /* keys whose place is asked for before it is needed */
#define SUSPECTS 16u      /* with so many, a host is taken apart */

/* By kind: the kinds that it meets whatever the address. */
static const uint8_t met_by[PP_KINDS] = {
    [PP_KIND_ANY] = 1 << PP_KIND_ANY | 1 << PP_KIND_V4_ANY | 1 << PP_KIND_V6_ANY |
                    1 << PP_KIND_HTTP | 1 << PP_KIND_V4 | 1 << PP_KIND_V6,
    [PP_KIND_V4_ANY] = 1 << PP_KIND_ANY | 1 << PP_KIND_V4_ANY | 1 << PP_KIND_HTTP | 1 << PP_KIND_V4,
    [PP_KIND_V6_ANY] = 1 << PP_KIND_ANY | 1 << PP_KIND_V6_ANY | 1 << PP_KIND_HTTP | 1 << PP_KIND_V6,
    [PP_KIND_HTTP] = 1 << PP_KIND_ANY | 1 << PP_KIND_V4_ANY | 1 << PP_KIND_V6_ANY |
                     1 << PP_KIND_V4 | 1 << PP_KIND_V6,
    [PP_KIND_V4] = 1 << PP_KIND_ANY | 1 << PP_KIND_V4_ANY | 1 << PP_KIND_HTTP,
    [PP_KIND_V6] = 1 << PP_KIND_ANY | 1 << PP_KIND_V6_ANY | 1 << PP_KIND_HTTP,
};

bool pp_kinds_meet(unsigned a, unsigned b)
{
    return met_by[a] >> b & 1;
}

static unsigned kind_of(uint32_t address)
{
    return address < PP_SWEEP_SPECIFIC ? address : PP_KIND_V4 + (address & 1);
}

static bool meets(uint32_t a, uint32_t b)
{
    if (a == b)
        return a != PP_SWEEP_HTTP;
    return pp_kinds_meet(kind_of(a), kind_of(b));
}

void pp_found_add(struct pp_found *found, uint32_t a, uint32_t b)
{
    struct pp_meetings *all = &found->all;
    if (all->count == all->capacity)
        all->items = pp_grow(all->items, &all->capacity, all->count + 1, sizeof *all->items);
    all->items[all->count++] = (struct pp_meeting){a, b};
}

static void release(struct pp_sweeper *sweeper)
{
    free(sweeper->keys);
    free(sweeper->spare);
    free(sweeper->sorted);
    free(sweeper->unsorted);
}

void pp_sweeper_make_room(struct pp_sweeper *sweeper, size_t count)
{
    if (count <= sweeper->capacity)
        return;
    release(sweeper);
    sweeper->capacity = count;
    sweeper->keys = pp_malloc_huge(count * sizeof *sweeper->keys);
    sweeper->spare = pp_malloc_huge(count * sizeof *sweeper->spare);
    sweeper->sorted = pp_malloc_huge(count * sizeof *sweeper->sorted);
    sweeper->unsorted = pp_malloc_huge(count * sizeof *sweeper->unsorted);
}

/* --- bits -------------------------------------------------------------------------- */

/* The key's bits as far as they lie in the `word`-th of their words. */
static uint64_t bits_of(uint64_t key, uint32_t word)
{
    uint32_t first = pp_key_first(key), last = pp_key_last(key);
    uint64_t from = word == first / 64 ? ~(uint64_t)0 << first % 64 : ~(uint64_t)0;
    uint64_t to = word == last / 64 ? ~(uint64_t)0 >> (63 - last % 64) : ~(uint64_t)0;
    return from & to;
}

static bool take_several(uint64_t *taken, uint64_t key)
{
    uint64_t met = 0;
    for (uint32_t i = pp_key_first(key) / 64; i <= pp_key_last(key) / 64; i++) {
        uint64_t bits = bits_of(key, i);
        met |= taken[i] & bits;
        taken[i] |= bits;
    }
    return met != 0;
}

/* Most ranges are narrow: one word has them. */
static inline bool is_one_word(uint64_t key)
{
    return pp_key_first(key) % 64 + pp_key_more(key) < 64;
}

static inline bool take(uint64_t *taken, uint64_t key)
{
    if (!is_one_word(key))
        return take_several(taken, key);
    uint64_t *word = &taken[key >> PP_KEY_WORD_SHIFT], before = *word;
    uint64_t bits = (((uint64_t)2 << pp_key_more(key)) - 1) << pp_key_first(key) % 64;
    *word = before | bits;
    return (before & bits) != 0;
}

static bool is_taken(const uint64_t *taken, uint64_t key)
{
    uint32_t first = pp_key_first(key) / 64, last = pp_key_last(key) / 64;
    uint64_t met = taken[first] & bits_of(key, first);
    while (first++ < last)
        met |= taken[first] & bits_of(key, first);
    return met != 0;
}

void pp_sweeper_take(struct pp_sweeper *sweeper, const uint64_t *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        take(sweeper->taken, keys[i]);
}

size_t pp_sweeper_keep_taken(const struct pp_sweeper *sweeper, uint64_t *keys, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_taken(sweeper->taken, keys[i]))
            keys[kept++] = keys[i];
    }
    return kept;
}

void pp_sweeper_give_back(struct pp_sweeper *sweeper, const uint64_t *keys, size_t count)
{
    uint64_t *taken = sweeper->taken;
    for (size_t i = 0; i < count; i++) {
        uint32_t first = pp_key_first(keys[i]) / 64, last = pp_key_last(keys[i]) / 64;
        taken[first] = taken[last] = 0; /* mostly the same: setting it twice beats asking */
        while (++first < last)
            taken[first] = 0;
    }
}

/* --- one host ---------------------------------------------------------------------- */

/* What of a key's mark is that of a specific address; 0 where it has none. */
static uint32_t mark_of(uint32_t address, uint32_t index_mask)
{
    const uint32_t specific = 1u << (PP_KEY_INDEX_BITS - 1);
    uint32_t number = address / 2 * (index_mask + 1); /* without the bit of the family */
    return address < PP_SWEEP_SPECIFIC ? 0 : (specific | (number & (specific - 1))) & ~index_mask;
}

static bool can_meet(const struct pp_sweeper *sweeper, uint64_t a, uint64_t b)
{
    uint32_t marks = ((1u << PP_KEY_INDEX_BITS) - 1) & ~sweeper->index_mask;
    uint32_t mark_a = (uint32_t)a & marks, mark_b = (uint32_t)b & marks;
    return mark_a == mark_b || mark_a == 0 || mark_b == 0;
}

static void meet_if_met(struct pp_sweeper *sweeper, uint64_t a, uint64_t b,
                        const struct pp_claimant *items)
{
    if (!can_meet(sweeper, a, b))
        return;
    const struct pp_claimant *one = pp_sweeper_claimant(sweeper, items, a);
    const struct pp_claimant *other = pp_sweeper_claimant(sweeper, items, b);
    if (meets(one->address, other->address))
        pp_found_add(&sweeper->found, one->id, other->id);
}

/* Adds the meetings of a suspect with those before it. One comparison tells whether two ranges share a
 * port: what ends before the suspect begins wraps around to a large number. */
static void meet_earlier(struct pp_sweeper *sweeper, const uint64_t *keys, size_t suspect,
                         const struct pp_claimant *items)
{
    uint32_t first = pp_key_first(keys[suspect]), more = pp_key_more(keys[suspect]);
    for (size_t i = 0; i < suspect; i++) {
        if (pp_key_last(keys[i]) - first <= pp_key_more(keys[i]) + more)
            meet_if_met(sweeper, keys[i], keys[suspect], items);
    }
}

bool pp_sweeper_sift(struct pp_sweeper *sweeper, const uint64_t *keys, size_t count,
                     const struct pp_claimant *items)
{
    size_t suspects[SUSPECTS], suspect_count = 0;
    uint64_t *taken = sweeper->taken;
    for (size_t i = 0; i < count; i++) {
        if (!take(taken, keys[i]))
            continue;
        suspects[suspect_count++] = i;
        if (suspect_count == SUSPECTS) {
            pp_sweeper_give_back(sweeper, keys, i + 1);
            return false;
        }
    }
    pp_sweeper_give_back(sweeper, keys, count);
    for (size_t i = 0; i < suspect_count && !pp_found_is_full(&sweeper->found); i++)
        meet_earlier(sweeper, keys, suspects[i], items);
    return true;
}

/* --- all hosts -------------------------------------------------------------------- */

struct job {
    const struct pp_claimant *claimants; /* as given */
    uint64_t *keys;                      /* by host; or NULL: the claimants are */
    size_t count;
    uint32_t host_count;
    size_t host_limit;
    unsigned parts;
    uint32_t index_mask;
    uint32_t *starts; /* by host: of its keys or claimants; host_count + 1 of them */
    uint32_t *next;   /* by part and host: how many, then where the next is put */
    struct pp_sweeper *sweepers;
};

static size_t part_start(const struct job *job, unsigned part)
{
    return job->count / job->parts * part + (part == job->parts ? job->count % job->parts : 0);
}

static void count_hosts(void *data, unsigned part)
{
    const struct job *job = data;
    uint32_t *counts = job->next + (size_t)part * job->host_count;
    for (size_t i = part_start(job, part), end = part_start(job, part + 1); i < end; i++)
        counts[job->claimants[i].group >> 2]++;
}

/* Hosts come in any order: each key goes to memory that is far. */
static void group_keys(void *data, unsigned part)
{
    const struct job *job = data;
    uint32_t *next = job->next + (size_t)part * job->host_count;
    size_t i = part_start(job, part), end = part_start(job, part + 1);
    for (; i < end; i++) {
        const struct pp_claimant *claimant = &job->claimants[i];
        if (end - i > AHEAD)
            pp_prefetch(&job->keys[next[claimant[AHEAD].group >> 2]]);
        job->keys[next[claimant->group >> 2]++] = pp_key_of(claimant, i) |
                                                  mark_of(claimant->address, job->index_mask);
    }
}

static void set_starts(struct job *job)
{
    uint32_t start = 0;
    for (uint32_t host = 0; host < job->host_count; host++) {
        job->starts[host] = start;
        for (unsigned part = 0; part < job->parts; part++) {
            uint32_t *next = &job->next[(size_t)part * job->host_count + host], many = *next;
            *next = start;
            start += many;
        }
    }
    job->starts[job->host_count] = start;
}

/* The first host that begins at or behind that part's share. */
static uint32_t first_host(const struct job *job, unsigned part)
{
    size_t low = 0, high = job->host_count, start = part_start(job, part);
    if (part == job->parts)
        return job->host_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (job->starts[middle] < start)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static void leave_out(struct pp_meetings *all, uint32_t host, size_t before)
{
    all->count = before;
    all->crowded =
        pp_grow(all->crowded, &all->crowded_capacity, all->crowded_count + 1, sizeof *all->crowded);
    all->crowded[all->crowded_count++] = host;
}

/* A host's claimants, which stand together. */
static const uint64_t *make_keys(struct pp_sweeper *sweeper, const struct pp_claimant *items,
                                 size_t count)
{
    pp_sweeper_make_room(sweeper, count);
    for (size_t i = 0; i < count; i++)
        sweeper->keys[i] = pp_key_of(&items[i], i);
    return sweeper->keys;
}

static void sweep_hosts(void *data, unsigned part)
{
    const struct job *job = data;
    struct pp_sweeper *sweeper = &job->sweepers[part];
    struct pp_found *found = &sweeper->found;
    sweeper->index_mask = job->index_mask;
    for (uint32_t host = first_host(job, part), end = first_host(job, part + 1); host < end;
         host++) {
        size_t start = job->starts[host], count = job->starts[host + 1] - start;
        size_t before = found->all.count;
        const struct pp_claimant *items = job->claimants + (job->keys ? 0 : start);
        const uint64_t *keys = job->keys ? job->keys + start : make_keys(sweeper, items, count);
        found->limit = job->host_limit ? before + job->host_limit : SIZE_MAX;
        if (!pp_sweeper_sift(sweeper, keys, count, items))
            pp_sweeper_take_apart(sweeper, keys, count, items);
        if (pp_found_is_full(found))
            leave_out(&found->all, host, before);
    }
}

/* `items` with the others behind them. */
static void *append(void *items, size_t *capacity, size_t *count, const void *more, size_t many,
                    size_t size)
{
    char *all = pp_grow(items, capacity, *count + many, size);
    if (many > 0)
        memcpy(all + *count * size, more, many * size);
    *count += many;
    return all;
}

static void collect(struct job *job, struct pp_meetings *meetings)
{
    for (unsigned part = 0; part < job->parts; part++) {
        struct pp_sweeper *sweeper = &job->sweepers[part];
        struct pp_meetings *found = &sweeper->found.all;
        meetings->items = append(meetings->items, &meetings->capacity, &meetings->count,
                                 found->items, found->count, sizeof *meetings->items);
        meetings->crowded = append(meetings->crowded, &meetings->crowded_capacity,
                                   &meetings->crowded_count, found->crowded, found->crowded_count,
                                   sizeof *meetings->crowded);
        pp_meetings_release(found);
        release(sweeper);
    }
}

static bool is_grouped(const struct pp_claimant *claimants, size_t count)
{
    size_t i = 1;
    while (i < count && claimants[i - 1].group >> 2 <= claimants[i].group >> 2)
        i++;
    return i >= count;
}

static void group(struct job *job)
{
    if (job->host_count == 1) {
        job->starts[0] = 0;
        job->starts[1] = (uint32_t)job->count;
        return;
    }
    pp_parallel(job->parts, count_hosts, job);
    set_starts(job);
    if (!is_grouped(job->claimants, job->count)) {
        job->keys = pp_malloc_huge(job->count * sizeof *job->keys);
        pp_parallel(job->parts, group_keys, job);
    }
}

void pp_sweep(const struct pp_claimant *claimants, size_t count, uint32_t host_count, unsigned jobs,
              struct pp_meetings *meetings)
{
    size_t parts = count / PER_THREAD < 1 ? 1 : count / PER_THREAD;
    struct job job = {.claimants = claimants,
                      .count = count,
                      .host_count = host_count,
                      .host_limit = meetings->host_limit,
                      .parts = (unsigned)(parts < jobs ? parts : jobs)};
    assert(count <= (size_t)1 << PP_KEY_INDEX_BITS);
    if (count < 2)
        return;
    while (job.index_mask < count - 1)
        job.index_mask = 2 * job.index_mask + 1;
    job.starts = pp_malloc(((size_t)host_count + 1) * sizeof *job.starts);
    job.next = pp_calloc((size_t)job.parts * host_count, sizeof *job.next);
    job.sweepers = pp_calloc(job.parts, sizeof *job.sweepers);
    group(&job);
    pp_parallel(job.parts, sweep_hosts, &job);
    collect(&job, meetings);
    free(job.keys);
    free(job.sweepers);
    free(job.next);
    free(job.starts);
}

void pp_meetings_release(struct pp_meetings *meetings)
{
    free(meetings->items);
    free(meetings->crowded);
    *meetings = (struct pp_meetings){0};
}
