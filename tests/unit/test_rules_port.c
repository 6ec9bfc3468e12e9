/* The rules that judge single ports and URLs, and the settings: plans in, findings out. */
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A host with one endpoint of product a, on line 1. */
#define ON(os, placement, endpoint)                               \
    "hosts: [{name: A, os: " os ", products: [" placement "]}]\n" \
    "products: {a: {title: Tool, endpoints: {x: {" endpoint "}}}}\n"
#define TCP(port) "transport: tcp, port: " port

/* --- prefer-above ----------------------------------------------------------------- */

static void a_default_port_up_to_8000_is_a_note(void **state)
{
    struct check_text *text = check_text_expect(state, NULL, ON("linux", "a", TCP("8000")),
                                                "note prefer-above:1:8000/tcp a(x)\n");
    assert_string_equal(check_text_finding(text, "prefer-above")->message,
                        "8000/tcp on A is not above 8000 by the product's default");
}

static void above_8000_nothing_is_said(void **state)
{
    check_text_expect(state, NULL, ON("linux", "a", TCP("8001")), "");
}

static void a_port_up_to_8000_that_the_plan_chose_is_a_warning(void **state)
{
    check_text_expect(state, NULL, ON("linux", "{use: a, ports: {x: 7450}}", TCP("9400")),
                      "warning prefer-above:1:7450/tcp a(x)\n");
}

static void an_explicit_severity_holds_for_both(void **state)
{
    check_text_expect(state, NULL,
                      ON("linux", "a, {use: a, ports: {x: 7451}}",
                         TCP("7450")) "rules: {prefer-above: {severity: error}}\n",
                      "error prefer-above:1:7450/tcp a(x)\nerror prefer-above:1:7451/tcp a(x)\n");
}

static void the_bound_can_be_set(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL, ON("linux", "a", TCP("9400")) "rules: {prefer-above: {above: 10000}}\n",
        "note prefer-above:1:9400/tcp a(x)\n");
    assert_int_equal(check_text_finding(text, "prefer-above")->suggestions[0], 10001);
}

static void only_the_ports_up_to_the_bound_are_listed(void **state)
{
    check_text_expect(state, NULL, ON("linux", "{use: a, instances: 4}", TCP("7999+N")),
                      "note prefer-above:1:7999-8000/tcp a(x#0,1)\n");
}

static void a_pool_of_the_product_is_a_default_and_of_the_plan_is_not(void **state)
{
    check_text_expect(
        state, "prefer-above",
        "hosts: [{name: A, products: [a, {use: a, ports: {p: 7500-7510}}, {use: a, ports: {p: "
        "auto 7520-7530}}]}]\n"
        "products: {a: {pools: {p: 7400-7410}, endpoints: {x: {transport: tcp, port: p}}}}\n",
        "warning prefer-above:1:7500/tcp a(x)\n"
        "warning prefer-above:1:7520/tcp a(x)\n"
        "note prefer-above:1:7400/tcp a(x)\n");
}

/* --- bands -------------------------------------------------------------------------- */

static void system_ports_end_at_1023(void **state)
{
    struct check_text *text = check_text_expect(state, "system-port",
                                                ON("linux", "a", TCP("1020-1030")),
                                                "warning system-port:1:1020-1023/tcp a(x)\n");
    const struct pp_finding *finding = check_text_finding(text, "system-port");
    assert_string_equal(finding->message, "1020-1023/tcp on A are system ports (1-1023)");
    assert_string_equal(finding->detail,
                        "a process without the privilege CAP_NET_BIND_SERVICE gets EACCES");
}

static void dynamic_ports_begin_at_49152(void **state)
{
    check_text_expect(state, NULL, ON("windows", "a", TCP("49150-49153")),
                      "warning dynamic-port:1:49152-49153/tcp a(x)\n");
}

static void a_dynamic_port_is_not_reported_as_ephemeral_too(void **state)
{
    check_text_expect(
        state, NULL, ON("linux", "a", TCP("49151-49152")),
        "warning ephemeral-range:1:49151/tcp a(x)\nwarning dynamic-port:1:49152/tcp a(x)\n");
}

static void with_dynamic_port_off_ephemeral_range_speaks(void **state)
{
    check_text_expect(
        state, NULL,
        ON("windows", "a", TCP("50000")) "rules: {dynamic-port: {severity: \"off\"}}\n",
        "warning ephemeral-range:1:50000/tcp a(x)\n");
}

static void the_hosts_own_client_range_goes_before_the_systems(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL,
        "hosts: [{name: A, os: linux, ephemeral: 20000-20010, products: [a]}]\n"
        "products: {a: {endpoints: {x: {transport: tcp, port: 20010-20011}, y: {transport: "
        "udp, port: 40000}}}}\n",
        "warning ephemeral-range:1:20010/tcp a(x)\n");
    assert_string_equal(check_text_finding(text, "ephemeral-range")->message,
                        "20010/tcp on A is in the range from which the host picks client ports, "
                        "20000-20010");
}

/* --- excluded ----------------------------------------------------------------------- */

static void an_excluded_port_has_the_error_of_windows(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL,
        "hosts:\n"
        "  - {name: W, excluded: [9400-9410], products: [a]}\n"
        "  - {name: L, os: linux, excluded: 9400, products: [a]}\n"
        "products: {a: {endpoints: {x: {transport: tcp, port: 9400}}}}\n",
        "error excluded-range:2:9400/tcp a(x)\nerror excluded-range:3:9400/tcp a(x)\n");
    const struct pp_finding *finding = check_text_finding(text, "excluded-range");
    assert_string_equal(finding->os_error, "WSAEACCES 10013");
    assert_string_equal(finding->detail,
                        "Windows refuses the bind although nothing listens, WSAEACCES 10013");
    assert_int_equal(finding->suggestions[0], 9399);
    assert_null(finding[1].os_error);
    assert_null(finding[1].detail);
}

static void an_exclusion_may_hold_for_one_transport(void **state)
{
    check_text_expect(
        state, NULL,
        "hosts: [{name: A, excluded: [9400/udp], products: [a]}]\n"
        "products: {a: {endpoints: {x: {transport: tcp, port: 9400}, y: {transport: udp, port: "
        "9400}}}}\n",
        "error excluded-range:1:9400/udp a(y)\n");
}

/* --- iana -------------------------------------------------------------------------- */

static void an_assigned_port_is_reported_with_its_name(void **state)
{
    struct check_text *text = check_text_expect(state, NULL, ON("linux", "a", TCP("8888")),
                                                "warning iana-collision:1:8888/tcp a(x)\n");
    const struct pp_finding *finding = check_text_finding(text, "iana-collision");
    assert_string_equal(finding->message, "8888/tcp on A is assigned by IANA to 'ddi-tcp-1'");
    assert_int_equal(finding->service_count, 1);
    assert_int_equal(finding->services[0].port, 8888);
    assert_string_equal(finding->services[0].name, "ddi-tcp-1");
    assert_string_equal(finding->help, "8889/tcp is free on A, above 8000 and not registered");
}

static void assigned_on_another_transport_is_no_collision(void **state)
{
    check_text_expect(state, NULL, ON("linux", "a", "transport: udp, port: 8090"), "");
}

static void every_assigned_port_of_an_endpoint_is_one_finding(void **state)
{
    struct check_text *text = check_text_expect(
        state, "iana-collision", ON("linux", "{use: a, instances: 5}", TCP("8080+10*N")),
        "warning iana-collision:1:8080, 8090/tcp a(x#0,1)\n");
    const struct pp_finding *finding = check_text_finding(text, "iana-collision");
    assert_string_equal(finding->message,
                        "8080, 8090/tcp on A are assigned by IANA to 2 other services");
    assert_int_equal(finding->service_count, 2);
    assert_string_equal(finding->services[1].name, "opsmessaging");
}

static void a_range_of_one_service_is_named_once(void **state)
{
    struct check_text *text = check_text_expect(state, "iana-collision",
                                                ON("linux", "a", TCP("5999-6002")),
                                                "warning iana-collision:1:6000-6002/tcp a(x)\n");
    assert_string_equal(check_text_finding(text, "iana-collision")->message,
                        "6000-6002/tcp on A are assigned by IANA to 'x11'");
}

#define OWN(iana)                                    \
    "hosts: [{name: A, os: linux, products: [a]}]\n" \
    "products: {a: {iana: " iana ", endpoints: {x: {transport: tcp, port: 9100}}}}\n"

static void the_products_own_service_is_no_collision(void **state)
{
    check_text_expect(state, NULL, OWN("jetdirect"), "");
}

static void any_of_the_names_of_a_port_may_be_its_own(void **state)
{
    check_text_expect(state, NULL, OWN("[other, PDL-DataStream]"), "");
}

static void somebody_elses_service_is_a_collision(void **state)
{
    check_text_expect(state, NULL, OWN("[postgresql]"), "warning iana-collision:1:9100/tcp a(x)\n");
}

static void unregistered_use_is_reported_only_when_asked_for(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL,
        "hosts: [{name: A, os: linux, products: [a]}]\n"
        "products: {a: {title: Tool, iana: opsmessaging, endpoints: {\n"
        "  own: {transport: tcp, port: 8090}, other: {transport: tcp, port: 9400},\n"
        "  udp: {transport: udp, port: 8090}}}}\n"
        "rules: {iana-unregistered: {severity: note}}\n",
        "note iana-unregistered:1:9400/tcp a(other)\nnote iana-unregistered:1:8090/udp a(udp)\n");
    const struct pp_finding *finding = check_text_finding(text, "iana-unregistered");
    assert_string_equal(finding->message, "9400/tcp on A is used by Tool without registration");
    assert_string_equal(finding->help,
                        "register the service with IANA, then name it in 'iana' of a");
}

/* --- os-reserved ---------------------------------------------------------------------- */

static void a_stock_services_port_is_reserved(void **state)
{
    struct check_text *text = check_text_expect(state, "os-reserved",
                                                ON("windows", "a", TCP("3389")),
                                                "warning os-reserved:1:3389/tcp a(x)\n");
    const struct pp_finding *finding = check_text_finding(text, "os-reserved");
    assert_string_equal(finding->message,
                        "3389/tcp on A is held by Remote Desktop of a stock Windows host");
    assert_string_equal(finding->services[0].name, "Remote Desktop");
    assert_null(finding->detail);
}

static void another_systems_service_is_not_there(void **state)
{
    check_text_expect(state, "os-reserved", ON("linux", "a", TCP("3389")), "");
}

static void the_service_itself_may_have_its_port(void **state)
{
    check_text_expect(state, "os-reserved",
                      "hosts: [{name: A, os: linux, products: [ssh, tool]}]\n"
                      "products:\n"
                      "  ssh: {iana: ssh, endpoints: {x: {transport: tcp, port: 22}}}\n"
                      "  tool: {endpoints: {x: {transport: tcp, port: 22}}}\n",
                      "warning os-reserved:1:22/tcp tool(x)\n");
}

static void http_sys_can_share_the_port_of_a_stock_prefix(void **state)
{
    struct check_text *text = check_text_expect(
        state, "os-reserved", ON("windows", "a", TCP("5985") ", url: \"http://+:{port}/tool\""),
        "warning os-reserved:1:5985/tcp a(x)\n");
    assert_string_equal(
        check_text_finding(text, "os-reserved")->detail,
        "both listen through http.sys: they can share the port while their prefixes differ");
}

/* --- browser-blocked -------------------------------------------------------------------- */

static void http_is_known_by_its_technology_or_url(void **state)
{
    check_text_expect(state, "browser-blocked",
                      "hosts: [{name: A, os: linux, products: [a]}]\n"
                      "products: {a: {endpoints: {\n"
                      "  t: {transport: tcp, port: 10080, technology: HTTP},\n"
                      "  s: {transport: tcp, port: 6665, technology: WCF SOAP},\n"
                      "  u: {transport: tcp, port: 6666, url: \"https://h:{port}/\"},\n"
                      "  r: {transport: tcp, port: 6667, technology: RTSP},\n"
                      "  n: {transport: tcp, port: 6668},\n"
                      "  d: {transport: udp, port: 6669, technology: HTTP},\n"
                      "  g: {transport: tcp, port: 6670, technology: HTTP}}}}\n",
                      "warning browser-blocked:1:6665/tcp a(s)\n"
                      "warning browser-blocked:1:6666/tcp a(u)\n"
                      "warning browser-blocked:1:10080/tcp a(t)\n");
}

/* --- url-form --------------------------------------------------------------------------- */

static void flaws_of_a_url_are_said_one_by_one(void **state)
{
    static const struct {
        const char *url, *message, *help;
    } cases[] = {
        {"HTTP://+:{port}/",
         "url 'HTTP://+:{port}/' on A is no valid prefix: the scheme is not "
         "in lower case",
         "write http://+:9400/"},
        {"http://+/x", "url 'http://+/x' on A is no valid prefix: it has no port",
         "write http://+:9400/x/"},
        {"http://+:09400/",
         "url 'http://+:09400/' on A is no valid prefix: its port begins with "
         "a zero",
         "write http://+:9400/"},
        {"http://+:{port}/a b/",
         "url 'http://+:{port}/a b/' on A is no valid prefix: there is a "
         "space in it",
         "write http://+:9400/a%20b/"},
        {"http://+:9401/",
         "url 'http://+:9401/' on A is no valid prefix: its port is not the port "
         "that the endpoint binds",
         "write http://+:9400/"},
    };
    struct check_text *text = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_strbuf yaml;
        pp_strbuf_init(&yaml);
        pp_strbuf_printf(&yaml,
                         "hosts: [{name: A, products: [a]}]\nproducts: {a: {endpoints: {x: "
                         "{transport: tcp, port: 9400, url: \"%s\"}}}}\n",
                         cases[i].url);
        check_text_release(text);
        check_text_init(text);
        check_text_expect(state, NULL, yaml.text, "warning url-form:1:9400/tcp a(x)\n");
        assert_string_equal(check_text_finding(text, "url-form")->message, cases[i].message);
        assert_string_equal(check_text_finding(text, "url-form")->help, cases[i].help);
        pp_strbuf_release(&yaml);
    }
}

static void good_urls_and_other_schemes_are_not_reported(void **state)
{
    check_text_expect(state, NULL,
                      "hosts: [{name: A, products: [a]}]\n"
                      "products: {a: {endpoints: {\n"
                      "  w: {transport: tcp, port: 9400, url: \"http://+:{port}/x\"},\n"
                      "  f: {transport: tcp, port: 9401, url: \"http://+:9401/\"},\n"
                      "  s: {transport: udp, port: 9402, url: \"SRT://h:1 x\"}}}}\n",
                      "");
}

/* --- settings and order ----------------------------------------------------------------- */

static void a_rule_that_is_off_says_nothing(void **state)
{
    check_text_expect(
        state, NULL, ON("linux", "a", TCP("8090")) "rules: {iana-collision: {severity: \"off\"}}\n",
        "");
}

static void the_command_line_goes_before_the_plan(void **state)
{
    struct check_text *text = *state;
    assert_true(plan_text_expand(
        &text->text,
        ON("linux", "a", TCP("8090")) "rules: {iana-collision: {severity: \"off\"}}\n"));
    check_text_allocate(text);
    assert_false(pp_check_set_severity(&text->check, "iana", PP_ERROR));
    assert_true(pp_check_set_severity(&text->check, "iana-collision", PP_ERROR));
    assert_true(pp_check_severity_is_set(&text->check, &pp_rule_iana_collision));
    assert_false(pp_check_severity_is_set(&text->check, &pp_rule_port_overlap));
    pp_check_run(&text->check);
    assert_string_equal(check_text_findings(text, NULL), "error iana-collision:1:8090/tcp a(x)\n");
}

static void findings_are_ordered_by_severity_host_transport_port_and_rule(void **state)
{
    struct check_text *text = check_text_expect(
        state, NULL,
        "hosts:\n"
        "  - {name: B, os: linux, products: [a]}\n"
        "  - {name: A, os: linux, products: [b, a, c]}\n"
        "products:\n"
        "  a: {endpoints: {u: {transport: udp, port: 22}, t: {transport: tcp, port: 8090}}}\n"
        "  b: {endpoints: {t: {transport: tcp, port: 22}}}\n"
        "  c: {endpoints: {t: {transport: tcp, port: 8090}}}\n",
        "error port-overlap:3:8090/tcp a(t)/c(t)\n"
        "warning iana-collision:2:8090/tcp a(t)\n"
        "warning system-port:2:22/udp a(u)\n"
        "warning iana-collision:3:22/tcp b(t)\n"
        "warning os-reserved:3:22/tcp b(t)\n"
        "warning system-port:3:22/tcp b(t)\n"
        "warning iana-collision:3:8090/tcp a(t)\n"
        "warning iana-collision:3:8090/tcp c(t)\n"
        "warning system-port:3:22/udp a(u)\n"
        "note prefer-above:2:22/udp a(u)\n"
        "note prefer-above:3:22/tcp b(t)\n"
        "note prefer-above:3:22/udp a(u)\n");
    struct pp_summary summary = pp_check_summary(&text->check);
    assert_int_equal(summary.hosts, 2);
    assert_int_equal(summary.placements, 4);
    assert_int_equal(summary.bindings, 6);
    assert_int_equal(summary.errors, 1);
    assert_int_equal(summary.warnings, 8);
    assert_int_equal(summary.notes, 3);
    assert_int_equal(summary.waived, 0);
}

static void findings_of_one_line_keep_the_plans_order(void **state)
{
    check_text_expect(
        state, NULL,
        "hosts: [{name: A, products: [{use: b, instances: 3}, {use: a, instances: 3}]}]\n"
        "products:\n"
        "  a: {max_instances: 2, endpoints: {t: {transport: tcp, port: 9400+N}}}\n"
        "  b: {max_instances: 2, endpoints: {t: {transport: tcp, port: 9500+N}}}\n",
        "error instance-limit:1:9402 a\nerror instance-limit:1:9502 b\n");
}

static void a_long_list_of_ports_is_cut(void **state)
{
    struct check_text *text =
        check_text_expect(state, NULL, ON("linux", "{use: a, instances: 20}", TCP("7000+2*N")),
                          "note prefer-above:1:7000, 7002, 7004, 7006, 7008/tcp and 15 more "
                          "a(x#0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19)\n");
    assert_int_equal(check_text_finding(text, "prefer-above")->port_count, 20);
}

static void an_empty_plan_has_no_findings(void **state)
{
    check_text_expect(state, NULL, "hosts: []\n", "");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_default_port_up_to_8000_is_a_note),
        CASE(above_8000_nothing_is_said),
        CASE(a_port_up_to_8000_that_the_plan_chose_is_a_warning),
        CASE(an_explicit_severity_holds_for_both),
        CASE(the_bound_can_be_set),
        CASE(only_the_ports_up_to_the_bound_are_listed),
        CASE(a_pool_of_the_product_is_a_default_and_of_the_plan_is_not),
        CASE(system_ports_end_at_1023),
        CASE(dynamic_ports_begin_at_49152),
        CASE(a_dynamic_port_is_not_reported_as_ephemeral_too),
        CASE(with_dynamic_port_off_ephemeral_range_speaks),
        CASE(the_hosts_own_client_range_goes_before_the_systems),
        CASE(an_excluded_port_has_the_error_of_windows),
        CASE(an_exclusion_may_hold_for_one_transport),
        CASE(an_assigned_port_is_reported_with_its_name),
        CASE(assigned_on_another_transport_is_no_collision),
        CASE(every_assigned_port_of_an_endpoint_is_one_finding),
        CASE(a_range_of_one_service_is_named_once),
        CASE(the_products_own_service_is_no_collision),
        CASE(any_of_the_names_of_a_port_may_be_its_own),
        CASE(somebody_elses_service_is_a_collision),
        CASE(unregistered_use_is_reported_only_when_asked_for),
        CASE(a_stock_services_port_is_reserved),
        CASE(another_systems_service_is_not_there),
        CASE(the_service_itself_may_have_its_port),
        CASE(http_sys_can_share_the_port_of_a_stock_prefix),
        CASE(http_is_known_by_its_technology_or_url),
        CASE(flaws_of_a_url_are_said_one_by_one),
        CASE(good_urls_and_other_schemes_are_not_reported),
        CASE(a_rule_that_is_off_says_nothing),
        CASE(the_command_line_goes_before_the_plan),
        CASE(findings_are_ordered_by_severity_host_transport_port_and_rule),
        CASE(findings_of_one_line_keep_the_plans_order),
        CASE(a_long_list_of_ports_is_cut),
        CASE(an_empty_plan_has_no_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
