/* pool-exhausted: an instance that got no port of its pool. */
#include "check/parts.h"

/* Endpoints of one pool fail together: the first of the placement speaks for all. */
static bool speaks(const struct pp_plan *plan, const struct pp_listener *listener)
{
    const struct pp_placement *placement = &plan->placements[listener->placement];
    const struct pp_listener *other = &plan->listeners[placement->first_listener];
    for (; other < listener; other++) {
        if (pp_listeners_share(other, listener))
            return false;
    }
    return true;
}

static const char *subject(struct pp_check *check, const struct pp_listener *listener)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    if (listener->origin == PP_FROM_POOL)
        pp_strbuf_printf(&buf, "pool %s ", listener->pool->id);
    else
        pp_strbuf_printf(&buf, "auto of %s ", listener->endpoint->id);
    if (listener->range.first) {
        pp_strbuf_add(&buf, "(");
        pp_range_format(listener->range, &buf);
        pp_strbuf_add(&buf, ") ");
    }
    const char *text = pp_arena_strdup(check->arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

/* Whether the binding keeps the listener from a port of its range. */
static bool holds(const struct pp_plan *plan, const struct pp_listener *listener, uint32_t binding)
{
    const struct pp_listener *other = &plan->listeners[plan->bindings.listener[binding]];
    struct pp_range ports = {plan->bindings.first[binding], plan->bindings.last[binding]};
    if (other->placement == listener->placement || ports.first == 0 ||
        !pp_range_overlaps(ports, listener->range))
        return false;
    struct pp_claim ours = pp_listener_claim(listener), theirs = pp_listener_claim(other);
    return pp_clash_judge(plan->hosts[listener->host].os, &ours, &theirs).kind != PP_CLASH_NONE;
}

#define HOLDERS_MAX 3

/* "8088 is held by vMix, web; ...", or NULL when nobody else is in the range. */
static const char *holders(struct pp_check *check, const struct pp_listener *listener)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_host *host = &plan->hosts[listener->host];
    struct pp_strbuf buf;
    size_t count = 0;
    pp_strbuf_init(&buf);
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        if (!listener->range.first || !holds(plan, listener, binding) || ++count > HOLDERS_MAX)
            continue;
        const struct pp_listener *other = &plan->listeners[plan->bindings.listener[binding]];
        struct pp_range ports = {plan->bindings.first[binding], plan->bindings.last[binding]};
        pp_strbuf_add(&buf, count > 1 ? "; " : "");
        pp_range_format(ports, &buf);
        pp_strbuf_printf(&buf, " %s held by %s, %s", ports.first == ports.last ? "is" : "are",
                         plan->placements[other->placement].product->title, other->endpoint->id);
    }
    if (count > HOLDERS_MAX)
        pp_strbuf_printf(&buf, "; and %zu more", count - HOLDERS_MAX);
    const char *text = count > 0 ? pp_arena_strdup(check->arena, buf.text) : NULL;
    pp_strbuf_release(&buf);
    return text;
}

static void judge(struct pp_check *check, const struct pp_rule *rule, uint32_t index)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *listener = &plan->listeners[index];
    const struct pp_placement *placement = &plan->placements[listener->placement];
    uint32_t missing = 0, first = 0;
    for (uint32_t i = listener->binding_count; i > 0; i--) {
        if (plan->bindings.first[listener->first_binding + i - 1] == 0) {
            missing++;
            first = placement->instances[i - 1];
        }
    }
    if (missing == 0 || !speaks(plan, listener))
        return;
    struct pp_finding *finding = pp_check_add(check, rule, listener->host, listener->transport);
    struct pp_uses none = {0};
    pp_finding_add_listener(check, finding, index, &none);
    const char *who =
        missing == 1 ? pp_arena_printf(check->arena, "instance %u", first)
                     : pp_arena_printf(check->arena, "%u instances, from %u on", missing, first);
    finding->message = pp_arena_printf(check->arena, "%sof %s on %s has no free port for %s",
                                       subject(check, listener), placement->product->title,
                                       pp_host_name(check, listener->host), who);
    finding->detail = holders(check, listener);
    pp_finding_suggest(check, finding, index);
}

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    for (size_t i = 0; i < check->plan->listener_count; i++) {
        if (pp_listener_is_chosen(&check->plan->listeners[i]))
            judge(check, rule, (uint32_t)i);
    }
}

const struct pp_rule pp_rule_pool_exhausted = {
    .id = "pool-exhausted",
    .severity = PP_ERROR,
    .summary = "a pool or auto range has no free port left for an instance",
    .page =
        {
            .means = "An instance was to get a free port of a pool, or of the range of `auto`, and "
                     "every port of it is taken by something that would clash, or excluded by the "
                     "host.",
            .matters =
                "The instance has no port: it cannot be configured, and is checked for nothing "
                "else.",
            .bad = "local recorder = product \"recorder\" { pools = { api = \"8301-8302\" }, tcp "
                   "\"rest\" { port = \"api\" } }\n"
                   "host \"A\" { address = \"10.0.0.1\", recorder { instances = 3 } }",
            .good = "local recorder = product \"recorder\" { pools = { api = \"8301-8302\" }, tcp "
                    "\"rest\" { port = \"api\" } }\n"
                    "host \"A\" { address = \"10.0.0.1\", recorder { instances = 3, ports = { api "
                    "= \"8301-8399\" } } }",
            .source = "The plan language: pools.",
        },
    .run = run,
};
