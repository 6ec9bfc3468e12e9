/* reach: which ports something could come to have. */
#include "model/reach.h"
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/random.h"

static const struct pp_product unlimited = {.name = "p"}, sixteen = {.max_instances = 16};

static bool meets(const char *text, const struct pp_product *product, uint16_t from, uint16_t to,
                  uint32_t *first, uint32_t *last)
{
    struct pp_port_expr expr;
    struct pp_port_error error;
    assert_true(pp_port_expr_parse(text, &expr, &error));
    return pp_expr_meets(&expr, product, (struct pp_range){from, to}, first, last);
}

static void a_formula_is_turned_around(void **state)
{
    uint32_t first, last;
    (void)state;
    assert_true(meets("5421+N", &sixteen, 5432, 5432, &first, &last));
    assert_int_equal(first, 11);
    assert_int_equal(last, 11);
    assert_true(meets("5421+N", &sixteen, 1, 65535, &first, &last));
    assert_int_equal(first, 0);
    assert_int_equal(last, 15);
    assert_true(meets("5000-5003+10*N", &unlimited, 5013, 5030, &first, &last));
    assert_int_equal(first, 1);
    assert_int_equal(last, 3);
}

static void ports_between_or_beyond_the_instances_are_not_met(void **state)
{
    uint32_t first, last;
    (void)state;
    assert_false(meets("5421+N", &sixteen, 5437, 5999, &first, &last));
    assert_false(meets("5421+N", &sixteen, 5000, 5420, &first, &last));
    assert_false(meets("5000-5003+10*N", &unlimited, 5004, 5009, &first, &last));
    assert_false(meets("5421+N", &unlimited, 5521, 5521, &first, &last)); /* 100 are assumed */
    assert_true(meets("65530+N", &unlimited, 65535, 65535, &first, &last));
    assert_int_equal(last, 5);
    assert_false(meets("8090", &unlimited, 8090, 8090, &first, &last)); /* no formula */
}

static void turning_a_formula_around_is_as_trying_every_instance(void **state)
{
    (void)state;
    for (uint64_t round = 0; round < 3000; round++) {
        uint64_t seed = test_seed() + round;
        struct pp_product product = {.max_instances = test_below(&seed, 30)};
        struct pp_port_expr expr = {.first = (uint16_t)(1 + test_below(&seed, 65400))};
        expr.last = (uint16_t)(expr.first + test_below(&seed, 5));
        expr.stride = (uint32_t)(expr.last - expr.first) + 1 + test_below(&seed, 9);
        struct pp_range ports = {.first = (uint16_t)(1 + test_below(&seed, 65535))};
        if (test_once_in(&seed, 2))
            ports.first = (uint16_t)(expr.first + test_below(&seed, 100));
        uint32_t room = PP_PORT_MAX - ports.first, width = test_below(&seed, 40);
        ports.last = (uint16_t)(ports.first + (width < room ? width : room));
        uint32_t most = product.max_instances ? product.max_instances : PP_ASSUMED_INSTANCES;
        uint32_t first = PP_NONE, last = PP_NONE, got_first = PP_NONE, got_last = PP_NONE;
        for (uint32_t n = 0; n < most; n++) {
            struct pp_range own;
            if (!pp_port_expr_at(&expr, n, &own) || !pp_range_overlaps(own, ports))
                continue;
            first = first == PP_NONE ? n : first;
            last = n;
        }
        bool met = pp_expr_meets(&expr, &product, ports, &got_first, &got_last);
        if (met != (first != PP_NONE) || got_first != first || got_last != last)
            fail_msg("seed %llu", (unsigned long long)(test_seed() + round));
    }
}

#define PRODUCTS                                                                        \
    "products:\n"                                                                       \
    "  engine: {max_instances: 16, endpoints: {srt: {transport: udp, port: 5421+N}}}\n" \
    "  capture: {pools: {control: 8001-8009},\n"                                        \
    "            endpoints: {soap: {transport: tcp, port: control}}}\n"

/* "0:11-11 1:8001-8009": listeners of the plan that could come to have some of the ports. */
static const char *reaching(void **state, const char *hosts, uint16_t from, uint16_t to)
{
    struct check_text *text = *state;
    struct pp_strbuf buf;
    check_text_release(text);
    check_text_init(text);
    bool good = check_text_assign(text, pp_arena_printf(&text->text.arena, PRODUCTS "%s", hosts));
    assert_string_equal(plan_text_mistakes(&text->text), "");
    assert_true(good);
    pp_strbuf_init(&buf);
    for (uint32_t i = 0; i < text->text.plan.listener_count; i++) {
        struct pp_reach reach;
        if (!pp_listener_reaches(&text->text.plan, i, (struct pp_range){from, to}, &reach))
            continue;
        if (reach.by_formula)
            pp_strbuf_printf(&buf, "%u:#%u-%u ", i, reach.first, reach.last);
        else
            pp_strbuf_printf(&buf, "%u:%u-%u ", i, reach.range.first, reach.range.last);
    }
    const char *all = pp_arena_strdup(&text->text.arena, buf.text);
    pp_strbuf_release(&buf);
    return all;
}

static void instances_that_are_placed_have_their_ports(void **state)
{
    const char *hosts = "hosts: [{name: A, products: [{use: engine, instances: 8}]}]\n";
    assert_string_equal(reaching(state, hosts, 5432, 5432), "0:#11-11 ");
    assert_string_equal(reaching(state, hosts, 5424, 5424), "");
    assert_string_equal(reaching(state, hosts, 5424, 5430), "0:#8-9 ");
}

static void a_pool_may_pick_what_it_has_not(void **state)
{
    const char *hosts = "hosts: [{name: A, products: [{use: capture, instances: 2}]}]\n";
    assert_string_equal(reaching(state, hosts, 8002, 8002), "");
    assert_string_equal(reaching(state, hosts, 8003, 8003), "0:8001-8009 ");
    assert_string_equal(reaching(state, hosts, 8009, 9000), "0:8001-8009 ");
    assert_string_equal(reaching(state, hosts, 8010, 9000), "");
}

static void what_the_host_excludes_is_not_picked(void **state)
{
    const char *hosts = "hosts: [{name: A, excluded: 8003-8009, products: [capture]}]\n";
    assert_string_equal(reaching(state, hosts, 8003, 8009), "");
    assert_string_equal(reaching(state, hosts, 8002, 8009), "0:8001-8009 ");
}

static void auto_picks_from_its_range(void **state)
{
    const char *given =
        "hosts: [{name: A, products: [{use: engine, ports: {srt: auto 9000-9009}}]}]\n";
    const char *any = "hosts: [{name: A, products: [{use: engine, ports: {srt: auto}}]}]\n";
    assert_string_equal(reaching(state, given, 9005, 9005), "0:9000-9009 ");
    assert_string_equal(reaching(state, given, 9010, 9010), "");
    assert_string_equal(reaching(state, any, 20000, 20000), "0:10000-32767 ");
    assert_string_equal(reaching(state, any, 9005, 9005), "0:8001-9999 ");
    assert_string_equal(reaching(state, any, 8000, 8000), "");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_formula_is_turned_around),
        cmocka_unit_test(ports_between_or_beyond_the_instances_are_not_met),
        cmocka_unit_test(turning_a_formula_around_is_as_trying_every_instance),
        CASE(instances_that_are_placed_have_their_ports),
        CASE(a_pool_may_pick_what_it_has_not),
        CASE(what_the_host_excludes_is_not_picked),
        CASE(auto_picks_from_its_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
