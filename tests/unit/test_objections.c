/* objections: rules that are asked before a port is chosen. */
#include "check/objections.h"

#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* 8888 is assigned; B picks client ports from 8890 on */
#define PLAN                                                          \
    "products: {web: {endpoints: {x: {transport: tcp, port: 80}}}}\n" \
    "hosts:\n"                                                        \
    "  - {name: A, products: [{use: web, ports: {x: auto}}]}\n"       \
    "  - {name: B, ephemeral: 8890-8899, products: [{use: web, ports: {x: auto}}]}\n"

static const uint32_t both[] = {0, 1};

static void the_highest_port_that_any_unit_breaks_a_rule_with_is_found(void **state)
{
    struct check_text *text = *state;
    struct pp_objections objections;
    assert_true(check_text_assign(text, PLAN));
    pp_objections_init(&objections, &text->check);
    assert_int_equal(pp_objections_last(&objections, both, 1, (struct pp_range){8885, 8895}), 8888);
    assert_int_equal(pp_objections_last(&objections, both, 2, (struct pp_range){8885, 8895}), 8895);
    assert_int_equal(pp_objections_last(&objections, both, 2, (struct pp_range){8884, 8887}), 0);
    assert_int_equal(pp_objections_last(&objections, both, 0, (struct pp_range){8888, 8888}), 0);
}

static void one_rule_can_be_asked_alone(void **state)
{
    struct check_text *text = *state;
    struct pp_objections objections;
    const struct pp_rule *rule = &pp_rule_ephemeral_range;
    assert_true(check_text_assign(text, PLAN));
    pp_objections_init(&objections, &text->check);
    assert_true(pp_objections_has(&objections, rule, both, 2, (struct pp_range){8885, 8890}));
    assert_false(pp_objections_has(&objections, rule, both, 2, (struct pp_range){8885, 8889}));
    assert_false(pp_objections_has(&objections, rule, both, 1, (struct pp_range){8885, 8890}));
}

static void rules_that_only_note_are_not_asked(void **state)
{
    struct check_text *text = *state;
    struct pp_objections objections;
    assert_true(check_text_assign(text, PLAN "rules: {iana-collision: {severity: note}}\n"));
    pp_objections_init(&objections, &text->check);
    assert_int_equal(pp_objections_last(&objections, both, 1, (struct pp_range){8885, 8895}), 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_highest_port_that_any_unit_breaks_a_rule_with_is_found),
        CASE(one_rule_can_be_asked_alone),
        CASE(rules_that_only_note_are_not_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
