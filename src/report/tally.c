/* tally: a map from texts to counts. */
#include "report/tally.h"

#include "base/mem.h"

#include <stdlib.h>

void pp_tally_init(struct pp_tally *tally, struct pp_arena *arena)
{
    *tally = (struct pp_tally){.arena = arena};
    pp_map_init(&tally->texts, false);
}

void pp_tally_release(struct pp_tally *tally)
{
    pp_map_release(&tally->texts);
    free(tally->counts);
}

size_t pp_tally_add(struct pp_tally *tally, const char *text)
{
    uint32_t at = pp_map_find(&tally->texts, text);
    if (at == PP_MAP_NONE) {
        at = (uint32_t)tally->texts.count;
        tally->counts =
            pp_grow(tally->counts, &tally->capacity, (size_t)at + 1, sizeof *tally->counts);
        tally->counts[at] = 0;
        pp_map_add(&tally->texts, pp_arena_strdup(tally->arena, text), at);
    }
    return ++tally->counts[at];
}
