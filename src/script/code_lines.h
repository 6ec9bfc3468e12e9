/* code_lines: the lines of a Lua file on which there is something to run. Stands on Lua 5.4.
 *
 * Lua tells the lines of a function that exists, but not of those that its code would make: they
 * are read from its compiled form, which is the same in all of 5.4. */
#ifndef PP_SCRIPT_CODE_LINES_H
#define PP_SCRIPT_CODE_LINES_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

struct pp_code_lines {
    uint32_t *lines; /* in no order, with repeats */
    size_t count, capacity;
};

/* Adds the lines of the Lua function on top of the stack and of all that stand in it. The `end`
 * of a function counts only when there is other code on its line. Raises nothing. */
void pp_code_lines_read(struct pp_code_lines *code, lua_State *L);
void pp_code_lines_release(struct pp_code_lines *code);

#endif
