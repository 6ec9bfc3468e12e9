/* declare: the words of the plan language and what they do to the tree. */
#include "script/declare.h"

#include "base/mem.h"
#include "script/include.h"
#include "script/lib.h"
#include "script/policies.h"
#include "script/policy.h"

#include <lauxlib.h>
#include <limits.h>
#include <string.h>

#define DECLARATION "declaration"
#define AUTO "auto"
#define COUNT(array) (sizeof(array) / sizeof *(array))

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

/* --- entering: the first call ---------------------------------------------- */

static void add_name(lua_State *L, struct pp_decl *decl, const char *field)
{
    pp_node_add(arena_of(L), decl->node, field, decl->loc, text_node(L, decl->name, decl->loc));
}

static void enter_site(lua_State *L, struct pp_decl *decl)
{
    struct pp_state *state = pp_state_of(L);
    if (decl->name)
        add_name(L, decl, "name");
    if (state->site) {
        pp_mistake(L, decl->loc, "a plan has one site; this is a second one");
        pp_diags_also(state->script->diags, state->site->loc, "the first one");
        return;
    }
    state->site = decl;
    pp_node_add(state->script->arena, state->root, "site", decl->loc, decl->node);
}

static void enter_host(lua_State *L, struct pp_decl *decl)
{
    add_name(L, decl, "name");
    pp_node_add(arena_of(L), pp_state_of(L)->hosts, NULL, decl->loc, decl->node);
}

/* Enters it under its name in `map`, unless the name is taken. */
static void enter_once(lua_State *L, struct pp_decl *decl, struct pp_node *map, struct pp_map *ids,
                       struct pp_loc **locs, size_t *capacity)
{
    struct pp_diags *diags = pp_state_of(L)->script->diags;
    uint32_t index = (uint32_t)ids->count;
    uint32_t found = pp_map_add(ids, decl->name, index);
    if (found != index) {
        pp_mistake(L, decl->loc, "%s '%s' is declared twice", decl->word->kind, decl->name);
        pp_diags_also(diags, (*locs)[found], "first declared here");
        return;
    }
    *locs = pp_grow(*locs, capacity, index + 1, sizeof **locs);
    (*locs)[index] = decl->loc;
    pp_node_add(arena_of(L), map, decl->name, decl->loc, decl->node);
}

static void enter_product(lua_State *L, struct pp_decl *decl)
{
    struct pp_state *state = pp_state_of(L);
    enter_once(L, decl, state->products, &state->product_ids, &state->product_locs,
               &state->product_capacity);
}

static void enter_rule(lua_State *L, struct pp_decl *decl)
{
    struct pp_state *state = pp_state_of(L);
    enter_once(L, decl, state->rules, &state->rule_ids, &state->rule_locs, &state->rule_capacity);
}

static void enter_waiver(lua_State *L, struct pp_decl *decl)
{
    add_name(L, decl, "rule");
    pp_node_add(arena_of(L), pp_state_of(L)->waivers, NULL, decl->loc, decl->node);
}

static void enter_endpoint(lua_State *L, struct pp_decl *decl)
{
    pp_node_add(arena_of(L), decl->node, "transport", decl->loc,
                text_node(L, decl->word->word, decl->loc));
}

static int give_product(lua_State *L, struct pp_decl *decl)
{
    pp_ref_push(L, decl->name, decl->loc);
    return 1;
}

static int give_itself(lua_State *L, struct pp_decl *decl)
{
    (void)decl;
    lua_pushvalue(L, 1);
    return 1;
}

/* --- the words ------------------------------------------------------------- */

static const struct pp_reserved site_reserved[] = {
    {"name", "is given twice: the site's name stands before its table"}};
static const struct pp_reserved host_reserved[] = {
    {"name", "is given twice: the host's name stands before its table"},
    {"products", "is how YAML says it; in Lua the products stand in the table as they are: "
                 "host \"NAME\" { catalogue.product, ... }"}};
static const struct pp_reserved product_reserved[] = {
    {"endpoints", "is how YAML says it; in Lua they stand in the table as they are: "
                  "product \"ID\" { tcp \"NAME\" { port = 8090 }, ... }"}};
static const struct pp_reserved endpoint_reserved[] = {
    {"transport", "is given twice: the word before the endpoint's name is its transport"}};
static const struct pp_reserved waiver_reserved[] = {
    {"rule", "is given twice: the rule stands before the waiver's table"}};

#define ENDPOINT(transport)                                                                   \
    {                                                                                         \
        .word = transport, .kind = "endpoint", .form = transport " \"NAME\" { port = 8090 }", \
        .reserved = endpoint_reserved, .reserved_count = COUNT(endpoint_reserved),            \
        .enter = enter_endpoint                                                               \
    }

static const struct pp_word words[] = {
    {.word = "site",
     .kind = "site",
     .form = "site \"NAME\" { os = \"windows\" }",
     .optional = true,
     .reserved = site_reserved,
     .reserved_count = COUNT(site_reserved),
     .enter = enter_site},
    {.word = "host",
     .kind = "host",
     .form = "host \"NAME\" { ... }",
     .reserved = host_reserved,
     .reserved_count = COUNT(host_reserved),
     .enter = enter_host,
     .items = pp_host_items},
    {.word = "product",
     .kind = "product",
     .form = "product \"ID\" { ... }",
     .reserved = product_reserved,
     .reserved_count = COUNT(product_reserved),
     .enter = enter_product,
     .items = pp_product_items,
     .result = give_product},
    {.word = "rule",
     .kind = "rule",
     .form = "rule \"ID\" { severity = \"note\" }",
     .enter = enter_rule},
    {.word = "waive",
     .kind = "waiver of",
     .form = "waive \"RULE\" { reason = \"...\" }",
     .reserved = waiver_reserved,
     .reserved_count = COUNT(waiver_reserved),
     .enter = enter_waiver},
    ENDPOINT("tcp"),
    ENDPOINT("udp"),
    ENDPOINT("sctp"),
    ENDPOINT("dccp"),
};

/* --- filling: the second call ---------------------------------------------- */

struct pp_decl *pp_decl_test(lua_State *L, int index)
{
    struct pp_decl **decl = luaL_testudata(L, index, DECLARATION);
    return decl ? *decl : NULL;
}

/* "host 'X'", or "host" */
static const char *describe(lua_State *L, const struct pp_decl *decl)
{
    if (!decl->name)
        return decl->word->kind;
    return pp_arena_printf(arena_of(L), "%s '%s'", decl->word->kind, decl->name);
}

/* Reads the table at `index` into the declaration, whose userdata is at index 1. */
static int fill(lua_State *L, struct pp_decl *decl, int index, struct pp_place place)
{
    const struct pp_word *word = decl->word;
    if (decl->filled) {
        pp_mistake(L, place.loc, "%s already has its { ... }", describe(L, decl));
        pp_diags_also(pp_state_of(L)->script->diags, decl->filled_loc, "here");
    } else if (!lua_istable(L, index)) {
        pp_mistake(L, place.loc, "behind %s comes its table, not %s: %s", describe(L, decl),
                   pp_value_name(L, index), word->form);
    } else {
        struct pp_table table;
        bool innermost = word->enter == enter_endpoint;
        bool bare = word->optional && !decl->name;
        pp_table_open(&table, L, index, word->kind, decl->name, place, innermost);
        pp_table_fields(&table, decl->node, word->reserved, bare ? 0 : word->reserved_count);
        if (word->items)
            word->items(decl, &table);
        else
            pp_table_refuse_items(&table);
    }
    decl->filled = true;
    decl->filled_loc = place.loc;
    return word->result ? word->result(L, decl) : give_itself(L, decl);
}

static int f_fill(lua_State *L)
{
    struct pp_decl **decl = luaL_checkudata(L, 1, DECLARATION);
    pp_policy_refuse_late(L, (*decl)->word->word);
    pp_state_charge(L, 1);
    lua_settop(L, 2);
    return fill(L, *decl, 2, pp_place_of_caller(L));
}

static void push_decl(lua_State *L, struct pp_decl *decl)
{
    struct pp_decl **box = lua_newuserdatauv(L, sizeof(struct pp_decl *), 0);
    *box = decl;
    if (luaL_newmetatable(L, DECLARATION)) {
        lua_pushcfunction(L, f_fill);
        lua_setfield(L, -2, "__call");
    }
    lua_setmetatable(L, -2);
}

static void read_name(lua_State *L, struct pp_decl *decl)
{
    const struct pp_word *word = decl->word;
    const char *flaw = NULL;
    if (lua_type(L, 1) != LUA_TSTRING)
        pp_mistake(L, decl->loc, "%s wants a name first, not %s: %s", word->word,
                   pp_value_name(L, 1), word->form);
    else if ((flaw = pp_name_flaw(L, 1)))
        pp_mistake(L, decl->loc, "the name of %s %s %s", word->enter == enter_endpoint ? "an" : "a",
                   word->kind, flaw);
    else
        decl->name = pp_arena_strdup(arena_of(L), lua_tostring(L, 1));
}

static struct pp_decl *new_decl(lua_State *L, const struct pp_word *word, struct pp_place place)
{
    struct pp_state *state = pp_state_of(L);
    struct pp_decl *decl = pp_arena_alloc(state->script->arena, sizeof *decl);
    decl->word = word;
    decl->loc = place.loc;
    decl->chunk = place.chunk;
    decl->node = pp_node_new(state->script->arena, PP_NODE_MAP, place.loc);
    *state->last_decl = decl;
    state->last_decl = &decl->next;
    return decl;
}

/* word "name", also word("name", { ... }), and for a site without a name site { ... }. */
static int f_word(lua_State *L)
{
    const struct pp_word *word = lua_touserdata(L, lua_upvalueindex(1));
    pp_policy_refuse_late(L, word->word);
    struct pp_place place = pp_place_of_caller(L);
    pp_state_charge(L, 1);
    struct pp_decl *decl = new_decl(L, word, place);
    bool bare = word->optional && lua_istable(L, 1);
    if (!bare)
        read_name(L, decl);
    if (decl->name || bare)
        word->enter(L, decl);
    lua_settop(L, 2);
    push_decl(L, decl);
    lua_insert(L, 1);
    if (bare || !lua_isnil(L, 3))
        return fill(L, decl, bare ? 2 : 3, place);
    lua_settop(L, 1);
    return 1;
}

/* --- auto, policy ---------------------------------------------------------- */

const struct pp_auto_value *pp_auto_test(lua_State *L, int index)
{
    return luaL_testudata(L, index, AUTO);
}

static int f_auto(lua_State *L);

static void push_auto(lua_State *L, struct pp_auto_value value)
{
    struct pp_auto_value *box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = value;
    if (luaL_newmetatable(L, AUTO)) {
        lua_pushcfunction(L, f_auto);
        lua_setfield(L, -2, "__call");
    }
    lua_setmetatable(L, -2);
}

/* The table of auto { ... } at index 2. */
static struct pp_node *auto_fields(lua_State *L)
{
    struct pp_table table;
    struct pp_place place = pp_place_find(L, 1);
    struct pp_node *map = pp_node_new(arena_of(L), PP_NODE_MAP, place.loc);
    pp_table_open(&table, L, 2, AUTO, NULL, place, true);
    pp_table_fields(&table, map, NULL, 0);
    pp_table_refuse_items(&table);
    return map;
}

/* auto "10000-10999", auto { range = "10000-10999", block = 16 } */
static int f_auto(lua_State *L)
{
    struct pp_auto_value value = {0};
    pp_state_charge(L, 1);
    if (lua_istable(L, 2))
        value.fields = auto_fields(L);
    else if (pp_range_test(L, 2) || (lua_type(L, 2) == LUA_TSTRING && !pp_name_flaw(L, 2)))
        value.range = pp_arena_strdup(arena_of(L), luaL_tolstring(L, 2, NULL));
    else
        pp_mistake(L, pp_place_here(L),
                   "auto wants a range of ports or a table, not %s: auto \"10000-10999\"",
                   pp_value_name(L, 2));
    push_auto(L, value);
    return 1;
}

/* The table that somebody put behind policy "FILE". */
static int f_refuse_table(lua_State *L)
{
    pp_mistake(L, pp_place_here(L),
               "policy \"FILE\" takes no table; a policy that stands in the plan has its id "
               "inside: policy { id = \"...\", ... }");
    return 0;
}

/* The path from the plan's folder; a shipped policy's name as it is. NULL after a mistake. */
static const char *policy_path(lua_State *L, struct pp_place place, const char *asked)
{
    char path[PATH_MAX];
    if (strncmp(asked, PP_SHIPPED_POLICIES, strlen(PP_SHIPPED_POLICIES)) == 0)
        return pp_arena_strdup(arena_of(L), asked);
    const char *from = place.chunk && place.chunk->relative ? place.chunk->relative : "";
    const char *why = pp_include_resolve(from, asked, path);
    if (!why) /* "": the folder of the plan itself, which is refused when it is to be loaded */
        return pp_arena_strdup(arena_of(L), *path ? path : ".");
    pp_mistake(L, place.loc, "policy '%s' cannot be loaded: %s", asked, why);
    return NULL;
}

/* What the value at index 1 is when it can name no file; NULL when it can. */
static const char *why_no_name(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TSTRING)
        return pp_value_name(L, 1);
    if (pp_name_flaw(L, 1))
        return pp_arena_printf(arena_of(L), "a text that %s", pp_name_flaw(L, 1));
    const char *text = lua_tostring(L, 1);
    return text[strspn(text, " ")] ? NULL : "an empty text";
}

/* policy "FILE", and policy { ... } for one that stands in the plan */
static int f_policy(lua_State *L)
{
    pp_policy_refuse_late(L, "policy");
    struct pp_state *state = pp_state_of(L);
    struct pp_place place = pp_place_find(L, 1);
    if (lua_istable(L, 1) && state->script->policies)
        return f_policy_table(L);
    pp_state_charge(L, 1);
    if (lua_istable(L, 1)) {
        pp_mistake(L, place.loc, "a policy cannot stand here");
    } else if (why_no_name(L)) {
        pp_mistake(L, place.loc,
                   "policy wants the name of a file, or a table, not %s: policy \"no-http.lua\"",
                   why_no_name(L));
    } else {
        const char *path = policy_path(L, place, lua_tostring(L, 1));
        if (path)
            pp_node_add(arena_of(L), state->policies, NULL, place.loc,
                        text_node(L, path, place.loc));
    }
    lua_pushcfunction(L, f_refuse_table);
    return 1;
}

/* --- the whole ------------------------------------------------------------- */

static struct pp_node *add_part(struct pp_state *state, const char *key, enum pp_node_kind kind)
{
    struct pp_loc loc = state->root->loc;
    struct pp_node *part = pp_node_new(state->script->arena, kind, loc);
    pp_node_add(state->script->arena, state->root, key, loc, part);
    return part;
}

void pp_declare_words(lua_State *L, int target, const struct pp_word *rows, size_t count)
{
    pp_state_of(L)->last_decl = &pp_state_of(L)->decls;
    for (size_t i = 0; i < count; i++) {
        lua_pushlightuserdata(L, (void *)(uintptr_t)&rows[i]);
        lua_pushcclosure(L, f_word, 1);
        lua_setfield(L, target, rows[i].word);
    }
}

void pp_declare_open(lua_State *L, int target, int env)
{
    static const luaL_Reg functions[] = {
        {"catalog", f_catalog}, {"policy", f_policy}, {NULL, NULL}};
    struct pp_state *state = pp_state_of(L);
    struct pp_loc loc = pp_loc_at(state->chunks->source, 1, 0);
    state->root = pp_node_new(state->script->arena, PP_NODE_MAP, loc);
    state->catalogs = add_part(state, "catalogs", PP_NODE_LIST);
    state->products = add_part(state, "products", PP_NODE_MAP);
    state->hosts = add_part(state, "hosts", PP_NODE_LIST);
    state->rules = add_part(state, "rules", PP_NODE_MAP);
    state->waivers = add_part(state, "waivers", PP_NODE_LIST);
    state->policies = add_part(state, "policies", PP_NODE_LIST);
    state->last_placed = &state->placed;
    pp_declare_words(L, target, words, COUNT(words));
    for (const luaL_Reg *row = functions; row->name; row++) {
        lua_pushcfunction(L, row->func);
        lua_setfield(L, target, row->name);
    }
    lua_pushvalue(L, env);
    lua_pushcclosure(L, f_include, 1);
    lua_setfield(L, target, "include");
    push_auto(L, (struct pp_auto_value){0});
    lua_setfield(L, target, "auto");
}

/* Values that a file gives to others may well be left over: only the plan's own count. */
static bool is_main(const struct pp_chunk *chunk)
{
    return chunk && !chunk->next;
}

void pp_declare_finish(lua_State *L)
{
    struct pp_state *state = pp_state_of(L);
    for (const struct pp_decl *decl = state->decls; decl; decl = decl->next) {
        if (!decl->name)
            continue;
        if (!decl->filled && !decl->word->optional)
            pp_mistake(L, decl->loc, "%s is declared without a { ... }: %s", describe(L, decl),
                       decl->word->form);
        else if (decl->word->enter == enter_endpoint && !decl->used && is_main(decl->chunk))
            pp_mistake(L, decl->loc, "%s is in no product", describe(L, decl));
    }
    for (const struct pp_placed *placed = state->placed; placed; placed = placed->next) {
        if (!placed->used && placed->node && is_main(placed->chunk))
            pp_mistake(L, placed->loc, "'%s' is placed here but stands in no host's table",
                       placed->product);
    }
}
