/* members: from one set of units to the next. */
#include "check/members.h"

#include "base/mem.h"
#include "check/units.h"

#include <stdlib.h>
#include <string.h>

void pp_members_init(struct pp_members *members, const struct pp_check *check)
{
    *members = (struct pp_members){.check = check, .partners.plan = check->plan};
    members->scope.blockers = pp_calloc(1, sizeof *members->scope.blockers);
    members->scope.away = pp_calloc(1, sizeof *members->scope.away);
    members->scope.elsewhere = pp_calloc(1, sizeof *members->scope.elsewhere);
    members->scope.blockers->plan = members->scope.away->plan = members->scope.elsewhere->plan =
        check->plan;
    pp_objections_init(&members->scope.objections, check);
    if (pp_check_severity(check, &pp_rule_failover_clash) != PP_OFF)
        pp_partners_init(&members->partners, check->plan);
}

void pp_members_release(struct pp_members *members)
{
    pp_partners_release(&members->partners);
    pp_objections_release(&members->scope.objections);
    free(members->scope.blockers);
    free(members->scope.away);
    free(members->scope.elsewhere);
    free(members->chosen);
    free(members->scope.own);
    free(members->all);
    *members = (struct pp_members){0};
}

void pp_members_leave(struct pp_members *members)
{
    pp_blockers_clear(members->scope.blockers);
    pp_blockers_clear(members->scope.away);
    if (members->scope.has_partners)
        pp_blockers_clear(members->scope.elsewhere);
    members->scope.has_partners = false;
    members->scope.unit_count = members->all_count = 0;
}

void pp_members_set_span(struct pp_members *members, struct pp_range span)
{
    struct pp_search_scope *scope = &members->scope;
    if (span.first == scope->blockers->span.first && span.last == scope->blockers->span.last)
        return;
    pp_members_leave(members);
    scope->blockers->span = scope->away->span = scope->elsewhere->span = span;
}

static void count_unit(struct pp_blockers *blockers, uint32_t unit,
                       void (*count)(struct pp_blockers *blockers, uint32_t listener))
{
    PP_EACH_OF_UNIT(blockers->plan, unit, listener)
    {
        count(blockers, listener);
    }
}

/* Whether the blockers of the one can become those of the other at little cost. */
static bool can_shift(const struct pp_members *members, uint32_t from, uint32_t to, bool crowded)
{
    return from != PP_NONE && to != PP_NONE && !members->crowded && !crowded &&
           pp_units_alike(members->check->plan, from, to);
}

/* Whether on partners the same is in the way of units[0..count) as of the members. Of what is tied
 * some may be there, which is not. */
static bool meet_the_same(const struct pp_members *members, const uint32_t *units, size_t count)
{
    const struct pp_plan *plan = members->check->plan;
    const struct pp_search_scope *scope = &members->scope;
    bool same = scope->unit_count == count;
    for (size_t i = 0; i < count && same; i++)
        same = plan->listeners[units[i]].tie == PP_NONE &&
               plan->listeners[scope->units[i]].tie == PP_NONE &&
               pp_units_alike(plan, scope->units[i], units[i]);
    return same;
}

/* The same for what is in the way of members on partners of their hosts. */
static void change_partners(struct pp_members *members, const uint32_t *units, size_t count)
{
    const struct pp_plan *plan = members->check->plan;
    struct pp_search_scope *scope = &members->scope;
    for (size_t i = 0; i < scope->unit_count; i++) {
        PP_EACH_OF_UNIT(plan, scope->units[i], listener)
        {
            pp_partners_remove(&members->partners, scope->elsewhere, listener);
        }
    }
    scope->has_partners = false;
    for (size_t i = 0; i < count; i++) {
        uint32_t host = plan->listeners[units[i]].host;
        size_t first = pp_partners_first(&members->partners, host);
        scope->has_partners |= first < members->partners.count &&
                               members->partners.items[first].host == host;
        PP_EACH_OF_UNIT(plan, units[i], listener)
        {
            pp_partners_add(&members->partners, scope->elsewhere, listener);
        }
    }
}

/* Who has one alike in the group before takes its place. */
static void change_blockers(struct pp_members *members, const uint32_t *units, size_t count,
                            bool crowded)
{
    struct pp_blockers *blockers = members->scope.blockers;
    size_t i = 0, j = 0;
    while (i < members->all_count || j < count) {
        uint32_t old = i < members->all_count ? members->all[i] : PP_NONE;
        uint32_t new = j < count ? units[j] : PP_NONE;
        bool shift = old != new &&can_shift(members, old, new, crowded);
        if (shift)
            pp_blockers_shift(blockers, old, new);
        else if (old < new)
            count_unit(blockers, old, pp_blockers_remove);
        else if (new < old)
            count_unit(blockers, new, pp_blockers_add);
        i += shift || old <= new;
        j += shift || new <= old;
    }
}

/* Who is a member no more is away, who becomes one is so no more. */
static void change_away(struct pp_members *members, const uint32_t *units, size_t count)
{
    const struct pp_search_scope *scope = &members->scope;
    size_t i = 0, j = 0;
    while (i < scope->unit_count || j < count) {
        uint32_t old = i < scope->unit_count ? scope->units[i] : PP_NONE;
        uint32_t new = j < count ? units[j] : PP_NONE;
        if (old < new)
            count_unit(scope->away, old, pp_blockers_add);
        else if (new < old)
            count_unit(scope->away, new, pp_blockers_remove);
        i += old <= new;
        j += new <= old;
    }
}

/* On partners. */
static void change_elsewhere(struct pp_members *members, const uint32_t *units, size_t count)
{
    if (members->partners.count > 0 && !meet_the_same(members, units, count))
        change_partners(members, units, count);
}

static uint32_t *copy_units(uint32_t *copy, size_t *capacity, const uint32_t *units, size_t count)
{
    copy = pp_grow(copy, capacity, count, sizeof *copy);
    if (count > 0)
        memcpy(copy, units, count * sizeof *copy);
    return copy;
}

/* From one unit to another: one that goes from host to host need not be counted down. */
static void change_one(struct pp_members *members, uint32_t old, uint32_t new)
{
    if (pp_units_alike(members->check->plan, old, new)) {
        pp_blockers_shift(members->scope.blockers, old, new);
        return;
    }
    pp_blockers_clear(members->scope.blockers);
    count_unit(members->scope.blockers, new, pp_blockers_add);
}

void pp_members_begin(struct pp_members *members, const uint32_t *units, size_t count, bool crowded)
{
    pp_blockers_clear(members->scope.away);
    if (members->all_count == 1 && count == 1)
        change_one(members, members->all[0], units[0]);
    else
        change_blockers(members, units, count, crowded);
    change_elsewhere(members, units, count);
    members->all = copy_units(members->all, &members->all_capacity, units, count);
    members->scope.units = members->all;
    members->scope.unit_count = members->all_count = count;
    members->crowded = crowded;
}

/* Those of one group differ most often in the first or the last. */
static bool has_units(const struct pp_search_scope *scope, const uint32_t *units, size_t count)
{
    return scope->unit_count == count &&
           (count == 0 ||
            (scope->units[0] == units[0] && scope->units[count - 1] == units[count - 1] &&
             (count <= 2 || memcmp(scope->units, units, count * sizeof *units) == 0)));
}

bool pp_members_choose(struct pp_members *members, const uint32_t *units, size_t count)
{
    if (has_units(&members->scope, units, count))
        return false;
    change_away(members, units, count);
    change_elsewhere(members, units, count);
    members->chosen = copy_units(members->chosen, &members->chosen_capacity, units, count);
    members->scope.units = members->chosen;
    members->scope.unit_count = count;
    return true;
}

static bool is_clear(const struct pp_blockers *blockers)
{
    return pp_portset_count(&blockers->blocked) == 0;
}

bool pp_members_add_up(struct pp_members *members)
{
    pp_members_choose(members, members->all, members->all_count);
    bool clear = is_clear(members->scope.away);
    pp_members_begin(members, NULL, 0, false);
    return clear && is_clear(members->scope.blockers) && is_clear(members->scope.elsewhere);
}
