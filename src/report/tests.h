/* tests: the results of policy tests, as text, TAP and JUnit XML. Stands on report.h and
 * model/expectation.h. The writers find them as `tests` of struct pp_report. */
#ifndef PP_REPORT_TESTS_H
#define PP_REPORT_TESTS_H

#include "model/expectation.h"
#include "report/report.h"

enum pp_test_outcome {
    PP_TEST_PASSED,
    PP_TEST_FAILED,
    PP_TEST_BROKEN, /* its policy or its plan is wrong: it tells nothing */
    PP_TEST_OUTCOMES
};

/* Something that keeps a test from passing. */
struct pp_test_flaw {
    const char *text;
    struct pp_loc loc;    /* line 0: it has no place */
    const char *notes[2]; /* or NULL */
};

struct pp_test_result {
    const char *name;
    const char *file; /* the test file */
    struct pp_loc loc;
    enum pp_test_outcome outcome;
    const struct pp_test_flaw *flaws;
    size_t flaw_count;
};

/* What of a policy's file ran. */
struct pp_test_coverage {
    const char *file;
    size_t code;   /* lines on which there is something to run; 0: no test loaded the file */
    size_t missed; /* of them, those that did not run */
    const struct pp_span *spans; /* the same as runs of lines */
    size_t span_count;
};

struct pp_test_results {
    const struct pp_test_result *items; /* those of one file next to one another */
    size_t count, file_count;
    const struct pp_test_coverage *coverage;
    size_t coverage_count;
    bool rejected; /* nothing ran: the report's mistakes say why */
};

extern const struct pp_report_format pp_test_formats[]; /* of `test` */

void pp_report_tests_text(const struct pp_report *report, struct pp_strbuf *buf);
void pp_report_tests_tap(const struct pp_report *report, struct pp_strbuf *buf);
void pp_report_tests_junit(const struct pp_report *report, struct pp_strbuf *buf);

/* The same when nothing ran: "Bail out!", and a suite of errors (test_rejected.c). */
void pp_report_tests_rejected_tap(const struct pp_report *report, struct pp_strbuf *buf);
void pp_report_tests_rejected_junit(const struct pp_report *report, struct pp_strbuf *buf);

/* How many results have the outcome. */
size_t pp_test_count(const struct pp_test_results *results, enum pp_test_outcome outcome);

/* --- test_flaws.c ------------------------------------------------------------ */

/* An expectation that got no finding, a finding that nobody expected, a mistake of plan or
 * policy, and a test that was to fail with `wanted` and has other mistakes, or none; in
 * `arena`. */
struct pp_test_flaw pp_test_flaw_missing(const struct pp_comparison *comparison, size_t expectation,
                                         struct pp_arena *arena);
struct pp_test_flaw pp_test_flaw_unexpected(const struct pp_comparison *comparison, size_t finding,
                                            struct pp_arena *arena);
struct pp_test_flaw pp_test_flaw_mistake(const struct pp_diag *diag,
                                         const struct pp_sources *sources, struct pp_arena *arena);
struct pp_test_flaw pp_test_flaw_no_failure(const char *wanted, size_t mistakes, struct pp_loc loc,
                                            struct pp_arena *arena);

/* Adds the flaws of a result, their places and notes, laid out by the report's style. */
void pp_add_test_flaws(struct pp_strbuf *buf, const struct pp_report *report,
                       const struct pp_test_result *result);

/* Adds "no-plain-http.lua: 2 of 9 lines were not run: 7, 9", without a line's end. */
void pp_add_test_coverage(struct pp_strbuf *buf, const struct pp_test_coverage *coverage);

#endif
