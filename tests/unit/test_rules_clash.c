/* port-overlap, url-overlap, listener-mix, split-binding, instance-limit, pool-exhausted,
 * address-unknown, address-duplicate: plans in, findings out. */
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HOST "hosts:\n  - name: A\n    address: [10.0.0.1, 10.0.0.2]\n    os: windows\n"
#define LINUX "hosts:\n  - name: A\n    address: [10.0.0.1, 10.0.0.2]\n    os: linux\n"
#define ALONE(port) "{endpoints: {api: {transport: tcp, port: " port "}}}\n"

/* --- port-overlap -------------------------------------------------------------- */

static void two_products_on_one_port_overlap(void **state)
{
    struct check_text *text =
        check_text_expect(state, NULL,
                          LINUX "    products:\n      - a\n      - b\nproducts:\n  a: " ALONE(
                              "9400") "  b: " ALONE("9390-9410"),
                          "error port-overlap:6:9400/tcp a(api)/b(api)\n");
    const struct pp_finding *finding = check_text_finding(text, "port-overlap");
    assert_string_equal(finding->message, "9400/tcp on A is taken twice");
    assert_string_equal(finding->detail, "the second to start fails, EADDRINUSE");
    assert_string_equal(finding->os_error, "EADDRINUSE");
    assert_int_equal(finding->parties[1].loc.line, 7);
    assert_int_equal(finding->suggestion_count, 3);
    assert_int_equal(finding->suggestions[0], 9411);
}

static void ranges_that_only_touch_do_not_overlap(void **state)
{
    check_text_expect(
        state, NULL,
        LINUX "    products: [a, b, c]\nproducts:\n  a: " ALONE("9400-9409") "  b: " ALONE(
            "9410-9419") "  c: {endpoints: {api: {transport: udp, port: 9400-9419}}}\n",
        "");
}

static void three_parties_on_one_port_are_three_pairs(void **state)
{
    check_text_expect(state, NULL,
                      LINUX "    products: [a, b, c]\nproducts:\n  a: " ALONE("9400") "  b: " ALONE(
                          "9400") "  c: " ALONE("9400"),
                      "error port-overlap:5:9400/tcp a(api)/b(api)\n"
                      "error port-overlap:5:9400/tcp a(api)/c(api)\n"
                      "error port-overlap:5:9400/tcp b(api)/c(api)\n");
}

static void instances_on_a_fixed_port_are_one_finding(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL,
        LINUX "    products:\n      - {use: a, instances: 3}\nproducts:\n  a: " ALONE("9400"),
        "error port-overlap:6:9400/tcp a(api#0)/a(api#1,2)\n");
    const struct pp_finding *finding = check_text_finding(text, "port-overlap");
    assert_int_equal(finding->parties[0].use_count, 1);
    assert_int_equal(finding->parties[1].use_count, 2);
}

static void instances_with_numbers_of_their_own_are_named(void **state)
{
    check_text_expect(state, NULL,
                      LINUX
                      "    products: [{use: a, instances: [4, 7]}]\nproducts:\n  a: " ALONE("9400"),
                      "error port-overlap:5:9400/tcp a(api#4)/a(api#7)\n");
}

static void a_pair_is_one_finding_with_every_port(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL,
        LINUX "    products:\n"
              "      - {use: a, instances: 16}\n"
              "      - {use: b, instances: 4}\n"
              "products:\n  a: " ALONE("9400+N") "  b: " ALONE("9406+3*N"),
        "error port-overlap:6:9406, 9409, 9412, 9415/tcp a(api#6,9,12,15)/b(api#0,1,2,3)\n");
    assert_string_equal(check_text_finding(text, "port-overlap")->message,
                        "9406, 9409, 9412, 9415/tcp on A are taken twice");
}

static void one_port_against_many_instances_names_both_sides(void **state)
{
    check_text_expect(state, NULL,
                      LINUX "    products: [{use: a, instances: 16}, b]\nproducts:\n  a: " ALONE(
                          "9400+N") "  b: " ALONE("9404-9406"),
                      "error port-overlap:5:9404-9406/tcp a(api#4,5,6)/b(api)\n");
}

static void other_hosts_and_other_addresses_do_not_meet(void **state)
{
    check_text_expect(state, NULL,
                      "hosts:\n"
                      "  - {name: A, os: linux, address: [10.0.0.1, 10.0.0.2], products: [\n"
                      "      {use: a, address: 10.0.0.1}, {use: a, address: 10.0.0.2}]}\n"
                      "  - {name: B, os: linux, products: [a]}\n"
                      "products: {a: " ALONE("9400") "}\n",
                      "");
}

static void two_endpoints_of_one_product_can_overlap(void **state)
{
    check_text_expect(
        state, NULL,
        LINUX "    products: [{use: a, instances: 3}]\n"
              "products: {a: {endpoints: {x: {transport: tcp, port: 9400+N}, y: {transport: "
              "tcp, port: 9402+N}}}}\n",
        "error port-overlap:5:9402/tcp a(x#2)/a(y#0)\n");
}

static void urls_that_one_process_serves_are_one_socket(void **state)
{
    check_text_expect(state, NULL,
                      LINUX "    products: [a]\n"
                            "products: {a: {endpoints: {x: {transport: tcp, port: 9400, url: "
                            "\"http://h:{port}/x\"}, y: {transport: tcp, port: 9400, url: "
                            "\"http://h:{port}/y\"}}}}\n",
                      "");
}

static void reuse_is_understood_as_the_system_does(void **state)
{
    check_text_expect(
        state, NULL,
        LINUX "    products: [{use: a, instances: 2}, {use: m, instances: 2}]\n"
              "products:\n"
              "  a: {endpoints: {api: {transport: tcp, port: 9400, reuse: port}}}\n"
              "  m: {endpoints: {g: {transport: udp, port: 9401, address: 239.1.1.1, reuse: "
              "multicast}}}\n",
        "");
}

/* --- http.sys -------------------------------------------------------------------- */

#define PREFIX(port, url) "{endpoints: {web: {transport: tcp, port: " port ", url: \"" url "\"}}}\n"

static void the_same_prefix_twice_overlaps(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL,
        HOST "    products: [a, b]\nproducts:\n  a: " PREFIX(
            "9400", "http://+:{port}/Api") "  b: " PREFIX("9400", "http://+:9400/api/"),
        "error url-overlap:5:9400/tcp a(web)/b(web)\n");
    const struct pp_finding *finding = check_text_finding(text, "url-overlap");
    assert_string_equal(finding->os_error, "ERROR_ALREADY_EXISTS 183");
    assert_string_equal(finding->detail,
                        "the second to register the prefix fails, ERROR_ALREADY_EXISTS 183");
}

static void http_and_https_on_one_port_overlap(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL,
        HOST "    products: [a, b]\nproducts:\n  a: " PREFIX(
            "9400", "http://+:{port}/a") "  b: " PREFIX("9400", "https://*:{port}/b"),
        "error url-overlap:5:9400/tcp a(web)/b(web)\n");
    assert_null(check_text_finding(text, "url-overlap")->os_error);
}

static void instances_that_register_one_prefix_overlap(void **state)
{
    check_text_expect(state, NULL,
                      HOST "    products: [{use: a, instances: 3}]\nproducts:\n  a: " PREFIX(
                          "9400", "http://+:{port}/"),
                      "error url-overlap:5:9400/tcp a(web#0)/a(web#1,2)\n");
}

static void prefixes_that_differ_share_a_port(void **state)
{
    check_text_expect(
        state, NULL,
        HOST "    products: [a, b]\nproducts:\n  a: " PREFIX(
            "9400", "http://+:{port}/a") "  b: " PREFIX("9400", "http://+:{port}/a/b"),
        "");
}

static void a_socket_beside_http_sys_is_a_mix(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL,
        HOST "    products:\n      - a\n      - {use: b, address: 10.0.0.2}\nproducts:\n"
             "  a: " PREFIX("9400", "http://+:{port}/a") "  b: " ALONE("9400"),
        "error listener-mix:6:9400/tcp a(web)/b(api)\n");
    const struct pp_finding *finding = check_text_finding(text, "listener-mix");
    assert_string_equal(finding->message, "9400/tcp on A is taken twice");
    assert_string_equal(finding->detail,
                        "the second to start fails: http.sys owns the port, WSAEACCES 10013");
}

static void on_linux_the_same_pair_is_an_overlap(void **state)
{
    check_text_expect(state, NULL,
                      LINUX "    products: [a, b]\nproducts:\n  a: " PREFIX(
                          "9400", "http://+:{port}/a") "  b: " ALONE("9400"),
                      "error port-overlap:5:9400/tcp a(web)/b(api)\n");
}

static void a_swallowed_prefix_is_split(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL,
        HOST "    products: [a, b]\nproducts:\n  a: " PREFIX(
            "9400", "http://+:{port}/a") "  b: {endpoints: {web: {transport: tcp, port: 9400, url: "
                                         "\"http://host:{port}/A/b\", url_reservation: true}}}\n",
        "warning split-binding:5:9400/tcp a(web)/b(web)\n");
    assert_string_equal(check_text_finding(text, "split-binding")->message,
                        "9400/tcp on A is split between two");
}

static void wildcard_and_specific_split_on_windows_alone(void **state)
{
    check_text_expect(
        state, NULL,
        "hosts:\n"
        "  - {name: W, os: windows, address: 10.0.0.1, products: [a, {use: b, address: "
        "10.0.0.1}]}\n"
        "  - {name: L, os: linux, address: 10.0.0.2, products: [a, {use: b, address: 10.0.0.2}]}\n"
        "products:\n  a: " ALONE("9400") "  b: " ALONE("9400"),
        "error port-overlap:3:9400/tcp a(api)/b(api)\n"
        "warning split-binding:2:9400/tcp a(api)/b(api)\n");
}

/* --- instances and pools ------------------------------------------------------------ */

#define ENGINE                                                                         \
    "products: {engine: {title: Engine, max_instances: 4, endpoints: {x: {transport: " \
    "tcp, port: 9400+N}}}}\n"

static void instances_up_to_the_limit_are_fine(void **state)
{
    check_text_expect(state, NULL, LINUX "    products: [{use: engine, instances: 4}]\n" ENGINE,
                      "");
}

static void an_instance_beyond_the_limit_is_reported(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL, LINUX "    products: [{use: engine, instances: [0, 4]}]\n" ENGINE,
        "error instance-limit:5:9404 engine\n");
    assert_string_equal(check_text_finding(text, "instance-limit")->message,
                        "instance 4 of Engine on A is beyond its limit of 4");
}

static void several_instances_beyond_the_limit_are_one_finding(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL, LINUX "    products: [{use: engine, instances: 2-7}]\n" ENGINE,
        "error instance-limit:5:9404-9407 engine\n");
    const struct pp_finding *finding = check_text_finding(text, "instance-limit");
    assert_string_equal(finding->message,
                        "4 instances (4 to 7) of Engine on A are beyond its limit of 4");
    assert_string_equal(finding->help, "instances are 0 to 3; place the others on another host");
}

static void an_exhausted_pool_speaks_once_for_its_endpoints(void **state)
{
    struct check_text *text = check_text_expect(
        state, "pool-exhausted",
        HOST "    products:\n      - {use: rec, instances: 5}\n      - web\n"
             "products:\n"
             "  web: {title: Web, endpoints: {ui: {transport: tcp, port: 8302}}}\n"
             "  rec: {title: Recorder, pools: {api: 8301-8303}, endpoints: {"
             "soap: {transport: tcp, port: api, url: \"http://+:{port}/s\"}, "
             "rest: {transport: tcp, port: api, url: \"http://+:{port}/r\"}}}\n",
        "error pool-exhausted:6: rec(soap)\n");
    const struct pp_finding *finding = check_text_finding(text, "pool-exhausted");
    assert_string_equal(finding->message,
                        "pool api (8301-8303) of Recorder on A has no free port for 3 instances, "
                        "from 2 on");
    assert_string_equal(finding->detail, "8302 is held by Web, ui");
}

static void an_exhausted_auto_is_reported_too(void **state)
{
    struct check_text *text = check_text_expect(
        state, "pool-exhausted",
        LINUX "    products: [{use: web, instances: 3, ports: {ui: auto 9500-9501}}]\n"
              "products: {web: {title: Web, endpoints: {ui: {transport: tcp, port: 9400}}}}\n",
        "error pool-exhausted:5: web(ui)\n");
    assert_string_equal(check_text_finding(text, "pool-exhausted")->message,
                        "auto of ui (9500-9501) of Web on A has no free port for instance 2");
}

/* --- addresses ------------------------------------------------------------------------ */

static void an_address_of_no_host_is_unknown(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL,
        HOST "    products:\n      - {use: a, address: 10.0.0.9, instances: 2}\nproducts:\n"
             "  a: " ALONE("9400+N"),
        "error address-unknown:6:9400-9401/tcp a(api#0,1)\n");
    const struct pp_finding *finding = check_text_finding(text, "address-unknown");
    assert_string_equal(finding->message, "address 10.0.0.9 of 9400-9401/tcp is no address of A");
    assert_string_equal(finding->detail, "the bind fails, WSAEADDRNOTAVAIL 10049");
    assert_string_equal(finding->help,
                        "A has 10.0.0.1, 10.0.0.2; add the address to the host, or correct it");
}

static void loopback_groups_and_wildcards_are_known_everywhere(void **state)
{
    check_text_expect(state, NULL,
                      LINUX "    products: [a]\n"
                            "products: {a: {endpoints: {\n"
                            "  l: {transport: tcp, port: 9400, address: 127.0.0.5},\n"
                            "  m: {transport: tcp, port: 9401, address: \"::1\"},\n"
                            "  g: {transport: udp, port: 9402, address: 239.1.1.1},\n"
                            "  w: {transport: tcp, port: 9403, address: 0.0.0.0},\n"
                            "  v: {transport: tcp, port: 9404, address: \"::ffff:10.0.0.1\"}}}}\n",
                      "");
}

static void a_host_without_addresses_is_not_judged(void **state)
{
    check_text_expect(
        state, NULL,
        "hosts: [{name: A, products: [{use: a, address: 10.0.0.9}]}]\nproducts:\n  a: " ALONE(
            "9400"),
        "");
}

static void hosts_with_one_address_are_pairs(void **state)
{
    struct check_text *text =
        check_text_expect(state, NULL,
                          "hosts:\n"
                          "  - {name: A, address: [10.0.0.1, 127.0.0.1]}\n"
                          "  - {name: B, address: [127.0.0.1, \"::ffff:10.0.0.1\"]}\n"
                          "  - {name: C, address: [10.0.0.3, 10.0.0.1]}\n"
                          "  - {name: D, address: [\"2001:db8::1\", 10.0.0.4]}\n"
                          "  - {name: E, address: [\"2001:DB8:0::1\"]}\n",
                          "error address-duplicate:2: A/B\n"
                          "error address-duplicate:2: A/C\n"
                          "error address-duplicate:3: B/C\n"
                          "error address-duplicate:5: D/E\n");
    assert_string_equal(check_text_finding(text, "address-duplicate")->message,
                        "address 10.0.0.1 belongs to both A and B");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(two_products_on_one_port_overlap),
        CASE(ranges_that_only_touch_do_not_overlap),
        CASE(three_parties_on_one_port_are_three_pairs),
        CASE(instances_on_a_fixed_port_are_one_finding),
        CASE(instances_with_numbers_of_their_own_are_named),
        CASE(a_pair_is_one_finding_with_every_port),
        CASE(one_port_against_many_instances_names_both_sides),
        CASE(other_hosts_and_other_addresses_do_not_meet),
        CASE(two_endpoints_of_one_product_can_overlap),
        CASE(urls_that_one_process_serves_are_one_socket),
        CASE(reuse_is_understood_as_the_system_does),
        CASE(the_same_prefix_twice_overlaps),
        CASE(http_and_https_on_one_port_overlap),
        CASE(instances_that_register_one_prefix_overlap),
        CASE(prefixes_that_differ_share_a_port),
        CASE(a_socket_beside_http_sys_is_a_mix),
        CASE(on_linux_the_same_pair_is_an_overlap),
        CASE(a_swallowed_prefix_is_split),
        CASE(wildcard_and_specific_split_on_windows_alone),
        CASE(instances_up_to_the_limit_are_fine),
        CASE(an_instance_beyond_the_limit_is_reported),
        CASE(several_instances_beyond_the_limit_are_one_finding),
        CASE(an_exhausted_pool_speaks_once_for_its_endpoints),
        CASE(an_exhausted_auto_is_reported_too),
        CASE(an_address_of_no_host_is_unknown),
        CASE(loopback_groups_and_wildcards_are_known_everywhere),
        CASE(a_host_without_addresses_is_not_judged),
        CASE(hosts_with_one_address_are_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
