/* lint_parts: what the parts of lint share. Stands on lint.h, lint_series.h.
 *
 *   lint.c           the run, findings and their messages
 *   lint_windows.c   the ports of endpoints and pools, and verdicts on two of them
 *   lint_clashes.c   windows against windows
 *   lint_shared.c    endpoints that share a pool against each other
 *   lint_bounds.c    windows against assignments, client ports, 65535; the size of pools */
#ifndef PP_CHECK_LINT_PARTS_H
#define PP_CHECK_LINT_PARTS_H

#include "check/lint.h"
#include "check/lint_series.h"

/* The ports of one endpoint, or of one pool on one transport. */
struct lint_window {
    uint32_t product;                   /* index in lint->capacities */
    const struct pp_endpoint *endpoint; /* of a pool: its first endpoint of that transport */
    const struct pp_pool *pool;         /* or NULL */
    enum pp_transport transport;
    struct pp_port_expr expr; /* of a pool: its range */
};

struct linting {
    struct pp_lint *lint;
    struct pp_arena *arena;
    const struct pp_registry *registry;
    struct lint_window *windows; /* those of a product are adjacent */
    size_t count, capacity;
};

/* What two windows do where they have a port in common. */
struct lint_verdict {
    enum pp_clash_kind kind; /* the worst; NONE: legal */
    const char *detail;
};

void lint_windows_add(struct linting *linting, uint32_t product);
bool lint_is_formula(const struct lint_window *window);
const struct pp_product *lint_product(const struct linting *linting,
                                      const struct lint_window *window);

/* Whether the product can run on the operating system. */
bool lint_runs_on(const struct pp_product *product, enum pp_os os);

struct lint_verdict lint_judge(const struct linting *linting, const struct lint_window *a,
                               const struct lint_window *b);

/* Whether the instance is one that the product may have; `sure`: without max_instances only the
 * first is. */
bool lint_is_within(const struct pp_product *product, uint32_t instance, bool sure);

void lint_lower(uint32_t *capacity, uint32_t instances);

/* A finding about instance `instance` of the window; `detail` may be NULL. The result is good
 * until the next. */
struct pp_lint_finding *lint_add(struct linting *linting, enum pp_lint_kind kind,
                                 enum pp_severity severity, const struct lint_window *window,
                                 uint32_t instance, const char *detail);

/* Another side of it, behind those of its product. */
struct pp_lint_party *lint_add_party(const struct linting *linting, struct pp_lint_finding *finding,
                                     const struct lint_window *window, uint32_t instance);

/* Whether one process serves two URLs on one socket, where the two have one port, as check has it:
 * plain sockets with one address, and different URLs. */
bool lint_are_one_socket(const struct pp_endpoint *a, const struct pp_endpoint *b);

void lint_clashes(struct linting *linting);
void lint_shared(struct linting *linting);
void lint_bounds(struct linting *linting);

#endif
