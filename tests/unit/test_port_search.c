/* port_search: from one block that will do to the next. */
#include "check/port_search.h"

#include "base/mem.h"
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* 8888 is assigned to somebody, and what B has is in the way */
#define PLAN(choice)                                                \
    "products: {web: {endpoints: {x: {transport: tcp, port: 80}}}," \
    " old: {endpoints: {x: {transport: tcp, port: 8885-8886}}}}\n"  \
    "hosts: [{name: A, products: [{use: web, ports: {x: " choice "}}, old]}]\n"

struct fixture {
    struct pp_search_scope scope;
    struct pp_port_search search;
    uint32_t unit;
};

static void start(void **state, struct fixture *fixture, const char *yaml)
{
    struct check_text *text = *state;
    assert_true(check_text_assign(text, yaml));
    const struct pp_plan *plan = text->check.plan;
    fixture->unit = 0;
    fixture->scope = (struct pp_search_scope){.blockers = pp_calloc(1, sizeof(struct pp_blockers)),
                                              .units = &fixture->unit,
                                              .unit_count = 1};
    fixture->scope.elsewhere = pp_calloc(1, sizeof(struct pp_blockers));
    fixture->scope.away = pp_calloc(1, sizeof(struct pp_blockers));
    fixture->scope.away->span = (struct pp_range){1, PP_PORT_MAX};
    fixture->scope.blockers->plan = plan;
    fixture->scope.blockers->span = (struct pp_range){1, PP_PORT_MAX};
    pp_objections_init(&fixture->scope.objections, &text->check);
    pp_objections_set_units(&fixture->scope.objections, &fixture->unit, 1);
    pp_blockers_add(fixture->scope.blockers, 0);
    fixture->search = pp_port_search_of(&text->check, &plan->listeners[0]);
}

static void end(struct fixture *fixture)
{
    free(fixture->scope.own);
    free(fixture->scope.away);
    pp_objections_release(&fixture->scope.objections);
    free(fixture->scope.blockers);
    free(fixture->scope.elsewhere);
}

/* Takes the next block, which has to begin there. */
static void expect(struct fixture *fixture, uint16_t first)
{
    struct pp_range block = pp_port_search_next(&fixture->search, &fixture->scope);
    assert_int_equal(block.first, first);
}

/* From the beginning on, with more in the way. */
static void start_anew(struct fixture *fixture, uint16_t first, uint16_t last)
{
    pp_blockers_add_ports(fixture->scope.blockers, (struct pp_range){first, last});
    fixture->search = pp_port_search_of(fixture->scope.objections.check,
                                        &fixture->scope.blockers->plan->listeners[0]);
}

static void it_goes_on_where_it_stood_and_then_asks_for_less(void **state)
{
    struct fixture fixture;
    start(state, &fixture, PLAN("{range: 8884-8890}"));
    expect(&fixture, 8884);
    expect(&fixture, 8887);
    expect(&fixture, 8889);
    expect(&fixture, 8890);
    assert_true(fixture.search.picky);
    expect(&fixture, 8888);
    assert_false(fixture.search.picky);
    expect(&fixture, 0);
    end(&fixture);
}

static void blocks_begin_at_multiples_and_pass_over_what_is_blocked_inside(void **state)
{
    struct fixture fixture;
    start(state, &fixture, PLAN("{range: 8880-8902, block: 2, align: 3}"));
    expect(&fixture, 8880);
    expect(&fixture, 8883);
    expect(&fixture, 8889);
    expect(&fixture, 8892);
    expect(&fixture, 8895);
    expect(&fixture, 8898);
    expect(&fixture, 8901);
    expect(&fixture, 0);
    end(&fixture);
}

/* Words are of 64 ports: 9152 is the first of one. */
static void a_block_may_be_wider_than_a_word(void **state)
{
    struct fixture fixture;
    start(state, &fixture, PLAN("{range: 9101-9500, block: 130}"));
    pp_blockers_add_ports(fixture.scope.blockers, (struct pp_range){9151, 9151});
    expect(&fixture, 9152);
    expect(&fixture, 9282);
    expect(&fixture, 0);
    end(&fixture);
}

static void the_last_port_of_all_can_be_taken(void **state)
{
    struct fixture fixture;
    start(state, &fixture, PLAN("{range: 65472-65535, block: 2, align: 1}"));
    start_anew(&fixture, 65472, 65532);
    expect(&fixture, 65533); /* rules object to all of them */
    expect(&fixture, 0);
    start_anew(&fixture, 65472, 65472);
    fixture.search.block = 1;
    expect(&fixture, 65535);
    expect(&fixture, 0);
    end(&fixture);
}

static void auto_alone_begins_with_what_is_preferred(void **state)
{
    struct fixture fixture;
    start(state, &fixture, PLAN("auto"));
    expect(&fixture, 10000);
    start_anew(&fixture, 10001, 32767);
    expect(&fixture, 8001);
    start_anew(&fixture, 8002, 9999);
    expect(&fixture, 32768);
    start_anew(&fixture, 32769, 65535);
    expect(&fixture, 1); /* rules object to all that is not above 8000: whatever is free */
    end(&fixture);
}

static void what_is_free_on_partners_comes_first(void **state)
{
    struct fixture fixture;
    start(state, &fixture, PLAN("{range: 8884-8890}"));
    fixture.scope.elsewhere->span = (struct pp_range){1, PP_PORT_MAX};
    pp_blockers_add_ports(fixture.scope.elsewhere, (struct pp_range){8884, 8887});
    fixture.scope.has_partners = true;
    expect(&fixture, 8889);
    expect(&fixture, 8890);
    assert_true(fixture.search.safe);
    expect(&fixture, 8884); /* none is left that is free there too: a rule's word counts on */
    assert_false(fixture.search.safe);
    expect(&fixture, 8887);
    expect(&fixture, 8888);
    expect(&fixture, 0);
    end(&fixture);
}

/* A search that goes on does not look at it, one that begins anew does. */
static void what_the_group_has_is_in_the_way_of_a_new_search(void **state)
{
    struct fixture fixture;
    start(state, &fixture, PLAN("{range: 9001-9007}"));
    expect(&fixture, 9001);
    expect(&fixture, 9002);
    assert_int_equal(fixture.scope.own_count, 1); /* 9001-9002 */
    start_anew(&fixture, 9004, 9004);
    expect(&fixture, 9003);
    expect(&fixture, 9005);
    pp_search_scope_end_group(&fixture.scope);
    start_anew(&fixture, 9004, 9004);
    expect(&fixture, 9001);
    end(&fixture);
}

static void what_is_in_the_way_of_those_who_are_away_is_not(void **state)
{
    struct fixture fixture;
    start(state, &fixture, PLAN("{range: 9001-9009}"));
    pp_blockers_add_ports(fixture.scope.away, (struct pp_range){9002, 9003});
    start_anew(&fixture, 9001, 9003);
    start_anew(&fixture, 9003, 9003); /* of two, one of whom is away */
    expect(&fixture, 9002);
    expect(&fixture, 9004);
    end(&fixture);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(it_goes_on_where_it_stood_and_then_asks_for_less),
        CASE(blocks_begin_at_multiples_and_pass_over_what_is_blocked_inside),
        CASE(a_block_may_be_wider_than_a_word),
        CASE(the_last_port_of_all_can_be_taken),
        CASE(what_the_group_has_is_in_the_way_of_a_new_search),
        CASE(what_is_in_the_way_of_those_who_are_away_is_not),
        CASE(what_is_free_on_partners_comes_first),
        CASE(auto_alone_begins_with_what_is_preferred),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
