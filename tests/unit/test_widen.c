/* widen: the narrowest range around one that is too small; and rehearsal, which proves it. */
#include "check/widen.h"

#include "base/strbuf.h"
#include "check/rehearsal.h"
#include "support/check_text.h"
#include "support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PRODUCTS                                                                                 \
    "products: {w: {endpoints: {x: {transport: tcp, port: 80}}},"                                \
    " q: {pools: {p: 8886-8887}, endpoints: {x: {transport: tcp, port: p}, y: {transport: udp, " \
    "port: p}}}, old: {endpoints: {x: {transport: tcp, port: 18005}}}}\n"

/* The range for the first listener that is short of ports: "18000-18004", or "none". */
static const char *widened(void **state, const char *yaml)
{
    struct check_text *text = *state;
    struct pp_widening widening;
    check_text_release(text);
    check_text_init(text);
    assert_true(check_text_assign(text, yaml));
    const struct pp_plan *plan = text->check.plan;
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        if (plan->bindings.first[i])
            continue;
        if (!pp_widen_find(&text->check, plan->bindings.listener[i], &widening))
            return "none";
        return pp_arena_printf(text->check.arena, "%u-%u", widening.range.first,
                               widening.range.last);
    }
    fail_msg("nothing is short of ports");
    return NULL;
}

#define HOST(more, products) PRODUCTS "hosts: [{name: A, " more "products: [" products "]}]\n"

static void it_grows_up_before_it_grows_down(void **state)
{
    assert_string_equal(
        widened(state, HOST("", "{use: w, instances: 3, ports: {x: auto 18000-18001}}")),
        "18000-18002");
}

static void it_grows_to_the_side_where_less_is_in_the_way(void **state)
{
    assert_string_equal(
        widened(state, HOST("excluded: [18002-18010], ",
                            "{use: w, instances: 3, ports: {x: auto 18000-18001}}")),
        "17999-18001");
}

static void it_grows_on_both_sides_when_that_is_narrower(void **state)
{
    assert_string_equal(
        widened(state, HOST("excluded: [17000-17998, 18003-19000], ",
                            "{use: w, instances: 4, ports: {x: auto 18000-18001}}")),
        "17999-18002");
}

static void blocks_may_begin_inside_and_end_outside(void **state)
{
    assert_string_equal(
        widened(state,
                HOST("", "{use: w, instances: 2, ports: {x: {range: 18000-18004, block: 4}}}")),
        "18000-18007");
    assert_string_equal(
        widened(state, HOST("", "{use: w, instances: 2, ports: {x: {range: 18000-18004, block: 4, "
                                "align: 10}}}")),
        "18000-18013");
}

/* 8888 is assigned on both transports */
static void ports_that_a_rule_objects_to_are_passed_over(void **state)
{
    assert_string_equal(widened(state, HOST("excluded: [8885], ", "{use: q, instances: 3}")),
                        "8886-8889");
}

static void a_range_that_a_rule_objects_to_is_not_widened(void **state)
{
    assert_string_equal(
        widened(state, HOST("", "{use: w, instances: 3, ports: {x: auto 8888-8889}}")), "none");
    assert_string_equal(
        widened(state, HOST("", "{use: w, instances: 3, ports: {x: auto 7000-7001}}")), "none");
}

static void nobody_is_left_without_a_port_for_it(void **state)
{
    /* the second would lose 18002 to the first, and has nothing else */
    assert_string_equal(
        widened(state, HOST("excluded: [17990-17999], ",
                            "{use: w, instances: 3, ports: {x: auto 18000-18001}},"
                            "{use: w, label: l, instances: 1, ports: {x: auto 18002-18002}}")),
        "17989-18001");
}

static void what_is_tied_is_widened_for_all_hosts(void **state)
{
    assert_string_equal(
        widened(state,
                PRODUCTS "hosts:\n"
                         "  - {name: A, products: [{use: w, instances: 2, ports: {x: {range: "
                         "18004-18004, same_on: all hosts}}}]}\n"
                         "  - {name: B, products: [old, {use: w, instances: 2, ports: {x: {range: "
                         "18004-18004, same_on: all hosts}}}]}\n"),
        "18003-18004");
}

static void two_that_are_short_are_not_offered_the_same_port(void **state)
{
    struct check_text *text = *state;
    struct pp_widening first, second;
    assert_true(check_text_assign(
        text, HOST("", "{use: w, instances: 3, ports: {x: auto 18000-18001}},"
                       "{use: w, label: l, instances: 3, ports: {x: auto 18000-18001}}")));
    assert_true(pp_widen_find(&text->check, 0, &first));
    assert_true(pp_widen_find(&text->check, 1, &second));
    assert_true(pp_portset_contains(&first.ports, 18002));
    pp_portset_intersect(&first.ports, &second.ports);
    assert_int_equal(pp_portset_count(&first.ports), 0);
}

/* Some ports are held, some excluded; one product chooses from a range in their midst. */
static void write_crowd(uint64_t *random, struct pp_strbuf *yaml)
{
    uint32_t first = 18016 + test_below(random, 24), block = 1 + test_below(random, 3);
    pp_strbuf_clear(yaml);
    pp_strbuf_add(yaml, "products:\n  w: {endpoints: {x: {transport: tcp, port: 80}}}\n  f: "
                        "{endpoints: {");
    for (uint32_t i = 0; i < 8; i++)
        pp_strbuf_printf(yaml, "%se%u: {transport: tcp, port: %u}", i ? ", " : "", i,
                         18000 + 8 * i + test_below(random, 8));
    pp_strbuf_printf(yaml,
                     "}}\nhosts: [{name: A, excluded: [%u], products: [f, {use: w, instances: %u, "
                     "ports: {x: {range: %u-%u, block: %u, align: %u}}}]}]\n",
                     18000 + test_below(random, 64), 2 + test_below(random, 6), first,
                     first + block + 1 + test_below(random, 5), block, 1 + test_below(random, 3));
}

/* As if a lock had given what was chosen. */
static void lock_all(struct check_text *text)
{
    struct pp_plan *plan = &text->text.plan;
    plan->locked = pp_arena_array(text->check.arena, plan->bindings.count, sizeof *plan->locked);
    for (size_t i = 0; i < plan->bindings.count; i++)
        plan->locked[i] = plan->bindings.first[i] != 0;
}

static void what_is_locked_is_widened_all_the_same(void **state)
{
    struct check_text *text = *state;
    struct pp_widening widening;
    assert_true(check_text_assign(
        text, HOST("excluded: [7002], ", "{use: w, instances: 3, ports: {x: auto 7000-7001}}")));
    assert_false(pp_widen_find_locked(&text->check, 0, &widening));
    lock_all(text);
    assert_false(pp_widen_find(&text->check, 0, &widening));
    assert_true(pp_widen_find_locked(&text->check, 0, &widening));
    assert_int_equal(widening.range.first, 6999);
    assert_int_equal(widening.range.last, 7001);
}

static bool is_enough(struct check_text *text, struct pp_rehearsal *rehearsal, uint32_t listener,
                      uint32_t first, uint32_t last)
{
    struct pp_range range = {(uint16_t)first, (uint16_t)last};
    return pp_rehearse(rehearsal, &text->check, listener, range);
}

/* Of all ranges around the first one, by trying every one of them. */
static uint32_t narrowest(struct check_text *text, uint32_t listener)
{
    const struct pp_range own = text->check.plan->listeners[listener].range;
    struct pp_rehearsal rehearsal;
    pp_rehearsal_init(&rehearsal, &text->check, listener);
    uint32_t size = 0;
    for (bool found = false; !found; size++) {
        for (uint32_t below = 0; below <= size && !found; below++)
            found =
                is_enough(text, &rehearsal, listener, own.first - below, own.last + size - below);
    }
    pp_rehearsal_release(&rehearsal);
    return size - 1 + pp_range_size(own);
}

static void no_narrower_range_does_where_nothing_is_to_move(void **state)
{
    uint64_t seed = test_seed();
    struct pp_strbuf yaml;
    size_t short_of_ports = 0;
    pp_strbuf_init(&yaml);
    for (int round = 0; round < 300; round++, seed++) {
        struct check_text *text = *state;
        struct pp_widening widening;
        uint64_t random = seed;
        check_text_release(text);
        check_text_init(text);
        write_crowd(&random, &yaml);
        if (!check_text_assign(text, yaml.text))
            fail_msg("seed %llu: %s\n%s", (unsigned long long)seed, plan_text_mistakes(&text->text),
                     yaml.text);
        const struct pp_plan *plan = text->check.plan;
        uint32_t last = (uint32_t)plan->listener_count - 1;
        if (plan->bindings.first[plan->bindings.count - 1])
            continue;
        short_of_ports++;
        lock_all(text);
        if (!pp_widen_find(&text->check, last, &widening))
            fail_msg("seed %llu: no range for\n%s", (unsigned long long)seed, yaml.text);
        if (pp_range_size(widening.range) != narrowest(text, last))
            fail_msg("seed %llu: %u-%u is not the narrowest for\n%s", (unsigned long long)seed,
                     widening.range.first, widening.range.last, yaml.text);
    }
    assert_true(short_of_ports > 100);
    pp_strbuf_release(&yaml);
}

static void a_rehearsal_leaves_the_plan_as_it_is(void **state)
{
    struct check_text *text = *state;
    struct pp_rehearsal rehearsal;
    assert_true(check_text_assign(
        text, PRODUCTS "hosts: [{name: Z, products: [old]}, {name: A, products: [{use: w, "
                       "instances: 3, ports: {x: auto 18000-18001}}, old]}]\n"));
    pp_rehearsal_init(&rehearsal, &text->check, 1);
    assert_false(pp_rehearse(&rehearsal, &text->check, 1, (struct pp_range){18000, 18001}));
    assert_true(pp_rehearse(&rehearsal, &text->check, 1, (struct pp_range){18004, 18007}));
    assert_int_equal(pp_rehearsal_block(&rehearsal, &text->check, 1, 1).first, 18006);
    pp_rehearsal_release(&rehearsal);
    assert_string_equal(check_text_ports(text, 1), "x=18000 x=18001 x=- x=18005");
    assert_int_equal(text->check.plan->listeners[1].range.last, 18001);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(it_grows_up_before_it_grows_down),
        CASE(it_grows_to_the_side_where_less_is_in_the_way),
        CASE(it_grows_on_both_sides_when_that_is_narrower),
        CASE(blocks_may_begin_inside_and_end_outside),
        CASE(ports_that_a_rule_objects_to_are_passed_over),
        CASE(a_range_that_a_rule_objects_to_is_not_widened),
        CASE(nobody_is_left_without_a_port_for_it),
        CASE(what_is_tied_is_widened_for_all_hosts),
        CASE(two_that_are_short_are_not_offered_the_same_port),
        CASE(what_is_locked_is_widened_all_the_same),
        CASE(no_narrower_range_does_where_nothing_is_to_move),
        CASE(a_rehearsal_leaves_the_plan_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
