/* place: chunks, and the walk up the stack to the user's line. */
#include "script/place.h"

#include "base/file.h"
#include "script/coverage.h"
#include "script/depth.h"

#include <lauxlib.h>
#include <string.h>

#define MISTAKES_MAX 1000

/* Lua's own short name for a chunk of that name: it has no other way to tell. */
static void ask_shown(lua_State *L, const char *chunk_name, char shown[LUA_IDSIZE])
{
    lua_Debug ar;
    if (luaL_loadbufferx(L, "", 0, chunk_name, "t") != LUA_OK)
        lua_error(L);
    lua_getinfo(L, ">S", &ar);
    memcpy(shown, ar.short_src, LUA_IDSIZE);
}

struct pp_chunk *pp_chunk_add(lua_State *L, const char *name, const char *relative,
                              const char *text, size_t length)
{
    struct pp_state *state = pp_state_of(L);
    struct pp_chunk *chunk = pp_arena_alloc(state->script->arena, sizeof *chunk);
    *chunk = (struct pp_chunk){.name = name,
                               .relative = relative,
                               .text = text,
                               .length = length,
                               .source = pp_sources_add(state->script->sources, name),
                               .function = LUA_NOREF,
                               .next = state->chunks};
    ask_shown(L, lua_pushfstring(L, "@%s", name), chunk->shown);
    lua_pop(L, 1);
    state->chunks = chunk;
    return chunk;
}

/* A first line `#!...` is for the shell. */
static size_t shebang(const char *text, size_t length)
{
    size_t end = 0;
    if (length > 0 && text[0] == '#') {
        while (end < length && text[end] != '\n' && text[end] != '\r')
            end++;
    }
    return end;
}

/* What most often lies behind a mistake of syntax that Lua words for programmers: the first row
 * both of whose parts are in the message. */
static const struct {
    const char *part, *other, *hint;
} syntax_hints[] = {
    {" near '<\\", "",
     "only strings and comments hold characters beyond ASCII; quotes are straight: \""},
    {"malformed number", "", "addresses, ranges and dates are text in quotes"},
    {" near <eof>", "", "is a '}', a ')' or an 'end' missing?"},
    {"'}' expected", " near 'host'", "is a '}' missing before it?"},
    {"'}' expected", " near 'local'", "is a '}' missing before it?"},
    {"'}' expected", " near 'rule'", "is a '}' missing before it?"},
    {"'}' expected", " near 'site'", "is a '}' missing before it?"},
    {"'}' expected", " near 'waive'", "is a '}' missing before it?"},
    {"'}' expected", " near 'for'", "is a '}' missing before it?"},
    {"'}' expected", "", "is a comma missing before it?"},
    {" near '..'", "", "a name that is put together stands in brackets: host(\"A\" .. n) { ... }"},
    {"<name> expected near '\"", "", "Lua has = between a field and its value"},
    {" near '#'", "", "a comment begins with --"},
    {" near '//'", "", "a comment begins with --"},
    {" near '!'", "", "not equal is written ~="},
    {"'then' expected near '='", "", "equal is written =="},
    {"'do' expected near '='", "", "equal is written =="},
};

static const char *syntax_hint(const char *message)
{
    for (size_t i = 0; i < sizeof syntax_hints / sizeof *syntax_hints; i++) {
        if (strstr(message, syntax_hints[i].part) && strstr(message, syntax_hints[i].other))
            return syntax_hints[i].hint;
    }
    return NULL;
}

/* Raises the message at the top of the stack, with its hint. */
static void raise_syntax(lua_State *L)
{
    const char *message = lua_tostring(L, -1), *hint = message ? syntax_hint(message) : NULL;
    if (hint)
        lua_pushfstring(L, "%s; %s", message, hint);
    lua_error(L);
}

/* Raises what the compiler says of the chunk. */
static void refuse_text(lua_State *L, const struct pp_chunk *chunk, size_t skip,
                        const char *chunk_name)
{
    if (pp_depth_hit(L, LUA_ERRRUN)) {
        uint32_t line = pp_depth_line(L, chunk->text + skip, chunk->length - skip, chunk_name);
        pp_state_stop(L, PP_LIMIT_NESTING, pp_loc_at(chunk->source, line, 0));
    }
    raise_syntax(L);
}

/* Its function is on top of the stack. */
static void cover(lua_State *L, struct pp_chunk *chunk)
{
    const struct pp_state *state = pp_state_of(L);
    if (state->script->coverage && state->kind == PP_SCRIPT_POLICY)
        chunk->covered = pp_coverage_add(state->script->coverage, chunk->name, L);
}

void pp_chunk_push(lua_State *L, struct pp_chunk *chunk, int env)
{
    if (chunk->function == LUA_NOREF) {
        size_t skip = shebang(chunk->text, chunk->length);
        if (skip < chunk->length && chunk->text[skip] == LUA_SIGNATURE[0])
            luaL_error(L, "'%s' is compiled Lua; only text can be run", pp_path_name(chunk->name));
        const char *chunk_name = lua_pushfstring(L, "@%s", chunk->name);
        if (luaL_loadbufferx(L, chunk->text + skip, chunk->length - skip, chunk_name, "t") !=
            LUA_OK)
            refuse_text(L, chunk, skip, chunk_name);
        lua_remove(L, -2);
        lua_pushvalue(L, env);
        lua_setupvalue(L, -2, 1);
        lua_Debug ar;
        lua_pushvalue(L, -1);
        lua_getinfo(L, ">S", &ar);
        chunk->key = ar.source;
        cover(L, chunk);
        chunk->function = luaL_ref(L, LUA_REGISTRYINDEX);
    }
    lua_rawgeti(L, LUA_REGISTRYINDEX, chunk->function);
}

const struct pp_lines *pp_chunk_lines(struct pp_state *state, struct pp_chunk *chunk)
{
    if (!chunk->lines)
        chunk->lines = pp_lines_scan(chunk->text, chunk->length, state->script->arena);
    return chunk->lines;
}

struct pp_chunk *pp_chunk_of(const struct pp_state *state, const lua_Debug *ar)
{
    struct pp_chunk *chunk = state->chunks;
    while (chunk && chunk->key != ar->source)
        chunk = chunk->next;
    return chunk;
}

const struct pp_chunk *pp_chunk_of_function(lua_State *L, uint32_t *line)
{
    lua_Debug ar;
    lua_pushvalue(L, -1);
    lua_getinfo(L, ">S", &ar);
    *line = ar.linedefined > 0 ? (uint32_t)ar.linedefined : 0;
    return pp_chunk_of(pp_state_of(L), &ar);
}

struct pp_place pp_place_find(lua_State *L, int level)
{
    struct pp_state *state = pp_state_of(L);
    lua_Debug ar;
    for (; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        struct pp_chunk *chunk = ar.currentline > 0 ? pp_chunk_of(state, &ar) : NULL;
        if (chunk)
            return (struct pp_place){pp_loc_at(chunk->source, (uint32_t)ar.currentline, 0), chunk,
                                     level};
    }
    return (struct pp_place){.chunk = NULL};
}

/* Remembers the function on top of the stack, if a file of the plan has it: most often it calls
 * again. It is kept alive, so that its address stays its own. */
static void remember_caller(lua_State *L)
{
    struct pp_state *state = pp_state_of(L);
    lua_Debug ar;
    lua_pushvalue(L, -1);
    lua_getinfo(L, ">S", &ar);
    struct pp_chunk *chunk = pp_chunk_of(state, &ar);
    if (!chunk)
        return;
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &state->caller);
    state->caller = chunk;
    state->caller_known = lua_topointer(L, -1);
}

struct pp_place pp_place_of_caller(lua_State *L)
{
    struct pp_state *state = pp_state_of(L);
    lua_Debug ar;
    if (!lua_getstack(L, 1, &ar))
        return (struct pp_place){.chunk = NULL};
    lua_getinfo(L, "lf", &ar);
    if (lua_topointer(L, -1) != state->caller_known)
        remember_caller(L);
    bool known = lua_topointer(L, -1) == state->caller_known && ar.currentline > 0;
    lua_pop(L, 1);
    if (!known)
        return pp_place_find(L, 1);
    return (struct pp_place){pp_loc_at(state->caller->source, (uint32_t)ar.currentline, 0),
                             state->caller, 1};
}

struct pp_loc pp_place_here(lua_State *L)
{
    return pp_place_find(L, 0).loc;
}

/* Counts the files that are being run, or only `chunk`. */
static int count_running(lua_State *L, const struct pp_chunk *chunk)
{
    struct pp_state *state = pp_state_of(L);
    lua_Debug ar;
    int count = 0;
    for (int level = 0; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "S", &ar);
        if (strcmp(ar.what, "main") == 0) {
            const struct pp_chunk *found = pp_chunk_of(state, &ar);
            count += found && (!chunk || found == chunk);
        }
    }
    return count;
}

bool pp_place_is_running(lua_State *L, const struct pp_chunk *chunk)
{
    return count_running(L, chunk) > 0;
}

int pp_place_depth(lua_State *L)
{
    return count_running(L, NULL);
}

bool pp_place_is_compiled(const struct pp_state *state, struct pp_loc loc)
{
    for (const struct pp_chunk *chunk = state->chunks; chunk; chunk = chunk->next) {
        if (chunk->source == loc.source)
            return chunk->function != LUA_NOREF;
    }
    return false;
}

const char *pp_place_split(const struct pp_state *state, const char *message, struct pp_loc *loc)
{
    for (const struct pp_chunk *chunk = state->chunks; chunk; chunk = chunk->next) {
        size_t length = strlen(chunk->shown);
        if (strncmp(message, chunk->shown, length) != 0 || message[length] != ':')
            continue;
        const char *p = message + length + 1;
        uint32_t line = 0;
        while (*p >= '0' && *p <= '9' && line < UINT32_MAX / 10 - 1)
            line = line * 10 + (uint32_t)(*p++ - '0');
        if (line == 0 || strncmp(p, ": ", 2) != 0)
            continue;
        *loc = pp_loc_at(chunk->source, line, 0);
        return p + 2;
    }
    return message;
}

/* The same mistake in a loop is one mistake. */
static bool is_repeat(const struct pp_diags *diags, size_t base)
{
    if (diags->count < base + 2)
        return false;
    const struct pp_diag *last = &diags->items[diags->count - 1], *before = last - 1;
    return pp_loc_compare(last->loc, before->loc) == 0 &&
           strcmp(last->message, before->message) == 0;
}

void pp_mistakes_count(lua_State *L, struct pp_loc loc)
{
    struct pp_state *state = pp_state_of(L);
    struct pp_diags *diags = state->script->diags;
    if (is_repeat(diags, state->diags_base))
        diags->count--;
    else if (diags->count - state->diags_base >= MISTAKES_MAX)
        pp_state_stop(L, PP_LIMIT_MISTAKES, loc);
    pp_state_charge(L, 1);
}

static void add_mistake(lua_State *L, struct pp_loc loc, const char *near, const char *message)
{
    pp_diags_add_near(pp_state_of(L)->script->diags, loc, near, "%s", message);
    pp_mistakes_count(L, loc);
}

void pp_mistake(lua_State *L, struct pp_loc loc, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = pp_arena_vprintf(pp_state_of(L)->script->arena, format, args);
    va_end(args);
    add_mistake(L, loc, NULL, message);
}

void pp_mistake_near(lua_State *L, struct pp_loc loc, const char *near, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = pp_arena_vprintf(pp_state_of(L)->script->arena, format, args);
    va_end(args);
    add_mistake(L, loc, near, message);
}
