/* policy_finding: what policies report, as findings. */
#include "support/judged.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char plan[] =
    "products:\n"
    "  web: {title: Web, endpoints: {page: {transport: tcp, port: 8080+N},\n"
    "                                feed: {transport: udp, port: 9000-9003+4*N}}}\n"
    "hosts:\n"
    "  - {name: A, address: 10.0.0.1, products: [{use: web, instances: 3}]}\n"
    "  - {name: B, products: [web]}\n";

#define FINDS(state, each, body, findings) \
    assert_string_equal(judged_check(*(state), plan, each, body), findings)

static void the_same_words_about_an_endpoint_are_one_finding(void **state)
{
    FINDS(state, "binding", "report(thing, 'so it is', { help = 'mend it', suggestions = { 1 } })",
          "warning 5:8080-8082/tcp web(page#0,1,2): so it is\n"
          "warning 5:9000-9011/udp web(feed#0,1,2): so it is\n"
          "warning 6:8080/tcp web(page): so it is\n"
          "warning 6:9000-9003/udp web(feed): so it is\n");
}

static void other_words_are_another_finding(void **state)
{
    FINDS(state, "binding",
          "if thing.endpoint ~= 'page' or thing.host == 'B' then return end\n"
          "report(thing, 'no ' .. thing.instance)\n"
          "report(thing, 'a', { help = 'h' .. thing.instance // 2 })\n"
          "report(thing, 'b', { severity = thing.instance < 2 and 'note' or 'error' })",
          "error 5:8082/tcp web(page#2): b\n"
          "warning 5:8080/tcp web(page#0): a\n"
          "warning 5:8080/tcp web(page#0): no 0\n"
          "warning 5:8081/tcp web(page#1): a\n"
          "warning 5:8081/tcp web(page#1): no 1\n"
          "warning 5:8082/tcp web(page#2): a\n"
          "warning 5:8082/tcp web(page#2): no 2\n"
          "note 5:8080/tcp web(page#0): b\n"
          "note 5:8081/tcp web(page#1): b\n");
}

static void a_binding_that_is_reported_twice_is_one_fact(void **state)
{
    FINDS(state, "host",
          "local b = thing.bindings\n"
          "report(b[1], 'x') report(b[1], 'x')\n"
          "if #b < 3 then return end\n"
          "report(b[3], 'y') report(b[2], 'y')", /* not in order: they stay apart */
          "warning 5:8080/tcp web(page#0): x\n"
          "warning 5:8081/tcp web(page#1): y\n"
          "warning 5:8082/tcp web(page#2): y\n"
          "warning 6:8080/tcp web(page): x\n");
}

static void a_placement_is_told_the_same_once(void **state)
{
    FINDS(state, "placement",
          "report(thing, 'x') report(thing, 'x') report(thing, 'y')\n"
          "report({ thing, thing.on.placements[1] }, 'x')",
          "warning 5: web/web: x\n"
          "warning 5: web: x\n"
          "warning 5: web: y\n"
          "warning 6: web/web: x\n"
          "warning 6: web: x\n"
          "warning 6: web: y\n");
}

static void pairs_of_bindings_are_joined_as_well(void **state)
{ /* of two transports: the ports are of none */
    FINDS(state, "host",
          "if thing.name == 'B' then return end\n"
          "local first = thing.bindings[4]\n"
          "for i = 1, 3 do report({ thing.bindings[i], first }, 'too near') end",
          "warning 5:8080-8082, 9000-9003 web(page#0,1,2)/web(feed#0): too near\n");
}

static void ports_that_are_given_stand_as_given(void **state)
{
    FINDS(state, "binding",
          "if thing.endpoint == 'page' then report(thing, 'm', { ports = { 1, '7-9' } }) end",
          "warning 5:1, 7-9/tcp web(page#0): m\n"
          "warning 5:1, 7-9/tcp web(page#1): m\n"
          "warning 5:1, 7-9/tcp web(page#2): m\n"
          "warning 6:1, 7-9/tcp web(page): m\n");
}

static void placements_hosts_and_the_site_have_no_ports(void **state)
{
    FINDS(state, "site",
          "report(thing, 'the site')\n"
          "report(thing.hosts[1], 'a host')\n"
          "report(thing.hosts[2], 'a host without an address')\n"
          "report(thing.hosts[1].placements[1], 'a placement')\n"
          "report({ thing.hosts[2].placements[1], thing.hosts[1].placements[1] }, 'two of them')",
          "warning 5: A: a host\n"
          "warning 5: web: a placement\n"
          "warning 6: B: a host without an address\n"
          "warning 6: web/web: two of them\n"
          "warning 1:: the site\n");
}

/* Out of an array that grows, and ends in the middle of its room. */
static void every_instance_of_many_is_in_the_finding(void **state)
{
    struct judged *judged = *state;
    const char *found =
        judged_check(judged,
                     "products: {web: {endpoints: {page: {transport: tcp, port: 20000+2*N}}}}\n"
                     "hosts: [{name: A, products: [{use: web, instances: 1000}]}]\n",
                     "binding", "report(thing, 'm')");
    assert_non_null(
        strstr(found, "20000, 20002, 20004, 20006, 20008/tcp and 995 more web(page#0,"));
    assert_int_equal(judged->check.check.findings.count, 1);
    const struct pp_finding *finding = &judged->check.check.findings.items[0];
    assert_int_equal(finding->port_count, 1000);
    assert_int_equal(finding->parties[0].use_count, 1000);
    for (uint32_t i = 0; i < 1000; i++) {
        assert_int_equal(finding->parties[0].uses[i].ports.first, 20000 + 2 * i);
        assert_int_equal(finding->parties[0].uses[i].instance, i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, judged_setup, judged_teardown)
        TEST(the_same_words_about_an_endpoint_are_one_finding),
        TEST(other_words_are_another_finding),
        TEST(a_binding_that_is_reported_twice_is_one_fact),
        TEST(a_placement_is_told_the_same_once),
        TEST(pairs_of_bindings_are_joined_as_well),
        TEST(ports_that_are_given_stand_as_given),
        TEST(placements_hosts_and_the_site_have_no_ports),
        TEST(every_instance_of_many_is_in_the_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
