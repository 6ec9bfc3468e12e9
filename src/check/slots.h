/* slots: what gets the same ports: one instance number of all units of a group. Stands on units.h.
 *
 * The items of a slot are in plan order, so that those of one host are adjacent. */
#ifndef PP_CHECK_SLOTS_H
#define PP_CHECK_SLOTS_H

#include "check/units.h"

/* What is asked of a unit again and again. Units of a tie lie far apart in the plan: this is read
 * once, and in the plan's order. */
struct pp_slot_unit {
    uint32_t unit; /* its first listener */
    uint32_t host, first_binding, count;
    const uint32_t *instances; /* their numbers: `count` of them, ascending */
};

struct pp_slot_unit pp_slot_unit_of(const struct pp_plan *plan, uint32_t unit);

/* An instance of a unit. */
struct pp_slot_item {
    uint32_t instance, unit;
    uint32_t index;   /* of the instance among the unit's */
    uint32_t binding; /* of the unit's first listener */
};

/* The items of a group by instance, then in plan order, so that each slot's are adjacent. */
struct pp_slots {
    struct pp_slot_item *items;
    size_t count, capacity;
    uint32_t *places; /* while they are collected: where the next of an instance goes */
    size_t place_capacity;
};

/* Replaces the items by those of units[0..count), which are in plan order. To be released. */
void pp_slots_collect(struct pp_slots *slots, const struct pp_slot_unit *units, size_t count);
void pp_slots_release(struct pp_slots *slots);

/* Whether all listeners of the item have ports. */
bool pp_slot_is_complete(const struct pp_plan *plan, const struct pp_slot_item *item);

/* The first block that somebody of the slot has; first 0: none. */
struct pp_range pp_slot_block(const struct pp_plan *plan, const struct pp_slot_item *slot,
                              size_t count);

/* Whether another item of the host of slot[index] has a block already and could not have it
 * beside this one. */
bool pp_slot_is_kept_off(const struct pp_plan *plan, const struct pp_slot_item *slot, size_t count,
                         size_t index);

/* Whether another instance of the group has one of the ports on the item's host, and could not
 * have it beside the item. */
bool pp_slot_meets_own(const struct pp_plan *plan, const struct pp_slot_item *item,
                       struct pp_range block);

/* Takes away what the slot has by locks: one block for each listener of each item, which the
 * caller frees. And gives it back. */
struct pp_range *pp_slot_take_locked(struct pp_plan *plan, const struct pp_slot_item *slot,
                                     size_t count);
void pp_slot_give_locked(struct pp_plan *plan, const struct pp_slot_item *slot, size_t count,
                         const struct pp_range *blocks);

#endif
