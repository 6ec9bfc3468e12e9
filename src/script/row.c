/* row: filling the table. */
#include "script/row.h"

#include <lauxlib.h>
#include <string.h>

#define FIELDS_MAX 32
#define CHARGED_AT_ONCE 32 /* calls */

/* The row of a state while it is used. */
struct pp_row {
    const void *table; /* Lua's address of it */
    const struct pp_plan *plan;
    struct pp_view view;
    const struct pp_view_field *fields[FIELDS_MAX]; /* that have been read */
    int count;
    int named;               /* of them, how many have their name on the stack of the loop */
    int varying[FIELDS_MAX]; /* indexes of those that may differ from instance to instance */
    int varying_count;
};

/* Fields that all instances of a listener have in common; any other may differ. */
static bool is_common(const char *name)
{
    static const char *const common[] = {
        "host",    "product",  "title",           "label", "endpoint",  "technology", "transport",
        "address", "listener", "url_reservation", "reuse", "placement", "on",         "firewall",
        "file",    "line",
    };
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        if (strcmp(name, common[i]) == 0)
            return true;
    }
    return false;
}

struct pp_view pp_row_test(lua_State *L, int index)
{
    const struct pp_row *row = pp_state_of(L)->row;
    if (!row || row->table != lua_topointer(L, index))
        return (struct pp_view){PP_VIEW_NONE, 0, 0};
    return row->view;
}

/* The row's __index: a field that is read for the first time, or that is nil. */
static int f_index(lua_State *L)
{
    struct pp_row *row = pp_state_of(L)->row;
    const struct pp_view_field *field = pp_view_find(L, PP_VIEW_BINDING, 2);
    int i = 0;
    while (i < row->count && row->fields[i] != field)
        i++;
    if (i == row->count && row->count < FIELDS_MAX) {
        row->fields[row->count++] = field;
        lua_pushvalue(L, 2);
        lua_rawseti(L, lua_upvalueindex(1), row->count); /* keeps the name for the loop */
    }
    field->push(L, row->plan, row->view);
    if (i < FIELDS_MAX) {
        lua_pushvalue(L, 2);
        lua_pushvalue(L, -2);
        lua_rawset(L, 1);
    }
    return 1;
}

/* Where things are on the stack. */
enum { CHECK = 1, REPORT, ROW, NAMES, FIRST_NAME };

static void push_row(lua_State *L)
{
    lua_createtable(L, 0, FIELDS_MAX);
    lua_createtable(L, FIELDS_MAX, 0);
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, NAMES);
    lua_pushcclosure(L, f_index, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, ROW);
}

/* Takes up fields that were read for the first time. */
static void name_fields(lua_State *L, struct pp_row *row)
{
    for (; row->named < row->count; row->named++) {
        lua_rawgeti(L, NAMES, row->named + 1);
        if (!is_common(row->fields[row->named]->name))
            row->varying[row->varying_count++] = row->named;
    }
}

static void set_field(lua_State *L, const struct pp_row *row, int i)
{
    lua_pushvalue(L, FIRST_NAME + i);
    row->fields[i]->push(L, row->plan, row->view);
    lua_rawset(L, ROW);
}

/* Sets the fields that were read before: of a new listener all, else those that may differ. */
static void fill(lua_State *L, struct pp_row *row, bool all)
{
    if (row->named < row->count)
        name_fields(L, row);
    if (all) {
        for (int i = 0; i < row->count; i++)
            set_field(L, row, i);
        return;
    }
    for (int i = 0; i < row->varying_count; i++)
        set_field(L, row, row->varying[i]);
}

/* How many of (row, report) the check function takes. */
static int parameters(lua_State *L)
{
    lua_Debug ar;
    lua_pushvalue(L, CHECK);
    lua_getinfo(L, ">u", &ar);
    return ar.nparams;
}

void pp_row_call_all(lua_State *L, const struct pp_plan *plan, uint32_t steps,
                     struct pp_view *judged)
{
    struct pp_state *state = pp_state_of(L);
    struct pp_row *row = pp_arena_alloc(state->script->arena, sizeof *row);
    lua_settop(L, REPORT);
    luaL_checkstack(L, FIELDS_MAX + 16, "too much is going on");
    push_row(L);
    *row = (struct pp_row){.table = lua_topointer(L, ROW), .plan = plan};
    state->row = row;
    uint32_t listener = PP_NONE;
    const int count = parameters(L) > 1 ? 2 : 1;
    for (size_t i = 0; i < plan->bindings.count; i++) {
        row->view = *judged = (struct pp_view){PP_VIEW_BINDING, 0, (uint32_t)i};
        fill(L, row, plan->bindings.listener[i] != listener);
        listener = plan->bindings.listener[i];
        lua_pushvalue(L, CHECK);
        lua_pushvalue(L, ROW);
        if (count > 1)
            lua_pushvalue(L, REPORT);
        lua_call(L, count, 0);
        if ((i + 1) % CHARGED_AT_ONCE == 0)
            pp_state_charge(L, (uint64_t)steps * CHARGED_AT_ONCE);
    }
    pp_state_charge(L, (uint64_t)steps * (plan->bindings.count % CHARGED_AT_ONCE));
    state->row = NULL;
}
