/* port_rules: the rules that judge single ports, all of them in one pass over the listeners.
 * Stands on check.h.
 *
 * Most ports concern no rule, and which rules a port can concern is the same for all that listens
 * on one transport of one operating system: a table of bits answers for them all at once. Only what
 * remains is asked rule by rule. */
#ifndef PP_CHECK_PORT_RULES_H
#define PP_CHECK_PORT_RULES_H

#include "check/check.h"

/* Listeners that a rule reports, in their order. */
struct pp_concerned {
    uint32_t *listeners;
    size_t count, capacity;
};

struct pp_port_verdicts; /* by rule */

/* What `rule` reports, one of those that are not off and whose run is pp_port_rule_run. All such rules
 * are judged when the first is asked for. */
const struct pp_concerned *pp_port_verdicts_of(struct pp_check *check, const struct pp_rule *rule);
void pp_port_verdicts_release(struct pp_port_verdicts *verdicts);

/* A rule's run(): one finding per listener, by its concerns(), names() and describe(). */
void pp_port_rule_run(struct pp_check *check, const struct pp_rule *rule);

#endif
