/* lib_clashes: `clashes`, whether two listeners of one host can both run, and `overlaps`, whether
 * they have a port in common. */
#include "script/view.h"

#include "base/text.h"
#include "model/clash.h"

#include <lauxlib.h>
#include <string.h>

/* One side, as its table says. */
struct side {
    struct pp_claim claim;
    struct pp_range ports;
    struct pp_address address;
    struct pp_url url;
    bool has_port, has_transport, has_kind, v6only;
    uint32_t plan, host; /* of a binding; PP_NONE: it is said in a table */
};

/* What is being read, for error messages. */
struct reader {
    lua_State *L;
    int arg;
    enum pp_os os;
    struct side *side;
};

static void refuse(const struct reader *reader, const char *key, const char *what)
{
    luaL_argerror(reader->L, reader->arg, lua_pushfstring(reader->L, "'%s' %s", key, what));
}

/* The value on top of the stack as a text. */
static const char *text_of(const struct reader *reader, const char *key)
{
    lua_State *L = reader->L;
    if (lua_type(L, -1) != LUA_TSTRING || strlen(lua_tostring(L, -1)) != lua_rawlen(L, -1))
        refuse(reader, key, lua_pushfstring(L, "is a %s, not a text", luaL_typename(L, -1)));
    return lua_tostring(L, -1);
}

/* The index of the text on top of the stack among names[0..count). */
static size_t choice(const struct reader *reader, const char *key, const char *const *names,
                     size_t count)
{
    lua_State *L = reader->L;
    const char *text = text_of(reader, key);
    luaL_Buffer list;
    for (size_t i = 0; i < count; i++) {
        if (pp_casecmp(text, names[i]) == 0)
            return i;
    }
    luaL_buffinit(L, &list);
    for (size_t i = 0; i < count; i++) {
        luaL_addstring(&list, i ? ", " : "");
        luaL_addstring(&list, names[i]);
    }
    luaL_pushresult(&list);
    refuse(reader, key, lua_pushfstring(L, "is '%s', not one of %s", text, lua_tostring(L, -1)));
    return 0;
}

static bool flag(const struct reader *reader, const char *key)
{
    if (!lua_isboolean(reader->L, -1))
        refuse(
            reader, key,
            lua_pushfstring(reader->L, "is a %s, not true or false", luaL_typename(reader->L, -1)));
    return lua_toboolean(reader->L, -1);
}

static void read_transport(const struct reader *reader, const char *key)
{
    reader->side->claim.transport =
        (enum pp_transport)choice(reader, key, pp_transport_names, PP_TRANSPORTS);
    reader->side->has_transport = true;
}

static void read_port(const struct reader *reader, const char *key)
{
    lua_State *L = reader->L;
    struct pp_port_error error = {"is no port"};
    const struct pp_range_value *range = pp_range_test(L, -1);
    struct pp_range *ports = &reader->side->ports;
    bool good = range != NULL;
    if (range) {
        *ports = range->range;
    } else if (lua_type(L, -1) == LUA_TNUMBER) {
        int is_integer;
        lua_Integer value = lua_tointegerx(L, -1, &is_integer);
        good = pp_port_from_integer(is_integer ? value : PP_PORT_MAX + 1ll, &ports->first, &error);
        ports->last = ports->first;
    } else {
        good = pp_range_parse(text_of(reader, key), ports, &error);
    }
    if (!good)
        refuse(reader, key,
               lua_pushfstring(L, "is '%s': %s", luaL_tolstring(L, -1, NULL), error.text));
    reader->side->has_port = true;
}

static void read_address(const struct reader *reader, const char *key)
{
    const char *text = text_of(reader, key);
    if (!pp_address_parse(text, &reader->side->address))
        refuse(reader, key, lua_pushfstring(reader->L, "is '%s': no IP address and not *", text));
}

static void read_url(const struct reader *reader, const char *key)
{
    const char *text = text_of(reader, key);
    if (!pp_url_is_http(text))
        return; /* rtsp:// and the like only document */
    struct pp_arena *arena = pp_state_of(reader->L)->script->arena;
    const char *why = pp_url_parse(text, arena, &reader->side->url);
    if (why)
        refuse(reader, key, lua_pushfstring(reader->L, "is '%s': %s", text, why));
    reader->side->claim.url = &reader->side->url;
}

static void read_listener(const struct reader *reader, const char *key)
{
    reader->side->claim.kind =
        (enum pp_listener_kind)choice(reader, key, pp_listener_kind_names, 2);
    reader->side->has_kind = true;
}

static void read_reuse(const struct reader *reader, const char *key)
{
    reader->side->claim.reuse = (enum pp_reuse)choice(reader, key, pp_reuse_names, PP_REUSES);
}

static void read_v6only(const struct reader *reader, const char *key)
{
    reader->side->v6only = flag(reader, key);
}

static void read_nothing(const struct reader *reader, const char *key)
{
    (void)reader;
    (void)key;
}

/* The last ones are told by placement:claims() for people; they decide nothing. */
static const struct field {
    const char *key;
    void (*read)(const struct reader *reader, const char *key);
} fields[] = {
    {"transport", read_transport}, {"port", read_port},
    {"address", read_address},     {"url", read_url},
    {"listener", read_listener},   {"reuse", read_reuse},
    {"v6only", read_v6only},       {"endpoint", read_nothing},
    {"instance", read_nothing},    {"pool", read_nothing},
};
#define FIELDS (sizeof fields / sizeof *fields)

static void refuse_unknown(const struct reader *reader)
{
    lua_State *L = reader->L;
    const char *names[FIELDS];
    for (size_t i = 0; i < FIELDS; i++)
        names[i] = fields[i].key;
    for (lua_pushnil(L); lua_next(L, reader->arg); lua_pop(L, 1)) {
        size_t i = 0;
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        while (i < FIELDS && strcmp(key, names[i]) != 0)
            i++;
        if (i < FIELDS)
            continue;
        const char *near = pp_nearest(key, names, FIELDS);
        refuse(reader, *key ? key : luaL_typename(L, -2),
               near ? lua_pushfstring(L, "is unknown; did you mean '%s'?", near)
                    : "is unknown; a listener has transport, port, address, url, listener, reuse "
                      "and v6only");
    }
}

/* A url whose host is + or * is registered with http.sys, as in a catalogue. */
static void choose_kind(const struct reader *reader)
{
    struct side *side = reader->side;
    const struct pp_url *url = side->claim.url;
    if (!side->has_kind)
        side->claim.kind = pp_listener_kind_by_url(reader->os, side->claim.transport, url, false);
    if (side->claim.kind != PP_HTTP_SYS)
        return;
    if (reader->os != PP_WINDOWS)
        refuse(reader, "listener", "is 'http.sys', which only windows has");
    if (side->claim.transport != PP_TCP)
        refuse(reader, "listener", "is 'http.sys', which listens on tcp");
    side->address = (struct pp_address){.kind = PP_ADDR_ANY}; /* whatever its url says */
}

/* A binding of the plan; one that got no port has none in common with anything. */
static void read_binding(lua_State *L, struct pp_view view, struct side *side)
{
    const struct pp_plan *plan = pp_view_plan(L, view);
    const struct pp_listener *listener = &plan->listeners[plan->bindings.listener[view.index]];
    side->claim = pp_listener_claim(listener);
    side->ports.first = plan->bindings.first[view.index];
    side->ports.last = plan->bindings.last[view.index];
    side->has_port = side->ports.first > 0;
    side->plan = view.plan;
    side->host = listener->host;
}

static void read_side(lua_State *L, int arg, enum pp_os os, struct side *side)
{
    struct reader reader = {L, arg, os, side};
    struct pp_view view = pp_view_test(L, arg);
    *side = (struct side){.v6only = pp_profile_of(os)->v6only, .host = PP_NONE};
    if (view.kind == PP_VIEW_BINDING) {
        read_binding(L, view, side);
        return;
    }
    if (!lua_istable(L, arg))
        luaL_typeerror(L, arg, "binding or table");
    refuse_unknown(&reader);
    for (size_t i = 0; i < FIELDS; i++) {
        if (lua_getfield(L, arg, fields[i].key) != LUA_TNIL)
            fields[i].read(&reader, fields[i].key);
        lua_settop(L, 3);
    }
    if (!side->has_transport)
        refuse(&reader, "transport", "is missing: tcp, udp, sctp or dccp");
    if (!side->has_port)
        refuse(&reader, "port", "is missing");
    choose_kind(&reader);
    side->claim.addresses = pp_addrset_of(&side->address, side->v6only);
}

/* The system of the host that a binding among the two is of, or windows. */
static enum pp_os os_of_views(lua_State *L)
{
    for (int arg = 1; arg <= 2; arg++) {
        struct pp_view view = pp_view_test(L, arg);
        if (view.kind != PP_VIEW_BINDING)
            continue;
        const struct pp_plan *plan = pp_view_plan(L, view);
        return plan->hosts[plan->listeners[plan->bindings.listener[view.index]].host].os;
    }
    return PP_WINDOWS;
}

/* Whether they have a port in common: not when they are of two hosts or transports, and a binding
 * has none with itself. */
static bool meet(lua_State *L, const struct side *a, const struct side *b)
{
    bool both = a->host != PP_NONE && b->host != PP_NONE;
    if (both && (a->plan != b->plan || a->host != b->host || lua_rawequal(L, 1, 2)))
        return false;
    return a->has_port && b->has_port && a->claim.transport == b->claim.transport &&
           pp_range_overlaps(a->ports, b->ports);
}

/* clashes(a, b, os) -> rule id, error of the system; nil when both can run */
static int f_clashes(lua_State *L)
{
    struct side a, b;
    lua_settop(L, 3);
    pp_state_charge(L, 1);
    enum pp_os os = pp_arg_os(L, 3, os_of_views(L));
    read_side(L, 1, os, &a);
    read_side(L, 2, os, &b);
    struct pp_clash clash = {.kind = PP_CLASH_NONE};
    if (meet(L, &a, &b))
        clash = pp_clash_judge(os, &a.claim, &b.claim);
    if (clash.kind == PP_CLASH_NONE) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushstring(L, pp_clash_rule_ids[clash.kind]);
    lua_pushstring(L, clash.os_error);
    return 2;
}

/* overlaps(a, b) -> whether two bindings of one host, or claims, have a port in common on one
 * transport and their addresses meet; whether that is legal is for clashes() to say */
static int f_overlaps(lua_State *L)
{
    struct side a, b;
    lua_settop(L, 3);
    enum pp_os os = pp_arg_os(L, 3, os_of_views(L));
    read_side(L, 1, os, &a);
    read_side(L, 2, os, &b);
    pp_state_charge(L, 1);
    lua_pushboolean(L,
                    meet(L, &a, &b) && pp_addrset_overlaps(&a.claim.addresses, &b.claim.addresses));
    return 1;
}

int pp_open_clashes(lua_State *L)
{
    lua_pushcfunction(L, f_clashes);
    return 1;
}

int pp_open_overlaps(lua_State *L)
{
    lua_pushcfunction(L, f_overlaps);
    return 1;
}
