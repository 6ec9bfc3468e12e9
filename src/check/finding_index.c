/* finding_index: a sorted list, searched by halves. */
#include "check/finding_index.h"

#include "base/mem.h"

#include <stdlib.h>

static int compare(const void *left, const void *right)
{
    const struct pp_indexed *a = left, *b = right;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    if (a->host != b->host)
        return a->host < b->host ? -1 : 1;
    return a->finding < b->finding ? -1 : a->finding > b->finding;
}

static void add(struct pp_finding_index *index, uint32_t rule, uint32_t host, size_t finding)
{
    index->items = pp_grow(index->items, &index->capacity, index->count + 1, sizeof *index->items);
    index->items[index->count++] =
        (struct pp_indexed){.rule = rule, .host = host, .finding = (uint32_t)finding};
}

void pp_finding_index_init(struct pp_finding_index *index, const struct pp_check *check)
{
    *index = (struct pp_finding_index){.count = 0};
    pp_map_init(&index->rules, false);
    for (size_t i = 0; i < check->findings.count; i++) {
        const struct pp_finding *finding = &check->findings.items[i];
        uint32_t rule = pp_map_add(&index->rules, finding->rule, (uint32_t)index->rules.count);
        uint32_t last = finding->host;
        add(index, rule, last, i);
        for (size_t p = 0; p < finding->party_count; p++) {
            if (finding->parties[p].host != last)
                add(index, rule, finding->parties[p].host, i);
            last = finding->parties[p].host;
        }
    }
    if (index->count > 1)
        qsort(index->items, index->count, sizeof *index->items, compare);
}

void pp_finding_index_release(struct pp_finding_index *index)
{
    pp_map_release(&index->rules);
    free(index->items);
}

/* How many items come before the key. */
static size_t before(const struct pp_finding_index *index, const struct pp_indexed *key)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&index->items[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct pp_indexed *pp_finding_index_find(const struct pp_finding_index *index,
                                               const char *rule, uint32_t host, size_t *count)
{
    uint32_t number = pp_map_find(&index->rules, rule);
    struct pp_indexed from = {.rule = number, .host = host == PP_NONE ? 0 : host};
    struct pp_indexed to = {.rule = number, .host = host, .finding = UINT32_MAX};
    *count = 0;
    if (number == PP_MAP_NONE)
        return NULL;
    size_t first = before(index, &from);
    *count = before(index, &to) - first;
    return index->items + first;
}
