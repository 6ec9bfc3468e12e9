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

static void the_last_that_is_blocked_is_found(void **state)
{
    struct pp_blockers *blockers = start(state);
    pp_blockers_add_ports(blockers, (struct pp_range){9002, 9003});
    assert_int_equal(pp_blockers_last(blockers, (struct pp_range){9000, 9009}), 9003);
    assert_int_equal(pp_blockers_last(blockers, (struct pp_range){9000, 9002}), 9002);
    assert_int_equal(pp_blockers_last(blockers, (struct pp_range){9004, 9009}), 0);
    pp_blockers_remove_ports(blockers, (struct pp_range){9002, 9003});
    assert_int_equal(pp_blockers_last(blockers, (struct pp_range){9000, 9009}), 0);
    free(blockers);
}

static void what_is_blocked_is_skipped(void **state)
{
    struct pp_blockers *blockers = start(state);
    pp_blockers_add_ports(blockers, (struct pp_range){9002, 9003});
    assert_int_equal(pp_blockers_skip(blockers, 9000, 9009), 9000);
    assert_int_equal(pp_blockers_skip(blockers, 9002, 9009), 9004);
    assert_int_equal(pp_blockers_skip(blockers, 9002, 9003), 9004); /* all up to there are */
    assert_int_equal(pp_blockers_skip(blockers, 9003, 9002), 9003);
    pp_blockers_add_ports(blockers, (struct pp_range){PP_PORT_MAX, PP_PORT_MAX});
    blockers->span = (struct pp_range){1, PP_PORT_MAX};
    pp_blockers_add_ports(blockers, (struct pp_range){PP_PORT_MAX, PP_PORT_MAX});
    assert_int_equal(pp_blockers_skip(blockers, PP_PORT_MAX, PP_PORT_MAX), PP_PORT_MAX + 1);
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
        CASE(the_last_that_is_blocked_is_found),
        CASE(what_is_blocked_is_skipped),
        CASE(ports_outside_the_span_are_not_counted),
        CASE(one_unit_takes_the_place_of_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
