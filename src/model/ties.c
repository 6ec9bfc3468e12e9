/* ties: which listeners of a plan are to get the same ports. */
#include "base/mem.h"
#include "model/plan.h"

#include <string.h>

/* Products of several plans are the same when they have one name, as hosts are. */
static const char *key_of(const struct pp_plan *plan, const struct pp_listener *listener)
{
    return pp_arena_printf(plan->arena, "%s %s %s",
                           plan->placements[listener->placement].product->name,
                           listener->pool ? "pool" : "endpoint",
                           listener->pool ? listener->pool->id : listener->endpoint->id);
}

/* "range 10000-10999, block 16, align 100", without what was not given. */
static void describe(const struct pp_listener *listener, struct pp_strbuf *buf)
{
    pp_strbuf_add(buf, listener->range.first ? "range " : "no range");
    if (listener->range.first)
        pp_range_format(listener->range, buf);
    if (listener->block > 1)
        pp_strbuf_printf(buf, ", block %u", listener->block);
    if (listener->align > 1)
        pp_strbuf_printf(buf, ", align %u", listener->align);
}

static void refuse(const struct pp_plan *plan, const struct pp_listener *listener,
                   struct pp_loc loc, const struct pp_tie *tie, struct pp_diags *diags)
{
    struct pp_strbuf here, there;
    pp_strbuf_init(&here);
    pp_strbuf_init(&there);
    describe(listener, &here);
    describe(&plan->listeners[tie->first], &there);
    pp_diags_add(diags, loc,
                 "'%s' of '%s' has same_on 'all hosts', but is to be chosen with %s here and with "
                 "%s elsewhere",
                 listener->pool ? listener->pool->id : listener->endpoint->id,
                 plan->placements[listener->placement].product->name, here.text, there.text);
    pp_diags_also(diags, tie->loc, "elsewhere");
    pp_strbuf_release(&here);
    pp_strbuf_release(&there);
}

static bool choose_alike(const struct pp_listener *a, const struct pp_listener *b)
{
    return a->range.first == b->range.first && a->range.last == b->range.last &&
           a->block == b->block && a->align == b->align;
}

bool pp_plan_tie(struct pp_plan *plan, struct pp_listener *listener, struct pp_loc loc,
                 struct pp_diags *diags)
{
    uint32_t index = (uint32_t)plan->listener_count;
    listener->tie = pp_map_add(&plan->tie_keys, key_of(plan, listener), (uint32_t)plan->tie_count);
    if (listener->tie == plan->tie_count) {
        plan->ties =
            pp_grow(plan->ties, &plan->tie_capacity, plan->tie_count + 1, sizeof *plan->ties);
        plan->ties[plan->tie_count++] = (struct pp_tie){.first = index, .loc = loc};
    }
    struct pp_tie *tie = &plan->ties[listener->tie];
    tie->listener_count++;
    if (tie->first == index || choose_alike(listener, &plan->listeners[tie->first]))
        return true;
    refuse(plan, listener, loc, tie, diags);
    return false;
}
