/* free_blocks: the sets of the question, every block as a candidate, and the pick. */
#include "check/free_blocks.h"

#include "base/mem.h"
#include "check/obstacles.h"

#include <stdlib.h>
#include <string.h>

#define PORTS (PP_PORT_MAX + 1u)

struct candidate {
    uint32_t first, aligned, room;
    bool in_reach;
};

struct search {
    const struct pp_check *check;
    const struct pp_free_question *question;
    struct pp_partners partners; /* none: they are not looked at */
    struct pp_portset taken;
    struct pp_portset neighbours; /* what room is measured to */
    struct pp_portset reach;      /* what pools and `auto` may come to take */
    uint32_t below[PORTS + 1];    /* the nearest neighbour at or below a port, or 0 */
    uint32_t above[PORTS + 1];    /* the nearest at or above, or PORTS */
    struct candidate *candidates;
    size_t count;
};

/* --- sets ------------------------------------------------------------------- */

/* The ports that an obstacle takes away on any host and transport of the question. */
static void gather(const struct search *search, enum pp_obstacle obstacle, struct pp_portset *set)
{
    const struct pp_free_question *question = search->question;
    size_t hosts = pp_obstacle_is_general(obstacle) ? 1 : question->host_count;
    pp_portset_clear(set);
    for (int t = 0; t < PP_TRANSPORTS; t++) {
        for (size_t h = 0; h < hosts && question->transports[t]; h++) {
            if (obstacle == PP_OBSTACLE_PARTNERS)
                pp_obstacle_add_partners(search->check, &search->partners, question->hosts[h],
                                         (enum pp_transport)t, set);
            pp_obstacle_add(search->check, obstacle, question->hosts[h], (enum pp_transport)t,
                            question->above, set);
        }
    }
}

static void gather_all(struct search *search, struct pp_free_answer *answer)
{
    pp_portset_add(&search->taken, (struct pp_range){0, 0});
    for (int i = 0; i < PP_OBSTACLES; i++) {
        struct pp_portset set;
        uint32_t before = pp_portset_count(&search->taken);
        gather(search, (enum pp_obstacle)i, &set);
        pp_portset_unite(&search->taken, &set);
        answer->taken[i] = pp_portset_count(&search->taken) - before;
        if (i == PP_OBSTACLE_USED || i == PP_OBSTACLE_STOCK || i == PP_OBSTACLE_ASSIGNED)
            pp_portset_unite(&search->neighbours, &set);
    }
    answer->left = PORTS - pp_portset_count(&search->taken);
}

static void measure_neighbours(struct search *search)
{
    for (uint32_t port = 1; port < PORTS; port++) {
        bool is = pp_portset_contains(&search->neighbours, (uint16_t)port);
        search->below[port] = is ? port : search->below[port - 1];
    }
    search->above[PORTS] = PORTS;
    for (uint32_t port = PORTS - 1; port > 0; port--) {
        bool is = pp_portset_contains(&search->neighbours, (uint16_t)port);
        search->above[port] = is ? port : search->above[port + 1];
    }
}

/* --- pools ------------------------------------------------------------------ */

/* Whether the listener may come to have other ports of its range than today; of those that share
 * them the first is asked. */
static bool reaches(const struct search *search, uint32_t index)
{
    const struct pp_plan *plan = search->check->plan;
    const struct pp_listener *listener = &plan->listeners[index];
    if (!search->question->transports[listener->transport] || listener->range.first == 0 ||
        !pp_listener_is_chosen(listener))
        return false;
    for (uint32_t i = plan->placements[listener->placement].first_listener; i < index; i++) {
        if (pp_listeners_share(&plan->listeners[i], listener) &&
            search->question->transports[plan->listeners[i].transport])
            return false;
    }
    return true;
}

/* Adds every reach of the hosts that meets `ports` to `set`, or to a list on the heap. */
static size_t find_reaches(const struct search *search, struct pp_range ports,
                           struct pp_portset *set, struct pp_reach **list)
{
    const struct pp_plan *plan = search->check->plan;
    size_t count = 0, capacity = 0;
    for (size_t h = 0; h < search->question->host_count; h++) {
        const struct pp_host *host = &plan->hosts[search->question->hosts[h]];
        for (uint32_t i = 0; i < host->listener_count; i++) {
            uint32_t index = host->first_listener + i;
            struct pp_range range = plan->listeners[index].range;
            if (!reaches(search, index) || !pp_range_overlaps(range, ports))
                continue;
            if (set)
                pp_portset_add(set, range);
            if (list) {
                *list = pp_grow(*list, &capacity, count + 1, sizeof **list);
                (*list)[count] = (struct pp_reach){index, range};
            }
            count++;
        }
    }
    return count;
}

/* --- candidates ------------------------------------------------------------- */

static uint32_t alignment(uint32_t first, uint32_t width)
{
    const uint32_t bounds[] = {1000, 100, 10, width};
    uint32_t best = 0;
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        if (bounds[i] > 1 && first % bounds[i] == 0 && bounds[i] > best)
            best = bounds[i];
    }
    return best;
}

static uint32_t room_of(const struct search *search, uint32_t first)
{
    uint32_t last = first + search->question->width - 1;
    uint32_t below = first - search->below[first] - 1, above = search->above[last] - last - 1;
    return below < above ? below : above;
}

static void add_run(struct search *search, struct pp_range run)
{
    uint32_t width = search->question->width;
    for (uint32_t first = run.first; first + width - 1 <= run.last; first++) {
        struct pp_range ports = {(uint16_t)first, (uint16_t)(first + width - 1)};
        search->candidates[search->count++] =
            (struct candidate){.first = first,
                               .aligned = alignment(first, width),
                               .room = room_of(search, first),
                               .in_reach = pp_portset_overlaps(&search->reach, ports)};
    }
}

/* Every block of a run of free ports; and which run is the longest. */
static void find_candidates(struct search *search, struct pp_free_answer *answer)
{
    struct pp_portset left;
    struct pp_range run;
    pp_portset_clear(&left);
    pp_portset_add(&left, (struct pp_range){0, PP_PORT_MAX});
    pp_portset_subtract(&left, &search->taken);
    search->candidates = pp_calloc(answer->left, sizeof *search->candidates);
    for (uint32_t from = 0; pp_portset_next_range(&left, from, &run); from = run.last + 1u) {
        if (answer->longest.first == 0 || pp_range_size(run) > pp_range_size(answer->longest))
            answer->longest = run;
        if (search->question->width > 0)
            add_run(search, run);
    }
}

static int compare(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->in_reach != b->in_reach)
        return a->in_reach ? 1 : -1;
    if (a->aligned != b->aligned)
        return a->aligned > b->aligned ? -1 : 1;
    if (a->room != b->room)
        return a->room > b->room ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

/* --- the answer ------------------------------------------------------------- */

static void add_block(const struct search *search, const struct candidate *candidate,
                      struct pp_free_answer *answer)
{
    struct pp_free_block *block = &answer->blocks[answer->count++];
    struct pp_reach *list = NULL;
    block->ports = (struct pp_range){(uint16_t)candidate->first,
                                     (uint16_t)(candidate->first + search->question->width - 1)};
    block->aligned = candidate->aligned;
    block->room = candidate->room;
    block->below = search->below[block->ports.first];
    block->above = search->above[block->ports.last];
    block->reach_count = find_reaches(search, block->ports, NULL, &list);
    block->reaches = pp_arena_array(search->check->arena, block->reach_count, sizeof *list);
    for (size_t i = 0; i < block->reach_count; i++)
        block->reaches[i] = list[i];
    free(list);
}

static void pick(struct search *search, struct pp_free_answer *answer)
{
    size_t most = search->question->count < search->count ? search->question->count : search->count;
    answer->blocks = pp_arena_array(search->check->arena, most, sizeof *answer->blocks);
    if (search->count > 1)
        qsort(search->candidates, search->count, sizeof *search->candidates, compare);
    for (size_t i = 0; i < search->count && answer->count < most; i++) {
        const struct candidate *candidate = &search->candidates[i];
        struct pp_range ports = {(uint16_t)candidate->first,
                                 (uint16_t)(candidate->first + search->question->width - 1)};
        if (pp_portset_overlaps(&search->taken, ports))
            continue;
        pp_portset_add(&search->taken, ports);
        add_block(search, candidate, answer);
    }
}

/* The partners of the question's hosts that are none of these. */
static void list_partners(const struct search *search, struct pp_free_answer *answer)
{
    const struct pp_free_question *question = search->question;
    size_t host_count = search->check->plan->host_count;
    enum { NONE, ASKED, MAIN, BACKUP } *role = pp_calloc(host_count, sizeof *role);
    for (size_t h = 0; h < question->host_count; h++)
        role[question->hosts[h]] = ASKED;
    for (size_t i = 0; i < search->partners.count; i++) {
        const struct pp_partner *partner = &search->partners.items[i];
        if (role[partner->host] == ASKED && role[partner->other] != ASKED &&
            role[partner->other] != BACKUP)
            role[partner->other] = partner->stands_by ? BACKUP : MAIN;
    }
    answer->partners = pp_arena_array(search->check->arena, host_count, sizeof *answer->partners);
    for (uint32_t i = 0; i < host_count; i++) {
        if (role[i] == MAIN || role[i] == BACKUP)
            answer->partners[answer->partner_count++] =
                (struct pp_free_partner){i, role[i] == BACKUP};
    }
    free(role);
}

static void answer_it(struct search *search, struct pp_free_answer *answer)
{
    gather_all(search, answer);
    measure_neighbours(search);
    find_reaches(search, (struct pp_range){0, PP_PORT_MAX}, &search->reach, NULL);
    find_candidates(search, answer);
    pick(search, answer);
    free(search->candidates);
}

void pp_free_blocks_find(const struct pp_check *check, const struct pp_free_question *question,
                         struct pp_free_answer *answer)
{
    struct search *search = pp_calloc(1, sizeof *search);
    *answer = (struct pp_free_answer){.question = *question};
    search->check = check;
    search->question = question;
    if (pp_obstacle_has_partners(check))
        pp_partners_init(&search->partners, check->plan);
    list_partners(search, answer);
    answer_it(search, answer);
    pp_partners_release(&search->partners);
    if (answer->count == 0 && answer->taken[PP_OBSTACLE_PARTNERS] > 0) {
        struct pp_free_answer without = {.question = *question,
                                         .partners = answer->partners,
                                         .partner_count = answer->partner_count,
                                         .without_partners = true};
        memset(search, 0, sizeof *search); /* it is large: no other on the stack */
        search->check = check;
        search->question = question;
        answer_it(search, &without);
        if (without.count > 0)
            *answer = without;
    }
    free(search);
}
