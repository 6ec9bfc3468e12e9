/* finding: one fact that a rule reports about a frozen plan. Stands on plan.h. */
#ifndef PP_MODEL_FINDING_H
#define PP_MODEL_FINDING_H

#include "model/plan.h"

/* Ports of one party that are concerned, with the instance that claims them. */
struct pp_use {
    struct pp_range ports;
    uint32_t instance;
};

struct pp_party {
    uint32_t listener;  /* PP_NONE for a party that is a host or a placement */
    uint32_t placement; /* PP_NONE for a host */
    uint32_t host;
    struct pp_address address; /* of a listener, or of a host of address-duplicate */
    struct pp_use *uses;
    size_t use_count;
    struct pp_loc loc;
};

struct pp_service_use { /* a registered or stock service met on a port */
    uint16_t port;
    const char *name;
};

struct pp_finding {
    const char *rule;
    enum pp_severity severity;
    uint32_t host;          /* PP_NONE for waiver rules */
    uint32_t transport;     /* enum pp_transport, or PP_NONE */
    const char *message;    /* "8888/tcp on CAP1 is taken twice" */
    const char *detail;     /* the "= ..." line of the text report, or NULL */
    const char *help;       /* what would do instead, or NULL */
    const char *os_error;   /* or NULL */
    struct pp_range *ports; /* ascending, merged */
    size_t port_count;
    struct pp_party parties[2];
    size_t party_count;
    struct pp_service_use *services;
    size_t service_count;
    uint16_t *suggestions; /* first ports of blocks that would do, nearest first */
    size_t suggestion_count;
    uint64_t pairs; /* it stands for so many that are counted and not listed; 0: for itself */
    const struct pp_waiver *waived_by; /* or NULL */
    struct pp_loc loc;                 /* of waiver rules, and the first party's otherwise */
};

struct pp_findings {
    struct pp_finding *items;
    size_t count, capacity;
};

/* The counts behind a run's last line; waived findings count only as waived, those of a
 * baseline only as baselined. */
struct pp_summary {
    size_t hosts, placements, bindings, errors, warnings, notes, waived, baselined;
};

/* Adds what the finding is known by in another run: rule|host|transport|ports|party|party, or
 * its message where it has no party. identity.h says more. */
void pp_finding_identity(const struct pp_plan *plan, const struct pp_finding *finding,
                         struct pp_strbuf *buf);

#endif
