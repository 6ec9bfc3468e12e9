/* free_ports: what is suggested would do, and is the nearest that would. */
#include "check/free_ports.h"
#include "support/check_text.h"
#include "support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PLAN                                                                                      \
    "hosts:\n"                                                                                    \
    "  - {name: W, os: windows, excluded: [8400-8409/tcp], products: [a]}\n"                      \
    "  - {name: L, os: linux, ephemeral: 20000-30000, products: [a]}\n"                           \
    "products: {a: {endpoints: {t: {transport: tcp, port: 8885-8887}, u: {transport: udp, port: " \
    "8885}, v: {transport: tcp, port: 8893}}}}\n"

enum { W_TCP = 0, W_UDP = 1, L_TCP = 3 }; /* listeners of the plan */

static struct check_text *make(void **state, const char *yaml)
{
    struct check_text *text = *state;
    assert_true(plan_text_expand(&text->text, yaml));
    check_text_allocate(text);
    return text;
}

/* Whether a port would do, asked one by one. */
static bool would_do(const struct check_text *text, uint32_t listener, uint32_t port)
{
    const struct pp_plan *plan = &text->text.plan;
    const struct pp_host *host = &plan->hosts[plan->listeners[listener].host];
    enum pp_transport transport = (enum pp_transport)plan->listeners[listener].transport;
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        if (plan->listeners[plan->bindings.listener[binding]].transport == transport &&
            plan->bindings.first[binding] <= port && port <= plan->bindings.last[binding])
            return false;
    }
    return port > text->check.above && port < 49152 &&
           !pp_registry_find(&text->registry, (uint16_t)port, transport) &&
           !pp_host_excludes(host, transport, (uint16_t)port) &&
           !pp_range_contains(host->ephemeral, port) &&
           !pp_profile_service(host->os, (uint16_t)port, transport) &&
           !pp_browser_blocks((uint16_t)port);
}

static bool block_would_do(const struct check_text *text, uint32_t listener, uint32_t first,
                           uint32_t width)
{
    for (uint32_t port = first; port < first + width; port++) {
        if (port > PP_PORT_MAX || !would_do(text, listener, port))
            return false;
    }
    return true;
}

/* The nearest block; of two equally near ones the upper. */
static uint16_t nearest(const struct check_text *text, uint32_t listener, uint32_t near,
                        uint32_t width)
{
    for (uint32_t away = 0; away <= PP_PORT_MAX; away++) {
        if (near + away <= PP_PORT_MAX && block_would_do(text, listener, near + away, width))
            return (uint16_t)(near + away);
        if (away < near && block_would_do(text, listener, near - away, width))
            return (uint16_t)(near - away);
    }
    return 0;
}

static size_t near_to(struct check_text *text, uint32_t listener, uint16_t near, uint32_t width,
                      uint16_t found[PP_SUGGESTIONS])
{
    return pp_free_ports_near(&text->check, &listener, 1, PP_NONE, near, width, found);
}

static void the_first_suggestion_is_the_nearest_that_would_do(void **state)
{
    struct check_text *text = make(state, PLAN);
    static const uint32_t listeners[] = {W_TCP, W_UDP, L_TCP};
    for (uint64_t seed = test_seed(), end = seed + 300; seed < end; seed++) {
        uint64_t random = seed;
        uint16_t found[PP_SUGGESTIONS] = {0};
        uint32_t listener = listeners[test_below(&random, 3)];
        uint16_t near = (uint16_t)(1 + (test_once_in(&random, 2) ? 8000 + test_below(&random, 1500)
                                                                 : test_below(&random, 65535)));
        uint32_t width = 1 + test_below(&random, test_once_in(&random, 3) ? 200 : 8);
        /* a fresh check: one that was asked keeps what it gave to others */
        pp_check_release(&text->check);
        pp_check_init(&text->check, &text->text.arena, &text->text.plan, &text->registry,
                      CHECK_TEXT_TODAY);
        size_t count = pp_free_ports_near(&text->check, &listener, 1, PP_NONE, near, width, found);
        bool good = count == PP_SUGGESTIONS && found[0] == nearest(text, listener, near, width);
        for (size_t i = 0; i < count && good; i++) {
            good = block_would_do(text, listener, found[i], width);
            for (size_t j = 0; j < i && good; j++) /* they do not overlap */
                good = found[i] + width <= found[j] || found[j] + width <= found[i];
        }
        if (!good)
            fail_msg("PP_TEST_SEED=%llu", (unsigned long long)seed);
    }
}

static void a_listener_is_given_the_same_again_and_others_are_not(void **state)
{
    struct check_text *text = make(state, PLAN);
    uint16_t first[PP_SUGGESTIONS], again[PP_SUGGESTIONS], other[PP_SUGGESTIONS];
    assert_int_equal(near_to(text, W_TCP, 8885, 3, first), 3);
    assert_int_equal(near_to(text, W_TCP + 2, 8885, 3, other), 3);
    assert_int_equal(near_to(text, W_TCP, 8885, 3, again), 3);
    assert_int_equal(first[0], 8882);
    assert_int_equal(again[0], first[0]);
    assert_int_equal(other[0], 8889);
    assert_int_equal(near_to(text, W_UDP, 8885, 3, other), 3);
    assert_int_equal(other[0], 8882); /* another transport has room of its own */
    assert_int_equal(near_to(text, L_TCP, 8885, 3, other), 3);
    assert_int_equal(other[0], 8882); /* another host as well */
    assert_int_equal(near_to(text, W_TCP, 8885, 3, again), 3);
    assert_int_equal(again[0], first[0]);
}

static void too_wide_a_block_is_nowhere(void **state)
{
    struct check_text *text = make(state, PLAN);
    uint16_t found[PP_SUGGESTIONS];
    assert_int_equal(near_to(text, W_TCP, 9000, 0, found), 0);
    assert_int_equal(near_to(text, W_TCP, 9000, 45000, found), 0);
    assert_int_equal(near_to(text, W_TCP, 9000, 65536, found), 0);
    assert_int_equal(near_to(text, W_TCP, 9000, UINT32_MAX, found), 0);
    assert_int_equal(near_to(text, W_TCP, 9000, 30000, found), 1);
}

static const char *help(void **state, const char *yaml, const char *rule)
{
    struct check_text *text = *state;
    bool good = check_text_run(text, yaml);
    assert_string_equal(plan_text_mistakes(&text->text), "");
    assert_true(good);
    return check_text_finding(text, rule)->help;
}

static void the_help_names_the_formula_to_write(void **state)
{
    assert_string_equal(
        help(state,
             "hosts: [{name: A, products: [{use: a, instances: 4-7}]}]\n"
             "products: {a: {endpoints: {t: {transport: tcp, port: 7000-7001+2*N}}}}\n",
             "prefer-above"),
        "8001-8008/tcp are free on A, above 8000 and not registered; set t to \"7993-7994+2*N\"");
}

static void the_help_of_a_pool_names_the_pool(void **state)
{
    assert_string_equal(
        help(state,
             "hosts: [{name: A, products: [{use: a, instances: 3}]}]\n"
             "products: {a: {pools: {p: 7301-7302}, endpoints: {t: {transport: tcp, port: p}}}}\n",
             "pool-exhausted"),
        "8001-8003/tcp are free on A, above 8000 and not registered; set p to \"8001-8003\"");
}

static void the_help_of_a_pool_that_is_too_small_widens_it(void **state)
{
    assert_string_equal(
        help(state,
             "hosts: [{name: A, products: [{use: a, instances: 3}]}]\n"
             "products: {a: {pools: {p: 8301-8302}, endpoints: {t: {transport: tcp, port: p}}}}\n",
             "pool-exhausted"),
        "widen p to \"8301-8303\": 8303/tcp is free on A");
}

static void without_room_the_help_says_so(void **state)
{
    assert_string_equal(help(state,
                             "hosts: [{name: A, products: [all, {use: a, ports: {t: 9000}}]}]\n"
                             "products:\n"
                             "  all: {endpoints: {t: {transport: tcp, port: 8001-49151}}}\n"
                             "  a: {endpoints: {t: {transport: tcp, port: 7000}}}\n",
                             "port-overlap"),
                        "no free, unassigned tcp port is left on A");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

static void listeners_that_move_together_get_a_port_free_on_every_transport(void **state)
{
    struct check_text *text = make(state, PLAN);
    const uint32_t both[] = {W_TCP, W_UDP};
    uint16_t found[PP_SUGGESTIONS];
    assert_int_equal(pp_free_ports_near(&text->check, both, 2, PP_NONE, 8885, 1, found), 3);
    for (size_t i = 0; i < PP_SUGGESTIONS; i++)
        assert_true(would_do(text, W_TCP, found[i]) && would_do(text, W_UDP, found[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_first_suggestion_is_the_nearest_that_would_do),
        CASE(a_listener_is_given_the_same_again_and_others_are_not),
        CASE(listeners_that_move_together_get_a_port_free_on_every_transport),
        CASE(too_wide_a_block_is_nowhere),
        CASE(the_help_names_the_formula_to_write),
        CASE(the_help_of_a_pool_names_the_pool),
        CASE(the_help_of_a_pool_that_is_too_small_widens_it),
        CASE(without_room_the_help_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
