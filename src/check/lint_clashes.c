/* lint_clashes: the windows of a product against each other, and against other products. */
#include "check/lint_parts.h"

#include <string.h>

static struct pp_range range_of(const struct lint_window *window)
{
    return (struct pp_range){window->expr.first, window->expr.last};
}

static struct pp_range block_at(const struct lint_window *window, uint32_t instance)
{
    struct pp_range block = range_of(window);
    if (!window->pool)
        pp_port_expr_at(&window->expr, instance, &block);
    return block;
}

/* Two windows at the instances where they have ports in common. */
struct meeting {
    enum pp_lint_kind kind;
    const struct lint_window *a, *b;
    uint32_t i, j;
    enum pp_severity severity; /* of a clash within the limits */
    bool beyond, fixed;
    struct lint_verdict verdict;
};

static struct pp_range common(const struct meeting *meeting)
{
    struct pp_range a = block_at(meeting->a, meeting->i), b = block_at(meeting->b, meeting->j);
    return (struct pp_range){a.first > b.first ? a.first : b.first,
                             a.last < b.last ? a.last : b.last};
}

static bool is_clash(const struct meeting *meeting)
{
    return meeting->verdict.kind != PP_CLASH_NONE;
}

static enum pp_severity severity_of(const struct meeting *meeting)
{
    if (!is_clash(meeting) || meeting->beyond)
        return PP_NOTE;
    if (meeting->verdict.kind == PP_CLASH_SPLIT && meeting->severity > PP_WARNING)
        return PP_WARNING;
    return meeting->severity;
}

static bool is_party(const struct pp_lint_party *party, const struct lint_window *window,
                     uint32_t instance)
{
    return party->instance == instance && party->pool == window->pool &&
           (window->pool ? party->transport == window->transport
                         : party->endpoint == window->endpoint);
}

static void join(struct linting *linting, struct pp_lint_finding *finding,
                 const struct lint_window *window, uint32_t instance)
{
    for (size_t i = 0; i < finding->party_count; i++) {
        if (is_party(&finding->parties[i], window, instance))
            return;
    }
    lint_add_party(linting, finding, window, instance);
}

/* Whether the finding is about the same two instances: endpoints that share their ports are told
 * together. A pool has one finding for all that it covers. */
static bool tells_of(const struct linting *linting, const struct pp_lint_finding *finding,
                     const struct meeting *meeting)
{
    const struct pp_lint_party *first = &finding->parties[0];
    struct pp_range ports = common(meeting);
    if (first->product != lint_product(linting, meeting->a) || finding->fixed != meeting->fixed)
        return false;
    if (meeting->fixed)
        return true;
    if (meeting->kind == PP_LINT_POOL)
        return first->pool == meeting->a->pool && first->transport == meeting->a->transport;
    if (finding->ports.first != ports.first || finding->ports.last != ports.last ||
        first->instance != meeting->i || first->transport != meeting->a->transport)
        return false;
    for (size_t i = 1; i < finding->party_count; i++) {
        if (finding->parties[i].product == lint_product(linting, meeting->b) &&
            finding->parties[i].instance == meeting->j)
            return true;
    }
    return false;
}

static struct pp_lint_finding *find(struct linting *linting, const struct meeting *meeting)
{
    for (size_t i = linting->lint->count; i > 0; i--) {
        struct pp_lint_finding *finding = &linting->lint->findings[i - 1];
        if (finding->kind == meeting->kind && finding->severity == severity_of(meeting) &&
            finding->beyond == meeting->beyond &&
            strcmp(finding->detail, meeting->verdict.detail) == 0 &&
            tells_of(linting, finding, meeting))
            return finding;
    }
    return NULL;
}

static void report(struct linting *linting, const struct meeting *meeting)
{
    struct pp_lint_finding *finding = find(linting, meeting);
    if (!finding) {
        finding = lint_add(linting, meeting->kind, severity_of(meeting), meeting->a, meeting->i,
                           meeting->verdict.detail);
        finding->legal = !is_clash(meeting);
        finding->beyond = meeting->beyond;
        finding->fixed = meeting->fixed;
        finding->ports = meeting->kind == PP_LINT_POOL ? block_at(meeting->a, 0) : common(meeting);
    }
    join(linting, finding, meeting->a, meeting->i);
    if (!meeting->fixed)
        join(linting, finding, meeting->b, meeting->j);
}

static struct pp_lint_capacity *capacity_of(const struct linting *linting,
                                            const struct lint_window *window)
{
    return &linting->lint->capacities[window->product];
}

/* --- one product ------------------------------------------------------------ */

/* Whether there are to be several instances: of one with fixed ports there is one. */
static bool is_plural(const struct pp_product *product)
{
    bool plural = product->max_instances > 1;
    for (size_t i = 0; i < product->endpoint_count && !plural && product->max_instances == 0; i++)
        plural = product->endpoints[i].port.stride > 0;
    return plural;
}

/* Whether the two are one socket of one instance. */
static bool is_one_socket(const struct meeting *meeting)
{
    return meeting->i == meeting->j &&
           lint_are_one_socket(meeting->a->endpoint, meeting->b->endpoint) &&
           block_at(meeting->a, meeting->i).first == block_at(meeting->b, meeting->j).first;
}

/* The first instances that meet, but for those that are one socket: these are told. */
static bool find_meeting(struct linting *linting, struct meeting *meeting)
{
    const struct pp_port_expr *a = &meeting->a->expr, *b = &meeting->b->expr;
    if (!pp_series_meet(a, b, meeting->a == meeting->b, &meeting->i, &meeting->j))
        return false;
    if (!is_one_socket(meeting))
        return true;
    struct meeting legal = *meeting;
    legal.verdict.detail = "legal: one socket serves several URLs";
    report(linting, &legal);
    return is_plural(lint_product(linting, meeting->a)) &&
           pp_series_meet(a, b, true, &meeting->i, &meeting->j);
}

static void meet_itself(struct linting *linting, const struct lint_window *a,
                        const struct lint_window *b)
{
    const struct pp_product *product = lint_product(linting, a);
    struct meeting meeting = {
        .kind = PP_LINT_ITSELF, .a = a, .b = b, .fixed = a == b && a->expr.stride == 0};
    if (!find_meeting(linting, &meeting))
        return;
    uint32_t instance = meeting.i > meeting.j ? meeting.i : meeting.j;
    meeting.verdict = lint_judge(linting, a, b);
    meeting.beyond = instance > 0 && !lint_is_within(product, instance, false);
    meeting.severity = lint_is_within(product, instance, true) ? PP_ERROR : PP_WARNING;
    if (is_clash(&meeting))
        lint_lower(&capacity_of(linting, a)->itself, instance);
    if (a != b || (is_plural(product) && is_clash(&meeting)))
        report(linting, &meeting);
}

/* What a pool covers: another pool, or the first instance that runs into it. */
static void cover(struct linting *linting, const struct lint_window *pool,
                  const struct lint_window *other)
{
    const struct pp_product *product = lint_product(linting, other);
    struct meeting meeting = {.kind = PP_LINT_POOL, .a = pool, .b = other, .severity = PP_WARNING};
    if (!pp_series_reach(&other->expr, block_at(pool, 0), &meeting.j))
        return;
    meeting.verdict = lint_judge(linting, pool, other);
    meeting.beyond = meeting.j > 0 && !lint_is_within(product, meeting.j, true);
    bool own = pool->product == other->product;
    if (own ||
        !meeting.beyond) /* what a far instance of another product meets is in its capacity */
        report(linting, &meeting);
    if (own || !is_clash(&meeting))
        return;
    if (!other->pool)
        lint_lower(&capacity_of(linting, other)->others, meeting.j);
    if (meeting.j == 0)
        lint_lower(&capacity_of(linting, pool)->others,
                   (uint32_t)common(&meeting).first - pool->expr.first);
}

static void look_inside(struct linting *linting, const struct lint_window *a,
                        const struct lint_window *b)
{
    if (a->transport != b->transport)
        return;
    if (!a->pool && !b->pool)
        meet_itself(linting, a, b);
    else if (a != b)
        cover(linting, a->pool ? a : b, a->pool ? b : a);
}

/* --- other products --------------------------------------------------------- */

/* The nearest of what lies beyond the limits of a product, by transport the same or not. */
struct nearest {
    bool known[2];
    struct meeting meetings[2];
};

static void keep_nearest(struct nearest *nearest, bool apart, const struct meeting *meeting)
{
    if (nearest->known[apart] && nearest->meetings[apart].i <= meeting->i)
        return;
    nearest->known[apart] = true;
    nearest->meetings[apart] = *meeting;
}

static const char *apart_detail(const struct linting *linting, const struct lint_window *a,
                                const struct lint_window *b)
{
    return pp_arena_printf(linting->arena, "legal: %s and %s ports are apart",
                           pp_transport_names[a->transport], pp_transport_names[b->transport]);
}

/* Window `a` against the first instance of another product's `b`. */
static void meet_other(struct linting *linting, const struct lint_window *a,
                       const struct lint_window *b, struct nearest *nearest)
{
    const struct pp_product *product = lint_product(linting, a);
    struct meeting meeting = {.kind = PP_LINT_OTHER, .a = a, .b = b};
    bool apart = a->transport != b->transport;
    if (apart && (!lint_is_formula(a) || lint_is_formula(b)))
        return;
    if (!pp_series_reach(&a->expr, block_at(b, 0), &meeting.i))
        return;
    if (apart)
        meeting.verdict.detail = apart_detail(linting, a, b);
    else
        meeting.verdict = lint_judge(linting, a, b);
    if (is_clash(&meeting))
        lint_lower(&capacity_of(linting, a)->others, meeting.i);
    bool both = lint_is_formula(a) == lint_is_formula(b); /* then each is asked for the other */
    if (meeting.i == 0 && (both ? a->product > b->product : !lint_is_formula(a)))
        return;
    meeting.severity = meeting.i > 0 ? PP_WARNING : PP_NOTE;
    meeting.beyond = !lint_is_within(product, meeting.i, true);
    if (meeting.beyond)
        keep_nearest(nearest, apart, &meeting);
    else
        report(linting, &meeting);
}

static void look_around(struct linting *linting, uint32_t product)
{
    struct nearest nearest = {.known = {false, false}};
    for (size_t i = 0; i < linting->count; i++) {
        const struct lint_window *a = &linting->windows[i];
        for (size_t j = 0; j < linting->count && a->product == product; j++) {
            const struct lint_window *b = &linting->windows[j];
            if (b->product == product || (b->pool && !a->pool))
                continue;
            if (!a->pool)
                meet_other(linting, a, b, &nearest);
            else if (a->transport == b->transport && !(b->pool && b->product < product))
                cover(linting, a, b);
        }
    }
    for (int apart = 0; apart < 2; apart++) {
        if (nearest.known[apart])
            report(linting, &nearest.meetings[apart]);
    }
}

void lint_clashes(struct linting *linting)
{
    for (size_t i = 0; i < linting->count; i++) {
        for (size_t j = i; j < linting->count; j++) {
            if (linting->windows[j].product == linting->windows[i].product)
                look_inside(linting, &linting->windows[i], &linting->windows[j]);
        }
    }
    for (uint32_t i = 0; i < linting->lint->product_count; i++)
        look_around(linting, i);
}
