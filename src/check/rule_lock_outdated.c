/* lock-outdated: what `portplan lock` would change, for `check --locked`. A plan alone cannot show
 * it: the page has no example. */
#include "check/locks.h"
#include "check/parts.h"
#include "check/units.h"

/* --- what is not locked ----------------------------------------------------- */

/* Whether the binding's port is one that the lock has, or one that lock-conflict speaks of. */
static bool is_settled(const struct pp_check *check, uint32_t binding)
{
    return check->plan->bindings.first[binding] == 0 || check->locks->had[binding];
}

static const char *lock_help(struct pp_check *check, uint32_t file)
{
    return pp_arena_printf(check->arena, "run `portplan lock` and keep '%s'",
                           pp_sources_name(check->plan->sources, check->locks->files[file].source));
}

/* The finding about instances of a listener, without its texts; the uses are released. */
static struct pp_finding *start(struct pp_check *check, const struct pp_rule *rule, uint32_t index,
                                struct pp_uses *uses)
{
    const struct pp_listener *listener = &check->plan->listeners[index];
    struct pp_finding *finding = pp_check_add(check, rule, listener->host, listener->transport);
    pp_finding_add_listener(check, finding, index, uses);
    pp_finding_set_ports(check, finding, uses);
    pp_uses_release(uses);
    finding->help = lock_help(check, check->plan->placements[listener->placement].site);
    return finding;
}

static struct pp_range ports_of(const struct pp_plan *plan, uint32_t binding)
{
    return (struct pp_range){plan->bindings.first[binding], plan->bindings.last[binding]};
}

static void report_open(struct pp_check *check, const struct pp_rule *rule, uint32_t index)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *listener = &plan->listeners[index];
    struct pp_uses uses = {0};
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        uint32_t binding = listener->first_binding + i;
        if (!is_settled(check, binding))
            pp_uses_add(&uses, ports_of(plan, binding), pp_plan_instance(plan, binding));
    }
    if (uses.count == 0)
        return;
    struct pp_finding *finding = start(check, rule, index, &uses);
    finding->message = pp_arena_printf(check->arena, "%s on %s %s not locked",
                                       pp_finding_ports_text(check, finding),
                                       pp_host_name(check, finding->host), pp_finding_be(finding));
}

/* The entry by which the lock knows the binding, when that is not what it would be now; or NULL.
 * An address that is missing makes no difference: locks are older than addresses in them. */
static const struct pp_lock_entry *renamed(const struct pp_check *check, uint32_t index,
                                           uint32_t binding)
{
    const struct pp_lock_entry *had = check->locks->had[binding];
    if (!had)
        return NULL;
    struct pp_lock_entry now = pp_lock_entry_of(check->locks, check->plan, index, binding);
    if (!had->address[0]) {
        now.address = "";
        now.number = had->number;
    }
    return pp_lock_key_compare(had, &now) != 0 ? had : NULL;
}

static void report_renamed(struct pp_check *check, const struct pp_rule *rule, uint32_t index)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *listener = &plan->listeners[index];
    const struct pp_lock_entry *first = NULL;
    struct pp_uses uses = {0};
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        uint32_t binding = listener->first_binding + i;
        const struct pp_lock_entry *had = renamed(check, index, binding);
        if (had)
            pp_uses_add(&uses, ports_of(plan, binding), pp_plan_instance(plan, binding));
        first = first ? first : had;
    }
    if (uses.count == 0)
        return;
    struct pp_finding *finding = start(check, rule, index, &uses);
    finding->message = pp_arena_printf(
        check->arena, "%s on %s %s locked for %s, which has %s by now",
        pp_finding_ports_text(check, finding), pp_host_name(check, finding->host),
        pp_finding_be(finding), pp_lock_subject(check->locks, first),
        !first->label[0] && plan->placements[listener->placement].label ? "a label"
                                                                        : "another address");
}

/* --- what is locked too much ------------------------------------------------ */

static void report_unused(struct pp_check *check, const struct pp_rule *rule,
                          const struct pp_lock_entry *entry)
{
    uint32_t host = pp_plan_find_host(check->plan, entry->host);
    struct pp_finding *finding = pp_check_add(check, rule, host, PP_NONE);
    struct pp_uses uses = {0};
    pp_uses_add(&uses, entry->ports, entry->instance);
    pp_finding_set_ports(check, finding, &uses);
    pp_uses_release(&uses);
    finding->message =
        pp_arena_printf(check->arena, "%s on %s %s locked for %s, which the plan no longer has",
                        pp_finding_ports_text(check, finding), entry->host, pp_finding_be(finding),
                        pp_lock_subject(check->locks, entry));
    finding->help = "run `portplan lock` to note that it is gone";
    finding->loc = entry->loc;
}

static void report_missing(struct pp_check *check, const struct pp_rule *rule, size_t file)
{
    struct pp_finding *finding = pp_check_add(check, rule, PP_NONE, PP_NONE);
    finding->message = pp_arena_printf(check->arena, "'%s' has no lock: there is no '%s'",
                                       check->plan->files[file], check->locks->files[file].path);
    finding->help =
        pp_arena_printf(check->arena, "run `portplan lock %s`", check->plan->files[file]);
    finding->loc = check->plan->sites[file].loc;
}

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    const struct pp_locks *locks = check->locks;
    if (!locks || !locks->required)
        return;
    for (uint32_t f = 0; f < locks->file_count; f++) {
        const struct pp_lock *lock = &locks->files[f];
        if (!lock->there)
            report_missing(check, rule, f);
        for (size_t i = 0; i < lock->count; i++) {
            if (!lock->entries[i].gone && locks->uses[f][i].state == PP_LOCK_UNUSED)
                report_unused(check, rule, &lock->entries[i]);
        }
    }
    for (uint32_t i = 0; i < check->plan->listener_count; i++) {
        uint32_t file = check->plan->placements[check->plan->listeners[i].placement].site;
        if (locks->files[file].there && pp_listener_is_chosen(&check->plan->listeners[i]) &&
            pp_unit_leads(check->plan, i)) {
            report_open(check, rule, i);
            report_renamed(check, rule, i);
        }
    }
}

const struct pp_rule pp_rule_lock_outdated = {
    .id = "lock-outdated",
    .severity = PP_ERROR,
    .summary = "with --locked: the lock of a plan is missing, or would change",
    .page =
        {
            .means =
                "`check --locked` was asked, and `portplan lock` would change the lock file of a "
                "plan: the file is not there, a port that was chosen is not in it, or it has one "
                "for which the plan has no use. Without --locked nothing of this is reported.",
            .matters = "A port that is not locked may be another one tomorrow, when something is "
                       "added to the plan. Whoever has configured it by then is wrong.",
            .source = "The command line: lock files.",
        },
    .run = run,
};
