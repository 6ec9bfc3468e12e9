/* floor: the least that the check for clashes can cost. 16 bytes a binding, a radix sort, one sweep;
 * no plan, no places in sources, IPv4 and the wildcard only.
 *
 * It is the measure for portplan's core (bench/README.md), and no part of it. */
#ifndef PP_BENCH_FLOOR_H
#define PP_BENCH_FLOOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* key: host (from bit 33), udp (bit 32), first port (from bit 16), last port. Sorted by it, what may
 * meet is adjacent. */
struct floor_record {
    uint64_t key;
    uint32_t address; /* 0: the wildcard */
    uint32_t id;
};
#define FLOOR_HOST_BIT 33

static inline uint32_t floor_first(const struct floor_record *r)
{
    return (uint32_t)(r->key >> 16) & 0xFFFFu;
}

static inline uint32_t floor_last(const struct floor_record *r)
{
    return (uint32_t)r->key & 0xFFFFu;
}

static inline uint32_t floor_host(const struct floor_record *r)
{
    return (uint32_t)(r->key >> FLOOR_HOST_BIT);
}

/* Host and transport. */
static inline uint32_t floor_group(const struct floor_record *r)
{
    return (uint32_t)(r->key >> 32);
}

static inline bool floor_udp(const struct floor_record *r)
{
    return r->key >> 32 & 1u;
}

struct floor_table {
    struct floor_record *records;
    size_t count;
    uint32_t hosts;
};

struct floor_pair {
    uint32_t low, high;
};

struct floor_pairs {
    struct floor_pair *items;
    size_t count, capacity;
};

/* Memory for `bytes` that is not zeroed by hand, in huge pages if the kernel has them; or the end of
 * the program. It is never given back. */
void *floor_memory(size_t bytes);

/* The bytes of a file, mapped; never unmapped. Ends the program when it cannot be read. */
const char *floor_map(const char *path, size_t *size);

/* Reads "id,host,proto,addr,first,last" rows as bench_gen writes them: only that form. */
struct floor_table floor_read(const char *path);

/* Appends all pairs of clashing bindings of the hosts low_host <= host < high_host. `work` and
 * `other` have room for all records of these hosts each; what they held is lost. */
void floor_check(const struct floor_table *table, uint32_t low_host, uint32_t high_host,
                 struct floor_record *work, struct floor_record *other, struct floor_pairs *pairs);

/* For each transport (udp: 1) and port the next assigned port from it on; 65536: none. */
struct floor_registry {
    uint32_t next[2][65537];
};

/* Reads a services(5) file; names are not kept. */
void floor_read_services(const char *path, struct floor_registry *registry);

/* How many assigned ports lie in all bindings together. */
size_t floor_count_assigned(const struct floor_table *table, const struct floor_registry *registry);

#endif
