/* tap: findings as test points, TAP version 13 (what prove reads).
 *
 *   not ok 1 - error listener-mix: 8888/tcp on CAP1 is taken twice
 *     ---
 *     rule: "listener-mix"
 *     ...
 *
 * Mistakes of the input come first and are failures, then the findings: failures at or above
 * --fail-on, passed below it, skipped when waived. A host that has no part in any is a point
 * that passed, so that a clean run is not empty. */
#include "report/escape.h"
#include "report/party_text.h"
#include "report/remark.h"

struct tap {
    const struct pp_report *report;
    struct pp_strbuf *buf;
    struct pp_arena arena;
    size_t number; /* of the last point */
};

static void add_point(struct tap *tap, bool passed)
{
    pp_strbuf_printf(tap->buf, "%s %zu - ", passed ? "ok" : "not ok", ++tap->number);
}

static void add_pair(struct tap *tap, const char *key, const char *value)
{
    if (!value)
        return;
    pp_strbuf_printf(tap->buf, "  %s: ", key);
    pp_add_yaml_quoted(tap->buf, value);
    pp_strbuf_add_char(tap->buf, '\n');
}

static void add_number(struct tap *tap, const char *key, uint32_t number)
{
    if (number != 0)
        pp_strbuf_printf(tap->buf, "  %s: %lu\n", key, (unsigned long)number);
}

static void add_place(struct tap *tap, struct pp_loc loc)
{
    add_pair(tap, "file", pp_sources_name(tap->report->sources, loc.source));
    add_number(tap, "line", loc.line);
    add_number(tap, "column", loc.column);
}

/* A key for each and no lists: prove takes an item in which a colon stands for a mapping. */
static void add_parties(struct tap *tap, const struct pp_finding *finding)
{
    static const char *const keys[] = {"party", "other_party"};
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    for (size_t i = 0; i < finding->party_count; i++) {
        pp_strbuf_clear(&text);
        pp_add_party_at(&text, tap->report, &finding->parties[i], &tap->arena);
        add_pair(tap, keys[i], text.text);
    }
    pp_strbuf_release(&text);
}

static void add_services(struct tap *tap, const struct pp_finding *finding)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    for (size_t i = 0; i < finding->service_count;) {
        pp_strbuf_add(&text, i > 0 ? ", " : "");
        i += pp_add_service(&text, finding, i);
    }
    if (text.length > 0)
        add_pair(tap, pp_services_word(finding), text.text);
    pp_strbuf_release(&text);
}

static void add_diagnostics(struct tap *tap, const struct pp_finding *finding)
{
    pp_strbuf_add(tap->buf, "  ---\n");
    add_pair(tap, "rule", finding->rule);
    add_pair(tap, "severity", pp_severity_names[finding->severity]);
    if (finding->host != PP_NONE)
        add_pair(tap, "host", tap->report->plan->hosts[finding->host].name);
    add_place(tap, finding->party_count > 0 ? finding->parties[0].loc : finding->loc);
    add_parties(tap, finding);
    add_services(tap, finding);
    add_pair(tap, "detail", finding->detail);
    add_pair(tap, "os_error", finding->os_error);
    add_pair(tap, "help", finding->help);
    pp_strbuf_add(tap->buf, "  ...\n");
}

static void add_finding(struct tap *tap, const struct pp_finding *finding)
{
    bool waived = finding->waived_by != NULL;
    add_point(tap, waived || finding->severity < tap->report->fail_on);
    pp_strbuf_printf(tap->buf, "%s ", pp_severity_names[finding->severity]);
    pp_add_tap(tap->buf, finding->rule);
    pp_strbuf_add(tap->buf, ": ");
    pp_add_tap(tap->buf, finding->message);
    if (waived) {
        struct pp_strbuf reason;
        pp_strbuf_init(&reason);
        pp_add_waiver(&reason, finding->waived_by);
        pp_strbuf_add(tap->buf, " # SKIP waived: ");
        pp_add_tap(tap->buf, reason.text);
        pp_strbuf_release(&reason);
    }
    pp_strbuf_add_char(tap->buf, '\n');
    add_diagnostics(tap, finding);
}

static void add_rejected(struct tap *tap, const struct pp_diag *diag)
{
    struct pp_strbuf message;
    pp_strbuf_init(&message);
    pp_add_mistake(&message, tap->report, diag);
    add_point(tap, false);
    pp_strbuf_add(tap->buf, "rejected: ");
    pp_add_tap(tap->buf, message.text);
    pp_strbuf_add(tap->buf, "\n  ---\n");
    pp_strbuf_add(tap->buf, "  severity: \"error\"\n");
    add_place(tap, diag->loc);
    pp_strbuf_add(tap->buf, "  ...\n");
    pp_strbuf_release(&message);
}

void pp_report_check_tap(const struct pp_report *report, struct pp_strbuf *buf)
{
    struct tap tap = {.report = report, .buf = buf};
    size_t clean_count;
    pp_arena_init(&tap.arena);
    const bool *clean = pp_clean_hosts(report, &tap.arena, &clean_count);
    pp_strbuf_printf(buf, "TAP version 13\n1..%zu\n",
                     report->diags->count + report->findings->count + clean_count);
    for (size_t i = 0; i < report->diags->count; i++)
        add_rejected(&tap, &report->diags->items[i]);
    for (size_t i = 0; i < report->findings->count; i++)
        add_finding(&tap, &report->findings->items[i]);
    for (size_t i = 0; clean_count > 0 && i < report->plan->host_count; i++) {
        if (!clean[i])
            continue;
        add_point(&tap, true);
        pp_add_tap(buf, report->plan->hosts[i].name);
        pp_strbuf_add(buf, ": no findings\n");
    }
    pp_arena_release(&tap.arena);
}
