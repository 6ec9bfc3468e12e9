/* answers: what rules said of an endpoint's ports is remembered. */
#include "check/answers.h"

#include "model/portset.h"
#include "support/check_text.h"
#include "support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PLAN                                                                                \
    "rules: {iana-unregistered: {severity: warning}}\n"                                     \
    "products:\n"                                                                           \
    "  web: {endpoints: {x: {transport: tcp, port: 80, url: 'http://+:{port}/'}}}\n"        \
    "  db: {iana: [postgresql], endpoints: {x: {transport: tcp, port: 5432},"               \
    " y: {transport: udp, port: 5432}}}\n"                                                  \
    "  old: {endpoints: {x: {transport: tcp, port: 80, url: 'http://h:8090/', technology: " \
    "HTTP}}}\n"                                                                             \
    "hosts:\n"                                                                              \
    "  - {name: A, products: [web, db, old, {use: web, instances: [1]}]}\n"                 \
    "  - {name: B, ephemeral: 1-9999, excluded: 22, products: [web, db, old]}\n"            \
    "  - {name: C, os: linux, products: [{use: web, ports: {x: auto}}, db, old]}\n"         \
    "  - {name: D, products: [web]}\n"

/* How often it was asked is its data. */
static bool counting(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port)
{
    size_t *asked = check->rules[0]->data;
    ++*asked;
    (void)listener;
    return port % 2 == 0;
}

static void some(const struct pp_check *check, uint32_t host, enum pp_transport transport,
                 struct pp_portset *ports)
{
    (void)check;
    (void)host;
    pp_portset_add(ports, transport == PP_TCP ? (struct pp_range){8000, 8002}
                                              : (struct pp_range){8010, 8011});
}

static bool asks(struct pp_answers *answers, const struct pp_listener *listener, uint32_t port)
{
    uint64_t bad = pp_answers_ask(answers, pp_answers_entry_of(answers, listener), port / 64);
    return bad >> port % 64 & 1;
}

/* A, B and D are Windows hosts; B picks other client ports. */
static void ask_around(void **state, const struct pp_rule *rule, const size_t *asked,
                       size_t each_time)
{
    struct check_text *text = *state;
    struct pp_answers answers;
    const struct pp_rule *const rules[] = {rule};
    assert_true(check_text_assign(text, PLAN));
    struct pp_check check = text->check;
    check.rules = (const struct pp_rule **)(uintptr_t)rules;
    pp_answers_init(&answers, &check, rules, 1);
    const struct pp_listener *listeners = check.plan->listeners;
    for (int i = 0; i < 2; i++) {
        assert_true(asks(&answers, &listeners[0], 8000));  /* web on A */
        assert_false(asks(&answers, &listeners[4], 8001)); /* web on A again */
        assert_true(asks(&answers, &listeners[13], 8000)); /* web on D */
    }
    assert_int_equal(*asked, each_time);
    assert_true(asks(&answers, &listeners[5], 8000)); /* web on B */
    assert_int_equal(*asked, 2 * each_time);
    assert_true(asks(&answers, &listeners[1], 8000)); /* db */
    assert_int_equal(*asked, 3 * each_time);
    assert_true(asks(&answers, &listeners[9], 8000)); /* web on a Linux host */
    assert_int_equal(*asked, 4 * each_time);
}

static void a_rule_is_asked_once_for_an_endpoint_on_hosts_alike(void **state)
{
    size_t asked = 0;
    const struct pp_rule rule = {
        .id = "even", .concerns = counting, .hostless = true, .data = &asked};
    ask_around(state, &rule, &asked, 64);
}

static void only_candidates_are_asked_about(void **state)
{
    size_t asked = 0;
    const struct pp_rule rule = {
        .id = "even", .concerns = counting, .candidates = some, .hostless = true, .data = &asked};
    ask_around(state, &rule, &asked, 3);
}

static bool is_remembered_by_answers(const struct pp_rule *rule)
{
    return rule->hostless || rule == &pp_rule_ephemeral_range;
}

/* The mark `hostless` is true of every built-in rule that has it. */
static void what_is_remembered_is_what_each_rule_says(void **state)
{
    struct check_text *text = *state;
    struct pp_answers answers;
    uint64_t seed = test_seed(), random = seed;
    assert_true(check_text_assign(text, PLAN));
    for (size_t i = 0; pp_rules[i]; i++) {
        if (!is_remembered_by_answers(pp_rules[i]))
            continue;
        assert_non_null(pp_rules[i]->concerns);
        pp_answers_init(&answers, &text->check, &pp_rules[i], 1);
        for (int round = 0; round < 20000; round++) {
            const struct pp_plan *plan = text->check.plan;
            const struct pp_listener *listener =
                &plan->listeners[test_below(&random, (uint32_t)plan->listener_count)];
            uint32_t limit = test_once_in(&random, 2) ? PP_PORT_MAX : 9000;
            uint16_t port = (uint16_t)(1 + test_below(&random, limit));
            if (asks(&answers, listener, port) !=
                pp_rules[i]->concerns(&text->check, listener, port))
                fail_msg("seed %llu: %s on port %u of %s", (unsigned long long)seed,
                         pp_rules[i]->id, port, listener->endpoint->id);
        }
    }
}

/* What several rules say is joined. */
static void all_rules_are_asked(void **state)
{
    struct check_text *text = *state;
    struct pp_answers answers;
    const struct pp_rule *const rules[] = {&pp_rule_system_port, &pp_rule_ephemeral_range,
                                           &pp_rule_dynamic_port};
    assert_true(check_text_assign(text, PLAN));
    pp_answers_init(&answers, &text->check, rules, 3);
    const struct pp_listener *on_b = &text->check.plan->listeners[5];
    assert_true(asks(&answers, on_b, 1023));
    assert_true(asks(&answers, on_b, 9999));
    assert_false(asks(&answers, on_b, 10000));
    assert_false(asks(&answers, on_b, 49151));
    assert_true(asks(&answers, on_b, 49152));
}

/* More endpoints than the table has room for at first. */
static void the_table_grows(void **state)
{
    struct check_text *text = *state;
    struct pp_answers answers;
    struct pp_endpoint endpoints[200];
    struct pp_listener listeners[200];
    const struct pp_rule *const rules[] = {&pp_rule_system_port};
    assert_true(check_text_assign(text, PLAN));
    pp_answers_init(&answers, &text->check, rules, 1);
    memset(endpoints, 0, sizeof endpoints);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < 200; i++) {
            listeners[i] = (struct pp_listener){.endpoint = &endpoints[i]};
            assert_true(asks(&answers, &listeners[i], 1023));
            assert_false(asks(&answers, &listeners[i], 1024));
        }
    }
    assert_int_equal(answers.count, 200);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_rule_is_asked_once_for_an_endpoint_on_hosts_alike),
        CASE(only_candidates_are_asked_about),
        CASE(all_rules_are_asked),
        CASE(what_is_remembered_is_what_each_rule_says),
        CASE(the_table_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
