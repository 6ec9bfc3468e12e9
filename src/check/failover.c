/* failover: trying a move. */
#include "check/failover.h"

#include "base/mem.h"

#include <stdlib.h>

static void add(struct pp_trial *trial, const struct pp_obstacle *obstacle)
{
    trial->obstacles =
        pp_grow(trial->obstacles, &trial->capacity, trial->count + 1, sizeof *trial->obstacles);
    trial->obstacles[trial->count++] = *obstacle;
}

/* --- clashes ----------------------------------------------------------------- */

static void add_clash(const struct pp_plan *plan, struct pp_trial *trial, size_t index)
{
    const struct pp_clash_pair *pair = &trial->pairs.items[index];
    int side = plan->listeners[pair->listener[0]].host == trial->main ? 0 : 1;
    struct pp_obstacle obstacle = {.kind = PP_OBSTACLE_CLASH,
                                   .moved = pair->listener[side],
                                   .standing = pair->listener[1 - side],
                                   .port = trial->pairs.hits.items[pair->first].ports.first,
                                   .pair = index};
    struct pp_claim moved = pp_listener_claim(&plan->listeners[obstacle.moved]);
    struct pp_claim standing = pp_listener_claim(&plan->listeners[obstacle.standing]);
    obstacle.clash = pp_clash_judge(plan->hosts[trial->backup].os, &moved, &standing);
    obstacle.refused = obstacle.clash.kind != PP_CLASH_SPLIT;
    add(trial, &obstacle);
}

static void find_clashes(const struct pp_plan *plan, struct pp_trial *trial)
{
    const struct pp_host *hosts[2] = {&plan->hosts[trial->main], &plan->hosts[trial->backup]};
    pp_clash_pairs_across(plan, hosts, &trial->pairs);
    for (size_t i = 0; i < trial->pairs.count; i++)
        add_clash(plan, trial, i);
}

/* --- ranges of the backup ---------------------------------------------------- */

/* What the listener has of the range. */
static void add_common(const struct pp_plan *plan, const struct pp_listener *listener,
                       struct pp_range range, struct pp_uses *uses)
{
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        uint32_t binding = listener->first_binding + i;
        struct pp_range ports = {plan->bindings.first[binding], plan->bindings.last[binding]};
        if (ports.first == 0 || !pp_range_overlaps(ports, range))
            continue;
        if (ports.first < range.first)
            ports.first = range.first;
        if (ports.last > range.last)
            ports.last = range.last;
        pp_uses_add(uses, ports, pp_plan_instance(plan, binding));
    }
}

static void add_excluded(const struct pp_plan *plan, const struct pp_host *backup,
                         const struct pp_listener *listener, struct pp_uses *uses)
{
    for (size_t i = 0; i < backup->excluded_count; i++) {
        const struct pp_excluded *excluded = &backup->excluded[i];
        if (excluded->transport == PP_NONE || excluded->transport == listener->transport)
            add_common(plan, listener, excluded->ports, uses);
    }
}

/* Of the range from which the backup picks client ports, what is not in the main's own. */
static void add_ephemeral(const struct pp_plan *plan, const struct pp_trial *trial,
                          const struct pp_listener *listener, struct pp_uses *uses)
{
    struct pp_range range = plan->hosts[trial->backup].ephemeral;
    struct pp_range own = plan->hosts[trial->main].ephemeral;
    if (!pp_range_overlaps(range, own)) {
        add_common(plan, listener, range, uses);
        return;
    }
    if (range.first < own.first)
        add_common(plan, listener, (struct pp_range){range.first, (uint16_t)(own.first - 1)}, uses);
    if (range.last > own.last)
        add_common(plan, listener, (struct pp_range){(uint16_t)(own.last + 1), range.last}, uses);
}

static uint16_t lowest(const struct pp_uses *uses)
{
    uint16_t port = PP_PORT_MAX;
    for (size_t i = 0; i < uses->count; i++) {
        if (uses->items[i].ports.first < port)
            port = uses->items[i].ports.first;
    }
    return port;
}

static void find_blocked(const struct pp_plan *plan, struct pp_trial *trial,
                         enum pp_obstacle_kind kind, struct pp_uses *uses)
{
    const struct pp_host *main = &plan->hosts[trial->main];
    for (uint32_t i = 0; i < main->listener_count; i++) {
        struct pp_obstacle obstacle = {.kind = kind,
                                       .refused = kind == PP_OBSTACLE_EXCLUDED,
                                       .moved = main->first_listener + i,
                                       .standing = PP_NONE};
        uses->count = 0;
        pp_trial_uses(plan, trial, &obstacle, 0, uses);
        obstacle.port = lowest(uses);
        if (uses->count > 0)
            add(trial, &obstacle);
    }
}

/* --- trials ------------------------------------------------------------------ */

static int order_u32(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int compare(const void *left, const void *right)
{
    const struct pp_obstacle *a = left, *b = right;
    int order = (int)b->refused - (int)a->refused;
    if (!order)
        order = order_u32(a->port, b->port);
    if (!order)
        order = order_u32(a->moved, b->moved);
    if (!order)
        order = order_u32(a->standing, b->standing);
    return order ? order : (int)a->kind - (int)b->kind;
}

void pp_trial_run(const struct pp_plan *plan, uint32_t main, uint32_t backup,
                  struct pp_trial *trial)
{
    struct pp_uses uses = {0};
    *trial = (struct pp_trial){.main = main, .backup = backup};
    if (plan->hosts[main].listener_count == 0)
        return; /* nothing moves */
    if (plan->hosts[main].os != plan->hosts[backup].os) {
        add(trial,
            &(struct pp_obstacle){
                .kind = PP_OBSTACLE_OS, .refused = true, .moved = PP_NONE, .standing = PP_NONE});
        return;
    }
    find_clashes(plan, trial);
    find_blocked(plan, trial, PP_OBSTACLE_EXCLUDED, &uses);
    find_blocked(plan, trial, PP_OBSTACLE_EPHEMERAL, &uses);
    pp_uses_release(&uses);
    if (trial->count > 1)
        qsort(trial->obstacles, trial->count, sizeof *trial->obstacles, compare);
}

void pp_trial_release(struct pp_trial *trial)
{
    pp_clash_pairs_clear(&trial->pairs);
    free(trial->obstacles);
    *trial = (struct pp_trial){0};
}

void pp_trial_uses(const struct pp_plan *plan, const struct pp_trial *trial,
                   const struct pp_obstacle *obstacle, int side, struct pp_uses *uses)
{
    const struct pp_listener *moved =
        obstacle->moved == PP_NONE ? NULL : &plan->listeners[obstacle->moved];
    if (obstacle->kind == PP_OBSTACLE_CLASH) {
        const struct pp_clash_pair *pair = &trial->pairs.items[obstacle->pair];
        bool swapped = pair->listener[0] != obstacle->moved;
        pp_clash_pair_uses(plan, &trial->pairs, pair, swapped ? 1 - side : side, uses);
    } else if (side == 0 && obstacle->kind == PP_OBSTACLE_EXCLUDED) {
        add_excluded(plan, &plan->hosts[trial->backup], moved, uses);
    } else if (side == 0 && obstacle->kind == PP_OBSTACLE_EPHEMERAL) {
        add_ephemeral(plan, trial, moved, uses);
    }
}
