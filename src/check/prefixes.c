/* prefixes: meetings of http.sys prefixes that share a port, by sorting them.
 *
 * Prefixes that differ are legal and far more than those that clash, so pairs are never
 * tried one by one: equal ones become neighbours, the two schemes of a port two runs, and
 * what a '+' prefix swallows is found by looking up the parent paths. */
#include "base/mem.h"
#include "check/clashes.h"

#include <stdlib.h>
#include <string.h>

struct item {
    uint32_t binding;
    uint16_t port;
    const struct pp_url *url;
};

struct items {
    struct item *list;
    size_t count, capacity;
};

static int compare_prefix(const struct item *a, const struct item *b)
{
    if (a->port != b->port)
        return a->port < b->port ? -1 : 1;
    if (a->url->https != b->url->https)
        return a->url->https ? 1 : -1;
    if (a->url->category != b->url->category)
        return a->url->category < b->url->category ? -1 : 1;
    int order = strcmp(a->url->host, b->url->host);
    return order ? order : strcmp(a->url->path_key, b->url->path_key);
}

static int compare(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    int order = compare_prefix(a, b);
    return order ? order : a->binding < b->binding ? -1 : a->binding > b->binding;
}

static void gather(const struct pp_plan *plan, const struct pp_host *host,
                   const struct pp_hits *hits, struct items *items)
{
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        const struct pp_listener *listener = &plan->listeners[plan->bindings.listener[binding]];
        bool repeats = pp_listener_is_fixed(listener) && binding != listener->first_binding;
        if (listener->kind != PP_HTTP_SYS || !listener->endpoint->has_prefix || repeats ||
            !pp_hits_wants(hits, plan, binding))
            continue;
        for (uint32_t port = plan->bindings.first[binding]; port <= plan->bindings.last[binding];
             port++) {
            items->list =
                pp_grow(items->list, &items->capacity, items->count + 1, sizeof *items->list);
            items->list[items->count++] =
                (struct item){binding, (uint16_t)port, &listener->endpoint->prefix};
        }
    }
}

static void hit(const struct pp_plan *plan, const struct item *a, const struct item *b,
                struct pp_hits *hits)
{
    pp_hits_add(hits, a->binding, b->binding, plan, (struct pp_range){a->port, a->port});
}

static void find_equal(const struct pp_plan *plan, const struct items *items, struct pp_hits *hits)
{
    for (size_t first = 0, end; first < items->count; first = end) {
        end = first + 1;
        while (end < items->count && compare_prefix(&items->list[first], &items->list[end]) == 0)
            end++;
        for (size_t i = first; i < end; i++) {
            for (size_t j = i + 1; j < end; j++)
                hit(plan, &items->list[i], &items->list[j], hits);
        }
    }
}

static void find_schemes(const struct pp_plan *plan, const struct items *items,
                         struct pp_hits *hits)
{
    for (size_t first = 0, end; first < items->count; first = end) {
        size_t secure = first;
        end = first;
        while (end < items->count && items->list[end].port == items->list[first].port) {
            secure += !items->list[end].url->https;
            end++;
        }
        for (size_t i = first; i < secure; i++) {
            for (size_t j = secure; j < end; j++)
                hit(plan, &items->list[i], &items->list[j], hits);
        }
    }
}

/* All '+' prefixes of the port and scheme whose path is `path`. */
static void find_strong(const struct pp_plan *plan, const struct items *items,
                        const struct item *inner, const char *path, struct pp_hits *hits)
{
    struct pp_url url = {
        .https = inner->url->https, .category = PP_URL_STRONG, .host = "+", .path_key = path};
    struct item key = {.port = inner->port, .url = &url};
    size_t low = 0, high = items->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_prefix(&items->list[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < items->count && compare_prefix(&items->list[low], &key) == 0; low++)
        hit(plan, &items->list[low], inner, hits);
}

static void find_swallowed(const struct pp_plan *plan, const struct items *items,
                           struct pp_hits *hits)
{
    for (size_t i = 0; i < items->count; i++) {
        const struct item *inner = &items->list[i];
        if (inner->url->category == PP_URL_STRONG)
            continue;
        char *path = pp_malloc(strlen(inner->url->path_key) + 1);
        strcpy(path, inner->url->path_key);
        for (size_t length = strlen(path); length > 0; length--) { /* "/a/b/", "/a/", "/" */
            if (path[length - 1] != '/')
                continue;
            path[length] = '\0';
            find_strong(plan, items, inner, path, hits);
        }
        free(path);
    }
}

/* Instances of one fixed listener register one prefix several times: sockets.c has
 * added that hit already. */
void pp_prefixes_find(const struct pp_plan *plan, const struct pp_host *const *hosts, size_t count,
                      struct pp_hits *hits)
{
    struct items items = {0};
    for (size_t i = 0; i < count; i++)
        gather(plan, hosts[i], hits, &items);
    if (items.count > 1) {
        qsort(items.list, items.count, sizeof *items.list, compare);
        find_equal(plan, &items, hits);
        find_schemes(plan, &items, hits);
        find_swallowed(plan, &items, hits);
    }
    free(items.list);
}
