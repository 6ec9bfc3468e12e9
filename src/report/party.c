/* party: looking up what a party of a finding is. */
#include "report/party.h"

#include <assert.h>
#include <string.h>

const struct pp_listener *pp_party_listener(const struct pp_plan *plan,
                                            const struct pp_party *party)
{
    return party->listener == PP_NONE ? NULL : &plan->listeners[party->listener];
}

const struct pp_placement *pp_party_placement(const struct pp_plan *plan,
                                              const struct pp_party *party)
{
    const struct pp_listener *listener = pp_party_listener(plan, party);
    if (listener)
        return &plan->placements[listener->placement];
    return party->placement == PP_NONE ? NULL : &plan->placements[party->placement];
}

const char *pp_party_title(const struct pp_plan *plan, const struct pp_party *party)
{
    const struct pp_placement *placement = pp_party_placement(plan, party);
    if (placement)
        return placement->product->title;
    return party->host == PP_NONE ? "" : plan->hosts[party->host].name;
}

uint32_t pp_party_instance(const struct pp_party *party)
{
    if (party->use_count == 0)
        return PP_NONE;
    for (size_t i = 1; i < party->use_count; i++)
        if (party->uses[i].instance != party->uses[0].instance)
            return PP_NONE;
    return party->uses[0].instance;
}

/* The binding of an instance of the listener, or PP_NONE. */
static uint32_t binding_of(const struct pp_plan *plan, const struct pp_listener *listener,
                           uint32_t instance)
{
    for (uint32_t i = 0; i < listener->binding_count; i++)
        if (pp_plan_instance(plan, listener->first_binding + i) == instance)
            return listener->first_binding + i;
    return PP_NONE;
}

/* Whether all its uses are of the same port. */
static bool has_one_port(const struct pp_party *party)
{
    for (size_t i = 0; i < party->use_count; i++) {
        if (party->uses[i].ports.first != party->uses[0].ports.first ||
            party->uses[i].ports.last != party->uses[0].ports.last)
            return false;
    }
    return party->use_count > 0;
}

const char *pp_party_url(const struct pp_plan *plan, const struct pp_party *party,
                         struct pp_arena *arena)
{
    const struct pp_listener *listener = pp_party_listener(plan, party);
    if (!listener || !listener->endpoint->url)
        return NULL;
    uint32_t instance = pp_party_instance(party);
    if (instance == PP_NONE && has_one_port(party))
        instance = party->uses[0].instance;
    uint32_t binding = instance == PP_NONE ? PP_NONE : binding_of(plan, listener, instance);
    if (binding == PP_NONE || plan->bindings.first[binding] == 0)
        return listener->endpoint->url;
    return pp_binding_url(plan, binding, arena);
}

const char *pp_party_address(const struct pp_plan *plan, const struct pp_party *party,
                             struct pp_arena *arena)
{
    char text[PP_ADDRESS_TEXT];
    const struct pp_listener *listener = pp_party_listener(plan, party);
    const struct pp_placement *placement = pp_party_placement(plan, party);
    const struct pp_address *address = &party->address;
    if (listener)
        address = &listener->local->address;
    else if (placement && placement->has_address)
        address = &placement->address;
    else if (placement || address->kind == PP_ADDR_ANY) /* a host of which none is known */
        return NULL;
    return pp_arena_strdup(arena, pp_address_format(address, text));
}

const char *pp_party_derivation(const struct pp_plan *plan, const struct pp_party *party,
                                struct pp_arena *arena)
{
    const struct pp_listener *listener = pp_party_listener(plan, party);
    if (!listener)
        return NULL;
    return pp_listener_derivation(plan, listener, pp_party_instance(party), arena);
}
