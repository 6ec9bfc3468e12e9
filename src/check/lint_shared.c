/* lint_shared: endpoints of a product that take their ports from one pool, and so have the same. */
#include "check/lint_parts.h"

#include <string.h>

/* The endpoint as if it had the whole pool to itself. */
static struct lint_window window_of(const struct pp_endpoint *endpoint, uint32_t product)
{
    struct pp_range range = endpoint->pool->range;
    return (struct lint_window){.product = product,
                                .endpoint = endpoint,
                                .transport = endpoint->transport,
                                .expr = {range.first, range.last, 0}};
}

static bool is_party(const struct pp_lint_finding *finding, const struct pp_endpoint *endpoint)
{
    for (size_t i = 0; i < finding->party_count; i++) {
        if (finding->parties[i].endpoint == endpoint)
            return true;
    }
    return false;
}

/* The finding about the same pool, transport and reason, or NULL. */
static struct pp_lint_finding *find(const struct linting *linting,
                                    const struct pp_endpoint *endpoint, const char *detail)
{
    for (size_t i = linting->lint->count; i > 0; i--) {
        struct pp_lint_finding *finding = &linting->lint->findings[i - 1];
        if (finding->shared && finding->shared == endpoint->pool &&
            finding->parties[0].transport == endpoint->transport &&
            strcmp(finding->detail, detail) == 0)
            return finding;
    }
    return NULL;
}

static void join(struct linting *linting, struct pp_lint_finding *finding,
                 const struct lint_window *window)
{
    if (!is_party(finding, window->endpoint))
        lint_add_party(linting, finding, window, 0);
}

static void meet(struct linting *linting, uint32_t product, const struct pp_endpoint *a,
                 const struct pp_endpoint *b)
{
    struct lint_window left = window_of(a, product), right = window_of(b, product);
    struct lint_verdict verdict = lint_judge(linting, &left, &right);
    if (verdict.kind == PP_CLASH_NONE || lint_are_one_socket(a, b))
        return;
    struct pp_lint_finding *finding = find(linting, a, verdict.detail);
    if (!finding) {
        bool split = verdict.kind == PP_CLASH_SPLIT;
        finding = lint_add(linting, PP_LINT_ITSELF, split ? PP_WARNING : PP_ERROR, &left, 0,
                           verdict.detail);
        finding->shared = a->pool;
    }
    join(linting, finding, &left);
    join(linting, finding, &right);
    lint_lower(&linting->lint->capacities[product].itself, 0);
}

void lint_shared(struct linting *linting)
{
    for (uint32_t p = 0; p < linting->lint->product_count; p++) {
        const struct pp_product *product = linting->lint->capacities[p].product;
        for (size_t i = 0; i < product->endpoint_count; i++) {
            const struct pp_endpoint *a = &product->endpoints[i];
            for (size_t j = i + 1; j < product->endpoint_count && a->pool; j++) {
                const struct pp_endpoint *b = &product->endpoints[j];
                if (b->pool == a->pool && b->transport == a->transport)
                    meet(linting, p, a, b);
            }
        }
    }
}
