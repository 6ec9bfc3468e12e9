/* interrupt: which script runs, for signal handlers. */
#include "script/interrupt.h"

#include "script/place.h"

#include <stdatomic.h>

struct pp_state *pp_interrupt_enter(struct pp_interrupt *interrupt, struct pp_state *state)
{
    if (!interrupt)
        return NULL;
    struct pp_state *outer = interrupt->running;
    atomic_signal_fence(memory_order_seq_cst); /* what is seen to run is ready to be stopped */
    interrupt->running = state;
    return outer;
}

void pp_interrupt_leave(struct pp_interrupt *interrupt, struct pp_state *outer)
{
    if (!interrupt)
        return;
    interrupt->running = outer;
    atomic_signal_fence(memory_order_seq_cst);
}

bool pp_interrupt_request(struct pp_interrupt *interrupt)
{
    interrupt->requested = 1;
    if (!interrupt->running)
        return false;
    pp_state_hurry(interrupt->running);
    return true;
}

/* A script that has not ended since it was asked is inside a C function of Lua: no instruction
 * of its own has run. Its stack of calls stands still then, and lua_getstack and
 * lua_getinfo("Sl") take no memory and change nothing. Noting the place before each call of
 * such a function instead would cost every plan for the sake of those that are stopped, and
 * would miss the function that nobody thought of. */
bool pp_interrupt_where(const struct pp_interrupt *interrupt, const char **file, uint32_t *line)
{
    struct pp_state *state = interrupt->running;
    struct pp_loc loc = state ? pp_place_here(state->L) : (struct pp_loc){0};
    *file = loc.line > 0 ? pp_sources_name(state->script->sources, loc.source) : NULL;
    *line = loc.line;
    return *file != NULL;
}
