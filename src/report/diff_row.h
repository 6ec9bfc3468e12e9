/* diff_row: a change as the texts that tables are made of. Stands on bindings.h, model/diff.h. */
#ifndef PP_REPORT_DIFF_ROW_H
#define PP_REPORT_DIFF_ROW_H

#include "model/diff.h"
#include "report/bindings.h"

/* NULL is what there is not; everything in the arena, and not cleaned. */
struct pp_diff_row {
    const char *change;     /* "opened" */
    const char *host;       /* its name */
    const char *addresses;  /* of the host, "10.20.2.11, 10.20.3.11" */
    const char *ports;      /* "5421-5436/udp"; of what is closed, what it was */
    const char *address;    /* of the listener, "*" */
    const char *service;    /* "Cinegy Playout Engine #0-15, main_preview" */
    const char *technology; /* "SRT" */
    enum pp_tri firewall;
    const char *before; /* "8090/tcp, on 10.0.0.1, firewall no" */
    const char *owner, *reason, *place;
};

struct pp_diff_row pp_diff_row_of(const struct pp_diff *diff, const struct pp_change *change,
                                  struct pp_arena *arena);

/* Whether the change is told of the old plan: it is a closing. */
bool pp_change_is_gone(const struct pp_change *change);

/* The bindings of one side of a change; in `arena`. */
const uint32_t *pp_change_bindings(const struct pp_change *change, bool after,
                                   struct pp_arena *arena);

#endif
