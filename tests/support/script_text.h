/* script_text: Lua text in, mistakes or a node tree out, for tests of src/script. */
#ifndef TESTS_SCRIPT_TEXT_H
#define TESTS_SCRIPT_TEXT_H

#include "base/strbuf.h"
#include "script/plan_script.h"

struct script_text {
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_diags diags;
    struct pp_library library;
    struct pp_registry registry; /* http 80/tcp, opsmessaging 8090/tcp, postgresql 5432/tcp and
                                    /udp, x11 6000-6063/tcp */
    struct pp_script script;     /* its limits may be set before a run */
    struct pp_node *root;        /* of the last run */
    struct pp_strbuf printed;    /* what print wrote */
    struct pp_strbuf out;
    void (*when_printing)(struct script_text *text); /* NULL: nothing more than print it */
};

/* A cmocka setup and teardown: *state is a struct script_text *. */
int script_text_setup(void **state);
int script_text_teardown(void **state);

/* Runs the plan; its mistakes, sorted: "3: message\n", "  4: the other place\n" behind it,
 * "dir/x.lua:3: ..." when it is in another file than the plan. Good until the next call. */
const char *script_text_run(struct script_text *text, const char *lua);
const char *script_text_run_file(struct script_text *text, const char *path, const char *lua,
                                 size_t length);

/* The leaves of the last run's tree, one a line: "hosts.1.name@3 = A". Good until the next call. */
const char *script_text_tree(struct script_text *text);

/* For tests of many cases: */
struct script_case {
    const char *lua;
    const char *mistakes;
};

/* Runs each; the mistakes are exactly these. */
void script_text_cases(struct script_text *text, const struct script_case *cases, size_t count);

#endif
