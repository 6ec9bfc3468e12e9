/* env: what a plan sees as globals. Stands on state.h.
 *
 * An allow-list; whatever reads, writes, runs, waits, or tells one run from another is not
 * on it, and using it says so (strict.h). */
#ifndef PP_SCRIPT_ENV_H
#define PP_SCRIPT_ENV_H

#include "script/state.h"

/* Opens Lua's libraries and pushes two tables: the words that scripts find (the allowed part of
 * the libraries, `print` and the core, lib.h), and above it a new environment that has them. The
 * plan language's own functions are not among the words yet: pp_words_open(). */
void pp_env_push(lua_State *L);

#endif
