/* view_lists: the lists of a plan, item by item, and what views are called. */
#include "script/view.h"

#include <lauxlib.h>

static const char *const names[PP_VIEW_KINDS] = {
    [PP_VIEW_NONE] = "thing that is no view",
    [PP_VIEW_SITE] = "site",
    [PP_VIEW_HOST] = "host",
    [PP_VIEW_PLACEMENT] = "placement",
    [PP_VIEW_BINDING] = "binding",
    [PP_VIEW_SITE_NAMES] = "list of names",
    [PP_VIEW_SITE_HOSTS] = "list of hosts",
    [PP_VIEW_HOST_PLACEMENTS] = "list of placements",
    [PP_VIEW_HOST_BINDINGS] = "list of bindings",
    [PP_VIEW_HOST_ADDRESSES] = "list of addresses",
    [PP_VIEW_HOST_EXCLUDED] = "list of ranges",
    [PP_VIEW_HOST_TAGS] = "list of tags",
    [PP_VIEW_HOST_MAINS] = "list of names",
    [PP_VIEW_PLACEMENT_BINDINGS] = "list of bindings",
    [PP_VIEW_PLACEMENT_INSTANCES] = "list of numbers",
    [PP_VIEW_PLACEMENT_TAGS] = "list of tags",
};

const char *pp_view_name(enum pp_view_kind kind)
{
    return names[kind];
}

/* The bindings of a placement lie behind one another, listener by listener. */
static uint32_t first_binding(const struct pp_plan *plan, const struct pp_placement *placement)
{
    return placement->listener_count > 0 ? plan->listeners[placement->first_listener].first_binding
                                         : 0;
}

static const struct pp_host *host_of(const struct pp_plan *plan, struct pp_view list)
{
    return &plan->hosts[list.index];
}

static const struct pp_placement *placement_of(const struct pp_plan *plan, struct pp_view list)
{
    return &plan->placements[list.index];
}

uint32_t pp_view_count(const struct pp_plan *plan, struct pp_view list)
{
    switch (list.kind) {
    case PP_VIEW_SITE_NAMES: return (uint32_t)plan->site_count;
    case PP_VIEW_SITE_HOSTS: return (uint32_t)plan->host_count;
    case PP_VIEW_HOST_PLACEMENTS: return host_of(plan, list)->placement_count;
    case PP_VIEW_HOST_BINDINGS: return host_of(plan, list)->binding_count;
    case PP_VIEW_HOST_ADDRESSES: return (uint32_t)host_of(plan, list)->address_count;
    case PP_VIEW_HOST_EXCLUDED: return (uint32_t)host_of(plan, list)->excluded_count;
    case PP_VIEW_HOST_TAGS: return (uint32_t)host_of(plan, list)->tag_count;
    case PP_VIEW_HOST_MAINS: return (uint32_t)host_of(plan, list)->main_count;
    case PP_VIEW_PLACEMENT_BINDINGS:
        return placement_of(plan, list)->listener_count * placement_of(plan, list)->instance_count;
    case PP_VIEW_PLACEMENT_INSTANCES: return placement_of(plan, list)->instance_count;
    case PP_VIEW_PLACEMENT_TAGS: return (uint32_t)placement_of(plan, list)->tag_count;
    default: return 0;
    }
}

static void push_excluded(lua_State *L, const struct pp_excluded *excluded)
{
    struct pp_range_value value = {.range = excluded->ports,
                                   .has_transport = excluded->transport != PP_NONE};
    if (value.has_transport)
        value.transport = (enum pp_transport)excluded->transport;
    pp_range_push(L, &value);
    luaL_tolstring(L, -1, NULL);
    lua_remove(L, -2);
}

static void push_address(lua_State *L, const struct pp_address *address)
{
    char text[PP_ADDRESS_TEXT];
    lua_pushstring(L, pp_address_format(address, text));
}

void pp_view_push_item(lua_State *L, const struct pp_plan *plan, struct pp_view list, uint32_t at)
{
    switch (list.kind) {
    case PP_VIEW_SITE_NAMES: lua_pushstring(L, plan->sites[at].name); break;
    case PP_VIEW_SITE_HOSTS: pp_view_push(L, PP_VIEW_HOST, list.plan, at); break;
    case PP_VIEW_HOST_PLACEMENTS:
        pp_view_push(L, PP_VIEW_PLACEMENT, list.plan, host_of(plan, list)->first_placement + at);
        break;
    case PP_VIEW_HOST_BINDINGS:
        pp_view_push(L, PP_VIEW_BINDING, list.plan, host_of(plan, list)->first_binding + at);
        break;
    case PP_VIEW_HOST_ADDRESSES:
        push_address(L, &host_of(plan, list)->addresses[at].address);
        break;
    case PP_VIEW_HOST_EXCLUDED: push_excluded(L, &host_of(plan, list)->excluded[at]); break;
    case PP_VIEW_HOST_TAGS: lua_pushstring(L, host_of(plan, list)->tags[at]); break;
    case PP_VIEW_HOST_MAINS:
        lua_pushstring(L, plan->hosts[host_of(plan, list)->mains[at].host].name);
        break;
    case PP_VIEW_PLACEMENT_BINDINGS:
        pp_view_push(L, PP_VIEW_BINDING, list.plan,
                     first_binding(plan, placement_of(plan, list)) + at);
        break;
    case PP_VIEW_PLACEMENT_INSTANCES:
        lua_pushinteger(L, placement_of(plan, list)->instances[at]);
        break;
    case PP_VIEW_PLACEMENT_TAGS: lua_pushstring(L, placement_of(plan, list)->tags[at]); break;
    default: lua_pushnil(L); break;
    }
}

/* --- text ------------------------------------------------------------------- */

/* "cinegy.capture_engine (studio 1)" */
static void add_placement(struct pp_strbuf *buf, const struct pp_placement *placement)
{
    pp_strbuf_add(buf, placement->product->name);
    if (placement->label)
        pp_strbuf_printf(buf, " (%s)", placement->label);
}

static void add_binding(struct pp_strbuf *buf, const struct pp_plan *plan, uint32_t binding)
{
    const struct pp_listener *listener = &plan->listeners[plan->bindings.listener[binding]];
    const struct pp_placement *placement = &plan->placements[listener->placement];
    uint32_t instance = pp_plan_instance(plan, binding);
    add_placement(buf, placement);
    if (placement->instance_count > 1 || instance != 0)
        pp_strbuf_printf(buf, " #%u", instance);
    pp_strbuf_printf(buf, ", %s on %s", listener->endpoint->id, plan->hosts[listener->host].name);
}

void pp_view_text(const struct pp_plan *plan, struct pp_view view, struct pp_strbuf *buf)
{
    if (view.kind == PP_VIEW_SITE && plan->site_count > 0) {
        pp_strbuf_add(buf, plan->sites[0].name);
    } else if (view.kind == PP_VIEW_HOST) {
        pp_strbuf_add(buf, plan->hosts[view.index].name);
    } else if (view.kind == PP_VIEW_PLACEMENT) {
        const struct pp_placement *placement = &plan->placements[view.index];
        add_placement(buf, placement);
        pp_strbuf_printf(buf, " on %s", plan->hosts[placement->host].name);
    } else if (view.kind == PP_VIEW_BINDING) {
        add_binding(buf, plan, view.index);
    } else {
        pp_strbuf_add(buf, pp_view_name(view.kind));
    }
}

void pp_view_push_text(lua_State *L, struct pp_view view)
{
    struct pp_strbuf buf;
    const struct pp_plan *plan = pp_view_plan(L, view);
    pp_strbuf_init(&buf);
    pp_view_text(plan, view, &buf);
    const char *text = pp_arena_strdup(&pp_state_of(L)->scratch, buf.text);
    pp_strbuf_release(&buf);
    lua_pushstring(L, text);
    pp_arena_clear(&pp_state_of(L)->scratch);
}
