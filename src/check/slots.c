/* slots: the instances of a group by number. */
#include "check/slots.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct pp_slot_unit pp_slot_unit_of(const struct pp_plan *plan, uint32_t unit)
{
    const struct pp_listener *listener = &plan->listeners[unit];
    return (struct pp_slot_unit){.unit = unit,
                                 .host = listener->host,
                                 .first_binding = listener->first_binding,
                                 .count = listener->binding_count,
                                 .instances = plan->placements[listener->placement].instances};
}

/* What can be said of a group before its items are collected. */
struct extent {
    uint32_t least, most; /* instance numbers */
    size_t count;
};

static struct extent extent_of(const struct pp_slot_unit *units, size_t count)
{
    struct extent extent = {.least = UINT32_MAX};
    for (size_t i = 0; i < count; i++) {
        const uint32_t *instances = units[i].instances;
        if (units[i].count == 0)
            continue;
        if (instances[0] < extent.least)
            extent.least = instances[0];
        if (instances[units[i].count - 1] > extent.most)
            extent.most = instances[units[i].count - 1];
        extent.count += units[i].count;
    }
    return extent;
}

/* Sets places[n] to where the first item of instance least + n goes. */
static void find_places(const struct pp_slot_unit *units, size_t count, const struct extent *extent,
                        uint32_t *places)
{
    size_t numbers = extent->most - extent->least + 1u;
    memset(places, 0, (numbers + 1) * sizeof *places);
    for (size_t i = 0; i < count && numbers > 1; i++) {
        for (uint32_t j = 0; j < units[i].count; j++)
            places[units[i].instances[j] - extent->least + 1]++;
    }
    for (size_t i = 1; i < numbers; i++)
        places[i] += places[i - 1];
}

void pp_slots_collect(struct pp_slots *slots, const struct pp_slot_unit *units, size_t count)
{
    struct extent extent = extent_of(units, count);
    slots->count = extent.count;
    if (extent.count == 0)
        return;
    slots->items = pp_grow(slots->items, &slots->capacity, extent.count, sizeof *slots->items);
    slots->places = pp_grow(slots->places, &slots->place_capacity, extent.most - extent.least + 2u,
                            sizeof *slots->places);
    find_places(units, count, &extent, slots->places);
    for (size_t i = 0; i < count; i++) {
        const struct pp_slot_unit *unit = &units[i];
        for (uint32_t j = 0; j < unit->count; j++)
            slots->items[slots->places[unit->instances[j] - extent.least]++] =
                (struct pp_slot_item){unit->instances[j], unit->unit, j, unit->first_binding + j};
    }
}

void pp_slots_release(struct pp_slots *slots)
{
    free(slots->items);
    free(slots->places);
    *slots = (struct pp_slots){0};
}

bool pp_slot_is_complete(const struct pp_plan *plan, const struct pp_slot_item *item)
{
    PP_EACH_OF_UNIT(plan, item->unit, listener)
    {
        if (plan->bindings.first[plan->listeners[listener].first_binding + item->index] == 0)
            return false;
    }
    return true;
}

struct pp_range pp_slot_block(const struct pp_plan *plan, const struct pp_slot_item *slot,
                              size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pp_range block = pp_unit_block(plan, slot[i].unit, slot[i].index);
        if (block.first)
            return block;
    }
    return (struct pp_range){0, 0};
}

bool pp_slot_is_kept_off(const struct pp_plan *plan, const struct pp_slot_item *slot, size_t count,
                         size_t index)
{
    uint32_t host = plan->listeners[slot[index].unit].host;
    size_t first = index;
    while (first > 0 && plan->listeners[slot[first - 1].unit].host == host)
        first--;
    for (size_t i = first; i < count && plan->listeners[slot[i].unit].host == host; i++) {
        if (i != index && pp_unit_block(plan, slot[i].unit, slot[i].index).first &&
            pp_units_clash(plan, slot[i].unit, slot[index].unit))
            return true;
    }
    return false;
}

bool pp_slot_meets_own(const struct pp_plan *plan, const struct pp_slot_item *item,
                       struct pp_range block)
{
    const struct pp_listener *ours = &plan->listeners[item->unit];
    const struct pp_host *host = &plan->hosts[ours->host];
    for (uint32_t i = host->first_listener; i < host->first_listener + host->listener_count; i++) {
        const struct pp_listener *other = &plan->listeners[i];
        bool same = i == item->unit || pp_listeners_share(other, ours);
        if (!same && (ours->tie == PP_NONE || other->tie != ours->tie))
            continue;
        for (uint32_t j = 0; j < other->binding_count; j++) {
            uint32_t binding = other->first_binding + j;
            struct pp_range theirs = {plan->bindings.first[binding], plan->bindings.last[binding]};
            if (theirs.first && pp_range_overlaps(theirs, block) &&
                pp_plan_instance(plan, binding) != item->instance &&
                (same || pp_units_clash(plan, i, item->unit)))
                return true;
        }
    }
    return false;
}

struct pp_range *pp_slot_take_locked(struct pp_plan *plan, const struct pp_slot_item *slot,
                                     size_t count)
{
    struct pp_range *blocks = NULL;
    size_t taken = 0, capacity = 0;
    for (size_t i = 0; i < count; i++) {
        PP_EACH_OF_UNIT(plan, slot[i].unit, listener)
        {
            uint32_t binding = plan->listeners[listener].first_binding + slot[i].index;
            blocks = pp_grow(blocks, &capacity, taken + 1, sizeof *blocks);
            blocks[taken++] =
                (struct pp_range){plan->bindings.first[binding], plan->bindings.last[binding]};
            plan->bindings.first[binding] = plan->bindings.last[binding] = 0;
            plan->locked[binding] = false;
        }
    }
    return blocks;
}

void pp_slot_give_locked(struct pp_plan *plan, const struct pp_slot_item *slot, size_t count,
                         const struct pp_range *blocks)
{
    for (size_t i = 0; i < count; i++) {
        PP_EACH_OF_UNIT(plan, slot[i].unit, listener)
        {
            uint32_t binding = plan->listeners[listener].first_binding + slot[i].index;
            plan->bindings.first[binding] = blocks->first;
            plan->bindings.last[binding] = blocks->last;
            plan->locked[binding] = blocks->first != 0;
            blocks++;
        }
    }
}
