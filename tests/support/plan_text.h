/* plan_text: plans and catalogues as YAML text in, model and mistakes out, for unit tests.
 * Stands on read/. Test files add support/plan_text.c to their pp_unit_test line. */
#ifndef PP_TESTS_PLAN_TEXT_H
#define PP_TESTS_PLAN_TEXT_H

#include "read/decode.h"

struct plan_text {
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_diags diags;
    struct pp_library library;
    struct pp_plan plan;
    const char *const *rules; /* known rule ids: those of the built-in rules */
    size_t rule_count;
};

void plan_text_init(struct plan_text *text);
void plan_text_release(struct plan_text *text);

/* The same for cmocka: *state is a struct plan_text. */
int plan_text_setup(void **state);
int plan_text_teardown(void **state);

/* Decodes a plan file of that name with that content; several make an estate. False when
 * it was rejected. */
bool plan_text_add(struct plan_text *text, const char *file, const char *yaml);

/* The same as the only file, "plan.yaml", and makes its listeners and bindings. */
bool plan_text_expand(struct plan_text *text, const char *yaml);

/* Decodes a catalogue; NULL when it was rejected. */
struct pp_catalog *plan_text_catalog(struct plan_text *text, const char *yaml);

/* Every mistake so far, sorted, each on a line of its own: "FILE:LINE:COLUMN: MESSAGE", and
 * for a second place " (FILE:LINE:COLUMN: MESSAGE)"; FILE only when it is not the first. */
const char *plan_text_mistakes(struct plan_text *text);

/* A tree from YAML that has to be good. */
struct pp_node *plan_text_tree(struct plan_text *text, const char *file, const char *yaml);

#endif
