/* sockets: meetings of plain sockets with each other and with http.sys: what the sweep is given,
 * and what it found. */
#include "check/crowd.h"
#include "check/sweep.h"

#include "base/mem.h"

#include <stdlib.h>

/* Bindings on their way to the sweep. */
struct claims {
    struct pp_claimant *items;
    size_t count, capacity;
};

/* The plan numbers addresses as the sweep does. */
_Static_assert((int)PP_ADDRESS_ANY == PP_SWEEP_ANY && (int)PP_ADDRESS_V4_ANY == PP_SWEEP_V4_ANY &&
                   (int)PP_ADDRESS_V6_ANY == PP_SWEEP_V6_ANY &&
                   (int)PP_ADDRESS_HTTP == PP_SWEEP_HTTP &&
                   (int)PP_ADDRESS_SPECIFIC == PP_SWEEP_SPECIFIC,
               "addresses have two numbers");

static bool is_of_same_listener(const struct pp_bindings *bindings, uint32_t a, uint32_t b)
{
    return bindings->listener[a] == bindings->listener[b];
}

/* Whether a binding is one that stands for all of its listener, or for itself. A fixed listener with
 * several instances takes its own port more than once. */
static bool stands(const struct pp_plan *plan, const struct pp_host *host, uint32_t binding,
                   struct pp_hits *hits)
{
    const struct pp_bindings *bindings = &plan->bindings;
    if (binding == host->first_binding || !is_of_same_listener(bindings, binding - 1, binding))
        return true;
    const struct pp_listener *listener = &plan->listeners[bindings->listener[binding]];
    if (!pp_listener_is_fixed(listener))
        return true;
    if (binding == listener->first_binding + 1)
        pp_hits_add(hits, binding - 1, binding, plan,
                    (struct pp_range){bindings->first[binding], bindings->last[binding]});
    return false;
}

/* Adds the bindings of a host as those of the sweep's host `number`. */
static void gather(const struct pp_plan *plan, const struct pp_host *host, uint32_t number,
                   struct pp_hits *hits, struct claims *claims)
{
    const struct pp_bindings *bindings = &plan->bindings;
    claims->items = pp_grow(claims->items, &claims->capacity, claims->count + host->binding_count,
                            sizeof *claims->items);
    struct pp_claimant *next = claims->items + claims->count;
    for (uint32_t i = host->first_binding; i < host->first_binding + host->binding_count; i++) {
        if (stands(plan, host, i, hits) && pp_hits_wants(hits, plan, i))
            *next++ = (struct pp_claimant){.group = pp_sweep_group(number, bindings->transport[i]),
                                           .address = bindings->address[i],
                                           .first = bindings->first[i],
                                           .last = bindings->last[i],
                                           .id = i};
    }
    claims->count = (size_t)(next - claims->items);
}

static void add_meeting(const struct pp_plan *plan, const struct pp_meeting *meeting,
                        struct pp_hits *hits)
{
    const struct pp_bindings *bindings = &plan->bindings;
    uint16_t a = bindings->first[meeting->a], b = bindings->first[meeting->b];
    uint16_t a_last = bindings->last[meeting->a], b_last = bindings->last[meeting->b];
    pp_hits_add(hits, meeting->a, meeting->b, plan,
                (struct pp_range){a > b ? a : b, a_last < b_last ? a_last : b_last});
}

static void add_meetings(const struct pp_plan *plan, const struct pp_meetings *meetings,
                         struct pp_hits *hits)
{
    for (size_t i = 0; i < meetings->count; i++)
        add_meeting(plan, &meetings->items[i], hits);
}

/* All that `claims` holds is on one host; releases it. */
static void sweep_one(const struct pp_plan *plan, struct claims *claims, struct pp_hits *hits)
{
    struct pp_meetings meetings = {0};
    pp_sweep(claims->items, claims->count, 1, 1, &meetings);
    add_meetings(plan, &meetings, hits);
    pp_meetings_release(&meetings);
    free(claims->items);
}

/* What is fixed has met itself already. */
static void find_crowded(const struct pp_plan *plan, uint32_t host, struct pp_hits *hits,
                         struct pp_crowds *crowds)
{
    struct pp_crowded crowded = {.host = host};
    struct claims claims = {0};
    struct pp_hits selves = {0};
    if (pp_crowd_find(plan, &plan->hosts[host], hits, crowded.unlisted)) {
        crowds->items =
            pp_grow(crowds->items, &crowds->capacity, crowds->count + 1, sizeof *crowds->items);
        crowds->items[crowds->count++] = crowded;
        return;
    }
    gather(plan, &plan->hosts[host], 0, &selves, &claims);
    free(selves.items);
    sweep_one(plan, &claims, hits);
}

void pp_sockets_find(const struct pp_plan *plan, unsigned jobs, struct pp_hits *hits,
                     struct pp_crowds *crowds)
{
    struct claims claims = {.capacity = plan->bindings.count};
    struct pp_meetings meetings = {.host_limit = PP_CROWD_MEETINGS};
    claims.items = pp_malloc_huge(claims.capacity * sizeof *claims.items);
    for (uint32_t i = 0; i < plan->host_count; i++)
        gather(plan, &plan->hosts[i], i, hits, &claims);
    pp_sweep(claims.items, claims.count, (uint32_t)plan->host_count, jobs, &meetings);
    free(claims.items);
    add_meetings(plan, &meetings, hits);
    for (size_t i = 0; i < meetings.crowded_count; i++)
        find_crowded(plan, meetings.crowded[i], hits, crowds);
    pp_meetings_release(&meetings);
}

void pp_sockets_find_across(const struct pp_plan *plan, const struct pp_host *const hosts[2],
                            struct pp_hits *hits)
{
    struct claims claims = {0};
    gather(plan, hosts[0], 0, hits, &claims);
    gather(plan, hosts[1], 0, hits, &claims);
    sweep_one(plan, &claims, hits);
}
