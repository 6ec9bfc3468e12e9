/* answers: what rules said of an endpoint's ports is remembered. */
#include "check/answers.h"

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
    "  - {name: C, os: linux, products: [{use: web, ports: {x: auto}}, db, old]}\n"

/* How often it was asked is its data. */
static bool counting(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port)
{
    size_t *asked = check->rules[0]->data;
    ++*asked;
    (void)listener;
    return port % 2 == 0;
}

static void a_rule_is_asked_once_for_an_endpoint_on_a_system(void **state)
{
    struct check_text *text = *state;
    struct pp_answers answers;
    size_t asked = 0;
    const struct pp_rule rule = {
        .id = "even", .concerns = counting, .hostless = true, .data = &asked};
    const struct pp_rule *const rules[] = {&rule};
    assert_true(check_text_assign(text, PLAN));
    struct pp_check check = text->check;
    check.rules = (const struct pp_rule **)(uintptr_t)rules;
    pp_answers_init(&answers, &check, rules, 1);
    const struct pp_listener *listeners = check.plan->listeners;
    for (int i = 0; i < 2; i++) {
        assert_true(pp_answers_ask(&answers, &listeners[0], 8000));  /* web on A */
        assert_false(pp_answers_ask(&answers, &listeners[4], 8001)); /* web on A again */
        assert_true(pp_answers_ask(&answers, &listeners[5], 8000));  /* web on B */
        assert_false(pp_answers_ask(&answers, &listeners[5], 8001));
    }
    assert_int_equal(asked, 2);
    assert_true(pp_answers_ask(&answers, &listeners[1], 8000)); /* db */
    assert_int_equal(asked, 3);
    assert_true(pp_answers_ask(&answers, &listeners[9], 8000)); /* web on a Linux host */
    assert_int_equal(asked, 4);
}

/* The mark `hostless` is true of every built-in rule that has it. */
static void what_is_remembered_is_what_each_rule_says(void **state)
{
    struct check_text *text = *state;
    struct pp_answers answers;
    uint64_t seed = test_seed(), random = seed;
    assert_true(check_text_assign(text, PLAN));
    for (size_t i = 0; pp_rules[i]; i++) {
        if (!pp_rules[i]->hostless)
            continue;
        assert_non_null(pp_rules[i]->concerns);
        pp_answers_init(&answers, &text->check, &pp_rules[i], 1);
        for (int round = 0; round < 20000; round++) {
            const struct pp_plan *plan = text->check.plan;
            const struct pp_listener *listener =
                &plan->listeners[test_below(&random, (uint32_t)plan->listener_count)];
            uint32_t limit = test_once_in(&random, 2) ? PP_PORT_MAX : 9000;
            uint16_t port = (uint16_t)(1 + test_below(&random, limit));
            if (pp_answers_ask(&answers, listener, port) !=
                pp_rules[i]->concerns(&text->check, listener, port))
                fail_msg("seed %llu: %s on port %u of %s", (unsigned long long)seed,
                         pp_rules[i]->id, port, listener->endpoint->id);
        }
    }
}

/* More endpoints than the table has room for at first. */
static void the_table_grows(void **state)
{
    struct check_text *text = *state;
    struct pp_answers answers;
    struct pp_endpoint endpoints[200];
    const struct pp_rule *const rules[] = {&pp_rule_system_port};
    assert_true(check_text_assign(text, PLAN));
    pp_answers_init(&answers, &text->check, rules, 1);
    memset(endpoints, 0, sizeof endpoints);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < 200; i++) {
            struct pp_listener listener = {.endpoint = &endpoints[i]};
            assert_true(pp_answers_ask(&answers, &listener, 1023));
            assert_false(pp_answers_ask(&answers, &listener, 1024));
        }
    }
    assert_int_equal(answers.count, 200);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_rule_is_asked_once_for_an_endpoint_on_a_system),
        CASE(what_is_remembered_is_what_each_rule_says),
        CASE(the_table_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
