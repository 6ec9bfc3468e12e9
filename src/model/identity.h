/* identity: by what a finding is known again in another run. Stands on finding.h.
 *
 * Rule, host, transport, ports and parties; not lines, messages, severities or the order of a
 * plan: what moves stays the same finding. Several findings may have one identity: those of
 * placements that are alike. */
#ifndef PP_MODEL_IDENTITY_H
#define PP_MODEL_IDENTITY_H

#include "model/finding.h"

/* The pieces; "" for what a finding does not have. */
struct pp_identity {
    const char *rule, *host, *transport;
    const char *ports;      /* "8888, 8890-8892" */
    const char *parties[2]; /* "cinegy.playout_engine(studio)/control", by name; with "@PLAY-01"
                             * behind them when they are on two hosts */
    const char *message;    /* of a finding without parties */
};

/* Those of a finding; in `arena`. */
struct pp_identity pp_identity_of(const struct pp_plan *plan, const struct pp_finding *finding,
                                  struct pp_arena *arena);

/* Adds the pieces as one line, apart by |, what is in the way of that escaped: what
 * pp_finding_identity() adds for their finding. */
void pp_identity_format(const struct pp_identity *identity, struct pp_strbuf *buf);

/* <0, 0, >0: piece by piece. */
int pp_identity_compare(const struct pp_identity *a, const struct pp_identity *b);

#endif
