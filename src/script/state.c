/* state: the allocator with its cap, the hook with its budget, the protected call. */
#include "script/state.h"

#include "base/asset.h"
#include "base/mem.h"
#include "check/check.h"
#include "script/coverage.h"
#include "script/depth.h"
#include "script/place.h"
#include "script/view_holders.h"

#include <assert.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#define HOOK_STEPS 10000

const char *const pp_script_kind_names[PP_SCRIPT_KINDS] = {"plan", "policy", "script", "test"};

struct pp_state *pp_state_of(lua_State *L)
{
    return *(struct pp_state **)lua_getextraspace(L);
}

static size_t arena_used(const struct pp_state *state)
{
    return state->script->arena->total - state->arena_base;
}

/* All that counts but Lua's heap. */
static size_t held(const struct pp_state *state)
{
    return arena_used(state) + state->outside;
}

/* Newer releases of Lua have no stack to walk while it is reallocated: there it is where
 * the budget of steps was counted last. */
static struct pp_loc place_in_allocator(const struct pp_state *state)
{
#if LUA_VERSION_RELEASE_NUM < 50406
    return pp_place_here(state->L);
#else
    return state->counted_loc;
#endif
}

/* Lua's allocator. Above the cap it answers NULL: Lua collects garbage, asks once more, then
 * raises. The place is noted here because the stack is gone when the error arrives. */
static void *allocate(void *data, void *old, size_t old_size, size_t size)
{
    struct pp_state *state = data;
    size_t had = old ? old_size : 0;
    if (size == 0) {
        state->used -= had;
        pp_blocks_free(&state->blocks, old, had);
        return NULL;
    }
    if (size > had &&
        (size > state->max_memory || state->used - had + size + held(state) > state->max_memory)) {
        state->refused = true;
        if (state->L)
            state->refused_loc = place_in_allocator(state);
        return NULL;
    }
    void *block = pp_blocks_realloc(&state->blocks, old, had, size);
    if (!block && size <= had)
        return old;
    if (!block)
        pp_die_memory();
    state->used += size - had;
    return block;
}

static void note_line(lua_State *L, lua_Debug *ar)
{
    lua_getinfo(L, "S", ar);
    const struct pp_chunk *chunk = pp_chunk_of(pp_state_of(L), ar);
    if (chunk && chunk->covered)
        pp_coverage_hit(chunk->covered, ar->currentline);
}

/* Once the budget is spent it fires at every instruction: pcall catches one error and the
 * next instruction raises again. */
static void count_steps(lua_State *L, lua_Debug *ar)
{
    struct pp_state *state = pp_state_of(L);
    if (ar->event == LUA_HOOKLINE) {
        note_line(L, ar);
        return;
    }
    if (state->limit)
        luaL_error(L, "a limit was hit");
    state->counted_loc = pp_place_here(L);
    if (state->script->interrupt && state->script->interrupt->requested)
        pp_state_stop(L, PP_LIMIT_TIME, state->counted_loc);
    pp_state_charge(L, (uint64_t)state->step);
}

void pp_state_hurry(struct pp_state *state)
{
    lua_sethook(state->L, count_steps, LUA_MASKCOUNT, 1);
}

void pp_state_stop(lua_State *L, enum pp_limit limit, struct pp_loc loc)
{
    struct pp_state *state = pp_state_of(L);
    if (!state->limit) {
        state->limit = limit;
        state->limit_loc = loc;
    }
    state->max_memory = SIZE_MAX; /* the way out needs some */
    lua_sethook(L, count_steps, LUA_MASKCOUNT, 1);
    luaL_error(L, "a limit was hit");
    abort(); /* not reached: luaL_error does not return */
}

void pp_state_charge(lua_State *L, uint64_t steps)
{
    struct pp_state *state = pp_state_of(L);
    state->steps += steps;
    if (state->steps >= state->max_steps)
        pp_state_stop(L, PP_LIMIT_STEPS, pp_place_here(L));
    if (state->used + held(state) > state->max_memory)
        lua_gc(L, LUA_GCCOLLECT);
    if (state->used + held(state) > state->max_memory)
        pp_state_stop(L, PP_LIMIT_MEMORY, pp_place_here(L));
}

void pp_state_need(lua_State *L, size_t bytes)
{
    struct pp_state *state = pp_state_of(L);
    size_t taken = state->used + arena_used(state);
    if (taken > state->max_memory || bytes > state->max_memory - taken)
        pp_state_stop(L, PP_LIMIT_MEMORY, pp_place_here(L));
}

/* Lua's buffers say "not enough memory" in an error of the ordinary kind. */
static bool is_out_of_memory(const struct pp_state *state, lua_State *L, int status)
{
    if (!state->refused) /* a script can raise an error of that text, which Lua takes for its own */
        return false;
    return status == LUA_ERRMEM ||
           (lua_type(L, -1) == LUA_TSTRING && strstr(lua_tostring(L, -1), "not enough memory"));
}

void pp_state_rethrow(lua_State *L, int status)
{
    struct pp_state *state = pp_state_of(L);
    if (status == LUA_OK)
        return;
    if (is_out_of_memory(state, L, status))
        pp_state_stop(L, PP_LIMIT_MEMORY, state->refused_loc);
    if (state->limit)
        lua_error(L);
    if (pp_depth_hit(L, status))
        pp_state_stop(L, PP_LIMIT_CALLS, state->deep_loc);
}

/* The message handler: runs where the error was raised, so the stack can be asked. */
static int note_error(lua_State *L)
{
    struct pp_state *state = pp_state_of(L);
    if (state->limit || is_out_of_memory(state, L, LUA_ERRRUN))
        return 1;
    pp_depth_note(L);
    struct pp_arena *arena = state->script->arena;
    struct pp_place place = pp_place_find(L, 0), caller = {0};
    state->error_loc = place.loc;
    if (lua_type(L, 1) == LUA_TSTRING || lua_type(L, 1) == LUA_TNUMBER)
        state->error =
            pp_arena_strdup(arena, pp_place_split(state, lua_tostring(L, 1), &state->error_loc));
    else
        state->error = pp_arena_printf(arena, "error was called with a %s, not with a string",
                                       luaL_typename(L, 1));
    if (pp_loc_compare(place.loc, state->error_loc) != 0)
        caller = place; /* in a file that did not compile, or error(text, 2) */
    else if (place.chunk)
        caller = pp_place_find(L, place.level + 1);
    if (caller.chunk && pp_loc_compare(caller.loc, state->error_loc) != 0)
        state->caller_loc = caller.loc;
    return 1;
}

static void report_memory(struct pp_state *state, struct pp_loc loc)
{
    struct pp_diags *diags = state->script->diags;
    size_t mib = (size_t)1 << 20, max = state->memory_cap;
    bool whole = max % mib == 0;
    pp_diags_add(diags, loc, "%s needs more than %zu %s of memory; --max-memory sets another limit",
                 state->subject, whole ? max / mib : max, whole ? "MiB" : "bytes");
    diags->limit_hit = true;
}

static void report_steps(struct pp_state *state, struct pp_loc loc)
{
    struct pp_diags *diags = state->script->diags;
    struct pp_strbuf number;
    pp_strbuf_init(&number);
    pp_strbuf_add_grouped(&number, state->max_steps);
    pp_diags_add(diags, loc,
                 "%s was stopped after %s steps; is there a loop that never ends? "
                 "--max-steps sets another limit",
                 state->subject, number.text);
    pp_strbuf_release(&number);
    diags->limit_hit = true;
}

static void report_time(struct pp_diags *diags, struct pp_loc loc, unsigned seconds)
{
    pp_diags_add(diags, loc, PP_INTERRUPT_BEFORE "%u" PP_INTERRUPT_AFTER, seconds);
    diags->limit_hit = true;
}

static void report_depth(struct pp_diags *diags, struct pp_loc loc, enum pp_limit limit)
{
    if (limit == PP_LIMIT_CALLS)
        pp_diags_add(diags, loc,
                     "functions call one another too deep here, or with too many "
                     "values; is there one that calls itself without an end?");
    else
        pp_diags_add(diags, loc,
                     "brackets, blocks or operators lie too deep in one another here; "
                     "give parts of it names of their own");
    diags->limit_hit = true;
}

static void report_limit(struct pp_state *state)
{
    struct pp_diags *diags = state->script->diags;
    switch (state->limit) {
    case PP_LIMIT_MEMORY: report_memory(state, state->limit_loc); break;
    case PP_LIMIT_STEPS: report_steps(state, state->limit_loc); break;
    case PP_LIMIT_TIME:
        report_time(diags, state->limit_loc, state->script->interrupt->seconds);
        break;
    case PP_LIMIT_CALLS:
    case PP_LIMIT_NESTING: report_depth(diags, state->limit_loc, state->limit); break;
    case PP_LIMIT_TOLD: break;
    default:
        pp_diags_add(diags, state->limit_loc, "too many mistakes: %s was stopped here",
                     state->subject);
        break;
    }
}

/* The error that ended the script, at its place or at `loc`. */
static void report_error(struct pp_state *state, struct pp_loc loc)
{
    struct pp_diags *diags = state->script->diags;
    const char *error = state->error ? state->error
                                     : "an error happened while an error was handled";
    if (state->error_loc.line == 0)
        state->error_loc = loc;
    if (state->policy)
        pp_diags_add(diags, state->error_loc, "%s failed: %s", state->subject, error);
    else
        pp_diags_add(diags, state->error_loc, "%s", error);
    if (state->caller_loc.line > 0)
        pp_diags_also(diags, state->caller_loc,
                      pp_place_is_compiled(state, state->error_loc) ? "called from here"
                                                                    : "included here");
}

/* What an earlier run of the same state left is none of this one's business. */
static void start(struct pp_state *state)
{
    state->arena_base = state->script->arena->total - state->arena_held;
    state->max_memory = state->memory_cap;
    state->steps = 0;
    state->limit = PP_LIMIT_NONE;
    state->limit_loc = state->error_loc = state->caller_loc = (struct pp_loc){0};
    state->error = NULL;
    state->refused = false;
    state->row = NULL;
    state->diags_base = state->script->diags->count;
}

void pp_state_count(lua_State *L)
{
    const struct pp_state *state = pp_state_of(L);
    int lines = state->script->coverage ? LUA_MASKLINE : 0;
    lua_sethook(L, count_steps, LUA_MASKCOUNT | lines, state->step);
}

void pp_state_uncount(lua_State *L)
{
    lua_sethook(L, NULL, 0, 0);
}

bool pp_state_run(struct pp_state *state, lua_CFunction function, struct pp_loc loc)
{
    lua_State *L = state->L;
    struct pp_interrupt *interrupt = state->script->interrupt;
    if (interrupt && interrupt->requested) { /* by the one before it */
        pp_diags_add(state->script->diags, loc,
                     "not begun, for the run had taken more than %u s of CPU time; --timeout sets "
                     "another limit",
                     interrupt->seconds);
        return false;
    }
    start(state);
    lua_settop(L, 0);
    lua_pushcfunction(L, note_error);
    lua_pushcfunction(L, function);
    pp_state_count(L);
    struct pp_state *outer = pp_interrupt_enter(interrupt, state);
    int status = lua_pcall(L, 0, 0, 1);
    pp_interrupt_leave(interrupt, outer);
    lua_sethook(L, NULL, 0, 0);
    state->arena_held = arena_used(state);
    state->script->steps += state->steps;
    if (status == LUA_OK)
        return true;
    if (!state->limit && is_out_of_memory(state, L, status)) {
        state->limit = PP_LIMIT_MEMORY;
        state->limit_loc = state->refused_loc;
    }
    if (!state->limit && pp_depth_hit(L, status)) {
        state->limit = PP_LIMIT_CALLS;
        state->limit_loc = state->deep_loc;
    }
    if (state->limit && state->limit_loc.line == 0)
        state->limit_loc = loc;
    if (state->limit)
        report_limit(state);
    else
        report_error(state, loc);
    return false;
}

const char *pp_state_intern(struct pp_state *state, const char *text)
{
    uint32_t index = pp_map_find(&state->names, text);
    if (index != PP_MAP_NONE)
        return state->name_items[index];
    size_t count = state->names.count;
    state->name_items =
        pp_grow(state->name_items, &state->name_capacity, count + 1, sizeof *state->name_items);
    state->name_items[count] = pp_arena_strdup(state->script->arena, text);
    pp_map_add(&state->names, state->name_items[count], (uint32_t)count);
    return state->name_items[count];
}

static struct pp_map *const *maps_of(struct pp_state *state, struct pp_map *maps[6])
{
    maps[0] = &state->product_ids;
    maps[1] = &state->rule_ids;
    maps[2] = &state->endpoint_ids;
    maps[3] = &state->catalog_ids;
    maps[4] = &state->names;
    maps[5] = NULL;
    return maps;
}

struct pp_state *pp_state_new(struct pp_script *script, enum pp_script_kind kind,
                              const char *subject)
{
    struct pp_state *state = pp_calloc(1, sizeof *state);
    struct pp_map *maps[6];
    state->script = script;
    state->kind = kind;
    state->subject = subject;
    state->above = PP_ABOVE_DEFAULT;
    state->arena_base = script->arena->total;
    state->memory_cap = script->max_memory ? script->max_memory : PP_SCRIPT_MAX_MEMORY;
    state->max_memory = state->memory_cap;
    state->max_steps = script->max_steps ? script->max_steps : PP_SCRIPT_MAX_STEPS;
    state->step = state->max_steps < HOOK_STEPS ? (int)state->max_steps : HOOK_STEPS;
    for (struct pp_map *const *map = maps_of(state, maps); *map; map++)
        pp_map_init(*map, false);
    pp_strbuf_init(&state->prelude);
    pp_arena_init(&state->scratch);
    lua_State *L = lua_newstate(allocate, state);
    if (!L) {
        report_memory(state, (struct pp_loc){0});
        pp_state_free(state);
        return NULL;
    }
    *(struct pp_state **)lua_getextraspace(L) = state;
    state->L = L;
    return state;
}

void pp_state_free(struct pp_state *state)
{
    struct pp_map *maps[6];
    if (!state)
        return;
    if (state->L)
        lua_close(state->L);
    pp_blocks_release(&state->blocks);
    pp_strbuf_release(&state->prelude);
    pp_arena_release(&state->scratch);
    for (struct pp_map *const *map = maps_of(state, maps); *map; map++)
        pp_map_release(*map);
    free(state->rule_locs);
    free(state->product_locs);
    free(state->name_items);
    pp_holders_free(state->holders);
    free(state);
}

bool pp_state_read_prelude(struct pp_state *state)
{
    struct pp_script *script = state->script;
    const char *why = pp_asset_read("lua/portplan/prelude.lua", script->library->data,
                                    script->arena, &state->prelude, &state->prelude_path);
    if (why)
        pp_diags_add(script->diags,
                     pp_loc_at(pp_sources_add(script->sources, state->prelude_path), 0, 0),
                     "the file cannot be read: %s", why);
    return !why;
}
