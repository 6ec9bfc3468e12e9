/* include: from the path in the plan to a chunk that runs. */
#include "script/include.h"

#include "base/file.h"
#include "read/utf8.h"
#include "script/tree.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 32

const char *pp_include_folder(struct pp_arena *arena, const char *path)
{
    struct pp_strbuf folder;
    pp_strbuf_init(&folder);
    pp_path_folder(strcmp(path, "-") == 0 ? "." : path, &folder);
    const char *copy = pp_arena_strdup(arena, folder.text);
    pp_strbuf_release(&folder);
    return copy;
}

const char pp_include_outside[] = "it is outside the folder tree";

/* Appends a part of a path to `path`, which has room for PATH_MAX; ".." takes the last part
 * away. NULL, or why not. */
static const char *append_part(char *path, const char *part, size_t length)
{
    size_t end = strlen(path);
    if (length == 0 || (length == 1 && part[0] == '.'))
        return NULL;
    if (length == 2 && part[0] == '.' && part[1] == '.') {
        char *slash = strrchr(path, '/');
        *(slash ? slash : path) = '\0';
        return end > 0 ? NULL : pp_include_outside;
    }
    if (end + length + 2 > PATH_MAX)
        return pp_file_reason(ENAMETOOLONG);
    if (end > 0)
        path[end++] = '/';
    memcpy(path + end, part, length);
    path[end + length] = '\0';
    return NULL;
}

static const char *append_path(char *path, const char *parts, size_t length)
{
    const char *end = parts + length, *why = NULL;
    for (const char *p = parts; p < end && !why;) {
        const char *slash = memchr(p, '/', (size_t)(end - p));
        const char *stop = slash ? slash : end;
        why = append_part(path, p, (size_t)(stop - p));
        p = slash ? slash + 1 : end;
    }
    return why;
}

const char *pp_include_resolve(const char *from, const char *asked, char path[PATH_MAX])
{
    const char *slash = strrchr(from, '/');
    path[0] = '\0';
    if (asked[0] == '/' || strchr(asked, '\\') || strchr(asked, ':'))
        return "a path starts at this file's folder and has only / between its parts";
    const char *why = append_path(path, from, slash ? (size_t)(slash - from) : 0);
    return why ? why : append_path(path, asked, strlen(asked));
}

/* Symbolic links may lead anywhere: what counts is where the file really is. */
const char *pp_include_inside(const char *path, const char *folder)
{
    char real[PATH_MAX];
    if (!realpath(path, real))
        return pp_file_reason(errno);
    return pp_path_is_inside(real, folder) ? NULL : pp_include_outside;
}

/* The tree of a policy is that of the plan that names it, or its own folder: say which. */
static int refuse(lua_State *L, const char *asked, const char *why)
{
    const struct pp_state *state = pp_state_of(L);
    if (why == pp_include_outside && state->kind != PP_SCRIPT_PLAN)
        return luaL_error(L, "'%s' cannot be included: it is outside the folder '%s'", asked,
                          state->folder);
    return luaL_error(L, "'%s' cannot be included: %s", asked, why);
}

/* Where the file really is, for that is what is read. */
static void find_real(lua_State *L, const char *asked, const char *path, char real[PATH_MAX])
{
    struct stat status;
    const char *why = pp_include_inside(path, pp_state_of(L)->folder);
    if (!why && (!realpath(path, real) || stat(real, &status) != 0))
        why = pp_file_reason(errno);
    else if (!why && !S_ISREG(status.st_mode))
        why = "it is not a regular file";
    if (why)
        refuse(L, asked, why);
    pp_state_need(L, (size_t)status.st_size);
}

/* The file's text in the arena; NULL, or why not. Nothing of it is left on the heap. */
static const char *read_text(struct pp_arena *arena, const char *path, const char **text,
                             size_t *length)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    const char *why = pp_file_read(path, &buf);
    if (!why) {
        *text = pp_arena_strndup(arena, buf.text, buf.length);
        *length = buf.length;
    }
    pp_strbuf_release(&buf);
    return why;
}

const char *pp_include_path(struct pp_state *state, const char *relative)
{
    if (strcmp(state->folder, ".") == 0)
        return pp_arena_strdup(state->script->arena, relative);
    struct pp_strbuf joined;
    pp_strbuf_init(&joined);
    pp_path_join(state->folder, relative, &joined);
    const char *copy = pp_arena_strdup(state->script->arena, joined.text);
    pp_strbuf_release(&joined);
    return copy;
}

static struct pp_chunk *open_chunk(lua_State *L, const char *asked, const char *relative)
{
    struct pp_state *state = pp_state_of(L);
    struct pp_script *script = state->script;
    const char *name = pp_include_path(state, relative), *text = NULL;
    char real[PATH_MAX];
    size_t length = 0;
    find_real(L, asked, name, real);
    const char *why = read_text(script->arena, real, &text, &length);
    if (why)
        refuse(L, asked, why);
    uint16_t source = pp_sources_add(script->sources, name);
    if (!pp_utf8_open(&text, &length, source, script->diags))
        luaL_error(L, "'%s' cannot be included: it is not a text file", asked);
    pp_state_charge(L, 1);
    return pp_chunk_add(L, name, pp_arena_strdup(script->arena, relative), text, length);
}

static struct pp_chunk *find_chunk(const struct pp_state *state, const char *relative)
{
    struct pp_chunk *chunk = state->chunks;
    while (chunk && (!chunk->relative || strcmp(chunk->relative, relative) != 0))
        chunk = chunk->next;
    return chunk;
}

int f_include(lua_State *L)
{
    char path[PATH_MAX];
    if (lua_type(L, 1) != LUA_TSTRING || lua_rawlen(L, 1) == 0 || pp_name_flaw(L, 1))
        return luaL_error(L, "include wants the name of a file: include \"common.lua\"");
    const char *asked = lua_tostring(L, 1);
    const struct pp_chunk *from = pp_place_find(L, 1).chunk;
    if (!pp_state_of(L)->folder)
        return luaL_error(L, "'%s' cannot be included: what is built in includes nothing", asked);
    const char *why = pp_include_resolve(from && from->relative ? from->relative : "", asked, path);
    if (why)
        return refuse(L, asked, why);
    struct pp_chunk *chunk = find_chunk(pp_state_of(L), path);
    if (!chunk)
        chunk = open_chunk(L, asked, path);
    if (pp_place_is_running(L, chunk))
        return luaL_error(L, "'%s' includes itself", chunk->name);
    if (pp_place_depth(L) >= DEPTH_MAX)
        return luaL_error(L, "files include one another more than %d deep", DEPTH_MAX);
    pp_state_charge(L, 1);
    pp_chunk_push(L, chunk, lua_upvalueindex(1));
    lua_call(L, 0, 1);
    return 1;
}
