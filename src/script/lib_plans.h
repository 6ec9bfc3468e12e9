/* lib_plans: `load_plan` and `check`, the words of scripts. Stands on run_script.h, view.h. */
#ifndef PP_SCRIPT_LIB_PLANS_H
#define PP_SCRIPT_LIB_PLANS_H

#include "script/run_script.h"
#include "script/view.h"

/* What a running script has beside its state. */
struct pp_running {
    const struct pp_script_host *host;
    const struct pp_script_start *start;
    const char *failure; /* the text that the last call raised, or NULL */
    size_t plan_capacity;
    bool verdict;
};

int f_load_plan(lua_State *L);
int f_check(lua_State *L);

/* Setting `index` of check; false when there are not so many. */
struct pp_meta_field;
bool pp_check_setting(size_t index, struct pp_meta_field *field);

#endif
