/* suggest: the help of a finding, "8889/tcp is free on CAP1, ...".
 *
 * A listener is suggested the same ports in all its findings, and no port is suggested to
 * two listeners of a host: all the help of a report can be followed together. */
#include "check/free_ports.h"
#include "check/parts.h"

/* What moves together: the listeners of one pool, spoken for by the first of them. */
static uint32_t leader_of(const struct pp_plan *plan, uint32_t index)
{
    const struct pp_listener *listener = &plan->listeners[index];
    uint32_t leader = plan->placements[listener->placement].first_listener;
    while (listener->pool && leader < index &&
           (plan->listeners[leader].pool != listener->pool ||
            plan->listeners[leader].origin != listener->origin))
        leader++;
    return listener->pool ? leader : index;
}

/* The span of ports that the listener has for all its instances; false without ports. */
static bool span_of(const struct pp_plan *plan, const struct pp_listener *listener,
                    struct pp_range *span)
{
    bool any = false;
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        uint16_t first = plan->bindings.first[listener->first_binding + i];
        uint16_t last = plan->bindings.last[listener->first_binding + i];
        if (first == 0)
            continue;
        if (!any || first < span->first)
            span->first = first;
        if (!any || last > span->last)
            span->last = last;
        any = true;
    }
    return any;
}

/* What to write for a listener of several ports: a formula that begins at the block's
 * first port with the first instance, or the block itself for a pool. */
static void add_expression(const struct pp_plan *plan, const struct pp_listener *listener,
                           struct pp_range block, struct pp_strbuf *buf)
{
    struct pp_port_expr expr = {block.first, block.last, 0};
    if (listener->origin == PP_FROM_CATALOG || listener->origin == PP_FROM_PLAN) {
        const uint32_t *instances = plan->placements[listener->placement].instances;
        uint64_t shift = (uint64_t)listener->port.stride * instances[0];
        if (shift >= block.first)
            return; /* no formula of N begins there */
        expr.first = (uint16_t)(block.first - shift);
        expr.last = (uint16_t)(expr.first + (listener->port.last - listener->port.first));
        expr.stride = listener->port.stride;
    }
    pp_strbuf_printf(buf, "; set %s to %s",
                     listener->pool ? listener->pool->id : listener->endpoint->id,
                     listener->origin == PP_FROM_AUTO ? "auto " : "");
    pp_port_expr_format(&expr, buf);
}

static const char *help_text(struct pp_check *check, const struct pp_listener *listener,
                             struct pp_range block)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_range_format(block, &buf);
    pp_strbuf_printf(&buf, "/%s %s free on %s, above %u and not registered",
                     pp_transport_name((enum pp_transport)listener->transport),
                     block.first == block.last ? "is" : "are", pp_host_name(check, listener->host),
                     check->above);
    if (block.first != block.last)
        add_expression(check->plan, listener, block, &buf);
    const char *text = pp_arena_strdup(check->arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

void pp_finding_suggest(struct pp_check *check, struct pp_finding *finding, uint32_t index)
{
    const struct pp_plan *plan = check->plan;
    uint32_t leader = leader_of(plan, index);
    const struct pp_listener *listener = &plan->listeners[leader];
    struct pp_range span = {0, 0};
    uint16_t found[PP_SUGGESTIONS];
    if (!span_of(plan, listener, &span))
        span = listener->range; /* an exhausted pool: near to it */
    if (span.first == 0)
        return;
    uint32_t width = pp_range_size(span);
    if (listener->origin == PP_FROM_POOL || listener->origin == PP_FROM_AUTO)
        width = listener->binding_count; /* one port each, wherever they lie now */
    size_t count = pp_free_ports_near(check, leader, span.first, width, found);
    if (count == 0) {
        const char *transport = pp_transport_name((enum pp_transport)listener->transport);
        const char *what =
            width == 1 ? "port is" : pp_arena_printf(check->arena, "%u ports in a row are", width);
        finding->help = pp_arena_printf(check->arena, "no free, unassigned %s %s left on %s",
                                        transport, what, pp_host_name(check, listener->host));
        return;
    }
    finding->suggestions = pp_arena_copy(check->arena, found, count * sizeof *found);
    finding->suggestion_count = count;
    finding->help =
        help_text(check, listener, (struct pp_range){found[0], (uint16_t)(found[0] + width - 1)});
}
