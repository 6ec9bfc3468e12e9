/* depth: telling Lua's errors about depth from others. */
#include "script/depth.h"

#include "script/place.h"

#include <lauxlib.h>
#include <string.h>

static bool ends_with(const char *text, size_t length, const char *end)
{
    size_t size = strlen(end);
    return length >= size && memcmp(text + length - size, end, size) == 0;
}

/* Lua has no status for it: "stack overflow" are its calls, "C stack overflow" those that go
 * through C functions, or the compiler. A script that raises such a text itself ends itself. */
static bool is_overflow(lua_State *L)
{
    size_t length;
    if (lua_type(L, -1) != LUA_TSTRING)
        return false;
    const char *text = lua_tolstring(L, -1, &length);
    return strcmp(text, "stack overflow") == 0 || ends_with(text, length, ": stack overflow") ||
           ends_with(text, length, "C stack overflow");
}

int pp_depth_note(lua_State *L)
{
    if (is_overflow(L))
        pp_state_of(L)->deep_loc = pp_place_here(L);
    return 1;
}

bool pp_depth_hit(lua_State *L, int status)
{
    return status == LUA_ERRERR || is_overflow(L);
}

static bool is_too_deep(lua_State *L, const char *text, size_t length, const char *chunk_name)
{
    int status = luaL_loadbufferx(L, text, length, chunk_name, "t");
    bool deep = status != LUA_OK && is_overflow(L);
    lua_pop(L, 1);
    return deep;
}

/* The length of the first `count` lines. */
static size_t length_of_lines(const char *text, size_t length, uint32_t count)
{
    const char *p = text, *end = text + length;
    while (p < end && count > 0) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        p = newline ? newline + 1 : end;
        count--;
    }
    return (size_t)(p - text);
}

static uint32_t count_lines(const char *text, size_t length)
{
    uint32_t count = 1;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '\n';
    return count;
}

/* The compiler reads from the front: it is the last line of the shortest beginning that is too
 * deep. */
uint32_t pp_depth_line(lua_State *L, const char *text, size_t length, const char *chunk_name)
{
    uint32_t good = 0, deep = count_lines(text, length);
    while (deep - good > 1) {
        uint32_t middle = good + (deep - good) / 2;
        if (is_too_deep(L, text, length_of_lines(text, length, middle), chunk_name))
            deep = middle;
        else
            good = middle;
    }
    return deep;
}
