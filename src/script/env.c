/* env: the allow-list, and the functions that differ from Lua's. */
#include "script/env.h"

#include "script/depth.h"
#include "script/lib.h"
#include "script/strict.h"
#include "script/view.h"

#include <assert.h>
#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

/* Lua's functions that a plan may use. */
static const struct {
    const char *library;   /* "_G" for plain globals */
    const char *names[26]; /* NULL at the end */
} allowed[] = {
    {"_G", {"assert", "error", "ipairs", "select", "tonumber", "type"}},
    {"string",
     {"byte", "char", "find", "gmatch", "gsub", "len", "lower", "match", "pack", "packsize", "rep",
      "reverse", "sub", "unpack", "upper"}},
    {"table", {"concat", "insert", "move", "pack", "remove", "unpack"}},
    {"math", {"abs",  "acos", "asin", "atan", "ceil",       "cos",  "deg",        "exp",  "floor",
              "fmod", "huge", "log",  "max",  "maxinteger", "min",  "mininteger", "modf", "pi",
              "rad",  "sin",  "sqrt", "tan",  "tointeger",  "type", "ult"}},
    {"utf8", {"char", "charpattern", "codepoint", "codes", "len", "offset"}},
};

/* --- functions that differ from Lua's ------------------------------------- */

/* Errors of the plan are caught; a limit that was hit is not. */
static int f_pcall(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_pushcfunction(L, pp_depth_note);
    lua_insert(L, 1);
    lua_pushboolean(L, true); /* first: behind the results there may be no room */
    lua_insert(L, 2);
    int status = lua_pcall(L, lua_gettop(L) - 3, LUA_MULTRET, 1);
    pp_state_rethrow(L, status);
    if (status != LUA_OK) {
        lua_pushboolean(L, false);
        lua_replace(L, 2);
    }
    return lua_gettop(L) - 1;
}

/* Lua would show where a table lies in memory: that differs from run to run. */
static void push_text(lua_State *L, int index)
{
    int type = lua_type(L, index);
    bool has_address = type == LUA_TTABLE || type == LUA_TFUNCTION || type == LUA_TTHREAD ||
                       type == LUA_TUSERDATA || type == LUA_TLIGHTUSERDATA;
    if (!has_address || luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
        if (has_address)
            lua_pop(L, 1);
        luaL_tolstring(L, index, NULL);
    } else if (luaL_getmetafield(L, index, "__name") != LUA_TSTRING) {
        lua_pushstring(L, lua_typename(L, type));
    }
}

static int f_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    push_text(L, 1);
    return 1;
}

/* string.format, behind which stands the original: %p is refused, tables have no address. */
static int f_format(lua_State *L)
{
    size_t length;
    const char *p = luaL_checklstring(L, 1, &length), *end = p + length;
    while ((p = memchr(p, '%', (size_t)(end - p)))) { /* there may be NULs; one ends it all */
        p += 1 + strspn(p + 1, "-+ #0123456789.");
        if (*p == 'p')
            luaL_error(L, "'%%p' is not available in a %s: it would differ from run to run",
                       pp_script_kind_names[pp_state_of(L)->kind]);
        if (p < end)
            p++;
    }
    for (int i = 2; i <= lua_gettop(L); i++) {
        if (lua_istable(L, i) || lua_isfunction(L, i) || lua_isuserdata(L, i)) {
            push_text(L, i);
            lua_replace(L, i);
        }
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

/* string.rep, behind which stands the original: it has an error of its own for what no memory could
 * hold, which pcall catches. Here that is the limit of memory like anything else too large. */
static int f_rep(lua_State *L)
{
    size_t length, between;
    luaL_checklstring(L, 1, &length);
    lua_Integer times = luaL_checkinteger(L, 2);
    luaL_optlstring(L, 3, "", &between);
    size_t each = length + between;
    if (times > 0 && each > 0)
        pp_state_need(L, (size_t)times > SIZE_MAX / 2 / each ? SIZE_MAX / 2 : each * (size_t)times);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

static int f_print(lua_State *L)
{
    struct pp_script *script = pp_state_of(L)->script;
    int count = lua_gettop(L);
    luaL_Buffer line;
    luaL_buffinit(L, &line);
    for (int i = 1; i <= count; i++) {
        if (i > 1)
            luaL_addchar(&line, '\t');
        push_text(L, i);
        luaL_addvalue(&line);
    }
    luaL_addchar(&line, '\n');
    luaL_pushresult(&line);
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    pp_state_charge(L, length); /* where it goes to is not to be filled */
    if (script->print)
        script->print(script->print_data, text, length);
    if (script->print_failed)
        pp_state_stop(L, PP_LIMIT_TOLD, (struct pp_loc){0});
    return 0;
}

/* --- putting it together --------------------------------------------------- */

static void open_libraries(lua_State *L)
{
    static const luaL_Reg libraries[] = {
        {LUA_GNAME, luaopen_base},       {LUA_STRLIBNAME, luaopen_string},
        {LUA_TABLIBNAME, luaopen_table}, {LUA_MATHLIBNAME, luaopen_math},
        {LUA_UTF8LIBNAME, luaopen_utf8}, {NULL, NULL},
    };
    for (const luaL_Reg *row = libraries; row->name; row++) {
        luaL_requiref(L, row->name, row->func, 1);
        lua_pop(L, 1);
    }
}

/* The methods of every string are those of the original table: scripts get a copy. */
/* Puts `function` before the field of the table on top of the stack, which stands behind it. */
static void put_before(lua_State *L, const char *name, lua_CFunction function)
{
    lua_getfield(L, -1, name);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, name); /* where Lua looks up what to call it in messages */
    lua_pop(L, 1);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
}

static void harden_strings(lua_State *L)
{
    lua_getglobal(L, LUA_STRLIBNAME);
    put_before(L, "format", f_format);
    put_before(L, "rep", f_rep);
    lua_pushnil(L);
    lua_setfield(L, -2, "dump");
    lua_pop(L, 1);
}

static void copy_allowed(lua_State *L, int env)
{
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        bool plain = strcmp(allowed[i].library, LUA_GNAME) == 0;
        lua_getglobal(L, allowed[i].library);
        if (plain)
            lua_pushvalue(L, env);
        else
            lua_newtable(L);
        for (const char *const *name = allowed[i].names; *name; name++) {
            lua_getfield(L, -2, *name);
            assert(!lua_isnil(L, -1));
            lua_setfield(L, -2, *name);
        }
        if (plain)
            lua_pop(L, 1);
        else
            lua_setfield(L, env, allowed[i].library);
        lua_pop(L, 1);
    }
    lua_getglobal(L, LUA_STRLIBNAME);
    lua_getfield(L, env, LUA_STRLIBNAME);
    lua_getfield(L, -2, "format");
    lua_setfield(L, -2, "format");
    lua_pop(L, 2);
}

/* Puts every field of the table at the top of the stack into the one at `target`; those of a
 * table within it into the table of that name. */
static void merge(lua_State *L, int target)
{
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        if (lua_istable(L, -2)) {
            lua_rawget(L, target);
            lua_insert(L, -2);
            merge(L, lua_gettop(L) - 1);
            lua_insert(L, -2);
            lua_pop(L, 1);
        } else {
            lua_pushvalue(L, -2);
            lua_rawset(L, target);
        }
    }
}

/* Runs the prelude outside the sandbox and takes its functions. */
static void add_prelude(lua_State *L, int words)
{
    const struct pp_state *state = pp_state_of(L);
    const char *name = lua_pushfstring(L, "=%s", state->prelude_path);
    if (luaL_loadbufferx(L, state->prelude.text, state->prelude.length, name, "t") != LUA_OK)
        lua_error(L);
    lua_call(L, 0, 1);
    merge(L, words);
    lua_pop(L, 2);
}

void pp_env_push(lua_State *L)
{
    static const luaL_Reg own[] = {
        {"pcall", f_pcall}, {"tostring", f_tostring}, {"print", f_print}, {NULL, NULL}};
    static const char *const strict[] = {"string", "table", "math",    "utf8",
                                         "ports",  "bands", "registry"};
    open_libraries(L);
    harden_strings(L);
    lua_newtable(L);
    int words = lua_gettop(L);
    luaL_setfuncs(L, own, 0);
    copy_allowed(L, words);
    add_prelude(L, words);
    pp_lib_open(L, words);
    pp_view_open(L);
    for (size_t i = 0; i < sizeof strict / sizeof *strict; i++)
        pp_strict_library(L, words, strict[i]);
    pp_strict_strings(L);
    pp_strict_globals(L, words);
}
