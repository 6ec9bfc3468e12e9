/* test_flaws: what is wrong with a test's findings, in words and in the form in which a test says
 * it. */
#include "report/tests.h"

#include "base/text.h"
#include "model/transport.h"

#include <string.h>

/* --- an expectation as it is written ----------------------------------------- */

static void add_comma(struct pp_strbuf *buf)
{
    pp_strbuf_add(buf, buf->text[buf->length - 1] == '{' ? " " : ", ");
}

static void add_text(struct pp_strbuf *buf, const char *name, const char *text)
{
    if (!text)
        return;
    add_comma(buf);
    pp_strbuf_printf(buf, "%s = \"", name);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            pp_strbuf_add_char(buf, '\\');
        pp_strbuf_add_char(buf, *text);
    }
    pp_strbuf_add_char(buf, '"');
}

static void add_number(struct pp_strbuf *buf, const char *name, uint32_t number)
{
    if (number == 0)
        return;
    add_comma(buf);
    pp_strbuf_printf(buf, "%s = %lu", name, (unsigned long)number);
}

static const char *write_expectation(const struct pp_expectation *e, struct pp_arena *arena)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_strbuf_add(&buf, "{");
    add_text(&buf, "rule", e->rule);
    add_text(&buf, "host", e->host);
    add_number(&buf, "port", e->port);
    add_text(&buf, "transport", e->transport ? pp_transport_names[e->transport - 1] : NULL);
    add_number(&buf, "line", e->line);
    add_text(&buf, "severity", e->severity ? pp_severity_names[e->severity] : NULL);
    add_text(&buf, "product", e->product);
    add_text(&buf, "endpoint", e->endpoint);
    add_text(&buf, "message", e->message);
    add_text(&buf, "says", e->says);
    pp_strbuf_add(&buf, buf.length > 1 ? " }" : "}");
    const char *text = pp_arena_strdup(arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

/* What would have been expected of the finding: rule, host, port, line, and what else the
 * expectation that missed it (or NULL) says. */
static const char *write_finding(const struct pp_comparison *comparison,
                                 const struct pp_finding *finding,
                                 const struct pp_expectation *wanted, struct pp_arena *arena)
{
    struct pp_expectation e = {.rule = finding->rule};
    const struct pp_party *party = finding->party_count > 0 ? &finding->parties[0] : NULL;
    const struct pp_plan *plan = comparison->plan;
    if (finding->host != PP_NONE)
        e.host = plan->hosts[finding->host].name;
    if (finding->port_count > 0)
        e.port = finding->ports[0].first;
    if (finding->loc.source == comparison->source)
        e.line = finding->loc.line;
    if (wanted && wanted->transport && finding->transport != PP_NONE)
        e.transport = 1 + finding->transport;
    if (wanted && wanted->severity)
        e.severity = finding->severity;
    if (wanted && wanted->product && party && party->placement != PP_NONE)
        e.product = plan->placements[party->placement].product->name;
    if (wanted && wanted->endpoint && party && party->listener != PP_NONE)
        e.endpoint = plan->listeners[party->listener].endpoint->id;
    return write_expectation(&e, arena);
}

/* --- flaws ------------------------------------------------------------------- */

static const struct {
    enum pp_trait trait;
    const char *name;
} traits[] = {
    {PP_TRAIT_HOST, "host"},           {PP_TRAIT_PORT, "port"},
    {PP_TRAIT_TRANSPORT, "transport"}, {PP_TRAIT_LINE, "line of the plan"},
    {PP_TRAIT_SEVERITY, "severity"},   {PP_TRAIT_PRODUCT, "product"},
    {PP_TRAIT_ENDPOINT, "endpoint"},   {PP_TRAIT_MESSAGE, "message"},
};
#define TRAITS (sizeof traits / sizeof *traits)

static const char *name_traits(unsigned bits, struct pp_arena *arena)
{
    const char *names[TRAITS];
    size_t count = 0;
    for (size_t i = 0; i < TRAITS; i++)
        if (bits & traits[i].trait)
            names[count++] = traits[i].name;
    return pp_names_join(arena, names, count, " and ");
}

struct pp_test_flaw pp_test_flaw_missing(const struct pp_comparison *comparison, size_t expectation,
                                         struct pp_arena *arena)
{
    const struct pp_expectation *wanted = &comparison->expectations[expectation];
    uint32_t nearest = comparison->nearest[expectation];
    struct pp_test_flaw flaw = {.loc = wanted->loc};
    flaw.text =
        pp_arena_printf(arena, "expected, but not reported: %s", write_expectation(wanted, arena));
    if (nearest == PP_NONE)
        return flaw;
    const struct pp_finding *finding = comparison->findings[nearest];
    unsigned bits = pp_expectation_differs(wanted, comparison->plan, finding, comparison->source);
    flaw.notes[0] = pp_arena_printf(arena, "reported instead, with another %s: %s",
                                    name_traits(bits, arena), finding->message);
    flaw.notes[1] =
        pp_arena_printf(arena, "which is %s", write_finding(comparison, finding, wanted, arena));
    return flaw;
}

struct pp_test_flaw pp_test_flaw_unexpected(const struct pp_comparison *comparison, size_t finding,
                                            struct pp_arena *arena)
{
    const struct pp_finding *came = comparison->findings[finding];
    return (struct pp_test_flaw){
        .text = pp_arena_printf(arena, "reported, but not expected: %s", came->message),
        .loc = came->loc,
        .notes = {pp_arena_printf(arena, "to expect it: %s",
                                  write_finding(comparison, came, NULL, arena))}};
}

struct pp_test_flaw pp_test_flaw_mistake(const struct pp_diag *diag,
                                         const struct pp_sources *sources, struct pp_arena *arena)
{
    struct pp_test_flaw flaw = {.text = diag->message, .loc = diag->loc};
    if (diag->also_message) {
        struct pp_strbuf note;
        pp_strbuf_init(&note);
        pp_strbuf_printf(&note, "%s: ", diag->also_message);
        pp_add_place(&note, sources, diag->also);
        flaw.notes[0] = pp_arena_strdup(arena, note.text);
        pp_strbuf_release(&note);
    }
    return flaw;
}

struct pp_test_flaw pp_test_flaw_no_failure(const char *wanted, size_t mistakes, struct pp_loc loc,
                                            struct pp_arena *arena)
{
    const char *came = mistakes > 0 ? "what is wrong is:" : "nothing is wrong";
    return (struct pp_test_flaw){
        .text = pp_arena_printf(arena, "expected to fail with '%s', but %s", wanted, came),
        .loc = loc};
}

/* --- for all formats --------------------------------------------------------- */

static void add_wrapped(struct pp_strbuf *buf, const struct pp_report *report, const char *before,
                        const char *text, size_t hang)
{
    pp_strbuf_add(buf, before);
    pp_add_wrapped(buf, text, strlen(before), hang, report->style.width);
    pp_strbuf_add_char(buf, '\n');
}

void pp_add_test_flaws(struct pp_strbuf *buf, const struct pp_report *report,
                       const struct pp_test_result *result)
{
    for (size_t i = 0; i < result->flaw_count; i++) {
        const struct pp_test_flaw *flaw = &result->flaws[i];
        add_wrapped(buf, report, "  ", flaw->text, 4);
        if (flaw->loc.source != 0) {
            pp_strbuf_add(buf, "    --> ");
            pp_add_place(buf, report->sources, flaw->loc);
            pp_strbuf_add_char(buf, '\n');
        }
        for (size_t j = 0; j < 2 && flaw->notes[j]; j++)
            add_wrapped(buf, report, "    = ", flaw->notes[j], 6);
    }
}

void pp_add_test_coverage(struct pp_strbuf *buf, const struct pp_test_coverage *coverage)
{
    pp_add_clean(buf, coverage->file);
    if (coverage->code == 0) {
        pp_strbuf_add(buf, ": no test runs it");
    } else if (coverage->missed == 0) {
        pp_strbuf_printf(buf, ": %s%zu line%s run", coverage->code == 1 ? "its " : "all ",
                         coverage->code, coverage->code == 1 ? " was" : "s were");
    } else {
        pp_strbuf_printf(buf, ": %zu of %zu line%s %s not run: ", coverage->missed, coverage->code,
                         coverage->code == 1 ? "" : "s", coverage->missed == 1 ? "was" : "were");
        pp_add_spans(buf, coverage->spans, coverage->span_count);
    }
}

size_t pp_test_count(const struct pp_test_results *results, enum pp_test_outcome outcome)
{
    size_t count = 0;
    for (size_t i = 0; i < results->count; i++)
        count += results->items[i].outcome == outcome;
    return count;
}

const struct pp_report_format pp_test_formats[] = {
    {"text", pp_report_tests_text},
    {"tap", pp_report_tests_tap},
    {"junit", pp_report_tests_junit},
    {NULL, NULL},
};
