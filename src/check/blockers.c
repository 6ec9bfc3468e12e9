/* blockers: counting what is in the way. */
#include "check/blockers.h"

#include "check/units.h"

static void count(struct pp_blockers *blockers, struct pp_range ports, uint32_t step)
{
    uint32_t first = ports.first, last = ports.last;
    if (first < blockers->span.first)
        first = blockers->span.first;
    if (last > blockers->span.last)
        last = blockers->span.last;
    for (uint32_t port = first; port <= last; port++)
        blockers->counts[port] += step;
}

static bool is_of_one_group(const struct pp_listener *a, const struct pp_listener *b)
{
    return pp_listeners_share(a, b) || (a->tie != PP_NONE && a->tie == b->tie);
}

/* The clash is judged only when there are ports to count. */
static void count_other(struct pp_blockers *blockers, const struct pp_listener *listener,
                        const struct pp_listener *other, uint32_t step)
{
    const struct pp_bindings *bindings = &blockers->plan->bindings;
    bool judged = false;
    for (uint32_t i = 0; i < other->binding_count; i++) {
        uint32_t binding = other->first_binding + i;
        struct pp_range ports = {bindings->first[binding], bindings->last[binding]};
        if (ports.first == 0 || !pp_range_overlaps(ports, blockers->span))
            continue;
        if (!judged) {
            struct pp_claim ours = pp_listener_claim(listener), theirs = pp_listener_claim(other);
            enum pp_os os = blockers->plan->hosts[listener->host].os;
            if (pp_clash_judge(os, &ours, &theirs).kind == PP_CLASH_NONE)
                return;
            judged = true;
        }
        count(blockers, ports, step);
    }
}

static void count_listener(struct pp_blockers *blockers, uint32_t index, uint32_t host_index,
                           bool excludes, uint32_t step)
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
    count_listener(blockers, listener, blockers->plan->listeners[listener].host, true, 1);
}

void pp_blockers_remove(struct pp_blockers *blockers, uint32_t listener)
{
    count_listener(blockers, listener, blockers->plan->listeners[listener].host, true, UINT32_MAX);
}

void pp_blockers_add_on(struct pp_blockers *blockers, uint32_t listener, uint32_t host,
                        bool excluded)
{
    count_listener(blockers, listener, host, excluded, 1);
}

void pp_blockers_remove_on(struct pp_blockers *blockers, uint32_t listener, uint32_t host,
                           bool excluded)
{
    count_listener(blockers, listener, host, excluded, UINT32_MAX);
}

/* Counts what the listeners of unit `others` have for those of `unit`. */
static void count_unit(struct pp_blockers *blockers, uint32_t unit, uint32_t others, uint32_t step)
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
    if (is_of_one_group(&blockers->plan->listeners[from], &blockers->plan->listeners[to]))
        return;
    count_unit(blockers, to, from, 1);
    count_unit(blockers, from, to, UINT32_MAX);
}

void pp_blockers_add_ports(struct pp_blockers *blockers, struct pp_range ports)
{
    count(blockers, ports, 1);
}

void pp_blockers_remove_ports(struct pp_blockers *blockers, struct pp_range ports)
{
    count(blockers, ports, UINT32_MAX);
}

uint16_t pp_blockers_last(const struct pp_blockers *blockers, struct pp_range ports)
{
    for (uint32_t port = ports.last; port >= ports.first && port > 0; port--) {
        if (blockers->counts[port] > 0)
            return (uint16_t)port;
    }
    return 0;
}

uint32_t pp_blockers_skip(const struct pp_blockers *blockers, uint32_t port, uint32_t last)
{
    while (port <= last && blockers->counts[port] > 0)
        port++;
    return port;
}
