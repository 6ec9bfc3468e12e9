/* blockers: counting what is in the way. */
#include "check/blockers.h"

#include "check/units.h"

#include <string.h>

static void add(struct pp_blockers *blockers, struct pp_range ports)
{
    struct pp_range *touched = &blockers->touched;
    for (uint32_t port = ports.first; port <= ports.last; port++)
        blockers->counts[port]++;
    pp_portset_add(&blockers->blocked, ports);
    if (!touched->first || ports.first < touched->first)
        touched->first = ports.first;
    if (ports.last > touched->last)
        touched->last = ports.last;
}

static void take_out(struct pp_blockers *blockers, struct pp_range ports)
{
    for (uint32_t port = ports.first; port <= ports.last; port++) {
        if (--blockers->counts[port] == 0)
            blockers->blocked.words[port / 64] &= ~(UINT64_C(1) << port % 64);
    }
}

/* What is done with ports: they are added, or taken out. */
typedef void counter(struct pp_blockers *blockers, struct pp_range ports);

static void count(struct pp_blockers *blockers, struct pp_range ports, counter *step)
{
    if (ports.first < blockers->span.first)
        ports.first = blockers->span.first;
    if (ports.last > blockers->span.last)
        ports.last = blockers->span.last;
    if (ports.first <= ports.last)
        step(blockers, ports);
}

static bool is_of_one_group(const struct pp_listener *a, const struct pp_listener *b)
{
    if (a->tie != PP_NONE && a->tie == b->tie)
        return true;
    return a == b || (a->pool && a->pool == b->pool && pp_listeners_share(a, b));
}

static const struct pp_endpoint *prefix_of(const struct pp_listener *listener)
{
    return listener->kind == PP_HTTP_SYS ? listener->endpoint : NULL;
}

static bool do_clash(struct pp_blockers *blockers, const struct pp_listener *listener,
                     const struct pp_listener *other)
{
    enum pp_os os = blockers->plan->hosts[listener->host].os;
    struct pp_blockers_verdict *latest = &blockers->latest;
    struct pp_blockers_verdict verdict = {
        .ours = listener->local,
        .theirs = other->local,
        .our_prefix = prefix_of(listener),
        .their_prefix = prefix_of(other),
        .kinds = (uint32_t)os << 20 | (uint32_t)listener->transport << 16 |
                 (uint32_t)listener->kind << 12 | (uint32_t)listener->reuse << 8 |
                 (uint32_t)other->kind << 4 | other->reuse,
    };
    if (verdict.ours != latest->ours || verdict.theirs != latest->theirs ||
        verdict.kinds != latest->kinds || verdict.our_prefix != latest->our_prefix ||
        verdict.their_prefix != latest->their_prefix) {
        struct pp_claim ours = pp_listener_claim(listener), theirs = pp_listener_claim(other);
        verdict.clash = pp_clash_judge(os, &ours, &theirs).kind != PP_CLASH_NONE;
        *latest = verdict;
    }
    return latest->clash;
}

/* Of listeners of one transport. The clash is judged only when there are ports to count. */
static void count_other(struct pp_blockers *blockers, const struct pp_listener *listener,
                        const struct pp_listener *other, counter *step)
{
    const struct pp_bindings *bindings = &blockers->plan->bindings;
    bool judged = false;
    struct pp_range run = {0, 0};
    for (uint32_t i = 0; i < other->binding_count; i++) {
        uint32_t binding = other->first_binding + i;
        struct pp_range ports = {bindings->first[binding], bindings->last[binding]};
        if (ports.first == 0 || !pp_range_overlaps(ports, blockers->span))
            continue;
        if (!judged && !do_clash(blockers, listener, other))
            return;
        judged = true;
        if (ports.first == run.last + 1u && run.first) {
            run.last = ports.last;
            continue;
        }
        if (run.first)
            count(blockers, run, step);
        run = ports;
    }
    if (run.first)
        count(blockers, run, step);
}

static void count_listener(struct pp_blockers *blockers, uint32_t index, uint32_t host_index,
                           bool excludes, counter *step)
{
    const struct pp_plan *plan = blockers->plan;
    const struct pp_listener *listener = &plan->listeners[index];
    const struct pp_host *host = &plan->hosts[host_index];
    for (size_t i = 0; i < host->excluded_count && excludes; i++) {
        const struct pp_excluded *excluded = &host->excluded[i];
        if (excluded->transport == PP_NONE || excluded->transport == listener->transport)
            count(blockers, excluded->ports, step);
    }
    for (uint32_t i = 0; i < host->listener_count; i++) {
        const struct pp_listener *other = &plan->listeners[host->first_listener + i];
        if (other->transport == listener->transport && !is_of_one_group(other, listener))
            count_other(blockers, listener, other, step);
    }
}

void pp_blockers_add(struct pp_blockers *blockers, uint32_t listener)
{
    count_listener(blockers, listener, blockers->plan->listeners[listener].host, true, add);
}

void pp_blockers_remove(struct pp_blockers *blockers, uint32_t listener)
{
    count_listener(blockers, listener, blockers->plan->listeners[listener].host, true, take_out);
}

void pp_blockers_add_on(struct pp_blockers *blockers, uint32_t listener, uint32_t host,
                        bool excluded)
{
    count_listener(blockers, listener, host, excluded, add);
}

void pp_blockers_remove_on(struct pp_blockers *blockers, uint32_t listener, uint32_t host,
                           bool excluded)
{
    count_listener(blockers, listener, host, excluded, take_out);
}

/* Counts what the listeners of unit `others` have for those of `unit`. */
static void count_unit(struct pp_blockers *blockers, uint32_t unit, uint32_t others, counter *step)
{
    const struct pp_plan *plan = blockers->plan;
    PP_EACH_OF_UNIT(plan, unit, i)
    {
        PP_EACH_OF_UNIT(plan, others, j)
        {
            if (plan->listeners[i].transport == plan->listeners[j].transport)
                count_other(blockers, &plan->listeners[i], &plan->listeners[j], step);
        }
    }
}

void pp_blockers_shift(struct pp_blockers *blockers, uint32_t from, uint32_t to)
{
    const struct pp_listener *old = &blockers->plan->listeners[from];
    const struct pp_listener *new = &blockers->plan->listeners[to];
    if (is_of_one_group(old, new))
        return;
    if (!old->pool && !new->pool) { /* one listener each */
        count_other(blockers, new, old, add);
        count_other(blockers, old, new, take_out);
        return;
    }
    count_unit(blockers, to, from, add);
    count_unit(blockers, from, to, take_out);
}

void pp_blockers_add_ports(struct pp_blockers *blockers, struct pp_range ports)
{
    count(blockers, ports, add);
}

void pp_blockers_remove_ports(struct pp_blockers *blockers, struct pp_range ports)
{
    count(blockers, ports, take_out);
}

void pp_blockers_clear(struct pp_blockers *blockers)
{
    uint64_t *words = blockers->blocked.words;
    struct pp_range touched = blockers->touched;
    if (!touched.first)
        return;
    for (size_t i = touched.first / 64u; i <= touched.last / 64u; i++) {
        if (!words[i])
            continue;
        memset(&blockers->counts[i * 64], 0, 64 * sizeof *blockers->counts);
        words[i] = 0;
    }
    blockers->touched = (struct pp_range){0, 0};
}
