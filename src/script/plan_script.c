/* plan_script: one plan from text to tree. */
#include "script/plan_script.h"

#include "base/asset.h"
#include "base/file.h"
#include "read/utf8.h"
#include "script/declare.h"
#include "script/env.h"
#include "script/include.h"

#include <string.h>

/* Sets up the sandbox and runs the plan. */
static int run(lua_State *L)
{
    struct pp_state *state = pp_state_of(L);
    const struct pp_input *input = &state->input;
    const char *relative = strcmp(input->path, "-") == 0 ? NULL : pp_path_name(input->path);
    struct pp_chunk *plan = pp_chunk_add(L, input->name, relative, input->text, input->length);
    pp_env_push(L);
    int env = lua_gettop(L), words = env - 1;
    pp_declare_open(L, words, env);
    pp_chunk_push(L, plan, env);
    lua_call(L, 0, 0);
    pp_declare_finish(L);
    return 0;
}

static bool read_prelude(struct pp_state *state)
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

struct pp_node *pp_script_run_plan(struct pp_script *script, const char *text, size_t length,
                                   const char *path, const char *name)
{
    struct pp_state state;
    struct pp_node *root = NULL;
    const char *shown = name ? name : path;
    uint16_t source = pp_sources_add(script->sources, shown);
    if (!pp_utf8_open(&text, &length, source, script->diags))
        return NULL;
    if (pp_state_init(&state, script)) {
        state.input = (struct pp_input){path, shown, text, length};
        state.folder = pp_include_folder(script->arena, path);
        if (read_prelude(&state) && pp_state_run(&state, run, pp_loc_at(source, 1, 0)))
            root = state.root;
    }
    pp_state_release(&state);
    return root;
}
