/* view_fields: what the things of a plan tell scripts. A new field is one function and one row.
 *
 * Names, texts and numbers are those of `portplan show`; what a thing belongs to is its `host`
 * and `product` by name, and its `placement` and `on` as views. */
#include "script/view.h"
#include "script/view_claims.h"
#include "script/view_holders.h"

#include <lua.h>

typedef const struct pp_plan *plan_t;
typedef struct pp_view view_t;

/* --- pieces ----------------------------------------------------------------- */

static void push_text(lua_State *L, const char *text)
{
    if (text)
        lua_pushstring(L, text);
    else
        lua_pushnil(L);
}

static void push_tri(lua_State *L, enum pp_tri value)
{
    if (value == PP_UNSET)
        lua_pushnil(L);
    else
        lua_pushboolean(L, value == PP_YES);
}

static void push_file(lua_State *L, plan_t plan, struct pp_loc loc)
{
    push_text(L, pp_sources_name(plan->sources, loc.source));
}

static void push_line(lua_State *L, struct pp_loc loc)
{
    if (loc.line > 0)
        lua_pushinteger(L, loc.line);
    else
        lua_pushnil(L);
}

static void push_address(lua_State *L, const struct pp_address *address)
{
    char text[PP_ADDRESS_TEXT];
    lua_pushstring(L, pp_address_format(address, text));
}

/* A text that is made for the purpose: its memory is used again for the next. */
static void push_scratch(lua_State *L, const char *text)
{
    push_text(L, text);
    pp_arena_clear(&pp_state_of(L)->scratch);
}

/* --- site ------------------------------------------------------------------- */

static void site_name(lua_State *L, plan_t plan, view_t view)
{
    (void)view;
    push_text(L, plan->site_count > 0 ? plan->sites[0].name : NULL);
}

static void site_names(lua_State *L, plan_t plan, view_t view)
{
    (void)plan;
    pp_view_push(L, PP_VIEW_SITE_NAMES, view.plan, 0);
}

static void site_hosts(lua_State *L, plan_t plan, view_t view)
{
    (void)plan;
    pp_view_push(L, PP_VIEW_SITE_HOSTS, view.plan, 0);
}

/* --- host ------------------------------------------------------------------- */

static const struct pp_host *host_of(plan_t plan, view_t view)
{
    return &plan->hosts[view.index];
}

static void host_name(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, host_of(plan, view)->name);
}

static void host_os(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, pp_os_names[host_of(plan, view)->os]);
}

static void host_site(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, plan->sites[host_of(plan, view)->site].name);
}

static void host_owner(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, host_of(plan, view)->owner);
}

static void host_ephemeral(lua_State *L, plan_t plan, view_t view)
{
    struct pp_range_value value = {.range = host_of(plan, view)->ephemeral};
    pp_range_push(L, &value);
}

#define LIST_OF(name, list)                                  \
    static void name(lua_State *L, plan_t plan, view_t view) \
    {                                                        \
        (void)plan;                                          \
        pp_view_push(L, list, view.plan, view.index);        \
    }

LIST_OF(host_addresses, PP_VIEW_HOST_ADDRESSES)
LIST_OF(host_excluded, PP_VIEW_HOST_EXCLUDED)
LIST_OF(host_tags, PP_VIEW_HOST_TAGS)
LIST_OF(host_backup_of, PP_VIEW_HOST_MAINS)
LIST_OF(host_placements, PP_VIEW_HOST_PLACEMENTS)
LIST_OF(host_bindings, PP_VIEW_HOST_BINDINGS)

static void host_pool(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, host_of(plan, view)->pool);
}

static void host_spare(lua_State *L, plan_t plan, view_t view)
{
    lua_pushboolean(L, host_of(plan, view)->spare == PP_YES);
}

static void host_holders(lua_State *L, plan_t plan, view_t view)
{
    (void)plan;
    (void)view;
    lua_pushcfunction(L, pp_view_holders);
}

static void host_file(lua_State *L, plan_t plan, view_t view)
{
    push_file(L, plan, host_of(plan, view)->loc);
}

static void host_line(lua_State *L, plan_t plan, view_t view)
{
    (void)plan;
    push_line(L, host_of(plan, view)->loc);
}

/* --- placement -------------------------------------------------------------- */

static const struct pp_placement *placement_of(plan_t plan, view_t view)
{
    return &plan->placements[view.index];
}

static void placement_product(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, placement_of(plan, view)->product->name);
}

static void placement_title(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, placement_of(plan, view)->product->title);
}

static void placement_label(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, placement_of(plan, view)->label);
}

static void placement_host(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, plan->hosts[placement_of(plan, view)->host].name);
}

static void placement_on(lua_State *L, plan_t plan, view_t view)
{
    pp_view_push(L, PP_VIEW_HOST, view.plan, placement_of(plan, view)->host);
}

static void placement_address(lua_State *L, plan_t plan, view_t view)
{
    const struct pp_placement *placement = placement_of(plan, view);
    if (placement->has_address)
        push_address(L, &placement->address);
    else
        lua_pushnil(L);
}

static void placement_owner(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, placement_of(plan, view)->owner);
}

static void placement_reason(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, placement_of(plan, view)->reason);
}

static void placement_max_instances(lua_State *L, plan_t plan, view_t view)
{
    uint32_t most = placement_of(plan, view)->product->max_instances;
    if (most > 0)
        lua_pushinteger(L, most);
    else
        lua_pushnil(L);
}

LIST_OF(placement_instances, PP_VIEW_PLACEMENT_INSTANCES)
LIST_OF(placement_tags, PP_VIEW_PLACEMENT_TAGS)
LIST_OF(placement_bindings, PP_VIEW_PLACEMENT_BINDINGS)

static void placement_claims(lua_State *L, plan_t plan, view_t view)
{
    (void)plan;
    (void)view;
    lua_pushcfunction(L, pp_view_claims);
}

static void placement_file(lua_State *L, plan_t plan, view_t view)
{
    push_file(L, plan, placement_of(plan, view)->loc);
}

static void placement_line(lua_State *L, plan_t plan, view_t view)
{
    (void)plan;
    push_line(L, placement_of(plan, view)->loc);
}

/* --- binding ---------------------------------------------------------------- */

static const struct pp_listener *listener_of(plan_t plan, view_t view)
{
    return &plan->listeners[plan->bindings.listener[view.index]];
}

/* The view of its placement, whose fields are its own too. */
static view_t up(plan_t plan, view_t view)
{
    return (view_t){PP_VIEW_PLACEMENT, view.plan, listener_of(plan, view)->placement};
}

static void binding_host(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, plan->hosts[listener_of(plan, view)->host].name);
}

static void binding_product(lua_State *L, plan_t plan, view_t view)
{
    placement_product(L, plan, up(plan, view));
}

static void binding_title(lua_State *L, plan_t plan, view_t view)
{
    placement_title(L, plan, up(plan, view));
}

static void binding_label(lua_State *L, plan_t plan, view_t view)
{
    placement_label(L, plan, up(plan, view));
}

static void binding_owner(lua_State *L, plan_t plan, view_t view)
{
    placement_owner(L, plan, up(plan, view));
}

static void binding_reason(lua_State *L, plan_t plan, view_t view)
{
    placement_reason(L, plan, up(plan, view));
}

static void binding_instance(lua_State *L, plan_t plan, view_t view)
{
    lua_pushinteger(L, pp_plan_instance(plan, view.index));
}

static void binding_endpoint(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, listener_of(plan, view)->endpoint->id);
}

static void binding_technology(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, listener_of(plan, view)->endpoint->technology);
}

static void binding_transport(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, pp_transport_names[listener_of(plan, view)->transport]);
}

static void binding_address(lua_State *L, plan_t plan, view_t view)
{
    push_address(L, &listener_of(plan, view)->local->address);
}

/* A pool or auto may have had no port left. */
static void push_port(lua_State *L, uint16_t port)
{
    if (port > 0)
        lua_pushinteger(L, port);
    else
        lua_pushnil(L);
}

static void binding_first(lua_State *L, plan_t plan, view_t view)
{
    push_port(L, plan->bindings.first[view.index]);
}

static void binding_last(lua_State *L, plan_t plan, view_t view)
{
    push_port(L, plan->bindings.last[view.index]);
}

static void binding_listener(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, pp_listener_kind_names[listener_of(plan, view)->kind]);
}

static void binding_url(lua_State *L, plan_t plan, view_t view)
{
    if (listener_of(plan, view)->endpoint->url)
        push_scratch(L, pp_binding_url(plan, view.index, &pp_state_of(L)->scratch));
    else
        lua_pushnil(L);
}

static void binding_firewall(lua_State *L, plan_t plan, view_t view)
{
    push_tri(L, listener_of(plan, view)->endpoint->firewall);
}

static void binding_url_reservation(lua_State *L, plan_t plan, view_t view)
{
    push_tri(L, listener_of(plan, view)->endpoint->url_reservation);
}

static void binding_reuse(lua_State *L, plan_t plan, view_t view)
{
    push_text(L, pp_reuse_names[listener_of(plan, view)->reuse]);
}

static void binding_derivation(lua_State *L, plan_t plan, view_t view)
{
    uint32_t instance = pp_plan_instance(plan, view.index);
    push_scratch(L, pp_listener_derivation(plan, listener_of(plan, view), instance,
                                           &pp_state_of(L)->scratch));
}

static void binding_placement(lua_State *L, plan_t plan, view_t view)
{
    pp_view_push(L, PP_VIEW_PLACEMENT, view.plan, listener_of(plan, view)->placement);
}

static void binding_on(lua_State *L, plan_t plan, view_t view)
{
    pp_view_push(L, PP_VIEW_HOST, view.plan, listener_of(plan, view)->host);
}

static void binding_file(lua_State *L, plan_t plan, view_t view)
{
    placement_file(L, plan, up(plan, view));
}

static void binding_line(lua_State *L, plan_t plan, view_t view)
{
    placement_line(L, plan, up(plan, view));
}

/* --- the tables ------------------------------------------------------------- */

static const struct pp_view_field site_fields[] = {
    {"name", "string", "the site's name; with several plans the first one's", site_name},
    {"names", "string[]", "the names of the sites of all plans", site_names},
    {"hosts", "portplan.view.host[]", "every host, in the order of the plans", site_hosts},
    {NULL, NULL, NULL, NULL},
};

static const struct pp_view_field host_fields[] = {
    {"name", "string", "its name", host_name},
    {"os", "\"windows\"|\"linux\"", "its operating system", host_os},
    {"site", "string", "the name of its site", host_site},
    {"addresses", "string[]", "its own addresses", host_addresses},
    {"excluded", "string[]", "ranges that its system refuses, \"50000-50059\" or with a transport",
     host_excluded},
    {"ephemeral", "portplan.range", "the range of its client ports", host_ephemeral},
    {"tags", "string[]", "its tags", host_tags},
    {"owner", "string?", "who answers for what is placed there", host_owner},
    {"backup_of", "string[]", "the names of the hosts for which it stands by", host_backup_of},
    {"pool", "string?", "the pool of hosts that it belongs to", host_pool},
    {"spare", "boolean", "whether it is a spare of its pool", host_spare},
    {"placements", "portplan.view.placement[]", "what is placed on it", host_placements},
    {"bindings", "portplan.view.binding[]", "every binding of it", host_bindings},
    {"holders",
     "fun(self: portplan.view.host, ports: integer|string|portplan.range, transport?: "
     "portplan.transport): "
     "portplan.view.binding[]",
     "its bindings that have one of the ports", host_holders},
    {"file", "string", "the file that declares it", host_file},
    {"line", "integer?", "the line there", host_line},
    {NULL, NULL, NULL, NULL},
};

static const struct pp_view_field placement_fields[] = {
    {"product", "string", "the product's name, \"cinegy.playout_engine\"", placement_product},
    {"title", "string", "the product's name for people", placement_title},
    {"label", "string?", "its label", placement_label},
    {"host", "string", "the name of its host", placement_host},
    {"on", "portplan.view.host", "its host", placement_on},
    {"address", "string?", "the address that the plan gives it", placement_address},
    {"instances", "integer[]", "the numbers of its instances", placement_instances},
    {"max_instances", "integer?", "how many instances one host can run, if there is a limit",
     placement_max_instances},
    {"tags", "string[]", "its tags", placement_tags},
    {"owner", "string?", "who answers for it, or for its host", placement_owner},
    {"reason", "string?", "why it is there", placement_reason},
    {"bindings", "portplan.view.binding[]", "its bindings, endpoint by endpoint",
     placement_bindings},
    {"claims", "fun(self: portplan.view.placement, instance: integer): portplan.claim[]",
     "what an instance of that number listens on here, or would; each can be given to clashes()",
     placement_claims},
    {"file", "string", "the file that places it", placement_file},
    {"line", "integer?", "the line there", placement_line},
    {NULL, NULL, NULL, NULL},
};

static const struct pp_view_field binding_fields[] = {
    {"host", "string", "the name of its host", binding_host},
    {"product", "string", "the product's name, \"cinegy.playout_engine\"", binding_product},
    {"title", "string", "the product's name for people", binding_title},
    {"label", "string?", "the label of its placement", binding_label},
    {"owner", "string?", "who answers for its placement", binding_owner},
    {"reason", "string?", "why its placement is there", binding_reason},
    {"instance", "integer", "the number of its instance, from 0", binding_instance},
    {"endpoint", "string", "the endpoint's name", binding_endpoint},
    {"technology", "string?", "what is spoken there", binding_technology},
    {"transport", "\"tcp\"|\"udp\"|\"sctp\"|\"dccp\"", "its transport", binding_transport},
    {"address", "string", "the address it binds, * for every one", binding_address},
    {"port", "integer?", "its port, the first of a range; nil when its pool had none left",
     binding_first},
    {"first", "integer?", "the first of its ports", binding_first},
    {"last", "integer?", "the last of its ports", binding_last},
    {"listener", "\"socket\"|\"http.sys\"", "who holds the port", binding_listener},
    {"url", "string?", "where it is served, with the port in place", binding_url},
    {"firewall", "boolean?", "whether the firewall lets it in; nil: not said", binding_firewall},
    {"url_reservation", "boolean?", "whether its url is to be reserved; nil: not applicable",
     binding_url_reservation},
    {"reuse", "string", "how its socket shares the port: none, port, address, exclusive, multicast",
     binding_reuse},
    {"derivation", "string", "how the port came about, \"5421+N, N=3\"", binding_derivation},
    {"placement", "portplan.view.placement", "the placement it belongs to", binding_placement},
    {"on", "portplan.view.host", "its host", binding_on},
    {"file", "string", "the file that places it", binding_file},
    {"line", "integer?", "the line there", binding_line},
    {NULL, NULL, NULL, NULL},
};

const struct pp_view_field *pp_view_fields(enum pp_view_kind kind)
{
    switch (kind) {
    case PP_VIEW_SITE: return site_fields;
    case PP_VIEW_HOST: return host_fields;
    case PP_VIEW_PLACEMENT: return placement_fields;
    case PP_VIEW_BINDING: return binding_fields;
    default: return NULL;
    }
}
