/* crowd: lists of claimants that are alike, and the pairs between any two of them. */
#include "check/crowd.h"
#include "check/sweep.h"

#include "base/mem.h"

#include <stdlib.h>

/* One listener: its port range, and what it is alike by. */
struct member {
    uint32_t binding;
    uint16_t first, last;
    uint8_t transport, cover, reuse;
    uint32_t address; /* of specific ones */
};

/* As the sweep numbers addresses, but for specific ones: those of a family are one kind. */
enum cover { ANY, V4_ANY, V6_ANY, HTTP, V4, V6 };

struct list {
    const struct member *items;
    size_t count;
};

struct crowd {
    const struct pp_plan *plan;
    const struct pp_host *host;
    struct pp_hits *hits;
    uint64_t pairs[PP_CLASH_KINDS], listed[PP_CLASH_KINDS];
};

static const struct pp_listener *listener_of(const struct pp_plan *plan,
                                             const struct member *member)
{
    return &plan->listeners[plan->bindings.listener[member->binding]];
}

/* --- members ---------------------------------------------------------------------- */

static struct member member_of(const struct pp_plan *plan, const struct pp_listener *listener)
{
    uint32_t binding = listener->first_binding, address = plan->bindings.address[binding];
    bool specific = address >= PP_SWEEP_SPECIFIC;
    return (struct member){.binding = binding,
                           .first = plan->bindings.first[binding],
                           .last = plan->bindings.last[binding],
                           .transport = listener->transport,
                           .cover = (uint8_t)(specific ? V4 + (address & 1) : address),
                           .reuse = listener->reuse,
                           .address = specific ? address : 0};
}

static bool are_single(const struct pp_plan *plan, const struct pp_host *host)
{
    for (uint32_t i = 0; i < host->listener_count; i++) {
        const struct pp_listener *listener = &plan->listeners[host->first_listener + i];
        if (listener->binding_count > 1 && !pp_listener_is_fixed(listener))
            return false;
    }
    return true;
}

static int order_u32(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int by_port(const struct member *a, const struct member *b)
{
    int order = order_u32(a->first, b->first);
    return order ? order : order_u32(a->binding, b->binding);
}

static int by_cover(const struct member *a, const struct member *b)
{
    int order = order_u32(a->transport, b->transport);
    return order ? order : order_u32(a->cover, b->cover);
}

/* All addresses of one cover and reuse together. */
static int compare_wide(const void *left, const void *right)
{
    const struct member *a = left, *b = right;
    int order = by_cover(a, b);
    if (!order)
        order = order_u32(a->reuse, b->reuse);
    return order ? order : by_port(a, b);
}

/* Each address apart. */
static int compare_narrow(const void *left, const void *right)
{
    const struct member *a = left, *b = right;
    int order = by_cover(a, b);
    if (!order)
        order = order_u32(a->address, b->address);
    if (!order)
        order = order_u32(a->reuse, b->reuse);
    return order ? order : by_port(a, b);
}

/* --- pairs of two lists ------------------------------------------------------------ */

/* How many of the list begin at `port` or before it. */
static size_t begun(const struct list *list, uint32_t port)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->items[middle].first <= port)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Pairs of one list with itself, or of two. */
static uint64_t count_pairs(const struct list *x, const struct list *y)
{
    uint64_t pairs = 0;
    for (size_t i = 0; i < x->count; i++)
        pairs += x->items == y->items
                     ? begun(x, x->items[i].last) - i - 1
                     : begun(y, x->items[i].last) - begun(y, x->items[i].first - 1u);
    for (size_t i = 0; i < y->count && x->items != y->items; i++)
        pairs += begun(x, y->items[i].last) - begun(x, y->items[i].first);
    return pairs;
}

static bool add_hit(struct crowd *crowd, enum pp_clash_kind kind, const struct member *a,
                    const struct member *b)
{
    if (crowd->listed[kind] >= PP_CROWD_LISTED)
        return false;
    size_t before = crowd->hits->count;
    uint16_t last = a->last < b->last ? a->last : b->last;
    pp_hits_add(crowd->hits, a->binding, b->binding, crowd->plan,
                (struct pp_range){a->first > b->first ? a->first : b->first, last});
    if (pp_hit_is_one_socket(crowd->plan, &crowd->hits->items[before]))
        crowd->hits->count = before;
    else
        crowd->listed[kind]++;
    return true;
}

static bool list_within(struct crowd *crowd, enum pp_clash_kind kind, const struct list *x)
{
    for (size_t i = 0; i < x->count; i++) {
        for (size_t k = i + 1; k < x->count && x->items[k].first <= x->items[i].last; k++) {
            if (!add_hit(crowd, kind, &x->items[i], &x->items[k]))
                return false;
        }
    }
    return true;
}

static void list_between(struct crowd *crowd, enum pp_clash_kind kind, const struct list *x,
                         const struct list *y)
{
    for (size_t i = 0, j = 0; i < x->count && j < y->count;) {
        bool x_first = x->items[i].first <= y->items[j].first;
        const struct member *one = x_first ? &x->items[i] : &y->items[j];
        const struct list *others = x_first ? y : x;
        for (size_t k = x_first ? j : i; k < others->count && others->items[k].first <= one->last;
             k++) {
            if (!add_hit(crowd, kind, one, &others->items[k]))
                return;
        }
        i += x_first;
        j += !x_first;
    }
}

/* All members of a list are alike to the verdict: it is that of any two. */
static void judge_lists(struct crowd *crowd, const struct list *x, const struct list *y)
{
    struct pp_claim a = pp_listener_claim(listener_of(crowd->plan, &x->items[0]));
    struct pp_claim b = pp_listener_claim(listener_of(crowd->plan, &y->items[0]));
    enum pp_clash_kind kind = pp_clash_judge(crowd->host->os, &a, &b).kind;
    if (kind == PP_CLASH_NONE)
        return;
    crowd->pairs[kind] += count_pairs(x, y);
    if (x->items == y->items)
        list_within(crowd, kind, x);
    else
        list_between(crowd, kind, x, y);
}

/* --- all lists ----------------------------------------------------------------------- */

static struct list list_at(const struct member *members, size_t count, size_t first,
                           int (*compare)(const struct member *, const struct member *))
{
    size_t end = first + 1;
    while (end < count && compare(&members[first], &members[end]) == 0)
        end++;
    return (struct list){members + first, end - first};
}

static int same_wide(const struct member *a, const struct member *b)
{
    int order = by_cover(a, b);
    return order ? order : order_u32(a->reuse, b->reuse);
}

static int same_narrow(const struct member *a, const struct member *b)
{
    int order = same_wide(a, b);
    return order ? order : order_u32(a->address, b->address);
}

/* Specific addresses meet only themselves, and http.sys only others. */
static bool meets_itself(enum cover cover)
{
    return cover < HTTP;
}

static void judge_wide(struct crowd *crowd, struct member *members, size_t count)
{
    qsort(members, count, sizeof *members, compare_wide);
    for (size_t i = 0; i < count;) {
        struct list x = list_at(members, count, i, same_wide);
        enum cover cover = (enum cover)x.items->cover;
        if (meets_itself(cover))
            judge_lists(crowd, &x, &x);
        i += x.count;
        for (size_t k = i; k < count && members[k].transport == x.items->transport;) {
            struct list y = list_at(members, count, k, same_wide);
            enum cover other = (enum cover)y.items->cover;
            if (other != cover || meets_itself(cover))
                judge_lists(crowd, &x, &y);
            k += y.count;
        }
    }
}

static void judge_narrow(struct crowd *crowd, struct member *members, size_t count)
{
    qsort(members, count, sizeof *members, compare_narrow);
    for (size_t i = 0; i < count;) {
        struct list x = list_at(members, count, i, same_narrow);
        i += x.count;
        if (x.items->cover < V4)
            continue;
        judge_lists(crowd, &x, &x);
        for (size_t k = i; k < count && by_cover(x.items, &members[k]) == 0 &&
                           members[k].address == x.items->address;) {
            struct list y = list_at(members, count, k, same_narrow);
            judge_lists(crowd, &x, &y);
            k += y.count;
        }
    }
}

/* --- what is one socket after all --------------------------------------------------- */

/* Takes back the pairs of URLs that one process serves on one socket. */
static void take_back(struct crowd *crowd, const struct pp_placement *placement)
{
    struct pp_hits pair = {0};
    for (uint32_t i = 0; i < placement->listener_count; i++) {
        const struct pp_listener *a = &crowd->plan->listeners[placement->first_listener + i];
        bool can_share = a->kind == PP_SOCKET && a->endpoint->url &&
                         crowd->plan->bindings.first[a->first_binding] > 0;
        for (uint32_t k = i + 1; can_share && k < placement->listener_count; k++) {
            const struct pp_listener *b = &crowd->plan->listeners[placement->first_listener + k];
            struct pp_claim claims[2] = {pp_listener_claim(a), pp_listener_claim(b)};
            pair.count = 0;
            pp_hits_add(&pair, a->first_binding, b->first_binding, crowd->plan,
                        (struct pp_range){1, 1});
            if (pp_hit_is_one_socket(crowd->plan, &pair.items[0]))
                crowd->pairs[pp_clash_judge(crowd->host->os, &claims[0], &claims[1]).kind]--;
        }
    }
    free(pair.items);
}

bool pp_crowd_find(const struct pp_plan *plan, const struct pp_host *host, struct pp_hits *hits,
                   uint64_t unlisted[PP_CLASH_KINDS])
{
    struct crowd crowd = {.plan = plan, .host = host, .hits = hits};
    if (!are_single(plan, host))
        return false;
    struct member *members = pp_malloc(host->listener_count * sizeof *members);
    size_t count = 0;
    for (uint32_t i = 0; i < host->listener_count; i++) {
        members[count] = member_of(plan, &plan->listeners[host->first_listener + i]);
        count += members[count].first > 0;
    }
    judge_wide(&crowd, members, count);
    judge_narrow(&crowd, members, count);
    for (uint32_t i = 0; i < host->placement_count; i++)
        take_back(&crowd, &plan->placements[host->first_placement + i]);
    for (int kind = 0; kind < PP_CLASH_KINDS; kind++)
        unlisted[kind] = kind == PP_CLASH_NONE ? 0 : crowd.pairs[kind] - crowd.listed[kind];
    free(members);
    return true;
}
