/* view: the frozen plan as values of Lua: `site.hosts[1].placements[2].bindings`.
 * Stands on lib.h, model/plan.
 *
 * A view is a light userdata whose bits say which thing of the plan it is: pushing one takes
 * no memory, two views of one thing are equal, and none of them can be written to. Lua gives
 * all light userdata of a state one metatable: nothing else may be shown to scripts as such. */
#ifndef PP_SCRIPT_VIEW_H
#define PP_SCRIPT_VIEW_H

#include "model/plan.h"
#include "script/lib.h"

enum pp_view_kind {
    PP_VIEW_NONE, /* nothing is one: a pointer of NULL */
    /* things with fields */
    PP_VIEW_SITE,
    PP_VIEW_HOST,
    PP_VIEW_PLACEMENT,
    PP_VIEW_BINDING,
    /* lists; the index is that of what has them */
    PP_VIEW_SITE_NAMES,
    PP_VIEW_SITE_HOSTS,
    PP_VIEW_HOST_PLACEMENTS,
    PP_VIEW_HOST_BINDINGS,
    PP_VIEW_HOST_ADDRESSES,
    PP_VIEW_HOST_EXCLUDED,
    PP_VIEW_HOST_TAGS,
    PP_VIEW_HOST_MAINS,
    PP_VIEW_PLACEMENT_BINDINGS,
    PP_VIEW_PLACEMENT_INSTANCES,
    PP_VIEW_PLACEMENT_TAGS,
    PP_VIEW_KINDS
};

struct pp_view {
    enum pp_view_kind kind;
    uint32_t plan;  /* index in state->plans */
    uint32_t index; /* of the thing in its plan */
};

/* A field of a view. The tables of view_fields.c are also what editors are told. */
struct pp_view_field {
    const char *name, *type, *help; /* type: as LuaLS writes it, "integer?" */
    void (*push)(lua_State *L, const struct pp_plan *plan, struct pp_view view);
};

/* The fields of a kind, in the order of their help; the array ends with a name of NULL. NULL
 * for lists. */
const struct pp_view_field *pp_view_fields(enum pp_view_kind kind);

/* The field of that kind whose name is at `index`; raises when there is none. */
const struct pp_view_field *pp_view_find(lua_State *L, enum pp_view_kind kind, int index);

/* "binding", "host", "list of tags", ... */
const char *pp_view_name(enum pp_view_kind kind);

/* Makes light userdata of this state views. */
void pp_view_open(lua_State *L);

void pp_view_push(lua_State *L, enum pp_view_kind kind, uint32_t plan, uint32_t index);

/* The view at `index`; its kind is PP_VIEW_NONE when that is something else. */
struct pp_view pp_view_test(lua_State *L, int index);

/* The plan of a view; raises when there is none to be seen yet. */
const struct pp_plan *pp_view_plan(lua_State *L, struct pp_view view);

/* How many items a list has, and item `at` of them (from 0) pushed. */
uint32_t pp_view_count(const struct pp_plan *plan, struct pp_view list);
void pp_view_push_item(lua_State *L, const struct pp_plan *plan, struct pp_view list, uint32_t at);

/* What a view is called: "cinegy.playout_engine #3, control on PLAY-01", "PLAY-01", ...; added
 * to `buf`, or pushed. */
void pp_view_text(const struct pp_plan *plan, struct pp_view view, struct pp_strbuf *buf);
void pp_view_push_text(lua_State *L, struct pp_view view);

#endif
