/* test_text: the results of tests for people.
 *
 *   failed  no-plain-http_test.lua:9: https is left alone
 *     reported, but not expected: 'http://+:8080/' is plain http
 *       --> no-plain-http_test.lua:10 plan:3
 *       = to expect it: { rule = "no-plain-http", host = "A", port = 8080, line = 3 } */
#include "report/tests.h"

static const struct {
    const char *word, *blanks, *count; /* count: in the last line */
    enum pp_paint paint;
} outcomes[PP_TEST_OUTCOMES] = {
    [PP_TEST_PASSED] = {"ok", "      ", "passed", PP_PAINT_GREEN},
    [PP_TEST_FAILED] = {"failed", "  ", "failed", PP_PAINT_RED},
    [PP_TEST_BROKEN] = {"wrong", "   ", "could not run", PP_PAINT_RED},
};

static void add_result(const struct pp_report *report, const struct pp_test_result *result,
                       struct pp_strbuf *buf)
{
    pp_add_painted(buf, report->style.color, outcomes[result->outcome].paint,
                   outcomes[result->outcome].word);
    pp_strbuf_add(buf, outcomes[result->outcome].blanks);
    pp_add_place(buf, report->sources, result->loc);
    pp_strbuf_add(buf, ": ");
    pp_add_clean(buf, result->name);
    pp_strbuf_add_char(buf, '\n');
    pp_add_test_flaws(buf, report, result);
}

/* An empty line before the first. */
static void add_coverage(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_test_results *tests = report->tests;
    bool any = buf->length == 0;
    for (size_t i = 0; i < tests->coverage_count; i++) {
        const struct pp_test_coverage *coverage = &tests->coverage[i];
        if (report->quiet && coverage->code > 0 && coverage->missed == 0)
            continue;
        pp_strbuf_add(buf, any ? "" : "\n");
        pp_add_test_coverage(buf, coverage);
        pp_strbuf_add_char(buf, '\n');
        any = true;
    }
}

static void add_summary(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_test_results *tests = report->tests;
    bool any = false;
    pp_strbuf_add(buf, "\nran ");
    pp_add_count(buf, tests->count, "test");
    pp_strbuf_add(buf, " in ");
    pp_add_count(buf, tests->file_count, "file");
    pp_strbuf_add(buf, ": ");
    if (pp_test_count(tests, PP_TEST_PASSED) == tests->count) {
        pp_add_painted(buf, report->style.color, PP_PAINT_GREEN, "all passed");
        pp_strbuf_add_char(buf, '\n');
        return;
    }
    for (int i = 0; i < PP_TEST_OUTCOMES; i++) {
        size_t count = pp_test_count(tests, (enum pp_test_outcome)i);
        if (count == 0)
            continue;
        pp_strbuf_add(buf, any ? ", " : "");
        pp_strbuf_add_grouped(buf, count);
        pp_strbuf_printf(buf, " %s", outcomes[i].count);
        any = true;
    }
    pp_strbuf_add_char(buf, '\n');
}

void pp_report_tests_text(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_test_results *tests = report->tests;
    for (size_t i = 0; i < tests->count; i++) {
        if (!report->quiet || tests->items[i].outcome != PP_TEST_PASSED)
            add_result(report, &tests->items[i], buf);
    }
    add_coverage(report, buf);
    if (!report->quiet)
        add_summary(report, buf);
}
