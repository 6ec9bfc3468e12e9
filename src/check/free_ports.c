/* free_ports: bitmaps of what is taken, and the search for what is near. */
#include "check/free_ports.h"

#include "base/mem.h"
#include "check/obstacles.h"

#include <stdlib.h>
#include <string.h>

/* What a listener was told: the first block is kept for it. */
struct kept {
    struct pp_range block; /* 0, 0: it has not asked */
    uint16_t near, found[PP_SUGGESTIONS];
    uint8_t count;
};

struct pp_free_ports {
    struct pp_portset nowhere;                 /* what no host is to use */
    struct pp_portset assigned[PP_TRANSPORTS]; /* by IANA */
    bool assigned_known[PP_TRANSPORTS];
    uint32_t host;                          /* asked for last */
    struct pp_portset taken[PP_TRANSPORTS]; /* of that host */
    bool taken_known[PP_TRANSPORTS];
    struct kept *kept; /* by listener */
    struct pp_partners partners;
    uint32_t main;                              /* whose partners were asked for last */
    struct pp_portset elsewhere[PP_TRANSPORTS]; /* what they take away */
    bool elsewhere_known[PP_TRANSPORTS];
};

static void learn_assigned(struct pp_check *check, enum pp_transport transport)
{
    struct pp_free_ports *free_ports = check->free_ports;
    if (!free_ports->assigned_known[transport])
        pp_obstacle_add(check, PP_OBSTACLE_ASSIGNED, PP_NONE, transport, 0,
                        &free_ports->assigned[transport]);
    free_ports->assigned_known[transport] = true;
}

static bool are_together(const struct pp_plan *plan, uint32_t a, uint32_t b)
{
    if (b == PP_NONE)
        return false;
    const struct pp_listener *one = &plan->listeners[a], *other = &plan->listeners[b];
    return one->tie != PP_NONE ? one->tie == other->tie : pp_listeners_share(one, other);
}

void pp_free_ports_add_kept(const struct pp_check *check, uint32_t index,
                            enum pp_transport transport, uint32_t except, struct pp_portset *set)
{
    const struct pp_host *host = &check->plan->hosts[index];
    for (uint32_t i = 0; i < host->listener_count; i++) {
        uint32_t listener = host->first_listener + i;
        if (check->plan->listeners[listener].transport == transport &&
            !are_together(check->plan, listener, except) && pp_free_ports_is_kept(check, listener))
            pp_portset_add(set, check->free_ports->kept[listener].block);
    }
}

bool pp_free_ports_is_kept(const struct pp_check *check, uint32_t listener)
{
    return check->free_ports && check->free_ports->kept[listener].block.first;
}

const struct pp_partners *pp_free_ports_partners(const struct pp_check *check)
{
    return check->free_ports ? &check->free_ports->partners : NULL;
}

/* What nobody else of the host can have, but what nobody can. */
static void add_host(const struct pp_check *check, uint32_t index, enum pp_transport transport,
                     struct pp_portset *taken)
{
    for (int i = 0; i < PP_OBSTACLES; i++) {
        if (!pp_obstacle_is_general((enum pp_obstacle)i))
            pp_obstacle_add(check, (enum pp_obstacle)i, index, transport, 0, taken);
    }
    pp_free_ports_add_kept(check, index, transport, PP_NONE, taken);
}

static struct pp_free_ports *start(const struct pp_check *check)
{
    struct pp_free_ports *free_ports = pp_calloc(1, sizeof *free_ports);
    free_ports->host = free_ports->main = PP_NONE;
    free_ports->partners.plan = check->plan;
    if (pp_obstacle_has_partners(check))
        pp_partners_init(&free_ports->partners, check->plan);
    free_ports->kept = pp_calloc(check->plan->listener_count, sizeof *free_ports->kept);
    static const enum pp_obstacle nowhere[] = {PP_OBSTACLE_LOW, PP_OBSTACLE_DYNAMIC,
                                               PP_OBSTACLE_BROWSERS};
    for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++)
        pp_obstacle_add(check, nowhere[i], PP_NONE, PP_TCP, check->above, &free_ports->nowhere);
    return free_ports;
}

/* What is taken on that host and transport, for the caller to change. */
static struct pp_portset *taken_on(struct pp_check *check, uint32_t host,
                                   enum pp_transport transport)
{
    struct pp_free_ports *free_ports = check->free_ports;
    struct pp_portset *taken = &free_ports->taken[transport];
    if (free_ports->host != host)
        memset(free_ports->taken_known, 0, sizeof free_ports->taken_known);
    free_ports->host = host;
    if (free_ports->taken_known[transport])
        return taken;
    learn_assigned(check, transport);
    *taken = free_ports->assigned[transport];
    pp_portset_unite(taken, &free_ports->nowhere);
    add_host(check, host, transport, taken);
    free_ports->taken_known[transport] = true;
    return taken;
}

/* What is in the way on the partners of that host. */
static const struct pp_portset *taken_elsewhere(struct pp_check *check, uint32_t host,
                                                enum pp_transport transport)
{
    struct pp_free_ports *free_ports = check->free_ports;
    struct pp_portset *taken = &free_ports->elsewhere[transport];
    if (free_ports->main != host)
        memset(free_ports->elsewhere_known, 0, sizeof free_ports->elsewhere_known);
    free_ports->main = host;
    if (!free_ports->elsewhere_known[transport]) {
        pp_portset_clear(taken);
        pp_obstacle_add_partners(check, &free_ports->partners, host, transport, taken);
    }
    free_ports->elsewhere_known[transport] = true;
    return taken;
}

/* Adds what is in the way on partners of the listeners' hosts, and what is kept there for others;
 * false when there are none. */
static bool add_elsewhere(struct pp_check *check, const uint32_t *listeners, size_t count,
                          struct pp_portset *taken)
{
    const struct pp_partners *partners = &check->free_ports->partners;
    struct pp_portset kept;
    bool any = false;
    pp_portset_clear(&kept);
    for (size_t i = 0; i < count && partners->count > 0; i++) {
        const struct pp_listener *listener = &check->plan->listeners[listeners[i]];
        enum pp_transport transport = (enum pp_transport)listener->transport;
        for (size_t p = pp_partners_first(partners, listener->host);
             p < partners->count && partners->items[p].host == listener->host; p++) {
            pp_free_ports_add_kept(check, partners->items[p].other, transport, PP_NONE, &kept);
            any = true;
        }
        pp_portset_unite(taken, taken_elsewhere(check, listener->host, transport));
    }
    for (size_t i = 0; i < count; i++) {
        if (pp_free_ports_is_kept(check, listeners[i]))
            pp_portset_remove(&kept, check->free_ports->kept[listeners[i]].block);
    }
    pp_portset_unite(taken, &kept);
    return any;
}

/* The first port of the nearest `width` free ports, or 0. Nothing is free up to `floor`. */
static uint16_t nearest(const struct pp_portset *taken, uint16_t near, uint32_t width,
                        uint16_t floor)
{
    uint16_t up = pp_portset_first_free(taken, near, width);
    for (uint32_t down = near; down > floor + 1u; down--) {
        uint32_t first = down - 1;
        if (up && near - first >= (uint32_t)up - near)
            break;
        if (first + width - 1 <= PP_PORT_MAX &&
            !pp_portset_overlaps(taken,
                                 (struct pp_range){(uint16_t)first, (uint16_t)(first + width - 1)}))
            return (uint16_t)first;
    }
    return up;
}

/* What none of the listeners could have, but for what they are kept themselves. */
static void taken_for(struct pp_check *check, const uint32_t *listeners, size_t count,
                      uint32_t also, struct pp_portset *taken)
{
    pp_portset_clear(taken);
    for (size_t i = 0; i < count; i++) {
        const struct pp_listener *listener = &check->plan->listeners[listeners[i]];
        struct pp_portset *set =
            taken_on(check, listener->host, (enum pp_transport)listener->transport);
        struct pp_range block = check->free_ports->kept[listeners[i]].block;
        if (block.first)
            pp_portset_remove(set, block);
        pp_portset_unite(taken, set);
        if (also != PP_NONE)
            pp_portset_unite(taken, taken_on(check, also, (enum pp_transport)listener->transport));
    }
}

static void keep(struct pp_check *check, const uint32_t *listeners, size_t count,
                 const struct kept *kept)
{
    for (size_t i = 0; i < count; i++) {
        const struct pp_listener *listener = &check->plan->listeners[listeners[i]];
        check->free_ports->kept[listeners[i]] = *kept;
        pp_portset_add(taken_on(check, listener->host, (enum pp_transport)listener->transport),
                       kept->block);
    }
}

/* The nearest blocks of what is not taken; returns how many. */
static size_t choose(struct pp_portset *taken, uint16_t near, uint32_t width, uint16_t floor,
                     uint16_t found[PP_SUGGESTIONS])
{
    size_t found_count = 0;
    while (found_count < PP_SUGGESTIONS) {
        uint16_t first = nearest(taken, near, width, floor);
        if (!first)
            break;
        found[found_count++] = first;
        pp_portset_add(taken, (struct pp_range){first, (uint16_t)(first + width - 1)});
    }
    return found_count;
}

static size_t search(struct pp_check *check, const uint32_t *listeners, size_t count, uint32_t also,
                     uint16_t near, uint32_t width, uint16_t found[PP_SUGGESTIONS])
{
    struct pp_portset here, everywhere;
    taken_for(check, listeners, count, also, &here);
    everywhere = here;
    size_t found_count = 0;
    if (add_elsewhere(check, listeners, count, &everywhere))
        found_count = choose(&everywhere, near, width, check->above, found);
    return found_count > 0 ? found_count : choose(&here, near, width, check->above, found);
}

size_t pp_free_ports_near(struct pp_check *check, const uint32_t *listeners, size_t listener_count,
                          uint32_t also, uint16_t near, uint32_t width,
                          uint16_t found[PP_SUGGESTIONS])
{
    if (width == 0 || width > PP_PORT_MAX)
        return 0;
    if (!check->free_ports)
        check->free_ports = start(check);
    struct kept kept = check->free_ports->kept[listeners[0]];
    bool known = kept.block.first && kept.near == near && pp_range_size(kept.block) == width;
    if (!known) {
        size_t count = search(check, listeners, listener_count, also, near, width, kept.found);
        if (count == 0)
            return 0;
        kept.near = near;
        kept.count = (uint8_t)count;
        kept.block = (struct pp_range){kept.found[0], (uint16_t)(kept.found[0] + width - 1)};
        keep(check, listeners, listener_count, &kept);
    }
    memcpy(found, kept.found, kept.count * sizeof *found);
    return kept.count;
}

void pp_free_ports_keep(struct pp_check *check, const uint32_t *listeners, size_t listener_count,
                        const struct pp_portset *ports)
{
    struct kept kept = {0};
    struct pp_range part = {0, 0};
    for (uint32_t from = 1; pp_portset_next_range(ports, from, &part); from = part.last + 1u) {
        kept.block.last = part.last;
        if (!kept.block.first)
            kept.block.first = part.first;
    }
    if (!check->free_ports)
        check->free_ports = start(check);
    if (kept.block.first)
        keep(check, listeners, listener_count, &kept);
}

void pp_free_ports_release(struct pp_free_ports *free_ports)
{
    if (!free_ports)
        return;
    pp_partners_release(&free_ports->partners);
    free(free_ports->kept);
    free(free_ports);
}
