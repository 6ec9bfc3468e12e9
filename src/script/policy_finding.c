/* policy_finding: parties, ports and places of what a policy reports. */
#include "script/policy_finding.h"

#include "check/parts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const struct pp_plan *plan_of(const struct pp_policy *policy)
{
    return policy->running->plan;
}

/* --- the parts ---------------------------------------------------------------- */

/* The ports of a binding with its instance; false when it got none. */
static bool use_of(const struct pp_plan *plan, uint32_t binding, struct pp_use *use)
{
    const struct pp_bindings *bindings = &plan->bindings;
    use->ports = (struct pp_range){bindings->first[binding], bindings->last[binding]};
    use->instance = pp_plan_instance(plan, binding);
    return use->ports.first > 0;
}

static void add_binding(struct pp_policy *policy, struct pp_finding *finding, uint32_t binding)
{
    struct pp_uses uses = {0};
    struct pp_use use;
    if (use_of(plan_of(policy), binding, &use))
        pp_uses_add(&uses, use.ports, use.instance);
    pp_finding_add_listener(policy->running, finding, plan_of(policy)->bindings.listener[binding],
                            &uses);
    pp_uses_release(&uses);
}

static void add_host(struct pp_check *check, struct pp_finding *finding, uint32_t index)
{
    pp_finding_add_whole_host(check, finding, index);
    finding->loc = check->plan->hosts[index].loc;
}

static void add_things(struct pp_policy *policy, struct pp_finding *finding,
                       const struct pp_told *told)
{
    const struct pp_plan *plan = plan_of(policy);
    struct pp_uses none = {0};
    for (size_t i = 0; i < told->thing_count; i++) {
        uint32_t index = told->things[i].index;
        switch (told->things[i].kind) {
        case PP_VIEW_BINDING: add_binding(policy, finding, index); break;
        case PP_VIEW_PLACEMENT:
            pp_finding_add_placement(policy->running, finding, index, &none);
            break;
        case PP_VIEW_HOST: add_host(policy->running, finding, index); break;
        default:
            if (plan->site_count > 0)
                finding->loc = plan->sites[0].loc;
        }
    }
}

/* The transport of bindings, when it is the same for both; PP_NONE for other things. */
static uint32_t transport_of(const struct pp_plan *plan, const struct pp_told *told)
{
    uint32_t transport = PP_NONE;
    for (size_t i = 0; i < told->thing_count; i++) {
        if (told->things[i].kind != PP_VIEW_BINDING)
            return PP_NONE;
        uint32_t index = plan->bindings.listener[told->things[i].index];
        if (i > 0 && plan->listeners[index].transport != transport)
            return PP_NONE;
        transport = plan->listeners[index].transport;
    }
    return transport;
}

/* The host of the first thing; PP_NONE for the site. */
static uint32_t host_of(const struct pp_plan *plan, struct pp_view thing)
{
    switch (thing.kind) {
    case PP_VIEW_BINDING: return plan->listeners[plan->bindings.listener[thing.index]].host;
    case PP_VIEW_PLACEMENT: return plan->placements[thing.index].host;
    case PP_VIEW_HOST: return thing.index;
    default: return PP_NONE;
    }
}

static void set_ports(struct pp_policy *policy, struct pp_finding *finding,
                      const struct pp_portset *set)
{
    struct pp_uses uses = {0};
    struct pp_range range = {0, 0};
    for (uint32_t from = 1; pp_portset_next_range(set, from, &range); from = range.last + 1u)
        pp_uses_add(&uses, range, 0);
    pp_finding_set_ports(policy->running, finding, &uses);
    pp_uses_release(&uses);
}

/* --- joining ------------------------------------------------------------------ */

/* The severity of what is told: its own, unless the plan or the command line has set one. */
static enum pp_severity severity_of(const struct pp_policy *policy, const struct pp_told *told)
{
    if (told->has_severity && !pp_check_severity_is_set(policy->running, policy->running_rule))
        return told->severity;
    return pp_check_severity(policy->running, policy->running_rule);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_suggestions(const struct pp_finding *finding, const struct pp_told *told)
{
    if (finding->suggestion_count != told->suggestion_count)
        return false;
    for (size_t i = 0; i < told->suggestion_count; i++) {
        if (finding->suggestions[i] != told->suggestions[i])
            return false;
    }
    return true;
}

static bool same_words(const struct pp_policy *policy, const struct pp_finding *finding,
                       const struct pp_told *told)
{
    return same_text(finding->message, told->message) && same_text(finding->help, told->help) &&
           finding->severity == severity_of(policy, told) && same_suggestions(finding, told);
}

/* Whether `use` is the last one of the party, or can stand behind it. */
static bool follows(const struct pp_party *party, const struct pp_use *use)
{
    if (party->use_count == 0)
        return true;
    const struct pp_use *last = &party->uses[party->use_count - 1];
    if (last->ports.first != use->ports.first)
        return last->ports.first < use->ports.first;
    return last->ports.last == use->ports.last && last->instance <= use->instance;
}

/* Whether `thing` is that party: the same placement, or a later instance of the same endpoint. */
static bool is_party(const struct pp_plan *plan, const struct pp_party *party, struct pp_view thing)
{
    struct pp_use use;
    if (thing.kind == PP_VIEW_PLACEMENT)
        return party->placement == thing.index && party->listener == PP_NONE;
    return party->listener == plan->bindings.listener[thing.index] &&
           (!use_of(plan, thing.index, &use) || follows(party, &use));
}

static bool can_join(const struct pp_policy *policy, const struct pp_finding *finding,
                     const struct pp_told *told)
{
    if (finding->party_count != told->thing_count || !same_words(policy, finding, told))
        return false;
    for (size_t i = 0; i < told->thing_count; i++) {
        if (!is_party(plan_of(policy), &finding->parties[i], told->things[i]))
            return false;
    }
    return true;
}

/* The array has room for the next power of two of its count: it is moved when that is reached. */
static void append_use(struct pp_arena *arena, struct pp_party *party, const struct pp_use *use)
{
    size_t count = party->use_count;
    if (count > 0 && memcmp(&party->uses[count - 1], use, sizeof *use) == 0)
        return;
    if ((count & (count - 1)) == 0) {
        struct pp_use *more = pp_arena_array(arena, count ? 2 * count : 1, sizeof *more);
        if (count > 0)
            memcpy(more, party->uses, count * sizeof *more);
        party->uses = more;
    }
    party->uses[party->use_count++] = *use;
}

static void join(struct pp_policy *policy, struct pp_finding *finding, const struct pp_told *told)
{
    struct pp_use use;
    for (size_t i = 0; i < told->thing_count; i++) {
        if (told->things[i].kind == PP_VIEW_BINDING &&
            use_of(plan_of(policy), told->things[i].index, &use))
            append_use(policy->running->arena, &finding->parties[i], &use);
    }
}

/* --- the finding -------------------------------------------------------------- */

void pp_policy_find(struct pp_policy *policy, const struct pp_told *told)
{
    const struct pp_plan *plan = plan_of(policy);
    struct pp_arena *arena = policy->running->arena;
    struct pp_findings *findings = &policy->running->findings;
    bool joins = told->things[0].kind >= PP_VIEW_PLACEMENT && !told->ports;
    if (joins && policy->joins && can_join(policy, &findings->items[findings->count - 1], told)) {
        join(policy, &findings->items[findings->count - 1], told);
        return;
    }
    struct pp_finding *finding = pp_check_add(policy->running, policy->running_rule,
                                              host_of(plan, told->things[0]),
                                              transport_of(plan, told));
    add_things(policy, finding, told);
    if (told->ports)
        set_ports(policy, finding, told->ports);
    finding->message = pp_arena_strdup(arena, told->message);
    finding->help = told->help ? pp_arena_strdup(arena, told->help) : NULL;
    finding->severity = severity_of(policy, told);
    finding->suggestions =
        pp_arena_copy(arena, told->suggestions, told->suggestion_count * sizeof *told->suggestions);
    finding->suggestion_count = told->suggestion_count;
    policy->joins = joins;
}

/* The ports of its bindings, when the policy gave none. */
static void set_used_ports(struct pp_policy *policy, struct pp_finding *finding)
{
    struct pp_uses uses = {0};
    for (size_t k = 0; k < finding->party_count; k++) {
        for (size_t u = 0; u < finding->parties[k].use_count; u++)
            pp_uses_add(&uses, finding->parties[k].uses[u].ports,
                        finding->parties[k].uses[u].instance);
    }
    pp_finding_set_ports(policy->running, finding, &uses);
    pp_uses_release(&uses);
}

/* "port 8010/tcp", "ports 8000-8005, 8010": those that the policy gave stand with no party. */
static void tell_ports(struct pp_check *check, struct pp_finding *finding)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_strbuf_printf(&text, "%s %s", pp_finding_is_one(finding) ? "port" : "ports",
                     pp_finding_ports_text(check, finding));
    finding->detail = pp_arena_strdup(check->arena, text.text);
    pp_strbuf_release(&text);
}

/* Whether a text has the number: not as a part of a longer one. */
static bool has_number(const char *text, unsigned number)
{
    char digits[8];
    int length = snprintf(digits, sizeof digits, "%u", number);
    for (const char *at = text; at && (at = strstr(at, digits)); at++) {
        bool starts = at == text || !isdigit((unsigned char)at[-1]);
        if (starts && !isdigit((unsigned char)at[length]))
            return true;
    }
    return false;
}

/* "move the server (8010 or 8011 would do)": those that the policy's help does not name itself. */
static void tell_suggestions(struct pp_check *check, struct pp_finding *finding)
{
    struct pp_strbuf text;
    const char *help = finding->help;
    uint16_t ports[PP_TOLD_SUGGESTIONS];
    size_t count = 0;
    for (size_t i = 0; i < finding->suggestion_count; i++) {
        size_t same = 0;
        while (same < count && ports[same] != finding->suggestions[i])
            same++;
        if (same == count && !has_number(help, finding->suggestions[i]))
            ports[count++] = finding->suggestions[i];
    }
    if (count == 0)
        return;
    pp_strbuf_init(&text);
    if (help)
        pp_strbuf_printf(&text, "%s (", help);
    for (size_t i = 0; i < count; i++)
        pp_strbuf_printf(&text, "%s%u", i == 0 ? "" : i + 1 < count ? ", " : " or ", ports[i]);
    pp_strbuf_printf(&text, " would do%s", help ? ")" : "");
    finding->help = pp_arena_strdup(check->arena, text.text);
    pp_strbuf_release(&text);
}

void pp_policy_finish(struct pp_policy *policy, size_t first)
{
    const struct pp_findings *findings = &policy->running->findings;
    for (size_t i = first; i < findings->count; i++) {
        struct pp_finding *finding = &findings->items[i];
        if (finding->port_count == 0)
            set_used_ports(policy, finding);
        else
            tell_ports(policy->running, finding);
        tell_suggestions(policy->running, finding);
    }
}
