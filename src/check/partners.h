/* partners: the hosts whose placements may come to run beside those of a host, when one of them
 * fails: those that stand by for it, and those for which it stands by. Stands on blockers.h. */
#ifndef PP_CHECK_PARTNERS_H
#define PP_CHECK_PARTNERS_H

#include "check/blockers.h"

struct pp_partner {
    uint32_t host, other;
    bool stands_by; /* the other host does, for the host */
};

struct pp_partners {
    const struct pp_plan *plan;
    struct pp_partner *items; /* by host, then by the other; on the heap */
    size_t count, capacity;
};

/* Partners run one operating system: nothing moves between others. To be released. */
void pp_partners_init(struct pp_partners *partners, const struct pp_plan *plan);
void pp_partners_release(struct pp_partners *partners);

/* Those of one host are items[result] and what follows with that `host`. */
size_t pp_partners_first(const struct pp_partners *partners, uint32_t host);

/* Adds what would block the listener when the two run on one host, or takes it out; the bindings
 * of the partners must be as they were when it was added. */
void pp_partners_add(const struct pp_partners *partners, struct pp_blockers *blockers,
                     uint32_t listener);
void pp_partners_remove(const struct pp_partners *partners, struct pp_blockers *blockers,
                        uint32_t listener);

#endif
