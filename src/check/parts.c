/* parts: building findings from listeners and ports. */
#include "check/parts.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PORTS_TEXT_MAX 6 /* ranges named in a message */

void pp_uses_add(struct pp_uses *uses, struct pp_range ports, uint32_t instance)
{
    if (uses->count > 0) { /* the next port of the same binding */
        struct pp_use *last = &uses->items[uses->count - 1];
        if (last->instance == instance && last->ports.last < PP_PORT_MAX &&
            last->ports.last + 1 == ports.first) {
            last->ports.last = ports.last;
            return;
        }
    }
    uses->items = pp_grow(uses->items, &uses->capacity, uses->count + 1, sizeof *uses->items);
    uses->items[uses->count++] = (struct pp_use){ports, instance};
}

void pp_uses_release(struct pp_uses *uses)
{
    free(uses->items);
    *uses = (struct pp_uses){0};
}

static int compare_uses(const void *left, const void *right)
{
    const struct pp_use *a = left, *b = right;
    if (a->ports.first != b->ports.first)
        return a->ports.first < b->ports.first ? -1 : 1;
    if (a->ports.last != b->ports.last)
        return a->ports.last < b->ports.last ? -1 : 1;
    return a->instance < b->instance ? -1 : a->instance > b->instance;
}

static void sort_uses(struct pp_uses *uses)
{
    if (uses->count < 2)
        return;
    qsort(uses->items, uses->count, sizeof *uses->items, compare_uses);
    size_t kept = 1;
    for (size_t i = 1; i < uses->count; i++) {
        if (compare_uses(&uses->items[kept - 1], &uses->items[i]) != 0)
            uses->items[kept++] = uses->items[i];
    }
    uses->count = kept;
}

static struct pp_party *add_party(struct pp_finding *finding)
{
    assert(finding->party_count < 2);
    struct pp_party *party = &finding->parties[finding->party_count++];
    *party = (struct pp_party){.listener = PP_NONE, .placement = PP_NONE, .host = finding->host};
    return party;
}

/* A finding stands where its first party does. */
static void set_place(struct pp_finding *finding, struct pp_party *party, struct pp_loc loc)
{
    party->loc = loc;
    if (finding->party_count == 1)
        finding->loc = loc;
}

static void set_uses(struct pp_check *check, struct pp_party *party, struct pp_uses *uses)
{
    sort_uses(uses);
    party->uses = pp_arena_copy(check->arena, uses->items, uses->count * sizeof *uses->items);
    party->use_count = uses->count;
}

void pp_finding_add_listener(struct pp_check *check, struct pp_finding *finding, uint32_t listener,
                             struct pp_uses *uses)
{
    struct pp_party *party = add_party(finding);
    party->listener = listener;
    party->placement = check->plan->listeners[listener].placement;
    party->host = check->plan->listeners[listener].host;
    party->address = check->plan->listeners[listener].local->address;
    set_uses(check, party, uses);
    set_place(finding, party, check->plan->placements[party->placement].loc);
}

void pp_finding_add_placement(struct pp_check *check, struct pp_finding *finding,
                              uint32_t placement, struct pp_uses *uses)
{
    struct pp_party *party = add_party(finding);
    party->placement = placement;
    set_uses(check, party, uses);
    set_place(finding, party, check->plan->placements[placement].loc);
}

void pp_finding_add_host(struct pp_finding *finding, uint32_t host,
                         const struct pp_host_address *address)
{
    struct pp_party *party = add_party(finding);
    party->host = host;
    party->address = address->address;
    set_place(finding, party, address->loc);
}

void pp_finding_add_whole_host(struct pp_check *check, struct pp_finding *finding, uint32_t host)
{
    const struct pp_host *whole = &check->plan->hosts[host];
    struct pp_host_address place = {.loc = whole->loc};
    if (whole->address_count > 0)
        place.address = whole->addresses[0].address;
    pp_finding_add_host(finding, host, &place);
}

static int compare_ranges(const void *left, const void *right)
{
    const struct pp_range *a = left, *b = right;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return a->last < b->last ? -1 : a->last > b->last;
}

void pp_finding_set_ports(struct pp_check *check, struct pp_finding *finding,
                          const struct pp_uses *uses)
{
    struct pp_range *ranges = pp_arena_array(check->arena, uses->count, sizeof *ranges);
    for (size_t i = 0; i < uses->count; i++)
        ranges[i] = uses->items[i].ports;
    if (uses->count > 1)
        qsort(ranges, uses->count, sizeof *ranges, compare_ranges);
    size_t kept = 0;
    for (size_t i = 0; i < uses->count; i++) {
        if (kept > 0 && ranges[i].first <= ranges[kept - 1].last + 1u) {
            if (ranges[i].last > ranges[kept - 1].last)
                ranges[kept - 1].last = ranges[i].last;
        } else {
            ranges[kept++] = ranges[i];
        }
    }
    finding->ports = ranges;
    finding->port_count = kept;
}

const char *pp_finding_ports_text(struct pp_check *check, const struct pp_finding *finding)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    bool cut = finding->port_count > PORTS_TEXT_MAX;
    size_t shown = cut ? PORTS_TEXT_MAX - 1 : finding->port_count;
    uint32_t rest = 0;
    for (size_t i = 0; i < finding->port_count; i++) {
        if (i >= shown) {
            rest += pp_range_size(finding->ports[i]);
            continue;
        }
        if (i > 0)
            pp_strbuf_add(&buf, ", ");
        pp_range_format(finding->ports[i], &buf);
    }
    if (finding->transport != PP_NONE)
        pp_strbuf_printf(&buf, "/%s", pp_transport_name((enum pp_transport)finding->transport));
    if (cut)
        pp_strbuf_printf(&buf, " and %u more", rest);
    const char *text = pp_arena_strdup(check->arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

bool pp_finding_is_one(const struct pp_finding *finding)
{
    return finding->port_count == 1 && finding->ports[0].first == finding->ports[0].last;
}

const char *pp_finding_be(const struct pp_finding *finding)
{
    return pp_finding_is_one(finding) ? "is" : "are";
}

const char *pp_host_name(const struct pp_check *check, uint32_t host)
{
    return check->plan->hosts[host].name;
}

const char *pp_placement_words(const struct pp_check *check, uint32_t index)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_placement *placement = &plan->placements[index];
    const struct pp_host *host = &plan->hosts[placement->host];
    for (uint32_t i = 0; i < host->placement_count && placement->label; i++) {
        uint32_t other = host->first_placement + i;
        if (other != index &&
            strcmp(plan->placements[other].product->name, placement->product->name) == 0)
            return pp_arena_printf(check->arena, "%s (%s)", placement->product->name,
                                   placement->label);
    }
    return placement->product->name;
}
