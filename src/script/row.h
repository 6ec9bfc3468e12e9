/* row: one table that stands for the binding at hand, for check functions that are straight
 * (straight.h): its fields are filled before each call, those that the function has ever read.
 * Stands on view.h.
 *
 * Reading a field of a table costs a third of reading one of a view, and most fields are the
 * same for all instances of a listener. */
#ifndef PP_SCRIPT_ROW_H
#define PP_SCRIPT_ROW_H

#include "script/view.h"

/* Calls the function at index 1 with every binding of the plan and the value at index 2; each
 * call is charged with `steps`. *judged is the binding at hand. */
void pp_row_call_all(lua_State *L, const struct pp_plan *plan, uint32_t steps,
                     struct pp_view *judged);

/* The view that the value at `index` stands for, when it is the row; NONE otherwise. */
struct pp_view pp_row_test(lua_State *L, int index);

#endif
