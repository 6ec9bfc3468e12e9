/* expand, plan: from placements to listeners and bindings, and how ports came about. */
#include "support/plan_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/strbuf.h"

static struct pp_plan *expand(void **state, const char *yaml)
{
    struct plan_text *text = *state;
    bool good = plan_text_expand(text, yaml);
    assert_string_equal(plan_text_mistakes(text), "");
    assert_true(good);
    return &text->plan;
}

static void refuse(void **state, const char *yaml, const char *mistakes)
{
    assert_false(plan_text_expand(*state, yaml));
    assert_string_equal(plan_text_mistakes(*state), mistakes);
}

/* Every binding: "endpoint#instance=ports". */
static const char *bindings(void **state)
{
    struct plan_text *text = *state;
    const struct pp_plan *plan = &text->plan;
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        pp_strbuf_printf(&buf, "%s%s#%u=", i ? " " : "",
                         plan->listeners[plan->bindings.listener[i]].endpoint->id,
                         pp_plan_instance(plan, i));
        pp_range_format((struct pp_range){plan->bindings.first[i], plan->bindings.last[i]}, &buf);
    }
    const char *result = pp_arena_strdup(&text->arena, buf.text);
    pp_strbuf_release(&buf);
    return result;
}

static const char *derivation(void **state, uint32_t listener, uint32_t instance)
{
    struct plan_text *text = *state;
    return pp_listener_derivation(&text->plan, &text->plan.listeners[listener], instance,
                                  &text->arena);
}

#define ENGINE                                             \
    "products:\n"                                          \
    "  engine:\n"                                          \
    "    pools: {control: 8001-8099}\n"                    \
    "    endpoints:\n"                                     \
    "      preview: {transport: udp, port: 5421+N}\n"      \
    "      block: {transport: tcp, port: 5000-5003+4*N}\n" \
    "      web: {transport: tcp, port: 8888}\n"            \
    "      soap: {transport: tcp, port: control}\n"        \
    "      rest: {transport: tcp, port: control}\n"

#define ONLY_PREVIEW ", without: [block, web, soap, rest]"

static void a_count_begins_at_zero(void **state)
{
    expand(state,
           ENGINE "hosts: [{name: A, products: [{use: engine, instances: 3" ONLY_PREVIEW "}]}]\n");
    assert_string_equal(bindings(state), "preview#0=5421 preview#1=5422 preview#2=5423");
    assert_string_equal(derivation(state, 0, 2), "5421+N, N=2");
    assert_string_equal(derivation(state, 0, PP_NONE), "5421+N");
}

static void instances_may_be_a_list_or_a_range(void **state)
{
    expand(state, ENGINE "hosts: [{name: A, products: [\n"
                         "  {use: engine, instances: [5, 2]" ONLY_PREVIEW "},\n"
                         "  {use: engine, instances: 11-12" ONLY_PREVIEW "}]}]\n");
    assert_string_equal(bindings(state),
                        "preview#2=5423 preview#5=5426 preview#11=5432 preview#12=5433");
}

static void every_endpoint_is_a_listener_and_pools_wait(void **state)
{
    struct pp_plan *plan = expand(state, ENGINE "hosts: [{name: A, products: [engine]}]\n");
    assert_string_equal(bindings(state),
                        "preview#0=5421 block#0=5000-5003 web#0=8888 soap#0=0 rest#0=0");
    assert_int_equal(plan->listeners[2].origin, PP_FROM_CATALOG);
    assert_int_equal(plan->listeners[3].origin, PP_FROM_POOL);
    assert_ptr_equal(plan->listeners[3].pool, plan->listeners[4].pool);
    assert_string_equal(derivation(state, 2, PP_NONE), "8888");
    assert_string_equal(derivation(state, 3, PP_NONE), "pool control, none free");
    plan->bindings.first[3] = 8001;
    assert_string_equal(derivation(state, 3, 0), "pool control, lowest free");
}

static void a_placement_chooses_other_ports(void **state)
{
    struct pp_plan *plan = expand(
        state, ENGINE "hosts: [{name: A, products: [{use: engine, instances: 2, ports: {\n"
                      "  web: 9000+N, preview: 7000, block: auto, control: 9100-9110}}]}]\n");
    assert_string_equal(bindings(state),
                        "preview#0=7000 preview#1=7000 block#0=0 block#1=0 web#0=9000 web#1=9001 "
                        "soap#0=0 soap#1=0 rest#0=0 rest#1=0");
    assert_int_equal(plan->listeners[0].origin, PP_FROM_PLAN);
    assert_int_equal(plan->listeners[1].origin, PP_FROM_AUTO);
    assert_int_equal(plan->listeners[1].range.first, 0);
    assert_int_equal(plan->listeners[3].origin, PP_FROM_POOL);
    assert_int_equal(plan->listeners[3].range.first, 9100);
    assert_string_equal(derivation(state, 0, 0), "plan");
    assert_string_equal(derivation(state, 2, 1), "plan 9000+N, N=1");
    plan->bindings.first[plan->listeners[3].first_binding] = 9100;
    assert_string_equal(derivation(state, 3, 0), "pool control of plan 9100-9110, lowest free");
    assert_string_equal(derivation(state, 3, 1), "pool control of plan 9100-9110, none free");
}

static void an_endpoint_of_a_pool_may_leave_it(void **state)
{
    struct pp_plan *plan = expand(state,
                                  ENGINE "hosts: [{name: A, products: [{use: engine, ports: {\n"
                                         "  control: auto 9100-9110, rest: 9500}}]}]\n");
    assert_int_equal(plan->listeners[3].origin, PP_FROM_AUTO);
    assert_non_null(plan->listeners[3].pool);
    assert_int_equal(plan->listeners[3].range.last, 9110);
    assert_int_equal(plan->listeners[4].origin, PP_FROM_PLAN);
    assert_null(plan->listeners[4].pool);
    assert_int_equal(plan->bindings.first[4], 9500);
    plan->bindings.first[3] = 9100;
    assert_string_equal(derivation(state, 3, 0), "auto 9100-9110, lowest free");
    plan->listeners[3].broken_rules = "prefer-above";
    assert_string_equal(
        derivation(state, 3, 0),
        "auto 9100-9110, lowest free (breaks prefer-above: no better port is left)");
}

static void placements_of_one_host_are_adjacent(void **state)
{
    struct plan_text *text = *state;
    assert_true(plan_text_add(text, "a.yaml",
                              ENGINE "hosts:\n"
                                     "  - {name: A, products: [{use: engine, label: one}]}\n"
                                     "  - {name: B, products: [{use: engine, label: two}]}\n"));
    assert_true(plan_text_add(
        text, "b.yaml", ENGINE "hosts: [{name: a, products: [{use: engine, label: three}]}]\n"));
    assert_true(pp_plan_expand(&text->plan, &text->diags));
    const struct pp_plan *plan = &text->plan;
    assert_string_equal(plan->placements[0].label, "one");
    assert_string_equal(plan->placements[1].label, "three");
    assert_string_equal(plan->placements[2].label, "two");
    assert_int_equal(plan->hosts[0].placement_count, 2);
    assert_int_equal(plan->hosts[0].listener_count, 10);
    assert_int_equal(plan->hosts[1].first_listener, 10);
    assert_int_equal(plan->hosts[1].first_binding, 10);
    assert_int_equal(plan->placements[1].first_listener, 5);
    assert_int_equal(pp_plan_find_host(plan, "b"), 1);
    assert_int_equal(pp_plan_find_host(plan, "c"), PP_NONE);
}

static void a_formula_that_passes_65535_is_refused(void **state)
{
    refuse(
        state,
        "products:\n"
        "  a: {endpoints: {x: {transport: tcp, port: 65500+10*N}, y: {transport: tcp, port: 1}}}\n"
        "hosts:\n"
        "  - {name: A, products: [{use: a, instances: 4}, {use: a, instances: 5}]}\n"
        "  - name: B\n"
        "    products:\n"
        "      - use: a\n"
        "        instances: [9]\n"
        "        ports: {y: 65534-65535+2*N}\n",
        "4:50: '65500+10*N' of 'a.x' passes port 65535 for instance 4; the last that fits is 3\n"
        "7:9: '65500+10*N' of 'a.x' passes port 65535 for instance 9; the last that fits is 3\n"
        "9:20: '65534-65535+2*N' of 'a.y' passes port 65535 for instance 9; the last that fits "
        "is 0\n");
}

/* --- who listens ----------------------------------------------------------------- */

static enum pp_listener_kind kind(void **state, const char *os, const char *endpoint)
{
    struct plan_text *text = *state;
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_strbuf_printf(&buf,
                     "site: {os: %s}\n"
                     "products: {a: {endpoints: {x: {port: 8200, %s}}}}\n"
                     "hosts: [{name: A, products: [{use: a, address: 10.0.0.1}]}]\n",
                     os, endpoint);
    plan_text_release(text);
    plan_text_init(text);
    bool good = plan_text_expand(text, buf.text);
    pp_strbuf_release(&buf);
    assert_string_equal(plan_text_mistakes(text), "");
    assert_true(good);
    const struct pp_listener *listener = &text->plan.listeners[0];
    assert_int_equal(listener->local->address.kind,
                     listener->kind == PP_HTTP_SYS ? PP_ADDR_ANY : PP_ADDR_V4);
    return (enum pp_listener_kind)listener->kind;
}

static void on_windows_the_url_tells_who_listens(void **state)
{
    static const struct {
        const char *endpoint;
        enum pp_listener_kind kind;
    } cases[] = {
        {"transport: tcp, url: \"http://+:{port}/\"", PP_HTTP_SYS},
        {"transport: tcp, url: \"https://*:{port}/x\"", PP_HTTP_SYS},
        {"transport: tcp, url: \"http://host:{port}/\"", PP_SOCKET},
        {"transport: tcp, url: \"http://host:{port}/\", url_reservation: true", PP_HTTP_SYS},
        {"transport: tcp, url: \"http://host:{port}/\", url_reservation: false", PP_HTTP_SYS},
        {"transport: tcp, url: \"http://host:{port}/\", listener: http.sys", PP_HTTP_SYS},
        {"transport: tcp, url: \"http://+:{port}/\", listener: socket", PP_SOCKET},
        {"transport: tcp, url: \"rtsp://+:{port}/\"", PP_SOCKET},
        {"transport: udp, url: \"http://+:{port}/\"", PP_SOCKET},
        {"transport: tcp", PP_SOCKET},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(kind(state, "windows", cases[i].endpoint), cases[i].kind);
}

static void on_linux_everything_is_a_socket(void **state)
{
    assert_int_equal(kind(state, "linux", "transport: tcp, url: \"http://+:{port}/\""), PP_SOCKET);
    assert_int_equal(
        kind(state, "linux", "transport: tcp, url: \"http://+:{port}/\", url_reservation: true"),
        PP_SOCKET);
}

static void http_sys_on_linux_is_refused(void **state)
{
    refuse(state,
           "products: {a: {endpoints: {x: {transport: tcp, port: 8200, url: \"http://+:{port}/\", "
           "listener: http.sys}}}}\n"
           "hosts: [{name: A, os: linux, products: [a]}]\n",
           "2:41: 'a.x' listens through http.sys, which only Windows has; host 'A' runs linux\n");
}

/* --- addresses ---------------------------------------------------------------------- */

static void a_placements_address_moves_all_but_loopback_and_groups(void **state)
{
    struct pp_plan *plan =
        expand(state, "products:\n"
                      "  a:\n"
                      "    endpoints:\n"
                      "      any: {transport: tcp, port: 1}\n"
                      "      own: {transport: tcp, port: 2, address: 10.0.0.9}\n"
                      "      local: {transport: tcp, port: 3, address: 127.0.0.1}\n"
                      "      local6: {transport: tcp, port: 4, address: \"::1\"}\n"
                      "      group: {transport: udp, port: 5, address: 239.1.1.1}\n"
                      "hosts: [{name: A, products: [{use: a, address: 10.0.0.1}, a]}]\n");
    static const char *const expected[] = {"10.0.0.1", "10.0.0.1", "127.0.0.1", "::1", "239.1.1.1",
                                           "*",        "10.0.0.9", "127.0.0.1", "::1", "239.1.1.1"};
    for (size_t i = 0; i < 10; i++) {
        char text[PP_ADDRESS_TEXT];
        assert_string_equal(pp_address_format(&plan->listeners[i].local->address, text),
                            expected[i]);
    }
}

static void v6only_is_the_systems_unless_said(void **state)
{
    struct pp_plan *plan =
        expand(state, "products:\n"
                      "  a:\n"
                      "    endpoints:\n"
                      "      d: {transport: tcp, port: 1, address: \"::\"}\n"
                      "      y: {transport: tcp, port: 2, address: \"::\", v6only: true}\n"
                      "      n: {transport: tcp, port: 3, address: \"::\", v6only: false}\n"
                      "hosts: [{name: W, os: windows, products: [a]}, {name: L, os: linux, "
                      "products: [a]}]\n");
    static const int v4[] = {PP_COVER_NONE, PP_COVER_NONE, PP_COVER_ALL,
                             PP_COVER_ALL,  PP_COVER_NONE, PP_COVER_ALL};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(plan->listeners[i].local->covers.v6, PP_COVER_ALL);
        assert_int_equal(plan->listeners[i].local->covers.v4, v4[i]);
    }
}

/* --- urls --------------------------------------------------------------------------- */

static void the_url_of_a_binding_has_its_port(void **state)
{
    struct plan_text *text = *state;
    struct pp_plan *plan = expand(
        state, "products:\n"
               "  a:\n"
               "    pools: {p: 8300-8310}\n"
               "    endpoints:\n"
               "      web: {transport: tcp, port: 8200+N, url: \"http://+:{port}/Gate\"}\n"
               "      srt: {transport: udp, port: 9000+N, url: \"srt://host:{port}?n={port}\"}\n"
               "      none: {transport: tcp, port: 9500+N}\n"
               "      pool: {transport: tcp, port: p, url: \"http://+:{port}/p\"}\n"
               "hosts: [{name: A, products: [{use: a, instances: 2}]}]\n");
    assert_string_equal(pp_binding_url(plan, 1, &text->arena), "http://+:8201/Gate/");
    assert_string_equal(pp_binding_url(plan, 2, &text->arena), "srt://host:9000?n=9000");
    assert_null(pp_binding_url(plan, 4, &text->arena));
    assert_string_equal(pp_binding_url(plan, 6, &text->arena),
                        "http://+:{port}/p"); /* no port yet */
}

static void a_plan_without_hosts_expands_to_nothing(void **state)
{
    struct pp_plan *plan = expand(state, "hosts: [{name: A}]\n");
    assert_int_equal(plan->bindings.count, 0);
    assert_int_equal(plan->hosts[0].listener_count, 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, plan_text_setup, plan_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_count_begins_at_zero),
        CASE(instances_may_be_a_list_or_a_range),
        CASE(every_endpoint_is_a_listener_and_pools_wait),
        CASE(a_placement_chooses_other_ports),
        CASE(an_endpoint_of_a_pool_may_leave_it),
        CASE(placements_of_one_host_are_adjacent),
        CASE(a_formula_that_passes_65535_is_refused),
        CASE(on_windows_the_url_tells_who_listens),
        CASE(on_linux_everything_is_a_socket),
        CASE(http_sys_on_linux_is_refused),
        CASE(a_placements_address_moves_all_but_loopback_and_groups),
        CASE(v6only_is_the_systems_unless_said),
        CASE(the_url_of_a_binding_has_its_port),
        CASE(a_plan_without_hosts_expands_to_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
