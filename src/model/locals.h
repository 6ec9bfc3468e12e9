/* locals: the local addresses that listeners bind, each once. Stands on address.h, base/.
 *
 * Listeners are many and their addresses few: they point here, and checks compare numbers. */
#ifndef PP_MODEL_LOCALS_H
#define PP_MODEL_LOCALS_H

#include "base/arena.h"
#include "model/address.h"

struct pp_local {
    struct pp_address address;
    struct pp_addrset covers;
    uint32_t number; /* its own, from 0 on */
};

/* An open-addressing hash table of what stands in the arena. */
struct pp_locals {
    struct pp_arena *arena;
    const struct pp_local **entries;
    size_t count, capacity;        /* capacity is 0 or a power of two */
    const struct pp_local *latest; /* that was asked for, and how: most often the next one, too */
    bool latest_v6only;
};

void pp_locals_init(struct pp_locals *locals, struct pp_arena *arena);
void pp_locals_release(struct pp_locals *locals); /* what is not in the arena */

/* The one of that address; `v6only` counts for '::' alone. In the arena. */
const struct pp_local *pp_locals_get(struct pp_locals *locals, const struct pp_address *address,
                                     bool v6only);

#endif
