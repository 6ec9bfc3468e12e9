/* waivers: matching waivers to findings. */
#include "check/waivers.h"

#include "base/mem.h"
#include "base/text.h"
#include "check/finding_index.h"

#include <stdlib.h>
#include <string.h>

#define GUESSES_MAX 100 /* at what misspelt names mean: each looks at all names of the plan */

static bool is_pattern(const char *text)
{
    return strpbrk(text, "*?") != NULL;
}

static bool party_matches(const struct pp_check *check, const struct pp_waiver *waiver,
                          const struct pp_party *party)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_placement *placement =
        party->placement == PP_NONE ? NULL : &plan->placements[party->placement];
    const struct pp_listener *listener =
        party->listener == PP_NONE ? NULL : &plan->listeners[party->listener];
    if (waiver->product && !(placement && pp_glob_match(waiver->product, placement->product->name)))
        return false;
    if (waiver->label &&
        !(placement && placement->label && pp_glob_match(waiver->label, placement->label)))
        return false;
    return !waiver->endpoint ||
           (listener && pp_glob_match(waiver->endpoint, listener->endpoint->id));
}

/* The host of the finding, or that of a party: address-duplicate has two. */
static bool host_matches(const struct pp_check *check, const struct pp_waiver *waiver,
                         const struct pp_finding *finding)
{
    if (finding->host != PP_NONE &&
        pp_glob_match(waiver->host, check->plan->hosts[finding->host].name))
        return true;
    for (size_t i = 0; i < finding->party_count; i++) {
        if (pp_glob_match(waiver->host, check->plan->hosts[finding->parties[i].host].name))
            return true;
    }
    return false;
}

static bool ports_lie_inside(const struct pp_finding *finding, struct pp_range range)
{
    for (size_t i = 0; i < finding->port_count; i++) {
        if (finding->ports[i].first < range.first || finding->ports[i].last > range.last)
            return false;
    }
    return finding->port_count > 0;
}

/* Of a finding of the waiver's rule. */
static bool matches(const struct pp_check *check, const struct pp_waiver *waiver,
                    const struct pp_finding *finding)
{
    if (waiver->host && !host_matches(check, waiver, finding))
        return false;
    if (waiver->has_ports && !ports_lie_inside(finding, waiver->ports))
        return false;
    if (!waiver->product && !waiver->label && !waiver->endpoint)
        return true;
    for (size_t i = 0; i < finding->party_count; i++) {
        if (party_matches(check, waiver, &finding->parties[i]))
            return true;
    }
    return false;
}

static bool is_expired(const struct pp_check *check, const struct pp_waiver *waiver)
{
    return waiver->expires && strcmp(waiver->expires, check->today) < 0;
}

bool pp_waivers_match(const struct pp_check *check, const struct pp_finding *finding)
{
    for (size_t i = 0; i < check->plan->waiver_count; i++) {
        const struct pp_waiver *waiver = &check->plan->waivers[i];
        if (strcmp(waiver->rule, finding->rule) == 0 && !is_expired(check, waiver) &&
            matches(check, waiver, finding))
            return true;
    }
    return false;
}

static void report(struct pp_check *check, const struct pp_rule *rule,
                   const struct pp_waiver *waiver, const char *message, const char *help)
{
    if (pp_check_severity(check, rule) == PP_OFF)
        return;
    struct pp_finding *finding = pp_check_add(check, rule, PP_NONE, PP_NONE);
    finding->message = message;
    finding->help = help;
    finding->loc = waiver->loc;
}

/* The names of a plan that patterns may mean, gathered when the first of them means none. */
struct names {
    const char **items;
    size_t count;
    struct pp_map seen;
};

static void add_name(struct pp_check *check, struct names *names, size_t most, const char *name)
{
    if (!names->items)
        names->items = pp_arena_array(check->arena, most, sizeof *names->items);
    if (pp_map_add(&names->seen, name, (uint32_t)names->count) == names->count)
        names->items[names->count++] = name;
}

struct all_names {
    struct names hosts, products, endpoints;
    bool known;
    size_t guesses;
};

static void learn_names(struct pp_check *check, struct all_names *all)
{
    const struct pp_plan *plan = check->plan;
    if (all->known)
        return;
    pp_map_init(&all->hosts.seen, true); /* as patterns match */
    pp_map_init(&all->products.seen, true);
    pp_map_init(&all->endpoints.seen, true);
    for (size_t i = 0; i < plan->host_count; i++)
        add_name(check, &all->hosts, plan->host_count, plan->hosts[i].name);
    for (size_t i = 0; i < plan->placement_count; i++)
        add_name(check, &all->products, plan->placement_count, plan->placements[i].product->name);
    for (size_t i = 0; i < plan->listener_count; i++)
        add_name(check, &all->endpoints, plan->listener_count, plan->listeners[i].endpoint->id);
    all->known = true;
}

static void forget_names(struct all_names *all)
{
    pp_map_release(&all->hosts.seen);
    pp_map_release(&all->products.seen);
    pp_map_release(&all->endpoints.seen);
}

static bool means_any(const char *pattern, const struct names *names)
{
    if (!is_pattern(pattern))
        return pp_map_find(&names->seen, pattern) != PP_MAP_NONE;
    for (size_t i = 0; i < names->count; i++) {
        if (pp_glob_match(pattern, names->items[i]))
            return true;
    }
    return false;
}

/* What is wrong with the pattern when it means none of the names; NULL when it is right. */
static const char *misnamed(struct pp_check *check, const char *what, const char *pattern,
                            const struct names *names, struct all_names *all)
{
    if (!pattern || means_any(pattern, names))
        return NULL;
    const char *near =
        all->guesses++ < GUESSES_MAX ? pp_nearest(pattern, names->items, names->count) : NULL;
    return pp_arena_printf(check->arena, "the plan has no %s '%s'%s%s%s", what, pattern,
                           near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* What to do about a waiver that matched nothing: most often a name is misspelt. */
static const char *unused_help(struct pp_check *check, const struct pp_waiver *waiver,
                               struct all_names *all)
{
    const struct pp_rule *rule = pp_check_rule(check, waiver->rule);
    if (rule && pp_check_severity(check, rule) == PP_OFF)
        return pp_arena_printf(check->arena,
                               "rule '%s' is off: remove the waiver, or set a "
                               "severity for the rule",
                               waiver->rule);
    learn_names(check, all);
    const char *help = misnamed(check, "host", waiver->host, &all->hosts, all);
    if (!help)
        help = misnamed(check, "product", waiver->product, &all->products, all);
    if (!help)
        help = misnamed(check, "endpoint", waiver->endpoint, &all->endpoints, all);
    return help ? help : "remove it, or correct its host, product, endpoint, label or port";
}

static void report_stale(struct pp_check *check, const struct pp_waiver *waiver, bool used,
                         struct all_names *all)
{
    if (is_expired(check, waiver))
        report(check, &pp_rule_waiver_expired, waiver,
               pp_arena_printf(check->arena,
                               "the waiver of %s (%s) expired on %s and no longer waives",
                               waiver->rule, waiver->reason, waiver->expires),
               waiver->owner
                   ? pp_arena_printf(check->arena,
                                     "ask its owner, %s: mend the plan, or renew the date",
                                     waiver->owner)
                   : "mend the plan, or renew the date");
    else if (!used)
        report(check, &pp_rule_waiver_unused, waiver,
               pp_arena_printf(check->arena, "the waiver of %s (%s) matches no finding",
                               waiver->rule, waiver->reason),
               unused_help(check, waiver, all));
}

/* Waives what matches; whether anything did. */
static bool apply(struct pp_check *check, const struct pp_waiver *waiver,
                  const struct pp_finding_index *index)
{
    uint32_t host = PP_NONE;
    size_t count;
    bool used = false;
    if (waiver->host && !is_pattern(waiver->host)) {
        host = pp_plan_find_host(check->plan, waiver->host);
        if (host == PP_NONE)
            return false;
    }
    const struct pp_indexed *items = pp_finding_index_find(index, waiver->rule, host, &count);
    for (size_t i = 0; i < count; i++) {
        struct pp_finding *finding = &check->findings.items[items[i].finding];
        if (!matches(check, waiver, finding))
            continue;
        used = true;
        if (!finding->waived_by)
            finding->waived_by = waiver;
    }
    return used;
}

void pp_waivers_apply(struct pp_check *check)
{
    const struct pp_plan *plan = check->plan;
    struct all_names all = {0};
    struct pp_finding_index index; /* those of waivers themselves are not waived */
    if (plan->waiver_count == 0)
        return;
    pp_finding_index_init(&index, check);
    for (size_t w = 0; w < plan->waiver_count; w++) {
        const struct pp_waiver *waiver = &plan->waivers[w];
        bool used = !is_expired(check, waiver) && apply(check, waiver, &index);
        report_stale(check, waiver, used, &all);
    }
    pp_finding_index_release(&index);
    forget_names(&all);
}
