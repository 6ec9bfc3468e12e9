/* baseline: findings that are known and accepted for now. Stands on identity.h. */
#ifndef PP_MODEL_BASELINE_H
#define PP_MODEL_BASELINE_H

#include "model/identity.h"

struct pp_baseline_entry {
    struct pp_identity identity;
    uint32_t count; /* findings that have it, at least 1 */
    uint32_t met;   /* how many of them this run has */
    bool waived;    /* a waiver excuses findings that have it: it needs no entry */
    bool judged;    /* whether its rule ran: what it did not look for may still be there */
    struct pp_loc loc;
};

struct pp_baseline {
    struct pp_baseline_entry *entries;
    size_t count;
};

#define PP_BASELINE_VERSION 1 /* of the file's form */

#endif
