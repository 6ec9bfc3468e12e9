/* lock_match: from entries of lock files to placements. */
#include "check/lock_match.h"

#include "base/mem.h"
#include "base/text.h"
#include "check/lock_carry.h"
#include "check/lock_labels.h"
#include "check/lock_owner.h"

#include <stdlib.h>
#include <string.h>

static int compare_alike(const struct pp_placement *a, const struct pp_placement *b)
{
    if (a->site != b->site)
        return a->site < b->site ? -1 : 1;
    if (a->has_address != b->has_address)
        return a->has_address ? 1 : -1;
    int order = a->has_address ? pp_address_compare(&a->address, &b->address) : 0;
    if (!order)
        order = strcmp(a->product->name, b->product->name);
    return order ? order : strcmp(pp_placement_label(a), pp_placement_label(b));
}

const char *pp_lock_address(const struct pp_placement *placement, struct pp_arena *arena)
{
    char text[PP_ADDRESS_TEXT];
    if (!placement->has_address)
        return "";
    return pp_arena_strdup(arena, pp_address_format(&placement->address, text));
}

/* A placement on its way to its number. */
struct counted {
    const struct pp_placement *placement;
    uint32_t index;
};

static int by_likeness(const void *left, const void *right)
{
    const struct counted *a = left, *b = right;
    int order = compare_alike(a->placement, b->placement);
    return order ? order : a->index < b->index ? -1 : a->index > b->index;
}

/* Few are compared with each other, many are sorted. */
#define FEW_PLACEMENTS 32u

static void number_few(struct pp_locks *locks, const struct pp_plan *plan,
                       const struct pp_host *host)
{
    for (uint32_t i = 0; i < host->placement_count; i++) {
        uint32_t at = host->first_placement + i, number = 1;
        for (uint32_t j = at; j > host->first_placement && number == 1; j--) {
            if (compare_alike(&plan->placements[j - 1], &plan->placements[at]) == 0)
                number = locks->numbers[j - 1] + 1;
        }
        locks->numbers[at] = number;
    }
}

static void number_many(struct pp_locks *locks, const struct pp_plan *plan,
                        const struct pp_host *host)
{
    struct counted *all = pp_malloc(host->placement_count * sizeof *all);
    for (uint32_t i = 0; i < host->placement_count; i++) {
        uint32_t index = host->first_placement + i;
        all[i] = (struct counted){&plan->placements[index], index};
    }
    qsort(all, host->placement_count, sizeof *all, by_likeness);
    for (uint32_t i = 0, number = 1; i < host->placement_count; i++, number++) {
        if (i > 0 && compare_alike(all[i - 1].placement, all[i].placement) != 0)
            number = 1;
        locks->numbers[all[i].index] = number;
    }
    free(all);
}

/* Those of one host that are alike, in their order. Each file counts on its own: its lock must not
 * depend on which others are given. */
static void number_placements(struct pp_locks *locks, const struct pp_plan *plan)
{
    locks->numbers = pp_arena_array(locks->arena, plan->placement_count, sizeof *locks->numbers);
    for (size_t h = 0; h < plan->host_count; h++)
        (plan->hosts[h].placement_count <= FEW_PLACEMENTS ? number_few : number_many)(
            locks, plan, &plan->hosts[h]);
}

static bool names_placement(const struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                            const struct pp_lock_entry *entry, uint32_t index)
{
    const struct pp_placement *placement = &plan->placements[index];
    return locks->numbers[index] == entry->number && pp_lock_is_alike(placement, file, entry);
}

/* PP_NONE when there is none. */
static uint32_t find_named(const struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                           const struct pp_lock_entry *entry)
{
    uint32_t index = pp_plan_find_host(plan, entry->host);
    if (index == PP_NONE)
        return PP_NONE;
    const struct pp_host *host = &plan->hosts[index];
    for (uint32_t i = 0; i < host->placement_count; i++) {
        if (names_placement(locks, plan, file, entry, host->first_placement + i))
            return host->first_placement + i;
    }
    return PP_NONE;
}

uint32_t pp_lock_instance(const struct pp_placement *placement, uint32_t instance)
{
    uint32_t low = 0, high = placement->instance_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (placement->instances[middle] < instance)
            low = middle + 1;
        else
            high = middle;
    }
    return low < placement->instance_count && placement->instances[low] == instance ? low : PP_NONE;
}

static bool names_listener(const struct pp_lock_entry *entry, const struct pp_listener *listener)
{
    const struct pp_pool *pool = pp_listener_is_chosen(listener) ? listener->pool
                                                                 : listener->endpoint->pool;
    if (entry->is_pool)
        return pool && strcmp(pool->id, entry->name) == 0;
    return strcmp(listener->endpoint->id, entry->name) == 0 &&
           !(pp_listener_is_chosen(listener) && pool);
}

uint32_t pp_lock_listener(const struct pp_plan *plan, const struct pp_placement *placement,
                          const struct pp_lock_entry *entry)
{
    uint32_t fixed = PP_NONE;
    for (uint32_t i = 0; i < placement->listener_count; i++) {
        uint32_t index = placement->first_listener + i;
        if (!names_listener(entry, &plan->listeners[index]))
            continue;
        if (pp_listener_is_chosen(&plan->listeners[index]))
            return index;
        fixed = fixed == PP_NONE ? index : fixed;
    }
    return fixed;
}

/* Whether the file has ports in use for an instance of the placement, which is of the entry's host,
 * product, label and address and has that number. */
static bool is_locked_as(const struct pp_lock *lock, const struct pp_lock_entry *entry,
                         uint32_t number, const struct pp_placement *placement)
{
    struct pp_lock_entry key = *entry;
    key.number = number;
    for (size_t i = pp_lock_owner_first(lock, &key);
         i < lock->count && pp_lock_owner_compare(&key, &lock->entries[i]) == 0; i++) {
        if (!lock->entries[i].gone &&
            pp_lock_instance(placement, lock->entries[i].instance) != PP_NONE)
            return true;
    }
    return false;
}

/* Whether the placement has the instance, and leaves the choice of its port. */
static bool chooses(const struct pp_plan *plan, const struct pp_placement *placement,
                    const struct pp_lock_entry *entry)
{
    uint32_t listener = pp_lock_listener(plan, placement, entry);
    return pp_lock_instance(placement, entry->instance) != PP_NONE && listener != PP_NONE &&
           pp_listener_is_chosen(&plan->listeners[listener]);
}

/* A placement that the entry fits better than the one that it names by order (PP_NONE: none): it
 * has the instance, and nothing locked for it. */
static uint32_t find_better(const struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                            const struct pp_lock_entry *entry, uint32_t named)
{
    uint32_t index = pp_plan_find_host(plan, entry->host);
    const struct pp_host *host = index == PP_NONE ? NULL : &plan->hosts[index];
    for (uint32_t i = 0; host && i < host->placement_count; i++) {
        uint32_t at = host->first_placement + i;
        struct pp_lock_entry its = *entry;
        its.number = locks->numbers[at];
        if (at != named && !locks->owned[at] && names_placement(locks, plan, file, &its, at) &&
            chooses(plan, &plan->placements[at], entry) &&
            !is_locked_as(&locks->files[file], entry, locks->numbers[at], &plan->placements[at]))
            return at;
    }
    return PP_NONE;
}

/* Placements that are alike are known by their order, until one is added in front or taken away:
 * then by the instances that are locked, as far as these tell them apart. */
static void match_numbers(struct pp_locks *locks, const struct pp_plan *plan, uint32_t file)
{
    for (size_t i = 0; i < locks->files[file].count; i++) {
        const struct pp_lock_entry *entry = &locks->files[file].entries[i];
        bool skipped = entry->gone || locks->placements[file][i] != PP_NONE;
        uint32_t named = skipped ? PP_NONE : find_named(locks, plan, file, entry);
        if (skipped ||
            (named != PP_NONE &&
             (pp_lock_instance(&plan->placements[named], entry->instance) != PP_NONE ||
              is_locked_as(&locks->files[file], entry, entry->number, &plan->placements[named]))))
            continue;
        uint32_t better = find_better(locks, plan, file, entry, named);
        if (better == PP_NONE)
            continue;
        if (named != PP_NONE)
            locks->numbers[named] = locks->numbers[better];
        locks->numbers[better] = entry->number;
    }
}

/* --- what is left over ------------------------------------------------------- */

/* What of one product on one host a lock and a plan have for which the other has nothing yet. */
struct leftover {
    const struct pp_host *host;
    const char *product;
    size_t first, end; /* of the entries */
};

static void match_exactly(struct pp_locks *locks, const struct pp_plan *plan, uint32_t file)
{
    const struct pp_lock *lock = &locks->files[file];
    for (size_t i = 0, end; i < lock->count; i = end) {
        uint32_t placement = find_named(locks, plan, file, &lock->entries[i]);
        end = pp_lock_owner_end(lock, i);
        if (placement != PP_NONE && locks->placements[file][i] == PP_NONE)
            pp_lock_owner_set(locks, file, i, placement);
    }
}

/* The next owner in use, from *at on, that has no placement; false at the end. */
static bool next_owner(const struct pp_locks *locks, uint32_t file, const struct leftover *left,
                       size_t *at)
{
    const struct pp_lock *lock = &locks->files[file];
    while (*at < left->end) {
        if (locks->placements[file][*at] == PP_NONE && pp_lock_owner_used(lock, *at) != PP_NONE)
            return true;
        *at = pp_lock_owner_end(lock, *at);
    }
    return false;
}

/* The next placement of the product, from *at on, for which nothing is locked: of that label, or
 * of any when NULL; false at the end. */
static bool next_placement(const struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                           const struct leftover *left, const char *label, uint32_t *at)
{
    for (; *at < left->host->first_placement + left->host->placement_count; ++*at) {
        const struct pp_placement *placement = &plan->placements[*at];
        if (placement->site == file && !locks->owned[*at] &&
            strcmp(placement->product->name, left->product) == 0 &&
            (!label || strcmp(pp_placement_label(placement), label) == 0))
            return true;
    }
    return false;
}

/* Those of one label, which differ in their addresses: in their order. */
static void match_addresses(struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                            const struct leftover *left)
{
    size_t at = left->first;
    while (next_owner(locks, file, left, &at)) {
        uint32_t placement = left->host->first_placement;
        if (next_placement(locks, plan, file, left, locks->files[file].entries[at].label,
                           &placement))
            pp_lock_owner_set(locks, file, at, placement);
        at = pp_lock_owner_end(&locks->files[file], at);
    }
}

/* How many owners without a label are left, when as many placements are, and, of several, each has
 * the instances of the owner that it follows by order; else 0. */
static size_t count_labelled(const struct pp_locks *locks, const struct pp_plan *plan,
                             uint32_t file, const struct leftover *left)
{
    const struct pp_lock *lock = &locks->files[file];
    size_t count = 0, at = left->first;
    uint32_t placement = left->host->first_placement;
    bool fit = true;
    while (next_owner(locks, file, left, &at)) {
        if (lock->entries[at].label[0] ||
            !next_placement(locks, plan, file, left, NULL, &placement))
            return 0;
        fit = fit && pp_lock_owner_fit(lock, at, &plan->placements[placement]) != PP_FIT_NONE;
        at = pp_lock_owner_end(lock, at);
        placement++;
        count++;
    }
    if (next_placement(locks, plan, file, left, NULL, &placement))
        return 0;
    return count == 1 || fit ? count : 0;
}

/* Those that had no label and have been given one: in their order. */
static void match_label(struct pp_locks *locks, const struct pp_plan *plan, uint32_t file,
                        const struct leftover *left)
{
    size_t count = count_labelled(locks, plan, file, left), at = left->first;
    uint32_t placement = left->host->first_placement;
    for (; count > 0; count--) {
        next_owner(locks, file, left, &at);
        next_placement(locks, plan, file, left, NULL, &placement);
        pp_lock_owner_set(locks, file, at, placement);
    }
}

static void match_leftovers(struct pp_locks *locks, const struct pp_plan *plan, uint32_t file)
{
    const struct pp_lock *lock = &locks->files[file];
    struct leftover left = {.end = 0};
    for (left.first = 0; left.first < lock->count; left.first = left.end) {
        const struct pp_lock_entry *entry = &lock->entries[left.first];
        uint32_t host = pp_plan_find_host(plan, entry->host);
        left.end = left.first + 1;
        while (left.end < lock->count &&
               pp_casecmp(lock->entries[left.end].host, entry->host) == 0 &&
               strcmp(lock->entries[left.end].product, entry->product) == 0)
            left.end++;
        if (host == PP_NONE)
            continue;
        left.host = &plan->hosts[host];
        left.product = entry->product;
        match_addresses(locks, plan, file, &left);
        match_label(locks, plan, file, &left);
    }
}

void pp_locks_match(struct pp_locks *locks, const struct pp_plan *plan)
{
    number_placements(locks, plan);
    locks->placements = pp_arena_array(locks->arena, locks->file_count, sizeof *locks->placements);
    locks->owned = pp_arena_array(locks->arena, plan->placement_count, sizeof *locks->owned);
    for (uint32_t f = 0; f < locks->file_count; f++) {
        size_t count = locks->files[f].count;
        locks->placements[f] = pp_arena_array(locks->arena, count, sizeof *locks->placements[f]);
        for (size_t i = 0; i < count; i++)
            locks->placements[f][i] = PP_NONE;
        pp_lock_match_labels(locks, plan, f);
        match_numbers(locks, plan, f);
        match_exactly(locks, plan, f);
        match_leftovers(locks, plan, f);
    }
    pp_lock_carry_over(locks, plan);
}
