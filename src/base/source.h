/* source: the files a run has read, and places in them. Stands on arena.h.
 *
 * A place is eight bytes so that every key and value of a plan can carry one. */
#ifndef PP_BASE_SOURCE_H
#define PP_BASE_SOURCE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pp_loc {
    uint32_t line;   /* from 1; 0 = unknown */
    uint16_t column; /* from 1, in characters; 0 = the source has none (Lua) */
    uint16_t source; /* index into pp_sources; 0 = no file */
};

struct pp_sources {
    struct pp_arena *arena;
    const char **names; /* names[0] is NULL */
    size_t count, capacity;
};

void pp_sources_init(struct pp_sources *sources, struct pp_arena *arena);
void pp_sources_release(struct pp_sources *sources);

/* The index of the file of that name, added when new; the name is copied. */
uint16_t pp_sources_add(struct pp_sources *sources, const char *name);

/* The file's name as the user gave it, or NULL for index 0. */
const char *pp_sources_name(const struct pp_sources *sources, uint16_t source);

static inline struct pp_loc pp_loc_at(uint16_t source, uint32_t line, uint16_t column)
{
    return (struct pp_loc){.line = line, .column = column, .source = source};
}

/* <0, 0, >0: by source, line, column. */
int pp_loc_compare(struct pp_loc a, struct pp_loc b);

#endif
