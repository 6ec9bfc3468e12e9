/* widen: looking for free blocks on both sides of a range. */
#include "check/widen.h"

#include "base/mem.h"
#include "check/blockers.h"
#include "check/free_ports.h"
#include "check/obstacles.h"
#include "check/rehearsal.h"

#include <stdlib.h>

#define REHEARSALS_MAX 8

/* The listeners that have the range together, and what they could not have. */
struct circle {
    uint32_t *members;
    size_t count;
    uint32_t missing; /* instances without ports, each number counted once */
    bool locked;      /* some have ports that are locked, and the others move alone */
    bool lenient;     /* what rules say of ports that are locked counts for none */
    struct pp_portset taken;
};

/* Ends of the range behind 0, 1, 2 ... more blocks; shorter when there are no more. */
struct side {
    uint32_t *ends;
    uint32_t count;
};

static bool are_together(const struct pp_listener *a, const struct pp_listener *b)
{
    return a->tie != PP_NONE ? a->tie == b->tie : pp_listeners_share(a, b);
}

/* A port of the listener that is locked, or 0. */
static uint16_t locked_port(const struct pp_plan *plan, const struct pp_listener *listener)
{
    for (uint32_t i = 0; i < listener->binding_count && plan->locked; i++) {
        if (plan->locked[listener->first_binding + i])
            return plan->bindings.first[listener->first_binding + i];
    }
    return 0;
}

/* `leader` is the first of them that has instances without ports, or the first of them. */
static void collect(const struct pp_plan *plan, uint32_t leader, struct circle *circle)
{
    const struct pp_placement *placement = &plan->placements[plan->listeners[leader].placement];
    bool tied = plan->listeners[leader].tie != PP_NONE;
    uint32_t end = tied ? (uint32_t)plan->listener_count
                        : placement->first_listener + placement->listener_count;
    size_t capacity = 0;
    for (uint32_t i = leader; i < end; i++) {
        if (!are_together(&plan->listeners[leader], &plan->listeners[i]))
            continue;
        circle->members =
            pp_grow(circle->members, &capacity, circle->count + 1, sizeof *circle->members);
        circle->members[circle->count++] = i;
        circle->locked = circle->locked || locked_port(plan, &plan->listeners[i]);
    }
}

/* Whether a rule would report the port of the listener, however gently; `had`: one that would not
 * report that port, or 0. */
static bool is_objected(const struct pp_check *check, const struct pp_listener *listener,
                        uint32_t port, uint16_t had)
{
    for (size_t i = 0; i < check->rule_count; i++) {
        const struct pp_rule *rule = check->rules[i];
        if (rule->concerns && pp_check_severity(check, rule) != PP_OFF &&
            rule->concerns(check, listener, (uint16_t)port) &&
            !(had && rule->concerns(check, listener, had)))
            return true;
    }
    return false;
}

static bool is_locked(const struct pp_plan *plan, uint32_t binding)
{
    return plan->locked && plan->locked[binding];
}

/* Whether a rule would report a port that the binding of the listener has. */
static bool has_objection(const struct pp_check *check, const struct pp_listener *listener,
                          uint32_t binding, uint16_t had)
{
    const struct pp_bindings *bindings = &check->plan->bindings;
    for (uint32_t port = bindings->first[binding]; port && port <= bindings->last[binding];
         port++) {
        if (is_objected(check, listener, port, had))
            return true;
    }
    return false;
}

/* Who has no port; and who has a bad one, when others stay where they are. */
static void count_missing(const struct pp_check *check, struct circle *circle)
{
    const struct pp_plan *plan = check->plan;
    struct pp_portset numbers; /* an instance's number is below that of the last port */
    pp_portset_clear(&numbers);
    for (size_t i = 0; i < circle->count; i++) {
        const struct pp_listener *listener = &plan->listeners[circle->members[i]];
        uint16_t had = circle->lenient ? locked_port(plan, listener) : 0;
        for (uint32_t j = 0; j < listener->binding_count; j++) {
            uint32_t binding = listener->first_binding + j;
            uint16_t number = (uint16_t)(pp_plan_instance(plan, binding) + 1);
            if (!plan->bindings.first[binding] || (circle->locked && !is_locked(plan, binding) &&
                                                   has_objection(check, listener, binding, had)))
                pp_portset_add(&numbers, (struct pp_range){number, number});
        }
    }
    circle->missing = pp_portset_count(&numbers);
}

/* Whether other findings say, or will say, that the ports are to be others: all of them, or, when
 * some are locked, these. */
static bool is_to_move(const struct pp_check *check, const struct circle *circle)
{
    const struct pp_plan *plan = check->plan;
    for (size_t i = 0; i < circle->count; i++) {
        const struct pp_listener *listener = &plan->listeners[circle->members[i]];
        if (!circle->locked && pp_free_ports_is_kept(check, circle->members[i]))
            return true;
        for (uint32_t j = 0; j < listener->binding_count; j++) {
            uint32_t binding = listener->first_binding + j;
            if ((!circle->locked || is_locked(plan, binding)) &&
                has_objection(check, listener, binding, 0))
                return true;
        }
    }
    return false;
}

/* What keeps members from ports, what they have themselves, and what others were told to take. */
static void learn_taken(const struct pp_check *check, struct circle *circle)
{
    const struct pp_plan *plan = check->plan;
    struct pp_blockers *blockers = pp_calloc(1, sizeof *blockers);
    blockers->plan = plan;
    blockers->span = (struct pp_range){1, PP_PORT_MAX};
    pp_portset_clear(&circle->taken);
    for (size_t i = 0; i < circle->count; i++) {
        const struct pp_listener *listener = &plan->listeners[circle->members[i]];
        enum pp_transport transport = (enum pp_transport)listener->transport;
        pp_blockers_add(blockers, circle->members[i]);
        pp_obstacle_add(check, PP_OBSTACLE_COOLING, listener->host, transport, 0, &circle->taken);
        pp_free_ports_add_kept(check, listener->host, transport, circle->members[0],
                               &circle->taken);
        for (uint32_t j = 0; j < listener->binding_count; j++) {
            uint32_t binding = listener->first_binding + j;
            if (plan->bindings.first[binding])
                pp_portset_add(&circle->taken, (struct pp_range){plan->bindings.first[binding],
                                                                 plan->bindings.last[binding]});
        }
    }
    pp_portset_unite(&circle->taken, &blockers->blocked);
    free(blockers);
}

/* Whether a block can begin at the port. */
static bool would_do(const struct pp_check *check, const struct circle *circle, uint32_t port)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *leader = &plan->listeners[circle->members[0]];
    uint32_t last = port + leader->block - 1u;
    if (port % leader->align != 0 || last > PP_PORT_MAX ||
        pp_portset_overlaps(&circle->taken, (struct pp_range){(uint16_t)port, (uint16_t)last}))
        return false;
    for (size_t i = 0; i < circle->count; i++) {
        const struct pp_listener *listener = &plan->listeners[circle->members[i]];
        uint16_t had = circle->lenient ? locked_port(plan, listener) : 0;
        for (uint32_t p = port; p <= last; p++) {
            if (is_objected(check, listener, p, had))
                return false;
        }
    }
    return true;
}

static void add_end(struct side *side, uint32_t end)
{
    side->ends[side->count++] = end;
}

static struct side look_up(const struct pp_check *check, const struct circle *circle)
{
    const struct pp_listener *leader = &check->plan->listeners[circle->members[0]];
    struct side side = {pp_malloc((circle->missing + 1) * sizeof *side.ends), 0};
    add_end(&side, leader->range.last);
    for (uint32_t port = leader->range.first; port <= PP_PORT_MAX && side.count <= circle->missing;
         port++) {
        if (port + leader->block - 1u <= leader->range.last || !would_do(check, circle, port))
            continue;
        port += leader->block - 1u;
        add_end(&side, port);
    }
    return side;
}

static struct side look_down(const struct pp_check *check, const struct circle *circle)
{
    const struct pp_listener *leader = &check->plan->listeners[circle->members[0]];
    struct side side = {pp_malloc((circle->missing + 1) * sizeof *side.ends), 0};
    uint32_t port = leader->range.first;
    add_end(&side, port);
    while (--port > 0 && side.count <= circle->missing) {
        if (!would_do(check, circle, port))
            continue;
        add_end(&side, port);
        port = port >= leader->block ? port - (leader->block - 1u) : 1;
    }
    return side;
}

/* A way to widen: how many blocks below, and how many ports more in all. */
struct way {
    uint32_t below, size;
};

static int compare(const void *left, const void *right)
{
    const struct way *a = left, *b = right;
    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    return a->below < b->below ? -1 : a->below > b->below;
}

/* All ways to have the missing blocks, the narrowest first; to be freed. */
static struct way *ways_of(const struct circle *circle, const struct side *up,
                           const struct side *down, size_t *count)
{
    struct way *ways = pp_malloc((circle->missing + 1) * sizeof *ways);
    *count = 0;
    for (uint32_t below = 0; below <= circle->missing && below < down->count; below++) {
        uint32_t above = circle->missing - below;
        if (above < up->count)
            ways[(*count)++] = (struct way){below, up->ends[above] - down->ends[below]};
    }
    if (*count > 1)
        qsort(ways, *count, sizeof *ways, compare);
    return ways;
}

/* What the leader got outside its range, in the rehearsal. */
static void collect_new(const struct pp_rehearsal *rehearsal, const struct pp_check *check,
                        uint32_t leader, struct pp_portset *ports)
{
    const struct pp_listener *listener = &check->plan->listeners[leader];
    pp_portset_clear(ports);
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        struct pp_range block = pp_rehearsal_block(rehearsal, check, leader, i);
        for (uint32_t port = block.first; port <= block.last; port++) {
            if (!pp_range_contains(listener->range, port))
                pp_portset_add(ports, (struct pp_range){(uint16_t)port, (uint16_t)port});
        }
    }
}

static bool try_ways(struct pp_check *check, const struct circle *circle, const struct side *up,
                     const struct side *down, struct pp_widening *widening)
{
    size_t count;
    bool found = false;
    struct way *ways = ways_of(circle, up, down, &count);
    struct pp_rehearsal rehearsal;
    pp_rehearsal_init(&rehearsal, check, circle->members[0]);
    for (size_t i = 0; i < count && i < REHEARSALS_MAX && !found; i++) {
        uint32_t first = down->ends[ways[i].below],
                 last = up->ends[circle->missing - ways[i].below];
        widening->range = (struct pp_range){(uint16_t)first, (uint16_t)last};
        found = pp_rehearse(&rehearsal, check, circle->members[0], widening->range);
    }
    if (found)
        collect_new(&rehearsal, check, circle->members[0], &widening->ports);
    pp_rehearsal_release(&rehearsal);
    free(ways);
    return found;
}

/* The ends on both sides, and what they make. */
static bool find(struct pp_check *check, struct circle *circle, struct pp_widening *widening)
{
    count_missing(check, circle);
    if (circle->missing == 0)
        return false;
    learn_taken(check, circle);
    struct side up = look_up(check, circle), down = look_down(check, circle);
    bool found = try_ways(check, circle, &up, &down, widening);
    free(up.ends);
    free(down.ends);
    return found;
}

bool pp_widen_find(struct pp_check *check, uint32_t listener, struct pp_widening *widening)
{
    struct circle circle = {0};
    collect(check->plan, listener, &circle);
    bool found = check->plan->listeners[listener].range.first && !is_to_move(check, &circle) &&
                 find(check, &circle, widening);
    if (found)
        pp_free_ports_keep(check, circle.members, circle.count, &widening->ports);
    free(circle.members);
    return found;
}

bool pp_widen_find_locked(struct pp_check *check, uint32_t listener, struct pp_widening *widening)
{
    struct circle circle = {.lenient = true};
    collect(check->plan, listener, &circle);
    bool found = check->plan->listeners[listener].range.first &&
                 locked_port(check->plan, &check->plan->listeners[listener]) &&
                 find(check, &circle, widening);
    free(circle.members);
    return found;
}

bool pp_widen_find_beside_locked(struct pp_check *check, uint32_t index,
                                 struct pp_widening *widening)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *listener = &plan->listeners[index];
    const struct pp_placement *placement = &plan->placements[listener->placement];
    if (!pp_listener_is_chosen(listener) || listener->tie != PP_NONE ||
        !locked_port(plan, listener))
        return false;
    uint32_t leader = placement->first_listener;
    while (!pp_listeners_share(&plan->listeners[leader], listener))
        leader++;
    return pp_widen_find(check, leader, widening);
}
