/* strict: reading what is not there is an error that says so. Stands on place.h.
 *
 * For globals it offers the nearest name, locals of the running functions included: a misspelt
 * product variable never becomes an empty host. What is left out of Lua on purpose says why. */
#ifndef PP_SCRIPT_STRICT_H
#define PP_SCRIPT_STRICT_H

#include "script/state.h"

/* Makes the environment at index `env` strict. */
void pp_strict_globals(lua_State *L, int env);

/* Makes its library `name` strict, too. */
void pp_strict_library(lua_State *L, int env, const char *name);

#endif
