/* test_rejected: what keeps tests from running, for the programs that wait for their results. */
#include "report/escape.h"
#include "report/remark.h"
#include "report/tests.h"

static void add_mistake(const struct pp_report *report, const struct pp_diag *diag,
                        struct pp_strbuf *message, struct pp_strbuf *line)
{
    pp_strbuf_clear(message);
    pp_strbuf_clear(line);
    pp_add_mistake(message, report, diag);
    pp_add_place(line, report->sources, diag->loc);
    pp_strbuf_printf(line, "%s%s", line->length > 0 ? ": " : "", message->text);
}

/* All in comments, and the first, that servers show, where everything ends. */
void pp_report_tests_rejected_tap(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_diags *diags = report->diags;
    struct pp_strbuf message, line;
    pp_strbuf_init(&message);
    pp_strbuf_init(&line);
    pp_strbuf_add(buf, "TAP version 13\n");
    for (size_t i = 0; i < diags->count; i++) {
        add_mistake(report, &diags->items[i], &message, &line);
        pp_strbuf_add(buf, "# ");
        pp_add_clean(buf, line.text);
        pp_strbuf_add_char(buf, '\n');
    }
    add_mistake(report, &diags->items[0], &message, &line);
    pp_strbuf_add(buf, "Bail out! rejected: ");
    pp_add_clean(buf, line.text);
    if (diags->count > 1)
        pp_strbuf_printf(buf, " (and %zu more)", diags->count - 1);
    pp_strbuf_add_char(buf, '\n');
    pp_strbuf_release(&message);
    pp_strbuf_release(&line);
}

/* A suite of cases that did not run, as in the report of `check`. */
void pp_report_tests_rejected_junit(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_diags *diags = report->diags;
    struct pp_strbuf message, line;
    pp_strbuf_init(&message);
    pp_strbuf_init(&line);
    pp_strbuf_printf(buf,
                     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<testsuites name=\"portplan\" tests=\"%zu\" failures=\"0\" errors=\"%zu\" "
                     "time=\"0\">\n"
                     "  <testsuite name=\"rejected\" id=\"0\" tests=\"%zu\" failures=\"0\" "
                     "errors=\"%zu\" skipped=\"0\" time=\"0\">\n",
                     diags->count, diags->count, diags->count, diags->count);
    for (size_t i = 0; i < diags->count; i++) {
        add_mistake(report, &diags->items[i], &message, &line);
        pp_strbuf_add(buf, "    <testcase");
        pp_add_xml_attribute(buf, "classname", "rejected");
        pp_add_xml_attribute(buf, "name", line.text);
        pp_strbuf_add(buf, " time=\"0\">\n      <error");
        pp_add_xml_attribute(buf, "message", message.text);
        pp_add_xml_attribute(buf, "type", "rejected");
        pp_strbuf_add_char(buf, '>');
        pp_add_xml(buf, line.text);
        pp_strbuf_add(buf, "</error>\n    </testcase>\n");
    }
    pp_strbuf_add(buf, "  </testsuite>\n</testsuites>\n");
    pp_strbuf_release(&message);
    pp_strbuf_release(&line);
}
