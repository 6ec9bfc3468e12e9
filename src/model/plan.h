/* plan: which products run on which hosts, and the ports that follow.
 * Stands on catalog.h, base/source.h, base/diag.h, base/map.h.
 *
 * Two states in one struct. While it is built (read/decode_plan), sites, hosts and
 * placements are added. pp_plan_expand() turns them into listeners and bindings,
 * check/allocate fills the ports of pools and `auto`; then the plan is passed on as
 * const and nothing changes it. Everything is found by index, in the order of the
 * input; listeners and bindings of one host are adjacent.
 *
 *   host -> placements -> listeners (one endpoint of one placement)
 *                             -> bindings (one instance's ports on one listener) */
#ifndef PP_MODEL_PLAN_H
#define PP_MODEL_PLAN_H

#include "base/diag.h"
#include "base/map.h"
#include "model/catalog.h"
#include "model/locals.h"

#define PP_NONE UINT32_MAX
#define PP_INSTANCE_MAX 65535u /* no more instances than ports */

struct pp_site {
    const char *name; /* given by `site`, or the file's name */
    bool has_os;
    enum pp_os os; /* the default of its hosts */
    struct pp_loc loc;
};

struct pp_host_address {
    struct pp_address address;
    struct pp_loc loc;
};

/* Ports that the host's OS refuses to give: Windows keeps a list per transport. */
struct pp_excluded {
    struct pp_range ports;
    uint32_t transport; /* enum pp_transport, or PP_NONE for all */
};

/* A host for which another stands by. */
struct pp_main {
    const char *name; /* as the plan writes it */
    struct pp_loc loc;
    uint32_t host; /* after pp_plan_expand */
};

struct pp_host {
    const char *name;
    enum pp_os os;
    bool os_given;
    struct pp_range ephemeral; /* the host's own, or the profile's */
    bool ephemeral_given;
    struct pp_host_address *addresses;
    size_t address_count;
    struct pp_excluded *excluded;
    size_t excluded_count;
    const char **tags;
    size_t tag_count;
    struct pp_main *mains; /* `backup_of`: the hosts for which it stands by */
    size_t main_count;
    const char *pool;  /* the pool of hosts that it belongs to, or NULL */
    enum pp_tri spare; /* YES: it stands by for the others of its pool */
    struct pp_loc pool_loc, spare_loc;
    const char *owner; /* that the first plan gives which has one; or NULL */
    uint32_t site;     /* index of the first site that names it */
    struct pp_loc loc;
    /* after pp_plan_expand: */
    uint32_t first_placement, placement_count;
    uint32_t first_listener, listener_count;
    uint32_t first_binding, binding_count;
};

enum pp_port_origin {
    PP_FROM_CATALOG, /* the product's default */
    PP_FROM_PLAN,    /* `ports` of the placement: a number or an expression */
    PP_FROM_POOL,    /* a pool (the catalogue's, or the plan's for that pool) */
    PP_FROM_AUTO     /* `auto`, with or without a range */
};

/* `same_on` of `auto`: which placements get the same choice. */
enum pp_tied { PP_TIED_NOT, PP_TIED_ALL_HOSTS };

/* How `auto` is to choose. */
struct pp_auto {
    struct pp_range range; /* first 0: none was given */
    uint32_t block;        /* adjacent ports of each instance: 1 is one port */
    uint32_t align;        /* the first port is a multiple of it */
    enum pp_tied tied;
};

/* One entry of `ports` of a placement. */
struct pp_override {
    uint32_t endpoint; /* index in the product, or PP_NONE when it names a pool */
    uint32_t pool;     /* likewise */
    bool is_auto;
    struct pp_auto choice; /* of auto */
    struct pp_port_expr expr;
    struct pp_loc loc;
};

struct pp_placement {
    uint32_t host;
    uint32_t site; /* index of the site, and the file, that it stands in */
    const struct pp_product *product;
    const char *label;         /* or NULL */
    const uint32_t *instances; /* the numbers, ascending, without repeats */
    uint32_t instance_count;
    bool has_address;
    struct pp_address address;
    struct pp_override *overrides;
    size_t override_count;
    uint32_t *without; /* endpoint indexes that are switched off */
    size_t without_count;
    const char **tags;
    size_t tag_count;
    const char *owner;  /* its own, or its host's in the plan that places it; or NULL */
    const char *reason; /* or NULL */
    struct pp_loc loc;
    /* after pp_plan_expand: */
    uint32_t first_listener, listener_count;
};

struct pp_listener {
    uint32_t placement, host;
    const struct pp_endpoint *endpoint;
    uint8_t transport;            /* enum pp_transport */
    uint8_t kind;                 /* enum pp_listener_kind */
    uint8_t reuse;                /* enum pp_reuse */
    uint8_t origin;               /* enum pp_port_origin */
    const struct pp_local *local; /* what it binds */
    struct pp_port_expr port;     /* of CATALOG and PLAN */
    struct pp_range range;        /* of POOL and AUTO with a range; first 0: no range */
    uint16_t block, align; /* of POOL and AUTO: adjacent ports, the first a multiple of align */
    uint32_t tie;          /* of an AUTO that is tied: index in the plan's ties; or PP_NONE */
    const struct pp_pool
        *pool; /* of POOL, and of an AUTO that stands for a pool: endpoints share per instance */
    const char *broken_rules; /* AUTO: rules that no free port satisfied ("a, b"), or NULL ... */
    uint32_t broken_from;     /* ... for its instances from this index on */
    uint32_t first_binding, binding_count; /* one per instance of the placement, in their order */
};

/* Addresses that a listener takes, as numbers: whole families, http.sys, and from PP_ADDRESS_SPECIFIC on
 * each address of its own, even for IPv4 and odd for IPv6. */
enum { PP_ADDRESS_ANY, PP_ADDRESS_V4_ANY, PP_ADDRESS_V6_ANY, PP_ADDRESS_HTTP, PP_ADDRESS_SPECIFIC };

uint32_t pp_listener_address(const struct pp_listener *listener);

/* Ports of one instance on one listener: the columns the checks sweep, PP_BINDING_SIZE bytes
 * a binding. */
#define PP_BINDING_SIZE 13u
struct pp_bindings {
    uint32_t *listener;
    uint16_t *first, *last; /* 0, 0: a pool or auto had no port left */
    uint8_t *transport;     /* the listener's, which is far from here, and ... */
    uint32_t *address;      /* ... its pp_listener_address() */
    size_t count, capacity;
};

/* Listeners of several placements that get the same ports, instance by instance: those of one
 * product (by its name) and one endpoint or pool, which `same_on` ties. */
struct pp_tie {
    uint32_t first; /* its first listener */
    uint32_t listener_count;
    struct pp_loc loc; /* where the first is tied */
};

enum pp_severity { PP_OFF, PP_NOTE, PP_WARNING, PP_ERROR };
extern const char *const pp_severity_names[4];

/* `rule "iana-collision" { severity = "note" }`. */
struct pp_rule_setting {
    const char *rule;
    bool has_severity;
    enum pp_severity severity;
    bool has_above; /* prefer-above's threshold */
    uint16_t above;
    struct pp_loc loc;
};

/* `waive "prefer-above" { product = ..., reason = ... }`. Patterns may hold * and ?. */
struct pp_waiver {
    const char *rule;
    const char *host, *product, *endpoint, *label; /* patterns, or NULL for any */
    bool has_ports;
    struct pp_range ports;                /* a finding is waived when all its ports lie inside */
    const char *reason, *owner, *expires; /* expires: YYYY-MM-DD, still good on that day */
    struct pp_loc loc;
};

struct pp_plan {
    struct pp_arena *arena;
    const struct pp_sources *sources;
    const char **files; /* as given on the command line */
    size_t file_count;
    struct pp_site *sites;
    size_t site_count, site_capacity;
    struct pp_host *hosts;
    size_t host_count, host_capacity;
    struct pp_map host_names; /* without case */
    struct pp_placement *placements;
    size_t placement_count, placement_capacity;
    struct pp_listener *listeners;
    size_t listener_count, listener_capacity;
    size_t chosen_count, prefix_count; /* of the listeners: chosen ports, URLs with a prefix */
    struct pp_bindings bindings;
    bool *locked;        /* by binding: its ports are those of a lock file; or NULL */
    struct pp_tie *ties; /* in the order of their first listeners */
    size_t tie_count, tie_capacity;
    struct pp_map tie_keys; /* see ties.c */
    struct pp_locals locals;
    struct pp_rule_setting *settings;
    size_t setting_count, setting_capacity;
    struct pp_waiver *waivers;
    size_t waiver_count, waiver_capacity;
    size_t max_bindings;     /* more are refused as a limit that is hit; 0 = no limit */
    const uint32_t *numbers; /* 0, 1, 2, ...: made when first asked for */
};

void pp_plan_init(struct pp_plan *plan, struct pp_arena *arena, const struct pp_sources *sources);
void pp_plan_release(struct pp_plan *plan);

/* Appends a copy of *item; the result is good until the next add of its kind. */
struct pp_site *pp_plan_add_site(struct pp_plan *plan, const struct pp_site *item);
struct pp_host *pp_plan_add_host(struct pp_plan *plan, const struct pp_host *item);
struct pp_placement *pp_plan_add_placement(struct pp_plan *plan, const struct pp_placement *item);
struct pp_rule_setting *pp_plan_add_setting(struct pp_plan *plan,
                                            const struct pp_rule_setting *item);
struct pp_waiver *pp_plan_add_waiver(struct pp_plan *plan, const struct pp_waiver *item);

/* The numbers first, first + 1, ... below PP_INSTANCE_MAX, for the instances of placements: one
 * array serves them all. */
const uint32_t *pp_plan_numbers_from(struct pp_plan *plan, uint32_t first);

/* Whether the host excludes the port on that transport. */
bool pp_host_excludes(const struct pp_host *host, enum pp_transport transport, uint16_t port);

/* PP_NONE when there is no host of that name (without case). */
uint32_t pp_plan_find_host(const struct pp_plan *plan, const char *name);

/* Looks up the hosts that others stand by for, groups placements by host and makes listeners and
 * bindings. False when backups make no sense (backups.h), an expression passes 65535, a listener
 * cannot exist on its host, placements are tied that are to choose differently, or max_bindings is
 * passed (then diags->limit_hit is set): the reasons are in `diags`. */
bool pp_plan_expand(struct pp_plan *plan, struct pp_diags *diags);

/* For pp_plan_expand: joins the listener that is about to become plan->listeners[listener_count]
 * to the others of its tie. False when it is to choose otherwise than they: a mistake at `loc`. */
bool pp_plan_tie(struct pp_plan *plan, struct pp_listener *listener, struct pp_loc loc,
                 struct pp_diags *diags);

/* Of a binding index. */
uint32_t pp_plan_instance(const struct pp_plan *plan, uint32_t binding);

/* Whether its ports are chosen by the allocator: a pool's, or `auto`. */
static inline bool pp_listener_is_chosen(const struct pp_listener *listener)
{
    return listener->origin == PP_FROM_POOL || listener->origin == PP_FROM_AUTO;
}

/* Whether all its instances have the same ports, which the plan or the catalogue gives. */
static inline bool pp_listener_is_fixed(const struct pp_listener *listener)
{
    return !pp_listener_is_chosen(listener) && listener->port.stride == 0;
}

/* Whether two listeners get the same port, instance by instance: those of one placement that
 * take theirs from one pool. A listener does so with itself. Listeners of several placements
 * that are tied have the same `tie` instead. */
bool pp_listeners_share(const struct pp_listener *a, const struct pp_listener *b);

/* What a listener brings to a clash. `url` of it points into the endpoint. */
struct pp_claim pp_listener_claim(const struct pp_listener *listener);

/* The listener's URL with a port in place (0: it keeps its {port}): canonical for http.sys and
 * for http(s) prefixes without flaws, as written otherwise; NULL when the endpoint has none.
 * In `arena`. */
const char *pp_listener_url(const struct pp_listener *listener, uint16_t port,
                            struct pp_arena *arena);

/* The same with the port of a binding. */
const char *pp_binding_url(const struct pp_plan *plan, uint32_t binding, struct pp_arena *arena);

/* How the port came about: "8090", "5421+N, N=11" (when `instance` is not PP_NONE),
 * "pool control, lowest free", "plan 8889", "auto 10000-10999, locked", "auto 10000-10999,
 * block of 16, aligned to 100, same on all hosts, lowest free". In `arena`. */
const char *pp_listener_derivation(const struct pp_plan *plan, const struct pp_listener *listener,
                                   uint32_t instance, struct pp_arena *arena);

#endif
