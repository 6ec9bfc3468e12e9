/* party_text: a finding's parties as text. Stands on party.h. */
#ifndef PP_REPORT_PARTY_TEXT_H
#define PP_REPORT_PARTY_TEXT_H

#include "report/party.h"
#include "report/report.h"

/* Adds "MediaMTX (ingest), hls". */
void pp_add_party_name(struct pp_strbuf *buf, const struct pp_report *report,
                       const struct pp_party *party);

/* Adds "MediaMTX (ingest), hls, 8888, socket on *"; the second with its place before it,
 * "plan.lua:17: MediaMTX ...". Scratch memory comes from `arena`. */
void pp_add_party_in_words(struct pp_strbuf *buf, const struct pp_report *report,
                           const struct pp_party *party, struct pp_arena *arena);
void pp_add_party_at(struct pp_strbuf *buf, const struct pp_report *report,
                     const struct pp_party *party, struct pp_arena *arena);

/* Adds one line per party, ports and places in columns when the width allows it,
 * or the place of a finding that has no party. Scratch memory comes from `arena`. */
void pp_add_parties(struct pp_strbuf *buf, const struct pp_report *report,
                    const struct pp_finding *finding, struct pp_arena *arena);

#endif
