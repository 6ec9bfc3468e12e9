/* estate: hosts and their listeners, made from rows. */
#include "estate.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Two endpoints for all rows: the ports are those of the listeners. */
static const struct pp_product *add_product(struct pp_plan *plan)
{
    struct pp_product product = {
        .name = "row", .title = "Row", .endpoint_count = 2, .endpoints = NULL};
    struct pp_endpoint *endpoints = pp_arena_array(plan->arena, 2, sizeof *endpoints);
    endpoints[0] = (struct pp_endpoint){.id = "tcp", .transport = PP_TCP};
    endpoints[1] = (struct pp_endpoint){.id = "udp", .transport = PP_UDP};
    product.endpoints = endpoints;
    return pp_arena_copy(plan->arena, &product, sizeof product);
}

static struct pp_address address_of(uint32_t number)
{
    struct pp_address address = {.kind = number ? PP_ADDR_V4 : PP_ADDR_ANY};
    for (int i = 0; i < 4; i++)
        address.bytes[i] = (uint8_t)(number >> (24 - 8 * i));
    return address;
}

static void add_host(struct pp_plan *plan, const char *name, const struct pp_product *product)
{
    static const uint32_t instance = 0;
    uint32_t index = (uint32_t)plan->host_count;
    const struct pp_host host = {.name = pp_arena_strdup(plan->arena, name),
                                 .os = PP_LINUX,
                                 .ephemeral = {32768, 60999},
                                 .first_placement = index,
                                 .placement_count = 1};
    const struct pp_placement placement = {
        .host = index, .product = product, .instances = &instance, .instance_count = 1};
    pp_plan_add_host(plan, &host);
    pp_plan_add_placement(plan, &placement);
}

static void add_address(struct pp_plan *plan, struct pp_host *host,
                        const struct pp_address *address)
{
    for (size_t i = 0; i < host->address_count; i++) {
        if (pp_address_equal(&host->addresses[i].address, address))
            return;
    }
    size_t count = host->address_count;
    if ((count & (count - 1)) == 0) { /* room for the next power of two */
        struct pp_host_address *more =
            pp_arena_array(plan->arena, count ? 2 * count : 1, sizeof *more);
        if (count > 0)
            memcpy(more, host->addresses, count * sizeof *more);
        host->addresses = more;
    }
    host->addresses[host->address_count++].address = *address;
}

static void set_listener(struct pp_plan *plan, uint32_t index, const struct rows_item *row)
{
    struct pp_host *host = &plan->hosts[row->host];
    const struct pp_address address = address_of(row->address);
    struct pp_listener *listener = &plan->listeners[index];
    *listener =
        (struct pp_listener){.placement = row->host,
                             .host = row->host,
                             .endpoint = &plan->placements[row->host].product->endpoints[row->udp],
                             .transport = row->udp ? PP_UDP : PP_TCP,
                             .origin = PP_FROM_PLAN,
                             .local = pp_locals_get(&plan->locals, &address, false),
                             .port = {.first = row->first, .last = row->last},
                             .block = 1,
                             .align = 1,
                             .tie = PP_NONE,
                             .first_binding = index,
                             .binding_count = 1};
    if (row->address)
        add_address(plan, host, &address);
    plan->bindings.listener[index] = index;
    plan->bindings.first[index] = row->first;
    plan->bindings.last[index] = row->last;
    plan->bindings.transport[index] = listener->transport;
    plan->bindings.address[index] = pp_listener_address(listener);
}

static void make_room(struct pp_plan *plan, size_t count)
{
    struct pp_bindings *bindings = &plan->bindings;
    plan->listeners = pp_malloc_huge(count * sizeof *plan->listeners);
    bindings->listener = pp_malloc_huge(count * sizeof *bindings->listener);
    bindings->first = pp_malloc_huge(count * sizeof *bindings->first);
    bindings->last = pp_malloc_huge(count * sizeof *bindings->last);
    bindings->transport = pp_malloc_huge(count * sizeof *bindings->transport);
    bindings->address = pp_malloc_huge(count * sizeof *bindings->address);
    plan->listener_count = plan->listener_capacity = count;
    bindings->count = bindings->capacity = count;
}

void estate_freeze(const struct rows *rows, struct pp_plan *plan)
{
    const struct pp_product *product = add_product(plan);
    make_room(plan, rows->count);
    for (size_t i = 0; i < rows->host_count; i++)
        add_host(plan, rows->hosts[i], product);
    for (size_t i = 0; i < rows->count; i++)
        plan->hosts[rows->items[i].host].listener_count++;
    for (uint32_t i = 0, next = 0; i < plan->host_count; i++) {
        struct pp_host *host = &plan->hosts[i];
        host->first_listener = host->first_binding = next;
        plan->placements[i].first_listener = next;
        plan->placements[i].listener_count = host->listener_count;
        next += host->listener_count;
        host->listener_count = 0;
    }
    for (size_t i = 0; i < rows->count; i++) {
        struct pp_host *host = &plan->hosts[rows->items[i].host];
        set_listener(plan, host->first_listener + host->listener_count++, &rows->items[i]);
        host->binding_count++;
    }
}
