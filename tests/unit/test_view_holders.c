/* view_holders: who has a port of a host. */
#include "support/judged.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char plan[] = "products:\n"
                           "  web: {endpoints: {page: {transport: tcp, port: 8080+N},\n"
                           "                    feed: {transport: udp, port: 8080-8089}}}\n"
                           "hosts:\n"
                           "  - {name: A, products: [{use: web, instances: 2}]}\n"
                           "  - {name: B, products: [web]}\n";

#define TELLS(state, body, text) \
    assert_string_equal(judged_check(*(state), plan, "host", body), text)

static void they_are_of_this_host_and_transport(void **state)
{
    TELLS(state,
          "for _, b in ipairs(thing:holders(8080, 'tcp')) do\n"
          "  print(b.host, b.endpoint, b.instance)\n"
          "end",
          "A\tpage\t0\nB\tpage\t0\n");
}

static void without_a_transport_they_are_of_all(void **state)
{
    TELLS(state, "print(thing.name, #thing:holders(8081), #thing:holders '8081/udp')",
          "A\t3\t2\nB\t1\t1\n");
}

static void one_port_of_a_range_is_enough(void **state)
{
    TELLS(state,
          "print(#thing:holders('8081-9000', 'tcp'), #thing:holders(ports.range '1-8079'),\n"
          "  #thing:holders(8089, 'udp'), #thing:holders(8090))",
          "1\t0\t2\t0\n0\t0\t1\t0\n");
}

static void a_binding_without_a_port_holds_none(void **state)
{
    assert_string_equal(
        judged_check(*state,
                     "products: {cam: {pools: {api: 9000}, endpoints: {rest: {transport: tcp,\n"
                     "  port: api}}}}\n"
                     "hosts: [{name: A, products: [{use: cam, instances: 2}]}]\n",
                     "host", "print(#thing.bindings, #thing:holders '1-65535')"),
        "2\t1\n");
}

/* The index has to look at what begins far below the port. */
static void a_wide_range_is_found_by_its_last_port(void **state)
{
    assert_string_equal(
        judged_check(
            *state,
            "products: {p: {endpoints: {wide: {transport: tcp, port: 100-50000},\n"
            "  low: {transport: tcp, port: 200}, high: {transport: tcp, port: 60000},\n"
            "  near: {transport: tcp, port: 49999}}}}\n"
            "hosts: [{name: A, products: [p]}, {name: B, products: [p]}]\n",
            "host",
            "for _, ask in ipairs { 99, 100, 200, 201, 50000, 50001, 60000, '1-65535' } do\n"
            "  local found = {}\n"
            "  for i, b in ipairs(thing:holders(ask)) do found[i] = b.host .. b.endpoint end\n"
            "  print(ask, table.concat(found, ' '))\n"
            "end"),
        "99\t\n100\tAwide\n200\tAwide Alow\n201\tAwide\n50000\tAwide\n50001\t\n60000\tAhigh\n"
        "1-65535\tAwide Alow Anear Ahigh\n"
        "99\t\n100\tBwide\n200\tBwide Blow\n201\tBwide\n50000\tBwide\n50001\t\n60000\tBhigh\n"
        "1-65535\tBwide Blow Bnear Bhigh\n");
}

/* By hand over every binding, and by the index: the same for every port. */
static void it_finds_what_a_walk_over_all_bindings_finds(void **state)
{
    assert_string_equal(
        judged_check(
            *state,
            "products: {p: {endpoints: {a: {transport: tcp, port: 300+7*N},\n"
            "  b: {transport: udp, port: 310-319+13*N}, c: {transport: tcp, port: 1+N}}}}\n"
            "hosts: [{name: A, products: [{use: p, instances: 40}]}]\n",
            "host",
            "local wrong = 0\n"
            "for port = 1, 1000 do\n"
            "  local walked = {}\n"
            "  for _, b in ipairs(thing.bindings) do\n"
            "    walked[b] = b.first <= port + 3 and b.last >= port and b.transport == 'udp' or "
            "nil\n"
            "  end\n"
            "  for _, b in ipairs(thing:holders(port .. '-' .. port + 3 .. '/udp')) do\n"
            "    wrong = wrong + (walked[b] and 0 or 1)\n"
            "    walked[b] = nil\n"
            "  end\n"
            "  for _, b in ipairs(thing.bindings) do wrong = wrong + (walked[b] and 1 or 0) end\n"
            "end\n"
            "print(wrong)"),
        "0\n");
}

static void questions_that_are_none_are_refused(void **state)
{
    TELLS(
        state,
        "if thing.name == 'B' then return end\n"
        "print(pcall(thing.holders, 8080))\n"
        "print(pcall(thing.holders, thing))\n"
        "print(pcall(thing.holders, thing, 70000))\n"
        "print(pcall(thing.holders, thing, '80/tcp', 'udp'))\n"
        "print(pcall(thing.holders, thing, 80, 'ucp'))",
        "false\tbad argument #1 to '?' (host expected, got number)\n"
        "false\tbad argument #2 to '?' (port range, port number or text such as "
        "\"8000-8099/tcp\" expected, got no value)\n"
        "false\tbad argument #2 to '?' ('70000': a port is 1-65535)\n"
        "false\tbad argument #3 to '?' ('udp', but the ports are of tcp)\n"
        "false\tbad argument #3 to '?' ('ucp' is no transport: tcp, udp, sctp or dccp expected)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(they_are_of_this_host_and_transport, judged_setup,
                                        judged_teardown),
        cmocka_unit_test_setup_teardown(without_a_transport_they_are_of_all, judged_setup,
                                        judged_teardown),
        cmocka_unit_test_setup_teardown(one_port_of_a_range_is_enough, judged_setup,
                                        judged_teardown),
        cmocka_unit_test_setup_teardown(a_binding_without_a_port_holds_none, judged_setup,
                                        judged_teardown),
        cmocka_unit_test_setup_teardown(a_wide_range_is_found_by_its_last_port, judged_setup,
                                        judged_teardown),
        cmocka_unit_test_setup_teardown(it_finds_what_a_walk_over_all_bindings_finds, judged_setup,
                                        judged_teardown),
        cmocka_unit_test_setup_teardown(questions_that_are_none_are_refused, judged_setup,
                                        judged_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
