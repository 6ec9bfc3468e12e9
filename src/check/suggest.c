/* suggest: the help of a finding, "8889/tcp is free on CAP1, ...".
 *
 * A listener is suggested the same ports in all its findings, and no port is suggested to
 * two listeners of a host: all the help of a report can be followed together. */
#include "base/mem.h"
#include "check/free_ports.h"
#include "check/parts.h"
#include "check/suggest_backups.h"
#include "model/portset.h"

#include <stdlib.h>

/* Listeners that move together, and what they need. */
struct move {
    uint32_t *members; /* the first of them speaks for all */
    size_t count;
    uint32_t hosts;  /* on which they are */
    uint32_t backup; /* a host on which the ports have to be free as well, or PP_NONE */
    uint16_t near;
    uint32_t width;
    struct pp_port_expr expr; /* as if the first instance were to have port 1 */
    bool has_expr;
    bool apart; /* a listener is to leave those that have its ports */
};

static void add_members(const struct pp_plan *plan, uint32_t index, struct move *move)
{
    const struct pp_listener *listener = &plan->listeners[index];
    const struct pp_placement *placement = &plan->placements[listener->placement];
    bool tied = listener->tie != PP_NONE;
    uint32_t first = tied ? plan->ties[listener->tie].first : placement->first_listener;
    uint32_t end = tied ? (uint32_t)plan->listener_count : first + placement->listener_count;
    size_t capacity = 0;
    for (uint32_t other = first; other < end; other++) {
        bool same = tied ? plan->listeners[other].tie == listener->tie
                         : pp_listeners_share(&plan->listeners[other], listener);
        if (move->apart ? other != index : !same)
            continue;
        move->members = pp_grow(move->members, &capacity, move->count + 1, sizeof *move->members);
        move->members[move->count++] = other;
    }
    for (size_t i = 0; i < move->count; i++) {
        bool same = i > 0 && plan->listeners[move->members[i]].host ==
                                 plan->listeners[move->members[i - 1]].host;
        move->hosts += same ? 0 : 1;
    }
}

/* How many instances choose: numbers that several placements of a tie have count once. */
static uint32_t count_instances(const struct pp_plan *plan, const struct move *move)
{
    struct pp_portset numbers; /* an instance's number is below that of the last port */
    pp_portset_clear(&numbers);
    for (size_t i = 0; i < move->count; i++) {
        const struct pp_listener *listener = &plan->listeners[move->members[i]];
        for (uint32_t j = 0; j < listener->binding_count; j++) {
            uint32_t number = pp_plan_instance(plan, listener->first_binding + j) + 1;
            pp_portset_add(&numbers, (struct pp_range){(uint16_t)number, (uint16_t)number});
        }
    }
    return pp_portset_count(&numbers);
}

/* As many ports as hold a block for each instance, wherever the first of them lies. */
static uint32_t choice_width(const struct pp_plan *plan, const struct pp_listener *listener,
                             const struct move *move)
{
    uint64_t block = listener->block, align = listener->align;
    uint64_t stride = (block + align - 1) / align * align;
    uint64_t width = (count_instances(plan, move) - 1) * stride + block + align - 1;
    return width > PP_PORT_MAX ? PP_PORT_MAX + 1u : (uint32_t)width;
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

/* What a listener needs that is to leave its pool: a formula, or a number for a single instance. */
static bool measure_apart(const struct pp_plan *plan, const struct pp_listener *listener,
                          struct move *move)
{
    const uint32_t *instances = plan->placements[listener->placement].instances;
    uint32_t count = listener->binding_count, block = listener->block;
    struct pp_range span = {0, 0};
    if (!span_of(plan, listener, &span))
        return false;
    move->near = listener->range.first && listener->range.last < PP_PORT_MAX
                     ? (uint16_t)(listener->range.last + 1)
                     : span.last;
    move->has_expr = count > 1;
    move->expr = (struct pp_port_expr){1, (uint16_t)block, block};
    uint64_t width = (uint64_t)block * (instances[count - 1] - instances[0]) + block;
    move->width = width > PP_PORT_MAX ? PP_PORT_MAX + 1u : (uint32_t)width;
    return true;
}

/* What the listener needs. Instances that have one port between them are to have one each:
 * moving them together would not part them. False when nothing can be said. */
static bool measure(const struct pp_plan *plan, const struct pp_listener *listener,
                    struct move *move)
{
    struct pp_range span = {0, 0};
    if (move->apart)
        return measure_apart(plan, listener, move);
    if (!span_of(plan, listener, &span))
        span = listener->range; /* an exhausted pool: near to it */
    if (span.first == 0)
        return false;
    move->near = span.first;
    move->width = pp_range_size(span);
    if (pp_listener_is_chosen(listener)) {
        move->width = choice_width(plan, listener, move); /* wherever they lie now */
        return true;
    }
    bool apart = pp_listener_is_fixed(listener) && listener->binding_count > 1;
    uint32_t block = (uint32_t)listener->port.last - listener->port.first + 1;
    if (apart && block == listener->binding_count)
        block = 1; /* a range as wide as there are instances was meant for one each */
    uint32_t stride = apart ? block : listener->port.stride;
    if (apart)
        move->width = block * listener->binding_count;
    move->has_expr = stride > 0;
    move->expr = (struct pp_port_expr){1, (uint16_t)block, stride};
    return true;
}

/* What to write: a number; a formula whose first instance begins at the block's first port; or
 * the block itself for a pool. `whose` names the product, when two parties stand above. */
static void add_expression(const struct pp_check *check, const struct move *move,
                           struct pp_range block, bool whose, struct pp_strbuf *buf)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *listener = &plan->listeners[move->members[0]];
    const struct pp_placement *placement = &plan->placements[listener->placement];
    struct pp_port_expr expr = {block.first, block.last, 0};
    if (move->has_expr) {
        uint64_t shift = (uint64_t)move->expr.stride * placement->instances[0];
        if (shift >= block.first)
            return; /* no formula of N begins there */
        expr.first = (uint16_t)(block.first - shift);
        expr.last = (uint16_t)(expr.first + move->expr.last - 1);
        expr.stride = move->expr.stride;
    }
    bool text = expr.stride > 0 || expr.first != expr.last;
    bool chosen = pp_listener_is_chosen(listener) && !move->apart;
    bool range_alone = chosen &&
                       (listener->block > 1 || listener->align > 1 || listener->tie != PP_NONE);
    pp_strbuf_printf(buf, "; set %s%s", range_alone ? "the range of " : "",
                     listener->pool && chosen ? listener->pool->id : listener->endpoint->id);
    if (whose)
        pp_strbuf_printf(buf, " of %s", pp_placement_words(check, listener->placement));
    if (move->backup != PP_NONE)
        pp_strbuf_printf(buf, " on %s", plan->hosts[listener->host].name);
    pp_strbuf_printf(buf, " to %s%s", text ? "\"" : "",
                     text && chosen && listener->origin == PP_FROM_AUTO && !range_alone ? "auto "
                                                                                        : "");
    pp_port_expr_format(&expr, buf);
    pp_strbuf_add(buf, text ? "\"" : "");
}

/* "tcp", or "tcp and udp" for a pool of both. */
static void add_transports(const struct pp_plan *plan, const struct move *move, const char *between,
                           struct pp_strbuf *buf)
{
    bool met[PP_TRANSPORTS] = {false};
    const char *before = "";
    for (size_t i = 0; i < move->count; i++) {
        unsigned transport = plan->listeners[move->members[i]].transport;
        if (met[transport])
            continue;
        met[transport] = true;
        pp_strbuf_printf(buf, "%s%s", before, pp_transport_names[transport]);
        before = between;
    }
}

static const char *hosts_of(const struct pp_check *check, const struct move *move)
{
    if (move->hosts == 2)
        return "both hosts";
    if (move->hosts > 2)
        return pp_arena_printf(check->arena, "all %u hosts", move->hosts);
    return pp_host_name(check, check->plan->listeners[move->members[0]].host);
}

static void describe(const struct pp_check *check, const struct move *move, struct pp_range block,
                     bool whose, struct pp_strbuf *buf)
{
    bool one = block.first == block.last;
    pp_range_format(block, buf);
    pp_strbuf_add_char(buf, '/');
    add_transports(check->plan, move, "/", buf);
    pp_strbuf_printf(buf, " %s free on %s", one ? "is" : "are", hosts_of(check, move));
    if (move->backup != PP_NONE)
        pp_strbuf_printf(buf, " and %s", pp_host_name(check, move->backup));
    else if (move->hosts == 1)
        pp_suggest_add_backups(check, move->members, move->count, block, buf);
    pp_strbuf_printf(buf, ", above %u and not registered", check->above);
    if (!one || whose || move->backup != PP_NONE)
        add_expression(check, move, block, whose, buf);
}

static void describe_none(const struct pp_check *check, const struct move *move,
                          struct pp_strbuf *buf)
{
    if (move->width > 1)
        pp_strbuf_printf(buf, "no %u free, unassigned ", move->width);
    else
        pp_strbuf_add(buf, "no free, unassigned ");
    add_transports(check->plan, move, " and ", buf);
    pp_strbuf_printf(buf, " %s left on %s", move->width > 1 ? "ports in a row are" : "port is",
                     hosts_of(check, move));
    if (move->backup != PP_NONE)
        pp_strbuf_printf(buf, " and %s", pp_host_name(check, move->backup));
}

/* Keeps the blocks that are free on the backup; returns how many. */
static size_t keep_free(const struct pp_plan *plan, const struct move *move, uint16_t *found,
                        size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct pp_range block = {found[i], (uint16_t)(found[i] + move->width - 1)};
        if (pp_ports_are_free_on(plan, move->backup, move->members, move->count, block))
            found[kept++] = found[i];
    }
    return kept;
}

/* When none of the blocks that would do on its own host is free on the backup. */
static void describe_both(const struct pp_check *check, const struct move *move,
                          struct pp_strbuf *buf)
{
    const struct pp_listener *listener = &check->plan->listeners[move->members[0]];
    const char *host = pp_host_name(check, listener->host);
    pp_strbuf_printf(buf, "set %s of %s on %s to what is free on both %s and %s",
                     listener->pool ? listener->pool->id : listener->endpoint->id,
                     pp_placement_words(check, listener->placement), host, host,
                     pp_host_name(check, move->backup));
}

/* Whether the finding is about two listeners that have one port however they move. */
static bool are_to_part(const struct pp_plan *plan, const struct pp_finding *finding)
{
    uint32_t a = finding->parties[0].listener, b = finding->parties[1].listener;
    return finding->party_count == 2 && a != b && a != PP_NONE && b != PP_NONE &&
           pp_listeners_share(&plan->listeners[a], &plan->listeners[b]);
}

void pp_finding_suggest(struct pp_check *check, struct pp_finding *finding, uint32_t index)
{
    pp_finding_suggest_with(check, finding, index, PP_NONE);
}

void pp_finding_suggest_with(struct pp_check *check, struct pp_finding *finding, uint32_t index,
                             uint32_t backup)
{
    const struct pp_lock_use *use = backup == PP_NONE ? pp_finding_conflict(check, finding) : NULL;
    if (use)
        pp_finding_suggest_lock(check, finding, use);
    else if (backup != PP_NONE || finding->party_count != 1 ||
             !pp_finding_suggest_beside_locked(check, finding, index))
        pp_finding_suggest_port(check, finding, index, backup);
}

void pp_finding_suggest_port(struct pp_check *check, struct pp_finding *finding, uint32_t index,
                             uint32_t backup)
{
    struct move move = {.backup = backup, .apart = are_to_part(check->plan, finding)};
    uint16_t found[PP_SUGGESTIONS];
    add_members(check->plan, index, &move);
    if (measure(check->plan, &check->plan->listeners[index], &move)) {
        struct pp_strbuf buf;
        size_t count = pp_free_ports_near(check, move.members, move.count, backup, move.near,
                                          move.width, found);
        bool any = count > 0;
        if (backup != PP_NONE)
            count = keep_free(check->plan, &move, found, count);
        pp_strbuf_init(&buf);
        finding->suggestions = pp_arena_copy(check->arena, found, count * sizeof *found);
        finding->suggestion_count = count;
        if (count > 0)
            describe(check, &move,
                     (struct pp_range){found[0], (uint16_t)(found[0] + move.width - 1)},
                     finding->party_count == 2, &buf);
        else if (any)
            describe_both(check, &move, &buf);
        else
            describe_none(check, &move, &buf);
        finding->help = pp_arena_strdup(check->arena, buf.text);
        pp_strbuf_release(&buf);
    }
    free(move.members);
}
