/* state: the allocator with its cap, the hook with its budget, the protected call. */
#include "script/state.h"

#include "base/mem.h"
#include "script/depth.h"
#include "script/place.h"

#include <assert.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#define HOOK_STEPS 10000

struct pp_state *pp_state_of(lua_State *L)
{
    return *(struct pp_state **)lua_getextraspace(L);
}

static size_t arena_used(const struct pp_state *state)
{
    return state->script->arena->total - state->arena_base;
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
    size_t held = old ? old_size : 0;
    if (size == 0) {
        state->used -= held;
        free(old);
        return NULL;
    }
    if (size > held && (size > state->max_memory ||
                        state->used - held + size + arena_used(state) > state->max_memory)) {
        state->refused = true;
        if (state->L)
            state->refused_loc = place_in_allocator(state);
        return NULL;
    }
    void *block = realloc(old, size);
    if (!block && size <= held)
        return old;
    if (!block)
        pp_die_memory();
    state->used += size - held;
    return block;
}

/* Once the budget is spent it fires at every instruction: pcall catches one error and the
 * next instruction raises again. */
static void count_steps(lua_State *L, lua_Debug *ar)
{
    (void)ar;
    struct pp_state *state = pp_state_of(L);
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
    if (state->used + arena_used(state) > state->max_memory)
        lua_gc(L, LUA_GCCOLLECT);
    if (state->used + arena_used(state) > state->max_memory)
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

static void report_memory(struct pp_diags *diags, struct pp_loc loc, size_t max)
{
    size_t mib = (size_t)1 << 20;
    bool whole = max % mib == 0;
    pp_diags_add(diags, loc,
                 "the plan needs more than %zu %s of memory; --max-memory sets another limit",
                 whole ? max / mib : max, whole ? "MiB" : "bytes");
    diags->limit_hit = true;
}

static void report_steps(struct pp_diags *diags, struct pp_loc loc, uint64_t max)
{
    struct pp_strbuf number;
    pp_strbuf_init(&number);
    pp_strbuf_add_grouped(&number, max);
    pp_diags_add(diags, loc,
                 "the plan was stopped after %s steps; is there a loop that never ends? "
                 "--max-steps sets another limit",
                 number.text);
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

static void report_limit(struct pp_state *state, size_t max_memory)
{
    struct pp_diags *diags = state->script->diags;
    switch (state->limit) {
    case PP_LIMIT_MEMORY: report_memory(diags, state->limit_loc, max_memory); break;
    case PP_LIMIT_STEPS: report_steps(diags, state->limit_loc, state->max_steps); break;
    case PP_LIMIT_TIME:
        report_time(diags, state->limit_loc, state->script->interrupt->seconds);
        break;
    case PP_LIMIT_CALLS:
    case PP_LIMIT_NESTING: report_depth(diags, state->limit_loc, state->limit); break;
    default:
        pp_diags_add(diags, state->limit_loc, "too many mistakes: the plan was stopped here");
        break;
    }
}

bool pp_state_run(struct pp_state *state, lua_CFunction function, struct pp_loc loc)
{
    lua_State *L = state->L;
    struct pp_diags *diags = state->script->diags;
    size_t max_memory = state->max_memory;
    struct pp_interrupt *interrupt = state->script->interrupt;
    if (interrupt && interrupt->requested) { /* by the one before it */
        pp_diags_add(diags, loc,
                     "not begun, for the run had taken more than %u s of CPU time; --timeout sets "
                     "another limit",
                     interrupt->seconds);
        return false;
    }
    lua_settop(L, 0);
    lua_pushcfunction(L, note_error);
    lua_pushcfunction(L, function);
    lua_sethook(L, count_steps, LUA_MASKCOUNT, state->step);
    struct pp_state *outer = pp_interrupt_enter(interrupt, state);
    int status = lua_pcall(L, 0, 0, 1);
    pp_interrupt_leave(interrupt, outer);
    lua_sethook(L, NULL, 0, 0);
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
    if (state->limit) {
        report_limit(state, max_memory);
        return false;
    }
    if (state->error_loc.line == 0)
        state->error_loc = loc;
    pp_diags_add(diags, state->error_loc, "%s",
                 state->error ? state->error : "an error happened while an error was handled");
    if (state->caller_loc.line > 0)
        pp_diags_also(diags, state->caller_loc,
                      pp_place_is_compiled(state, state->error_loc) ? "called from here"
                                                                    : "included here");
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

bool pp_state_init(struct pp_state *state, struct pp_script *script)
{
    *state = (struct pp_state){
        .script = script,
        .arena_base = script->arena->total,
        .max_memory = script->max_memory ? script->max_memory : PP_SCRIPT_MAX_MEMORY,
        .max_steps = script->max_steps ? script->max_steps : PP_SCRIPT_MAX_STEPS,
        .diags_base = script->diags->count,
    };
    state->step = state->max_steps < HOOK_STEPS ? (int)state->max_steps : HOOK_STEPS;
    struct pp_map *maps[] = {&state->product_ids, &state->rule_ids, &state->endpoint_ids,
                             &state->catalog_ids, &state->names};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        pp_map_init(maps[i], false);
    lua_State *L = lua_newstate(allocate, state);
    if (!L) {
        report_memory(script->diags, (struct pp_loc){0}, state->max_memory);
        return false;
    }
    pp_strbuf_init(&state->prelude);
    *(struct pp_state **)lua_getextraspace(L) = state;
    state->L = L;
    return true;
}

void pp_state_release(struct pp_state *state)
{
    if (state->L) {
        lua_close(state->L);
        pp_strbuf_release(&state->prelude);
    }
    struct pp_map *maps[] = {&state->product_ids, &state->rule_ids, &state->endpoint_ids,
                             &state->catalog_ids, &state->names};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        pp_map_release(maps[i]);
    free(state->rule_locs);
    free(state->product_locs);
    free(state->name_items);
    *state = (struct pp_state){0};
}
