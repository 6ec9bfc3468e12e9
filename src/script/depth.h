/* depth: Lua's own limit on how deep things may lie in one another: calls while a script runs,
 * brackets and blocks in its text. Stands on state.h.
 *
 * Hitting it ends the script like any other limit. A pcall does not catch it: how deep is too
 * deep differs between builds of Lua, and the same plan must give the same ports. */
#ifndef PP_SCRIPT_DEPTH_H
#define PP_SCRIPT_DEPTH_H

#include "script/state.h"

/* A message handler for protected calls: when the error is Lua's about depth it notes in
 * deep_loc where the script is, which is not known any more when the error has been caught. */
int pp_depth_note(lua_State *L);

/* Whether the error at the top of the stack, which came with `status`, is one about depth. */
bool pp_depth_hit(lua_State *L, int status);

/* The line at which the compiler gives up text[0..length), which it refuses for its depth: Lua's
 * message does not say it. */
uint32_t pp_depth_line(lua_State *L, const char *text, size_t length, const char *chunk_name);

#endif
