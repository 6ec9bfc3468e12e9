/* flat: tables of plain values, such as { instances = 2 }, read into records. Stands on place.h,
 * read/node.
 *
 * A plan calls a constructor with such a table for each placement, a hundred thousand times and
 * from the same few lines. Sets of keys are learned when they are first seen, and the texts of
 * values are kept once. What is not plain, or wrong, is left to tree.h, which can say so. */
#ifndef PP_SCRIPT_FLAT_H
#define PP_SCRIPT_FLAT_H

#include "read/node.h"
#include "script/place.h"

/* The table at `index`, the argument of the constructor called at `place`, as a record behind
 * the value `text` of `key`, which is not to be in the table. NULL, with nothing added, when it
 * is no table of a few good names with plain values. */
struct pp_node *pp_flat_read(lua_State *L, int index, struct pp_place place, const char *key,
                             const char *text);

#endif
