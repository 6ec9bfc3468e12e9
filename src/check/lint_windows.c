/* lint_windows: the windows of a product, and what two of them do to each other. */
#include "base/mem.h"
#include "check/lint_parts.h"

#include <string.h>

bool lint_is_formula(const struct lint_window *window)
{
    return !window->pool && window->expr.stride > 0;
}

const struct pp_product *lint_product(const struct linting *linting,
                                      const struct lint_window *window)
{
    return linting->lint->capacities[window->product].product;
}

/* A pool has one window per transport. */
static bool has_pool(const struct linting *linting, uint32_t product,
                     const struct pp_endpoint *endpoint)
{
    for (size_t i = linting->count; i > 0 && linting->windows[i - 1].product == product; i--) {
        const struct lint_window *window = &linting->windows[i - 1];
        if (window->pool == endpoint->pool && window->transport == endpoint->transport)
            return true;
    }
    return false;
}

void lint_windows_add(struct linting *linting, uint32_t index)
{
    const struct pp_product *product = linting->lint->capacities[index].product;
    for (size_t i = 0; i < product->endpoint_count; i++) {
        const struct pp_endpoint *endpoint = &product->endpoints[i];
        if (endpoint->pool && has_pool(linting, index, endpoint))
            continue;
        struct lint_window window = {.product = index,
                                     .endpoint = endpoint,
                                     .pool = endpoint->pool,
                                     .transport = endpoint->transport,
                                     .expr = endpoint->port};
        if (endpoint->pool)
            window.expr =
                (struct pp_port_expr){endpoint->pool->range.first, endpoint->pool->range.last, 0};
        linting->windows = pp_grow(linting->windows, &linting->capacity, linting->count + 1,
                                   sizeof *linting->windows);
        linting->windows[linting->count++] = window;
    }
}

bool lint_runs_on(const struct pp_product *product, enum pp_os os)
{
    for (size_t i = 0; i < product->endpoint_count && os != PP_WINDOWS; i++) {
        if (pp_endpoint_kind(&product->endpoints[i], PP_WINDOWS) == PP_HTTP_SYS)
            return false;
    }
    return true;
}

bool lint_is_within(const struct pp_product *product, uint32_t instance, bool sure)
{
    if (product->max_instances == 0)
        return !sure || instance == 0;
    return instance < product->max_instances;
}

bool lint_are_one_socket(const struct pp_endpoint *a, const struct pp_endpoint *b)
{
    struct pp_claim x = pp_endpoint_claim(a, PP_WINDOWS), y = pp_endpoint_claim(b, PP_WINDOWS);
    return a != b && x.kind == PP_SOCKET && y.kind == PP_SOCKET && a->url && b->url &&
           strcmp(a->url, b->url) != 0 && pp_addrset_compare(&x.addresses, &y.addresses) == 0;
}

void lint_lower(uint32_t *capacity, uint32_t instances)
{
    if (instances < *capacity)
        *capacity = instances;
}

/* --- verdicts --------------------------------------------------------------- */

/* Two endpoints on one operating system: the clash, or why there is none. */
struct outcome {
    bool runs;
    struct pp_clash clash;
    const char *why;
};

static const char *why_legal(const struct pp_claim *a, const struct pp_claim *b)
{
    if (a->kind == PP_HTTP_SYS && b->kind == PP_HTTP_SYS)
        return "http.sys prefixes that differ share a port";
    if (!pp_addrset_overlaps(&a->addresses, &b->addresses))
        return "their addresses do not meet";
    return "both let others have the port";
}

static bool is_of(const struct lint_window *window, const struct pp_endpoint *endpoint)
{
    if (!window->pool)
        return endpoint == window->endpoint;
    return endpoint->pool == window->pool && endpoint->transport == window->transport;
}

/* The worst of all endpoints of both: a pool may have several. */
static struct outcome judge_on(const struct linting *linting, enum pp_os os,
                               const struct lint_window *a, const struct lint_window *b)
{
    const struct pp_product *left = lint_product(linting, a), *right = lint_product(linting, b);
    struct outcome worst = {.runs = lint_runs_on(left, os) && lint_runs_on(right, os)};
    for (size_t i = 0; i < left->endpoint_count && worst.runs; i++) {
        for (size_t j = 0; j < right->endpoint_count; j++) {
            if (!is_of(a, &left->endpoints[i]) || !is_of(b, &right->endpoints[j]))
                continue;
            struct pp_claim x = pp_endpoint_claim(&left->endpoints[i], os);
            struct pp_claim y = pp_endpoint_claim(&right->endpoints[j], os);
            struct pp_clash clash = pp_clash_judge(os, &x, &y);
            if (worst.why && clash.kind <= worst.clash.kind)
                continue;
            worst.clash = clash;
            worst.why = clash.kind == PP_CLASH_NONE ? why_legal(&x, &y) : clash.why;
        }
    }
    return worst;
}

/* "on linux: the second to start fails, EADDRINUSE", "legal on windows: ...". */
static void add_outcome(struct pp_strbuf *buf, const struct outcome *outcome, enum pp_os os)
{
    bool legal = outcome->clash.kind == PP_CLASH_NONE;
    if (!outcome->runs)
        return;
    pp_strbuf_printf(buf, "%s%s %s: %s", buf->length > 0 ? "; " : "", legal ? "legal on" : "on",
                     pp_os_names[os], outcome->why);
    if (!legal && outcome->clash.os_error)
        pp_strbuf_printf(buf, ", %s", outcome->clash.os_error);
}

/* The same on both systems is said once. */
static void add_outcomes(struct pp_strbuf *buf, const struct outcome outcomes[PP_OSES])
{
    const struct outcome *a = &outcomes[PP_WINDOWS], *b = &outcomes[PP_LINUX];
    bool same = a->runs && b->runs && a->clash.kind == b->clash.kind && strcmp(a->why, b->why) == 0;
    if (same && a->clash.kind == PP_CLASH_NONE) {
        pp_strbuf_printf(buf, "legal: %s", a->why);
    } else if (same && a->clash.os_error && b->clash.os_error) {
        pp_strbuf_printf(buf, "%s, %s on %s, %s on %s", a->why, a->clash.os_error,
                         pp_os_names[PP_WINDOWS], b->clash.os_error, pp_os_names[PP_LINUX]);
    } else {
        for (int os = 0; os < PP_OSES; os++)
            add_outcome(buf, &outcomes[os], (enum pp_os)os);
    }
}

struct lint_verdict lint_judge(const struct linting *linting, const struct lint_window *a,
                               const struct lint_window *b)
{
    struct outcome outcomes[PP_OSES];
    struct lint_verdict verdict = {.kind = PP_CLASH_NONE};
    struct pp_strbuf buf;
    for (int os = 0; os < PP_OSES; os++) {
        outcomes[os] = judge_on(linting, (enum pp_os)os, a, b);
        if (outcomes[os].runs && outcomes[os].clash.kind > verdict.kind)
            verdict.kind = outcomes[os].clash.kind;
    }
    pp_strbuf_init(&buf);
    add_outcomes(&buf, outcomes);
    verdict.detail = pp_arena_strdup(linting->arena, buf.text);
    pp_strbuf_release(&buf);
    return verdict;
}
