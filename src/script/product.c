/* product: catalogues and products as values, and how they are placed on hosts. */
#include "script/declare.h"
#include "script/flat.h"
#include "script/policy.h"

#include "base/text.h"

#include <lauxlib.h>
#include <string.h>

#define CATALOGUE "catalogue"
#define PRODUCT "product"
#define PLACEMENT "placement"

static struct pp_arena *arena_of(lua_State *L)
{
    return pp_state_of(L)->script->arena;
}

static struct pp_node *text_node(lua_State *L, const char *text, struct pp_loc loc)
{
    struct pp_node *node = pp_node_new(arena_of(L), PP_NODE_STRING, loc);
    node->string.text = text;
    node->string.length = strlen(text);
    return node;
}

/* --- placements ------------------------------------------------------------ */

static const struct pp_reserved placement_reserved[] = {
    {"use", "is how YAML says it; in Lua the product stands before the table"}};

/* Makes the userdata on top of the stack one of `type`, whose metatable is made the first time.
 * *meta is its address, by which such a value is known again. */
static void set_type(lua_State *L, const char *type, lua_CFunction call, const void **meta)
{
    if (*meta) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, meta);
    } else {
        luaL_newmetatable(L, type);
        if (call) {
            lua_pushcfunction(L, call);
            lua_setfield(L, -2, "__call");
        }
        *meta = lua_topointer(L, -1);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, meta);
    }
    lua_setmetatable(L, -2);
}

/* What the userdata at `index` holds, if its metatable is that one; otherwise NULL. */
static void *test_type(lua_State *L, int index, const void *meta)
{
    void *box = lua_touserdata(L, index);
    if (!box || !lua_getmetatable(L, index))
        return NULL;
    bool same = lua_topointer(L, -1) == meta;
    lua_pop(L, 1);
    return same ? box : NULL;
}

static struct pp_placed *new_placed(lua_State *L, const struct pp_ref *ref, struct pp_place place)
{
    struct pp_state *state = pp_state_of(L);
    struct pp_placed *placed = pp_arena_alloc(state->script->arena, sizeof *placed);
    placed->product = ref->name;
    placed->loc = place.loc;
    placed->chunk = place.chunk;
    *state->last_placed = placed;
    state->last_placed = &placed->next;
    return placed;
}

static const char *describe_ref(lua_State *L, const struct pp_ref *ref)
{
    return ref->name ? pp_arena_printf(arena_of(L), "'%s'", ref->name) : "a product";
}

/* The table at index 2, whatever it holds; NULL when the product is unknown. */
static struct pp_node *read_placement(lua_State *L, const struct pp_ref *ref, struct pp_place place)
{
    struct pp_table table;
    struct pp_node *node = pp_node_new(arena_of(L), PP_NODE_MAP, place.loc);
    pp_table_open(&table, L, 2, "placement of", ref->name ? ref->name : "?", place, true);
    if (ref->name)
        pp_node_add(arena_of(L), node, "use", place.loc, text_node(L, ref->name, place.loc));
    pp_table_fields(&table, node, placement_reserved, 1);
    pp_table_refuse_items(&table);
    return ref->name ? node : NULL;
}

/* product { ... } */
static int f_place(lua_State *L)
{
    struct pp_state *state = pp_state_of(L);
    const struct pp_ref *ref = test_type(L, 1, state->product_type);
    if (!ref)
        return luaL_typeerror(L, 1, PRODUCT);
    struct pp_place place = pp_place_of_caller(L);
    struct pp_placed *placed = new_placed(L, ref, place);
    pp_state_charge(L, 1);
    if (!lua_istable(L, 2)) {
        pp_mistake(L, place.loc, "behind %s comes a table, not %s: { instances = 2 }",
                   describe_ref(L, ref), pp_value_name(L, 2));
        lua_settop(L, 1);
        lua_newtable(L);
    }
    if (ref->name)
        placed->node = pp_flat_read(L, 2, place, placement_reserved[0].key, ref->name);
    if (!placed->node)
        placed->node = read_placement(L, ref, place);
    struct pp_placed **box = lua_newuserdatauv(L, sizeof(struct pp_placed *), 0);
    *box = placed;
    set_type(L, PLACEMENT, NULL, &state->placement_type);
    return 1;
}

void pp_ref_push(lua_State *L, const char *name, struct pp_loc loc)
{
    struct pp_ref *ref = lua_newuserdatauv(L, sizeof *ref, 0);
    *ref = (struct pp_ref){name, loc};
    set_type(L, PRODUCT, f_place, &pp_state_of(L)->product_type);
}

/* --- catalogues ------------------------------------------------------------ */

struct catalogue {
    const struct pp_catalog *catalog; /* NULL: could not be loaded, and that was reported */
};

static void refuse_product(lua_State *L, const struct pp_catalog *catalog, const char *id,
                           struct pp_loc loc)
{
    const char **ids = pp_arena_array(arena_of(L), catalog->product_count, sizeof *ids);
    for (size_t i = 0; i < catalog->product_count; i++)
        ids[i] = catalog->products[i].id;
    const char *near = pp_nearest(id, ids, catalog->product_count);
    struct pp_state *state = pp_state_of(L);
    const char *owner = pp_library_owner(state->script->library, state->folder, id);
    if (owner)
        pp_mistake(L, loc, "catalogue '%s' has no product '%s'; catalogue '%s' has it", catalog->id,
                   id, owner);
    else if (near)
        pp_mistake_near(L, loc, near, "catalogue '%s' has no product '%s'", catalog->id, id);
    else
        pp_mistake(L, loc, "catalogue '%s' has no product '%s'; 'portplan catalog %s' lists them",
                   catalog->id, id, catalog->id);
}

/* cinegy.playout_engine: a new value each time, which knows its line. */
static int f_catalogue_index(lua_State *L)
{
    const struct catalogue *self = test_type(L, 1, pp_state_of(L)->catalogue_type);
    if (!self)
        return luaL_typeerror(L, 1, CATALOGUE);
    struct pp_loc loc = pp_place_of_caller(L).loc;
    const char *name = NULL;
    pp_state_charge(L, 1);
    if (lua_type(L, 2) != LUA_TSTRING || pp_name_flaw(L, 2)) {
        pp_mistake(L, loc, "a product has a name, not %s", pp_value_name(L, 2));
    } else if (self->catalog) {
        const struct pp_product *product = pp_catalog_product(self->catalog, lua_tostring(L, 2));
        if (product)
            name = product->name;
        else
            refuse_product(L, self->catalog, lua_tostring(L, 2), loc);
    }
    pp_ref_push(L, name, loc);
    return 1;
}

static int f_catalogue_set(lua_State *L)
{
    return luaL_error(L, "a catalogue cannot be changed; product \"ID\" { ... } makes a new one");
}

static const struct pp_catalog *load(lua_State *L, const char *id, struct pp_loc loc)
{
    struct pp_state *state = pp_state_of(L);
    const char *name = pp_state_intern(state, id);
    const struct pp_catalog *catalog =
        pp_library_load(state->script->library, name, state->folder, loc);
    uint32_t index = (uint32_t)state->catalog_ids.count;
    if (!catalog)
        pp_mistakes_count(L, loc);
    if (catalog && pp_map_add(&state->catalog_ids, name, index) == index)
        pp_node_add(arena_of(L), state->catalogs, NULL, loc, text_node(L, name, loc));
    return catalog;
}

int f_catalog(lua_State *L)
{
    pp_policy_refuse_late(L, "catalog");
    struct pp_loc loc = pp_place_here(L);
    const struct pp_catalog *catalog = NULL;
    const char *flaw = NULL;
    pp_state_charge(L, 1);
    if (lua_type(L, 1) != LUA_TSTRING)
        pp_mistake(L, loc, "catalog wants an id, not %s: catalog \"cinegy\"", pp_value_name(L, 1));
    else if ((flaw = pp_name_flaw(L, 1)))
        pp_mistake(L, loc, "the id of a catalogue %s", flaw);
    else
        catalog = load(L, lua_tostring(L, 1), loc);
    struct catalogue *self = lua_newuserdatauv(L, sizeof *self, 0);
    self->catalog = catalog;
    if (luaL_newmetatable(L, CATALOGUE)) {
        lua_pushcfunction(L, f_catalogue_index);
        lua_setfield(L, -2, "__index");
        lua_pushcfunction(L, f_catalogue_set);
        lua_setfield(L, -2, "__newindex");
        pp_state_of(L)->catalogue_type = lua_topointer(L, -1);
    }
    lua_setmetatable(L, -2);
    return 1;
}

/* --- the list part of a host ----------------------------------------------- */

struct host_list {
    const struct pp_decl *host;
    struct pp_node *placements;
};

static void add_placement(lua_State *L, struct host_list *list, struct pp_node *node)
{
    pp_node_add(arena_of(L), list->placements, NULL, node->loc, node);
}

/* Where a product without a table stands: the text knows it best, then the line that named
 * it, if that is not before the host. */
static struct pp_loc bare_loc(const struct host_list *list, const struct pp_ref *ref,
                              struct pp_loc loc, bool exact)
{
    bool inside = ref->loc.source == list->host->loc.source &&
                  ref->loc.line >= list->host->loc.line;
    return !exact && inside ? ref->loc : loc;
}

static void host_items(struct host_list *list, struct pp_table *table);

/* A table in the list: more products, or one in YAML's form, { use = "...", ... }. */
static void host_table(struct host_list *list, const struct pp_table *parent, struct pp_loc loc,
                       const struct pp_lines_field *field)
{
    lua_State *L = parent->L;
    struct pp_table table;
    pp_table_open_inner(&table, parent, NULL, lua_gettop(L), loc, field);
    if (table.key_count == 0) {
        host_items(list, &table);
        return;
    }
    bool has_use = false;
    for (size_t i = 0; i < table.key_count; i++)
        has_use = has_use || strcmp(table.keys[i], "use") == 0;
    if (!has_use) {
        pp_mistake(L, loc,
                   "%s is a table with the field '%s' but no product; write "
                   "catalogue.product { %s = ... }",
                   pp_table_describe(parent, NULL, parent->next), table.keys[0], table.keys[0]);
        return;
    }
    struct pp_node *node = pp_node_new(arena_of(L), PP_NODE_MAP, loc);
    pp_table_fields(&table, node, NULL, 0);
    pp_table_refuse_items(&table);
    add_placement(L, list, node);
}

static void refuse_item(const struct pp_table *table, struct pp_loc loc)
{
    lua_State *L = table->L;
    const struct pp_decl *decl = pp_decl_test(L, -1);
    const char *item = pp_table_describe(table, NULL, table->next);
    if (decl && !decl->filled && !decl->word->optional)
        return; /* reported as such */
    if (decl && strcmp(decl->word->kind, "endpoint") == 0)
        pp_mistake(L, loc, "%s is an endpoint, which belongs into a product", item);
    else if (decl)
        pp_mistake(L, loc, "%s is a %s; is a '}' missing before it?", item, decl->word->word);
    else
        pp_mistake(L, loc, "%s is %s, not a product", item, pp_value_name(L, -1));
}

/* The item at the top of the stack. */
static void host_item(struct host_list *list, struct pp_table *table, struct pp_loc loc,
                      const struct pp_lines_field *field)
{
    lua_State *L = table->L;
    const struct pp_ref *ref;
    struct pp_placed **placed;
    const struct pp_state *state = pp_state_of(L);
    if ((placed = test_type(L, -1, state->placement_type))) {
        (*placed)->used = true;
        if ((*placed)->node)
            add_placement(L, list, (*placed)->node);
    } else if ((ref = test_type(L, -1, state->product_type))) {
        if (ref->name)
            add_placement(L, list, text_node(L, ref->name, bare_loc(list, ref, loc, field)));
    } else if (lua_istable(L, -1)) {
        host_table(list, table, loc, field);
    } else if (lua_type(L, -1) == LUA_TSTRING && !pp_name_flaw(L, -1)) {
        add_placement(L, list,
                      text_node(L, pp_state_intern(pp_state_of(L), lua_tostring(L, -1)), loc));
    } else {
        refuse_item(table, loc);
    }
}

static void host_items(struct host_list *list, struct pp_table *table)
{
    struct pp_loc loc;
    const struct pp_lines_field *field;
    while (pp_table_next(table, &loc, &field)) {
        host_item(list, table, loc, field);
        lua_pop(table->L, 1);
    }
}

void pp_host_items(struct pp_decl *host, struct pp_table *table)
{
    struct pp_arena *arena = arena_of(table->L);
    struct host_list list = {host, pp_node_new(arena, PP_NODE_LIST, host->loc)};
    pp_node_add(arena, host->node, "products", host->loc, list.placements);
    host_items(&list, table);
}

/* --- the list part of a product -------------------------------------------- */

static void add_endpoint(lua_State *L, struct pp_node *endpoints, struct pp_decl *endpoint)
{
    struct pp_state *state = pp_state_of(L);
    uint32_t index = endpoints->count;
    endpoint->used = true;
    if (!endpoint->name || !endpoint->filled)
        return; /* reported as such */
    if (pp_map_add(&state->endpoint_ids, endpoint->name, index) == index) {
        pp_node_add(arena_of(L), endpoints, endpoint->name, endpoint->loc, endpoint->node);
        return;
    }
    const struct pp_entry *first = endpoints->first;
    while (strcmp(first->key, endpoint->name) != 0)
        first = first->next;
    pp_mistake(L, endpoint->loc, "endpoint '%s' is declared twice", endpoint->name);
    pp_diags_also(state->script->diags, first->key_loc, "first declared here");
}

static void product_items(struct pp_node *endpoints, struct pp_table *table)
{
    lua_State *L = table->L;
    struct pp_loc loc;
    const struct pp_lines_field *field;
    for (; pp_table_next(table, &loc, &field); lua_pop(L, 1)) {
        struct pp_decl *endpoint = pp_decl_test(L, -1);
        if (endpoint && strcmp(endpoint->word->kind, "endpoint") == 0) {
            add_endpoint(L, endpoints, endpoint);
        } else if (lua_istable(L, -1)) {
            struct pp_table inner;
            pp_table_open_inner(&inner, table, NULL, lua_gettop(L), loc, field);
            if (inner.key_count > 0)
                pp_mistake(L, loc, "%s is a table with the field '%s', not an endpoint",
                           pp_table_describe(table, NULL, table->next), inner.keys[0]);
            product_items(endpoints, &inner);
        } else {
            pp_mistake(L, loc, "%s is %s, not an endpoint: tcp \"NAME\" { port = 8090 }",
                       pp_table_describe(table, NULL, table->next), pp_value_name(L, -1));
        }
    }
}

void pp_product_items(struct pp_decl *product, struct pp_table *table)
{
    struct pp_state *state = pp_state_of(table->L);
    struct pp_arena *arena = state->script->arena;
    if (table->length == 0)
        return;
    struct pp_node *endpoints = pp_node_new(arena, PP_NODE_MAP, product->loc);
    pp_map_release(&state->endpoint_ids);
    pp_node_add(arena, product->node, "endpoints", product->loc, endpoints);
    product_items(endpoints, table);
}
