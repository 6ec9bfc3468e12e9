/* tally: how often a text has come up. Stands on base/map.h, base/arena.h. */
#ifndef PP_REPORT_TALLY_H
#define PP_REPORT_TALLY_H

#include "base/arena.h"
#include "base/map.h"

struct pp_tally {
    struct pp_arena *arena;
    struct pp_map texts; /* to their index in counts */
    size_t *counts;
    size_t capacity;
};

/* What it keeps of the texts goes into `arena`. */
void pp_tally_init(struct pp_tally *tally, struct pp_arena *arena);
void pp_tally_release(struct pp_tally *tally);

/* Counts the text (copied): 1 the first time it comes up. */
size_t pp_tally_add(struct pp_tally *tally, const char *text);

#endif
