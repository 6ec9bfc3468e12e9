/* plan_script: runs a plan written in Lua and gives its node tree. Stands on read/ and Lua,
 * which nothing outside this folder sees.
 *
 * A plan from a stranger is safe to run: text only, an allow-list of functions, no file
 * outside its own folder, a memory cap, and an instruction budget that pcall cannot swallow.
 * A C function of Lua that runs for long (string.find on a hostile pattern) cannot be
 * stopped from within: for that the program has a watchdog, which asks interrupt.h. */
#ifndef PP_SCRIPT_PLAN_SCRIPT_H
#define PP_SCRIPT_PLAN_SCRIPT_H

#include "model/registry.h"
#include "read/library.h"
#include "read/node.h"
#include "script/interrupt.h"

struct pp_policies; /* policies.h */
struct pp_coverage; /* coverage.h */

#define PP_SCRIPT_MAX_MEMORY ((size_t)256 << 20) /* bytes */
#define PP_SCRIPT_MAX_STEPS UINT64_C(300000000)  /* instructions of Lua's machine: seconds */

struct pp_script {
    struct pp_arena *arena;
    struct pp_sources *sources;
    struct pp_diags *diags;
    struct pp_library *library;
    const struct pp_registry *registry; /* frozen */
    struct pp_interrupt *interrupt;     /* or NULL: nothing interrupts it */
    size_t max_memory;                  /* 0 = PP_SCRIPT_MAX_MEMORY */
    uint64_t max_steps;                 /* 0 = PP_SCRIPT_MAX_STEPS */
    struct pp_policies *policies;       /* where a plan's own policies go; NULL: they are refused */
    struct pp_coverage *coverage;       /* which lines of policy files run; NULL: nobody asks */
    /* What `print` of a script does with a line (it ends in a newline); NULL: nothing. */
    void (*print)(void *data, const char *text, size_t length);
    void *print_data;
    bool print_failed; /* set by it when nothing more can be printed: that ends the script */
    uint64_t steps;    /* that all its scripts have run so far */
};

/* Runs the plan in text[0..length) once. `path` is the file as the user gave it, "-" for
 * standard input (its folder is the current one); `name` is what messages call it, NULL for
 * `path`. Returns the tree of read/decode.h, whose strings live in the arena.
 *
 * NULL when the script could not be run to its end: the reasons are in diags, and limit_hit
 * is set when a limit ended it. A script that ran to its end gives a tree even when it had
 * mistakes of its own (an unknown product, a host without a { ... }); what was wrong is left
 * out of it, so that decoding finds the others: a plan is good only when diags is still empty. */
struct pp_node *pp_script_run_plan(struct pp_script *script, const char *text, size_t length,
                                   const char *path, const char *name);

#endif
