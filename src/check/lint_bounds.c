/* lint_bounds: windows against what IANA assigned, client ports and 65535, and pools against the
 * number of instances. */
#include "check/lint_parts.h"

/* One finding tells of all windows of a product that have the problem. */
static struct pp_lint_finding *finding_for(struct linting *linting, enum pp_lint_kind kind,
                                           const struct lint_window *window, enum pp_os os)
{
    for (size_t i = linting->lint->count; i > 0; i--) {
        struct pp_lint_finding *finding = &linting->lint->findings[i - 1];
        if (finding->kind == kind && finding->os == os &&
            finding->parties[0].product == lint_product(linting, window))
            return finding;
    }
    return NULL;
}

static struct pp_lint_party *tell(struct linting *linting, enum pp_lint_kind kind, enum pp_os os,
                                  const struct lint_window *window, uint32_t instance)
{
    struct pp_lint_finding *finding = finding_for(linting, kind, window, os);
    if (finding)
        return lint_add_party(linting, finding, window, instance);
    finding = lint_add(linting, kind, PP_WARNING, window, instance, NULL);
    finding->os = os;
    return &finding->parties[0];
}

/* --- assignments ------------------------------------------------------------ */

/* The service that has the port, unless one of its services is the product's own. */
static const char *assigned_to(const struct linting *linting, const struct lint_window *window,
                               uint32_t port)
{
    const struct pp_product *product = lint_product(linting, window);
    const char *first = NULL;
    uint32_t cursor = 0;
    const struct pp_service *service;
    while ((service =
                pp_registry_next(linting->registry, (uint16_t)port, window->transport, &cursor))) {
        if (pp_product_owns(product, service->name))
            return NULL;
        first = first ? first : service->name;
    }
    return first;
}

/* The first port of the block that is assigned to others, or 0. */
static uint32_t first_assigned(const struct linting *linting, const struct lint_window *window,
                               struct pp_range block)
{
    for (uint32_t port = block.first; port <= block.last; port++) {
        if (assigned_to(linting, window, port))
            return port;
    }
    return 0;
}

/* The first instance before `best` that has a port of this assignment, or `best`. */
static uint32_t reach_service(const struct linting *linting, const struct lint_window *window,
                              struct pp_range service, uint32_t best)
{
    uint32_t n;
    struct pp_range block;
    if (!pp_series_reach(&window->expr, service, &n))
        return best;
    for (; n < best && pp_port_expr_at(&window->expr, n, &block); n++) {
        if (block.first > service.last)
            return best;
        if (first_assigned(linting, window, block))
            return n;
        if (window->expr.stride == 0)
            return best;
    }
    return best;
}

/* The first instance that has an assigned port; PP_LINT_ANY for none. */
static uint32_t reach_assigned(const struct linting *linting, const struct lint_window *window)
{
    uint32_t best = PP_LINT_ANY;
    for (size_t i = 0; i < linting->registry->count; i++) {
        const struct pp_service *service = &linting->registry->services[i];
        if (service->transport == window->transport)
            best = reach_service(linting, window, service->ports, best);
    }
    return best;
}

static void judge_assigned(struct linting *linting, const struct lint_window *window)
{
    struct pp_lint_capacity *capacity = &linting->lint->capacities[window->product];
    struct pp_range block = {window->expr.first, window->expr.last};
    uint32_t instance = window->pool ? 0 : reach_assigned(linting, window);
    if (instance == PP_LINT_ANY)
        return;
    if (!window->pool)
        pp_port_expr_at(&window->expr, instance, &block);
    uint32_t port = first_assigned(linting, window, block);
    if (port == 0)
        return;
    lint_lower(&capacity->assigned, window->pool ? port - block.first : instance);
    if (!lint_is_within(capacity->product, instance, true))
        return;
    struct pp_lint_party *party = tell(linting, PP_LINT_ASSIGNED, PP_WINDOWS, window, instance);
    party->ports = (struct pp_range){(uint16_t)port, (uint16_t)port};
    party->service = assigned_to(linting, window, port);
    for (uint32_t i = port; i <= block.last && window->pool; i++)
        party->count += assigned_to(linting, window, i) ? 1 : 0;
}

/* --- client ports, the end, pools ------------------------------------------- */

static void judge_ephemeral(struct linting *linting, const struct lint_window *window,
                            enum pp_os os)
{
    struct pp_lint_capacity *capacity = &linting->lint->capacities[window->product];
    struct pp_range clients = pp_profile_of(os)->ephemeral;
    uint32_t instance;
    if (!lint_runs_on(capacity->product, os) || !pp_series_reach(&window->expr, clients, &instance))
        return;
    uint32_t before =
        clients.first > window->expr.first ? (uint32_t)clients.first - window->expr.first : 0;
    lint_lower(&capacity->ephemeral[os], window->pool ? before : instance);
    if (lint_is_within(capacity->product, instance, true))
        tell(linting, PP_LINT_EPHEMERAL, os, window, instance);
}

static void judge_end(struct linting *linting, const struct lint_window *window)
{
    struct pp_lint_capacity *capacity = &linting->lint->capacities[window->product];
    uint32_t most = capacity->product->max_instances;
    if (!lint_is_formula(window))
        return;
    uint32_t fit = pp_port_expr_max_instance(&window->expr) + 1;
    lint_lower(&capacity->end, fit);
    if (most > fit)
        lint_add(linting, PP_LINT_END, PP_ERROR, window, fit - 1,
                 pp_arena_printf(linting->arena, "max_instances says %u", most));
}

/* A pool is told of once, whatever transports it serves. */
static void judge_size(struct linting *linting, const struct lint_window *window)
{
    struct pp_lint_capacity *capacity = &linting->lint->capacities[window->product];
    uint32_t most = capacity->product->max_instances;
    if (!window->pool)
        return;
    uint32_t size = pp_range_size(window->pool->range);
    lint_lower(&capacity->pool, size);
    if (most <= size)
        return;
    for (const struct lint_window *other = linting->windows; other < window; other++) {
        if (other->pool == window->pool)
            return;
    }
    lint_add(linting, PP_LINT_SMALL, PP_ERROR, window, 0,
             pp_arena_printf(linting->arena, "max_instances says %u", most));
}

void lint_bounds(struct linting *linting)
{
    for (size_t i = 0; i < linting->count; i++) {
        judge_end(linting, &linting->windows[i]);
        judge_size(linting, &linting->windows[i]);
        judge_assigned(linting, &linting->windows[i]);
        for (int os = 0; os < PP_OSES; os++)
            judge_ephemeral(linting, &linting->windows[i], (enum pp_os)os);
    }
}
