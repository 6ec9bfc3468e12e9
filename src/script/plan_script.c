/* plan_script: one plan from text to tree. */
#include "script/plan_script.h"

#include "base/file.h"
#include "read/utf8.h"
#include "script/declare.h"
#include "script/env.h"
#include "script/include.h"
#include "script/policies.h"
#include "script/words.h"

#include <string.h>

/* Sets up the sandbox and runs the plan. */
static int run(lua_State *L)
{
    struct pp_state *state = pp_state_of(L);
    const struct pp_input *input = &state->input;
    const char *relative = strcmp(input->path, "-") == 0 ? NULL : pp_path_name(input->path);
    struct pp_chunk *plan = pp_chunk_add(L, input->name, relative, input->text, input->length);
    pp_env_push(L);
    int env = lua_gettop(L);
    pp_words_open(L, env - 1, env);
    pp_chunk_push(L, plan, env);
    lua_call(L, 0, 0);
    pp_declare_finish(L);
    return 0;
}

struct pp_node *pp_script_run_plan(struct pp_script *script, const char *text, size_t length,
                                   const char *path, const char *name)
{
    struct pp_node *root = NULL;
    const char *shown = name ? name : path;
    uint16_t source = pp_sources_add(script->sources, shown);
    if (!pp_utf8_open(&text, &length, source, script->diags))
        return NULL;
    if (script->policies) /* they live on, and so does what messages quote */
        text = pp_arena_strndup(script->arena, text, length);
    struct pp_state *state = pp_state_new(script, PP_SCRIPT_PLAN, "the plan");
    if (!state)
        return NULL;
    state->input = (struct pp_input){path, shown, text, length};
    state->folder = pp_include_folder(script->arena, path);
    if (pp_state_read_prelude(state) && pp_state_run(state, run, pp_loc_at(source, 1, 0)))
        root = state->root;
    if (root && state->policies_made)
        pp_policies_adopt(script->policies, state);
    else
        pp_state_free(state);
    return root;
}
