/* words: what each kind of script finds beside the core. Stands on env.h, declare.h, policy.h,
 * lib_plans.h, test_script.h. */
#ifndef PP_SCRIPT_WORDS_H
#define PP_SCRIPT_WORDS_H

#include "script/state.h"

/* Adds the words of the state's kind to the table at `words`, which the environment at `env`
 * shows to scripts: pp_env_push() pushed both. The state has a chunk. */
void pp_words_open(lua_State *L, int words, int env);

#endif
