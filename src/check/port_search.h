/* port_search: the lowest block that will do for some units. Stands on blockers.h, objections.h,
 * locks.h.
 *
 * What did not do for one instance does not do for the next, as long as the units are the same: a
 * search goes on behind what it found. */
#ifndef PP_CHECK_PORT_SEARCH_H
#define PP_CHECK_PORT_SEARCH_H

#include "check/blockers.h"
#include "check/objections.h"

/* For whom ports are looked for, and what is in their way. */
struct pp_search_scope {
    struct pp_objections objections;
    struct pp_blockers *blockers; /* of the units and of the range that is searched ... */
    struct pp_blockers *away;     /* ... among others, whose part of it this is */
    const uint32_t *units;        /* that are to have the block, in plan order */
    size_t unit_count;
    struct pp_blockers *elsewhere; /* what is in the way on partners of their hosts (partners.h) */
    bool has_partners;             /* whether there are any */
    /* Ports that their group has; the first `own_counted` are counted among the blockers. The others
     * lie behind what a search that goes on looks at. */
    struct pp_range *own;
    size_t own_count, own_capacity, own_counted;
};

/* Adds a block to what the group has; counts all of it; ends the group, which has nothing then. */
void pp_search_scope_own(struct pp_search_scope *scope, struct pp_range block);
void pp_search_scope_count_own(struct pp_search_scope *scope);
void pp_search_scope_end_group(struct pp_search_scope *scope);

struct pp_port_search {
    const struct pp_range *ranges; /* where the first port may lie */
    size_t range_count;
    uint32_t limit; /* where the last port may lie */
    uint16_t block, align;
    bool safe;    /* only ports that stay free when a host stands in for another one */
    bool picky;   /* only ports that no rule objects to */
    bool cooling; /* some ports were in use a short time ago, and no other may have them */
    bool fresh;   /* not those either that the units had themselves */
    size_t at;    /* index of the range */
    uint32_t port;
    uint32_t good_until; /* all from `port` up to before it will do */
    uint64_t objected;   /* which of the 64 ports from word * 64 on rules object to */
    uint32_t word;       /* PP_NONE: none is known */
};

/* Whether the host of the unit, a listener that leads, had a port of the block a short time ago:
 * for something else. */
bool pp_block_cools(const struct pp_check *check, uint32_t unit, struct pp_range block);

/* From the beginning of what the listener may have: `auto` without a range has what is preferred
 * first in front. `check` and `leader` must outlive it. */
struct pp_port_search pp_port_search_of(const struct pp_check *check,
                                        const struct pp_listener *leader);

/* The next block that will do, which the group then has; first 0: none. When none is left that would do on partners too, one
 * that does not; when none that every rule likes, any that fits; then also one that
 * they had themselves a short time ago. */
struct pp_range pp_port_search_next(struct pp_port_search *search, struct pp_search_scope *scope);

#endif
