/* json_push: JSON text as values of Lua. Stands on state.h.
 *
 * Objects become tables, arrays become lists, null is nil: a member that is not there. */
#ifndef PP_SCRIPT_JSON_PUSH_H
#define PP_SCRIPT_JSON_PUSH_H

#include "script/state.h"

/* Pushes the value of text[0..length); raises when that is no JSON, and when a limit is hit. */
void pp_json_push(lua_State *L, const char *text, size_t length);

#endif
