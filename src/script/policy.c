/* policy: declarations, and the run over the plan. */
#include "script/policy_finding.h"

#include "base/file.h"
#include "read/fields.h"
#include "script/row.h"
#include "script/straight.h"

#include <lauxlib.h>
#include <stddef.h>
#include <string.h>

#define POLICY "policy"
#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *const pp_each_names[PP_EACHES] = {"binding", "placement", "host", "site"};

/* --- the declaration -------------------------------------------------------- */

struct policy_form {
    const char *id, *title, *explain;
    uint32_t severity, each; /* 1 + index, or 0 */
    enum pp_tri check;       /* a function is no part of a tree: it stands as `true` */
};

static const char *const severities[] = {"note", "warning", "error"};

#define AT(member) offsetof(struct policy_form, member)
static const struct pp_field policy_fields[] = {
    {.name = "id",
     .kind = PP_FIELD_NAME,
     .offset = AT(id),
     .help = "what rules, waivers and reports call it; by default the file's name"},
    {.name = "title",
     .kind = PP_FIELD_NAME,
     .required = true,
     .offset = AT(title),
     .help = "what must hold, in one line"},
    {.name = "severity",
     .kind = PP_FIELD_CHOICE,
     .offset = AT(severity),
     .choices = severities,
     .choice_count = COUNT(severities),
     .base = PP_NOTE,
     .help = "how its findings count, unless a plan or the command line says otherwise; by default "
             "warning"},
    {.name = "explain",
     .kind = PP_FIELD_TEXT,
     .offset = AT(explain),
     .help = "why, and what to do instead: the page of `portplan explain`"},
    {.name = "each",
     .kind = PP_FIELD_CHOICE,
     .required = true,
     .offset = AT(each),
     .choices = pp_each_names,
     .choice_count = PP_EACHES,
     .base = 1,
     .help = "what check is called with: every binding, placement or host, or the site once"},
    {.name = "check",
     .kind = PP_FIELD_YES_NO,
     .offset = AT(check),
     .help = "the function that judges one of them: function(thing, report) ... end"},
};
#undef AT
const struct pp_shape pp_policy_shape = {
    .what = "a policy", .fields = policy_fields, .count = COUNT(policy_fields)};

/* The name of the file that declares it, without folder and ending: the id by default. NULL in
 * a plan itself. */
static const char *id_of_file(const struct pp_state *state, const struct pp_chunk *chunk)
{
    bool in_plan = state->kind == PP_SCRIPT_PLAN && chunk && !chunk->next;
    if (!chunk || in_plan)
        return NULL;
    const char *name = pp_path_name(chunk->name), *dot = strrchr(name, '.');
    return pp_arena_strndup(state->script->arena, name,
                            dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

/* Whether the policy can be called so. */
static bool check_id(lua_State *L, const char *id, bool is_given, struct pp_loc loc)
{
    if (!pp_is_id(id))
        pp_mistake(L, loc,
                   "'%s' cannot be the id of a policy%s; an id is made of letters, digits, '_' and "
                   "'-'",
                   id, is_given ? "" : ", though it is the file's name: give it an 'id'");
    else if (pp_rule_find(id))
        pp_mistake(L, loc, "policy '%s' has the id of a built-in rule; choose another one", id);
    else
        return true;
    return false;
}

/* A copy of the table at `index` for the tree, in which the check function is `true`: pushed. */
static void push_fields(lua_State *L, int index)
{
    lua_newtable(L);
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        if (lua_type(L, -1) == LUA_TSTRING && strcmp(lua_tostring(L, -1), "check") == 0)
            lua_pushboolean(L, true);
        else
            lua_pushvalue(L, -2);
        lua_rawset(L, -5);
    }
}

/* Reads the fields of the table at index 1; false after a mistake. */
static bool read_fields(lua_State *L, struct pp_place place, struct policy_form *form,
                        const struct pp_node **node)
{
    struct pp_state *state = pp_state_of(L);
    struct pp_decoder decoder = {.arena = state->script->arena, .diags = state->script->diags};
    size_t before = state->script->diags->count;
    struct pp_table table;
    push_fields(L, 1);
    struct pp_node *map = pp_node_new(state->script->arena, PP_NODE_MAP, place.loc);
    pp_table_open(&table, L, lua_gettop(L), "a policy", NULL, place, true);
    pp_table_fields(&table, map, NULL, 0);
    pp_table_refuse_items(&table);
    lua_pop(L, 1);
    pp_fields_decode(&decoder, map, &pp_policy_shape, "the policy", form);
    if (lua_getfield(L, 1, "check") != LUA_TFUNCTION)
        pp_mistake(L, place.loc,
                   "'check' of the policy is %s; it must be a function: check = function(%s, "
                   "report) ... end",
                   pp_value_name(L, -1), form->each > 0 ? pp_each_names[form->each - 1] : "thing");
    *node = map;
    return state->script->diags->count == before;
}

/* The steps of the check function on top of the stack when it is straight, else 0. */
static uint32_t measure(lua_State *L)
{
    uint32_t line, steps = 0;
    const struct pp_chunk *chunk = pp_chunk_of_function(L, &line);
    if (!chunk || !pp_straight_scan(chunk->text, chunk->length, line, &steps))
        return 0;
    return steps;
}

/* Takes the check function from the top of the stack. */
static void make(lua_State *L, const struct policy_form *form, struct pp_loc loc)
{
    struct pp_state *state = pp_state_of(L);
    struct pp_policy *policy = pp_arena_alloc(state->script->arena, sizeof *policy);
    uint32_t straight = measure(L);
    *policy = (struct pp_policy){
        .rule = {.id = form->id,
                 .severity = form->severity > 0 ? (enum pp_severity)form->severity : PP_WARNING,
                 .summary = form->title,
                 .page = {.means = form->explain ? form->explain : form->title,
                          .source = pp_sources_name(state->script->sources, loc.source)},
                 .run = pp_policy_run,
                 .data = policy},
        .each = (enum pp_each)(form->each - 1),
        .state = state,
        .straight = straight,
        .check = luaL_ref(L, LUA_REGISTRYINDEX),
        .loc = loc,
        .next = state->policies_made,
    };
    state->policies_made = policy;
}

bool pp_policy_is(lua_State *L, int index)
{
    return luaL_testudata(L, index, POLICY) != NULL;
}

/* The value of policy { ... }, whether the declaration was right or wrong. */
static int push_policy(lua_State *L)
{
    lua_newuserdatauv(L, 0, 0);
    luaL_newmetatable(L, POLICY);
    lua_setmetatable(L, -2);
    return 1;
}

void pp_policy_refuse_late(lua_State *L, const char *word)
{
    if (pp_state_of(L)->policy)
        luaL_error(L, "'%s' comes too late: the plan is being judged, and can only be read", word);
}

/* Whether the table is a list of names, as if `policy` took several. */
static bool only_names(lua_State *L)
{
    bool any = false;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        any = lua_isinteger(L, -2) && lua_type(L, -1) == LUA_TSTRING;
        if (!any) {
            lua_pop(L, 2);
            return false;
        }
    }
    return any;
}

int f_policy_table(lua_State *L)
{
    pp_policy_refuse_late(L, "policy");
    struct pp_place place = pp_place_find(L, 1);
    struct policy_form form = {0};
    const struct pp_node *node = NULL;
    pp_state_charge(L, 1);
    if (!lua_istable(L, 1)) {
        pp_mistake(L, place.loc, "policy wants a table, not %s: policy { title = \"...\", ... }",
                   pp_value_name(L, 1));
        return push_policy(L);
    }
    if (only_names(L)) {
        pp_mistake(L, place.loc, "policy takes the name of one file at a time: policy \"FILE\"");
        return push_policy(L);
    }
    lua_settop(L, 1);
    bool good = read_fields(L, place, &form, &node);
    bool is_given = pp_node_get(node, "id") != NULL;
    if (!is_given)
        form.id = id_of_file(pp_state_of(L), place.chunk);
    if (!is_given && !form.id) {
        pp_mistake(L, place.loc,
                   "the policy has no 'id', which one that stands in a plan needs; a file that "
                   "holds only a policy is no plan: --policy FILE");
        good = false;
    }
    struct pp_loc loc = pp_fields_place(node, "id");
    good = form.id && check_id(L, form.id, is_given, loc) && good;
    lua_settop(L, 2); /* the check function */
    if (good)
        make(L, &form, place.loc);
    return push_policy(L);
}

/* --- the run ---------------------------------------------------------------- */

/* Calls the check function, which is at index 1, with views first .. first+count of a kind and
 * `report`, which is at index 2. */
static void call_for(lua_State *L, enum pp_view_kind kind, size_t count)
{
    struct pp_policy *policy = pp_state_of(L)->policy;
    for (size_t i = 0; i < count; i++) {
        policy->judged = (struct pp_view){kind, 0, (uint32_t)i};
        lua_pushvalue(L, 1);
        pp_view_push(L, kind, 0, (uint32_t)i);
        lua_pushvalue(L, 2);
        lua_call(L, 2, 0);
    }
}

/* A straight function needs no counting: it ends, and its caller knows its steps. The lines that
 * it runs are told where it is counted only. */
static void call_for_bindings(lua_State *L, struct pp_policy *policy, const struct pp_plan *plan)
{
    if (policy->straight == 0 || policy->state->script->coverage) {
        call_for(L, PP_VIEW_BINDING, plan->bindings.count);
        return;
    }
    pp_state_uncount(L);
    pp_row_call_all(L, plan, policy->straight, &policy->judged);
    pp_state_count(L);
}

static int call_all(lua_State *L)
{
    struct pp_policy *policy = pp_state_of(L)->policy;
    const struct pp_plan *plan = policy->running->plan;
    luaL_checkstack(L, 8, "too much is going on");
    lua_rawgeti(L, LUA_REGISTRYINDEX, policy->check);
    lua_pushlightuserdata(L, policy);
    lua_pushcclosure(L, f_policy_report, 1);
    switch (policy->each) {
    case PP_EACH_BINDING: call_for_bindings(L, policy, plan); break;
    case PP_EACH_PLACEMENT: call_for(L, PP_VIEW_PLACEMENT, plan->placement_count); break;
    case PP_EACH_HOST: call_for(L, PP_VIEW_HOST, plan->host_count); break;
    default: call_for(L, PP_VIEW_SITE, 1); break;
    }
    return 0;
}

/* The mistake that ended the run, which begins with the policy, goes on with what it judged. */
static void say_judged(const struct pp_policy *policy)
{
    struct pp_diags *diags = policy->state->script->diags;
    struct pp_diag *diag = &diags->items[diags->count - 1];
    const char *subject = policy->state->subject;
    struct pp_strbuf text;
    if (policy->judged.kind <= PP_VIEW_SITE ||
        strncmp(diag->message, subject, strlen(subject)) != 0)
        return;
    pp_strbuf_init(&text);
    pp_view_text(policy->running->plan, policy->judged, &text);
    diag->message = pp_arena_printf(diags->arena, "%s at '%s'%s", subject, text.text,
                                    diag->message + strlen(subject));
    pp_strbuf_release(&text);
}

void pp_policy_run(struct pp_check *check, const struct pp_rule *rule)
{
    struct pp_policy *policy = rule->data;
    struct pp_state *state = policy->state;
    const char *subject = state->subject;
    const struct pp_plan *plans[] = {check->plan};
    state->subject = pp_arena_printf(state->script->arena, "policy '%s'", rule->id);
    state->plans = plans;
    state->plan_count = 1;
    state->above = check->above;
    state->policy = policy;
    policy->running = check;
    policy->running_rule = rule;
    policy->joins = false;
    size_t first = check->findings.count;
    policy->judged = (struct pp_view){PP_VIEW_NONE, 0, 0};
    if (!pp_state_run(state, call_all, policy->loc))
        say_judged(policy);
    pp_policy_finish(policy, first);
    policy->running = NULL;
    state->policy = NULL;
    state->plans = NULL;
    state->plan_count = 0;
    state->subject = subject;
}
