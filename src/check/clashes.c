/* clashes: hits gathered by pairs of listeners, judged, and made findings. */
#include "check/clashes.h"

#include "base/mem.h"
#include "check/parts.h"

#include <stdlib.h>
#include <string.h>

bool pp_hits_wants(const struct pp_hits *hits, const struct pp_plan *plan, uint32_t binding)
{
    struct pp_range ports = {plan->bindings.first[binding], plan->bindings.last[binding]};
    return ports.first && (!hits->common || pp_portset_overlaps(hits->common, ports));
}

void pp_hits_add(struct pp_hits *hits, uint32_t binding_a, uint32_t binding_b,
                 const struct pp_plan *plan, struct pp_range ports)
{
    if (binding_b < binding_a) { /* bindings are in the order of their listeners */
        uint32_t swap = binding_a;
        binding_a = binding_b;
        binding_b = swap;
    }
    const uint32_t listener[2] = {plan->bindings.listener[binding_a],
                                  plan->bindings.listener[binding_b]};
    if (hits->common && plan->listeners[listener[0]].host == plan->listeners[listener[1]].host)
        return;
    hits->items = pp_grow(hits->items, &hits->capacity, hits->count + 1, sizeof *hits->items);
    hits->items[hits->count++] =
        (struct pp_hit){{listener[0], listener[1]}, {binding_a, binding_b}, ports};
}

static int compare(const void *left, const void *right)
{
    const struct pp_hit *a = left, *b = right;
    for (int i = 0; i < 2; i++) {
        if (a->listener[i] != b->listener[i])
            return a->listener[i] < b->listener[i] ? -1 : 1;
    }
    if (a->ports.first != b->ports.first)
        return a->ports.first < b->ports.first ? -1 : 1;
    if (a->binding[0] != b->binding[0])
        return a->binding[0] < b->binding[0] ? -1 : 1;
    return a->binding[1] < b->binding[1] ? -1 : a->binding[1] > b->binding[1];
}

bool pp_hit_is_one_socket(const struct pp_plan *plan, const struct pp_hit *hit)
{
    const struct pp_listener *a = &plan->listeners[hit->listener[0]];
    const struct pp_listener *b = &plan->listeners[hit->listener[1]];
    if (a == b || a->placement != b->placement || a->kind != PP_SOCKET || b->kind != PP_SOCKET ||
        !a->endpoint->url || !b->endpoint->url || strcmp(a->endpoint->url, b->endpoint->url) == 0)
        return false;
    if (pp_addrset_compare(&a->local->covers, &b->local->covers) != 0 ||
        plan->bindings.first[hit->binding[0]] != plan->bindings.first[hit->binding[1]])
        return false;
    if (plan->placements[a->placement].instance_count == 1)
        return true;
    return !pp_listener_is_fixed(a) && !pp_listener_is_fixed(b) &&
           hit->binding[0] - a->first_binding == hit->binding[1] - b->first_binding;
}

static void drop_one_sockets(const struct pp_plan *plan, struct pp_hits *hits)
{
    size_t kept = 0;
    for (size_t i = 0; i < hits->count; i++) {
        if (!pp_hit_is_one_socket(plan, &hits->items[i]))
            hits->items[kept++] = hits->items[i];
    }
    hits->count = kept;
}

static void add_pair(const struct pp_plan *plan, struct pp_clash_pairs *pairs, size_t first,
                     size_t end)
{
    const struct pp_hit *hit = &pairs->hits.items[first];
    const struct pp_listener *a = &plan->listeners[hit->listener[0]];
    const struct pp_listener *b = &plan->listeners[hit->listener[1]];
    struct pp_claim claims[2] = {pp_listener_claim(a), pp_listener_claim(b)};
    struct pp_clash clash = pp_clash_judge(plan->hosts[a->host].os, &claims[0], &claims[1]);
    if (clash.kind == PP_CLASH_NONE)
        return;
    pairs->items = pp_grow(pairs->items, &pairs->capacity, pairs->count + 1, sizeof *pairs->items);
    pairs->items[pairs->count++] =
        (struct pp_clash_pair){{hit->listener[0], hit->listener[1]}, clash, first, end - first};
}

/* From hits in any order to judged pairs. */
static void pair_up(const struct pp_plan *plan, struct pp_clash_pairs *pairs)
{
    struct pp_hits *hits = &pairs->hits;
    drop_one_sockets(plan, hits);
    if (hits->count > 1)
        qsort(hits->items, hits->count, sizeof *hits->items, compare);
    for (size_t first = 0, end; first < hits->count; first = end) {
        end = first + 1;
        while (end < hits->count && memcmp(hits->items[end].listener, hits->items[first].listener,
                                           sizeof hits->items[first].listener) == 0)
            end++;
        add_pair(plan, pairs, first, end);
    }
}

const struct pp_clash_pairs *pp_clash_pairs_of(struct pp_check *check)
{
    if (check->clashes)
        return check->clashes;
    struct pp_clash_pairs *pairs = check->clashes = pp_calloc(1, sizeof *pairs);
    pp_sockets_find(check->plan, check->jobs, &pairs->hits, &pairs->crowds);
    for (size_t h = 0; h < check->plan->host_count; h++) {
        const struct pp_host *host = &check->plan->hosts[h];
        if (host->os == PP_WINDOWS)
            pp_prefixes_find(check->plan, &host, 1, &pairs->hits);
    }
    pair_up(check->plan, pairs);
    return pairs;
}

/* Of all transports. */
static void ports_of(const struct pp_plan *plan, const struct pp_host *host,
                     struct pp_portset *ports)
{
    pp_portset_clear(ports);
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        if (plan->bindings.first[binding])
            pp_portset_add(ports, (struct pp_range){plan->bindings.first[binding],
                                                    plan->bindings.last[binding]});
    }
}

/* A backup can have far more than what moves to it: what cannot meet is not sorted. */
void pp_clash_pairs_across(const struct pp_plan *plan, const struct pp_host *const hosts[2],
                           struct pp_clash_pairs *pairs)
{
    struct pp_portset common, other;
    ports_of(plan, hosts[0], &common);
    ports_of(plan, hosts[1], &other);
    pp_portset_intersect(&common, &other);
    pairs->hits.common = &common;
    pp_sockets_find_across(plan, hosts, &pairs->hits);
    if (hosts[0]->os == PP_WINDOWS)
        pp_prefixes_find(plan, hosts, 2, &pairs->hits);
    pairs->hits.common = NULL;
    pair_up(plan, pairs);
}

void pp_clash_pairs_clear(struct pp_clash_pairs *pairs)
{
    free(pairs->hits.items);
    free(pairs->items);
    free(pairs->crowds.items);
    *pairs = (struct pp_clash_pairs){0};
}

void pp_clash_pairs_release(struct pp_clash_pairs *pairs)
{
    if (pairs)
        pp_clash_pairs_clear(pairs);
    free(pairs);
}

/* --- findings ---------------------------------------------------------------- */

/* The ports of one side of a hit. All instances of a fixed listener take part; against
 * itself, the first instance stands on one side and the others on the other. */
static void add_side(const struct pp_plan *plan, const struct pp_hit *hit, int side,
                     struct pp_uses *uses)
{
    const struct pp_listener *listener = &plan->listeners[hit->listener[side]];
    const struct pp_placement *placement = &plan->placements[listener->placement];
    bool itself = hit->listener[0] == hit->listener[1];
    if (!pp_listener_is_fixed(listener)) {
        pp_uses_add(uses, hit->ports, pp_plan_instance(plan, hit->binding[side]));
        return;
    }
    uint32_t first = itself && side == 1 ? 1 : 0;
    uint32_t end = itself && side == 0 ? 1 : placement->instance_count;
    for (uint32_t i = first; i < end; i++)
        pp_uses_add(uses, hit->ports, placement->instances[i]);
}

void pp_clash_pair_uses(const struct pp_plan *plan, const struct pp_clash_pairs *pairs,
                        const struct pp_clash_pair *pair, int side, struct pp_uses *uses)
{
    for (size_t i = 0; i < pair->count; i++)
        add_side(plan, &pairs->hits.items[pair->first + i], side, uses);
}

/* What the system does; and why, when a listener stands in its own way. */
static const char *detail_of(struct pp_check *check, const struct pp_clash_pair *pair)
{
    const char *error = pair->clash.os_error;
    bool itself = pair->listener[0] == pair->listener[1];
    return pp_arena_printf(check->arena, "%s%s%s%s",
                           itself ? "every instance claims all of it: " : "", pair->clash.why,
                           error ? ", " : "", error ? error : "");
}

static void report_pair(struct pp_check *check, const struct pp_rule *rule,
                        const struct pp_clash_pair *pair, struct pp_uses uses[2])
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *first = &plan->listeners[pair->listener[0]];
    struct pp_finding *finding = pp_check_add(check, rule, first->host, first->transport);
    for (int side = 0; side < 2; side++) {
        uses[side].count = 0;
        pp_clash_pair_uses(plan, check->clashes, pair, side, &uses[side]);
    }
    pp_finding_set_ports(check, finding, &uses[0]);
    for (int side = 0; side < 2; side++)
        pp_finding_add_listener(check, finding, pair->listener[side], &uses[side]);
    finding->os_error = pair->clash.os_error;
    finding->detail = detail_of(check, pair);
    const char *verb = pair->clash.kind == PP_CLASH_SPLIT ? "split between two" : "taken twice";
    finding->message =
        pp_arena_printf(check->arena, "%s on %s %s %s", pp_finding_ports_text(check, finding),
                        pp_host_name(check, first->host), pp_finding_be(finding), verb);
    pp_finding_suggest(check, finding, pair->listener[1]);
}

/* The pairs that are not listed, as one finding. */
static void report_crowd(struct pp_check *check, const struct pp_rule *rule, uint32_t host,
                         uint64_t pairs)
{
    struct pp_finding *finding = pp_check_add(check, rule, host, PP_NONE);
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_strbuf_add_grouped(&text, pairs);
    pp_strbuf_printf(&text, " more %s on %s %s counted here and not listed",
                     pairs == 1 ? "pair" : "pairs", pp_host_name(check, host),
                     pairs == 1 ? "is" : "are");
    finding->loc = check->plan->hosts[host].loc;
    finding->pairs = pairs;
    finding->message = pp_arena_strdup(check->arena, text.text);
    finding->help = "mend what is listed, and check again";
    pp_strbuf_release(&text);
}

void pp_clash_rule_run(struct pp_check *check, const struct pp_rule *rule, enum pp_clash_kind kind)
{
    const struct pp_clash_pairs *pairs = pp_clash_pairs_of(check);
    struct pp_uses uses[2] = {{0}, {0}};
    for (size_t i = 0; i < pairs->count; i++) {
        if (pairs->items[i].clash.kind == kind)
            report_pair(check, rule, &pairs->items[i], uses);
    }
    pp_uses_release(&uses[0]);
    pp_uses_release(&uses[1]);
    for (size_t i = 0; i < pairs->crowds.count; i++) {
        if (pairs->crowds.items[i].unlisted[kind] > 0)
            report_crowd(check, rule, pairs->crowds.items[i].host,
                         pairs->crowds.items[i].unlisted[kind]);
    }
}
