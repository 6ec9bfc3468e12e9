/* free_blocks: what is found is free on every host and transport, and nothing better was left. */
#include "check/free_blocks.h"
#include "support/check_text.h"
#include "support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Ports 8001-8330 are what is left, so that blocks are few and near to one another. */
#define PLAN                                                                                      \
    "hosts:\n"                                                                                    \
    "  - {name: W, os: windows, excluded: [8100-8104/tcp, 8250-8251], products: [a, {use: p, "    \
    "instances: 2}]}\n"                                                                           \
    "  - {name: L, os: linux, ephemeral: 8331-49151, products: [a, {use: b, ports: {x: auto "     \
    "8060-8070}}]}\n"                                                                             \
    "  - {name: E, os: linux, products: [b]}\n"                                                   \
    "products:\n"                                                                                 \
    "  a: {endpoints: {t: {transport: tcp, port: 8040-8047}, u: {transport: udp, port: 8200}}}\n" \
    "  b: {endpoints: {x: {transport: tcp, port: 8300}}}\n"                                       \
    "  p: {pools: {q: 8010-8019}, endpoints: {one: {transport: tcp, port: q}, two: {transport: "  \
    "tcp, port: q}}}\n"

static struct check_text *make(void **state)
{
    struct check_text *text = *state;
    bool good = plan_text_expand(&text->text, PLAN);
    assert_string_equal(plan_text_mistakes(&text->text), "");
    assert_true(good);
    check_text_allocate(text);
    return text;
}

/* --- the same, port by port ------------------------------------------------- */

static bool is_used(const struct check_text *text, const struct pp_host *host,
                    enum pp_transport transport, uint32_t port)
{
    const struct pp_plan *plan = &text->text.plan;
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        if (plan->listeners[plan->bindings.listener[binding]].transport == transport &&
            plan->bindings.first[binding] <= port && port <= plan->bindings.last[binding])
            return true;
    }
    return false;
}

static bool is_neighbour(const struct check_text *text, const struct pp_free_question *question,
                         uint32_t port)
{
    for (size_t h = 0; h < question->host_count; h++) {
        const struct pp_host *host = &text->text.plan.hosts[question->hosts[h]];
        for (int t = 0; t < PP_TRANSPORTS; t++) {
            enum pp_transport transport = (enum pp_transport)t;
            if (question->transports[t] &&
                (is_used(text, host, transport, port) ||
                 pp_profile_service(host->os, (uint16_t)port, transport) ||
                 pp_registry_find(&text->registry, (uint16_t)port, transport)))
                return true;
        }
    }
    return false;
}

static bool would_do(const struct check_text *text, const struct pp_free_question *question,
                     uint32_t port)
{
    if (port <= question->above || port >= 49152 || pp_browser_blocks((uint16_t)port) ||
        is_neighbour(text, question, port))
        return false;
    for (size_t h = 0; h < question->host_count; h++) {
        const struct pp_host *host = &text->text.plan.hosts[question->hosts[h]];
        if (pp_range_contains(host->ephemeral, port))
            return false;
        for (int t = 0; t < PP_TRANSPORTS; t++) {
            if (question->transports[t] &&
                pp_host_excludes(host, (enum pp_transport)t, (uint16_t)port))
                return false;
        }
    }
    return true;
}

static bool block_would_do(const struct check_text *text, const struct pp_free_question *question,
                           uint32_t first)
{
    for (uint32_t port = first; port < first + question->width; port++) {
        if (port > PP_PORT_MAX || !would_do(text, question, port))
            return false;
    }
    return true;
}

static uint32_t room(const struct check_text *text, const struct pp_free_question *question,
                     uint32_t first)
{
    uint32_t last = first + question->width - 1, away = 1;
    while (!(first > away && is_neighbour(text, question, first - away)) &&
           !(last + away <= PP_PORT_MAX && is_neighbour(text, question, last + away)) &&
           first - away > 0 && last + away <= PP_PORT_MAX)
        away++;
    return away - 1;
}

static bool in_reach(const struct pp_free_question *question, uint32_t first)
{
    uint32_t last = first + question->width - 1;
    for (size_t h = 0; h < question->host_count && question->transports[PP_TCP]; h++) {
        if (question->hosts[h] == 0 && first <= 8019 && last >= 8010)
            return true;
        if (question->hosts[h] == 1 && first <= 8070 && last >= 8060)
            return true;
    }
    return false;
}

static uint32_t aligned(const struct pp_free_question *question, uint32_t first)
{
    uint32_t best = 0, bounds[] = {10, 100, 1000, question->width};
    for (int i = 0; i < 4; i++) {
        if (bounds[i] > best && bounds[i] > 1 && first % bounds[i] == 0)
            best = bounds[i];
    }
    return best;
}

/* Whether the block at `a` is better than that at `b`. */
static bool better(const struct check_text *text, const struct pp_free_question *question,
                   uint32_t a, uint32_t b)
{
    if (in_reach(question, a) != in_reach(question, b))
        return in_reach(question, b);
    if (aligned(question, a) != aligned(question, b))
        return aligned(question, a) > aligned(question, b);
    if (room(text, question, a) != room(text, question, b))
        return room(text, question, a) > room(text, question, b);
    return a < b;
}

/* The best block that overlaps none of the answer's first `count`; 0 for none. */
static uint32_t best(const struct check_text *text, const struct pp_free_question *question,
                     const struct pp_free_answer *answer, size_t count)
{
    uint32_t found = 0;
    for (uint32_t first = 7900; first < 8400; first++) {
        bool open = block_would_do(text, question, first);
        for (size_t i = 0; i < count && open; i++)
            open = first > answer->blocks[i].ports.last ||
                   first + question->width - 1 < answer->blocks[i].ports.first;
        if (open && (found == 0 || better(text, question, first, found)))
            found = first;
    }
    return found;
}

static bool is_right(const struct check_text *text, const struct pp_free_question *question,
                     const struct pp_free_answer *answer)
{
    uint32_t total = answer->left;
    for (size_t i = 0; i < answer->count; i++) {
        const struct pp_free_block *block = &answer->blocks[i];
        if (block->ports.first != best(text, question, answer, i) ||
            pp_range_size(block->ports) != question->width ||
            block->room != room(text, question, block->ports.first) ||
            (block->reach_count > 0) != in_reach(question, block->ports.first))
            return false;
    }
    for (int i = 0; i < PP_OBSTACLES; i++)
        total += answer->taken[i];
    return total == PP_PORT_MAX &&
           (answer->count == question->count || best(text, question, answer, answer->count) == 0);
}

static void every_block_is_the_best_that_is_left(void **state)
{
    static const uint32_t hosts[][3] = {{0, 1, 2}, {1, 2, 0}, {1, 0, 0}};
    static const size_t counts[] = {3, 2, 1}; /* L is always there: it has little room */
    struct check_text *text = make(state);
    for (uint64_t seed = test_seed(), end = seed + 60; seed < end; seed++) {
        uint64_t random = seed;
        uint32_t which = test_below(&random, 3);
        struct pp_free_question question = {.hosts = hosts[which],
                                            .host_count = counts[which],
                                            .width = 1 + test_below(&random, 24),
                                            .count = 1 + test_below(&random, 12),
                                            .above = (uint16_t)(7950 + test_below(&random, 200))};
        question.transports[PP_TCP] = !test_once_in(&random, 3);
        question.transports[PP_UDP] = !question.transports[PP_TCP] || test_once_in(&random, 2);
        struct pp_free_answer answer;
        pp_free_blocks_find(&text->check, &question, &answer);
        if (!is_right(text, &question, &answer))
            fail_msg("PP_TEST_SEED=%llu", (unsigned long long)seed);
    }
}

static struct pp_free_answer ask(struct check_text *text, uint32_t width, size_t count)
{
    static const uint32_t all[] = {0, 1, 2};
    struct pp_free_question question = {
        .hosts = all, .host_count = 3, .width = width, .count = count, .above = 8000};
    struct pp_free_answer answer;
    question.transports[PP_TCP] = true;
    pp_free_blocks_find(&text->check, &question, &answer);
    return answer;
}

static void a_block_within_a_pool_is_the_last_choice_and_is_told(void **state)
{
    struct check_text *text = make(state);
    struct pp_free_answer answer = ask(text, 1, PP_PORT_MAX);
    size_t outside = 0;
    assert_int_equal(answer.count, answer.left);
    while (answer.blocks[outside].reach_count == 0)
        outside++;
    assert_int_equal(answer.count - outside, 8 + 10); /* 8012-8019, 8061-8070 */
    for (size_t i = outside; i < answer.count; i++) {
        const struct pp_free_block *block = &answer.blocks[i];
        bool pool = block->ports.first < 8020;
        assert_int_equal(block->reach_count, 1); /* two endpoints of a pool are one reach */
        assert_int_equal(block->reaches[0].ports.first, pool ? 8010 : 8060);
        assert_int_equal(text->text.plan.listeners[block->reaches[0].listener].host, pool ? 0 : 1);
    }
}

static void what_is_too_wide_is_nowhere_and_the_longest_run_is_told(void **state)
{
    struct check_text *text = make(state);
    struct pp_free_answer answer = ask(text, 1000, 1);
    assert_int_equal(answer.count, 0);
    assert_int_equal(pp_range_size(answer.longest), 145); /* 8105-8249 */
    assert_int_equal(answer.longest.first, 8105);
    assert_int_equal(ask(text, 65535, 1).count, 0);
    answer = ask(text, 145, 3);
    assert_int_equal(answer.count, 1);
    assert_int_equal(answer.blocks[0].ports.first, 8105);
}

static void a_reason_counts_what_no_reason_before_it_took(void **state)
{
    struct check_text *text = make(state);
    struct pp_free_answer answer = ask(text, 1, 1);
    assert_int_equal(answer.taken[PP_OBSTACLE_LOW], 8000);
    assert_int_equal(answer.taken[PP_OBSTACLE_DYNAMIC], 16384);
    assert_int_equal(answer.taken[PP_OBSTACLE_EPHEMERAL], 49151 - 8331 + 1);
    assert_int_equal(answer.taken[PP_OBSTACLE_EXCLUDED], 7);
    assert_int_equal(answer.taken[PP_OBSTACLE_STOCK], 0);
    assert_int_equal(answer.taken[PP_OBSTACLE_USED], 8 + 2 + 1 + 1);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(every_block_is_the_best_that_is_left),
        CASE(a_block_within_a_pool_is_the_last_choice_and_is_told),
        CASE(what_is_too_wide_is_nowhere_and_the_longest_run_is_told),
        CASE(a_reason_counts_what_no_reason_before_it_took),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
