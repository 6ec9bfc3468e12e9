/* sockets: meetings of plain sockets with each other and with http.sys, by sweeps.
 *
 * Records are sorted by first port; a sweep keeps those whose range still reaches the port
 * at hand, so every pair it visits shares a port. To meet, addresses must agree as well: a
 * wildcard meets everything of its family, a specific address meets wildcards and itself.
 * So wildcards are swept against all, and each specific address against itself alone. */
#include "base/mem.h"
#include "check/clashes.h"

#include <stdlib.h>

struct record {
    uint32_t binding; /* stands for all instances of a fixed listener */
    uint16_t first, last;
    uint8_t transport;
    bool wild; /* a wildcard of some family, or http.sys */
    bool http;
    const struct pp_addrset *addresses;
};

struct active {
    struct record *items;
    size_t count, capacity;
};

static void push(struct active *list, const struct record *record)
{
    list->items = pp_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items[list->count++] = *record;
}

/* Forgets records that end before `port`. */
static void forget(struct active *list, uint16_t port)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].last >= port)
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

static bool is_wild(const struct pp_addrset *set)
{
    return set->v4 == PP_COVER_ALL || set->v6 == PP_COVER_ALL;
}

/* A fixed listener with several instances takes its own port more than once. */
static void add_self(const struct pp_plan *plan, const struct pp_listener *listener,
                     struct pp_hits *hits)
{
    uint32_t binding = listener->first_binding;
    if (listener->binding_count > 1)
        pp_hits_add(hits, binding, binding + 1, plan,
                    (struct pp_range){plan->bindings.first[binding], plan->bindings.last[binding]});
}

static void gather(const struct pp_plan *plan, const struct pp_host *host, struct active *records,
                   struct pp_hits *hits)
{
    for (uint32_t l = 0; l < host->listener_count; l++) {
        const struct pp_listener *listener = &plan->listeners[host->first_listener + l];
        bool fixed = pp_listener_is_fixed(listener);
        uint32_t count = fixed ? 1 : listener->binding_count;
        if (fixed)
            add_self(plan, listener, hits);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t binding = listener->first_binding + i;
            struct record record = {.binding = binding,
                                    .first = plan->bindings.first[binding],
                                    .last = plan->bindings.last[binding],
                                    .transport = listener->transport,
                                    .http = listener->kind == PP_HTTP_SYS,
                                    .wild = is_wild(&listener->addresses),
                                    .addresses = &listener->addresses};
            if (pp_hits_wants(hits, plan, binding))
                push(records, &record);
        }
    }
}

static int order_u32(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int by_port(const void *left, const void *right)
{
    const struct record *a = left, *b = right;
    int order = order_u32(a->transport, b->transport);
    if (!order)
        order = order_u32(a->first, b->first);
    return order ? order : order_u32(a->binding, b->binding);
}

static int by_address(const void *left, const void *right)
{
    const struct record *a = left, *b = right;
    int order = order_u32(a->transport, b->transport);
    if (!order)
        order = pp_addrset_compare(a->addresses, b->addresses);
    return order ? order : by_port(left, right);
}

static void meet(const struct pp_plan *plan, const struct active *list, const struct record *record,
                 struct pp_hits *hits)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct record *other = &list->items[i];
        if (!other->http && !record->http &&
            !pp_addrset_overlaps(other->addresses, record->addresses))
            continue;
        uint16_t last = other->last < record->last ? other->last : record->last;
        pp_hits_add(hits, other->binding, record->binding, plan,
                    (struct pp_range){record->first, last});
    }
}

/* Wildcards against all; http.sys against all but http.sys. */
static void sweep_wild(const struct pp_plan *plan, const struct active *records,
                       struct pp_hits *hits)
{
    struct active wild = {0}, specific = {0}, http = {0};
    for (size_t i = 0; i < records->count; i++) {
        const struct record *record = &records->items[i];
        if (i == 0 || record->transport != records->items[i - 1].transport)
            wild.count = specific.count = http.count = 0;
        forget(&wild, record->first);
        meet(plan, &wild, record, hits);
        if (!record->http) {
            forget(&http, record->first);
            meet(plan, &http, record, hits);
        }
        if (record->wild) {
            forget(&specific, record->first);
            meet(plan, &specific, record, hits);
        }
        push(record->http ? &http : record->wild ? &wild : &specific, record);
    }
    free(wild.items);
    free(specific.items);
    free(http.items);
}

/* Each specific address against itself. */
static void sweep_specific(const struct pp_plan *plan, const struct active *records,
                           struct pp_hits *hits)
{
    struct active same = {0};
    const struct record *before = NULL;
    for (size_t i = 0; i < records->count; i++) {
        const struct record *record = &records->items[i];
        if (record->wild)
            continue;
        if (!before || before->transport != record->transport ||
            pp_addrset_compare(before->addresses, record->addresses) != 0)
            same.count = 0;
        forget(&same, record->first);
        meet(plan, &same, record, hits);
        push(&same, record);
        before = record;
    }
    free(same.items);
}

void pp_sockets_find(const struct pp_plan *plan, const struct pp_host *const *hosts, size_t count,
                     struct pp_hits *hits)
{
    struct active records = {0};
    for (size_t i = 0; i < count; i++)
        gather(plan, hosts[i], &records, hits);
    if (records.count > 1) {
        qsort(records.items, records.count, sizeof *records.items, by_port);
        sweep_wild(plan, &records, hits);
        qsort(records.items, records.count, sizeof *records.items, by_address);
        sweep_specific(plan, &records, hits);
    }
    free(records.items);
}
