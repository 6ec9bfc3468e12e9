/* pool-exhausted: an instance that got no port of its pool. */
#include "base/mem.h"
#include "base/text.h"
#include "check/locks.h"
#include "check/parts.h"

#include <stdlib.h>

/* Endpoints of one pool fail together: the first of the placement speaks for all. */
static bool speaks(const struct pp_plan *plan, const struct pp_listener *listener)
{
    const struct pp_placement *placement = &plan->placements[listener->placement];
    const struct pp_listener *other = &plan->listeners[placement->first_listener];
    for (; other < listener; other++) {
        if (pp_listeners_share(other, listener))
            return false;
    }
    return true;
}

static const char *subject(struct pp_check *check, const struct pp_listener *listener)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    if (listener->origin == PP_FROM_POOL)
        pp_strbuf_printf(&buf, "pool %s ", listener->pool->id);
    else
        pp_strbuf_printf(&buf, "auto of %s ", listener->endpoint->id);
    if (listener->range.first) {
        pp_strbuf_add(&buf, "(");
        pp_range_format(listener->range, &buf);
        pp_strbuf_add(&buf, ") ");
    }
    const char *text = pp_arena_strdup(check->arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

/* --- what is in the way ------------------------------------------------------ */

#define IN_THE_WAY_MAX 3

/* "8088 is held by vMix, web; 8090-8099 are excluded", with the host when several are meant. */
struct in_the_way {
    struct pp_strbuf buf;
    size_t count;
    bool several_hosts;
};

/* Starts a part; false when there are enough of them. */
static bool start_part(struct in_the_way *way, struct pp_range ports)
{
    if (++way->count > IN_THE_WAY_MAX)
        return false;
    pp_strbuf_add(&way->buf, way->count > 1 ? "; " : "");
    pp_range_format(ports, &way->buf);
    pp_strbuf_add(&way->buf, ports.first == ports.last ? " is " : " are ");
    return true;
}

static void end_part(struct pp_check *check, struct in_the_way *way, uint32_t host)
{
    if (way->several_hosts)
        pp_strbuf_printf(&way->buf, " on %s", pp_host_name(check, host));
}

static void add_excluded(struct pp_check *check, const struct pp_listener *listener,
                         struct pp_range range, struct in_the_way *way)
{
    const struct pp_host *host = &check->plan->hosts[listener->host];
    for (size_t i = 0; i < host->excluded_count; i++) {
        const struct pp_excluded *excluded = &host->excluded[i];
        if (!pp_range_overlaps(excluded->ports, range) ||
            (excluded->transport != PP_NONE && excluded->transport != listener->transport) ||
            !start_part(way, excluded->ports))
            continue;
        pp_strbuf_add(&way->buf, "excluded");
        end_part(check, way, listener->host);
    }
}

/* Whether the binding keeps the listener from a port of the range. */
static bool holds(const struct pp_plan *plan, const struct pp_listener *listener,
                  struct pp_range range, uint32_t binding)
{
    const struct pp_listener *other = &plan->listeners[plan->bindings.listener[binding]];
    struct pp_range ports = {plan->bindings.first[binding], plan->bindings.last[binding]};
    if (other->placement == listener->placement || ports.first == 0 ||
        !pp_range_overlaps(ports, range))
        return false;
    struct pp_claim ours = pp_listener_claim(listener), theirs = pp_listener_claim(other);
    return pp_clash_judge(plan->hosts[listener->host].os, &ours, &theirs).kind != PP_CLASH_NONE;
}

static void add_holders(struct pp_check *check, const struct pp_listener *listener,
                        struct pp_range range, struct in_the_way *way)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_host *host = &plan->hosts[listener->host];
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        struct pp_range ports = {plan->bindings.first[binding], plan->bindings.last[binding]};
        if (!holds(plan, listener, range, binding) || !start_part(way, ports))
            continue;
        const struct pp_listener *other = &plan->listeners[plan->bindings.listener[binding]];
        pp_strbuf_printf(&way->buf, "held by %s, %s",
                         plan->placements[other->placement].product->title, other->endpoint->id);
        end_part(check, way, listener->host);
    }
}

/* What was given up a short time ago, and is not for others yet. */
static void add_cooling(struct pp_check *check, const struct pp_listener *listener,
                        struct pp_range range, struct in_the_way *way)
{
    for (uint32_t port = range.first; check->locks && port <= range.last;) {
        const struct pp_cooling *cooling =
            pp_locks_cooling(check->locks, listener->host, (uint16_t)port);
        if (!cooling || !pp_range_overlaps(cooling->ports, range))
            return;
        port = cooling->ports.last + 1u;
        if (!start_part(way, cooling->ports))
            continue;
        char day[PP_DATE_TEXT];
        pp_strbuf_printf(&way->buf,
                         "cooling down: free from %s on, or at once by `portplan lock "
                         "--prune`",
                         pp_date_format(cooling->until, day));
        end_part(check, way, listener->host);
    }
}

/* What keeps the listener, and those that share with it, from ports of the range. */
static void add_in_the_way(struct pp_check *check, const struct pp_listener *listener,
                           struct pp_range range, struct in_the_way *way)
{
    const struct pp_placement *placement = &check->plan->placements[listener->placement];
    bool met[PP_TRANSPORTS] = {false};
    for (uint32_t i = 0; i < placement->listener_count && range.first; i++) {
        const struct pp_listener *mate = &check->plan->listeners[placement->first_listener + i];
        if (!pp_listeners_share(mate, listener) || met[mate->transport])
            continue;
        met[mate->transport] = true;
        add_excluded(check, mate, range, way);
        add_holders(check, mate, range, way);
    }
    if (range.first)
        add_cooling(check, listener, range, way);
}

/* The text, or NULL when nothing is in the way. */
static const char *end_way(struct pp_check *check, struct in_the_way *way)
{
    if (way->count > IN_THE_WAY_MAX)
        pp_strbuf_printf(&way->buf, "; and %zu more", way->count - IN_THE_WAY_MAX);
    const char *text = way->count > 0 ? pp_arena_strdup(check->arena, way->buf.text) : NULL;
    pp_strbuf_release(&way->buf);
    return text;
}

/* --- one placement ----------------------------------------------------------- */

/* Instances without a port. */
struct missing {
    uint32_t count, first;
};

static void add_missing(struct missing *missing, uint32_t instance)
{
    if (missing->count++ == 0 || instance < missing->first)
        missing->first = instance;
}

static const char *who(struct pp_check *check, struct missing missing)
{
    if (missing.count == 1)
        return pp_arena_printf(check->arena, "instance %u", missing.first);
    return pp_arena_printf(check->arena, "%u instances, from %u on", missing.count, missing.first);
}

/* "port", "block of 16 ports" */
static const char *unit_of(struct pp_check *check, const struct pp_listener *listener)
{
    if (listener->block == 1)
        return "port";
    return pp_arena_printf(check->arena, "block of %u ports", listener->block);
}

static struct pp_finding *add_finding(struct pp_check *check, const struct pp_rule *rule,
                                      uint32_t index)
{
    const struct pp_listener *listener = &check->plan->listeners[index];
    struct pp_finding *finding = pp_check_add(check, rule, listener->host, listener->transport);
    struct pp_uses none = {0};
    pp_finding_add_listener(check, finding, index, &none);
    return finding;
}

static void report(struct pp_check *check, const struct pp_rule *rule, uint32_t index,
                   struct missing missing)
{
    const struct pp_listener *listener = &check->plan->listeners[index];
    struct pp_finding *finding = add_finding(check, rule, index);
    struct in_the_way way = {0};
    pp_strbuf_init(&way.buf);
    finding->message = pp_arena_printf(
        check->arena, "%sof %s on %s has no free %s for %s", subject(check, listener),
        check->plan->placements[listener->placement].product->title,
        pp_host_name(check, listener->host), unit_of(check, listener), who(check, missing));
    add_in_the_way(check, listener, listener->range, &way);
    finding->detail = end_way(check, &way);
    pp_finding_suggest_wider(check, finding, index);
}

static void judge(struct pp_check *check, const struct pp_rule *rule, uint32_t index)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *listener = &plan->listeners[index];
    struct missing missing = {0};
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        if (plan->bindings.first[listener->first_binding + i] == 0)
            add_missing(&missing, pp_plan_instance(plan, listener->first_binding + i));
    }
    if (missing.count > 0 && speaks(plan, listener))
        report(check, rule, index, missing);
}

/* --- a tie ------------------------------------------------------------------- */

/* What became of a tie: by instance, the ports that somebody has. */
struct tie {
    uint32_t index;
    struct pp_range *blocks; /* first 0: nobody has any */
    bool *counted;           /* by instance */
    struct missing missing;  /* instances for which nobody has any */
    uint32_t first, last;    /* of the listeners that have such instances */
    uint32_t hosts;          /* of these */
    struct in_the_way way;
};

static void read_blocks(const struct pp_plan *plan, struct tie *tie)
{
    for (uint32_t i = plan->ties[tie->index].first; i < plan->listener_count; i++) {
        const struct pp_listener *listener = &plan->listeners[i];
        for (uint32_t j = 0; listener->tie == tie->index && j < listener->binding_count; j++) {
            uint32_t binding = listener->first_binding + j;
            struct pp_range *block = &tie->blocks[pp_plan_instance(plan, binding)];
            if (block->first == 0)
                *block =
                    (struct pp_range){plan->bindings.first[binding], plan->bindings.last[binding]};
        }
    }
}

/* Whether another placement of the tie has these ports, on the listener's own host. */
static bool has_rival(const struct pp_plan *plan, const struct pp_listener *listener,
                      struct pp_range block)
{
    const struct pp_host *host = &plan->hosts[listener->host];
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        if (plan->listeners[plan->bindings.listener[binding]].tie == listener->tie &&
            holds(plan, listener, block, binding))
            return true;
    }
    return false;
}

/* Whether a lock gave the instance of a tie its ports. */
static bool is_locked(const struct pp_plan *plan, uint32_t tie, uint32_t instance)
{
    for (uint32_t i = plan->ties[tie].first; plan->locked && i < plan->listener_count; i++) {
        const struct pp_listener *listener = &plan->listeners[i];
        for (uint32_t j = 0; listener->tie == tie && j < listener->binding_count; j++) {
            uint32_t binding = listener->first_binding + j;
            if (plan->locked[binding] && pp_plan_instance(plan, binding) == instance)
                return true;
        }
    }
    return false;
}

/* A listener that could not have what others of its tie have. */
static void report_apart(struct pp_check *check, const struct pp_rule *rule, uint32_t index,
                         struct missing apart, struct pp_range block)
{
    const struct pp_listener *listener = &check->plan->listeners[index];
    struct pp_finding *finding = add_finding(check, rule, index);
    struct in_the_way way = {0};
    struct pp_strbuf ports;
    pp_strbuf_init(&way.buf);
    pp_strbuf_init(&ports);
    pp_range_format(block, &ports);
    finding->message = pp_arena_printf(
        check->arena, "%sof %s on %s cannot have what it is tied to for %s: %s",
        subject(check, listener), check->plan->placements[listener->placement].product->title,
        pp_host_name(check, listener->host), who(check, apart), ports.text);
    add_in_the_way(check, listener, block, &way);
    finding->detail = end_way(check, &way);
    if (has_rival(check->plan, listener, block))
        finding->help = "give its instances other numbers, or leave out its same_on";
    else if (is_locked(check->plan, listener->tie, apart.first))
        finding->help = "what it is tied to is locked: run `portplan lock` to move all of them to "
                        "ports that are free for all, if there are any";
    else
        pp_finding_suggest(check, finding, index);
    pp_strbuf_release(&ports);
}

static void judge_tied(struct pp_check *check, const struct pp_rule *rule, struct tie *tie,
                       uint32_t index)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *listener = &plan->listeners[index];
    struct missing nowhere = {0}, apart = {0};
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        uint32_t binding = listener->first_binding + i;
        uint32_t instance = pp_plan_instance(plan, binding);
        if (plan->bindings.first[binding])
            continue;
        bool new = !tie->counted[instance] && tie->blocks[instance].first == 0;
        add_missing(tie->blocks[instance].first ? &apart : &nowhere, instance);
        tie->counted[instance] = true;
        if (new)
            add_missing(&tie->missing, instance);
    }
    if (apart.count > 0)
        report_apart(check, rule, index, apart, tie->blocks[apart.first]);
    if (nowhere.count == 0)
        return;
    if (tie->first == PP_NONE)
        tie->first = index;
    if (tie->last == PP_NONE || plan->listeners[tie->last].host != listener->host)
        tie->hosts++;
    tie->last = index;
}

/* Instances that nobody could be given a port for: one finding, whatever hosts there are. */
static void report_tie(struct pp_check *check, const struct pp_rule *rule, struct tie *tie)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *first = &plan->listeners[tie->first];
    struct pp_finding *finding = add_finding(check, rule, tie->first);
    const char *hosts = tie->hosts == 2 ? "both hosts"
                        : tie->hosts == 1
                            ? pp_host_name(check, first->host)
                            : pp_arena_printf(check->arena, "all %u hosts", tie->hosts);
    pp_strbuf_init(&tie->way.buf);
    tie->way.several_hosts = tie->hosts > 1;
    for (uint32_t i = tie->first; i <= tie->last; i++) {
        if (plan->listeners[i].tie == tie->index && speaks(plan, &plan->listeners[i]))
            add_in_the_way(check, &plan->listeners[i], first->range, &tie->way);
    }
    finding->message = pp_arena_printf(check->arena, "%sof %s has no %s free on %s for %s",
                                       subject(check, first),
                                       plan->placements[first->placement].product->title,
                                       unit_of(check, first), hosts, who(check, tie->missing));
    finding->detail = end_way(check, &tie->way);
    pp_finding_suggest_wider(check, finding, tie->first);
}

static void judge_tie(struct pp_check *check, const struct pp_rule *rule, uint32_t index)
{
    const struct pp_plan *plan = check->plan;
    struct tie tie = {.index = index, .first = PP_NONE, .last = PP_NONE};
    tie.blocks = pp_calloc(PP_INSTANCE_MAX, sizeof *tie.blocks);
    tie.counted = pp_calloc(PP_INSTANCE_MAX, sizeof *tie.counted);
    read_blocks(plan, &tie);
    for (uint32_t i = plan->ties[index].first; i < plan->listener_count; i++) {
        if (plan->listeners[i].tie == index && speaks(plan, &plan->listeners[i]))
            judge_tied(check, rule, &tie, i);
    }
    if (tie.first != PP_NONE)
        report_tie(check, rule, &tie);
    free(tie.blocks);
    free(tie.counted);
}

static bool is_short(const struct pp_plan *plan, const struct pp_listener *listener)
{
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        if (plan->bindings.first[listener->first_binding + i] == 0)
            return true;
    }
    return false;
}

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    const struct pp_plan *plan = check->plan;
    bool *judged = pp_calloc(plan->tie_count + 1, sizeof *judged);
    for (uint32_t i = 0; i < plan->listener_count && plan->chosen_count > 0; i++) {
        const struct pp_listener *listener = &plan->listeners[i];
        if (!pp_listener_is_chosen(listener) || !is_short(plan, listener))
            continue;
        if (listener->tie == PP_NONE) {
            judge(check, rule, i);
        } else if (!judged[listener->tie]) {
            judge_tie(check, rule, listener->tie);
            judged[listener->tie] = true;
        }
    }
    free(judged);
}

const struct pp_rule pp_rule_pool_exhausted = {
    .id = "pool-exhausted",
    .severity = PP_ERROR,
    .summary = "a pool or auto range has no free port left for an instance",
    .page =
        {
            .means = "An instance was to get a free port of a pool, or of the range of `auto`, and "
                     "every port of it is taken by something that would clash, or excluded by the "
                     "host. With a block, no row of free ports is long enough; with `same_on`, no "
                     "port is free on every host that has the instance.",
            .matters =
                "The instance has no port: it cannot be configured, and is checked for nothing "
                "else.",
            .bad = "local recorder = product \"recorder\" { pools = { api = \"8301-8302\" }, tcp "
                   "\"rest\" { port = \"api\" } }\n"
                   "host \"A\" { address = \"10.0.0.1\", recorder { instances = 3 } }",
            .good = "local recorder = product \"recorder\" { pools = { api = \"8301-8302\" }, tcp "
                    "\"rest\" { port = \"api\" } }\n"
                    "host \"A\" { address = \"10.0.0.1\", recorder { instances = 3, ports = { api "
                    "= \"8301-8399\" } } }",
            .source = "The plan language: pools and auto.",
        },
    .run = run,
};
