/* test_junit: the results of tests for servers that read JUnit's XML: a suite for each file. What
 * did not run at all is an error, not a failure. Coverage is the output of the last suite. Nothing
 * here took time: the same tests give the same bytes. */
#include "report/escape.h"
#include "report/tests.h"

#include <string.h>

#define COLUMNS 100 /* of the text in a case, whatever the terminal */

/* "site/policies/no-plain-http_test.lua" as servers name classes: "site.policies.no-plain-http_test"
 */
static void add_class(struct pp_strbuf *buf, const char *file)
{
    struct pp_strbuf class;
    size_t length = strlen(file), ending = strlen(".lua");
    if (length > ending && strcmp(file + length - ending, ".lua") == 0)
        length -= ending;
    while (length > 0 && (*file == '.' || *file == '/')) {
        file++;
        length--;
    }
    pp_strbuf_init(&class);
    for (size_t i = 0; i < length; i++)
        pp_strbuf_add_char(&class, file[i] == '/' ? '.' : file[i]);
    pp_add_xml_attribute(buf, "classname", class.text);
    pp_strbuf_release(&class);
}

static void add_case(const struct pp_report *report, const struct pp_test_result *result,
                     struct pp_strbuf *buf)
{
    const char *element = result->outcome == PP_TEST_FAILED ? "failure" : "error";
    struct pp_strbuf text;
    pp_strbuf_add(buf, "    <testcase");
    add_class(buf, result->file);
    pp_add_xml_attribute(buf, "name", result->name);
    pp_strbuf_add(buf, " time=\"0\"");
    if (result->outcome == PP_TEST_PASSED) {
        pp_strbuf_add(buf, "/>\n");
        return;
    }
    pp_strbuf_init(&text);
    pp_add_place(&text, report->sources, result->loc);
    pp_strbuf_add_char(&text, '\n');
    pp_add_test_flaws(&text, report, result);
    pp_strbuf_printf(buf, ">\n      <%s", element);
    pp_add_xml_attribute(buf, "message", result->flaws[0].text);
    pp_add_xml_attribute(buf, "type", element);
    pp_strbuf_add_char(buf, '>');
    pp_add_xml(buf, text.text);
    pp_strbuf_printf(buf, "</%s>\n    </testcase>\n", element);
    pp_strbuf_release(&text);
}

static void add_counts(struct pp_strbuf *buf, const struct pp_test_results *tests)
{
    pp_strbuf_printf(buf, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"", tests->count,
                     pp_test_count(tests, PP_TEST_FAILED), pp_test_count(tests, PP_TEST_BROKEN));
}

static void add_coverage(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_test_results *tests = report->tests;
    if (tests->coverage_count == 0)
        return;
    pp_strbuf_add(buf, "    <system-out>");
    for (size_t i = 0; i < tests->coverage_count; i++) {
        struct pp_strbuf line;
        pp_strbuf_init(&line);
        pp_add_test_coverage(&line, &tests->coverage[i]);
        pp_add_xml(buf, line.text);
        pp_strbuf_add_char(buf, '\n');
        pp_strbuf_release(&line);
    }
    pp_strbuf_add(buf, "</system-out>\n");
}

void pp_report_tests_junit(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_test_results *all = report->tests;
    struct pp_report plain = *report;
    plain.style = (struct pp_style){.width = COLUMNS};
    if (all->rejected) {
        pp_report_tests_rejected_junit(&plain, buf);
        return;
    }
    pp_strbuf_add(buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"portplan\"");
    add_counts(buf, all);
    pp_strbuf_add(buf, " time=\"0\">\n");
    for (size_t first = 0, end, suite = 0; first < all->count; first = end, suite++) {
        for (end = first + 1; end < all->count; end++)
            if (strcmp(all->items[end].file, all->items[first].file) != 0)
                break;
        struct pp_test_results one = {.items = all->items + first, .count = end - first};
        pp_strbuf_add(buf, "  <testsuite");
        pp_add_xml_attribute(buf, "name", one.items[0].file);
        pp_strbuf_printf(buf, " id=\"%zu\"", suite);
        add_counts(buf, &one);
        pp_strbuf_add(buf, " skipped=\"0\" time=\"0\">\n");
        for (size_t i = 0; i < one.count; i++)
            add_case(&plain, &one.items[i], buf);
        if (end == all->count)
            add_coverage(report, buf);
        pp_strbuf_add(buf, "  </testsuite>\n");
    }
    pp_strbuf_add(buf, "</testsuites>\n");
}
