/* expectation: comparing what came with what was expected. */
#include "model/expectation.h"

#include "base/text.h"
#include "model/transport.h"

#include <string.h>

static unsigned count_bits(unsigned bits)
{
    unsigned count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

/* --- one with one ------------------------------------------------------------ */

static bool is_host(const struct pp_plan *plan, const struct pp_finding *finding, const char *name)
{
    return finding->host != PP_NONE && pp_casecmp(plan->hosts[finding->host].name, name) == 0;
}

static bool has_port(const struct pp_finding *finding, uint16_t port)
{
    for (size_t i = 0; i < finding->port_count; i++) {
        if (finding->ports[i].first <= port && port <= finding->ports[i].last)
            return true;
    }
    return false;
}

static bool is_on(struct pp_loc loc, uint16_t source, uint32_t line)
{
    return loc.source == source && loc.line == line;
}

static bool has_line(const struct pp_finding *finding, uint16_t source, uint32_t line)
{
    bool found = is_on(finding->loc, source, line);
    for (size_t i = 0; i < finding->party_count; i++)
        found = found || is_on(finding->parties[i].loc, source, line);
    return found;
}

static bool has_message(const struct pp_expectation *expectation, const struct pp_finding *finding)
{
    return (!expectation->message || strcmp(expectation->message, finding->message) == 0) &&
           (!expectation->says || strstr(finding->message, expectation->says));
}

static unsigned party_differs(const struct pp_expectation *expectation, const struct pp_plan *plan,
                              const struct pp_party *party)
{
    const struct pp_product *product =
        party->placement != PP_NONE ? plan->placements[party->placement].product : NULL;
    const struct pp_endpoint *endpoint =
        party->listener != PP_NONE ? plan->listeners[party->listener].endpoint : NULL;
    unsigned bits = 0;
    if (expectation->product && (!product || strcmp(product->name, expectation->product) != 0))
        bits |= PP_TRAIT_PRODUCT;
    if (expectation->endpoint && (!endpoint || strcmp(endpoint->id, expectation->endpoint) != 0))
        bits |= PP_TRAIT_ENDPOINT;
    return bits;
}

/* Those of the party that is most like it. */
static unsigned parties_differ(const struct pp_expectation *expectation, const struct pp_plan *plan,
                               const struct pp_finding *finding)
{
    unsigned best = (expectation->product ? PP_TRAIT_PRODUCT : 0u) |
                    (expectation->endpoint ? PP_TRAIT_ENDPOINT : 0u);
    for (size_t i = 0; i < finding->party_count; i++) {
        unsigned bits = party_differs(expectation, plan, &finding->parties[i]);
        if (count_bits(bits) < count_bits(best))
            best = bits;
    }
    return best;
}

unsigned pp_expectation_differs(const struct pp_expectation *expectation,
                                const struct pp_plan *plan, const struct pp_finding *finding,
                                uint16_t source)
{
    unsigned bits = parties_differ(expectation, plan, finding);
    if (expectation->rule && strcmp(expectation->rule, finding->rule) != 0)
        bits |= PP_TRAIT_RULE;
    if (expectation->host && !is_host(plan, finding, expectation->host))
        bits |= PP_TRAIT_HOST;
    if (expectation->transport && expectation->transport - 1 != finding->transport)
        bits |= PP_TRAIT_TRANSPORT;
    if (expectation->port && !has_port(finding, expectation->port))
        bits |= PP_TRAIT_PORT;
    if (expectation->line && !has_line(finding, source, expectation->line))
        bits |= PP_TRAIT_LINE;
    if (expectation->severity && expectation->severity != finding->severity)
        bits |= PP_TRAIT_SEVERITY;
    if (!has_message(expectation, finding))
        bits |= PP_TRAIT_MESSAGE;
    return bits;
}

unsigned pp_expectation_traits(const struct pp_expectation *e)
{
    bool traits[] = {
        e->rule,         e->host != NULL,    e->transport > 0,    e->port > 0,          e->line > 0,
        e->severity > 0, e->product != NULL, e->endpoint != NULL, e->message || e->says};
    unsigned count = 0;
    for (size_t i = 0; i < sizeof traits / sizeof *traits; i++)
        count += traits[i] ? 1 : 0;
    return count;
}

/* --- all with all ------------------------------------------------------------ */

static unsigned differs(const struct pp_comparison *comparison, size_t expectation, size_t finding)
{
    return pp_expectation_differs(&comparison->expectations[expectation], comparison->plan,
                                  comparison->findings[finding], comparison->source);
}

/* Room for one search, used again and again. */
struct search {
    uint32_t *queue; /* expectations whose findings are to be looked at */
    uint32_t *from;  /* by finding: the expectation that reached it, or PP_NONE */
};

/* Gives `finding` to the expectation that reached it, whose own goes to the one before ... */
static void hand_over(struct pp_comparison *comparison, const uint32_t *from, uint32_t finding)
{
    while (finding != PP_NONE) {
        uint32_t expectation = from[finding], before = comparison->match[expectation];
        comparison->match[expectation] = finding;
        comparison->owner[finding] = expectation;
        finding = before;
    }
}

/* Finds one for `start`, if need be by moving others to other findings that they match too: the
 * shortest augmenting path. */
static void find_match(struct pp_comparison *comparison, uint32_t start, struct search *search)
{
    size_t head = 0, tail = 0;
    for (size_t i = 0; i < comparison->finding_count; i++)
        search->from[i] = PP_NONE;
    search->queue[tail++] = start;
    while (head < tail) {
        uint32_t expectation = search->queue[head++];
        for (uint32_t i = 0; i < comparison->finding_count; i++) {
            if (search->from[i] != PP_NONE || differs(comparison, expectation, i) != 0)
                continue;
            search->from[i] = expectation;
            if (comparison->owner[i] == PP_NONE) {
                hand_over(comparison, search->from, i);
                return;
            }
            search->queue[tail++] = comparison->owner[i];
        }
    }
}

/* Of the findings that nobody has, the one that differs least: it is of the same rule, and not
 * everything else that was said of it is wrong (but for a single thing). */
static uint32_t find_nearest(const struct pp_comparison *comparison, size_t expectation,
                             const bool *taken)
{
    const struct pp_expectation *wanted = &comparison->expectations[expectation];
    unsigned said = pp_expectation_traits(wanted) - (wanted->rule ? 1 : 0);
    unsigned least = said > 1 ? said : said + 1;
    uint32_t found = PP_NONE;
    for (uint32_t i = 0; i < comparison->finding_count; i++) {
        unsigned bits = taken[i] ? PP_TRAIT_RULE : differs(comparison, expectation, i);
        if ((bits & PP_TRAIT_RULE) == 0 && count_bits(bits) < least) {
            least = count_bits(bits);
            found = i;
        }
    }
    return found;
}

static void find_all_nearest(struct pp_comparison *comparison, struct pp_arena *arena)
{
    bool *taken = pp_arena_array(arena, comparison->finding_count, sizeof *taken);
    for (size_t i = 0; i < comparison->finding_count; i++)
        taken[i] = comparison->owner[i] != PP_NONE;
    for (size_t i = 0; i < comparison->expectation_count; i++) {
        comparison->nearest[i] = PP_NONE;
        if (comparison->match[i] != PP_NONE)
            continue;
        comparison->nearest[i] = find_nearest(comparison, i, taken);
        if (comparison->nearest[i] != PP_NONE)
            taken[comparison->nearest[i]] = true;
    }
}

static uint32_t *new_indexes(struct pp_arena *arena, size_t count)
{
    uint32_t *indexes = pp_arena_array(arena, count, sizeof *indexes);
    for (size_t i = 0; i < count; i++)
        indexes[i] = PP_NONE;
    return indexes;
}

void pp_comparison_run(struct pp_comparison *comparison, struct pp_arena *arena)
{
    size_t expected = comparison->expectation_count, found = comparison->finding_count;
    struct search search = {new_indexes(arena, expected), new_indexes(arena, found)};
    comparison->match = new_indexes(arena, expected);
    comparison->owner = new_indexes(arena, found);
    comparison->nearest = new_indexes(arena, expected);
    for (uint32_t i = 0; i < expected; i++)
        find_match(comparison, i, &search);
    find_all_nearest(comparison, arena);
}
