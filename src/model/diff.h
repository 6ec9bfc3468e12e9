/* diff: what listens differently in two plans. Stands on plan.h.
 *
 * A binding is known again by host (without case), product, label, instance and endpoint; where
 * several have all of these, those that are alike go together first, then the others in order of
 * port. It covers addresses and ports of a transport: where it covers more than before it is
 * widened, where less, narrowed, where neither holds the other, moved. Bindings without a port (a
 * pool had none left) are not there. The order of a plan counts for nothing. */
#ifndef PP_MODEL_DIFF_H
#define PP_MODEL_DIFF_H

#include "model/plan.h"

enum pp_change_kind {
    PP_OPENED,
    PP_CLOSED,
    PP_MOVED,
    PP_WIDENED,
    PP_NARROWED,
    PP_CHANGED, /* listens where it did, but see pp_change.what */
    PP_CHANGES
};
extern const char *const pp_change_names[PP_CHANGES]; /* "opened", ... */

/* Bits of pp_change.what. */
enum pp_change_what {
    PP_WHAT_TRANSPORT = 1,
    PP_WHAT_PORTS = 2,
    PP_WHAT_ADDRESS = 4, /* of the binding, or of the host when the change has no bindings */
    PP_WHAT_LISTENER = 8,
    PP_WHAT_URL = 16, /* as written: the port in it counts for nothing */
    PP_WHAT_FIREWALL = 32,
    PP_WHAT_URL_RESERVATION = 64
};

/* A binding before and after; PP_NONE where it is not there. */
struct pp_change_pair {
    uint32_t before, after;
};

/* One change of all the instances of a placement's endpoint that it happens to alike: whose ports
 * all move by the same number, for one. Without pairs it is the host whose addresses differ. */
struct pp_change {
    enum pp_change_kind kind;
    unsigned what;                /* of OPENED and CLOSED: 0 */
    uint32_t before, after;       /* the host in each plan, or PP_NONE */
    struct pp_change_pair *pairs; /* by instance */
    size_t pair_count;
};

struct pp_diff {
    const struct pp_plan *before, *after;
    struct pp_change *changes; /* by host's name, kind, transport, port */
    size_t count;
    size_t counts[PP_CHANGES];
    bool firewall_only;
};

/* Compares two plans whose ports are all known; with `firewall_only` only what a firewall is to
 * let in (`firewall = true`) is there. Everything is in `arena`; the plans must outlive it. */
void pp_diff_plans(struct pp_diff *diff, const struct pp_plan *before, const struct pp_plan *after,
                   bool firewall_only, struct pp_arena *arena);

#endif
