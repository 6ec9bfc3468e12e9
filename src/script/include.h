/* include: other files of the plan. Stands on place.h and POSIX. */
#ifndef PP_SCRIPT_INCLUDE_H
#define PP_SCRIPT_INCLUDE_H

#include "script/place.h"

#include <limits.h>

/* Pushes the value of `include "file.lua"`: what the file returns, run anew at each call. The
 * path starts at the folder of the file that includes; it stays within the plan's folder,
 * symbolic links included. Raises when it cannot be had. Its upvalue is the environment. */
int f_include(lua_State *L);

/* The path of `asked` from the top of a tree, as the file at `from` of that tree says it ("":
 * one at its top). NULL, or why there is none: it leaves the tree, or is no relative path. */
const char *pp_include_resolve(const char *from, const char *asked, char path[PATH_MAX]);

/* The reason of both when it leaves the tree. */
extern const char pp_include_outside[];

/* Why the file or folder at `path`, links resolved, cannot be used in the tree of `folder`:
 * it lies outside, or is not there. NULL when it can. */
const char *pp_include_inside(const char *path, const char *folder);

/* The path by which the file at `relative` of the state's tree is opened; in the arena. */
const char *pp_include_path(struct pp_state *state, const char *relative);

/* The folder of the plan at `path` ("-": the current one); in the arena. */
const char *pp_include_folder(struct pp_arena *arena, const char *path);

#endif
