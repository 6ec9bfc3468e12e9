/* blockers: what keeps a listener from which port. */
#include "check/blockers.h"

#include "base/mem.h"
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PLAN                                                                                      \
    "products:\n"                                                                                 \
    "  web: {endpoints: {x: {transport: tcp, port: 80}}}\n"                                       \
    "  log: {endpoints: {x: {transport: udp, port: 9002}}}\n"                                     \
    "  old: {endpoints: {x: {transport: tcp, port: 9003-9004}}}\n"                                \
    "hosts: [{name: A, excluded: [9000/tcp, 9001/udp], products: [{use: web, ports: {x: auto}}, " \
    "log, old, {use: web, ports: {x: auto}}]}]\n"

static struct pp_blockers *start(void **state)
{
    struct check_text *text = *state;
    struct pp_blockers *blockers = pp_calloc(1, sizeof *blockers);
    assert_true(plan_text_expand(&text->text, PLAN));
    blockers->plan = &text->text.plan;
    blockers->span = (struct pp_range){9000, 9009};
    return blockers;
}

/* "1001100000": what is counted on 9000-9009 */
static void expect(const struct pp_blockers *blockers, const char *counts)
{
    char text[11] = "";
    for (size_t i = 0; i < 10; i++)
        text[i] = (char)('0' + blockers->counts[9000 + i]);
    assert_string_equal(text, counts);
}

static void counted_is_what_clashes_and_what_is_excluded(void **state)
{
    struct pp_blockers *blockers = start(state);
    pp_blockers_add(blockers, 0);
    expect(blockers, "1001100000");
    pp_blockers_add(blockers, 3);
    expect(blockers, "2002200000");
    pp_blockers_remove(blockers, 0);
    expect(blockers, "1001100000");
    pp_blockers_remove(blockers, 3);
    expect(blockers, "0000000000");
    free(blockers);
}

static void what_is_counted_is_blocked(void **state)
{
    struct pp_blockers *blockers = start(state);
    struct pp_range range = {0, 0};
    pp_blockers_add_ports(blockers, (struct pp_range){9002, 9004});
    pp_blockers_add_ports(blockers, (struct pp_range){9004, 9005});
    pp_blockers_remove_ports(blockers, (struct pp_range){9002, 9004});
    assert_true(pp_portset_next_range(&blockers->blocked, 1, &range));
    assert_int_equal(range.first, 9004);
    assert_int_equal(range.last, 9005);
    pp_blockers_remove_ports(blockers, (struct pp_range){9004, 9005});
    assert_false(pp_portset_next_range(&blockers->blocked, 1, &range));
    free(blockers);
}

static void all_is_taken_out_at_once(void **state)
{
    struct pp_blockers *blockers = start(state);
    blockers->span = (struct pp_range){1, PP_PORT_MAX};
    pp_blockers_add(blockers, 0);
    pp_blockers_add_ports(blockers, (struct pp_range){1, 1});
    pp_blockers_add_ports(blockers, (struct pp_range){9001, PP_PORT_MAX});
    pp_blockers_clear(blockers);
    assert_int_equal(pp_portset_count(&blockers->blocked), 0);
    for (uint32_t port = 0; port <= PP_PORT_MAX; port++)
        assert_int_equal(blockers->counts[port], 0);
    free(blockers);
}

/* What is remembered of two listeners is not said of others. */
static void prefixes_of_http_sys_are_told_apart(void **state)
{
    static const char plan[] =
        "products: {a: {endpoints: {x: {transport: tcp, port: 80, url: 'http://+:{port}/a/'}}},"
        " b: {endpoints: {x: {transport: tcp, port: 80, url: 'http://+:{port}/b/'}}}}\n"
        "hosts: [{name: A, products: [a, b, {use: a, ports: {x: auto}}]}]\n";
    struct check_text *text = *state;
    struct pp_blockers *blockers = pp_calloc(1, sizeof *blockers);
    assert_true(plan_text_expand(&text->text, plan));
    uint16_t *first = text->text.plan.bindings.first, *last = text->text.plan.bindings.last;
    first[0] = last[0] = 9001;
    first[1] = last[1] = 9002;
    blockers->plan = &text->text.plan;
    blockers->span = (struct pp_range){9000, 9009};
    pp_blockers_add(blockers, 2);
    expect(blockers, "0100000000");
    free(blockers);
}

static void ports_outside_the_span_are_not_counted(void **state)
{
    struct pp_blockers *blockers = start(state);
    blockers->span = (struct pp_range){9004, 9009};
    pp_blockers_add(blockers, 0);
    expect(blockers, "0000100000");
    free(blockers);
}

static void one_unit_takes_the_place_of_another(void **state)
{
    struct check_text *text = *state;
    struct pp_blockers *blockers = start(state);
    pp_blockers_add(blockers, 0);
    text->text.plan.bindings.first[0] = text->text.plan.bindings.last[0] = 9007;
    pp_blockers_shift(blockers, 0, 3);
    expect(blockers, "1001100100");
    pp_blockers_shift(blockers, 3, 0);
    expect(blockers, "1001100000");
    pp_blockers_shift(blockers, 0, 3);
    pp_blockers_remove(blockers, 3);
    expect(blockers, "0000000000");
    free(blockers);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(counted_is_what_clashes_and_what_is_excluded),
        CASE(what_is_counted_is_blocked),
        CASE(all_is_taken_out_at_once),
        CASE(prefixes_of_http_sys_are_told_apart),
        CASE(ports_outside_the_span_are_not_counted),
        CASE(one_unit_takes_the_place_of_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
