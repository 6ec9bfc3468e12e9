/* who: who has a port, what a host has, where a product is. Stands on report.h. */
#ifndef PP_REPORT_WHO_H
#define PP_REPORT_WHO_H

#include "model/lock.h"
#include "report/report.h"

enum pp_who_kind { PP_WHO_PORT, PP_WHO_HOST, PP_WHO_PRODUCT };

struct pp_who {
    enum pp_who_kind kind;
    struct pp_range ports; /* of PORT */
    bool has_transport;    /* otherwise all four are told, sctp and dccp only if they are used */
    enum pp_transport transport;
    uint32_t host;                    /* of HOST */
    const struct pp_product *product; /* of PRODUCT: every one of its name */
    const struct pp_cooled *cooled;   /* all of the plans' locks */
    size_t cooled_count;
};

/* Of `who`: report->who is what they answer. */
extern const struct pp_report_format pp_who_formats[];

void pp_report_who_text(const struct pp_report *report, struct pp_strbuf *buf);

/* format_version 1, fields may be added. */
void pp_report_who_json(const struct pp_report *report, struct pp_strbuf *buf);

/* Whether there is anything to tell of that transport. */
bool pp_who_tells(const struct pp_report *report, enum pp_transport transport);

/* Whether what cools is an answer to what was asked. */
bool pp_who_asks_of(const struct pp_report *report, const struct pp_cooled *cooled);

#endif
