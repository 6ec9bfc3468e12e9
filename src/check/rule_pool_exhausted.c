/* pool-exhausted: an instance that got no port of its pool. */
#include "check/parts.h"

/* Endpoints of one pool fail together: the first of the placement speaks for all. */
static bool speaks(const struct pp_plan *plan, const struct pp_listener *listener)
{
    const struct pp_placement *placement = &plan->placements[listener->placement];
    const struct pp_listener *other = &plan->listeners[placement->first_listener];
    for (; other < listener; other++) {
        if (listener->pool && other->pool == listener->pool && other->origin == listener->origin)
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
    finding->help = pp_arena_printf(
        check->arena,
        "give it a wider range with ports = { %s = \"FIRST-LAST\" }, or fewer instances",
        listener->pool ? listener->pool->id : listener->endpoint->id);
}

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    for (size_t i = 0; i < check->plan->listener_count; i++) {
        if (check->plan->listeners[i].origin >= PP_FROM_POOL)
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
