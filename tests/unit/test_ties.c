/* ties: which listeners are to get the same ports, across hosts and plans. */
#include "support/plan_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PRODUCTS                                                                             \
    "products: {web: {pools: {p: 9000-9009}, endpoints: {x: {transport: tcp, port: 80}, y: " \
    "{transport: tcp, port: p}, z: {transport: udp, port: p}}}}\n"

static void tied_are_listeners_of_one_product_and_endpoint_or_pool(void **state)
{
    struct plan_text *text = *state;
    assert_true(plan_text_expand(
        text, PRODUCTS
        "hosts:\n"
        "  - {name: A, products: [{use: web, ports: {x: {same_on: all hosts}, p: {same_on: all "
        "hosts}}}]}\n"
        "  - {name: B, products: [{use: web, ports: {x: {same_on: all hosts}}}, {use: web, ports: "
        "{x: auto, p: {same_on: all hosts}}}]}\n"));
    static const uint32_t ties[] = {0, 1, 1, 0, PP_NONE, PP_NONE, PP_NONE, 1, 1};
    assert_int_equal(text->plan.listener_count, 9);
    for (size_t i = 0; i < 9; i++)
        assert_int_equal(text->plan.listeners[i].tie, ties[i]);
    assert_int_equal(text->plan.tie_count, 2);
    assert_int_equal(text->plan.ties[0].listener_count, 2);
    assert_int_equal(text->plan.ties[1].first, 1);
    assert_int_equal(text->plan.ties[1].listener_count, 4);
}

static void plans_of_an_estate_are_tied_by_the_name_of_the_product(void **state)
{
    struct plan_text *text = *state;
    assert_true(plan_text_add(
        text, "a.yaml",
        PRODUCTS "hosts: [{name: A, products: [{use: web, ports: {x: {same_on: all hosts}}}]}]\n"));
    assert_true(plan_text_add(
        text, "b.yaml",
        PRODUCTS "hosts: [{name: B, products: [{use: web, ports: {x: {same_on: all hosts}}}]}]\n"));
    assert_true(pp_plan_expand(&text->plan, &text->diags));
    assert_int_equal(text->plan.tie_count, 1);
    assert_int_equal(text->plan.ties[0].listener_count, 2);
}

static void who_is_tied_must_be_chosen_alike(void **state)
{
    struct plan_text *text = *state;
    assert_false(plan_text_expand(
        text, PRODUCTS
        "hosts:\n"
        "  - {name: A, products: [{use: web, ports: {x: {same_on: all hosts, block: 2}}}]}\n"
        "  - {name: B, products: [{use: web, ports: {x: {same_on: all hosts, range: "
        "9000-9009}}}]}\n"
        "  - {name: C, products: [{use: web, ports: {x: {same_on: all hosts, block: 2, align: "
        "4}}}]}\n"
        "  - {name: D, products: [{use: web, ports: {x: {block: 4}}}]}\n"));
    assert_string_equal(
        plan_text_mistakes(text),
        "4:48: 'x' of 'web' has same_on 'all hosts', but is to be chosen with range 9000-9009 "
        "here and with no range, block 2 elsewhere (3:48: elsewhere)\n"
        "5:48: 'x' of 'web' has same_on 'all hosts', but is to be chosen with no range, block 2, "
        "align 4 here and with no range, block 2 elsewhere (3:48: elsewhere)\n");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, plan_text_setup, plan_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(tied_are_listeners_of_one_product_and_endpoint_or_pool),
        CASE(plans_of_an_estate_are_tied_by_the_name_of_the_product),
        CASE(who_is_tied_must_be_chosen_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
