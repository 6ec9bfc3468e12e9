/* units: listeners of a placement that get their ports together. */
#include "check/units.h"

#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PLAN                                                                                  \
    "products:\n"                                                                             \
    "  a: {pools: {p: 9000-9009}, endpoints: {x: {transport: tcp, port: p}, "                 \
    "y: {transport: tcp, port: 81}, z: {transport: udp, port: p}}}\n"                         \
    "  b: {endpoints: {x: {transport: tcp, port: 9000}}}\n"                                   \
    "hosts:\n"                                                                                \
    "  - {name: A, address: [10.0.0.1, 10.0.0.2], products: [a, {use: b, ports: {x: auto}}, " \
    "{use: a, address: 10.0.0.1}, {use: a, address: 10.0.0.2}]}\n"                            \
    "  - {name: B, products: [a]}\n"

/* Listeners: 0-2 a, 3 b, 4-6 a on 10.0.0.1, 7-9 a on 10.0.0.2, 10-12 a of B */
static const struct pp_plan *plan_of(void **state)
{
    struct check_text *text = *state;
    assert_true(plan_text_expand(&text->text, PLAN));
    return &text->text.plan;
}

static void a_unit_is_what_shares_a_pool(void **state)
{
    const struct pp_plan *plan = plan_of(state);
    assert_int_equal(pp_unit_next(plan, 0, 0), 2);
    assert_int_equal(pp_unit_next(plan, 0, 2), PP_NONE);
    assert_int_equal(pp_unit_next(plan, 3, 3), PP_NONE);
    assert_true(pp_unit_leads(plan, 0) && pp_unit_leads(plan, 1) && pp_unit_leads(plan, 4));
    assert_false(pp_unit_leads(plan, 2));
}

static void its_ports_are_those_of_whichever_has_some(void **state)
{
    struct check_text *text = *state;
    const struct pp_plan *plan = plan_of(state);
    assert_int_equal(pp_unit_block(plan, 0, 0).first, 0);
    text->text.plan.bindings.first[2] = 9005;
    text->text.plan.bindings.last[2] = 9006;
    assert_int_equal(pp_unit_block(plan, 0, 0).first, 9005);
    assert_int_equal(pp_unit_block(plan, 0, 0).last, 9006);
}

static void units_clash_when_two_of_their_listeners_do(void **state)
{
    const struct pp_plan *plan = plan_of(state);
    assert_true(pp_units_clash(plan, 0, 3));
    assert_false(pp_units_clash(plan, 4, 7));
}

static void units_are_alike_when_the_same_clashes_with_them(void **state)
{
    const struct pp_plan *plan = plan_of(state);
    assert_true(pp_units_alike(plan, 1, 3));
    assert_false(pp_units_alike(plan, 0, 3));  /* one has udp as well */
    assert_false(pp_units_alike(plan, 4, 7));  /* other addresses */
    assert_false(pp_units_alike(plan, 0, 10)); /* other hosts */
    assert_true(pp_units_alike(plan, 10, 10));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_unit_is_what_shares_a_pool),
        CASE(its_ports_are_those_of_whichever_has_some),
        CASE(units_clash_when_two_of_their_listeners_do),
        CASE(units_are_alike_when_the_same_clashes_with_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
