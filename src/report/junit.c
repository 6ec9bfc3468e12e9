/* junit: findings as test cases, for servers that read JUnit's XML.
 *
 * One suite for each host in plan order, one for mistakes of the input (before them) and one for
 * findings that have no host (behind them). A finding is a case: it failed at or above --fail-on,
 * passed below it with what it says as output, and was skipped when waived. A host that has no
 * part in any has one case that passed, so that a clean run is not empty. Nothing here took time:
 * the same plan gives the same bytes. */
#include "report/escape.h"
#include "report/party_text.h"
#include "report/remark.h"
#include "report/tally.h"

#define COLUMNS 100 /* of the text in a case, whatever the terminal */

struct junit {
    struct pp_report report; /* in plain text of COLUMNS */
    struct pp_strbuf *buf;
    struct pp_arena arena;
    struct pp_tally names; /* of cases: they tell apart what a server remembers */
    size_t suites;         /* written so far */
    uint32_t *first;       /* by host (behind the last: without one), the first finding ... */
    uint32_t *next;        /* ... and by finding the next of its host; PP_NONE at the end */
    const bool *clean;     /* by host */
    size_t clean_count;
};

struct counts {
    size_t tests, failures, errors, skipped;
};

/* --- what belongs together -------------------------------------------------- */

static void group(struct junit *junit)
{
    const struct pp_findings *findings = junit->report.findings;
    size_t hosts = junit->report.plan->host_count;
    junit->first = pp_arena_array(&junit->arena, hosts + 1, sizeof *junit->first);
    junit->next = pp_arena_array(&junit->arena, findings->count, sizeof *junit->next);
    junit->clean = pp_clean_hosts(&junit->report, &junit->arena, &junit->clean_count);
    for (size_t i = 0; i <= hosts; i++)
        junit->first[i] = PP_NONE;
    for (size_t i = findings->count; i-- > 0;) {
        uint32_t host = findings->items[i].host;
        uint32_t *first = &junit->first[host == PP_NONE ? hosts : host];
        junit->next[i] = *first;
        *first = (uint32_t)i;
    }
}

static bool has_failed(const struct junit *junit, const struct pp_finding *finding)
{
    return !finding->waived_by && finding->severity >= junit->report.fail_on;
}

static struct counts count(const struct junit *junit, uint32_t first)
{
    struct counts counts = {0};
    for (uint32_t i = first; i != PP_NONE; i = junit->next[i]) {
        const struct pp_finding *finding = &junit->report.findings->items[i];
        counts.tests++;
        counts.failures += has_failed(junit, finding) ? 1 : 0;
        counts.skipped += finding->waived_by ? 1 : 0;
    }
    return counts;
}

/* --- elements --------------------------------------------------------------- */

static void open_suite(struct junit *junit, const char *name, struct counts counts)
{
    pp_strbuf_add(junit->buf, "  <testsuite");
    pp_add_xml_attribute(junit->buf, "name", name);
    pp_strbuf_printf(junit->buf,
                     " id=\"%zu\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" "
                     "time=\"0\">\n",
                     junit->suites++, counts.tests, counts.failures, counts.errors, counts.skipped);
}

static void close_suite(struct junit *junit)
{
    pp_strbuf_add(junit->buf, "  </testsuite>\n");
}

/* A server splits class names at their last dot: the suite becomes the package. Of cases with
 * one name, the second is " #2". */
static void open_case(struct junit *junit, const char *suite, const char *class, const char *name)
{
    struct pp_strbuf full, own;
    pp_strbuf_init(&full);
    pp_strbuf_init(&own);
    pp_strbuf_printf(&full, "%s%s%s", suite, class ? "." : "", class ? class : "");
    pp_strbuf_printf(&own, "%s\n%s", full.text, name);
    size_t times = pp_tally_add(&junit->names, own.text);
    pp_strbuf_clear(&own);
    pp_strbuf_add(&own, name);
    if (times > 1)
        pp_strbuf_printf(&own, " #%zu", times);
    pp_strbuf_add(junit->buf, "    <testcase");
    pp_add_xml_attribute(junit->buf, "classname", full.text);
    pp_add_xml_attribute(junit->buf, "name", own.text);
    pp_strbuf_add(junit->buf, " time=\"0\"");
    pp_strbuf_release(&full);
    pp_strbuf_release(&own);
}

/* <failure message="" type=""> or <error ...> with a text, as the whole of a case. */
static void add_result(struct junit *junit, const char *element, const char *type,
                       const char *message, const char *text)
{
    pp_strbuf_printf(junit->buf, ">\n      <%s", element);
    pp_add_xml_attribute(junit->buf, "message", message);
    pp_add_xml_attribute(junit->buf, "type", type);
    pp_strbuf_add_char(junit->buf, '>');
    pp_add_xml(junit->buf, text);
    pp_strbuf_printf(junit->buf, "</%s>\n    </testcase>\n", element);
}

/* Before the text there may be why the case was skipped. */
static void add_output(struct junit *junit, const struct pp_waiver *waiver, const char *text)
{
    pp_strbuf_add(junit->buf, ">\n");
    if (waiver) {
        struct pp_strbuf reason;
        pp_strbuf_init(&reason);
        pp_add_waiver(&reason, waiver);
        pp_strbuf_add(junit->buf, "      <skipped>waived: ");
        pp_add_xml(junit->buf, reason.text);
        pp_strbuf_add(junit->buf, "</skipped>\n");
        pp_strbuf_release(&reason);
    }
    pp_strbuf_add(junit->buf, "      <system-out>");
    pp_add_xml(junit->buf, text);
    pp_strbuf_add(junit->buf, "</system-out>\n    </testcase>\n");
}

/* --- findings --------------------------------------------------------------- */

/* "8888/tcp on CAP1 is taken twice (Cinegy Capture Planner, web; MediaMTX (ingest), hls)" */
static void add_case_name(struct junit *junit, const struct pp_finding *finding,
                          struct pp_strbuf *buf)
{
    pp_strbuf_add(buf, finding->message);
    for (size_t i = 0; i < finding->party_count; i++) {
        pp_strbuf_add(buf, i == 0 ? " (" : "; ");
        pp_add_party_name(buf, &junit->report, &finding->parties[i]);
    }
    pp_strbuf_add(buf, finding->party_count > 0 ? ")" : "");
}

static void add_finding(struct junit *junit, const char *suite, const struct pp_finding *finding)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    add_case_name(junit, finding, &text);
    open_case(junit, suite, finding->rule, text.text);
    pp_strbuf_clear(&text);
    pp_strbuf_printf(&text, "%s[%s]: %s\n", pp_severity_names[finding->severity], finding->rule,
                     finding->message);
    pp_add_finding_body(&text, &junit->report, finding, &junit->arena);
    if (has_failed(junit, finding))
        add_result(junit, "failure", finding->rule, finding->message, text.text);
    else
        add_output(junit, finding->waived_by, text.text);
    pp_strbuf_release(&text);
}

static void add_suite(struct junit *junit, const char *name, uint32_t first)
{
    struct counts counts = count(junit, first);
    if (first == PP_NONE)
        counts.tests = 1;
    open_suite(junit, name, counts);
    if (first == PP_NONE) {
        open_case(junit, name, NULL, "no findings");
        pp_strbuf_add(junit->buf, "/>\n");
    }
    for (uint32_t i = first; i != PP_NONE; i = junit->next[i])
        add_finding(junit, name, &junit->report.findings->items[i]);
    close_suite(junit);
}

/* --- mistakes --------------------------------------------------------------- */

static void add_rejected(struct junit *junit)
{
    const struct pp_diags *diags = junit->report.diags;
    struct pp_strbuf message, name;
    if (diags->count == 0)
        return;
    pp_strbuf_init(&message);
    pp_strbuf_init(&name);
    open_suite(junit, "rejected", (struct counts){.tests = diags->count, .errors = diags->count});
    for (size_t i = 0; i < diags->count; i++) {
        pp_strbuf_clear(&message);
        pp_strbuf_clear(&name);
        pp_add_mistake(&message, &junit->report, &diags->items[i]);
        pp_add_place(&name, junit->report.sources, diags->items[i].loc);
        pp_strbuf_printf(&name, "%s%s", name.length > 0 ? ": " : "", message.text);
        open_case(junit, "rejected", NULL, name.text);
        add_result(junit, "error", "rejected", message.text, name.text);
    }
    close_suite(junit);
    pp_strbuf_release(&message);
    pp_strbuf_release(&name);
}

/* --- the whole -------------------------------------------------------------- */

static void open_root(struct junit *junit)
{
    const struct pp_report *report = &junit->report;
    struct counts all = {.tests =
                             report->diags->count + report->findings->count + junit->clean_count,
                         .errors = report->diags->count};
    for (size_t i = 0; i < report->findings->count; i++)
        all.failures += has_failed(junit, &report->findings->items[i]) ? 1 : 0;
    pp_strbuf_printf(junit->buf,
                     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"portplan\" "
                     "tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" time=\"0\">\n",
                     all.tests, all.failures, all.errors);
}

void pp_report_check_junit(const struct pp_report *report, struct pp_strbuf *buf)
{
    struct junit junit = {.report = *report, .buf = buf};
    size_t hosts = report->plan->host_count;
    junit.report.style = (struct pp_style){.width = COLUMNS};
    pp_arena_init(&junit.arena);
    pp_tally_init(&junit.names, &junit.arena);
    group(&junit);
    open_root(&junit);
    add_rejected(&junit);
    for (size_t i = 0; i < hosts; i++)
        if (junit.first[i] != PP_NONE || junit.clean[i])
            add_suite(&junit, report->plan->hosts[i].name, junit.first[i]);
    if (junit.first[hosts] != PP_NONE)
        add_suite(&junit, "plan", junit.first[hosts]);
    pp_strbuf_add(buf, "</testsuites>\n");
    pp_tally_release(&junit.names);
    pp_arena_release(&junit.arena);
}
