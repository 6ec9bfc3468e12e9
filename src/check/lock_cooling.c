/* lock_cooling: ports that were given up a short time ago. */
#include "check/lock_cooling.h"

#include "base/text.h"

#include <stdlib.h>

/* Whether the entry's port was given up, today at the latest, and is still cooling. */
static bool is_cooling(const struct pp_locks *locks, const struct pp_lock_entry *entry,
                       const struct pp_lock_use *use, int64_t today)
{
    int64_t gone = entry->gone ? pp_date_day(entry->gone) : today;
    bool idle = use->state != PP_LOCK_GIVEN && (entry->gone || use->state != PP_LOCK_HELD);
    return idle && today - gone < (int64_t)locks->cool_down;
}

static void collect_cooling(struct pp_locks *locks, const struct pp_plan *plan, const char *today)
{
    size_t most = 0;
    for (size_t f = 0; f < locks->file_count; f++)
        most += locks->files[f].count;
    locks->cooling = pp_arena_array(locks->arena, most, sizeof *locks->cooling);
    locks->cooling_count = 0;
    for (size_t f = 0; f < locks->file_count; f++) {
        for (size_t i = 0; i < locks->files[f].count; i++) {
            const struct pp_lock_entry *entry = &locks->files[f].entries[i];
            const struct pp_lock_use *use = &locks->uses[f][i];
            uint32_t host = pp_plan_find_host(plan, entry->host);
            if (host == PP_NONE || !is_cooling(locks, entry, use, pp_date_day(today)))
                continue;
            bool open = use->binding != PP_NONE && !plan->bindings.first[use->binding];
            locks->cooling[locks->cooling_count++] = (struct pp_cooling){
                .host = host,
                .ports = entry->ports,
                .owner = open ? use->listener : PP_NONE,
                .until = pp_date_day(entry->gone ? entry->gone : today) + (int32_t)locks->cool_down,
            };
        }
    }
}

static int by_host_and_port(const void *left, const void *right)
{
    const struct pp_cooling *a = left, *b = right;
    if (a->host != b->host)
        return a->host < b->host ? -1 : 1;
    return a->ports.first < b->ports.first ? -1 : a->ports.first > b->ports.first;
}

static bool are_one(const struct pp_cooling *a, const struct pp_cooling *b)
{
    return a->owner == b->owner && a->until == b->until;
}

/* Joins the next one to the last of those that are kept; false when they are apart. */
static bool join_cooling(struct pp_cooling *last, const struct pp_cooling *next)
{
    bool overlap = next->ports.first <= last->ports.last;
    if (last->host != next->host || next->ports.first > last->ports.last + 1u ||
        (!overlap && !are_one(last, next)))
        return false;
    if (next->ports.last > last->ports.last)
        last->ports.last = next->ports.last;
    if (next->until > last->until)
        last->until = next->until;
    if (next->owner != last->owner)
        last->owner = PP_NONE;
    return true;
}

/* Sorts them, and joins those of a host that overlap, or are adjacent and alike. */
static void tidy_cooling(struct pp_locks *locks)
{
    size_t kept = 0;
    if (locks->cooling_count > 1)
        qsort(locks->cooling, locks->cooling_count, sizeof *locks->cooling, by_host_and_port);
    for (size_t i = 0; i < locks->cooling_count; i++) {
        struct pp_cooling next = locks->cooling[i];
        if (kept == 0 || !join_cooling(&locks->cooling[kept - 1], &next))
            locks->cooling[kept++] = next;
    }
    locks->cooling_count = kept;
}

void pp_locks_collect_cooling(struct pp_locks *locks, const struct pp_plan *plan, const char *today)
{
    collect_cooling(locks, plan, today);
    tidy_cooling(locks);
}

const struct pp_cooling *pp_locks_cooling(const struct pp_locks *locks, uint32_t host,
                                          uint16_t port)
{
    size_t low = 0, high = locks->cooling_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct pp_cooling *cooling = &locks->cooling[middle];
        if (cooling->host < host || (cooling->host == host && cooling->ports.last < port))
            low = middle + 1;
        else
            high = middle;
    }
    return low < locks->cooling_count && locks->cooling[low].host == host ? &locks->cooling[low]
                                                                          : NULL;
}

bool pp_locks_cool(const struct pp_locks *locks, uint32_t host, uint16_t port)
{
    const struct pp_cooling *cooling = pp_locks_cooling(locks, host, port);
    return cooling && pp_range_contains(cooling->ports, port);
}

struct pp_cooled *pp_locks_cooled(const struct pp_locks *locks, const char *today, size_t *count)
{
    size_t most = 0;
    for (size_t f = 0; f < locks->file_count; f++)
        most += locks->files[f].count;
    struct pp_cooled *list = pp_arena_array(locks->arena, most, sizeof *list);
    *count = 0;
    for (size_t f = 0; f < locks->file_count; f++) {
        for (size_t i = 0; i < locks->files[f].count; i++) {
            const struct pp_lock_entry *entry = &locks->files[f].entries[i];
            char until[PP_DATE_TEXT];
            if (!is_cooling(locks, entry, &locks->uses[f][i], pp_date_day(today)))
                continue;
            const char *gone = entry->gone ? entry->gone : today;
            pp_date_format(pp_date_day(gone) + (int32_t)locks->cool_down, until);
            list[(*count)++] = (struct pp_cooled){
                .entry = entry,
                .what = pp_lock_subject(locks, entry),
                .gone = gone,
                .until = pp_arena_strdup(locks->arena, until),
            };
        }
    }
    return list;
}
