/* rules: the table of the built-in rules. A new rule is its own file and one line in each
 * of the two lists. */
#include "check/rule.h"

#include <string.h>

const struct pp_rule *const pp_rules[] = {
    &pp_rule_port_overlap,      &pp_rule_url_overlap,
    &pp_rule_listener_mix,      &pp_rule_split_binding,
    &pp_rule_failover_clash,    &pp_rule_instance_limit,
    &pp_rule_pool_exhausted,    &pp_rule_address_unknown,
    &pp_rule_address_duplicate, &pp_rule_excluded_range,
    &pp_rule_iana_collision,    &pp_rule_iana_unregistered,
    &pp_rule_prefer_above,      &pp_rule_system_port,
    &pp_rule_dynamic_port,      &pp_rule_ephemeral_range,
    &pp_rule_os_reserved,       &pp_rule_browser_blocked,
    &pp_rule_url_form,          &pp_rule_waiver_unused,
    &pp_rule_waiver_expired,    &pp_rule_baseline_unused,
    &pp_rule_lock_conflict,     &pp_rule_lock_ambiguous,
    &pp_rule_lock_outdated,     NULL,
};

const char *const pp_rule_ids[] = {
    "port-overlap",      "url-overlap",
    "listener-mix",      "split-binding",
    "failover-clash",    "instance-limit",
    "pool-exhausted",    "address-unknown",
    "address-duplicate", "excluded-range",
    "iana-collision",    "iana-unregistered",
    "prefer-above",      "system-port",
    "dynamic-port",      "ephemeral-range",
    "os-reserved",       "browser-blocked",
    "url-form",          "waiver-unused",
    "waiver-expired",    "baseline-unused",
    "lock-conflict",     "lock-ambiguous",
    "lock-outdated",     NULL,
};

size_t pp_rule_count(void)
{
    return sizeof pp_rules / sizeof *pp_rules - 1;
}

const struct pp_rule *pp_rule_find(const char *id)
{
    for (size_t i = 0; pp_rules[i]; i++) {
        if (strcmp(pp_rules[i]->id, id) == 0)
            return pp_rules[i];
    }
    return NULL;
}
