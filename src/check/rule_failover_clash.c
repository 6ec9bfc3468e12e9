/* failover-clash: what runs on a host cannot run on the host that stands by for it. */
#include "base/mem.h"
#include "base/text.h"
#include "check/failover.h"
#include "check/waivers.h"

#include <stdlib.h>
#include <string.h>

#define SPARES_NAMED_MAX 4 /* beside the one whose parties are listed */

/* The moves of one main: to one backup, or to every spare of its pool. */
struct moves {
    const char *pool; /* NULL: to a backup that names it */
    struct pp_trial *trials;
    size_t count, capacity;
};

/* --- what a finding is made of ----------------------------------------------- */

static void add_moved(struct pp_check *check, const struct pp_trial *trial,
                      const struct pp_obstacle *obstacle, struct pp_uses *uses,
                      struct pp_finding *finding)
{
    uses->count = 0;
    pp_trial_uses(check->plan, trial, obstacle, 0, uses);
    pp_finding_set_ports(check, finding, uses);
    pp_finding_add_listener(check, finding, obstacle->moved, uses);
    finding->transport = check->plan->listeners[obstacle->moved].transport;
}

/* The finding without its texts. */
static struct pp_finding *start(struct pp_check *check, const struct pp_rule *rule,
                                const struct pp_trial *trial, const struct pp_obstacle *obstacle)
{
    struct pp_uses uses = {0};
    struct pp_finding *finding = pp_check_add(check, rule, trial->main, PP_NONE);
    if (obstacle->moved == PP_NONE)
        pp_finding_add_whole_host(check, finding, trial->main);
    else
        add_moved(check, trial, obstacle, &uses, finding);
    uses.count = 0;
    if (obstacle->standing == PP_NONE) {
        pp_finding_add_whole_host(check, finding, trial->backup);
    } else {
        pp_trial_uses(check->plan, trial, obstacle, 1, &uses);
        pp_finding_add_listener(check, finding, obstacle->standing, &uses);
    }
    pp_uses_release(&uses);
    if (!obstacle->refused && !pp_check_severity_is_set(check, rule))
        finding->severity = PP_WARNING;
    return finding;
}

/* Takes back the finding that was added last. */
static void take_back(struct pp_check *check)
{
    check->findings.count--;
}

static const char *fact(struct pp_check *check, const struct pp_trial *trial,
                        const struct pp_obstacle *obstacle, const struct pp_finding *finding)
{
    const struct pp_host *main = &check->plan->hosts[trial->main];
    const struct pp_host *backup = &check->plan->hosts[trial->backup];
    const char *ports = pp_finding_ports_text(check, finding), *be = pp_finding_be(finding);
    switch (obstacle->kind) {
    case PP_OBSTACLE_OS: break;
    case PP_OBSTACLE_CLASH:
        return pp_arena_printf(check->arena, "%s on %s %s %s", ports, backup->name, be,
                               obstacle->refused ? "taken twice" : "split between two");
    case PP_OBSTACLE_EXCLUDED:
        return pp_arena_printf(check->arena, "%s %s in an excluded range of %s", ports, be,
                               backup->name);
    case PP_OBSTACLE_EPHEMERAL:
        return pp_arena_printf(check->arena,
                               "%s %s in the range from which %s picks client ports, %u-%u", ports,
                               be, backup->name, backup->ephemeral.first, backup->ephemeral.last);
    }
    return pp_arena_printf(check->arena, "%s is a %s host, %s a %s host", backup->name,
                           pp_os_names[backup->os], main->name, pp_os_names[main->os]);
}

/* What the system does. */
static void add_consequence(const struct pp_check *check, const struct pp_trial *trial,
                            const struct pp_obstacle *obstacle, struct pp_finding *finding,
                            struct pp_strbuf *buf)
{
    const char *main = pp_host_name(check, trial->main);
    bool windows = check->plan->hosts[trial->backup].os == PP_WINDOWS;
    switch (obstacle->kind) {
    case PP_OBSTACLE_OS:
        pp_strbuf_add(buf, "what listens on one system may not exist on the other");
        return;
    case PP_OBSTACLE_CLASH:
        finding->os_error = obstacle->clash.os_error;
        pp_strbuf_printf(buf, "the first of the two comes from %s: %s", main, obstacle->clash.why);
        break;
    case PP_OBSTACLE_EXCLUDED:
        finding->os_error = windows ? "WSAEACCES 10013" : NULL;
        pp_strbuf_printf(buf, "%s refuses the bind although nothing listens",
                         windows ? "Windows" : "the host");
        break;
    case PP_OBSTACLE_EPHEMERAL:
        pp_strbuf_add(buf, "an outbound connection may hold the port when the service starts");
        break;
    }
    if (finding->os_error)
        pp_strbuf_printf(buf, ", %s", finding->os_error);
}

static size_t count_open(const struct pp_trial *trial)
{
    size_t open = 0;
    for (size_t i = 0; i < trial->count; i++)
        open += !trial->obstacles[i].waived;
    return open;
}

/* The smallest obstacle that no waiver accepts, or NULL. */
static const struct pp_obstacle *smallest(const struct pp_trial *trial)
{
    for (size_t i = 0; i < trial->count; i++) {
        if (!trial->obstacles[i].waived)
            return &trial->obstacles[i];
    }
    return NULL;
}

/* "against cinegy.air_web_api, api", and who it is that meets it. */
static void add_names(const struct pp_check *check, const struct pp_obstacle *obstacle,
                      struct pp_strbuf *buf)
{
    const struct pp_plan *plan = check->plan;
    const uint32_t listeners[2] = {obstacle->moved, obstacle->standing};
    for (size_t i = 0; i < 2 && listeners[i] != PP_NONE; i++) {
        const struct pp_listener *listener = &plan->listeners[listeners[i]];
        pp_strbuf_printf(buf, "%s%s, %s", i == 0 ? " (" : " against ",
                         plan->placements[listener->placement].product->name,
                         listener->endpoint->id);
    }
    pp_strbuf_add(buf, obstacle->moved == PP_NONE ? "" : ")");
}

/* The smallest obstacle on each of the other spares. */
static void add_others(struct pp_check *check, const struct pp_rule *rule,
                       const struct moves *moves, const struct pp_trial *best,
                       struct pp_strbuf *buf)
{
    size_t named = 0;
    for (size_t i = 0; i < moves->count; i++) {
        const struct pp_trial *trial = &moves->trials[i];
        if (trial == best || named++ >= SPARES_NAMED_MAX)
            continue;
        const struct pp_obstacle *obstacle = smallest(trial);
        const struct pp_finding *scratch = start(check, rule, trial, obstacle);
        pp_strbuf_printf(buf, "; %s", fact(check, trial, obstacle, scratch));
        add_names(check, obstacle, buf);
        take_back(check);
    }
    if (named > SPARES_NAMED_MAX)
        pp_strbuf_printf(buf, "; and %zu more spares", named - SPARES_NAMED_MAX);
}

/* --- findings ---------------------------------------------------------------- */

static const char *message_of(struct pp_check *check, const struct moves *moves,
                              const struct pp_trial *trial, const struct pp_obstacle *obstacle,
                              const struct pp_finding *finding)
{
    const char *where = "its backup";
    if (moves->pool)
        where = pp_arena_printf(check->arena, "%s spare of pool '%s'",
                                obstacle->refused ? "any" : "a", moves->pool);
    return pp_arena_printf(check->arena, "%s %s move to %s%s %s", pp_host_name(check, trial->main),
                           obstacle->refused ? "cannot" : "can", where,
                           obstacle->refused ? ":" : ", but",
                           fact(check, trial, obstacle, finding));
}

/* Whether the two get the same port by a tie: both would move. */
static bool are_tied(const struct pp_plan *plan, const struct pp_obstacle *obstacle)
{
    return obstacle->kind == PP_OBSTACLE_CLASH && plan->listeners[obstacle->moved].tie != PP_NONE &&
           plan->listeners[obstacle->moved].tie == plan->listeners[obstacle->standing].tie;
}

static void add_help(struct pp_check *check, const struct pp_trial *trial,
                     const struct pp_obstacle *obstacle, struct pp_finding *finding)
{
    const char *main = pp_host_name(check, trial->main);
    const char *backup = pp_host_name(check, trial->backup);
    if (obstacle->kind == PP_OBSTACLE_OS)
        finding->help = pp_arena_printf(check->arena, "let a %s host stand by for %s",
                                        pp_os_names[check->plan->hosts[trial->main].os], main);
    else if (are_tied(check->plan, obstacle))
        finding->help = pp_arena_printf(check->arena,
                                        "same_on gives them one port wherever it is: give the "
                                        "instances on %s other numbers than on %s, or leave out "
                                        "same_on",
                                        backup, main);
    else
        pp_finding_suggest_with(check, finding, obstacle->moved, trial->backup);
}

static void report(struct pp_check *check, const struct pp_rule *rule, const struct moves *moves,
                   const struct pp_trial *trial, const struct pp_obstacle *obstacle)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    struct pp_finding *finding = start(check, rule, trial, obstacle);
    finding->message = message_of(check, moves, trial, obstacle, finding);
    add_consequence(check, trial, obstacle, finding, &buf);
    size_t more = count_open(trial) - 1;
    if (!obstacle->waived && more > 0)
        pp_strbuf_printf(&buf, "; %zu more clash%s on %s", more, more > 1 ? "es" : "",
                         pp_host_name(check, trial->backup));
    add_help(check, trial, obstacle, finding);
    size_t index = check->findings.count - 1;
    if (!obstacle->waived)
        add_others(check, rule, moves, trial, &buf); /* may move the findings */
    check->findings.items[index].detail = pp_arena_strdup(check->arena, buf.text);
    pp_strbuf_release(&buf);
}

/* Marks what a waiver accepts: the smallest of what is left is to be found. */
static void mark_waived(struct pp_check *check, const struct pp_rule *rule, struct pp_trial *trial)
{
    bool any = false;
    for (size_t i = 0; i < check->plan->waiver_count; i++)
        any = any || strcmp(check->plan->waivers[i].rule, rule->id) == 0;
    for (size_t i = 0; any && i < trial->count; i++) {
        trial->obstacles[i].waived =
            pp_waivers_match(check, start(check, rule, trial, &trial->obstacles[i]));
        take_back(check);
    }
}

/* 0: the move goes well; 1: not well; 2: something does not start. */
static int rank(const struct pp_trial *trial)
{
    const struct pp_obstacle *obstacle = smallest(trial);
    return !obstacle ? 0 : obstacle->refused ? 2 : 1;
}

static void try_move(struct pp_check *check, const struct pp_rule *rule, struct moves *moves,
                     uint32_t main, uint32_t backup)
{
    moves->trials =
        pp_grow(moves->trials, &moves->capacity, moves->count + 1, sizeof *moves->trials);
    struct pp_trial *trial = &moves->trials[moves->count++];
    pp_trial_run(check->plan, main, backup, trial);
    mark_waived(check, rule, trial);
}

/* One finding for the best of the moves, unless it goes well, and one for each of its obstacles
 * that is waived. */
static void judge(struct pp_check *check, const struct pp_rule *rule, struct moves *moves)
{
    const struct pp_trial *best = NULL;
    for (size_t i = 0; i < moves->count; i++) {
        if (!best || rank(&moves->trials[i]) < rank(best))
            best = &moves->trials[i];
    }
    for (size_t i = 0; best && i < best->count; i++) {
        if (best->obstacles[i].waived || &best->obstacles[i] == smallest(best))
            report(check, rule, moves, best, &best->obstacles[i]);
    }
    for (size_t i = 0; i < moves->count; i++)
        pp_trial_release(&moves->trials[i]);
    moves->count = 0;
}

/* --- pools ------------------------------------------------------------------- */

struct member {
    uint32_t pool, host; /* pools are numbered as they come */
    bool spare;
};

static int compare(const void *left, const void *right)
{
    const struct member *a = left, *b = right;
    if (a->pool != b->pool)
        return a->pool < b->pool ? -1 : 1;
    if (a->spare != b->spare)
        return a->spare ? -1 : 1;
    return a->host < b->host ? -1 : a->host > b->host;
}

/* The hosts that belong to pools, by pool, spares first; to be freed. */
static struct member *members_of(const struct pp_plan *plan, size_t *count)
{
    struct member *members = pp_malloc((plan->host_count + 1) * sizeof *members);
    struct pp_map pools;
    pp_map_init(&pools, true);
    *count = 0;
    for (size_t i = 0; i < plan->host_count; i++) {
        const struct pp_host *host = &plan->hosts[i];
        if (host->pool)
            members[(*count)++] =
                (struct member){pp_map_add(&pools, host->pool, (uint32_t)pools.count), (uint32_t)i,
                                host->spare == PP_YES};
    }
    pp_map_release(&pools);
    if (*count > 1)
        qsort(members, *count, sizeof *members, compare);
    return members;
}

/* Most often a pool's name is misspelt. */
static void report_no_spare(struct pp_check *check, const struct pp_rule *rule,
                            const struct member *members, size_t count)
{
    const struct pp_host *first = &check->plan->hosts[members[0].host];
    struct pp_finding *finding = pp_check_add(check, rule, members[0].host, PP_NONE);
    pp_finding_add_whole_host(check, finding, members[0].host);
    finding->severity = PP_NOTE;
    finding->message = pp_arena_printf(
        check->arena, "pool '%s' has no spare: nothing stands by for %s", first->pool, first->name);
    if (count > 1)
        finding->message =
            pp_arena_printf(check->arena, "%s and %zu more", finding->message, count - 1);
    finding->help = "give a host of the pool spare = true, or correct the pool's name";
}

static void judge_pool(struct pp_check *check, const struct pp_rule *rule, struct moves *moves,
                       const struct member *members, size_t count)
{
    size_t spares = 0;
    while (spares < count && members[spares].spare)
        spares++;
    if (spares == 0)
        report_no_spare(check, rule, members, count);
    for (size_t m = spares; m < count; m++) {
        moves->pool = check->plan->hosts[members[m].host].pool;
        for (size_t s = 0; s < spares; s++) {
            try_move(check, rule, moves, members[m].host, members[s].host);
            if (rank(&moves->trials[s]) == 0)
                break; /* one that can take it is enough */
        }
        judge(check, rule, moves);
    }
}

static void judge_pools(struct pp_check *check, const struct pp_rule *rule, struct moves *moves)
{
    size_t count;
    struct member *members = members_of(check->plan, &count);
    for (size_t first = 0, end; first < count; first = end) {
        end = first + 1;
        while (end < count && members[end].pool == members[first].pool)
            end++;
        judge_pool(check, rule, moves, &members[first], end - first);
    }
    free(members);
}

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    struct moves moves = {0};
    for (size_t h = 0; h < check->plan->host_count; h++) {
        const struct pp_host *backup = &check->plan->hosts[h];
        for (size_t i = 0; i < backup->main_count; i++) {
            try_move(check, rule, &moves, backup->mains[i].host, (uint32_t)h);
            judge(check, rule, &moves);
        }
    }
    judge_pools(check, rule, &moves);
    free(moves.trials);
}

const struct pp_rule pp_rule_failover_clash = {
    .id = "failover-clash",
    .severity = PP_ERROR,
    .summary = "what runs on a host cannot run on the host that stands by for it",
    .page =
        {
            .means =
                "A host stands by for another: it has `backup_of` with the other's name, or is a "
                "spare of the other's pool. When the other one fails, what runs there moves here, "
                "and something of it would not start beside what runs here. A host that names "
                "several must be able to take each of them; a host of a pool must fit on at least "
                "one of the pool's spares, and is reported when it fits on none. One host fails "
                "at a time: two at once are not judged.\n\n"
                "Everything keeps its port, the ports of pools and `auto` too, which are chosen to "
                "do "
                "on both hosts where there is such a port. Wildcards cover the backup's addresses "
                "then and loopback is the backup's; a specific address is "
                "a service address, which moves along. A move is also refused when the backup "
                "excludes a port or runs another operating system. It is a warning when all would "
                "start, but traffic is split or the backup picks client ports there; a severity "
                "that is set explicitly holds for both. A pool without a spare is a note.\n\n"
                "The finding names the smallest counter-example: the pair of endpoints with the "
                "lowest port, first what moves, then what stands in its way, and how many more "
                "there are. A waiver of an endpoint or port accepts that clash only: the "
                "smallest of the others is reported.",
            .matters =
                "A backup is needed on the worst day of the year. A service that does not start "
                "there is found out then, unless somebody works it out before.",
            .bad = "local web = product \"web\" { tcp \"ui\" { port = 8200 } }\n"
                   "local media = product \"media\" { tcp \"hls\" { port = 8200 } }\n"
                   "host \"A\" { address = \"10.0.0.1\", web }\n"
                   "host \"B\" { address = \"10.0.0.2\", backup_of = \"A\", media }",
            .good = "local web = product \"web\" { tcp \"ui\" { port = 8200 } }\n"
                    "local media = product \"media\" { tcp \"hls\" { port = 8201 } }\n"
                    "host \"A\" { address = \"10.0.0.1\", web }\n"
                    "host \"B\" { address = \"10.0.0.2\", backup_of = \"A\", media }",
            .source = "The clash rules' own sources: what two services do on one host.",
        },
    .run = run,
};
