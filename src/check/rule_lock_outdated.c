/* lock-outdated: what `portplan lock` would change, for `check --locked`. A plan alone cannot show
 * it: the page has no example. */
#include "base/mem.h"
#include "check/locks.h"
#include "check/parts.h"
#include "check/units.h"
#include "check/waivers.h"

#include <stdlib.h>
#include <string.h>

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

/* Whether there was something to say. */
static bool report_open(struct pp_check *check, const struct pp_rule *rule, uint32_t index)
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
        return false;
    struct pp_finding *finding = start(check, rule, index, &uses);
    finding->message = pp_arena_printf(check->arena, "%s on %s %s not locked",
                                       pp_finding_ports_text(check, finding),
                                       pp_host_name(check, finding->host), pp_finding_be(finding));
    return true;
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
    uint32_t file = check->plan->placements[check->plan->listeners[index].placement].site;
    bool same = pp_lock_key_compare(had, &now) == 0 &&
                had->loc.source == check->locks->files[file].source;
    return same ? NULL : had;
}

/* What tells the placement from the one that the entry is about. */
static const char *what_is_new(const struct pp_check *check, const struct pp_lock_entry *entry,
                               uint32_t placement)
{
    char text[PP_ADDRESS_TEXT] = "";
    const struct pp_placement *now = &check->plan->placements[placement];
    if (check->locks->files[now->site].source != entry->loc.source)
        return "is in another plan";
    if (!entry->label[0] && now->label)
        return "has a label";
    if (now->has_address)
        pp_address_format(&now->address, text);
    return strcmp(text, entry->address) != 0 ? "has another address" : "has another number";
}

static bool report_renamed(struct pp_check *check, const struct pp_rule *rule, uint32_t index)
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
        return false;
    struct pp_finding *finding = start(check, rule, index, &uses);
    finding->message = pp_arena_printf(check->arena, "%s on %s %s locked for %s, which %s by now",
                                       pp_finding_ports_text(check, finding),
                                       pp_host_name(check, finding->host), pp_finding_be(finding),
                                       pp_lock_subject(check->locks, first),
                                       what_is_new(check, first, listener->placement));
    return true;
}

/* --- what is locked too much ------------------------------------------------ */

static void report_unused(struct pp_check *check, const struct pp_rule *rule,
                          const struct pp_lock_entry *entry, bool given)
{
    uint32_t host = pp_plan_find_host(check->plan, entry->host);
    struct pp_finding *finding = pp_check_add(check, rule, host, PP_NONE);
    struct pp_uses uses = {0};
    pp_uses_add(&uses, entry->ports, entry->instance);
    pp_finding_set_ports(check, finding, &uses);
    pp_uses_release(&uses);
    finding->message = pp_arena_printf(
        check->arena, "%s on %s %s locked for %s, %s", pp_finding_ports_text(check, finding),
        entry->host, pp_finding_be(finding), pp_lock_subject(check->locks, entry),
        given ? "to which the plan gives that port by now" : "which the plan no longer has");
    finding->help = given ? "run `portplan lock` to take it out: the plan says it"
                          : "run `portplan lock` to note that it is gone";
    finding->loc = entry->loc;
}

/* What lock-conflict would say, where it is not heard. */
static void report_contradiction(struct pp_check *check, const struct pp_rule *rule,
                                 const struct pp_lock_entry *entry, const struct pp_lock_use *use)
{
    struct pp_uses uses = {0};
    pp_uses_add(&uses, entry->ports, entry->instance);
    struct pp_finding *finding = start(check, rule, use->listener, &uses);
    finding->message = pp_arena_printf(check->arena, "%s on %s %s locked for %s, but %s",
                                       pp_finding_ports_text(check, finding),
                                       pp_host_name(check, finding->host), pp_finding_be(finding),
                                       pp_lock_subject(check->locks, entry),
                                       pp_lock_reason(check->locks, check->plan, entry, use));
    if (use->state == PP_LOCK_FIXED)
        finding->parties[0].uses[0].ports = ports_of(check->plan, use->binding);
    finding->detail = "whatever excuses lock-conflict: `portplan lock` would change it";
    finding->help = "run `portplan lock`, or mend the plan";
}

static bool report_contradictions(struct pp_check *check, const struct pp_rule *rule, uint32_t file)
{
    const struct pp_locks *locks = check->locks;
    bool any = false;
    for (size_t i = 0; i < locks->files[file].count; i++) {
        if (locks->uses[file][i].state < PP_LOCK_FIXED)
            continue;
        report_contradiction(check, rule, &locks->files[file].entries[i], &locks->uses[file][i]);
        any = true;
    }
    return any;
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

/* What no other finding is about: a lock from before there were addresses in it, lines that a merge
 * left in another order. */
static void report_rewritten(struct pp_check *check, const struct pp_rule *rule, uint32_t file)
{
    const struct pp_locks *locks = check->locks;
    struct pp_lock_change change;
    struct pp_lock lock = pp_locks_record(locks, check->plan, file, check->today, false, &change);
    uint32_t line = locks->first_change ? locks->first_change(&lock) : 0;
    if (line == 0)
        return;
    struct pp_finding *finding = pp_check_add(check, rule, PP_NONE, PP_NONE);
    finding->message = pp_arena_printf(
        check->arena, "'%s' is not as `portplan lock` would write it, from line %u on",
        pp_sources_name(check->plan->sources, lock.source), line);
    finding->help = lock_help(check, file);
    finding->loc = pp_loc_at(lock.source, line, 1);
}

/* Whether lock-conflict has an error about the file that nothing excuses. */
static bool is_refused(const struct pp_check *check, uint32_t file)
{
    for (size_t i = 0; i < check->findings.count && !check->locks->excused; i++) {
        const struct pp_finding *finding = &check->findings.items[i];
        if (strcmp(finding->rule, pp_rule_lock_conflict.id) == 0 && finding->severity == PP_ERROR &&
            check->plan->placements[finding->parties[0].placement].site == file &&
            !pp_waivers_match(check, finding))
            return true;
    }
    return false;
}

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    const struct pp_locks *locks = check->locks;
    if (!locks || !locks->required)
        return;
    bool *told = pp_calloc(locks->file_count + 1, sizeof *told);
    for (uint32_t f = 0; f < locks->file_count; f++) {
        const struct pp_lock *lock = &locks->files[f];
        if (!lock->there)
            report_missing(check, rule, f);
        told[f] = !lock->there || is_refused(check, f) || report_contradictions(check, rule, f);
        for (size_t i = 0; i < lock->count; i++) {
            enum pp_lock_state state = locks->uses[f][i].state;
            if (!lock->entries[i].gone && (state == PP_LOCK_UNUSED || state == PP_LOCK_GIVEN)) {
                report_unused(check, rule, &lock->entries[i], state == PP_LOCK_GIVEN);
                told[f] = true;
            }
        }
    }
    for (uint32_t i = 0; i < check->plan->listener_count; i++) {
        uint32_t file = check->plan->placements[check->plan->listeners[i].placement].site;
        if (locks->files[file].there && pp_listener_is_chosen(&check->plan->listeners[i]) &&
            pp_unit_leads(check->plan, i)) {
            bool open = report_open(check, rule, i), renamed = report_renamed(check, rule, i);
            told[file] = told[file] || open || renamed;
        }
    }
    for (uint32_t f = 0; f < locks->file_count; f++) {
        if (!told[f])
            report_rewritten(check, rule, f);
    }
    free(told);
}

const struct pp_rule pp_rule_lock_outdated = {
    .id = "lock-outdated",
    .severity = PP_ERROR,
    .summary = "with --locked: the lock of a plan is missing, or would change",
    .page =
        {
            .means =
                "`check --locked` was asked, and `portplan lock` would change the lock file of a "
                "plan: the file is not there, a port that was chosen is not in it, it has one "
                "for which the plan has no use, it contradicts the plan and lock-conflict is off, "
                "waived or in a baseline, or a merge left its lines unsorted. Without --locked "
                "nothing of this is reported.",
            .matters = "A port that is not locked may be another one tomorrow, when something is "
                       "added to the plan. Whoever has configured it by then is wrong.",
            .source = "The command line: lock files.",
        },
    .run = run,
};
