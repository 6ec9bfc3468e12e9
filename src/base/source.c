/* source: file names by number. */
#include "base/source.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void pp_sources_init(struct pp_sources *sources, struct pp_arena *arena)
{
    *sources = (struct pp_sources){.arena = arena, .count = 1};
    sources->names = pp_grow(NULL, &sources->capacity, 1, sizeof *sources->names);
    sources->names[0] = NULL;
}

void pp_sources_release(struct pp_sources *sources)
{
    free(sources->names);
    *sources = (struct pp_sources){0};
}

uint16_t pp_sources_add(struct pp_sources *sources, const char *name)
{
    for (size_t i = 1; i < sources->count; i++) {
        if (strcmp(sources->names[i], name) == 0)
            return (uint16_t)i;
    }
    if (sources->count > UINT16_MAX) /* places in further files stay without a name */
        return 0;
    sources->names =
        pp_grow(sources->names, &sources->capacity, sources->count + 1, sizeof *sources->names);
    sources->names[sources->count] = pp_arena_strdup(sources->arena, name);
    return (uint16_t)sources->count++;
}

const char *pp_sources_name(const struct pp_sources *sources, uint16_t source)
{
    return source < sources->count ? sources->names[source] : NULL;
}

int pp_loc_compare(struct pp_loc a, struct pp_loc b)
{
    if (a.source != b.source)
        return a.source < b.source ? -1 : 1;
    if (a.line != b.line)
        return a.line < b.line ? -1 : 1;
    return a.column < b.column ? -1 : a.column > b.column;
}
