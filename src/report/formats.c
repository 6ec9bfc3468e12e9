/* formats: which writer a format has, and how all of them write names and places. */
#include "report/report.h"

#include <string.h>

void pp_add_place(struct pp_strbuf *buf, const struct pp_sources *sources, struct pp_loc loc)
{
    const char *file = pp_sources_name(sources, loc.source);
    if (!file)
        return;
    pp_add_clean(buf, file);
    if (loc.line > 0)
        pp_strbuf_printf(buf, ":%lu", (unsigned long)loc.line);
    if (loc.line > 0 && loc.column > 0)
        pp_strbuf_printf(buf, ":%u", loc.column);
}

void pp_add_instance_name(struct pp_strbuf *buf, const struct pp_placement *placement,
                          uint32_t instance)
{
    pp_add_clean(buf, placement->product->title);
    if (placement->label) {
        pp_strbuf_add(buf, " (");
        pp_add_clean(buf, placement->label);
        pp_strbuf_add(buf, ")");
    }
    if (placement->instance_count > 1 || instance != 0)
        pp_strbuf_printf(buf, " #%lu", (unsigned long)instance);
}

const struct pp_report_format *pp_report_format_find(const struct pp_report_format *formats,
                                                     const char *name)
{
    for (; formats->name; formats++)
        if (strcmp(formats->name, name) == 0)
            return formats;
    return NULL;
}

const struct pp_report_format pp_check_formats[] = {
    {"text", pp_report_check_text},     /* people */
    {"json", pp_report_check_json},     /* programs */
    {"sarif", pp_report_check_sarif},   /* code scanning, editors */
    {"junit", pp_report_check_junit},   /* CI servers */
    {"github", pp_report_check_github}, /* annotations of a change */
    {"tap", pp_report_check_tap},       /* test harnesses */
    {"csv", pp_report_check_csv},       /* spreadsheets */
    {NULL, NULL},
};

const struct pp_report_format pp_show_formats[] = {
    {"text", pp_report_show_text},
    {"json", pp_report_show_json},
    {"csv", pp_report_show_csv},
    {NULL, NULL},
};
