/* check_text: a plan as YAML text in, findings out as text, for unit tests. Stands on
 * plan_text.h and check/. Test files add support/plan_text.c and support/check_text.c to their
 * pp_unit_test line. */
#ifndef PP_TESTS_CHECK_TEXT_H
#define PP_TESTS_CHECK_TEXT_H

#include "check/check.h"
#include "support/plan_text.h"

#define CHECK_TEXT_TODAY "2026-11-22"

struct check_text {
    struct plan_text text;
    struct pp_registry registry; /* a few services: check_text.c lists them */
    struct pp_check check;
    bool checked; /* check is to be released */
};

void check_text_init(struct check_text *state);
void check_text_release(struct check_text *state);

/* The same for cmocka: *state is a struct check_text. */
int check_text_setup(void **state);
int check_text_teardown(void **state);

/* Makes the check of the plan that text->plan is by now, expanded, and gives its pools and
 * `auto` their ports; then runs every rule. */
void check_text_allocate(struct check_text *state);
void check_text_judge(struct check_text *state);

/* A plan from its text to its findings (or, without them, to its ports); false when it was
 * rejected: plan_text_mistakes() says why. */
bool check_text_run(struct check_text *state, const char *yaml);
bool check_text_assign(struct check_text *state, const char *yaml);

/* The findings of `rule` (NULL: of all rules) in order, each on a line of its own:
 *
 *   error port-overlap:5:9100/tcp player(api)/logger(web)
 *
 * severity, rule, line, ports, parties. A party of a placement with several instances names
 * those that are concerned, "player(api#0,2)"; a host is its name; " waived" ends the line of a
 * waived finding. */
const char *check_text_findings(struct check_text *state, const char *rule);

/* Fails the test unless the findings of `rule` (NULL: of all rules) for the plan are exactly
 * these. *state is a struct check_text, as check_text_setup() makes it; so is the result. */
struct check_text *check_text_expect(void **state, const char *rule, const char *yaml,
                                     const char *findings);

/* The first finding of `rule`; it has to be there. */
const struct pp_finding *check_text_finding(struct check_text *state, const char *rule);

/* Every binding of a host, "control=8001 rest=8001", in order; "-" for no port. */
const char *check_text_ports(struct check_text *state, uint32_t host);

#endif
