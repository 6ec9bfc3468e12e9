/* lock-conflict: a locked port that the plan no longer admits. What a lock file says beside the
 * plan cannot be shown by a plan alone: the page has no example. */
#include "check/locks.h"
#include "check/parts.h"

static void add_party(struct pp_check *check, struct pp_finding *finding, uint32_t listener,
                      uint32_t binding)
{
    const struct pp_plan *plan = check->plan;
    struct pp_range ports = {plan->bindings.first[binding], plan->bindings.last[binding]};
    struct pp_uses uses = {0};
    if (ports.first)
        pp_uses_add(&uses, ports, pp_plan_instance(plan, binding));
    pp_finding_add_listener(check, finding, listener, &uses);
    pp_uses_release(&uses);
}

static const char *place(struct pp_check *check, struct pp_loc loc)
{
    return pp_arena_printf(check->arena, "%s:%lu",
                           pp_sources_name(check->plan->sources, loc.source),
                           (unsigned long)loc.line);
}

static void report(struct pp_check *check, const struct pp_rule *rule,
                   const struct pp_lock_entry *entry, const struct pp_lock_use *use)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *listener = &plan->listeners[use->listener];
    struct pp_finding *finding = pp_check_add(check, rule, listener->host, listener->transport);
    struct pp_uses locked = {0};
    pp_uses_add(&locked, entry->ports, entry->instance);
    pp_finding_set_ports(check, finding, &locked);
    pp_uses_release(&locked);
    add_party(check, finding, use->listener, use->binding);
    if (use->state == PP_LOCK_TAKEN)
        add_party(check, finding, plan->bindings.listener[use->other], use->other);
    finding->message = pp_arena_printf(
        check->arena, "%s on %s %s locked for %s, but %s", pp_finding_ports_text(check, finding),
        pp_host_name(check, listener->host), pp_finding_be(finding),
        pp_lock_subject(check->locks, entry), pp_lock_reason(check->locks, plan, entry, use));
    finding->detail = pp_arena_printf(check->arena, "locked at %s", place(check, entry->loc));
    pp_finding_suggest_lock(check, finding, use);
}

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    const struct pp_locks *locks = check->locks;
    for (size_t f = 0; locks && f < locks->file_count; f++) {
        for (size_t i = 0; i < locks->files[f].count; i++) {
            if (locks->uses[f][i].state >= PP_LOCK_FIXED)
                report(check, rule, &locks->files[f].entries[i], &locks->uses[f][i]);
        }
    }
}

const struct pp_rule pp_rule_lock_conflict = {
    .id = "lock-conflict",
    .severity = PP_ERROR,
    .summary = "a locked port is one that the plan no longer admits",
    .page =
        {
            .means =
                "The lock file of a plan has a port that the plan rules out by now: it lies "
                "outside the pool or the range, the host excludes it, something else has it that "
                "cannot run beside, or the plan gives another port. Where the plan leaves the "
                "choice, the locked port stays until `portplan lock` chooses another.",
            .matters = "The lock says what is in use at the site. If the plan is right, something "
                       "there has to be configured anew, which must not happen by itself.",
            .source = "The command line: lock files.",
        },
    .run = run,
};
