/* members: what is counted after any number of changes is what is in the way of those who are
 * members by then. */
#include "check/members.h"

#include "check/units.h"
#include "support/check_text.h"
#include "support/random.h"
#include "support/random_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Each transport of A and B has an address of its own; 0 and 1 are alike, 2 is B's. */
#define PLAN                                                                          \
    "products: {a: {endpoints: {x: {transport: tcp, port: 80}}},"                     \
    " b: {endpoints: {x: {transport: tcp, port: 9003}}}}\n"                           \
    "hosts:\n"                                                                        \
    "  - {name: A, excluded: [9000], products: [{use: a, ports: {x: auto}}, {use: a," \
    " label: l, ports: {x: auto}}, b]}\n"                                             \
    "  - {name: B, excluded: [9001], products: [{use: a, ports: {x: auto}}, b]}\n"    \
    "  - {name: C, backup_of: B, excluded: [9002], products: [{use: a, ports: {x: auto}}]}\n"

static const uint32_t units[] = {0, 1, 3, 5};

static void expect_ports(const struct pp_blockers *blockers, const char *ports)
{
    char text[11] = "";
    for (size_t i = 0; i < 10; i++)
        text[i] = (char)('0' + blockers->counts[9000 + i]);
    assert_string_equal(text, ports);
}

static void start(void **state, struct pp_members *members)
{
    struct check_text *text = *state;
    assert_true(check_text_assign(text, PLAN));
    struct pp_plan *plan = &text->text.plan;
    for (size_t i = 0; i < 4; i++)
        plan->bindings.first[plan->listeners[units[i]].first_binding] = 0;
    pp_members_init(members, &text->check);
    pp_members_set_span(members, (struct pp_range){9000, 9009});
}

/* What is in the way of members: what is counted, but for those who are away. */
static void expect_in_the_way(const struct pp_members *members, const char *ports)
{
    char text[11] = "";
    for (size_t i = 0; i < 10; i++)
        text[i] = (char)('0' + members->scope.blockers->counts[9000 + i] -
                         members->scope.away->counts[9000 + i]);
    assert_string_equal(text, ports);
}

static void group_follows_group(void **state)
{
    struct pp_members members;
    start(state, &members);
    pp_members_begin(&members, units, 1, false);
    expect_ports(members.scope.blockers, "1001000000");
    pp_members_begin(&members, units + 1, 1, false); /* another of the host */
    expect_ports(members.scope.blockers, "1001000000");
    pp_members_begin(&members, units + 1, 2, false);
    expect_ports(members.scope.blockers, "1102000000");
    pp_members_begin(&members, units + 2, 1, false);
    expect_ports(members.scope.blockers, "0101000000");
    pp_members_begin(&members, units, 1, false); /* on another host */
    expect_ports(members.scope.blockers, "1001000000");
    pp_members_leave(&members);
    expect_ports(members.scope.blockers, "0000000000");
    assert_true(pp_members_add_up(&members));
    pp_members_release(&members);
}

static void members_go_and_come_back(void **state)
{
    struct pp_members members;
    start(state, &members);
    pp_members_begin(&members, units, 3, true);
    expect_in_the_way(&members, "2103000000");
    assert_false(pp_members_choose(&members, units, 3));
    assert_true(pp_members_choose(&members, units + 2, 1));
    expect_in_the_way(&members, "0101000000");
    assert_false(pp_members_choose(&members, units + 2, 1));
    assert_true(pp_members_choose(&members, units, 2));
    expect_in_the_way(&members, "2002000000");
    assert_true(pp_members_choose(&members, units, 3));
    expect_in_the_way(&members, "2103000000");
    pp_members_choose(&members, units, 1);
    pp_members_begin(&members, units + 1, 2, false);
    expect_in_the_way(&members, "1102000000");
    assert_true(pp_members_add_up(&members));
    pp_members_release(&members);
}

static void what_the_group_has_stays_counted(void **state)
{
    struct pp_members members;
    start(state, &members);
    pp_members_begin(&members, units + 1, 2, false);
    pp_search_scope_own(&members.scope, (struct pp_range){9007, 9008});
    pp_search_scope_count_own(&members.scope);
    pp_members_choose(&members, units + 2, 1);
    expect_in_the_way(&members, "0101000110");
    pp_search_scope_end_group(&members.scope);
    expect_in_the_way(&members, "0101000000");
    assert_true(pp_members_add_up(&members));
    pp_members_release(&members);
}

static void another_span_is_looked_at_from_nobody_on(void **state)
{
    struct pp_members members;
    start(state, &members);
    pp_members_begin(&members, units, 1, false);
    pp_members_set_span(&members, (struct pp_range){9000, 9009});
    assert_int_equal(members.scope.unit_count, 1);
    pp_members_set_span(&members, (struct pp_range){9001, 9009});
    assert_int_equal(members.scope.unit_count, 0);
    pp_members_begin(&members, units, 1, false);
    expect_ports(members.scope.blockers, "0001000000");
    pp_members_release(&members);
}

static void partners_are_looked_at(void **state)
{
    struct pp_members members;
    start(state, &members);
    pp_members_begin(&members, units, 1, false);
    assert_false(members.scope.has_partners);
    pp_members_begin(&members, units + 2, 1, false); /* C stands by for B */
    assert_true(members.scope.has_partners);
    expect_ports(members.scope.elsewhere, "0010000000");
    pp_members_leave(&members);
    expect_ports(members.scope.elsewhere, "0000000000");
    pp_members_begin(&members, units + 1, 2, false);
    pp_members_choose(&members, units + 1, 1);
    assert_false(members.scope.has_partners);
    expect_ports(members.scope.elsewhere, "0000000000");
    pp_members_release(&members);
}

/* A set of units that lead, in plan order. */
static size_t choose(uint64_t *random, const struct pp_plan *plan, uint32_t *chosen)
{
    uint32_t kind = test_below(random, 3), count = 0;
    uint32_t lonely = test_below(random, (uint32_t)plan->listener_count);
    for (uint32_t i = 0; i < plan->listener_count && count < 64; i++) {
        bool wanted = kind == 0 ? i == lonely : test_once_in(random, kind == 1 ? 2 : 5);
        if (wanted && pp_unit_leads(plan, i))
            chosen[count++] = i;
    }
    return count;
}

static void expect_same(const struct pp_members *members, const struct pp_members *others,
                        uint64_t seed, const char *yaml)
{
    const struct pp_search_scope *found = &members->scope, *wanted = &others->scope;
    for (uint32_t port = 1; port <= PP_PORT_MAX; port++) {
        uint32_t here = found->blockers->counts[port] - found->away->counts[port];
        if (here != wanted->blockers->counts[port] ||
            found->elsewhere->counts[port] != wanted->elsewhere->counts[port] ||
            pp_portset_contains(&found->blockers->blocked, (uint16_t)port) !=
                (found->blockers->counts[port] > 0))
            fail_msg("seed %llu: port %u is counted %u times, not %u\n%s", (unsigned long long)seed,
                     port, here, wanted->blockers->counts[port], yaml);
    }
    assert_int_equal(found->has_partners, wanted->has_partners);
}

/* Every other of them, or so. */
static size_t choose_among(uint64_t *random, const uint32_t *from, size_t count, uint32_t *chosen)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (test_once_in(random, 2))
            chosen[kept++] = from[i];
    }
    return kept;
}

/* The same units, of a group that nothing went before. */
static void expect_as_if_first(const struct pp_members *members, const struct check_text *text,
                               uint64_t seed, const char *yaml)
{
    struct pp_members others;
    pp_members_init(&others, &text->check);
    pp_members_set_span(&others, (struct pp_range){1, PP_PORT_MAX});
    pp_members_begin(&others, members->scope.units, members->scope.unit_count, true);
    expect_same(members, &others, seed, yaml);
    pp_members_release(&others);
}

static void what_is_counted_does_not_depend_on_who_was_there_before(void **state)
{
    struct pp_strbuf yaml;
    uint64_t seed = test_seed();
    pp_strbuf_init(&yaml);
    for (int round = 0; round < 60; round++, seed++) {
        struct check_text *text = *state;
        uint64_t random = seed;
        struct pp_members members;
        uint32_t all[64], chosen[64];
        check_text_release(text);
        check_text_init(text);
        (test_once_in(&random, 2) ? random_estate : random_failover)(&random, &yaml);
        if (!check_text_assign(text, yaml.text))
            continue;
        pp_members_init(&members, &text->check);
        pp_members_set_span(&members, (struct pp_range){1, PP_PORT_MAX});
        for (int change = 0; change < 8; change++) {
            size_t count = choose(&random, &text->text.plan, all);
            pp_members_begin(&members, all, count, count > 1); /* for all that is known here */
            expect_as_if_first(&members, text, seed, yaml.text);
            for (int slot = 0; slot < 2; slot++) {
                pp_members_choose(&members, chosen, choose_among(&random, all, count, chosen));
                expect_as_if_first(&members, text, seed, yaml.text);
            }
        }
        assert_true(pp_members_add_up(&members));
        pp_members_release(&members);
    }
    pp_strbuf_release(&yaml);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(group_follows_group),
        CASE(members_go_and_come_back),
        CASE(what_the_group_has_stays_counted),
        CASE(another_span_is_looked_at_from_nobody_on),
        CASE(partners_are_looked_at),
        CASE(what_is_counted_does_not_depend_on_who_was_there_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
