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
        cmocka_unit_test_setup_teardown(questions_that_are_none_are_refused, judged_setup,
                                        judged_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
