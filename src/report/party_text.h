/* party_text: the lines of a finding's parties in the text report. Stands on party.h. */
#ifndef PP_REPORT_PARTY_TEXT_H
#define PP_REPORT_PARTY_TEXT_H

#include "report/party.h"
#include "report/report.h"

/* Adds one line per party, ports and places in columns when the width allows it,
 * or the place of a finding that has no party. Scratch memory comes from `arena`. */
void pp_add_parties(struct pp_strbuf *buf, const struct pp_report *report,
                    const struct pp_finding *finding, struct pp_arena *arena);

#endif
