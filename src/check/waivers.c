/* waivers: matching waivers to findings. */
#include "check/waivers.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

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

static bool matches(const struct pp_check *check, const struct pp_waiver *waiver,
                    const struct pp_finding *finding)
{
    if (strcmp(waiver->rule, finding->rule) != 0)
        return false;
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
};

static void learn_names(struct pp_check *check, struct all_names *all)
{
    const struct pp_plan *plan = check->plan;
    if (all->known)
        return;
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

/* What is wrong with the pattern when it means none of the names; NULL when it is right. */
static const char *misnamed(struct pp_check *check, const char *what, const char *pattern,
                            const struct names *names)
{
    if (!pattern)
        return NULL;
    for (size_t i = 0; i < names->count; i++) {
        if (pp_glob_match(pattern, names->items[i]))
            return NULL;
    }
    const char *near = pp_nearest(pattern, names->items, names->count);
    return pp_arena_printf(check->arena, "the plan has no %s '%s'%s%s%s", what, pattern,
                           near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* What to do about a waiver that matched nothing: most often a name is misspelt. */
static const char *unused_help(struct pp_check *check, const struct pp_waiver *waiver,
                               struct all_names *all)
{
    learn_names(check, all);
    const char *help = misnamed(check, "host", waiver->host, &all->hosts);
    if (!help)
        help = misnamed(check, "product", waiver->product, &all->products);
    if (!help)
        help = misnamed(check, "endpoint", waiver->endpoint, &all->endpoints);
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

void pp_waivers_apply(struct pp_check *check)
{
    const struct pp_plan *plan = check->plan;
    struct all_names all = {0};
    size_t findings = check->findings.count; /* those of waivers themselves are not waived */
    for (size_t w = 0; w < plan->waiver_count; w++) {
        const struct pp_waiver *waiver = &plan->waivers[w];
        bool used = false;
        for (size_t i = 0; i < findings && !is_expired(check, waiver); i++) {
            struct pp_finding *finding = &check->findings.items[i];
            if (!matches(check, waiver, finding))
                continue;
            used = true;
            if (!finding->waived_by)
                finding->waived_by = waiver;
        }
        report_stale(check, waiver, used, &all);
    }
    forget_names(&all);
}
