/* allocate: choosing ports for the instances of pools and `auto`.
 *
 * A group is what gets the same ports, instance by instance: the listeners of one placement
 * that share a pool, or all those of a tie. It is made of units, the listeners of it in one
 * placement. A slot is one instance number of a group, and its members the units that have it.
 * While slot follows slot and group follows group, the blockers are those of the members: a
 * unit is added when it becomes a member and removed when it is none any more, and one that is
 * alike takes its place, so that a host is not looked at anew for each of its placements. */
#include "check/allocate.h"

#include "base/mem.h"
#include "check/locks.h"
#include "check/partners.h"
#include "check/port_search.h"
#include "check/slots.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct allocation {
    struct pp_check *check;
    struct pp_plan *plan;
    struct pp_search_scope scope; /* its units are the members */
    struct pp_partners partners;
    struct pp_blockers *forced; /* of one block that is to be followed */
    bool crowded;               /* some members may have others of their group on their host */
};

struct group {
    struct pp_slot_item *items; /* by instance, then in plan order */
    size_t count;
    const struct pp_listener *leader;
    bool crowded;           /* it has several units on a host */
    bool may_move;          /* what is locked, too */
    uint32_t *slot_members; /* of the slot that is being allocated, while they are found */
    struct pp_port_search search;
    struct pp_range *own; /* blocks that the group has */
    size_t own_count, own_capacity;
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
    for (size_t r = 0; r < allocation->scope.objections.count; r++) {
        const struct pp_rule *rule = allocation->scope.objections.rules[r];
        bool broken = pp_objections_has(&allocation->scope.objections, rule,
                                        allocation->scope.units, allocation->scope.unit_count,
                                        block);
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

static void own(struct allocation *allocation, struct group *group, struct pp_range block)
{
    group->own =
        pp_grow(group->own, &group->own_capacity, group->own_count + 1, sizeof *group->own);
    group->own[group->own_count++] = block;
    pp_blockers_add_ports(allocation->scope.blockers, block);
}

static void take(struct allocation *allocation, const struct pp_slot_item *item,
                 struct pp_range block)
{
    struct pp_plan *plan = allocation->plan;
    PP_EACH_OF_UNIT(plan, item->unit, listener)
    {
        uint32_t binding = plan->listeners[listener].first_binding + item->index;
        if (plan->bindings.first[binding] == 0) {
            plan->bindings.first[binding] = block.first;
            plan->bindings.last[binding] = block.last;
        }
    }
}

static void count_unit(struct allocation *allocation, uint32_t unit,
                       void (*count)(struct pp_blockers *blockers, uint32_t listener))
{
    PP_EACH_OF_UNIT(allocation->plan, unit, listener)
    {
        count(allocation->scope.blockers, listener);
    }
}

/* Whether the blockers of the one can become those of the other at little cost. */
static bool can_shift(const struct allocation *allocation, uint32_t from, uint32_t to, bool crowded)
{
    return from != PP_NONE && to != PP_NONE && !allocation->crowded && !crowded &&
           pp_units_alike(allocation->plan, from, to);
}

/* Whether on partners the same is in the way of units[0..count) as of the members. Of what is tied
 * some may be there, which is not. */
static bool meet_the_same(const struct allocation *allocation, const uint32_t *units, size_t count)
{
    const struct pp_plan *plan = allocation->plan;
    const struct pp_search_scope *scope = &allocation->scope;
    bool same = scope->unit_count == count;
    for (size_t i = 0; i < count && same; i++)
        same = plan->listeners[units[i]].tie == PP_NONE &&
               plan->listeners[scope->units[i]].tie == PP_NONE &&
               pp_units_alike(plan, scope->units[i], units[i]);
    return same;
}

/* The same for what is in the way of members on partners of their hosts. */
static void change_partners(struct allocation *allocation, const uint32_t *units, size_t count)
{
    const struct pp_plan *plan = allocation->plan;
    struct pp_search_scope *scope = &allocation->scope;
    for (size_t i = 0; i < scope->unit_count; i++) {
        PP_EACH_OF_UNIT(plan, scope->units[i], listener)
        {
            pp_partners_remove(&allocation->partners, scope->elsewhere, listener);
        }
    }
    scope->has_partners = false;
    for (size_t i = 0; i < count; i++) {
        uint32_t host = plan->listeners[units[i]].host;
        size_t first = pp_partners_first(&allocation->partners, host);
        scope->has_partners |= first < allocation->partners.count &&
                               allocation->partners.items[first].host == host;
        PP_EACH_OF_UNIT(plan, units[i], listener)
        {
            pp_partners_add(&allocation->partners, scope->elsewhere, listener);
        }
    }
}

/* Makes units[0..count) the members; both are in plan order. Says whether that changed any. */
static bool change_members(struct allocation *allocation, const uint32_t *units, size_t count,
                           bool crowded)
{
    size_t i = 0, j = 0, changes = 0;
    while (i < allocation->scope.unit_count || j < count) {
        uint32_t old = i < allocation->scope.unit_count ? allocation->scope.units[i] : PP_NONE;
        uint32_t new = j < count ? units[j] : PP_NONE;
        bool shift = old != new &&can_shift(allocation, old, new, crowded);
        if (shift)
            pp_blockers_shift(allocation->scope.blockers, old, new);
        else if (old < new)
            count_unit(allocation, old, pp_blockers_remove);
        else if (new < old)
            count_unit(allocation, new, pp_blockers_add);
        changes += old != new;
        i += shift || old <= new;
        j += shift || new <= old;
    }
    if (changes > 0 && allocation->partners.count > 0 && !meet_the_same(allocation, units, count))
        change_partners(allocation, units, count);
    allocation->scope.units = pp_realloc(allocation->scope.units, (count + 1) * sizeof *units);
    if (count > 0)
        memcpy(allocation->scope.units, units, count * sizeof *units);
    allocation->scope.unit_count = count;
    allocation->crowded = crowded;
    return changes > 0;
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

static void allocate_slot(struct allocation *allocation, struct group *group,
                          const struct pp_slot_item *slot, size_t count)
{
    size_t members = 0;
    for (size_t i = 0; i < count; i++) {
        if (!has_rival(allocation->plan, group->slot_members, members, slot[i].unit))
            group->slot_members[members++] = slot[i].unit;
    }
    if (change_members(allocation, group->slot_members, members, group->crowded))
        group->search = pp_port_search_of(allocation->check, group->leader);
    bool choosy = pp_port_search_of(allocation->check, group->leader).picky;
    struct pp_range block = pp_port_search_next(&group->search, &allocation->scope);
    if (block.first == 0)
        return;
    for (size_t i = 0, member = 0; i < count && member < members; i++) {
        if (slot[i].unit != group->slot_members[member])
            continue;
        take(allocation, &slot[i], block);
        member++;
    }
    if (choosy && !group->search.picky)
        note_broken(allocation, slot, count, block);
    own(allocation, group, block);
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
        good = good && !pp_blockers_last(allocation->forced, block);
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

static void collect(const struct pp_plan *plan, const uint32_t *units, size_t count,
                    struct group *group)
{
    for (size_t i = 0; i < count; i++)
        group->count += plan->listeners[units[i]].binding_count;
    group->items = pp_malloc(group->count * sizeof *group->items);
    struct pp_slot_item *item = group->items;
    for (size_t i = 0; i < count; i++) {
        const struct pp_listener *listener = &plan->listeners[units[i]];
        const uint32_t *instances = plan->placements[listener->placement].instances;
        for (uint32_t j = 0; j < listener->binding_count; j++)
            *item++ = (struct pp_slot_item){instances[j], units[i], j};
    }
    if (count > 1)
        qsort(group->items, group->count, sizeof *group->items, pp_slot_item_compare);
}

static size_t slot_size(const struct group *group, size_t at)
{
    size_t end = at + 1;
    while (end < group->count && group->items[end].instance == group->items[at].instance)
        end++;
    return end - at;
}

/* Sets aside what the group has before anything is chosen. */
static void own_kept(struct allocation *allocation, struct group *group)
{
    const struct pp_plan *plan = allocation->plan;
    for (size_t i = 0; i < group->count; i++) {
        PP_EACH_OF_UNIT(plan, group->items[i].unit, listener)
        {
            uint32_t binding = plan->listeners[listener].first_binding + group->items[i].index;
            struct pp_range kept = {plan->bindings.first[binding], plan->bindings.last[binding]};
            if (kept.first)
                own(allocation, group, kept);
        }
    }
}

static void allocate_slots(struct allocation *allocation, struct group *group)
{
    own_kept(allocation, group);
    if (group->own_count > 0) /* who follows gets ports that other groups' members do not know */
        change_members(allocation, NULL, 0, false);
    for (size_t i = 0, size; i < group->count; i += size) {
        size = slot_size(group, i);
        struct pp_range block = pp_slot_block(allocation->plan, &group->items[i], size);
        if (!block.first)
            allocate_slot(allocation, group, &group->items[i], size);
        else if (!group->may_move || all_could_follow(allocation, &group->items[i], size, block) ||
                 !move_slot(allocation, group, &group->items[i], size))
            follow_slot(allocation, &group->items[i], size, block);
    }
    for (size_t i = 0; i < group->own_count; i++)
        pp_blockers_remove_ports(allocation->scope.blockers, group->own[i]);
}

/* Members stay from group to group while the ports that are looked at are the same. */
static void set_span(struct allocation *allocation, struct pp_range range)
{
    struct pp_range span = range.first ? range : (struct pp_range){1, PP_PORT_MAX};
    if (span.first == allocation->scope.blockers->span.first &&
        span.last == allocation->scope.blockers->span.last)
        return;
    change_members(allocation, NULL, 0, false);
    allocation->scope.blockers->span = allocation->scope.elsewhere->span = span;
}

static void allocate_group(struct allocation *allocation, const uint32_t *units, size_t count)
{
    const struct pp_plan *plan = allocation->plan;
    struct group group = {.leader = &plan->listeners[units[0]]};
    set_span(allocation, group.leader->range);
    group.may_move = group.leader->tie != PP_NONE && allocation->check->locks &&
                     allocation->check->locks->anew;
    group.search = pp_port_search_of(allocation->check, group.leader);
    group.slot_members = pp_malloc(count * sizeof *group.slot_members);
    for (size_t i = 1; i < count; i++)
        group.crowded = group.crowded ||
                        plan->listeners[units[i]].host == plan->listeners[units[i - 1]].host;
    collect(plan, units, count, &group);
    allocate_slots(allocation, &group);
    free(group.items);
    free(group.own);
    free(group.slot_members);
}

/* What is tied, tie after tie. */
static void allocate_ties(struct allocation *allocation)
{
    const struct pp_plan *plan = allocation->plan;
    size_t total = 0;
    uint32_t *ends = pp_calloc(plan->tie_count + 1, sizeof *ends);
    for (size_t i = 0; i < plan->tie_count; i++) {
        ends[i] = (uint32_t)total;
        total += plan->ties[i].listener_count;
    }
    uint32_t *units = pp_malloc((total + 1) * sizeof *units);
    for (uint32_t i = 0; i < plan->listener_count && total > 0; i++) {
        uint32_t tie = plan->listeners[i].tie;
        if (tie != PP_NONE && pp_unit_leads(plan, i))
            units[ends[tie]++] = i;
    }
    for (size_t i = 0, first = 0; i < plan->tie_count; first += plan->ties[i++].listener_count)
        allocate_group(allocation, units + first, ends[i] - first);
    free(units);
    free(ends);
}

void pp_allocate(struct pp_check *check, struct pp_plan *plan)
{
    struct allocation allocation = {.check = check, .plan = plan};
    pp_objections_init(&allocation.scope.objections, check);
    allocation.scope.blockers = pp_calloc(1, sizeof *allocation.scope.blockers);
    allocation.forced = pp_calloc(1, sizeof *allocation.forced);
    allocation.scope.elsewhere = pp_calloc(1, sizeof *allocation.scope.elsewhere);
    allocation.scope.blockers->plan = allocation.scope.elsewhere->plan = plan;
    allocation.forced->plan = plan;
    allocation.partners = (struct pp_partners){.plan = plan};
    if (pp_check_severity(check, &pp_rule_failover_clash) != PP_OFF)
        pp_partners_init(&allocation.partners, plan);
    allocate_ties(&allocation);
    for (uint32_t i = 0; i < plan->listener_count; i++) {
        const struct pp_listener *listener = &plan->listeners[i];
        if (pp_listener_is_chosen(listener) && listener->tie == PP_NONE && pp_unit_leads(plan, i))
            allocate_group(&allocation, &i, 1);
    }
    change_members(&allocation, NULL, 0, false);
    assert(!pp_blockers_last(allocation.scope.blockers, (struct pp_range){1, PP_PORT_MAX}));
    assert(!pp_blockers_last(allocation.scope.elsewhere, (struct pp_range){1, PP_PORT_MAX}));
    pp_partners_release(&allocation.partners);
    free(allocation.scope.blockers);
    free(allocation.scope.elsewhere);
    free(allocation.forced);
    free(allocation.scope.units);
}
