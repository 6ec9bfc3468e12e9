/* who_rows: the plan asked from the port's, the host's and the product's side. */
#include "report/who_rows.h"

#include "base/mem.h"
#include "model/portset.h"

#include <stdlib.h>
#include <string.h>

/* --- bindings ---------------------------------------------------------------- */

struct rows {
    struct pp_who_has *list;
    size_t count, capacity;
};

/* The arena takes the list over. */
static void *keep(void *list, size_t count, size_t size, struct pp_arena *arena)
{
    void *kept = pp_arena_array(arena, count, size);
    if (count > 0)
        memcpy(kept, list, count * size);
    free(list);
    return kept;
}

/* Adds those of the listener's bindings that meet `ports`, or all of them for NULL. */
static void add_listener(struct rows *rows, const struct pp_plan *plan, uint32_t index,
                         const struct pp_range *ports, struct pp_arena *arena)
{
    const struct pp_listener *listener = &plan->listeners[index];
    struct pp_who_has row = {.listener = index};
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        uint32_t binding = listener->first_binding + i;
        struct pp_range own = {plan->bindings.first[binding], plan->bindings.last[binding]};
        if (ports && (own.first == 0 || !pp_range_overlaps(own, *ports)))
            continue;
        if (row.count == 0)
            row.bindings = pp_arena_array(arena, listener->binding_count - i, sizeof *row.bindings);
        row.bindings[row.count++] = binding;
    }
    if (row.count == 0)
        return;
    rows->list = pp_grow(rows->list, &rows->capacity, rows->count + 1, sizeof *rows->list);
    rows->list[rows->count++] = row;
}

static struct pp_who_has *finish(struct rows *rows, struct pp_arena *arena, size_t *count)
{
    *count = rows->count;
    return keep(rows->list, rows->count, sizeof *rows->list, arena);
}

struct pp_who_has *pp_who_have(const struct pp_plan *plan, enum pp_transport transport,
                               struct pp_range ports, struct pp_arena *arena, size_t *count)
{
    struct rows rows = {0};
    for (uint32_t i = 0; i < plan->listener_count; i++)
        if (plan->listeners[i].transport == transport)
            add_listener(&rows, plan, i, &ports, arena);
    return finish(&rows, arena, count);
}

struct pp_who_has *pp_who_of_host(const struct pp_plan *plan, uint32_t host, struct pp_arena *arena,
                                  size_t *count)
{
    struct rows rows = {0};
    for (uint32_t i = 0; i < plan->hosts[host].listener_count; i++)
        add_listener(&rows, plan, plan->hosts[host].first_listener + i, NULL, arena);
    return finish(&rows, arena, count);
}

struct pp_who_has *pp_who_of_product(const struct pp_plan *plan, const char *product,
                                     struct pp_arena *arena, size_t *count)
{
    struct rows rows = {0};
    for (uint32_t i = 0; i < plan->listener_count; i++) {
        const struct pp_placement *placement = &plan->placements[plan->listeners[i].placement];
        if (strcmp(placement->product->name, product) == 0)
            add_listener(&rows, plan, i, NULL, arena);
    }
    return finish(&rows, arena, count);
}

/* --- what could come ---------------------------------------------------------- */

struct pp_who_could *pp_who_could(const struct pp_plan *plan, enum pp_transport transport,
                                  struct pp_range ports, struct pp_arena *arena, size_t *count)
{
    struct pp_who_could *list = NULL;
    size_t capacity = 0;
    *count = 0;
    for (uint32_t i = 0; i < plan->listener_count; i++) {
        struct pp_who_could row = {.listener = i};
        if (plan->listeners[i].transport != transport ||
            !pp_listener_reaches(plan, i, ports, &row.reach))
            continue;
        list = pp_grow(list, &capacity, *count + 1, sizeof *list);
        list[(*count)++] = row;
    }
    return keep(list, *count, sizeof *list, arena);
}

/* --- pools ----------------------------------------------------------------------- */

static bool has_its_port(const struct pp_plan *plan, uint32_t listener, uint16_t port)
{
    const struct pp_listener *one = &plan->listeners[listener];
    for (uint32_t i = 0; i < one->binding_count; i++)
        if (plan->bindings.first[one->first_binding + i] == port)
            return true;
    return false;
}

/* Every port of the host on that transport. */
static void gather_ports(const struct pp_plan *plan, const struct pp_host *host,
                         enum pp_transport transport, struct pp_portset *taken)
{
    pp_portset_clear(taken);
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        const struct pp_listener *listener = pp_binding_listener(plan, binding);
        if (listener->transport == transport && plan->bindings.first[binding] != 0)
            pp_portset_add(taken, (struct pp_range){plan->bindings.first[binding],
                                                    plan->bindings.last[binding]});
    }
}

static void count_ports(const struct pp_plan *plan, struct pp_who_pool *pool)
{
    const struct pp_listener *listener = &plan->listeners[pool->listener];
    const struct pp_host *host = &plan->hosts[listener->host];
    enum pp_transport transport = (enum pp_transport)listener->transport;
    struct pp_portset taken;
    gather_ports(plan, host, transport, &taken);
    for (uint32_t port = pool->range.first; port <= pool->range.last; port++) {
        bool busy = pp_portset_contains(&taken, (uint16_t)port);
        if (busy && has_its_port(plan, pool->listener, (uint16_t)port))
            pool->used++;
        else if (busy || pp_host_excludes(host, transport, (uint16_t)port))
            pool->others++;
        else
            pool->free++;
    }
}

/* Whether a listener before it takes its ports from the same pool. */
static bool is_told(const struct pp_plan *plan, uint32_t listener, const struct pp_who_pool *pools,
                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (pp_listeners_share(&plan->listeners[pools[i].listener], &plan->listeners[listener]) &&
            plan->listeners[pools[i].listener].transport == plan->listeners[listener].transport)
            return true;
    return false;
}

struct pp_who_pool *pp_who_pools(const struct pp_plan *plan, uint32_t host, struct pp_arena *arena,
                                 size_t *count)
{
    const struct pp_host *one = &plan->hosts[host];
    struct pp_who_pool *pools = pp_arena_array(arena, one->listener_count, sizeof *pools);
    *count = 0;
    for (uint32_t i = 0; i < one->listener_count; i++) {
        uint32_t index = one->first_listener + i;
        const struct pp_listener *listener = &plan->listeners[index];
        if (!pp_listener_is_chosen(listener) || is_told(plan, index, pools, *count))
            continue;
        pools[*count] = (struct pp_who_pool){
            .listener = index,
            .name = listener->pool ? listener->pool->id : listener->endpoint->id,
            .range = pp_listener_choice(listener),
        };
        count_ports(plan, &pools[(*count)++]);
    }
    return pools;
}

/* --- services -------------------------------------------------------------------- */

const struct pp_service **pp_who_services(const struct pp_registry *registry,
                                          enum pp_transport transport, struct pp_range ports,
                                          struct pp_arena *arena, size_t *count)
{
    const struct pp_service **list = NULL, *service;
    size_t capacity = 0;
    *count = 0;
    for (uint32_t port = ports.first; port <= ports.last; port++) {
        uint32_t cursor = 0;
        while ((service = pp_registry_next(registry, (uint16_t)port, transport, &cursor))) {
            if (port != ports.first && port != service->ports.first)
                continue; /* it was there before */
            list = pp_grow(list, &capacity, *count + 1, sizeof *list);
            list[(*count)++] = service;
        }
    }
    return keep(list, *count, sizeof *list, arena);
}

/* --- ports that differ ------------------------------------------------------------ */

#define UNSEEN UINT32_MAX

/* Whether an instance of the endpoint has other ports in another row. */
static bool endpoint_differs(const struct pp_plan *plan, const struct pp_who_has *rows,
                             size_t count, const char *endpoint, uint32_t *seen)
{
    memset(seen, 0xff, PP_INSTANCE_MAX * sizeof *seen);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(plan->listeners[rows[i].listener].endpoint->id, endpoint) != 0)
            continue;
        for (size_t k = 0; k < rows[i].count; k++) {
            uint32_t binding = rows[i].bindings[k], instance = pp_plan_instance(plan, binding);
            uint32_t ports = (uint32_t)plan->bindings.first[binding] << 16 |
                             plan->bindings.last[binding];
            if (seen[instance] != UNSEEN && seen[instance] != ports)
                return true;
            seen[instance] = ports;
        }
    }
    return false;
}

static bool is_among(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

const char **pp_who_differing(const struct pp_plan *plan, const struct pp_who_has *rows,
                              size_t row_count, struct pp_arena *arena, size_t *count)
{
    uint32_t *seen = pp_malloc(PP_INSTANCE_MAX * sizeof *seen);
    const char **names = pp_arena_array(arena, row_count, sizeof *names);
    const char **asked = pp_arena_array(arena, row_count, sizeof *asked);
    size_t asked_count = 0;
    *count = 0;
    for (size_t i = 0; i < row_count; i++) {
        const char *endpoint = plan->listeners[rows[i].listener].endpoint->id;
        if (is_among(endpoint, asked, asked_count))
            continue;
        asked[asked_count++] = endpoint;
        if (endpoint_differs(plan, rows, row_count, endpoint, seen))
            names[(*count)++] = endpoint;
    }
    free(seen);
    return names;
}
