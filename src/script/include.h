/* include: other files of the plan. Stands on place.h and POSIX. */
#ifndef PP_SCRIPT_INCLUDE_H
#define PP_SCRIPT_INCLUDE_H

#include "script/place.h"

/* Pushes the value of `include "file.lua"`: what the file returns, run anew at each call. The
 * path starts at the folder of the file that includes; it stays within the plan's folder,
 * symbolic links included. Raises when it cannot be had. Its upvalue is the environment. */
int f_include(lua_State *L);

/* The folder of the plan at `path` ("-": the current one); in the arena. */
const char *pp_include_folder(struct pp_arena *arena, const char *path);

#endif
