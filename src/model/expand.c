/* expand: from placements to listeners and bindings (the second state of a plan). */
#include "base/mem.h"
#include "model/backups.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Whether the placements came host by host, as they do from one plan. */
static bool is_grouped(const struct pp_plan *plan)
{
    for (size_t i = 1; i < plan->placement_count; i++) {
        if (plan->placements[i].host < plan->placements[i - 1].host)
            return false;
    }
    return true;
}

/* Makes a host's placements adjacent, by a stable counting sort. */
static void group_by_host(struct pp_plan *plan)
{
    bool grouped = is_grouped(plan);
    for (size_t i = 0; i < plan->placement_count; i++)
        plan->hosts[plan->placements[i].host].placement_count++;
    uint32_t next = 0;
    for (size_t i = 0; i < plan->host_count; i++) {
        plan->hosts[i].first_placement = next;
        next += plan->hosts[i].placement_count;
        if (!grouped)
            plan->hosts[i].placement_count = 0;
    }
    if (grouped)
        return;
    struct pp_placement *sorted = pp_malloc(plan->placement_count * sizeof *sorted);
    for (size_t i = 0; i < plan->placement_count; i++) {
        struct pp_host *host = &plan->hosts[plan->placements[i].host];
        sorted[host->first_placement + host->placement_count++] = plan->placements[i];
    }
    free(plan->placements);
    plan->placements = sorted;
    plan->placement_capacity = plan->placement_count;
}

/* Room for all that is to come, at once: what is switched off is counted in. */
static void reserve(struct pp_plan *plan)
{
    struct pp_bindings *bindings = &plan->bindings;
    size_t listeners = 0, count = 0;
    assert(!plan->listeners && !bindings->listener);
    for (size_t i = 0; i < plan->placement_count; i++) {
        size_t endpoints = plan->placements[i].product->endpoint_count;
        listeners += endpoints;
        count += endpoints * plan->placements[i].instance_count;
    }
    if (plan->max_bindings && count > plan->max_bindings)
        count = plan->max_bindings;
    if (listeners > count)
        listeners = count;
    plan->listeners = pp_malloc_huge(listeners * sizeof *plan->listeners);
    plan->listener_capacity = listeners;
    bindings->listener = pp_malloc_huge(count * sizeof *bindings->listener);
    bindings->first = pp_malloc_huge(count * sizeof *bindings->first);
    bindings->last = pp_malloc_huge(count * sizeof *bindings->last);
    bindings->transport = pp_malloc_huge(count * sizeof *bindings->transport);
    bindings->address = pp_malloc_huge(count * sizeof *bindings->address);
    bindings->capacity = count;
}

static bool is_without(const struct pp_placement *placement, uint32_t endpoint)
{
    for (size_t i = 0; i < placement->without_count; i++) {
        if (placement->without[i] == endpoint)
            return true;
    }
    return false;
}

/* The entry of `ports` that decides this endpoint: its own before its pool's. */
static const struct pp_override *override_of(const struct pp_placement *placement,
                                             uint32_t endpoint)
{
    const struct pp_pool *pool = placement->product->endpoints[endpoint].pool;
    const struct pp_override *found = NULL;
    for (size_t i = 0; i < placement->override_count; i++) {
        const struct pp_override *override = &placement->overrides[i];
        if (override->endpoint == endpoint)
            return override;
        if (pool && override->pool != PP_NONE && &placement->product->pools[override->pool] == pool)
            found = override;
    }
    return found;
}

static void set_port(struct pp_listener *listener, const struct pp_override *override)
{
    const struct pp_endpoint *endpoint = listener->endpoint;
    bool whole_pool = override && override->pool != PP_NONE;
    if (override && override->is_auto) {
        listener->origin = PP_FROM_AUTO;
        listener->pool = whole_pool ? endpoint->pool : NULL;
        listener->range = override->choice.range;
        listener->block = (uint16_t) override->choice.block;
        listener->align = (uint16_t) override->choice.align;
    } else if (whole_pool) {
        listener->origin = PP_FROM_POOL;
        listener->pool = endpoint->pool;
        listener->range = (struct pp_range){override->expr.first, override->expr.last};
    } else if (override) {
        listener->origin = PP_FROM_PLAN;
        listener->port = override->expr;
    } else if (endpoint->pool) {
        listener->origin = PP_FROM_POOL;
        listener->pool = endpoint->pool;
        listener->range = endpoint->pool->range;
    } else {
        listener->origin = PP_FROM_CATALOG;
        listener->port = endpoint->port;
    }
}

/* A placement's address moves its sockets, but not those that a product binds to
 * loopback or a multicast group by itself. http.sys always holds the wildcard. */
static void set_address(struct pp_plan *plan, struct pp_listener *listener,
                        const struct pp_placement *placement, enum pp_os os)
{
    static const struct pp_address any = {.kind = PP_ADDR_ANY};
    const struct pp_endpoint *endpoint = listener->endpoint;
    bool fixed = pp_address_is_loopback(&endpoint->address) ||
                 pp_address_is_multicast(&endpoint->address);
    const struct pp_address *address = placement->has_address && !fixed ? &placement->address
                                                                        : &endpoint->address;
    if (listener->kind == PP_HTTP_SYS)
        address = &any;
    listener->local = pp_locals_get(&plan->locals, address, pp_endpoint_is_v6only(endpoint, os));
}

static bool refuse_size(const struct pp_plan *plan, struct pp_loc loc, struct pp_diags *diags)
{
    if (!diags->limit_hit)
        pp_diags_add(diags, loc,
                     "the plan comes to more than %zu bindings, the most that --max-memory allows",
                     plan->max_bindings);
    diags->limit_hit = true;
    return false;
}

/* The ports of the instances, which are all below 65536; without instances, none is known yet. */
static void fill_ports(struct pp_bindings *bindings, const struct pp_listener *listener,
                       const uint32_t *instances)
{
    uint16_t *first = bindings->first + listener->first_binding;
    uint16_t *last = bindings->last + listener->first_binding;
    const struct pp_port_expr *port = &listener->port;
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        uint32_t shift = instances ? port->stride * instances[i] : 0;
        first[i] = instances ? (uint16_t)(port->first + shift) : 0;
        last[i] = instances ? (uint16_t)(port->last + shift) : 0;
    }
}

static bool add_bindings(struct pp_plan *plan, struct pp_listener *listener, struct pp_loc loc,
                         struct pp_diags *diags)
{
    const struct pp_placement *placement = &plan->placements[listener->placement];
    struct pp_bindings *bindings = &plan->bindings;
    bool chosen = pp_listener_is_chosen(listener);
    uint32_t last = placement->instances[placement->instance_count - 1];
    if (!chosen && last > pp_port_expr_max_instance(&listener->port)) {
        struct pp_strbuf text;
        pp_strbuf_init(&text);
        pp_port_expr_format(&listener->port, &text);
        pp_diags_add(diags, loc,
                     "'%s' of '%s.%s' passes port 65535 for instance %u; the last that fits is %u",
                     text.text, placement->product->name, listener->endpoint->id, last,
                     pp_port_expr_max_instance(&listener->port));
        pp_strbuf_release(&text);
        return false;
    }
    size_t need = bindings->count + placement->instance_count;
    if (plan->max_bindings && need > plan->max_bindings)
        return refuse_size(plan, loc, diags);
    assert(need <= bindings->capacity);
    listener->first_binding = (uint32_t)bindings->count;
    listener->binding_count = placement->instance_count;
    uint32_t address = pp_listener_address(listener);
    for (size_t i = bindings->count; i < need; i++) {
        bindings->listener[i] = (uint32_t)plan->listener_count;
        bindings->address[i] = address;
    }
    fill_ports(bindings, listener, chosen ? NULL : placement->instances);
    memset(bindings->transport + bindings->count, listener->transport, placement->instance_count);
    bindings->count = need;
    return true;
}

static bool expand_endpoint(struct pp_plan *plan, uint32_t placement_index, uint32_t endpoint_index,
                            struct pp_diags *diags)
{
    const struct pp_placement *placement = &plan->placements[placement_index];
    const struct pp_host *host = &plan->hosts[placement->host];
    const struct pp_endpoint *endpoint = &placement->product->endpoints[endpoint_index];
    const struct pp_override *override = override_of(placement, endpoint_index);
    struct pp_listener listener = {.placement = placement_index,
                                   .host = placement->host,
                                   .endpoint = endpoint,
                                   .transport = (uint8_t)endpoint->transport,
                                   .kind = (uint8_t)pp_endpoint_kind(endpoint, host->os),
                                   .reuse = (uint8_t)endpoint->reuse,
                                   .block = 1,
                                   .align = 1,
                                   .tie = PP_NONE};
    if (listener.kind == PP_HTTP_SYS && host->os != PP_WINDOWS) {
        pp_diags_add(diags, placement->loc,
                     "'%s.%s' listens through http.sys, which only Windows has; host '%s' runs %s",
                     placement->product->name, endpoint->id, host->name, pp_os_names[host->os]);
        return false;
    }
    set_port(&listener, override);
    set_address(plan, &listener, placement, host->os);
    if (!add_bindings(plan, &listener, override ? override->loc : placement->loc, diags))
        return false;
    bool tied = listener.origin == PP_FROM_AUTO && override->choice.tied != PP_TIED_NOT;
    bool good = !tied || pp_plan_tie(plan, &listener, override->loc, diags);
    plan->listeners[plan->listener_count++] = listener;
    plan->chosen_count += pp_listener_is_chosen(&listener);
    plan->prefix_count += endpoint->has_prefix;
    return good;
}

static bool expand_placement(struct pp_plan *plan, uint32_t index, struct pp_diags *diags)
{
    struct pp_placement *placement = &plan->placements[index];
    bool good = true;
    assert(placement->instance_count > 0);
    placement->first_listener = (uint32_t)plan->listener_count;
    for (uint32_t i = 0; i < placement->product->endpoint_count; i++) {
        if (!is_without(placement, i))
            good &= expand_endpoint(plan, index, i, diags);
    }
    placement->listener_count = (uint32_t)plan->listener_count - placement->first_listener;
    return good;
}

bool pp_plan_expand(struct pp_plan *plan, struct pp_diags *diags)
{
    bool good = pp_backups_resolve(plan, diags);
    group_by_host(plan);
    reserve(plan);
    for (size_t h = 0; h < plan->host_count; h++) {
        struct pp_host *host = &plan->hosts[h];
        host->first_listener = (uint32_t)plan->listener_count;
        host->first_binding = (uint32_t)plan->bindings.count;
        for (uint32_t i = 0; i < host->placement_count && !diags->limit_hit; i++)
            good &= expand_placement(plan, host->first_placement + i, diags);
        host->listener_count = (uint32_t)plan->listener_count - host->first_listener;
        host->binding_count = (uint32_t)plan->bindings.count - host->first_binding;
    }
    return good;
}
