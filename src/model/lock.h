/* lock: ports that were chosen once and stay. Stands on port.h, base/source.h.
 *
 * An entry is known by host, product, label, address, number, endpoint or pool, and instance: not by lines
 * or the order of a plan. */
#ifndef PP_MODEL_LOCK_H
#define PP_MODEL_LOCK_H

#include "base/source.h"
#include "model/port.h"

#define PP_LOCK_VERSION 1      /* of the file's form */
#define PP_LOCK_SUFFIX ".lock" /* behind the name of the plan */
#define PP_COOL_DOWN 30u       /* days, by default, before a port that is gone is given again */

struct pp_lock_entry {
    const char *host, *product;
    const char *label;   /* "" without one */
    const char *address; /* of the placement itself; "" without one */
    uint32_t number;     /* from 1: which of the host's placements that are alike in all of this */
    bool is_pool;
    const char *name; /* of the pool, or of the endpoint that takes none from one */
    uint32_t instance;
    struct pp_range ports;
    const char *gone; /* the day on which the plan had no use for it any more, or NULL */
    struct pp_loc loc;
};

/* An entry whose port is not yet to be given again. */
struct pp_cooled {
    const struct pp_lock_entry *entry;
    const char *what;  /* it was locked for: "pool control #2 of cinegy.capture_engine" */
    const char *gone;  /* the day on which the plan had no use for it any more */
    const char *until; /* the day from which anybody may have it */
};

/* The file of one plan. */
struct pp_lock {
    const char *path;              /* of the plan, with the suffix; NULL: the plan is no file */
    uint16_t source;               /* when it is there */
    bool there;                    /* the file exists */
    struct pp_lock_entry *entries; /* sorted */
    size_t count;
};

/* <0, 0, >0: by what they are known by, hosts without case; 0 for the same assignment. */
int pp_lock_key_compare(const struct pp_lock_entry *a, const struct pp_lock_entry *b);

/* The order of a file: by that, what is in use before what is gone, then by port. For qsort. */
int pp_lock_entry_compare(const void *a, const void *b);

/* Writes the letters that tell whether anybody has changed the entry. */
#define PP_LOCK_SEAL 9
const char *pp_lock_seal(const struct pp_lock_entry *entry, char seal[PP_LOCK_SEAL]);

#endif
