/* portset: a set of ports of one transport. Stands on port.h.
 * A bitmap of 8 KiB: membership, union and search never depend on history. */
#ifndef PP_MODEL_PORTSET_H
#define PP_MODEL_PORTSET_H

#include "model/port.h"

#define PP_PORTSET_WORDS 1024

struct pp_portset {
    uint64_t words[PP_PORTSET_WORDS];
};

void pp_portset_clear(struct pp_portset *set);
void pp_portset_add(struct pp_portset *set, struct pp_range range);
void pp_portset_remove(struct pp_portset *set, struct pp_range range);
bool pp_portset_contains(const struct pp_portset *set, uint16_t port);
bool pp_portset_overlaps(const struct pp_portset *set, struct pp_range range);
uint32_t pp_portset_count(const struct pp_portset *set);

/* set = set OP other. */
void pp_portset_unite(struct pp_portset *set, const struct pp_portset *other);
void pp_portset_subtract(struct pp_portset *set, const struct pp_portset *other);
void pp_portset_intersect(struct pp_portset *set, const struct pp_portset *other);
bool pp_portset_equal(const struct pp_portset *a, const struct pp_portset *b);

/* The first run of members that starts at or after *from: true and the run in
 * *range, or false at the end. Iterate with from = range.last + 1. */
bool pp_portset_next_range(const struct pp_portset *set, uint32_t from, struct pp_range *range);

/* The lowest first port >= from of `count` ports that are all not in the set, or 0. */
uint16_t pp_portset_first_free(const struct pp_portset *set, uint32_t from, uint32_t count);

#endif
