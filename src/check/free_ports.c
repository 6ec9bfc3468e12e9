/* free_ports: bitmaps of what is taken, and the search for what is near. */
#include "check/free_ports.h"

#include "base/mem.h"
#include "model/portset.h"

#include <stdlib.h>
#include <string.h>

struct pp_free_ports {
    struct pp_portset assigned[PP_TRANSPORTS]; /* by IANA */
    bool assigned_known[PP_TRANSPORTS];
    struct pp_portset taken; /* of the host and transport asked for last */
    uint32_t host, transport;
    struct pp_range *kept; /* by listener: the block that it was given, or 0 */
};

static void learn_assigned(struct pp_check *check, enum pp_transport transport)
{
    struct pp_free_ports *free_ports = check->free_ports;
    if (free_ports->assigned_known[transport])
        return;
    for (size_t i = 0; i < check->registry->count; i++) {
        if (check->registry->services[i].transport == transport)
            pp_portset_add(&free_ports->assigned[transport], check->registry->services[i].ports);
    }
    free_ports->assigned_known[transport] = true;
}

static void add_host(const struct pp_check *check, const struct pp_host *host,
                     enum pp_transport transport, struct pp_portset *taken)
{
    const struct pp_plan *plan = check->plan;
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        if (plan->bindings.first[binding] &&
            plan->listeners[plan->bindings.listener[binding]].transport == transport)
            pp_portset_add(taken, (struct pp_range){plan->bindings.first[binding],
                                                    plan->bindings.last[binding]});
    }
    for (uint32_t i = 0; i < host->listener_count; i++) {
        uint32_t listener = host->first_listener + i;
        if (plan->listeners[listener].transport == transport &&
            check->free_ports->kept[listener].first)
            pp_portset_add(taken, check->free_ports->kept[listener]);
    }
    for (size_t i = 0; i < host->excluded_count; i++)
        pp_portset_add(taken, host->excluded[i]);
    pp_portset_add(taken, host->ephemeral);
}

static void add_profile(enum pp_os os, enum pp_transport transport, struct pp_portset *taken)
{
    const struct pp_profile *profile = pp_profile_of(os);
    for (size_t i = 0; i < profile->service_count; i++) {
        if (profile->services[i].transport == transport)
            pp_portset_add(taken, profile->services[i].ports);
    }
    for (uint32_t port = 1; port <= PP_PORT_MAX; port++) {
        if (pp_browser_blocks((uint16_t)port))
            pp_portset_add(taken, (struct pp_range){(uint16_t)port, (uint16_t)port});
    }
    pp_portset_add(taken, (struct pp_range){49152, 65535}); /* RFC 6335: dynamic */
}

static void learn_host(struct pp_check *check, uint32_t host, enum pp_transport transport)
{
    if (!check->free_ports) {
        check->free_ports = pp_calloc(1, sizeof *check->free_ports);
        check->free_ports->host = PP_NONE;
        check->free_ports->kept =
            pp_calloc(check->plan->listener_count, sizeof *check->free_ports->kept);
    }
    struct pp_free_ports *free_ports = check->free_ports;
    if (free_ports->host == host && free_ports->transport == transport)
        return;
    learn_assigned(check, transport);
    free_ports->host = host;
    free_ports->transport = transport;
    free_ports->taken = free_ports->assigned[transport];
    pp_portset_add(&free_ports->taken, (struct pp_range){0, check->above});
    add_host(check, &check->plan->hosts[host], transport, &free_ports->taken);
    add_profile(check->plan->hosts[host].os, transport, &free_ports->taken);
}

static bool fits(const struct pp_portset *taken, int64_t first, uint32_t width)
{
    if (first < 1 || first + width - 1 > (int64_t)PP_PORT_MAX)
        return false;
    return !pp_portset_overlaps(taken,
                                (struct pp_range){(uint16_t)first, (uint16_t)(first + width - 1)});
}

size_t pp_free_ports_near(struct pp_check *check, uint32_t listener, uint16_t near, uint32_t width,
                          uint16_t found[PP_SUGGESTIONS])
{
    const struct pp_listener *asking = &check->plan->listeners[listener];
    size_t count = 0;
    if (width == 0 || width > PP_PORT_MAX)
        return 0;
    learn_host(check, asking->host, (enum pp_transport)asking->transport);
    struct pp_range *kept = &check->free_ports->kept[listener];
    if (kept->first && pp_range_size(*kept) == width)
        pp_portset_remove(&check->free_ports->taken, *kept);
    struct pp_portset taken = check->free_ports->taken;
    for (int64_t away = 0; away <= (int64_t)PP_PORT_MAX && count < PP_SUGGESTIONS; away++) {
        const int64_t candidates[2] = {near + away, near - away};
        for (int side = 0; side < 2 && count < PP_SUGGESTIONS; side++) {
            if (!fits(&taken, candidates[side], width))
                continue;
            found[count++] = (uint16_t)candidates[side];
            pp_portset_add(&taken, (struct pp_range){(uint16_t)candidates[side],
                                                     (uint16_t)(candidates[side] + width - 1)});
        }
    }
    if (count > 0) {
        *kept = (struct pp_range){found[0], (uint16_t)(found[0] + width - 1)};
        pp_portset_add(&check->free_ports->taken, *kept);
    }
    return count;
}

void pp_free_ports_release(struct pp_free_ports *free_ports)
{
    if (free_ports)
        free(free_ports->kept);
    free(free_ports);
}
