/* partners: who may come to whom. */
#include "check/partners.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static void add_one(struct pp_partners *partners, uint32_t host, uint32_t other, bool stands_by)
{
    partners->items =
        pp_grow(partners->items, &partners->capacity, partners->count + 1, sizeof *partners->items);
    partners->items[partners->count++] = (struct pp_partner){host, other, stands_by};
}

static void add_pair(struct pp_partners *partners, uint32_t main, uint32_t backup)
{
    if (partners->plan->hosts[main].os != partners->plan->hosts[backup].os)
        return;
    add_one(partners, main, backup, true);
    add_one(partners, backup, main, false);
}

static int compare(const void *left, const void *right)
{
    const struct pp_partner *a = left, *b = right;
    if (a->host != b->host)
        return a->host < b->host ? -1 : 1;
    return a->other < b->other ? -1 : a->other > b->other;
}

void pp_partners_init(struct pp_partners *partners, const struct pp_plan *plan)
{
    *partners = (struct pp_partners){.plan = plan};
    for (uint32_t i = 0; i < plan->host_count; i++) {
        const struct pp_host *host = &plan->hosts[i];
        for (size_t m = 0; m < host->main_count; m++)
            add_pair(partners, host->mains[m].host, i);
        if (!host->pool || host->spare != PP_YES)
            continue;
        for (uint32_t other = 0; other < plan->host_count; other++) {
            const struct pp_host *main = &plan->hosts[other];
            if (main->pool && main->spare != PP_YES && pp_casecmp(main->pool, host->pool) == 0)
                add_pair(partners, other, i);
        }
    }
    if (partners->count > 1)
        qsort(partners->items, partners->count, sizeof *partners->items, compare);
}

void pp_partners_release(struct pp_partners *partners)
{
    free(partners->items);
    *partners = (struct pp_partners){0};
}

size_t pp_partners_first(const struct pp_partners *partners, uint32_t host)
{
    size_t low = 0, high = partners->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (partners->items[middle].host < host)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What is counted of a partner: added or taken out. */
struct counter {
    void (*listener)(struct pp_blockers *blockers, uint32_t listener, uint32_t host, bool excluded);
    void (*ports)(struct pp_blockers *blockers, struct pp_range ports);
};

/* Of the range from which the backup picks client ports, what is not in the main's own. */
static void count_ephemeral(struct pp_blockers *blockers, struct pp_range range,
                            struct pp_range own, const struct counter *counter)
{
    if (!pp_range_overlaps(range, own)) {
        counter->ports(blockers, range);
        return;
    }
    if (range.first < own.first)
        counter->ports(blockers, (struct pp_range){range.first, (uint16_t)(own.first - 1)});
    if (range.last > own.last)
        counter->ports(blockers, (struct pp_range){(uint16_t)(own.last + 1), range.last});
}

static void count_partners(const struct pp_partners *partners, struct pp_blockers *blockers,
                           uint32_t listener, const struct counter *counter)
{
    const struct pp_plan *plan = partners->plan;
    uint32_t host = plan->listeners[listener].host;
    for (size_t i = pp_partners_first(partners, host);
         i < partners->count && partners->items[i].host == host; i++) {
        const struct pp_partner *partner = &partners->items[i];
        counter->listener(blockers, listener, partner->other, partner->stands_by);
        if (partner->stands_by)
            count_ephemeral(blockers, plan->hosts[partner->other].ephemeral,
                            plan->hosts[host].ephemeral, counter);
    }
}

void pp_partners_add(const struct pp_partners *partners, struct pp_blockers *blockers,
                     uint32_t listener)
{
    static const struct counter adding = {pp_blockers_add_on, pp_blockers_add_ports};
    count_partners(partners, blockers, listener, &adding);
}

void pp_partners_remove(const struct pp_partners *partners, struct pp_blockers *blockers,
                        uint32_t listener)
{
    static const struct counter removing = {pp_blockers_remove_on, pp_blockers_remove_ports};
    count_partners(partners, blockers, listener, &removing);
}
