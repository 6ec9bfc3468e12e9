/* env: what a plan sees as globals. Stands on state.h.
 *
 * An allow-list; whatever reads, writes, runs, waits, or tells one run from another is not
 * on it, and using it says so (strict.h). */
#ifndef PP_SCRIPT_ENV_H
#define PP_SCRIPT_ENV_H

#include "script/state.h"

/* Opens Lua's libraries and pushes a new environment with the allowed part of them, `print`
 * and the core (lib.h). The plan language's own functions are not in it: pp_declare_open(). */
void pp_env_push(lua_State *L);

#endif
