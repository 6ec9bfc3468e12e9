/* remark: what findings and mistakes say beside their message, as text that formats lay out.
 * Stands on report.h. */
#ifndef PP_REPORT_REMARK_H
#define PP_REPORT_REMARK_H

#include "report/report.h"

/* Adds the detail, and the operating system's error unless it is told there already. */
void pp_add_detail(struct pp_strbuf *buf, const struct pp_finding *finding);

/* Whether the services of a finding are to be told: not one that its message names. */
bool pp_tells_services(const struct pp_finding *finding);

/* "registered" or "reserved": what its services are. */
const char *pp_services_word(const struct pp_finding *finding);

/* People are told so many services of a finding; programs find all of them. */
#define PP_SERVICES_TOLD 8u

/* Adds the service at `from`, "5421 netsupport2", with those behind it that have its name on the
 * ports behind its own, "8001-8003 vcom-tunnel"; returns how many they are. */
size_t pp_add_service(struct pp_strbuf *buf, const struct pp_finding *finding, size_t from);

/* The same behind `told` others: "and 381 more" for all that is left when it would be too many. */
size_t pp_add_service_or_rest(struct pp_strbuf *buf, const struct pp_finding *finding, size_t from,
                              size_t told);

/* Adds detail, services and help, each as a line behind a newline. */
void pp_add_remarks(struct pp_strbuf *buf, const struct pp_finding *finding);

/* Adds why a finding is waived: "vendor default (owner: playout team, until 2027-06-30)". */
void pp_add_waiver(struct pp_strbuf *buf, const struct pp_waiver *waiver);

/* Adds a mistake's message with its second place behind it, "(first declared here: a.lua:3)". */
void pp_add_mistake(struct pp_strbuf *buf, const struct pp_report *report,
                    const struct pp_diag *diag);

/* Which hosts of the plan have no part in any finding, and in *count how many; none when the
 * input has mistakes, for then nobody knows. In `arena`. */
const bool *pp_clean_hosts(const struct pp_report *report, struct pp_arena *arena, size_t *count);

#endif
