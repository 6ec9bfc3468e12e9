/* judged: a plan as YAML and a policy as Lua in, what the policy prints, what was wrong and what
 * was found out. Stands on check_text.h and script/policies.h. Test files add judged.c, check_text.c
 * and plan_text.c to their pp_unit_test line. */
#ifndef TESTS_JUDGED_H
#define TESTS_JUDGED_H

#include "script/policies.h"
#include "support/check_text.h"

struct judged {
    struct check_text check;
    struct pp_script script; /* its limits may be set before a run */
    struct pp_policies *policies;
    struct pp_strbuf out;
    char folder[32]; /* where the policy's file was */
};

/* A cmocka setup and teardown: *state is a struct judged *. One run each. */
int judged_setup(void **state);
int judged_teardown(void **state);

/* Judges the plan by the policy alone, "policy.lua". What came out, a line each: what was printed
 * as it is; mistakes as "LINE: message"; findings as check_text_findings() has them, with ": "
 * and the message behind. */
const char *judged_run(struct judged *judged, const char *yaml, const char *lua);

/* The body of the check function of a policy with that `each`; its arguments are thing, report. */
const char *judged_check(struct judged *judged, const char *yaml, const char *each,
                         const char *body);

#endif
