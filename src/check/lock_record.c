/* lock_record: what a new lock holds, and what is said of its entries. */
#include "check/locks.h"

#include "base/text.h"
#include "check/lock_match.h"
#include "check/units.h"

#include <stdlib.h>

struct pp_lock_entry pp_lock_entry_of(const struct pp_locks *locks, const struct pp_plan *plan,
                                      uint32_t index, uint32_t binding)
{
    const struct pp_listener *listener = &plan->listeners[index];
    const struct pp_placement *placement = &plan->placements[listener->placement];
    return (struct pp_lock_entry){
        .host = plan->hosts[listener->host].name,
        .product = placement->product->name,
        .label = placement->label ? placement->label : "",
        .address = pp_lock_address(placement, locks->arena),
        .number = locks->numbers[listener->placement],
        .is_pool = listener->pool != NULL,
        .name = listener->pool ? listener->pool->id : listener->endpoint->id,
        .instance = pp_plan_instance(plan, binding),
        .ports = {plan->bindings.first[binding], plan->bindings.last[binding]},
        .loc = placement->loc,
    };
}

/* The index of the first entry of that assignment, or of one behind where it would be. */
static size_t position_of(const struct pp_lock *lock, const struct pp_lock_entry *key)
{
    size_t low = 0, high = lock->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pp_lock_key_compare(&lock->entries[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_at(const struct pp_lock *lock, size_t at, const struct pp_lock_entry *key)
{
    return at < lock->count && pp_lock_key_compare(&lock->entries[at], key) == 0;
}

static bool are_same_ports(struct pp_range a, struct pp_range b)
{
    return a.first == b.first && a.last == b.last;
}

static bool was_gone(const struct pp_lock *lock, const struct pp_lock_entry *key)
{
    for (size_t at = position_of(lock, key); is_at(lock, at, key); at++) {
        if (lock->entries[at].gone && are_same_ports(lock->entries[at].ports, key->ports))
            return true;
    }
    return false;
}

static void count(const struct pp_lock *old, const struct pp_lock_entry *entry,
                  const struct pp_lock_entry *had, struct pp_lock_change *change)
{
    change->locked++;
    if (had && !are_same_ports(had->ports, entry->ports))
        change->moved++;
    else if (had && had->loc.source != old->source)
        change->carried++;
    else if (!had && was_gone(old, entry))
        change->back++;
    else if (!had)
        change->fresh++;
}

/* What the plan uses, sorted. */
static void record_used(const struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                        struct pp_lock *lock, struct pp_lock_change *change)
{
    for (uint32_t i = 0; i < plan->listener_count; i++) {
        const struct pp_listener *listener = &plan->listeners[i];
        if (plan->placements[listener->placement].site != file ||
            !pp_listener_is_chosen(listener) || !pp_unit_leads(plan, i))
            continue;
        for (uint32_t j = 0; j < listener->binding_count; j++) {
            uint32_t binding = listener->first_binding + j;
            if (plan->bindings.first[binding] == 0) {
                change->without++;
                continue;
            }
            struct pp_lock_entry entry = pp_lock_entry_of(locks, plan, i, binding);
            const struct pp_lock_entry *had = locks->had[binding];
            count(&locks->files[file], &entry, had, change);
            if (had && pp_casecmp(had->host, entry.host) == 0)
                entry.host = had->host; /* other plans may spell it in another way */
            lock->entries[lock->count++] = entry;
        }
    }
    if (lock->count > 1)
        qsort(lock->entries, lock->count, sizeof *lock->entries, pp_lock_entry_compare);
}

/* The ports of the assignment by now; first 0: none, or none that are chosen. */
static struct pp_range ports_now(const struct pp_plan *plan, const struct pp_lock_use *use)
{
    if (use->binding == PP_NONE || !pp_listener_is_chosen(&plan->listeners[use->listener]))
        return (struct pp_range){0, 0};
    return (struct pp_range){plan->bindings.first[use->binding], plan->bindings.last[use->binding]};
}

static void record_gone(const struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                        const char *today, bool prune, struct pp_lock *lock,
                        struct pp_lock_change *change)
{
    const struct pp_lock *old = &locks->files[file];
    for (size_t i = 0; i < old->count; i++) {
        struct pp_lock_entry entry = old->entries[i];
        struct pp_range now = ports_now(plan, &locks->uses[file][i]);
        if (now.first && are_same_ports(now, entry.ports)) {
            change->left += !entry.gone &&
                            plan->placements[locks->placements[file][i]].site != file;
            continue;
        }
        if (locks->uses[file][i].state == PP_LOCK_GIVEN) {
            change->given++;
            continue;
        }
        change->gone += !entry.gone && !now.first;
        change->pruned += prune;
        if (prune)
            continue;
        if (!entry.gone)
            entry.gone = today;
        lock->entries[lock->count++] = entry;
    }
    if (lock->count > 1)
        qsort(lock->entries, lock->count, sizeof *lock->entries, pp_lock_entry_compare);
}

/* Of equal lines one is enough: a port may have been gone twice. */
static void drop_repeats(struct pp_lock *lock)
{
    size_t kept = 0;
    for (size_t i = 0; i < lock->count; i++) {
        const struct pp_lock_entry *entry = &lock->entries[i];
        struct pp_lock_entry *last = kept > 0 ? &lock->entries[kept - 1] : NULL;
        if (last && last->gone && entry->gone && pp_lock_key_compare(last, entry) == 0 &&
            are_same_ports(last->ports, entry->ports))
            *last = *entry; /* the later day */
        else
            lock->entries[kept++] = *entry;
    }
    lock->count = kept;
}

struct pp_lock pp_locks_record(const struct pp_locks *locks, const struct pp_plan *plan,
                               uint32_t file, const char *today, bool prune,
                               struct pp_lock_change *change)
{
    const struct pp_lock *old = &locks->files[file];
    struct pp_lock lock = {.path = old->path, .source = old->source, .there = true};
    lock.entries =
        pp_arena_array(locks->arena, plan->bindings.count + old->count, sizeof *lock.entries);
    *change = (struct pp_lock_change){0};
    record_used(locks, plan, file, &lock, change);
    record_gone(locks, plan, file, today, prune, &lock, change);
    drop_repeats(&lock);
    return lock;
}

/* --- words ------------------------------------------------------------------ */

static void add_taker(const struct pp_plan *plan, uint32_t binding, struct pp_strbuf *buf)
{
    const struct pp_listener *other = &plan->listeners[plan->bindings.listener[binding]];
    const struct pp_placement *placement = &plan->placements[other->placement];
    pp_strbuf_printf(buf, "it is %s %s", pp_listener_is_chosen(other) ? "locked for" : "given to",
                     placement->product->title);
    if (placement->label)
        pp_strbuf_printf(buf, " (%s)", placement->label);
    pp_strbuf_printf(buf, ", %s", other->endpoint->id);
    if (placement->instance_count > 1)
        pp_strbuf_printf(buf, " #%lu", (unsigned long)pp_plan_instance(plan, binding));
}

static void add_width(const struct pp_listener *listener, struct pp_strbuf *buf)
{
    if (listener->block == 1)
        pp_strbuf_add(buf, "the plan wants one port");
    else
        pp_strbuf_printf(buf, "the plan wants %u ports", listener->block);
}

static void add_tied(const struct pp_plan *plan, uint32_t binding, struct pp_strbuf *buf)
{
    const struct pp_listener *other = &plan->listeners[plan->bindings.listener[binding]];
    struct pp_range theirs = {plan->bindings.first[binding], plan->bindings.last[binding]};
    pp_strbuf_add(buf, "the plan wants the same on all hosts, and ");
    pp_range_format(theirs, buf);
    pp_strbuf_printf(buf, " is locked on %s", plan->hosts[other->host].name);
}

static void add_mixed(const struct pp_plan *plan, uint32_t binding, struct pp_strbuf *buf)
{
    const struct pp_listener *other = &plan->listeners[plan->bindings.listener[binding]];
    pp_strbuf_printf(
        buf, "the plan wants the same on all hosts, and on %s it is locked for instance %lu",
        plan->hosts[other->host].name, (unsigned long)pp_plan_instance(plan, binding));
}

static void add_outside(const struct pp_listener *listener, struct pp_strbuf *buf)
{
    pp_strbuf_add(buf, "it is outside ");
    if (listener->origin == PP_FROM_POOL)
        pp_strbuf_printf(buf, "pool %s (", listener->pool->id);
    else
        pp_strbuf_add(buf, "auto (");
    pp_range_format(listener->range, buf);
    pp_strbuf_add_char(buf, ')');
}

const char *pp_lock_reason(const struct pp_locks *locks, const struct pp_plan *plan,
                           const struct pp_lock_entry *entry, const struct pp_lock_use *use)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    switch (use->state) {
    case PP_LOCK_UNUSED:
    case PP_LOCK_HELD:
    case PP_LOCK_GIVEN: break;
    case PP_LOCK_FIXED:
        pp_strbuf_printf(&buf, "the plan gives %u", plan->bindings.first[use->binding]);
        break;
    case PP_LOCK_WIDTH: add_width(&plan->listeners[use->listener], &buf); break;
    case PP_LOCK_OUTSIDE: add_outside(&plan->listeners[use->listener], &buf); break;
    case PP_LOCK_UNALIGNED:
        pp_strbuf_printf(&buf, "%u is no multiple of %u", entry->ports.first,
                         plan->listeners[use->listener].align);
        break;
    case PP_LOCK_UNTIED: add_tied(plan, use->other, &buf); break;
    case PP_LOCK_MIXED: add_mixed(plan, use->other, &buf); break;
    case PP_LOCK_EXCLUDED: pp_strbuf_add(&buf, "the host excludes it"); break;
    case PP_LOCK_TAKEN: add_taker(plan, use->other, &buf); break;
    case PP_LOCK_LET_GO: pp_strbuf_add(&buf, "it is not free for all that is tied to it"); break;
    }
    const char *text = pp_arena_strdup(locks->arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

const char *pp_lock_subject(const struct pp_locks *locks, const struct pp_lock_entry *entry)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_strbuf_printf(&buf, "%s %s #%lu of %s", entry->is_pool ? "pool" : "endpoint", entry->name,
                     (unsigned long)entry->instance, entry->product);
    if (entry->label[0])
        pp_strbuf_printf(&buf, " (%s)", entry->label);
    if (entry->address[0])
        pp_strbuf_printf(&buf, " at %s", entry->address);
    if (entry->number > 1)
        pp_strbuf_printf(&buf, ", placement %lu", (unsigned long)entry->number);
    const char *text = pp_arena_strdup(locks->arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}
