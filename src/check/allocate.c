/* allocate: choosing ports for the instances of pools and `auto`.
 *
 * A group is what gets the same ports, instance by instance: the listeners of one placement
 * that share a pool, or all those of a tie. It is made of units, the listeners of it in one
 * placement. A slot is one instance number of a group, and its members the units that have it. */
#include "check/allocate.h"

#include "base/mem.h"
#include "check/locks.h"
#include "check/members.h"
#include "check/slots.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct allocation {
    struct pp_check *check;
    struct pp_plan *plan;
    struct pp_members members;
    struct pp_blockers *forced; /* of one block that is to be followed */
    /* of one group, and kept for the next, so that it need not be allocated anew: */
    struct pp_slots slots;
    uint32_t *slot_members; /* of the slot that is being allocated, while they are found */
    size_t member_capacity;
};

struct group {
    const struct pp_listener *leader;
    const struct pp_slot_unit *units; /* in plan order */
    size_t count;
    bool crowded;                 /* it has several units on a host */
    bool may_move;                /* what is locked, too */
    struct pp_port_search search; /* all 0: none was begun */
    size_t voices;                /* of all units */
};

/* --- rules ------------------------------------------------------------------ */

static void note_broken_of(struct allocation *allocation, struct pp_listener *listener,
                           const char *rule, uint32_t index)
{
    const char *rules = listener->broken_rules;
    if (!rules)
        listener->broken_from = index;
    if (!rules || !strstr(rules, rule))
        listener->broken_rules = pp_arena_printf(allocation->check->arena, "%s%s%s",
                                                 rules ? rules : "", rules ? ", " : "", rule);
}

/* Notes which rules are broken from this slot on. */
static void note_broken(struct allocation *allocation, const struct pp_slot_item *slot,
                        size_t count, struct pp_range block)
{
    struct pp_plan *plan = allocation->plan;
    for (size_t r = 0; r < allocation->members.scope.objections.count; r++) {
        const struct pp_rule *rule = allocation->members.scope.objections.rules[r];
        bool broken = pp_objections_has(&allocation->members.scope.objections, rule,
                                        allocation->members.scope.units,
                                        allocation->members.scope.unit_count, block);
        for (size_t i = 0; i < count && broken; i++) {
            if (pp_unit_block(plan, slot[i].unit, slot[i].index).first != block.first)
                continue;
            PP_EACH_OF_UNIT(plan, slot[i].unit, listener)
            {
                note_broken_of(allocation, &plan->listeners[listener], rule->id, slot[i].index);
            }
        }
    }
}

/* --- slots ------------------------------------------------------------------ */

static void take_binding(const struct pp_plan *plan, uint32_t binding, struct pp_range block)
{
    if (plan->bindings.first[binding] == 0) {
        plan->bindings.first[binding] = block.first;
        plan->bindings.last[binding] = block.last;
    }
}

static void take(const struct allocation *allocation, const struct pp_slot_item *item,
                 struct pp_range block)
{
    const struct pp_plan *plan = allocation->plan;
    PP_EACH_OF_UNIT(plan, item->unit, listener)
    {
        take_binding(plan, plan->listeners[listener].first_binding + item->index, block);
    }
}

/* Whether one of the units before it, on the same host, could not have its port beside it. */
static bool has_rival(const struct pp_plan *plan, const uint32_t *units, size_t count,
                      uint32_t unit)
{
    uint32_t host = plan->listeners[unit].host;
    for (size_t i = count; i > 0 && plan->listeners[units[i - 1]].host == host; i--) {
        if (pp_units_clash(plan, units[i - 1], unit))
            return true;
    }
    return false;
}

/* Who is to have the slot's block. */
static size_t find_members(struct allocation *allocation, const struct group *group,
                           const struct pp_slot_item *slot, size_t count)
{
    uint32_t *members = allocation->slot_members;
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (!group->crowded || !has_rival(allocation->plan, members, found, slot[i].unit))
            members[found++] = slot[i].unit;
    }
    return found;
}

/* Begins the group with the first slot for which a port is looked for. */
static void begin(struct allocation *allocation, struct group *group)
{
    uint32_t *units = allocation->slot_members;
    for (size_t i = 0; i < group->count; i++)
        units[i] = group->units[i].unit;
    pp_members_begin(&allocation->members, units, group->count, group->crowded);
    group->search = pp_port_search_of(allocation->check, group->leader);
    if (group->search.picky)
        pp_objections_set_units(&allocation->members.scope.objections, units, group->count);
    group->voices = allocation->members.scope.objections.voice_count;
}

/* Other members begin a new search. All have the same voice when all of the group have. */
static void choose(struct allocation *allocation, struct group *group, const uint32_t *members,
                   size_t count)
{
    if (!pp_members_choose(&allocation->members, members, count))
        return;
    group->search = pp_port_search_of(allocation->check, group->leader);
    if (group->search.picky && group->voices > 1)
        pp_objections_set_units(&allocation->members.scope.objections, members, count);
}

static void allocate_slot(struct allocation *allocation, struct group *group,
                          const struct pp_slot_item *slot, size_t count)
{
    const uint32_t *members = allocation->slot_members;
    if (!group->search.ranges)
        begin(allocation, group);
    size_t member_count = find_members(allocation, group, slot, count);
    choose(allocation, group, members, member_count);
    struct pp_range block = pp_port_search_next(&group->search, &allocation->members.scope);
    if (block.first == 0)
        return;
    for (size_t i = 0, member = 0; i < count && member < member_count; i++) {
        if (slot[i].unit != members[member])
            continue;
        if (group->leader->pool)
            take(allocation, &slot[i], block);
        else
            take_binding(allocation->plan, slot[i].binding, block);
        member++;
    }
    if (group->leader->origin == PP_FROM_AUTO && !group->search.picky)
        note_broken(allocation, slot, count, block);
}

/* Whether those listeners of the item that have no port could have the block. */
static bool could_follow(struct allocation *allocation, const struct pp_slot_item *item,
                         struct pp_range block)
{
    const struct pp_plan *plan = allocation->plan;
    bool good = !pp_slot_meets_own(plan, item, block) &&
                !pp_block_cools(allocation->check, item->unit, block);
    allocation->forced->span = block;
    PP_EACH_OF_UNIT(plan, item->unit, listener)
    {
        if (plan->bindings.first[plan->listeners[listener].first_binding + item->index])
            continue;
        pp_blockers_add(allocation->forced, listener);
        good = good && !pp_portset_overlaps(&allocation->forced->blocked, block);
        pp_blockers_remove(allocation->forced, listener);
    }
    return good;
}

/* A slot of which somebody has a block: the others follow the first of them. */
static void follow_slot(struct allocation *allocation, const struct pp_slot_item *slot,
                        size_t count, struct pp_range block)
{
    for (size_t i = 0; i < count; i++) {
        if (!pp_slot_is_complete(allocation->plan, &slot[i]) &&
            !pp_slot_is_kept_off(allocation->plan, slot, count, i) &&
            could_follow(allocation, &slot[i], block))
            take(allocation, &slot[i], block);
    }
}

/* Whether those that have no block could have this one. */
static bool all_could_follow(struct allocation *allocation, const struct pp_slot_item *slot,
                             size_t count, struct pp_range block)
{
    for (size_t i = 0; i < count; i++) {
        if (!pp_slot_is_complete(allocation->plan, &slot[i]) &&
            !could_follow(allocation, &slot[i], block))
            return false;
    }
    return true;
}

/* Locking anew, all that is tied moves when one of them could not follow, to what is free for
 * all. False, and nothing moves, when nothing is. */
static bool move_slot(struct allocation *allocation, struct group *group,
                      const struct pp_slot_item *slot, size_t count)
{
    struct pp_plan *plan = allocation->plan;
    struct pp_range *had = pp_slot_take_locked(plan, slot, count);
    allocate_slot(allocation, group, slot, count);
    bool moved = pp_slot_block(plan, slot, count).first != 0;
    if (!moved)
        pp_slot_give_locked(plan, slot, count, had);
    free(had);
    return moved;
}

/* --- groups ----------------------------------------------------------------- */

static size_t slot_size(const struct pp_slots *slots, size_t at)
{
    size_t end = at + 1;
    while (end < slots->count && slots->items[end].instance == slots->items[at].instance)
        end++;
    return end - at;
}

static bool own_kept_of(struct allocation *allocation, uint32_t first_binding, uint32_t count)
{
    const struct pp_bindings *bindings = &allocation->plan->bindings;
    bool any = false;
    for (uint32_t i = first_binding; i < first_binding + count; i++) {
        if (bindings->first[i] == 0)
            continue;
        pp_search_scope_own(&allocation->members.scope,
                            (struct pp_range){bindings->first[i], bindings->last[i]});
        any = true;
    }
    return any;
}

/* Adds what the group has before anything is chosen to what it owns; says whether that is any. */
static bool own_kept(struct allocation *allocation, const struct group *group)
{
    const struct pp_plan *plan = allocation->plan;
    bool any = false;
    for (size_t i = 0; i < group->count; i++) {
        const struct pp_slot_unit *unit = &group->units[i];
        any |= own_kept_of(allocation, unit->first_binding, unit->count);
        if (!group->leader->pool)
            continue;
        for (uint32_t other = pp_unit_next(plan, unit->unit, unit->unit); other != PP_NONE;
             other = pp_unit_next(plan, unit->unit, other))
            any |= own_kept_of(allocation, plan->listeners[other].first_binding, unit->count);
    }
    return any;
}

/* Of a group of which somebody has a block already. */
static void complete_slot(struct allocation *allocation, struct group *group,
                          const struct pp_slot_item *slot, size_t count)
{
    struct pp_range block = pp_slot_block(allocation->plan, slot, count);
    if (!block.first)
        allocate_slot(allocation, group, slot, count);
    else if (!group->may_move || all_could_follow(allocation, slot, count, block) ||
             !move_slot(allocation, group, slot, count))
        follow_slot(allocation, slot, count, block);
}

/* A group of one unit that has nothing yet. When there is nothing for one instance, there is nothing
 * for the next. */
static void allocate_alone(struct allocation *allocation, struct group *group)
{
    struct pp_slot_item item = {.unit = group->units[0].unit};
    struct pp_search_scope *scope = &allocation->members.scope;
    begin(allocation, group);
    for (; item.index < group->leader->binding_count; item.index++) {
        struct pp_range block = pp_port_search_next(&group->search, scope);
        if (block.first == 0)
            break;
        take(allocation, &item, block);
        if (group->leader->origin == PP_FROM_AUTO && !group->search.picky)
            note_broken(allocation, &item, 1, block);
    }
    pp_search_scope_end_group(scope);
}

static void allocate_slots(struct allocation *allocation, struct group *group, bool kept)
{
    const struct pp_slots *slots = &allocation->slots;
    for (size_t i = 0, size; i < slots->count; i += size) {
        size = slot_size(slots, i);
        (kept ? complete_slot : allocate_slot)(allocation, group, &slots->items[i], size);
    }
    pp_search_scope_end_group(&allocation->members.scope);
}

static bool is_crowded(const struct pp_slot_unit *units, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (units[i].host == units[i - 1].host)
            return true;
    }
    return false;
}

static void allocate_group(struct allocation *allocation, const struct pp_slot_unit *units,
                           size_t count)
{
    struct group group = {.leader = &allocation->plan->listeners[units[0].unit],
                          .units = units,
                          .count = count,
                          .crowded = is_crowded(units, count)};
    struct pp_range range = group.leader->range;
    pp_members_set_span(&allocation->members,
                        range.first ? range : (struct pp_range){1, PP_PORT_MAX});
    allocation->slot_members = pp_grow(allocation->slot_members, &allocation->member_capacity,
                                       count, sizeof *allocation->slot_members);
    bool kept = own_kept(allocation, &group);
    if (count == 1 && !kept) {
        allocate_alone(allocation, &group);
        return;
    }
    if (kept) /* who follows gets ports that other groups' members do not know */
        pp_members_leave(&allocation->members);
    group.may_move = group.leader->tie != PP_NONE && allocation->check->locks &&
                     allocation->check->locks->anew;
    pp_slots_collect(&allocation->slots, units, count);
    allocate_slots(allocation, &group, kept);
}

/* What is tied, tie after tie; says how many listeners that are. */
static size_t allocate_ties(struct allocation *allocation)
{
    const struct pp_plan *plan = allocation->plan;
    size_t total = 0;
    uint32_t *ends = pp_calloc(plan->tie_count + 1, sizeof *ends);
    for (size_t i = 0; i < plan->tie_count; i++) {
        ends[i] = (uint32_t)total;
        total += plan->ties[i].listener_count;
    }
    struct pp_slot_unit *units = pp_malloc((total + 1) * sizeof *units);
    for (uint32_t i = 0; i < plan->listener_count && total > 0; i++) {
        uint32_t tie = plan->listeners[i].tie;
        if (tie != PP_NONE && pp_unit_leads(plan, i))
            units[ends[tie]++] = pp_slot_unit_of(plan, i);
    }
    for (size_t i = 0, first = 0; i < plan->tie_count; first += plan->ties[i++].listener_count)
        allocate_group(allocation, units + first, ends[i] - first);
    free(units);
    free(ends);
    return total;
}

static void allocate_others(struct allocation *allocation)
{
    const struct pp_plan *plan = allocation->plan;
    for (uint32_t i = 0; i < plan->listener_count; i++) {
        const struct pp_listener *listener = &plan->listeners[i];
        if (!pp_listener_is_chosen(listener) || listener->tie != PP_NONE || !pp_unit_leads(plan, i))
            continue;
        struct pp_slot_unit unit = pp_slot_unit_of(plan, i);
        allocate_group(allocation, &unit, 1);
    }
}

void pp_allocate(struct pp_check *check, struct pp_plan *plan)
{
    struct allocation allocation = {.check = check, .plan = plan};
    pp_members_init(&allocation.members, check);
    allocation.forced = pp_calloc(1, sizeof *allocation.forced);
    allocation.forced->plan = plan;
    if (allocate_ties(&allocation) < plan->chosen_count)
        allocate_others(&allocation);
    assert(pp_members_add_up(&allocation.members));
    pp_members_release(&allocation.members);
    pp_slots_release(&allocation.slots);
    free(allocation.forced);
    free(allocation.slot_members);
}
