/* registry: assignments sorted by transport and port, with an index by port. */
#include "model/registry.h"

#include "base/mem.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void pp_registry_init(struct pp_registry *registry, struct pp_arena *arena)
{
    *registry = (struct pp_registry){.arena = arena};
}

static void drop_index(struct pp_registry *registry)
{
    for (int i = 0; i < PP_TRANSPORTS && !registry->borrowed; i++) {
        free((void *)registry->by_port[i]);
        free((void *)registry->ranges[i]);
        free((void *)registry->in_ranges[i]);
    }
}

void pp_registry_release(struct pp_registry *registry)
{
    free(registry->draft);
    drop_index(registry);
    *registry = (struct pp_registry){0};
}

void pp_registry_borrow(struct pp_registry *registry, const struct pp_registry *other)
{
    struct pp_arena *arena = registry->arena;
    *registry = *other;
    registry->arena = arena;
    registry->draft = NULL;
    registry->borrowed = true;
}

void pp_registry_add(struct pp_registry *registry, const char *name, struct pp_range ports,
                     enum pp_transport transport, bool alias)
{
    assert(*name);
    /* the transports of one line arrive in a row: they share one copy of the name */
    const struct pp_service *last = registry->count ? &registry->draft[registry->count - 1] : NULL;
    const char *copy =
        last && strcmp(last->name, name) == 0 ? last->name : pp_arena_strdup(registry->arena, name);
    registry->draft = pp_grow(registry->draft, &registry->draft_capacity, registry->count + 1,
                              sizeof *registry->draft);
    registry->draft[registry->count] = (struct pp_service){.name = copy,
                                                           .ports = ports,
                                                           .transport = transport,
                                                           .order = (uint32_t)registry->count,
                                                           .alias = alias};
    registry->count++;
}

static int compare(const void *left, const void *right)
{
    const struct pp_service *a = left, *b = right;
    if (a->transport != b->transport)
        return a->transport < b->transport ? -1 : 1;
    if (a->ports.first != b->ports.first)
        return a->ports.first < b->ports.first ? -1 : 1;
    if (a->ports.last != b->ports.last)
        return a->ports.last < b->ports.last ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* The entry before `end` with the same ports and name, or NULL. */
static struct pp_service *same_before(struct pp_registry *registry, size_t end,
                                      const struct pp_service *service)
{
    for (size_t i = end; i > 0; i--) {
        struct pp_service *other = &registry->draft[i - 1];
        if (other->transport != service->transport || other->ports.first != service->ports.first ||
            other->ports.last != service->ports.last)
            return NULL;
        if (pp_casecmp(other->name, service->name) == 0)
            return other;
    }
    return NULL;
}

/* Drops what says again what an entry said already; an alias that is assigned after all is
 * an assignment. */
static void drop_repeats(struct pp_registry *registry)
{
    size_t kept = 0;
    for (size_t i = 0; i < registry->count; i++) {
        const struct pp_service *service = &registry->draft[i];
        struct pp_service *same = same_before(registry, kept, service);
        if (same)
            same->alias = same->alias && service->alias;
        else
            registry->draft[kept++] = *service;
    }
    registry->count = kept;
}

/* The index of one transport while it is made. */
struct index {
    uint32_t *by_port, *ranges;
    size_t range_count, range_capacity;
    struct pp_portset *in_ranges;
};

static void index_service(const struct pp_service *service, uint32_t i, struct index *index)
{
    if (service->ports.first == service->ports.last) {
        if (!index->by_port)
            index->by_port = pp_calloc(PP_PORT_MAX + 1u, sizeof *index->by_port);
        if (!index->by_port[service->ports.first])
            index->by_port[service->ports.first] = i + 1;
        return;
    }
    index->ranges = pp_grow(index->ranges, &index->range_capacity, index->range_count + 1,
                            sizeof *index->ranges);
    index->ranges[index->range_count++] = i;
    if (!index->in_ranges)
        index->in_ranges = pp_calloc(1, sizeof *index->in_ranges);
    pp_portset_add(index->in_ranges, service->ports);
}

void pp_registry_freeze(struct pp_registry *registry)
{
    struct index indexes[PP_TRANSPORTS] = {{0}};
    if (registry->count > 1)
        qsort(registry->draft, registry->count, sizeof *registry->draft, compare);
    drop_repeats(registry);
    drop_index(registry);
    registry->services = registry->draft;
    registry->assignments = 0;
    for (size_t i = 0; i < registry->count; i++) {
        registry->assignments += !registry->services[i].alias;
        index_service(&registry->services[i], (uint32_t)i,
                      &indexes[registry->services[i].transport]);
    }
    for (int t = 0; t < PP_TRANSPORTS; t++) {
        registry->by_port[t] = indexes[t].by_port;
        registry->ranges[t] = indexes[t].ranges;
        registry->range_counts[t] = indexes[t].range_count;
        registry->in_ranges[t] = indexes[t].in_ranges;
    }
}

/* How many services have this port alone; *first is the index of the first of them. */
static uint32_t singles_on(const struct pp_registry *registry, uint16_t port,
                           enum pp_transport transport, uint32_t *first)
{
    uint32_t start = registry->by_port[transport] ? registry->by_port[transport][port] : 0;
    uint32_t count = 0;
    if (!start)
        return 0;
    *first = start - 1;
    while (*first + count < registry->count) {
        const struct pp_service *service = &registry->services[*first + count];
        if (service->transport != transport || service->ports.first != port ||
            service->ports.last != port)
            break;
        count++;
    }
    return count;
}

const struct pp_service *pp_registry_next(const struct pp_registry *registry, uint16_t port,
                                          enum pp_transport transport, uint32_t *cursor)
{
    uint32_t first = 0, singles = singles_on(registry, port, transport, &first);
    if (*cursor < singles)
        return &registry->services[first + (*cursor)++];
    if (!registry->in_ranges[transport] ||
        !pp_portset_contains(registry->in_ranges[transport], port))
        return NULL;
    for (uint32_t i = *cursor - singles; i < registry->range_counts[transport]; i++) {
        const struct pp_service *service = &registry->services[registry->ranges[transport][i]];
        if (pp_range_contains(service->ports, port)) {
            *cursor = singles + i + 1;
            return service;
        }
    }
    return NULL;
}

const struct pp_service *pp_registry_find(const struct pp_registry *registry, uint16_t port,
                                          enum pp_transport transport)
{
    uint32_t cursor = 0;
    return pp_registry_next(registry, port, transport, &cursor);
}

const struct pp_service *pp_registry_named(const struct pp_registry *registry, const char *name,
                                           uint32_t *cursor)
{
    while (*cursor < registry->count) {
        const struct pp_service *service = &registry->services[(*cursor)++];
        if (pp_casecmp(service->name, name) == 0)
            return service;
    }
    return NULL;
}
