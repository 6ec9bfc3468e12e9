/* members: the units for which a port is looked for, and what is in their way.
 * Stands on port_search.h, partners.h, units.h.
 *
 * While slot follows slot and group follows group, what is counted is that of the members: a unit
 * is added when it becomes a member and removed when it is none any more, and one that is alike
 * takes its place, so that a host is not looked at anew for each of its placements. */
#ifndef PP_CHECK_MEMBERS_H
#define PP_CHECK_MEMBERS_H

#include "check/partners.h"
#include "check/port_search.h"

struct pp_members {
    const struct pp_check *check;
    struct pp_search_scope scope; /* its units are the members */
    size_t capacity;              /* of these */
    struct pp_partners partners;
    bool crowded; /* some may have others of their group on their host */
};

/* Nobody is a member yet. To be released. */
void pp_members_init(struct pp_members *members, const struct pp_check *check);
void pp_members_release(struct pp_members *members);

/* Nobody is one any more. The group may not have ports that are counted. */
void pp_members_leave(struct pp_members *members);

/* The ports that are looked at: members stay while these are the same. Likewise. */
void pp_members_set_span(struct pp_members *members, struct pp_range span);

/* Makes units[0..count), in plan order, the members; `crowded`: their group has several units on a
 * host. Says whether that changed any. */
bool pp_members_change(struct pp_members *members, const uint32_t *units, size_t count,
                       bool crowded);

/* Whether nothing is counted but what is in the way of members, who leave. */
bool pp_members_add_up(struct pp_members *members);

#endif
