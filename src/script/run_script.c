/* run_script: a script from text to its verdict. */
#include "script/run_script.h"

#include "base/file.h"
#include "read/utf8.h"
#include "script/env.h"
#include "script/include.h"
#include "script/lib_plans.h"
#include "script/place.h"
#include "script/tree.h"
#include "script/words.h"

#include <assert.h>
#include <lauxlib.h>
#include <string.h>

/* What the script returned is on top of the stack. */
static void take_verdict(lua_State *L, const struct pp_chunk *script)
{
    if (!lua_isnil(L, -1) && !lua_isboolean(L, -1))
        pp_mistake(L, pp_loc_at(script->source, 0, 0),
                   "the script returns %s; it may return false, which gives the exit code 1, true, "
                   "or nothing",
                   pp_value_name(L, -1));
    pp_state_of(L)->running->verdict = lua_isnil(L, -1) || lua_toboolean(L, -1);
}

static int run(lua_State *L)
{
    struct pp_state *state = pp_state_of(L);
    const struct pp_input *input = &state->input;
    const char *relative = strcmp(input->path, "-") == 0 ? NULL : pp_path_name(input->path);
    struct pp_chunk *script = pp_chunk_add(L, input->name, relative, input->text, input->length);
    pp_env_push(L);
    int env = lua_gettop(L);
    pp_words_open(L, env - 1, env);
    pp_chunk_push(L, script, env);
    lua_call(L, 0, 1);
    take_verdict(L, script);
    return 0;
}

/* Mistakes of a plan that nobody caught are told as such, in place of the error that they were
 * raised with. */
static void tell_failure(struct pp_state *state)
{
    const struct pp_running *running = state->running;
    struct pp_diags *diags = state->script->diags;
    if (state->limit || !running->failure || !state->error ||
        strcmp(state->error, running->failure) != 0)
        return;
    assert(diags->count > 0);
    diags->count--;
    running->host->reject(running->host->data);
}

bool pp_script_run_script(struct pp_script *script, const struct pp_script_host *host,
                          const struct pp_script_start *start, bool *verdict)
{
    struct pp_running running = {.host = host, .start = start, .verdict = true};
    const char *text = start->text, *shown = start->name ? start->name : start->path;
    size_t length = start->length, before = script->diags->count;
    uint16_t source = pp_sources_add(script->sources, shown);
    if (!pp_utf8_open(&text, &length, source, script->diags))
        return false;
    struct pp_state *state = pp_state_new(script, PP_SCRIPT_RUN, "the script");
    if (!state)
        return false;
    state->input = (struct pp_input){start->path, shown, text, length};
    state->folder = pp_include_folder(script->arena, start->path);
    state->running = &running;
    bool good = pp_state_read_prelude(state);
    if (good && !pp_state_run(state, run, pp_loc_at(source, 1, 0))) {
        tell_failure(state);
        good = false;
    }
    pp_state_free(state);
    good = good && script->diags->count == before;
    if (good)
        *verdict = running.verdict;
    return good;
}
