/* diff: the changes between two plans, for people, programs and firewall tickets.
 * Stands on report.h, model/diff.h. */
#ifndef PP_REPORT_DIFF_H
#define PP_REPORT_DIFF_H

#include "report/report.h"

/* Of `diff`: report->diff is what they write. */
extern const struct pp_report_format pp_diff_formats[];

/* A table per host, and a line that counts the changes. */
void pp_report_diff_text(const struct pp_report *report, struct pp_strbuf *buf);

/* For programs: format_version 1, fields may be added. */
void pp_report_diff_json(const struct pp_report *report, struct pp_strbuf *buf);

/* One table of all hosts, to be pasted. */
void pp_report_diff_markdown(const struct pp_report *report, struct pp_strbuf *buf);

#endif
