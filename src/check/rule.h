/* rule: what a rule is, and the table of the built-in ones. Stands on model/.
 * A rule never sees Lua. */
#ifndef PP_CHECK_RULE_H
#define PP_CHECK_RULE_H

#include "model/finding.h"
#include "model/registry.h"

struct pp_check;
struct pp_portset;

/* A rule's page: plain text, paragraphs apart by an empty line. */
struct pp_rule_page {
    const char *means, *matters;
    const char *bad, *good; /* a Lua plan that fails, the same mended; or NULL */
    const char *settings;   /* what can be set beside severity, or NULL */
    const char *source;     /* RFC, vendor's document or measurement */
};

/* When concerns() need not be asked about a candidate: it would say yes. */
enum pp_exact {
    PP_EXACT_NEVER,
    PP_EXACT_UNLESS_OWNED, /* for products that own no service (`iana`) */
    PP_EXACT_ALWAYS
};

struct pp_rule {
    const char *id;
    enum pp_severity severity; /* by default */
    const char *summary;       /* one line for the table of `portplan explain` */
    struct pp_rule_page page;
    void (*run)(struct pp_check *check, const struct pp_rule *rule);
    void *data; /* run()'s own: what a policy is made of; NULL for built-in rules */

    /* Whether this port of this listener is to be reported: the allocator asks before it
     * chooses a port. NULL for rules that do not judge single ports. */
    bool (*concerns)(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port);
    /* concerns() answers alike for all listeners of an endpoint on hosts of one system: what
     * else the host is makes no difference to it. */
    bool hostless;
    /* Of rules whose run is pp_port_rule_run (port_rules.h): adds the ports that concerns() can be
     * true for, whatever listens there on that transport of the host; for a hostless rule, of any
     * host of its system. */
    void (*candidates)(const struct pp_check *check, uint32_t host, enum pp_transport transport,
                       struct pp_portset *ports);
    enum pp_exact exact; /* whether it is true for all of them */
    /* For pp_port_rule_run: the name to list for the port (the registered service), or NULL. */
    const char *(*names)(const struct pp_check *check, const struct pp_listener *listener,
                         uint16_t port);
    /* Likewise: the finding's texts, when its host, ports and parties are set. */
    void (*describe)(struct pp_check *check, struct pp_finding *finding,
                     const struct pp_listener *listener);
};

/* The built-in rules in the order of the table of `portplan explain`; NULL at the end. */
extern const struct pp_rule *const pp_rules[];

/* One rule per file rule_<name>.c. */
extern const struct pp_rule pp_rule_port_overlap, pp_rule_url_overlap, pp_rule_listener_mix,
    pp_rule_split_binding, pp_rule_failover_clash, pp_rule_instance_limit, pp_rule_pool_exhausted,
    pp_rule_address_unknown, pp_rule_address_duplicate, pp_rule_excluded_range,
    pp_rule_iana_collision, pp_rule_iana_unregistered, pp_rule_prefer_above, pp_rule_system_port,
    pp_rule_dynamic_port, pp_rule_ephemeral_range, pp_rule_os_reserved, pp_rule_browser_blocked,
    pp_rule_url_form, pp_rule_waiver_unused, pp_rule_waiver_expired, pp_rule_baseline_unused,
    pp_rule_lock_conflict, pp_rule_lock_ambiguous, pp_rule_lock_outdated;

/* NULL when there is none of that id. */
const struct pp_rule *pp_rule_find(const char *id);

/* All ids, for "did you mean": the array ends with NULL. */
extern const char *const pp_rule_ids[];
size_t pp_rule_count(void);

#endif
