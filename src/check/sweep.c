/* sweep: sort what one host claims by port, and look at neighbours.
 *
 *   1. Claimants are grouped by host: a counting sort, unless they are grouped already.
 *   2. A host's are sorted by transport and first port, as keys of 8 bytes that say all that most
 *      hosts need to be asked: is there a range that begins before an earlier one has ended?
 *   3. Only then addresses are looked at. From a range on, those that begin within it are its
 *      neighbours in the order, so all that is visited does share a port.
 *   4. Where much of that is on other addresses, the lists are taken apart: wildcards by what they
 *      cover, and each specific address alone. Then only what meets is visited.
 *
 * Hosts know nothing of one another: threads take ranges of hosts, and what they found is put
 * together in the order of the hosts. */
#include "check/sweep.h"

#include "base/mem.h"
#include "base/parallel.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define FEW 96u           /* so many are sorted by insertion */
#define PER_THREAD 50000u /* a thread with less is not worth its start */
#define DIGIT_BITS 9u     /* of the radix sort: two digits are transport and port */
#define DIGITS (1u << DIGIT_BITS)
#define ADDRESS_BITS 11u /* likewise of addresses, which are fewer */
#define ADDRESS_DIGITS (1u << ADDRESS_BITS)
#define WASTED(count) (4 * (count) + 256) /* visits in vain before lists are taken apart */

/* A key: transport:2 first:16 last:16 index:30. */
#define KEY_INDEX_BITS 30u
#define KEY_LAST_SHIFT KEY_INDEX_BITS
#define KEY_FIRST_SHIFT (KEY_LAST_SHIFT + 16u)
#define KEY_TRANSPORT_SHIFT (KEY_FIRST_SHIFT + 16u)

/* Claimants of one kind of address: sorted by first port. */
struct list {
    struct pp_claimant *items;
    size_t count;
};

enum { ANY, V4_ANY, V6_ANY, HTTP, V4, V6, KINDS };

/* Meetings on their way. Whoever adds some looks whether there are too many after each claimant, and
 * stops then. */
struct found {
    struct pp_meetings all;
    size_t limit; /* of all.count, for the host at hand */
};

/* What one thread works with. */
struct sweeper {
    uint64_t *keys, *spare;
    struct pp_claimant *sorted;
    size_t capacity;
    struct found found;
};

static unsigned kind_of(uint32_t address)
{
    return address < PP_SWEEP_SPECIFIC ? address : V4 + (address & 1);
}

/* By kind: the kinds that it meets whatever the address. */
static const uint8_t met_by[KINDS] = {
    [ANY] = 1 << ANY | 1 << V4_ANY | 1 << V6_ANY | 1 << HTTP | 1 << V4 | 1 << V6,
    [V4_ANY] = 1 << ANY | 1 << V4_ANY | 1 << HTTP | 1 << V4,
    [V6_ANY] = 1 << ANY | 1 << V6_ANY | 1 << HTTP | 1 << V6,
    [HTTP] = 1 << ANY | 1 << V4_ANY | 1 << V6_ANY | 1 << V4 | 1 << V6,
    [V4] = 1 << ANY | 1 << V4_ANY | 1 << HTTP,
    [V6] = 1 << ANY | 1 << V6_ANY | 1 << HTTP,
};

static bool meets(uint32_t a, uint32_t b)
{
    if (a == b)
        return a != PP_SWEEP_HTTP;
    return met_by[kind_of(a)] >> kind_of(b) & 1;
}

static void add(struct found *found, uint32_t a, uint32_t b)
{
    struct pp_meetings *all = &found->all;
    if (all->count == all->capacity)
        all->items = pp_grow(all->items, &all->capacity, all->count + 1, sizeof *all->items);
    all->items[all->count++] = (struct pp_meeting){a, b};
}

static bool is_full(const struct found *found)
{
    return found->all.count > found->limit;
}

/* --- lists taken apart ---------------------------------------------------------- */

static void meet_within(const struct pp_claimant *items, size_t count, struct found *found)
{
    for (size_t i = 0; i < count && !is_full(found); i++) {
        for (size_t k = i + 1; k < count && items[k].first <= items[i].last; k++)
            add(found, items[i].id, items[k].id);
    }
}

static void meet_between(const struct list *x, const struct list *y, struct found *found)
{
    for (size_t i = 0, j = 0; i < x->count && j < y->count && !is_full(found);) {
        const struct pp_claimant *a = &x->items[i], *b = &y->items[j];
        if (a->first <= b->first) {
            for (size_t k = j; k < y->count && y->items[k].first <= a->last; k++)
                add(found, a->id, y->items[k].id);
            i++;
        } else {
            for (size_t k = i; k < x->count && x->items[k].first <= b->last; k++)
                add(found, x->items[k].id, b->id);
            j++;
        }
    }
}

static int by_address(const void *left, const void *right)
{
    const struct pp_claimant *a = left, *b = right;
    if (a->address != b->address)
        return a->address < b->address ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* Sorts by address and leaves the order within: digits of the numbers as far as they differ. */
static struct list sort_by_address(struct list from, struct pp_claimant *spare)
{
    uint32_t differing = 0;
    for (size_t i = 0; i < from.count; i++)
        differing |= from.items[i].address ^ from.items[0].address;
    if (from.count <= FEW) {
        qsort(from.items, from.count, sizeof *from.items, by_address);
        return from;
    }
    for (unsigned shift = 0; shift < 32 && differing >> shift; shift += ADDRESS_BITS) {
        size_t starts[ADDRESS_DIGITS + 1] = {0};
        for (size_t i = 0; i < from.count; i++)
            starts[(from.items[i].address >> shift & (ADDRESS_DIGITS - 1)) + 1]++;
        for (unsigned i = 0; i < ADDRESS_DIGITS; i++)
            starts[i + 1] += starts[i];
        for (size_t i = 0; i < from.count; i++)
            spare[starts[from.items[i].address >> shift & (ADDRESS_DIGITS - 1)]++] = from.items[i];
        struct pp_claimant *sorted = spare;
        spare = from.items;
        from.items = sorted;
    }
    return from;
}

static void meet_alike(struct list from, struct pp_claimant *spare, struct found *found)
{
    if (from.count < 2)
        return;
    struct list sorted = sort_by_address(from, spare);
    for (size_t first = 0, end; first < sorted.count; first = end) {
        end = first + 1;
        while (end < sorted.count && sorted.items[end].address == sorted.items[first].address)
            end++;
        meet_within(sorted.items + first, end - first, found);
    }
}

static void sweep_apart(const struct pp_claimant *items, size_t count, struct found *found)
{
    struct list lists[KINDS] = {{0}};
    struct pp_claimant *room = pp_malloc_huge(2 * count * sizeof *room), *next = room;
    for (size_t i = 0; i < count; i++)
        lists[kind_of(items[i].address)].count++;
    for (unsigned kind = 0; kind < KINDS; kind++) {
        lists[kind].items = next;
        next += lists[kind].count;
        lists[kind].count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        struct list *list = &lists[kind_of(items[i].address)];
        list->items[list->count++] = items[i];
    }
    for (unsigned a = 0; a < KINDS; a++) {
        if (met_by[a] >> a & 1)
            meet_within(lists[a].items, lists[a].count, found);
        for (unsigned b = a + 1; b < KINDS; b++) {
            if (met_by[a] >> b & 1)
                meet_between(&lists[a], &lists[b], found);
        }
    }
    meet_alike(lists[V4], room + count, found);
    meet_alike(lists[V6], room + count, found);
    free(room);
}

/* --- one host --------------------------------------------------------------------- */

/* Claimants of one transport, sorted by first port, some of which share one. */
static void sweep_close(const struct pp_claimant *items, size_t count, struct found *found)
{
    size_t before = found->all.count, wasted = 0;
    for (size_t i = 0; i < count && !is_full(found); i++) {
        for (size_t k = i + 1; k < count && items[k].first <= items[i].last; k++) {
            if (meets(items[i].address, items[k].address)) {
                add(found, items[i].id, items[k].id);
            } else if (++wasted > WASTED(count)) {
                found->all.count = before;
                sweep_apart(items, count, found);
                return;
            }
        }
    }
}

static uint32_t first_of(uint64_t key)
{
    return (uint32_t)(key >> KEY_FIRST_SHIFT) & 0xFFFF;
}

static uint32_t last_of(uint64_t key)
{
    return (uint32_t)(key >> KEY_LAST_SHIFT) & 0xFFFF;
}

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

/* By transport and first port; where these are equal, in the order they had. */
static void radix_sort(struct sweeper *sweeper, size_t count)
{
    uint32_t starts[2][DIGITS] = {{0}};
    uint64_t *from = sweeper->keys, *to = sweeper->spare;
    for (size_t i = 0; i < count; i++) {
        starts[0][from[i] >> KEY_FIRST_SHIFT & (DIGITS - 1)]++;
        starts[1][from[i] >> (KEY_FIRST_SHIFT + DIGIT_BITS)]++;
    }
    for (unsigned digit = 0; digit < 2; digit++) {
        uint32_t start = 0;
        for (unsigned i = 0; i < DIGITS; i++) {
            uint32_t many = starts[digit][i];
            starts[digit][i] = start;
            start += many;
        }
        unsigned shift = KEY_FIRST_SHIFT + digit * DIGIT_BITS;
        for (size_t i = 0; i < count; i++)
            to[starts[digit][from[i] >> shift & (DIGITS - 1)]++] = from[i];
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
}

static void make_room(struct sweeper *sweeper, size_t count)
{
    if (count <= sweeper->capacity)
        return;
    free(sweeper->keys);
    free(sweeper->spare);
    free(sweeper->sorted);
    sweeper->capacity = count;
    sweeper->keys = pp_malloc_huge(count * sizeof *sweeper->keys);
    sweeper->spare = pp_malloc_huge(count * sizeof *sweeper->spare);
    sweeper->sorted = pp_malloc_huge(count * sizeof *sweeper->sorted);
}

static void sort_host(struct sweeper *sweeper, const struct pp_claimant *items, size_t count)
{
    assert(count < (size_t)1 << KEY_INDEX_BITS);
    make_room(sweeper, count);
    uint64_t *keys = sweeper->keys;
    for (size_t i = 0; i < count; i++)
        keys[i] = (uint64_t)(items[i].group & 3) << KEY_TRANSPORT_SHIFT |
                  (uint64_t)items[i].first << KEY_FIRST_SHIFT |
                  (uint64_t)items[i].last << KEY_LAST_SHIFT | i;
    if (count <= FEW)
        insertion_sort(keys, count);
    else
        radix_sort(sweeper, count);
}

static void sweep_host(struct sweeper *sweeper, const struct pp_claimant *items, size_t count)
{
    const uint64_t *keys = sweeper->keys;
    for (size_t first = 0, end; first < count; first = end) {
        uint64_t transport = keys[first] >> KEY_TRANSPORT_SHIFT;
        uint32_t reach = 0;
        bool close = false;
        for (end = first; end < count && keys[end] >> KEY_TRANSPORT_SHIFT == transport; end++) {
            uint32_t last = last_of(keys[end]);
            close |= first_of(keys[end]) <= reach;
            reach = last > reach ? last : reach;
        }
        if (!close)
            continue;
        for (size_t i = first; i < end; i++)
            sweeper->sorted[i] = items[keys[i] & (((uint64_t)1 << KEY_INDEX_BITS) - 1)];
        sweep_close(sweeper->sorted + first, end - first, &sweeper->found);
    }
}

/* --- all hosts -------------------------------------------------------------------- */

struct job {
    const struct pp_claimant *claimants; /* as given */
    struct pp_claimant *grouped;         /* by host; or NULL: they are already */
    size_t count;
    uint32_t host_count;
    size_t host_limit;
    unsigned parts;
    uint32_t *starts; /* by host: of grouped; host_count + 1 of them */
    uint32_t *next;   /* by part and host: how many, then where the next is put */
    struct sweeper *sweepers;
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

static void group_claimants(void *data, unsigned part)
{
    const struct job *job = data;
    uint32_t *next = job->next + (size_t)part * job->host_count;
    for (size_t i = part_start(job, part), end = part_start(job, part + 1); i < end; i++)
        job->grouped[next[job->claimants[i].group >> 2]++] = job->claimants[i];
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

static void sweep_hosts(void *data, unsigned part)
{
    const struct job *job = data;
    struct sweeper *sweeper = &job->sweepers[part];
    struct found *found = &sweeper->found;
    const struct pp_claimant *all = job->grouped ? job->grouped : job->claimants;
    for (uint32_t host = first_host(job, part), end = first_host(job, part + 1); host < end;
         host++) {
        const struct pp_claimant *items = all + job->starts[host];
        size_t count = job->starts[host + 1] - job->starts[host], before = found->all.count;
        found->limit = job->host_limit ? before + job->host_limit : SIZE_MAX;
        sort_host(sweeper, items, count);
        sweep_host(sweeper, items, count);
        if (is_full(found))
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
        struct sweeper *sweeper = &job->sweepers[part];
        struct pp_meetings *found = &sweeper->found.all;
        meetings->items = append(meetings->items, &meetings->capacity, &meetings->count,
                                 found->items, found->count, sizeof *meetings->items);
        meetings->crowded = append(meetings->crowded, &meetings->crowded_capacity,
                                   &meetings->crowded_count, found->crowded, found->crowded_count,
                                   sizeof *meetings->crowded);
        pp_meetings_release(found);
        free(sweeper->keys);
        free(sweeper->spare);
        free(sweeper->sorted);
    }
}

static bool is_grouped(const struct pp_claimant *claimants, size_t count)
{
    size_t i = 1;
    while (i < count && claimants[i - 1].group >> 2 <= claimants[i].group >> 2)
        i++;
    return i >= count;
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
    if (count < 2)
        return;
    job.starts = pp_malloc(((size_t)host_count + 1) * sizeof *job.starts);
    job.next = pp_calloc((size_t)job.parts * host_count, sizeof *job.next);
    job.sweepers = pp_calloc(job.parts, sizeof *job.sweepers);
    pp_parallel(job.parts, count_hosts, &job);
    set_starts(&job);
    if (!is_grouped(claimants, count)) {
        job.grouped = pp_malloc_huge(count * sizeof *job.grouped);
        pp_parallel(job.parts, group_claimants, &job);
    }
    pp_parallel(job.parts, sweep_hosts, &job);
    collect(&job, meetings);
    free(job.grouped);
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
