/* members: the units for which a port is looked for, and what is in their way.
 * Stands on port_search.h, partners.h, units.h.
 *
 * While group follows group, what is counted is what is in the way of all units of the group: one
 * that is alike takes the place of a unit of the group before, so that a host is not looked at anew
 * for each of its placements. Those units that have no instance in a slot are away: what is in
 * their way alone is counted apart. */
#ifndef PP_CHECK_MEMBERS_H
#define PP_CHECK_MEMBERS_H

#include "check/partners.h"
#include "check/port_search.h"

struct pp_members {
    const struct pp_check *check;
    struct pp_search_scope scope; /* its units are the members: all, or those that were chosen */
    uint32_t *all, *chosen;       /* all: of the group, those that are away among them */
    size_t all_count, all_capacity, chosen_capacity;
    struct pp_partners partners;
    bool crowded; /* some of the group may have others of it on their host */
};

/* Nobody is a member yet. To be released. */
void pp_members_init(struct pp_members *members, const struct pp_check *check);
void pp_members_release(struct pp_members *members);

/* Nobody is one any more. The group may not have ports that are counted. */
void pp_members_leave(struct pp_members *members);

/* The ports that are looked at: members stay while these are the same. Likewise. */
void pp_members_set_span(struct pp_members *members, struct pp_range span);

/* Begins another group: units[0..count), in plan order, all of which are members; `crowded`: it
 * has several on a host. */
void pp_members_begin(struct pp_members *members, const uint32_t *units, size_t count,
                      bool crowded);

/* Makes those units of the group the members. Says whether that changed any. */
bool pp_members_choose(struct pp_members *members, const uint32_t *units, size_t count);

/* Whether nothing is counted but what is in the way of members, who leave. */
bool pp_members_add_up(struct pp_members *members);

#endif
