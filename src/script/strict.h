/* strict: reading what is not there is an error that says so. Stands on place.h.
 *
 * For globals it offers the nearest name, locals of the running functions included: a misspelt
 * product variable never becomes an empty host. What is left out of Lua on purpose says why. */
#ifndef PP_SCRIPT_STRICT_H
#define PP_SCRIPT_STRICT_H

#include "script/state.h"

/* Pushes an environment in which the words of the table at `words` are there to be read, but
 * not to be set, beside what scripts set themselves. */
void pp_strict_globals(lua_State *L, int words);

/* Makes the library `name` of the table at `env` strict, too. */
void pp_strict_library(lua_State *L, int env, const char *name);

/* Makes the library `name` one that cannot be written to. */
void pp_strict_read_only(lua_State *L, int env, const char *name);

#endif
