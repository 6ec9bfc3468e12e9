/* check: settings, the run over all rules, waivers and the order of findings. */
#include "check/check.h"

#include "base/mem.h"
#include "base/text.h"
#include "check/clashes.h"
#include "check/free_ports.h"
#include "check/port_rules.h"
#include "check/waivers.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The index of the rule of that id, or rule_count. */
static size_t find_rule(const struct pp_check *check, const char *id)
{
    size_t i = 0;
    while (i < check->rule_count && strcmp(check->rules[i]->id, id) != 0)
        i++;
    return i;
}

/* The plan's settings, as far as there are rules for them yet. */
static void apply_settings(struct pp_check *check)
{
    for (size_t i = 0; i < check->plan->setting_count; i++)
        pp_check_set(check, &check->plan->settings[i], PP_BY_PLAN);
}

static void *widen(struct pp_check *check, const void *items, size_t count, size_t size)
{
    void *all = pp_arena_array(check->arena, check->rule_count + count, size);
    if (check->rule_count > 0)
        memcpy(all, items, check->rule_count * size);
    return all;
}

void pp_check_add_rules(struct pp_check *check, const struct pp_rule *const *rules, size_t count)
{
    size_t before = check->rule_count;
    check->rules = widen(check, check->rules, count, sizeof(const struct pp_rule *));
    check->severities = widen(check, check->severities, count, sizeof *check->severities);
    check->severities_from =
        widen(check, check->severities_from, count, sizeof *check->severities_from);
    for (size_t i = 0; i < count; i++) {
        check->rules[before + i] = rules[i];
        check->severities[before + i] = rules[i]->severity;
    }
    check->rule_count = before + count;
    apply_settings(check);
}

void pp_check_init(struct pp_check *check, struct pp_arena *arena, const struct pp_plan *plan,
                   const struct pp_registry *registry, const char *today)
{
    *check = (struct pp_check){.arena = arena,
                               .plan = plan,
                               .registry = registry,
                               .today = today,
                               .jobs = 1,
                               .above = PP_ABOVE_DEFAULT};
    pp_check_add_rules(check, pp_rules, pp_rule_count());
}

void pp_check_release(struct pp_check *check)
{
    free(check->findings.items);
    pp_free_ports_release(check->free_ports);
    pp_clash_pairs_release(check->clashes);
    pp_port_verdicts_release(check->port_verdicts);
    *check = (struct pp_check){0};
}

bool pp_check_set(struct pp_check *check, const struct pp_rule_setting *setting,
                  enum pp_setting_origin origin)
{
    size_t index = find_rule(check, setting->rule);
    if (index == check->rule_count)
        return false;
    struct pp_setting_from from = {.origin = origin, .loc = setting->loc};
    if (setting->has_severity && check->severities_from[index].origin <= origin) {
        check->severities[index] = setting->severity;
        check->severities_from[index] = from;
    }
    if (setting->has_above && check->above_from.origin <= origin) {
        check->above = setting->above;
        check->above_from = from;
    }
    return true;
}

bool pp_check_set_severity(struct pp_check *check, const char *id, enum pp_severity severity)
{
    struct pp_rule_setting setting = {.rule = id, .has_severity = true, .severity = severity};
    return pp_check_set(check, &setting, PP_BY_COMMAND);
}

const struct pp_rule *pp_check_rule(const struct pp_check *check, const char *id)
{
    size_t index = find_rule(check, id);
    return index < check->rule_count ? check->rules[index] : NULL;
}

const char *const *pp_check_rule_ids(const struct pp_check *check)
{
    const char **ids = pp_arena_array(check->arena, check->rule_count, sizeof *ids);
    for (size_t i = 0; i < check->rule_count; i++)
        ids[i] = check->rules[i]->id;
    return ids;
}

static size_t index_of(const struct pp_check *check, const struct pp_rule *rule)
{
    size_t i = 0;
    while (i < check->rule_count && check->rules[i] != rule)
        i++;
    assert(i < check->rule_count);
    return i;
}

enum pp_severity pp_check_severity(const struct pp_check *check, const struct pp_rule *rule)
{
    return check->severities[index_of(check, rule)];
}

bool pp_check_severity_is_set(const struct pp_check *check, const struct pp_rule *rule)
{
    return pp_check_severity_from(check, rule).origin != PP_BY_DEFAULT;
}

struct pp_setting_from pp_check_severity_from(const struct pp_check *check,
                                              const struct pp_rule *rule)
{
    return check->severities_from[index_of(check, rule)];
}

struct pp_finding *pp_check_add(struct pp_check *check, const struct pp_rule *rule, uint32_t host,
                                uint32_t transport)
{
    struct pp_findings *findings = &check->findings;
    findings->items =
        pp_grow(findings->items, &findings->capacity, findings->count + 1, sizeof *findings->items);
    struct pp_finding *finding = &findings->items[findings->count++];
    *finding = (struct pp_finding){.rule = rule->id,
                                   .severity = pp_check_severity(check, rule),
                                   .host = host,
                                   .transport = transport};
    return finding;
}

static int order_u32(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int compare(const void *left, const void *right)
{
    const struct pp_finding *a = left, *b = right;
    int order = order_u32(b->severity, a->severity);
    if (!order)
        order = order_u32(a->host, b->host);
    if (!order)
        order = order_u32(a->transport, b->transport);
    if (!order)
        order =
            order_u32(a->port_count ? a->ports[0].first : 0, b->port_count ? b->ports[0].first : 0);
    if (!order)
        order = strcmp(a->rule, b->rule);
    for (size_t i = 0; i < 2 && !order; i++) {
        uint32_t x = a->party_count > i ? a->parties[i].listener : PP_NONE;
        uint32_t y = b->party_count > i ? b->parties[i].listener : PP_NONE;
        order = order_u32(x, y);
    }
    if (!order)
        order = pp_loc_compare(a->loc, b->loc);
    for (size_t i = 0; i < 2 && !order; i++) { /* several on one line */
        uint32_t x = a->party_count > i ? a->parties[i].placement : PP_NONE;
        uint32_t y = b->party_count > i ? b->parties[i].placement : PP_NONE;
        order = order_u32(x, y);
    }
    return order ? order : strcmp(a->message, b->message);
}

void pp_check_sort(struct pp_check *check)
{
    if (check->findings.count > 1)
        qsort(check->findings.items, check->findings.count, sizeof *check->findings.items, compare);
}

void pp_check_run(struct pp_check *check)
{
    for (size_t i = 0; i < check->rule_count; i++) {
        if (check->severities[i] != PP_OFF && check->rules[i]->run)
            check->rules[i]->run(check, check->rules[i]);
    }
    pp_waivers_apply(check);
    pp_check_sort(check);
}

struct pp_summary pp_check_summary(const struct pp_check *check)
{
    struct pp_summary summary = {.hosts = check->plan->host_count,
                                 .placements = check->plan->placement_count,
                                 .bindings = check->plan->bindings.count,
                                 .baselined = check->baselined};
    for (size_t i = 0; i < check->findings.count; i++) {
        const struct pp_finding *finding = &check->findings.items[i];
        size_t times = finding->pairs ? (size_t)finding->pairs : 1;
        if (finding->waived_by)
            summary.waived += times;
        else if (finding->severity == PP_ERROR)
            summary.errors += times;
        else if (finding->severity == PP_WARNING)
            summary.warnings += times;
        else
            summary.notes += times;
    }
    return summary;
}
