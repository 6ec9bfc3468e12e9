/* view_holders: the bindings of a host that have one of some ports. */
#include "script/view_holders.h"

#include "base/mem.h"

#include <lauxlib.h>
#include <stdlib.h>

/* The bindings of the host that was asked about last, by their first port. Policies go from host
 * to host: one index at a time is enough. */
struct pp_holders {
    const struct pp_plan *plan;
    uint32_t host;
    struct holder {
        uint16_t first;
        uint32_t binding;
    } * items;
    size_t count, capacity;
    uint32_t widest; /* how many ports one of them has at most */
};

void pp_holders_free(struct pp_holders *holders)
{
    if (holders)
        free(holders->items);
    free(holders);
}

static int compare(const void *left, const void *right)
{
    const struct holder *a = left, *b = right;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return a->binding < b->binding ? -1 : a->binding > b->binding;
}

static void fill(struct pp_holders *holders, const struct pp_plan *plan, uint32_t index)
{
    const struct pp_host *host = &plan->hosts[index];
    const struct pp_bindings *bindings = &plan->bindings;
    holders->items =
        pp_grow(holders->items, &holders->capacity, host->binding_count, sizeof *holders->items);
    holders->plan = plan;
    holders->host = index;
    holders->count = 0;
    holders->widest = 0;
    for (uint32_t i = host->first_binding; i < host->first_binding + host->binding_count; i++) {
        uint32_t size = bindings->last[i] - bindings->first[i] + 1u;
        if (bindings->first[i] == 0) /* its pool had no port left */
            continue;
        holders->items[holders->count++] = (struct holder){bindings->first[i], i};
        if (size > holders->widest)
            holders->widest = size;
    }
    if (holders->count > 1)
        qsort(holders->items, holders->count, sizeof *holders->items, compare);
}

static const struct pp_holders *holders_of(lua_State *L, const struct pp_plan *plan, uint32_t host)
{
    struct pp_state *state = pp_state_of(L);
    if (state->holders && state->holders->plan == plan && state->holders->host == host)
        return state->holders;
    pp_state_charge(L, plan->hosts[host].binding_count);
    if (!state->holders)
        state->holders = pp_calloc(1, sizeof *state->holders);
    fill(state->holders, plan, host);
    return state->holders;
}

/* The first item from which on one can have `port`. */
static size_t find(const struct pp_holders *holders, uint16_t port)
{
    size_t low = 0, high = holders->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (holders->items[middle].first + holders->widest <= port)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The ports and the transport that are asked for; they may say the transport twice. */
static struct pp_range_value read_question(lua_State *L)
{
    struct pp_range_value asked = pp_range_check(L, 2);
    if (lua_isnoneornil(L, 3))
        return asked;
    enum pp_transport transport = pp_arg_transport(L, 3);
    if (asked.has_transport && asked.transport != transport)
        luaL_argerror(L, 3,
                      lua_pushfstring(L, "'%s', but the ports are of %s",
                                      pp_transport_name(transport),
                                      pp_transport_name(asked.transport)));
    asked.has_transport = true;
    asked.transport = transport;
    return asked;
}

static bool holds(const struct pp_plan *plan, uint32_t binding, const struct pp_range_value *asked)
{
    const struct pp_bindings *bindings = &plan->bindings;
    struct pp_range ports = {bindings->first[binding], bindings->last[binding]};
    return pp_range_overlaps(ports, asked->range) &&
           (!asked->has_transport ||
            plan->listeners[bindings->listener[binding]].transport == asked->transport);
}

int pp_view_holders(lua_State *L)
{
    struct pp_view view = pp_view_test(L, 1);
    luaL_argexpected(L, view.kind == PP_VIEW_HOST, 1, "host");
    struct pp_range_value asked = read_question(L);
    const struct pp_plan *plan = pp_view_plan(L, view);
    const struct pp_holders *holders = holders_of(L, plan, view.index);
    lua_Integer count = 0;
    size_t i = find(holders, asked.range.first), first = i;
    lua_newtable(L);
    for (; i < holders->count && holders->items[i].first <= asked.range.last; i++) {
        if (!holds(plan, holders->items[i].binding, &asked))
            continue;
        pp_view_push(L, PP_VIEW_BINDING, view.plan, holders->items[i].binding);
        lua_rawseti(L, -2, ++count);
    }
    pp_state_charge(L, 1 + (i - first) / 4);
    return 1;
}
