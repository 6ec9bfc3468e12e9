/* lock-ambiguous: a locked port of which nothing tells whose it is. What a lock file says beside
 * the plan cannot be shown by a plan alone: the page has no example. */
#include "check/lock_match.h"
#include "check/parts.h"

#include <stdlib.h>

static void add_party(struct pp_check *check, struct pp_finding *finding,
                      const struct pp_lock_entry *entry, uint32_t placement)
{
    struct pp_uses none = {0};
    uint32_t listener = pp_lock_listener(check->plan, &check->plan->placements[placement], entry);
    if (listener == PP_NONE)
        pp_finding_add_placement(check, finding, placement, &none);
    else
        pp_finding_add_listener(check, finding, listener, &none);
}

static const char *help_of(const struct pp_plan *plan, const struct pp_lock_doubt *doubt)
{
    if (!doubt->lost)
        return "give the new placement a label; if the first of them is meant, run `portplan lock`";
    if (plan->placements[doubt->placements[0]].label ||
        plan->placements[doubt->placements[doubt->count - 1]].label)
        return "lock what has been given labels before others come or go; if these ports may "
               "change, run `portplan lock`";
    return "give those that are alike labels, and lock them, before one goes; if the last has "
           "gone, run `portplan lock`";
}

static void report(struct pp_check *check, const struct pp_rule *rule, const struct pp_lock *lock,
                   const struct pp_lock_doubt *doubt)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_lock_entry *entry = NULL;
    struct pp_uses locked = {0};
    for (size_t i = doubt->first; i < doubt->end; i++) {
        if (lock->entries[i].gone)
            continue;
        pp_uses_add(&locked, lock->entries[i].ports, lock->entries[i].instance);
        entry = entry ? entry : &lock->entries[i];
    }
    struct pp_finding *finding =
        pp_check_add(check, rule, plan->placements[doubt->placements[0]].host, PP_NONE);
    pp_finding_set_ports(check, finding, &locked);
    pp_uses_release(&locked);
    for (size_t i = 0; i < doubt->count; i++)
        add_party(check, finding, entry, doubt->placements[i]);
    finding->message = pp_arena_printf(
        check->arena, "%s on %s %s locked for %s, and nothing tells %s",
        pp_finding_ports_text(check, finding), pp_host_name(check, finding->host),
        pp_finding_be(finding), pp_lock_subject(check->locks, entry),
        doubt->count > 1 ? "which of two placements that is" : "whether that placement has gone");
    finding->detail = pp_arena_printf(check->arena, "locked at %s:%lu",
                                      pp_sources_name(plan->sources, entry->loc.source),
                                      (unsigned long)entry->loc.line);
    finding->help = help_of(plan, doubt);
}

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    const struct pp_locks *locks = check->locks;
    for (uint32_t f = 0; locks && f < locks->file_count; f++) {
        struct pp_lock_doubts doubts = pp_locks_doubts(locks, check->plan, f);
        for (size_t i = 0; i < doubts.count; i++)
            report(check, rule, &locks->files[f], &doubts.items[i]);
        free(doubts.items);
    }
}

const struct pp_rule pp_rule_lock_ambiguous = {
    .id = "lock-ambiguous",
    .severity = PP_WARNING,
    .summary = "a locked port may be of several placements that are alike",
    .page =
        {
            .means = "Several placements of one product on one host have the same label, or none, "
                     "and the same address. Their lock tells them apart by their order. One of "
                     "them has come or gone, or has been given a label, and neither their number "
                     "nor their instances tell which of them a locked port belongs to.",
            .matters = "If the order is not what you mean, a port that is in use at the site moves "
                       "to another placement, or is given up.",
            .source = "The command line: lock files.",
        },
    .run = run,
};
