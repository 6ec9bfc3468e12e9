/* settings_report: what is set, and where each value came from. Stands on report.h. */
#ifndef PP_REPORT_SETTINGS_REPORT_H
#define PP_REPORT_SETTINGS_REPORT_H

#include "report/report.h"

struct pp_setting_row {
    const char *name;  /* "fail-on"; of a rule "severity" or "above" */
    const char *rule;  /* or NULL */
    const char *value; /* as it would be written; NULL: there is none */
    const char *from;  /* "default", "command line", "plan", "file" (portplan.yaml), "found",
                        * "clock" or "PORTPLAN_DATA" */
    struct pp_loc loc; /* its place, when it stands in a file */
};

struct pp_setting_rows {
    struct pp_setting_row *items;
    size_t count;
};

/* A table: SETTING, VALUE, and FROM, the place or `from`. */
void pp_report_settings_text(const struct pp_setting_rows *rows, const struct pp_sources *sources,
                             const struct pp_style *style, struct pp_strbuf *buf);

/* {"format_version": 1, "settings": [{"setting", "rule", "value", "from", "file", "line"}]}: all
 * values are strings, what is not there is null. */
void pp_report_settings_json(const struct pp_setting_rows *rows, const struct pp_sources *sources,
                             struct pp_strbuf *buf);

#endif
