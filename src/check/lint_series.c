/* lint_series: closed forms; a walk only for two different strides. */
#include "check/lint_series.h"

bool pp_series_reach(const struct pp_port_expr *expr, struct pp_range target, uint32_t *n)
{
    uint32_t least = 0;
    if (expr->last < target.first) {
        if (expr->stride == 0)
            return false;
        least = (target.first - expr->last + expr->stride - 1) / expr->stride;
    }
    struct pp_range block;
    if (!pp_port_expr_at(expr, least, &block) || block.first > target.last)
        return false;
    *n = least;
    return true;
}

/* floor(a / b) for b > 0 */
static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* With one stride, whether blocks meet depends on k = j - i alone: it lies in an interval, of
 * which the number nearest to 0 is wanted. */
static bool meet_in_step(const struct pp_port_expr *a, const struct pp_port_expr *b, bool same,
                         uint32_t *i, uint32_t *j)
{
    int64_t stride = a->stride;
    int64_t least = -floor_div((int64_t)b->last - a->first, stride);
    int64_t most = floor_div((int64_t)a->last - b->first, stride);
    int64_t k = least > 0 ? least : most < 0 ? most : 0;
    if (same)
        k = 1; /* the interval is symmetric */
    if (k < least || k > most)
        return false;
    *i = (uint32_t)(k < 0 ? -k : 0);
    *j = (uint32_t)(k > 0 ? k : 0);
    return *i <= pp_port_expr_max_instance(a) && *j <= pp_port_expr_max_instance(b);
}

/* Every block of the wide steps, and the first of the narrow ones that meets it. */
static bool meet_out_of_step(const struct pp_port_expr *wide, const struct pp_port_expr *narrow,
                             uint32_t *i, uint32_t *j)
{
    uint32_t best = UINT32_MAX;
    struct pp_range block;
    for (uint32_t n = 0; n < best && pp_port_expr_at(wide, n, &block); n++) {
        uint32_t other;
        if (!pp_series_reach(narrow, block, &other))
            continue;
        uint32_t larger = n > other ? n : other;
        if (larger >= best)
            continue;
        best = larger;
        *i = n;
        *j = other;
    }
    return best != UINT32_MAX;
}

static bool meet_fixed(const struct pp_port_expr *a, const struct pp_port_expr *b, bool same,
                       uint32_t *i, uint32_t *j)
{
    *i = 0;
    *j = same ? 1 : 0;
    return a->first <= b->last && b->first <= a->last;
}

bool pp_series_meet(const struct pp_port_expr *a, const struct pp_port_expr *b, bool same,
                    uint32_t *i, uint32_t *j)
{
    if (a->stride == 0 && b->stride == 0)
        return meet_fixed(a, b, same, i, j);
    if (a->stride == b->stride)
        return meet_in_step(a, b, same, i, j);
    if (b->stride == 0) {
        *j = 0;
        return pp_series_reach(a, (struct pp_range){b->first, b->last}, i);
    }
    if (a->stride == 0) {
        *i = 0;
        return pp_series_reach(b, (struct pp_range){a->first, a->last}, j);
    }
    return a->stride > b->stride ? meet_out_of_step(a, b, i, j) : meet_out_of_step(b, a, j, i);
}
