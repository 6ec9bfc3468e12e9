/* state: one sandboxed Lua state with its limits, and what a run keeps beside it.
 * Stands on plan_script.h and Lua. Every script has a state of its own, so that nothing of
 * one can be changed by another.
 *
 * C functions find it by pp_state_of(). It holds what must not be on the C stack when Lua
 * raises: everything malloc'd of a run hangs here and goes with pp_state_free(). */
#ifndef PP_SCRIPT_STATE_H
#define PP_SCRIPT_STATE_H

#include "base/map.h"
#include "script/blocks.h"
#include "script/plan_script.h"

#include <lua.h>

struct pp_chunk;
struct pp_decl;

/* The plan's own text, as pp_script_run_plan got it. */
struct pp_input {
    const char *path, *name; /* see there; name is never NULL */
    const char *text;        /* without a byte order mark */
    size_t length;
};

struct pp_placed;

/* What a script is, which decides what it finds as globals. */
enum pp_script_kind {
    PP_SCRIPT_PLAN,
    PP_SCRIPT_POLICY,
    PP_SCRIPT_RUN,
    PP_SCRIPT_TEST,
    PP_SCRIPT_KINDS
};
extern const char *const pp_script_kind_names[PP_SCRIPT_KINDS]; /* "plan", "policy", ... */

enum pp_limit {
    PP_LIMIT_NONE,
    PP_LIMIT_MEMORY,
    PP_LIMIT_STEPS,
    PP_LIMIT_TIME,
    PP_LIMIT_CALLS,   /* too deep in one another, */
    PP_LIMIT_NESTING, /* or brackets and blocks of the text */
    PP_LIMIT_MISTAKES,
    PP_LIMIT_TOLD /* what ends the script has been said already, in diags or to the user */
};

struct pp_state {
    struct pp_script *script;
    enum pp_script_kind kind;
    const char *subject; /* what messages call it: "the plan", "policy 'x'" */
    lua_State *L;
    /* limits */
    struct pp_blocks blocks;
    size_t used;       /* bytes of Lua's heap */
    size_t arena_base; /* arena->total when it began to run, less what it had taken before */
    size_t arena_held; /* what it has taken of the arena, while it does not run */
    size_t outside;    /* bytes that are held elsewhere on its behalf */
    size_t memory_cap, max_memory; /* max_memory: the cap in force */
    uint64_t steps, max_steps;
    int step; /* instructions from one call of the hook to the next */
    size_t diags_base;
    enum pp_limit limit; /* hit: nothing of the script runs any more */
    struct pp_loc limit_loc;
    bool refused;              /* the allocator said no at least once ... */
    struct pp_loc refused_loc; /* ... the last time here */
    struct pp_loc counted_loc; /* where the steps were counted last */
    struct pp_loc deep_loc;    /* where calls lay too deep last: depth.h */
    /* the error that ended the script */
    const char *error; /* in the arena, or NULL */
    struct pp_loc error_loc, caller_loc;
    /* files: place.h, include.h */
    struct pp_input input;
    struct pp_chunk *chunks;  /* newest first */
    struct pp_chunk *caller;  /* of the function that called last, */
    const void *caller_known; /* which is kept alive: place.h */
    const char *folder;       /* of the plan */
    struct pp_strbuf prelude; /* text of lua/portplan/prelude.lua, and where it is from */
    const char *prelude_path;
    /* the tree: declare.h */
    struct pp_node *root, *hosts, *products, *rules, *waivers, *catalogs;
    struct pp_decl *decls, **last_decl;
    struct pp_placed *placed, **last_placed;
    const void *catalogue_type, *product_type,
        *placement_type; /* metatables; NULL: not needed yet */
    struct pp_decl *site;
    struct pp_map product_ids, rule_ids, endpoint_ids, catalog_ids; /* -> order of arrival */
    struct pp_loc *rule_locs, *product_locs;                        /* by that order */
    size_t rule_capacity, product_capacity;
    struct pp_node *policies;
    struct pp_flat *flat; /* flat.h; NULL until asked */
    struct pp_map names;  /* keys of tables -> themselves in the arena */
    const char **name_items;
    size_t name_capacity;
    /* frozen plans: view.h; policies: policy.h */
    const struct pp_plan **plans;
    size_t plan_count;
    uint16_t above; /* the bound of rule prefer-above */
    struct pp_views *views;
    struct pp_row *row;         /* row.h */
    struct pp_holders *holders; /* view_holders.h */
    struct pp_arena scratch;    /* texts on their way to Lua */
    struct pp_policy *policy, *policies_made;
    struct pp_running *running; /* a script of `portplan run`: run_script.h */
    struct pp_state *next;
};

/* A new state; NULL, with the mistake added, when the memory cap is too small for one. */
struct pp_state *pp_state_new(struct pp_script *script, enum pp_script_kind kind,
                              const char *subject);
void pp_state_free(struct pp_state *state); /* may be NULL */

/* Reads the prelude, which pp_env_push() runs; false, with the mistake added, when that fails. */
bool pp_state_read_prelude(struct pp_state *state);

struct pp_state *pp_state_of(lua_State *L);

/* Counts `steps` of work done in C for the script, and the arena's growth, against the
 * limits: raises when one is hit. */
void pp_state_charge(lua_State *L, uint64_t steps);

/* Before so many bytes are taken in one go: raises when they are over the limit. */
void pp_state_need(lua_State *L, size_t bytes);

/* After a protected call inside the script: raises again what must not be caught. The error
 * is on top of the stack. */
void pp_state_rethrow(lua_State *L, int status);

/* Marks a limit as hit at `loc` and raises. */
_Noreturn void pp_state_stop(lua_State *L, enum pp_limit limit, struct pp_loc loc);

/* Stops counting the steps of the script, and counts them again: in between it may only run what
 * is charged by its caller. */
void pp_state_uncount(lua_State *L);
void pp_state_count(lua_State *L);

/* Has the limits looked at before the next instruction. A signal handler may call it: it does
 * nothing but set the hook, which Lua allows there. */
void pp_state_hurry(struct pp_state *state);

/* Calls `function` with no arguments, protected and with the whole budget of steps; false when
 * it did not come to its end: the reason is in diags, with its place. `loc` is the place when
 * nothing better is known. */
bool pp_state_run(struct pp_state *state, lua_CFunction function, struct pp_loc loc);

/* The text in the arena, one copy of each: for keys that come again and again. */
const char *pp_state_intern(struct pp_state *state, const char *text);

#endif
