/* policy: a rule written in Lua. Stands on place.h, view.h, check/.
 *
 *   policy { id = ..., title = ..., severity = ..., each = ..., explain = ...,
 *            check = function(thing, report) ... end }
 *
 * Declared once, when its file is run; its check function is called for every thing of the
 * frozen plan that `each` names, by the run() of an ordinary struct pp_rule. */
#ifndef PP_SCRIPT_POLICY_H
#define PP_SCRIPT_POLICY_H

#include "check/check.h"
#include "script/tree.h"
#include "script/view.h"

enum pp_each { PP_EACH_BINDING, PP_EACH_PLACEMENT, PP_EACH_HOST, PP_EACH_SITE, PP_EACHES };
extern const char *const pp_each_names[PP_EACHES];

struct pp_shape;

struct pp_policy {
    struct pp_rule rule; /* id, severity, summary (the title), page; its data is the policy */
    enum pp_each each;
    struct pp_state *state; /* in which its check function lives */
    uint32_t straight;      /* the steps of a call, when it is straight (straight.h); else 0 */
    int check;              /* that function: reference in the registry of the state */
    struct pp_loc loc;      /* of its declaration */
    const struct pp_rule *running_rule;
    struct pp_check *running; /* the check that it reports to, while it runs */
    struct pp_view judged;    /* what its check function is called with just now */
    bool joins;               /* what it reported last can be joined: policy_finding.h */
    struct pp_policy *next;   /* of the same state, the newest first */
};

/* policy { ... }: reads the declaration, adds it to state->policies_made, and gives a value
 * that stands for it. Mistakes are collected. */
int f_policy_table(lua_State *L);

/* Raises while a check function runs: `word` would add to what is judged already. */
void pp_policy_refuse_late(lua_State *L, const char *word);

/* Whether the value at `index` is what policy { ... } gives. */
bool pp_policy_is(lua_State *L, int index);

/* Of the rule's run(): calls the check function for everything of check->plan. What fails is
 * a mistake in diags; the findings made before stay. */
void pp_policy_run(struct pp_check *check, const struct pp_rule *rule);

/* What is read of a policy's table. */
extern const struct pp_shape pp_policy_shape;

/* The function `report` that check functions get; its upvalue is the policy (policy_report.c):
 *   report(thing, message, { help =, severity =, ports =, suggestions = })
 * thing: a binding, placement, host or site, or a list of two bindings or placements. */
int f_policy_report(lua_State *L);

/* Option `index` of its last argument; false when there are not so many. */
struct pp_meta_field;
bool pp_policy_option(size_t index, struct pp_meta_field *field);

#endif
