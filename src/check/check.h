/* check: judges a frozen plan. Stands on rule.h and model/.
 *
 *   pp_check_init(&check, &arena, &plan, &registry, today);
 *   pp_check_add_rules(...)      policies, behind the built-in rules
 *   pp_check_set(...)            settings of the command line and of portplan.yaml
 *   pp_allocate(&check, &plan)   (allocate.h) ports of pools and auto
 *   pp_check_run(&check)         every rule, waivers, order
 */
#ifndef PP_CHECK_CHECK_H
#define PP_CHECK_CHECK_H

#include "check/rule.h"

#define PP_ABOVE_DEFAULT 8000u /* prefer-above's threshold */

struct pp_free_ports;    /* free_ports.h */
struct pp_clash_pairs;   /* clashes.h */
struct pp_port_verdicts; /* port_rules.h */
struct pp_locks;         /* locks.h */

/* Who set something of a rule: who stands later here goes before those who stand earlier. */
enum pp_setting_origin { PP_BY_DEFAULT, PP_BY_FILE, PP_BY_PLAN, PP_BY_COMMAND };

struct pp_setting_from {
    enum pp_setting_origin origin;
    struct pp_loc loc; /* of FILE and PLAN */
};

struct pp_check {
    struct pp_arena *arena;
    const struct pp_plan *plan;
    const struct pp_registry *registry;
    const char *today;            /* YYYY-MM-DD */
    unsigned jobs;                /* threads that may be used; 1 unless somebody sets it */
    const struct pp_locks *locks; /* those applied to the plan; or NULL */
    struct pp_findings findings;
    size_t baselined;             /* findings taken out of these by a baseline */
    const struct pp_rule **rules; /* the built-in ones, then those that were added */
    size_t rule_count;
    enum pp_severity *severities;            /* in force, by index in rules */
    struct pp_setting_from *severities_from; /* likewise */
    uint16_t above;                          /* prefer-above's threshold */
    struct pp_setting_from above_from;
    struct pp_free_ports *free_ports;       /* made when first asked for */
    struct pp_clash_pairs *clashes;         /* likewise: shared by the clash rules */
    struct pp_port_verdicts *port_verdicts; /* likewise: shared by the rules of single ports */
};

/* Applies the plan's settings. Everything given must outlive the check. */
void pp_check_init(struct pp_check *check, struct pp_arena *arena, const struct pp_plan *plan,
                   const struct pp_registry *registry, const char *today);
void pp_check_release(struct pp_check *check);

/* Adds rules behind those that are there, with the plan's settings of them; they must outlive
 * the check, and their ids differ from all others. */
void pp_check_add_rules(struct pp_check *check, const struct pp_rule *const *rules, size_t count);

/* A rule's severity and threshold, each as far as the setting has it and nobody who goes before
 * `origin` has set it: the order of calls matters only within one origin. False when there is
 * no such rule. */
bool pp_check_set(struct pp_check *check, const struct pp_rule_setting *setting,
                  enum pp_setting_origin origin);

/* A severity of the command line (--rule), likewise. */
bool pp_check_set_severity(struct pp_check *check, const char *rule, enum pp_severity severity);

/* Runs every rule that is not off, applies waivers, reports unused and expired ones
 * and sorts: error before warning before note, then host, transport, port, rule id. */
void pp_check_run(struct pp_check *check);

/* Sorts the findings like that: for who adds some after the run. */
void pp_check_sort(struct pp_check *check);

/* The check's rule of that id, or NULL. */
const struct pp_rule *pp_check_rule(const struct pp_check *check, const char *id);

/* The ids of all its rules; in the arena. */
const char *const *pp_check_rule_ids(const struct pp_check *check);

/* The severity in force, PP_OFF included; the rule must be one of the check's. */
enum pp_severity pp_check_severity(const struct pp_check *check, const struct pp_rule *rule);

/* Whether anybody has set it, and who. */
bool pp_check_severity_is_set(const struct pp_check *check, const struct pp_rule *rule);
struct pp_setting_from pp_check_severity_from(const struct pp_check *check,
                                              const struct pp_rule *rule);

struct pp_summary pp_check_summary(const struct pp_check *check);

/* For rules: adds a finding of the rule, at the severity in force, about `host` (or PP_NONE)
 * and `transport` (or PP_NONE). The result is good until the next add. */
struct pp_finding *pp_check_add(struct pp_check *check, const struct pp_rule *rule, uint32_t host,
                                uint32_t transport);

#endif
