/* sweep_parts: what the sweep's two files share: keys, bits of ports, and meetings on their way.
 * Private to sweep.c and sweep_apart.c. */
#ifndef PP_CHECK_SWEEP_PARTS_H
#define PP_CHECK_SWEEP_PARTS_H

#include "check/sweep.h"

/* A claimant in 8 bytes: transport:2 first:16 more:16 mark:x index:30-x. `more` is last - first, and
 * `index` where the claimant stands. Transport and port together are one number of 18 bits: then to
 * share a port is to overlap. The mark has what there is room for of a specific address: claimants
 * that have marks, and not the same, do not meet. */
#define PP_KEY_INDEX_BITS 30u
#define PP_KEY_FIRST_SHIFT (PP_KEY_INDEX_BITS + 16u)
#define PP_KEY_WORD_SHIFT (PP_KEY_FIRST_SHIFT + 6u) /* to the word of its first bit */
#define PP_KEY_WORDS (1u << (64u - PP_KEY_WORD_SHIFT))

static inline uint64_t pp_key_of(const struct pp_claimant *claimant, size_t index)
{
    return (uint64_t)(claimant->group & 3) << 62 | (uint64_t)claimant->first << PP_KEY_FIRST_SHIFT |
           (uint64_t)(claimant->last - claimant->first) << PP_KEY_INDEX_BITS | index;
}

static inline uint32_t pp_key_first(uint64_t key)
{
    return (uint32_t)(key >> PP_KEY_FIRST_SHIFT);
}

static inline uint32_t pp_key_more(uint64_t key)
{
    return (uint32_t)(key >> PP_KEY_INDEX_BITS) & 0xFFFF;
}

static inline uint32_t pp_key_last(uint64_t key)
{
    return pp_key_first(key) + pp_key_more(key);
}

/* Meetings on their way. Whoever adds some looks whether there are too many after each claimant, and
 * stops then. */
struct pp_found {
    struct pp_meetings all;
    size_t limit; /* of all.count, for the host at hand */
};

void pp_found_add(struct pp_found *found, uint32_t a, uint32_t b);

static inline bool pp_found_is_full(const struct pp_found *found)
{
    return found->all.count > found->limit;
}

/* What one thread works with. */
struct pp_sweeper {
    struct pp_found found;
    uint64_t *keys, *spare;                /* room for those of a host */
    struct pp_claimant *sorted, *unsorted; /* likewise */
    size_t capacity;
    uint32_t index_mask;          /* of keys: what is not the mark */
    uint64_t taken[PP_KEY_WORDS]; /* bits by transport and port; none is set between calls */
};

void pp_sweeper_make_room(struct pp_sweeper *sweeper, size_t count);

static inline const struct pp_claimant *pp_sweeper_claimant(const struct pp_sweeper *sweeper,
                                                            const struct pp_claimant *items,
                                                            uint64_t key)
{
    return &items[(uint32_t)key & sweeper->index_mask];
}

/* Sets the keys' bits; leaves those keys of which some bits are set, and returns how many; and clears the
 * keys' bits. */
void pp_sweeper_take(struct pp_sweeper *sweeper, const uint64_t *keys, size_t count);
size_t pp_sweeper_keep_taken(const struct pp_sweeper *sweeper, uint64_t *keys, size_t count);
void pp_sweeper_give_back(struct pp_sweeper *sweeper, const uint64_t *keys, size_t count);

/* Adds the meetings among keys of items[]. False, with none added, when so much shares a port that
 * looking for each one's partners would not pay. */
bool pp_sweeper_sift(struct pp_sweeper *sweeper, const uint64_t *keys, size_t count,
                     const struct pp_claimant *items);

/* The same for a host of any kind, slower (sweep_apart.c). The keys may be those of the sweeper. */
void pp_sweeper_take_apart(struct pp_sweeper *sweeper, const uint64_t *keys, size_t count,
                           const struct pp_claimant *items);

/* Kinds of address: those that cover much have the numbers of sweep.h. */
enum {
    PP_KIND_ANY,
    PP_KIND_V4_ANY,
    PP_KIND_V6_ANY,
    PP_KIND_HTTP,
    PP_KIND_V4,
    PP_KIND_V6,
    PP_KINDS
};

/* Whether two kinds meet whatever the address. */
bool pp_kinds_meet(unsigned a, unsigned b);

#endif
