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

/* What one thread works with. */
struct judge {
    const struct pp_check *check;
    const struct pp_port_verdicts *verdicts;
    rule_bits *tables[PP_OSES][PP_TRANSPORTS]; /* by port: hostless rules that it can concern */
    uint32_t host;                             /* that was met last, or PP_NONE */
    const rule_bits *current[PP_TRANSPORTS];   /* its tables; NULL: not asked for yet */
    size_t own_rules[RULES_MAX], own_count;    /* those that are not hostless */
    struct pp_portset own[RULES_MAX][PP_TRANSPORTS]; /* their candidates on it, where current */
    struct pp_concerned found[RULES_MAX];
};

/* --- which rules a port can concern ------------------------------------------------ */

static void add_candidates(const struct judge *judge, size_t rule, uint32_t host,
                           enum pp_transport transport, rule_bits *table)
{
    struct pp_portset ports;
    struct pp_range range;
    pp_portset_clear(&ports);
    judge->verdicts->rules[rule]->candidates(judge->check, host, transport, &ports);
    for (uint32_t from = 1; pp_portset_next_range(&ports, from, &range); from = range.last + 1u) {
        for (uint32_t port = range.first; port <= range.last; port++)
            table[port] |= (rule_bits)(1u << rule);
    }
}

static const rule_bits *table_of(struct judge *judge, uint32_t host, enum pp_transport transport)
{
    enum pp_os os = judge->check->plan->hosts[host].os;
    rule_bits **table = &judge->tables[os][transport];
    if (*table)
        return *table;
    *table = pp_calloc(PORTS, sizeof **table);
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
        pp_portset_clear(&judge->own[i][transport]);
        judge->verdicts->rules[judge->own_rules[i]]->candidates(judge->check, host, transport,
                                                                &judge->own[i][transport]);
    }
}

/* The table of that host and transport, which is then the current one, as are the sets of rules that
 * look at the host. */
static const rule_bits *meet_host(struct judge *judge, uint32_t host, enum pp_transport transport)
{
    const struct pp_host *hosts = judge->check->plan->hosts;
    if (judge->host == PP_NONE ||
        (judge->host != host && !are_alike(&hosts[judge->host], &hosts[host])))
        memset(judge->current, 0, sizeof judge->current);
    judge->host = host;
    if (!judge->current[transport]) {
        judge->current[transport] = table_of(judge, host, transport);
        learn_own(judge, host, transport);
    }
    return judge->current[transport];
}

/* --- listeners --------------------------------------------------------------------- */

static bool rule_concerns(const struct judge *judge, const rule_bits *table, size_t index,
                          const struct pp_listener *listener, uint32_t count)
{
    const struct pp_bindings *bindings = &judge->check->plan->bindings;
    const struct pp_rule *rule = judge->verdicts->rules[index];
    for (uint32_t i = listener->first_binding; i < listener->first_binding + count; i++) {
        for (uint32_t port = bindings->first[i]; port && port <= bindings->last[i]; port++) {
            if ((!rule->hostless || (table[port] >> index & 1)) &&
                rule->concerns(judge->check, listener, (uint16_t)port))
                return true;
        }
    }
    return false;
}

static bool is_exact(const struct judge *judge, const struct pp_rule *rule,
                     const struct pp_listener *listener)
{
    return rule->exact == PP_EXACT_ALWAYS ||
           (rule->exact == PP_EXACT_UNLESS_OWNED &&
            judge->check->plan->placements[listener->placement].product->iana_count == 0);
}

static void add(struct pp_concerned *concerned, uint32_t listener)
{
    if (concerned->count == concerned->capacity)
        concerned->listeners = pp_grow(concerned->listeners, &concerned->capacity,
                                       concerned->count + 1, sizeof *concerned->listeners);
    concerned->listeners[concerned->count++] = listener;
}

/* The rules that a range can concern. */
static unsigned bits_of(const struct judge *judge, const rule_bits *table, unsigned transport,
                        struct pp_range ports)
{
    unsigned bits = 0;
    for (uint32_t port = ports.first; port <= ports.last; port++)
        bits |= table[port];
    for (size_t i = 0; i < judge->own_count; i++) {
        if (pp_portset_overlaps(&judge->own[i][transport], ports))
            bits |= 1u << judge->own_rules[i];
    }
    return bits;
}

/* All instances of a fixed listener have the same ports: one of them is looked at. */
static void judge_listener(struct judge *judge, uint32_t index)
{
    const struct pp_plan *plan = judge->check->plan;
    const struct pp_listener *listener = &plan->listeners[index];
    unsigned transport = listener->transport, bits = 0;
    const rule_bits *table = judge->current[transport];
    if (!table || judge->host != listener->host)
        table = meet_host(judge, listener->host, (enum pp_transport)transport);
    uint32_t count = pp_listener_is_fixed(listener) ? 1 : listener->binding_count;
    for (uint32_t i = listener->first_binding; i < listener->first_binding + count; i++) {
        if (plan->bindings.first[i])
            bits |= bits_of(judge, table, transport,
                            (struct pp_range){plan->bindings.first[i], plan->bindings.last[i]});
    }
    for (size_t i = 0; bits >> i; i++) {
        if ((bits >> i & 1) && (is_exact(judge, judge->verdicts->rules[i], listener) ||
                                rule_concerns(judge, table, i, listener, count)))
            add(&judge->found[i], index);
    }
}

/* --- all of them ------------------------------------------------------------------- */

struct job {
    struct judge *judges;
    unsigned parts;
};

static void judge_part(void *data, unsigned part)
{
    const struct job *job = data;
    struct judge *judge = &job->judges[part];
    size_t count = judge->check->plan->listener_count;
    size_t end = part + 1 == job->parts ? count : count / job->parts * (part + 1);
    for (size_t i = count / job->parts * part; i < end; i++)
        judge_listener(judge, (uint32_t)i);
}

static void collect(struct judge *judge, struct pp_port_verdicts *verdicts)
{
    for (size_t i = 0; i < verdicts->count; i++) {
        struct pp_concerned *all = &verdicts->concerned[i], *found = &judge->found[i];
        all->listeners = pp_grow(all->listeners, &all->capacity, all->count + found->count,
                                 sizeof *all->listeners);
        if (found->count > 0)
            memcpy(all->listeners + all->count, found->listeners,
                   found->count * sizeof *all->listeners);
        all->count += found->count;
        free(found->listeners);
    }
    for (size_t os = 0; os < PP_OSES; os++) {
        for (size_t transport = 0; transport < PP_TRANSPORTS; transport++)
            free(judge->tables[os][transport]);
    }
}

static void judge_all(struct pp_check *check, struct pp_port_verdicts *verdicts)
{
    size_t parts = check->plan->listener_count / PER_THREAD;
    struct job job = {.parts = parts < 2 ? 1 : parts < check->jobs ? (unsigned)parts : check->jobs};
    job.judges = pp_calloc(job.parts, sizeof *job.judges);
    for (unsigned part = 0; part < job.parts; part++) {
        job.judges[part].check = check;
        job.judges[part].verdicts = verdicts;
        job.judges[part].host = PP_NONE;
        for (size_t i = 0; i < verdicts->count; i++) {
            if (!verdicts->rules[i]->hostless)
                job.judges[part].own_rules[job.judges[part].own_count++] = i;
        }
    }
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
