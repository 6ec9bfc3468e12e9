/* text: findings, counts and mistakes for people.
 *
 *   error[rule]: message
 *     --> file:line: Title (label), endpoint      ports  url or socket
 *     = detail
 *     = help: what would do instead
 */
#include "report/party_text.h"
#include "report/remark.h"

#include <string.h>

static const enum pp_paint severity_paints[] = {
    [PP_OFF] = PP_PAINT_PLAIN,
    [PP_NOTE] = PP_PAINT_CYAN,
    [PP_WARNING] = PP_PAINT_YELLOW,
    [PP_ERROR] = PP_PAINT_RED,
};

static void add_headline(const struct pp_report *report, const struct pp_finding *finding,
                         struct pp_strbuf *buf)
{
    struct pp_strbuf tag;
    pp_strbuf_init(&tag);
    pp_strbuf_printf(&tag, "%s[%s]", pp_severity_names[finding->severity], finding->rule);
    pp_add_painted(buf, report->style.color, severity_paints[finding->severity], tag.text);
    pp_strbuf_add(buf, ": ");
    pp_add_painted(buf, report->style.color, PP_PAINT_BOLD, finding->message);
    pp_strbuf_add_char(buf, '\n');
    pp_strbuf_release(&tag);
}

/* "  = word: text", wrapped behind the word. */
static void add_remark(const struct pp_report *report, enum pp_paint paint, const char *word,
                       const char *text, struct pp_strbuf *buf)
{
    size_t column = strlen("  = ") + strlen(word);
    pp_strbuf_add(buf, "  = ");
    pp_add_painted(buf, report->style.color, paint, word);
    pp_add_wrapped(buf, text, column, column, report->style.width);
    pp_strbuf_add_char(buf, '\n');
}

static void add_detail(const struct pp_report *report, const struct pp_finding *finding,
                       struct pp_strbuf *buf)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_add_detail(&text, finding);
    if (text.length > 0)
        add_remark(report, PP_PAINT_PLAIN, "", text.text, buf);
    pp_strbuf_release(&text);
}

/* "  = registered: 5421 netsupport2, 5422 salient-mux": broken between services only, the first
 * of many. */
static void add_services(const struct pp_report *report, const struct pp_finding *finding,
                         struct pp_strbuf *buf)
{
    const char *word = pp_services_word(finding);
    size_t hang = strlen("  = : ") + strlen(word), column = hang;
    struct pp_strbuf item;
    pp_strbuf_init(&item);
    pp_strbuf_printf(buf, "  = %s: ", word);
    for (size_t i = 0, told = 0, run; i < finding->service_count; i += run, told++) {
        pp_strbuf_clear(&item);
        run = pp_add_service_or_rest(&item, finding, i, told);
        bool last = i + run == finding->service_count;
        size_t columns = pp_text_columns(item.text) + (last ? 0 : 1);
        if (i > 0 && column + 1 + columns > report->style.width) {
            pp_strbuf_add_char(buf, '\n');
            pp_strbuf_fill(buf, ' ', hang);
            column = hang;
        } else if (i > 0) {
            pp_strbuf_add_char(buf, ' ');
            column++;
        }
        pp_strbuf_add(buf, item.text);
        pp_strbuf_add(buf, last ? "\n" : ",");
        column += columns;
    }
    pp_strbuf_release(&item);
}

void pp_add_finding_body(struct pp_strbuf *buf, const struct pp_report *report,
                         const struct pp_finding *finding, struct pp_arena *arena)
{
    pp_add_parties(buf, report, finding, arena);
    add_detail(report, finding, buf);
    if (pp_tells_services(finding))
        add_services(report, finding, buf);
    if (finding->help)
        add_remark(report, PP_PAINT_GREEN, "help: ", finding->help, buf);
}

static void add_summary_count(struct pp_strbuf *buf, size_t count, const char *noun, bool *any)
{
    if (count == 0)
        return;
    pp_strbuf_add(buf, *any ? ", " : "");
    pp_add_count(buf, count, noun);
    *any = true;
}

/* "(IANA, 2026-08)", or the files the registry was read from. */
static void add_registry(const struct pp_registry *registry, struct pp_strbuf *buf)
{
    bool built_in = strcmp(registry->source, "built-in") == 0;
    pp_strbuf_add(buf, " (");
    pp_add_clean(buf, built_in ? "IANA" : registry->source);
    if (registry->date) {
        pp_strbuf_add(buf, ", ");
        pp_add_clean(buf, registry->date);
    }
    pp_strbuf_add(buf, ")");
}

static void add_summary(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_summary *summary = &report->summary;
    bool any = false;
    pp_strbuf_add(buf, "checked ");
    pp_add_count(buf, summary->hosts, "host");
    pp_strbuf_add(buf, ", ");
    pp_add_count(buf, summary->placements, "placement");
    pp_strbuf_add(buf, ", ");
    pp_add_count(buf, summary->bindings, "binding");
    pp_strbuf_add(buf, " against ");
    pp_add_count(buf, report->registry->assignments, "registered port");
    add_registry(report->registry, buf);
    pp_strbuf_add(buf, ": ");
    add_summary_count(buf, summary->errors, "error", &any);
    add_summary_count(buf, summary->warnings, "warning", &any);
    add_summary_count(buf, summary->notes, "note", &any);
    if (!any)
        pp_add_painted(buf, report->style.color, PP_PAINT_GREEN, "no findings");
    if (summary->waived > 0) {
        pp_strbuf_add(buf, ", ");
        pp_strbuf_add_grouped(buf, summary->waived);
        pp_strbuf_add(buf, " waived");
    }
    if (summary->baselined > 0) {
        pp_strbuf_add(buf, ", ");
        pp_strbuf_add_grouped(buf, summary->baselined);
        pp_strbuf_add(buf, " in the baseline");
    }
    pp_strbuf_add_char(buf, '\n');
}

static void add_findings(const struct pp_report *report, struct pp_strbuf *buf)
{
    struct pp_arena arena;
    pp_arena_init(&arena);
    enum pp_severity least = report->quiet ? report->fail_on : PP_NOTE;
    bool any = false;
    for (size_t i = 0; i < report->findings->count; i++) {
        const struct pp_finding *finding = &report->findings->items[i];
        if (finding->waived_by || finding->severity < least)
            continue;
        pp_strbuf_add(buf, any ? "\n" : "");
        add_headline(report, finding, buf);
        pp_add_finding_body(buf, report, finding, &arena);
        any = true;
    }
    if (!report->quiet) {
        pp_strbuf_add(buf, any ? "\n" : "");
        add_summary(report, buf);
    }
    pp_arena_release(&arena);
}

static void add_mistake(const struct pp_report *report, const struct pp_diag *diag,
                        struct pp_strbuf *buf)
{
    pp_add_painted(buf, report->style.color, PP_PAINT_RED, "error");
    pp_strbuf_add(buf, ": ");
    pp_add_place(buf, report->sources, diag->loc);
    pp_strbuf_add(buf, diag->loc.source != 0 ? ": " : "");
    pp_add_lines(buf, diag->message, 4);
    pp_strbuf_add_char(buf, '\n');
    if (!diag->also_message)
        return;
    pp_strbuf_add(buf, "  ");
    pp_add_painted(buf, report->style.color, PP_PAINT_CYAN, "note");
    pp_strbuf_add(buf, ": ");
    pp_add_clean(buf, diag->also_message);
    pp_strbuf_add(buf, diag->also.source != 0 ? ": " : "");
    pp_add_place(buf, report->sources, diag->also);
    pp_strbuf_add_char(buf, '\n');
}

#define MISTAKES_SHOWN 200 /* a loop makes any number of them */

size_t pp_report_mistakes_text(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_diags *diags = report->diags;
    size_t files = 0;
    for (size_t i = 0; i < diags->count; i++) {
        uint16_t source = diags->items[i].loc.source;
        files += source != 0 && (i == 0 || diags->items[i - 1].loc.source != source) ? 1 : 0;
        if (i < MISTAKES_SHOWN)
            add_mistake(report, &diags->items[i], buf);
    }
    if (diags->count > MISTAKES_SHOWN) {
        pp_strbuf_add(buf, "... and ");
        pp_add_count(buf, diags->count - MISTAKES_SHOWN, "mistake");
        pp_strbuf_add(buf, " more; --format json has all of them\n");
    }
    return files;
}

void pp_report_rejected_text(const struct pp_report *report, struct pp_strbuf *buf)
{
    size_t files = pp_report_mistakes_text(report, buf);
    pp_strbuf_add(buf, report->judged ? "failed: " : "rejected: ");
    pp_add_count(buf, report->diags->count, "mistake");
    if (files > 0) {
        pp_strbuf_add(buf, " in ");
        pp_add_count(buf, files, "file");
    }
    pp_strbuf_add(buf, report->judged ? "; all other rules have run\n" : "; nothing was checked\n");
}

void pp_report_check_text(const struct pp_report *report, struct pp_strbuf *buf)
{
    if (report->diags->count > 0 && !report->judged)
        pp_report_rejected_text(report, buf);
    else
        add_findings(report, buf);
}
