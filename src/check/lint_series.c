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
static bool meet_in_step(const struct pp_port_expr *a, const struct pp_port_expr *b, bool distinct,
                         uint32_t *i, uint32_t *j)
{
    int64_t stride = a->stride;
    int64_t least = -floor_div((int64_t)b->last - a->first, stride);
    int64_t most = floor_div((int64_t)a->last - b->first, stride);
    int64_t k = least > 0 ? least : most < 0 ? most : 0;
    if (k == 0 && distinct)
        k = most >= 1 ? 1 : -1;
    if (k < least || k > most)
        return false;
    *i = (uint32_t)(k < 0 ? -k : 0);
    *j = (uint32_t)(k > 0 ? k : 0);
    return *i <= pp_port_expr_max_instance(a) && *j <= pp_port_expr_max_instance(b);
}

/* The first instance of `narrow`, but not `n` when `distinct`, that meets the block. */
static bool reach_other(const struct pp_port_expr *narrow, struct pp_range block, uint32_t n,
                        bool distinct, uint32_t *other)
{
    struct pp_range next;
    if (!pp_series_reach(narrow, block, other))
        return false;
    if (*other != n || !distinct)
        return true;
    *other = n + 1;
    return pp_port_expr_at(narrow, n + 1, &next) && pp_range_overlaps(next, block);
}

/* Every block of the wide steps, and the first of the narrow ones that meets it. */
static bool meet_out_of_step(const struct pp_port_expr *wide, const struct pp_port_expr *narrow,
                             bool distinct, uint32_t *i, uint32_t *j)
{
    uint32_t best = UINT32_MAX;
    struct pp_range block;
    for (uint32_t n = 0; n < best && pp_port_expr_at(wide, n, &block); n++) {
        uint32_t other;
        if (!reach_other(narrow, block, n, distinct, &other))
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

/* A fixed block is that of every instance. */
static bool meet_fixed(const struct pp_port_expr *fixed, const struct pp_port_expr *other,
                       bool distinct, uint32_t *i, uint32_t *j)
{
    if (!pp_series_reach(other, (struct pp_range){fixed->first, fixed->last}, j))
        return false;
    *i = 0;
    if (distinct && *j == 0)
        *(other->stride == 0 ? j : i) = 1;
    return true;
}

bool pp_series_meet(const struct pp_port_expr *a, const struct pp_port_expr *b, bool distinct,
                    uint32_t *i, uint32_t *j)
{
    if (a->stride == 0)
        return meet_fixed(a, b, distinct, i, j);
    if (b->stride == 0)
        return meet_fixed(b, a, distinct, j, i);
    if (a->stride == b->stride)
        return meet_in_step(a, b, distinct, i, j);
    return a->stride > b->stride ? meet_out_of_step(a, b, distinct, i, j)
                                 : meet_out_of_step(b, a, distinct, j, i);
}
