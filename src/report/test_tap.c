/* test_tap: the results of tests as test points, TAP version 13 (what prove reads). Coverage is
 * told in comments. */
#include "report/escape.h"
#include "report/tests.h"

#define COLUMNS 100 /* of the text in a point, whatever the terminal */

static void add_diagnostics(const struct pp_report *report, const struct pp_test_result *result,
                            struct pp_strbuf *buf)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_add_test_flaws(&text, report, result);
    pp_strbuf_add(buf, "  ---\n  message: ");
    pp_add_yaml_quoted(buf, text.text);
    pp_strbuf_printf(buf, "\n  severity: \"%s\"\n  file: ",
                     result->outcome == PP_TEST_FAILED ? "fail" : "error");
    pp_add_yaml_quoted(buf, result->file);
    pp_strbuf_printf(buf, "\n  line: %lu\n  ...\n", (unsigned long)result->loc.line);
    pp_strbuf_release(&text);
}

void pp_report_tests_tap(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_test_results *tests = report->tests;
    struct pp_report plain = *report;
    plain.style = (struct pp_style){.width = COLUMNS};
    if (tests->rejected) {
        pp_report_tests_rejected_tap(&plain, buf);
        return;
    }
    pp_strbuf_printf(buf, "TAP version 13\n1..%zu\n", tests->count);
    for (size_t i = 0; i < tests->count; i++) {
        const struct pp_test_result *result = &tests->items[i];
        bool passed = result->outcome == PP_TEST_PASSED;
        pp_strbuf_printf(buf, "%s %zu - ", passed ? "ok" : "not ok", i + 1);
        pp_add_tap(buf, result->file);
        pp_strbuf_add(buf, ": ");
        pp_add_tap(buf, result->name);
        pp_strbuf_add_char(buf, '\n');
        if (!passed)
            add_diagnostics(&plain, result, buf);
    }
    for (size_t i = 0; i < tests->coverage_count; i++) {
        pp_strbuf_add(buf, "# ");
        pp_add_test_coverage(buf, &tests->coverage[i]);
        pp_strbuf_add_char(buf, '\n');
    }
}
