/* port_rules: bits by port, then the rules' own word, then findings. */
#include "check/port_rules.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "check/parts.h"
#include "model/portset.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define RULES_MAX 16u     /* bits of a table's items */
#define PER_THREAD 50000u /* listeners; a thread with less is not worth its start */
#define PORTS (PP_PORT_MAX + 1u)

typedef uint16_t rule_bits;

struct pp_port_verdicts {
    const struct pp_rule *rules[RULES_MAX];
    struct pp_concerned concerned[RULES_MAX];
    size_t count;
};

/* By port of one transport of one operating system: the hostless rules that it can concern. */
struct table {
    rule_bits bits[PORTS];
    struct pp_portset changes; /* ports whose bits are others than those of the port before */
};

/* The ports that a rule can concern which looks at the host. */
struct own_rule {
    size_t rule;
    struct pp_portset ports[PP_TRANSPORTS];
    struct pp_range hull[PP_TRANSPORTS]; /* the first to the last of them; 0, 0: there are none */
};

/* What one thread works with. */
struct judge {
    const struct pp_check *check;
    const struct pp_port_verdicts *verdicts;
    struct table *tables[PP_OSES][PP_TRANSPORTS];
    uint32_t host;                              /* that was met last, or PP_NONE */
    const struct table *current[PP_TRANSPORTS]; /* its tables; NULL: not asked for yet */
    struct own_rule own[RULES_MAX];             /* likewise, where current */
    size_t own_count;
    unsigned exact_always, exact_unless_owned; /* bits of rules by pp_exact */
    rule_bits *bits; /* by listener of the placement at hand: rules that its ports can concern */
    rule_bits some;  /* those of any listener of it */
    size_t capacity;
    struct pp_concerned found[RULES_MAX];
};

/* --- which rules a port can concern ------------------------------------------------ */

static void add_candidates(const struct judge *judge, size_t rule, uint32_t host,
                           enum pp_transport transport, struct table *table)
{
    struct pp_portset ports;
    struct pp_range range;
    pp_portset_clear(&ports);
    judge->verdicts->rules[rule]->candidates(judge->check, host, transport, &ports);
    for (uint32_t from = 1; pp_portset_next_range(&ports, from, &range); from = range.last + 1u) {
        uint16_t end = (uint16_t)(range.last + 1u); /* behind the last port there is nothing */
        for (uint32_t port = range.first; port <= range.last; port++)
            table->bits[port] |= (rule_bits)(1u << rule);
        pp_portset_add(&table->changes, (struct pp_range){range.first, range.first});
        pp_portset_add(&table->changes, (struct pp_range){end, end});
    }
}

static const struct table *table_of(struct judge *judge, uint32_t host, enum pp_transport transport)
{
    enum pp_os os = judge->check->plan->hosts[host].os;
    struct table **table = &judge->tables[os][transport];
    if (*table)
        return *table;
    *table = pp_calloc(1, sizeof **table);
    for (size_t i = 0; i < judge->verdicts->count; i++) {
        if (judge->verdicts->rules[i]->hostless)
            add_candidates(judge, i, host, transport, *table);
    }
    return *table;
}

/* Whether what rules ask of the host itself is the same for both. */
static bool are_alike(const struct pp_host *a, const struct pp_host *b)
{
    return a->os == b->os && a->ephemeral.first == b->ephemeral.first &&
           a->ephemeral.last == b->ephemeral.last && a->excluded_count == 0 &&
           b->excluded_count == 0;
}

static void learn_own(struct judge *judge, uint32_t host, enum pp_transport transport)
{
    for (size_t i = 0; i < judge->own_count; i++) {
        struct own_rule *own = &judge->own[i];
        struct pp_portset *ports = &own->ports[transport];
        struct pp_range *hull = &own->hull[transport], range;
        pp_portset_clear(ports);
        judge->verdicts->rules[own->rule]->candidates(judge->check, host, transport, ports);
        *hull = (struct pp_range){0, 0};
        for (uint32_t from = 1; pp_portset_next_range(ports, from, &range); from = range.last + 1u)
            *hull = (struct pp_range){hull->first ? hull->first : range.first, range.last};
    }
}

/* From here on it is that host's turn. */
static void meet_host(struct judge *judge, uint32_t host)
{
    const struct pp_host *hosts = judge->check->plan->hosts;
    if (judge->host == PP_NONE ||
        (judge->host != host && !are_alike(&hosts[judge->host], &hosts[host])))
        memset(judge->current, 0, sizeof judge->current);
    judge->host = host;
}

static const struct table *current_table(struct judge *judge, unsigned transport)
{
    if (!judge->current[transport]) {
        judge->current[transport] = table_of(judge, judge->host, (enum pp_transport)transport);
        learn_own(judge, judge->host, (enum pp_transport)transport);
    }
    return judge->current[transport];
}

/* --- bindings ---------------------------------------------------------------------- */

/* Whether the bits change within the range. Most ranges lie in one word. */
static bool has_change(const struct table *table, struct pp_range ports)
{
    uint32_t bit = ports.first % 64u, more = (uint32_t)(ports.last - ports.first);
    if (bit + more < 64)
        return table->changes.words[ports.first / 64u] & (((uint64_t)2 << more) - 2) << bit;
    return pp_portset_overlaps(&table->changes,
                               (struct pp_range){(uint16_t)(ports.first + 1), ports.last});
}

/* The rules that a range can concern. */
static rule_bits bits_of(const struct judge *judge, const struct table *table, unsigned transport,
                         struct pp_range ports)
{
    unsigned bits = table->bits[ports.first];
    if (has_change(table, ports)) {
        for (uint32_t port = ports.first + 1u; port <= ports.last; port++)
            bits |= table->bits[port];
    }
    for (size_t i = 0; i < judge->own_count; i++) {
        const struct own_rule *own = &judge->own[i];
        if (ports.first <= own->hull[transport].last && ports.last >= own->hull[transport].first &&
            pp_portset_overlaps(&own->ports[transport], ports))
            bits |= 1u << own->rule;
    }
    return (rule_bits)bits;
}

/* All instances of a fixed listener have the same ports: one of them is looked at. */
static bool rule_concerns(const struct judge *judge, size_t index,
                          const struct pp_listener *listener)
{
    const struct pp_bindings *bindings = &judge->check->plan->bindings;
    const struct pp_rule *rule = judge->verdicts->rules[index];
    const struct table *table = judge->current[listener->transport];
    uint32_t count = pp_listener_is_fixed(listener) ? 1 : listener->binding_count;
    for (uint32_t i = listener->first_binding; i < listener->first_binding + count; i++) {
        for (uint32_t port = bindings->first[i]; port && port <= bindings->last[i]; port++) {
            if ((!rule->hostless || (table->bits[port] >> index & 1)) &&
                rule->concerns(judge->check, listener, (uint16_t)port))
                return true;
        }
    }
    return false;
}

/* Adds listeners from `first` on that have the rule's bit. Which have it is as good as random: so all are
 * written, and those without are written over. */
static void add_exact(struct pp_concerned *concerned, size_t rule, uint32_t first, uint32_t count,
                      const rule_bits *bits)
{
    concerned->listeners = pp_grow(concerned->listeners, &concerned->capacity,
                                   concerned->count + count, sizeof *concerned->listeners);
    uint32_t *next = concerned->listeners + concerned->count;
    for (uint32_t i = 0; i < count; i++) {
        *next = first + i;
        next += bits[i] >> rule & 1;
    }
    concerned->count = (size_t)(next - concerned->listeners);
}

/* The same, when the rule has to be asked. */
static void add_asked(struct judge *judge, size_t rule, uint32_t first, uint32_t count)
{
    struct pp_concerned *concerned = &judge->found[rule];
    for (uint32_t i = 0; i < count; i++) {
        if (!(judge->bits[i] >> rule & 1) ||
            !rule_concerns(judge, rule, &judge->check->plan->listeners[first + i]))
            continue;
        concerned->listeners = pp_grow(concerned->listeners, &concerned->capacity,
                                       concerned->count + 1, sizeof *concerned->listeners);
        concerned->listeners[concerned->count++] = first + i;
    }
}

/* Sets bits[] by listener of the placement, whose bindings stand together. Columns tell it all: listeners
 * are ten times as large, and most need not be looked at. */
static void fill_bits(struct judge *judge, const struct pp_placement *placement)
{
    const struct pp_plan *plan = judge->check->plan;
    const struct pp_bindings *bindings = &plan->bindings;
    const struct pp_listener *first = &plan->listeners[placement->first_listener];
    const struct pp_listener *last = first + placement->listener_count - 1;
    judge->bits =
        pp_grow(judge->bits, &judge->capacity, placement->listener_count, sizeof *judge->bits);
    memset(judge->bits, 0, placement->listener_count * sizeof *judge->bits);
    for (uint32_t i = first->first_binding; i < last->first_binding + last->binding_count; i++) {
        struct pp_range ports = {bindings->first[i], bindings->last[i]};
        unsigned transport = bindings->transport[i];
        if (ports.first)
            judge->bits[bindings->listener[i] - placement->first_listener] |=
                bits_of(judge, current_table(judge, transport), transport, ports);
    }
    judge->some = 0;
    for (uint32_t i = 0; i < placement->listener_count; i++)
        judge->some |= judge->bits[i];
}

static void judge_placement(struct judge *judge, const struct pp_placement *placement)
{
    uint32_t first = placement->first_listener, count = placement->listener_count;
    unsigned exact = judge->exact_always;
    if (count == 0)
        return;
    if (placement->product->iana_count == 0)
        exact |= judge->exact_unless_owned;
    meet_host(judge, placement->host);
    fill_bits(judge, placement);
    for (size_t i = 0; judge->some >> i; i++) {
        if (!(judge->some >> i & 1))
            continue;
        if (exact >> i & 1)
            add_exact(&judge->found[i], i, first, count, judge->bits);
        else
            add_asked(judge, i, first, count);
    }
}

/* --- all of them ------------------------------------------------------------------- */

struct job {
    struct judge *judges;
    unsigned parts;
};

/* The first placement whose listeners begin at or behind that part's share. */
static size_t part_start(const struct pp_plan *plan, unsigned part, unsigned parts)
{
    size_t low = 0, high = plan->placement_count, start = plan->listener_count / parts * part;
    while (low < high && part < parts) {
        size_t middle = low + (high - low) / 2;
        if (plan->placements[middle].first_listener < start)
            low = middle + 1;
        else
            high = middle;
    }
    return part < parts ? low : high;
}

static void judge_part(void *data, unsigned part)
{
    const struct job *job = data;
    struct judge *judge = &job->judges[part];
    const struct pp_plan *plan = judge->check->plan;
    size_t end = part_start(plan, part + 1, job->parts);
    for (size_t i = part_start(plan, part, job->parts); i < end; i++)
        judge_placement(judge, &plan->placements[i]);
}

static void collect(struct judge *judge, struct pp_port_verdicts *verdicts)
{
    for (size_t i = 0; i < verdicts->count; i++) {
        struct pp_concerned *all = &verdicts->concerned[i], *found = &judge->found[i];
        if (all->count == 0) { /* of the first thread that found some: no copy */
            free(all->listeners);
            *all = *found;
            continue;
        }
        all->listeners = pp_grow(all->listeners, &all->capacity, all->count + found->count,
                                 sizeof *all->listeners);
        if (found->count > 0)
            memcpy(all->listeners + all->count, found->listeners,
                   found->count * sizeof *all->listeners);
        all->count += found->count;
        free(found->listeners);
    }
    free(judge->bits);
    for (size_t os = 0; os < PP_OSES; os++) {
        for (size_t transport = 0; transport < PP_TRANSPORTS; transport++)
            free(judge->tables[os][transport]);
    }
}

static void set_up(struct judge *judge, const struct pp_check *check,
                   const struct pp_port_verdicts *verdicts)
{
    judge->check = check;
    judge->verdicts = verdicts;
    judge->host = PP_NONE;
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct pp_rule *rule = verdicts->rules[i];
        if (!rule->hostless)
            judge->own[judge->own_count++].rule = i;
        judge->exact_always |= (unsigned)(rule->exact == PP_EXACT_ALWAYS) << i;
        judge->exact_unless_owned |= (unsigned)(rule->exact == PP_EXACT_UNLESS_OWNED) << i;
    }
}

static void judge_all(struct pp_check *check, struct pp_port_verdicts *verdicts)
{
    size_t parts = check->plan->listener_count / PER_THREAD;
    struct job job = {.parts = parts < 2 ? 1 : parts < check->jobs ? (unsigned)parts : check->jobs};
    job.judges = pp_calloc(job.parts, sizeof *job.judges);
    for (unsigned part = 0; part < job.parts; part++)
        set_up(&job.judges[part], check, verdicts);
    pp_parallel(job.parts, judge_part, &job);
    for (unsigned part = 0; part < job.parts; part++)
        collect(&job.judges[part], verdicts);
    free(job.judges);
}

const struct pp_concerned *pp_port_verdicts_of(struct pp_check *check, const struct pp_rule *rule)
{
    if (!check->port_verdicts) {
        struct pp_port_verdicts *verdicts = check->port_verdicts = pp_calloc(1, sizeof *verdicts);
        for (size_t i = 0; i < check->rule_count; i++) {
            if (check->severities[i] == PP_OFF || check->rules[i]->run != pp_port_rule_run)
                continue;
            assert(verdicts->count < RULES_MAX && check->rules[i]->candidates);
            verdicts->rules[verdicts->count++] = check->rules[i];
        }
        judge_all(check, verdicts);
    }
    size_t i = 0;
    while (check->port_verdicts->rules[i] != rule)
        i++;
    return &check->port_verdicts->concerned[i];
}

void pp_port_verdicts_release(struct pp_port_verdicts *verdicts)
{
    if (!verdicts)
        return;
    for (size_t i = 0; i < verdicts->count; i++)
        free(verdicts->concerned[i].listeners);
    free(verdicts);
}

/* --- findings ---------------------------------------------------------------------- */

struct port_scan {
    struct pp_uses uses;
    struct pp_service_use *services;
    size_t service_count, service_capacity;
};

static void scan_binding(struct pp_check *check, const struct pp_rule *rule,
                         const struct pp_listener *listener, uint32_t binding,
                         struct port_scan *scan)
{
    const struct pp_bindings *bindings = &check->plan->bindings;
    uint32_t instance = pp_plan_instance(check->plan, binding);
    if (bindings->first[binding] == 0)
        return;
    for (uint32_t port = bindings->first[binding]; port <= bindings->last[binding]; port++) {
        if (!rule->concerns(check, listener, (uint16_t)port))
            continue;
        pp_uses_add(&scan->uses, (struct pp_range){(uint16_t)port, (uint16_t)port}, instance);
        const char *name = rule->names ? rule->names(check, listener, (uint16_t)port) : NULL;
        if (!name)
            continue;
        scan->services = pp_grow(scan->services, &scan->service_capacity, scan->service_count + 1,
                                 sizeof *scan->services);
        scan->services[scan->service_count++] = (struct pp_service_use){(uint16_t)port, name};
    }
}

static int compare_services(const void *left, const void *right)
{
    const struct pp_service_use *a = left, *b = right;
    return a->port < b->port ? -1 : a->port > b->port;
}

static void set_services(struct pp_check *check, struct pp_finding *finding, struct port_scan *scan)
{
    size_t kept = 0;
    if (scan->service_count > 1)
        qsort(scan->services, scan->service_count, sizeof *scan->services, compare_services);
    for (size_t i = 0; i < scan->service_count; i++) { /* a port of several instances: once */
        if (kept == 0 || scan->services[kept - 1].port != scan->services[i].port)
            scan->services[kept++] = scan->services[i];
    }
    finding->services = pp_arena_copy(check->arena, scan->services, kept * sizeof *scan->services);
    finding->service_count = kept;
}

static void report_listener(struct pp_check *check, const struct pp_rule *rule, uint32_t index,
                            struct port_scan *scan)
{
    const struct pp_listener *listener = &check->plan->listeners[index];
    scan->uses.count = 0;
    scan->service_count = 0;
    for (uint32_t i = 0; i < listener->binding_count; i++)
        scan_binding(check, rule, listener, listener->first_binding + i, scan);
    if (scan->uses.count == 0)
        return;
    struct pp_finding *finding = pp_check_add(check, rule, listener->host, listener->transport);
    pp_finding_set_ports(check, finding, &scan->uses);
    pp_finding_add_listener(check, finding, index, &scan->uses);
    set_services(check, finding, scan);
    rule->describe(check, finding, listener);
}

void pp_port_rule_run(struct pp_check *check, const struct pp_rule *rule)
{
    const struct pp_concerned *concerned = pp_port_verdicts_of(check, rule);
    struct port_scan scan = {0};
    for (size_t i = 0; i < concerned->count; i++)
        report_listener(check, rule, concerned->listeners[i], &scan);
    pp_uses_release(&scan.uses);
    free(scan.services);
}
