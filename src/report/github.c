/* github: findings as workflow commands, which GitHub shows beside the lines of a change.
 *
 *   ::error file=site.lua,line=7,title=listener-mix::8888/tcp on CAP1 is taken twice%0A...
 *
 * One line each: behind the message follow both parties with their places, and what would do
 * instead. Waived findings are left out: an annotation is for somebody to act on. */
#include "report/escape.h"
#include "report/party_text.h"
#include "report/remark.h"

#include <string.h>

static const char *const commands[] = {
    [PP_OFF] = "notice",
    [PP_NOTE] = "notice",
    [PP_WARNING] = "warning",
    [PP_ERROR] = "error",
};

static void add_number(struct pp_strbuf *buf, const char *name, uint32_t number)
{
    if (number != 0)
        pp_strbuf_printf(buf, "%s=%lu,", name, (unsigned long)number);
}

/* "::error file=site.lua,line=7,title=listener-mix::". Paths begin at the repository's top, as
 * GitHub compares them by their letters. */
static void add_command(struct pp_strbuf *buf, const struct pp_report *report, const char *command,
                        struct pp_loc loc, const char *title)
{
    const char *file = pp_sources_name(report->sources, loc.source);
    pp_strbuf_printf(buf, "::%s ", command);
    while (file && strncmp(file, "./", 2) == 0)
        file += 2;
    if (file) {
        pp_strbuf_add(buf, "file=");
        pp_add_command_property(buf, file);
        pp_strbuf_add_char(buf, ',');
        add_number(buf, "line", loc.line);
        add_number(buf, "col", loc.line != 0 ? loc.column : 0);
    }
    pp_strbuf_add(buf, "title=");
    pp_add_command_property(buf, title);
    pp_strbuf_add(buf, "::");
}

static void add_finding(struct pp_strbuf *buf, const struct pp_report *report,
                        const struct pp_finding *finding, struct pp_arena *arena)
{
    struct pp_loc loc = finding->party_count > 0 ? finding->parties[0].loc : finding->loc;
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_strbuf_add(&text, finding->message);
    for (size_t i = 0; i < finding->party_count; i++) {
        pp_strbuf_add_char(&text, '\n');
        pp_add_party_at(&text, report, &finding->parties[i], arena);
    }
    pp_add_remarks(&text, finding);
    add_command(buf, report, commands[finding->severity], loc, finding->rule);
    pp_add_command_text(buf, text.text);
    pp_strbuf_add_char(buf, '\n');
    pp_strbuf_release(&text);
}

static void add_rejected(struct pp_strbuf *buf, const struct pp_report *report,
                         const struct pp_diag *diag)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_add_mistake(&text, report, diag);
    add_command(buf, report, "error", diag->loc, "rejected");
    pp_add_command_text(buf, text.text);
    pp_strbuf_add_char(buf, '\n');
    pp_strbuf_release(&text);
}

void pp_report_check_github(const struct pp_report *report, struct pp_strbuf *buf)
{
    struct pp_arena arena;
    pp_arena_init(&arena);
    for (size_t i = 0; i < report->diags->count; i++)
        add_rejected(buf, report, &report->diags->items[i]);
    for (size_t i = 0; i < report->findings->count; i++)
        if (!report->findings->items[i].waived_by)
            add_finding(buf, report, &report->findings->items[i], &arena);
    pp_arena_release(&arena);
}
