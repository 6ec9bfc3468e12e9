/* diff: bindings of two plans by what they are, then what differs, then what differs alike. */
#include "model/diff.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const char *const pp_change_names[PP_CHANGES] = {"opened",  "closed",   "moved",
                                                 "widened", "narrowed", "changed"};

/* --- the bindings of a plan, by what they are -------------------------------- */

struct item {
    const struct pp_plan *plan;
    const struct pp_listener *listener;
    const char *host, *product, *label;
    uint32_t instance, binding;
    struct pp_range ports;
};

struct items {
    struct item *list;
    size_t count;
};

static int compare_texts(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* By what a binding is known again. */
static int compare_keys(const struct item *a, const struct item *b)
{
    int order = pp_casecmp(a->host, b->host);
    order = order ? order : strcmp(a->product, b->product);
    order = order ? order : compare_texts(a->label, b->label);
    order = order ? order : strcmp(a->listener->endpoint->id, b->listener->endpoint->id);
    return order ? order : compare_numbers(a->instance, b->instance);
}

/* By where it listens. */
static int compare_places(const struct item *a, const struct item *b)
{
    int order = compare_numbers(a->listener->transport, b->listener->transport);
    order = order ? order : compare_numbers(a->ports.first, b->ports.first);
    order = order ? order : compare_numbers(a->ports.last, b->ports.last);
    return order ? order
                 : pp_addrset_compare(&a->listener->local->covers, &b->listener->local->covers);
}

static int compare_items(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    int order = compare_keys(a, b);
    order = order ? order : compare_places(a, b);
    return order ? order : compare_numbers(a->binding, b->binding);
}

static struct items collect(const struct pp_plan *plan, bool firewall_only)
{
    struct items items = {pp_malloc((plan->bindings.count + 1) * sizeof *items.list), 0};
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        const struct pp_listener *listener = &plan->listeners[plan->bindings.listener[i]];
        const struct pp_placement *placement = &plan->placements[listener->placement];
        if (plan->bindings.first[i] == 0 ||
            (firewall_only && listener->endpoint->firewall != PP_YES))
            continue;
        items.list[items.count++] = (struct item){
            .plan = plan,
            .listener = listener,
            .host = plan->hosts[listener->host].name,
            .product = placement->product->name,
            .label = placement->label,
            .instance = pp_plan_instance(plan, i),
            .binding = i,
            .ports = {plan->bindings.first[i], plan->bindings.last[i]},
        };
    }
    if (items.count > 1)
        qsort(items.list, items.count, sizeof *items.list, compare_items);
    return items;
}

/* --- what differs ------------------------------------------------------------ */

/* A pair that differs, on its way into a change. */
struct found {
    enum pp_change_kind kind;
    unsigned what;
    const struct item *before, *after; /* one may be NULL */
};

struct findings {
    struct found *list;
    size_t count, capacity;
};

static void find(struct findings *found, struct found one)
{
    found->list = pp_grow(found->list, &found->capacity, found->count + 1, sizeof *found->list);
    found->list[found->count++] = one;
}

/* Whether a covers all that b does, in one family. */
static bool family_holds(uint8_t a, const uint8_t *a_bytes, uint8_t b, const uint8_t *b_bytes,
                         size_t size)
{
    if (b == PP_COVER_NONE || a == PP_COVER_ALL)
        return true;
    return a == b && memcmp(a_bytes, b_bytes, size) == 0;
}

static bool addresses_hold(const struct pp_addrset *a, const struct pp_addrset *b)
{
    return family_holds(a->v4, a->v4_bytes, b->v4, b->v4_bytes, sizeof a->v4_bytes) &&
           family_holds(a->v6, a->v6_bytes, b->v6, b->v6_bytes, sizeof a->v6_bytes);
}

static bool ports_hold(struct pp_range a, struct pp_range b)
{
    return a.first <= b.first && b.last <= a.last;
}

static bool holds(const struct item *a, const struct item *b)
{
    return a->listener->transport == b->listener->transport && ports_hold(a->ports, b->ports) &&
           addresses_hold(&a->listener->local->covers, &b->listener->local->covers);
}

static bool urls_differ(const struct item *before, const struct item *after)
{
    const char *a = before->listener->endpoint->url, *b = after->listener->endpoint->url;
    if (!a || !b || strcmp(a, b) == 0)
        return a != b && (!a || !b);
    struct pp_arena arena;
    pp_arena_init(&arena);
    bool differ = strcmp(pp_binding_url(before->plan, before->binding, &arena),
                         pp_binding_url(after->plan, after->binding, &arena)) != 0;
    pp_arena_release(&arena);
    return differ;
}

/* "no" and "not said" ask the same of a firewall: nothing. */
static bool differ_in_yes(enum pp_tri a, enum pp_tri b)
{
    return (a == PP_YES) != (b == PP_YES);
}

static unsigned what_differs(const struct item *before, const struct item *after)
{
    const struct pp_listener *a = before->listener, *b = after->listener;
    unsigned what = 0;
    what |= a->transport != b->transport ? PP_WHAT_TRANSPORT : 0;
    what |= before->ports.first != after->ports.first || before->ports.last != after->ports.last
                ? PP_WHAT_PORTS
                : 0;
    what |= pp_addrset_compare(&a->local->covers, &b->local->covers) != 0 ? PP_WHAT_ADDRESS : 0;
    what |= a->kind != b->kind ? PP_WHAT_LISTENER : 0;
    what |= urls_differ(before, after) ? PP_WHAT_URL : 0;
    what |= differ_in_yes(a->endpoint->firewall, b->endpoint->firewall) ? PP_WHAT_FIREWALL : 0;
    what |= differ_in_yes(a->endpoint->url_reservation, b->endpoint->url_reservation)
                ? PP_WHAT_URL_RESERVATION
                : 0;
    return what;
}

static void compare_pair(struct findings *found, const struct item *before,
                         const struct item *after)
{
    unsigned what = what_differs(before, after);
    bool wider = holds(after, before), narrower = holds(before, after);
    if (what == 0)
        return;
    enum pp_change_kind kind = wider && narrower ? PP_CHANGED
                               : wider           ? PP_WIDENED
                               : narrower        ? PP_NARROWED
                                                 : PP_MOVED;
    find(found, (struct found){kind, what, before, after});
}

/* --- pairing ------------------------------------------------------------------ */

/* Pairs items of one key: those that listen in the same place, then the others as they come. */
static void compare_group(struct findings *found, const struct item *old, size_t old_count,
                          const struct item *new, size_t new_count)
{
    const struct item **left = pp_malloc((old_count + new_count) * sizeof(const struct item *));
    const struct item **right = left + old_count;
    size_t i = 0, k = 0, lefts = 0, rights = 0;
    while (i < old_count && k < new_count) {
        int order = compare_places(&old[i], &new[k]);
        if (order == 0)
            compare_pair(found, &old[i++], &new[k++]);
        else if (order < 0)
            left[lefts++] = &old[i++];
        else
            right[rights++] = &new[k++];
    }
    while (i < old_count)
        left[lefts++] = &old[i++];
    while (k < new_count)
        right[rights++] = &new[k++];
    for (size_t at = 0; at < lefts || at < rights; at++) {
        if (at < lefts && at < rights)
            compare_pair(found, left[at], right[at]);
        else if (at < lefts)
            find(found, (struct found){PP_CLOSED, 0, left[at], NULL});
        else
            find(found, (struct found){PP_OPENED, 0, NULL, right[at]});
    }
    free(left);
}

/* How many items from `from` on have its key. */
static size_t group_of(const struct items *items, size_t from)
{
    size_t end = from + 1;
    while (end < items->count && compare_keys(&items->list[from], &items->list[end]) == 0)
        end++;
    return end - from;
}

static void compare_all(struct findings *found, const struct items *old, const struct items *new)
{
    for (size_t i = 0, k = 0; i < old->count || k < new->count;) {
        int order = i == old->count   ? 1
                    : k == new->count ? -1
                                      : compare_keys(&old->list[i], &new->list[k]);
        size_t olds = order <= 0 ? group_of(old, i) : 0;
        size_t news = order >= 0 ? group_of(new, k) : 0;
        compare_group(found, old->list + i, olds, new->list + k, news);
        i += olds;
        k += news;
    }
}

/* --- what differs alike -------------------------------------------------------- */

/* How far the first and the last port move. */
static void shifts_of(const struct found *found, int32_t shifts[2])
{
    shifts[0] = shifts[1] = 0;
    if (found->before && found->after) {
        shifts[0] = (int32_t)found->after->ports.first - found->before->ports.first;
        shifts[1] = (int32_t)found->after->ports.last - found->before->ports.last;
    }
}

static uint32_t listener_of(const struct item *item)
{
    return item ? item->plan->bindings.listener[item->binding] : PP_NONE;
}

/* Whether they happen alike to one placement's endpoint. */
static int compare_classes(const struct found *a, const struct found *b)
{
    int32_t left[2], right[2];
    shifts_of(a, left);
    shifts_of(b, right);
    int order = compare_numbers(a->kind, b->kind);
    order = order ? order : compare_numbers(listener_of(a->before), listener_of(b->before));
    order = order ? order : compare_numbers(listener_of(a->after), listener_of(b->after));
    order = order ? order : compare_numbers(a->what, b->what);
    order = order ? order : (left[0] > right[0]) - (left[0] < right[0]);
    return order ? order : (left[1] > right[1]) - (left[1] < right[1]);
}

static const struct item *item_of(const struct found *found)
{
    return found->after ? found->after : found->before;
}

static int compare_found(const void *left, const void *right)
{
    const struct found *a = left, *b = right;
    int order = compare_classes(a, b);
    return order ? order : compare_numbers(item_of(a)->instance, item_of(b)->instance);
}

static struct pp_change change_of(const struct pp_diff *diff, const struct found *found,
                                  size_t count, struct pp_arena *arena)
{
    struct pp_change change = {
        .kind = found->kind,
        .what = found->what,
        .before = pp_plan_find_host(diff->before, item_of(found)->host),
        .after = pp_plan_find_host(diff->after, item_of(found)->host),
        .pairs = pp_arena_array(arena, count, sizeof *change.pairs),
        .pair_count = count,
    };
    for (size_t i = 0; i < count; i++)
        change.pairs[i] = (struct pp_change_pair){
            found[i].before ? found[i].before->binding : PP_NONE,
            found[i].after ? found[i].after->binding : PP_NONE,
        };
    return change;
}

static void add_changes(struct pp_diff *diff, struct findings *found, struct pp_arena *arena)
{
    if (found->count > 1)
        qsort(found->list, found->count, sizeof *found->list, compare_found);
    for (size_t i = 0, next; i < found->count; i = next) {
        next = i + 1;
        while (next < found->count && compare_classes(&found->list[i], &found->list[next]) == 0)
            next++;
        diff->changes[diff->count++] = change_of(diff, &found->list[i], next - i, arena);
    }
}

/* --- hosts --------------------------------------------------------------------- */

/* Whether host `a` has every address of `b`. */
static bool host_holds(const struct pp_host *a, const struct pp_host *b)
{
    for (size_t i = 0; i < b->address_count; i++) {
        size_t k = 0;
        while (k < a->address_count &&
               !pp_address_equal(&a->addresses[k].address, &b->addresses[i].address))
            k++;
        if (k == a->address_count)
            return false;
    }
    return true;
}

/* Which hosts have an item. */
static bool *used_hosts(const struct pp_plan *plan, const struct items *items)
{
    bool *used = pp_calloc(plan->host_count + 1, sizeof *used);
    for (size_t i = 0; i < items->count; i++)
        used[items->list[i].listener->host] = true;
    return used;
}

/* A host whose addresses are not said in one of the plans tells nothing of a move. */
static void compare_host(struct pp_diff *diff, uint32_t before, uint32_t after)
{
    const struct pp_host *old = &diff->before->hosts[before], *new = &diff->after->hosts[after];
    bool wider = host_holds(new, old), narrower = host_holds(old, new);
    if (wider && narrower)
        return;
    bool known = old->address_count > 0 && new->address_count > 0;
    diff->changes[diff->count++] = (struct pp_change){
        .kind = !known     ? PP_CHANGED
                : wider    ? PP_WIDENED
                : narrower ? PP_NARROWED
                           : PP_MOVED,
        .what = PP_WHAT_ADDRESS,
        .before = before,
        .after = after,
    };
}

static void compare_hosts(struct pp_diff *diff, const struct items *old, const struct items *new)
{
    bool *in_old = used_hosts(diff->before, old), *in_new = used_hosts(diff->after, new);
    for (uint32_t i = 0; i < diff->before->host_count; i++) {
        uint32_t after = pp_plan_find_host(diff->after, diff->before->hosts[i].name);
        if (after != PP_NONE && in_old[i] && in_new[after])
            compare_host(diff, i, after);
    }
    free(in_old);
    free(in_new);
}

/* --- all of it ------------------------------------------------------------------ */

/* What changes are ordered by, taken from the plan that has them. */
struct rank {
    const char *host, *product, *endpoint;
    uint32_t kind, transport, port, binding;
    const struct pp_change *change;
};

static struct rank rank_of(const struct pp_diff *diff, const struct pp_change *change)
{
    bool gone = change->after == PP_NONE || change->kind == PP_CLOSED;
    const struct pp_plan *plan = gone ? diff->before : diff->after;
    struct rank rank = {
        .host = plan->hosts[gone ? change->before : change->after].name,
        .product = "",
        .endpoint = "",
        .kind = change->kind,
        .change = change,
    };
    if (change->pair_count > 0) {
        rank.binding = gone ? change->pairs[0].before : change->pairs[0].after;
        const struct pp_listener *listener =
            &plan->listeners[plan->bindings.listener[rank.binding]];
        rank.transport = 1 + listener->transport;
        rank.port = plan->bindings.first[rank.binding];
        rank.product = plan->placements[listener->placement].product->name;
        rank.endpoint = listener->endpoint->id;
    }
    return rank;
}

static int compare_ranks(const void *left, const void *right)
{
    const struct rank *a = left, *b = right;
    int order = pp_casecmp(a->host, b->host);
    order = order ? order : compare_numbers(a->kind, b->kind);
    order = order ? order : compare_numbers(a->transport, b->transport);
    order = order ? order : compare_numbers(a->port, b->port);
    order = order ? order : strcmp(a->product, b->product);
    order = order ? order : strcmp(a->endpoint, b->endpoint);
    return order ? order : compare_numbers(a->binding, b->binding);
}

static void sort_changes(struct pp_diff *diff, struct pp_arena *arena)
{
    struct rank *ranks = pp_malloc((diff->count + 1) * sizeof *ranks);
    struct pp_change *sorted = pp_arena_array(arena, diff->count, sizeof *sorted);
    for (size_t i = 0; i < diff->count; i++)
        ranks[i] = rank_of(diff, &diff->changes[i]);
    if (diff->count > 1)
        qsort(ranks, diff->count, sizeof *ranks, compare_ranks);
    for (size_t i = 0; i < diff->count; i++) {
        sorted[i] = *ranks[i].change;
        diff->counts[sorted[i].kind]++;
    }
    free(ranks);
    free(diff->changes);
    diff->changes = sorted;
}

void pp_diff_plans(struct pp_diff *diff, const struct pp_plan *before, const struct pp_plan *after,
                   bool firewall_only, struct pp_arena *arena)
{
    struct items old = collect(before, firewall_only), new = collect(after, firewall_only);
    struct findings found = {0};
    *diff = (struct pp_diff){.before = before, .after = after, .firewall_only = firewall_only};
    compare_all(&found, &old, &new);
    diff->changes = pp_malloc((found.count + before->host_count + 1) * sizeof *diff->changes);
    add_changes(diff, &found, arena);
    compare_hosts(diff, &old, &new);
    sort_changes(diff, arena);
    free(found.list);
    free(old.list);
    free(new.list);
}
