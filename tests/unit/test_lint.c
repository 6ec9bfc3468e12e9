/* lint: closed forms against brute force, capacities against the check, and what is found. */
#include "check/lint.h"
#include "check/lint_series.h"
#include "support/check_text.h"
#include "support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* --- series ----------------------------------------------------------------- */

/* Near the end of the ports, so that every instance can be tried. */
static struct pp_port_expr random_expr(uint64_t *random)
{
    struct pp_port_expr expr;
    uint32_t width = 1 + test_below(random, 4);
    expr.first = (uint16_t)(65400 + test_below(random, 130));
    expr.last = (uint16_t)(expr.first + width - 1);
    expr.stride = test_once_in(random, 4) ? 0 : 1 + test_below(random, 7);
    return expr;
}

static bool at(const struct pp_port_expr *expr, uint32_t n, struct pp_range *block)
{
    return pp_port_expr_at(expr, n, block) && (expr->stride > 0 || n < 2);
}

static bool brute_reach(const struct pp_port_expr *expr, struct pp_range target, uint32_t *n)
{
    struct pp_range block;
    for (*n = 0; at(expr, *n, &block); ++*n) {
        if (pp_range_overlaps(block, target))
            return true;
    }
    return false;
}

/* The smallest max(i, j), or UINT32_MAX. */
static uint32_t brute_meet(const struct pp_port_expr *a, const struct pp_port_expr *b,
                           bool distinct)
{
    uint32_t best = UINT32_MAX;
    struct pp_range x, y;
    for (uint32_t i = 0; at(a, i, &x); i++) {
        for (uint32_t j = 0; at(b, j, &y); j++) {
            uint32_t larger = i > j ? i : j;
            if (pp_range_overlaps(x, y) && !(distinct && i == j) && larger < best)
                best = larger;
        }
    }
    return best;
}

static void a_series_is_reached_where_brute_force_says(void **state)
{
    (void)state;
    for (uint64_t seed = test_seed(), end = seed + 5000; seed < end; seed++) {
        uint64_t random = seed;
        struct pp_port_expr expr = random_expr(&random);
        uint32_t first = 65380 + test_below(&random, 150), n = 0, brute = 0;
        struct pp_range target = {(uint16_t)first, (uint16_t)(first + test_below(&random, 6))};
        bool reached = pp_series_reach(&expr, target, &n);
        if (reached != brute_reach(&expr, target, &brute) || (reached && n != brute))
            fail_msg("PP_TEST_SEED=%llu", (unsigned long long)seed);
    }
}

static void two_series_meet_where_brute_force_says(void **state)
{
    (void)state;
    for (uint64_t seed = test_seed(), end = seed + 3000; seed < end; seed++) {
        uint64_t random = seed;
        struct pp_port_expr a = random_expr(&random), b = random_expr(&random);
        bool distinct = test_once_in(&random, 2);
        uint32_t i = 0, j = 0;
        if (test_once_in(&random, 4))
            b = a;
        struct pp_range x, y;
        uint32_t brute = brute_meet(&a, &b, distinct);
        bool good = pp_series_meet(&a, &b, distinct, &i, &j) == (brute != UINT32_MAX);
        if (good && brute != UINT32_MAX)
            good = (i > j ? i : j) == brute && at(&a, i, &x) && at(&b, j, &y) &&
                   pp_range_overlaps(x, y) && !(distinct && i == j);
        if (!good)
            fail_msg("PP_TEST_SEED=%llu", (unsigned long long)seed);
    }
}

static void a_stride_that_is_narrower_than_its_block_meets_itself(void **state)
{
    (void)state;
    struct pp_port_expr expr = {5000, 5003, 3};
    uint32_t i = 9, j = 9;
    assert_true(pp_series_meet(&expr, &expr, true, &i, &j));
    assert_int_equal(i, 0);
    assert_int_equal(j, 1);
    expr.stride = 4;
    assert_false(pp_series_meet(&expr, &expr, true, &i, &j));
}

/* --- capacities ------------------------------------------------------------- */

static void add_endpoint(uint64_t *random, unsigned index, struct pp_strbuf *yaml)
{
    bool http = test_once_in(random, 4), fixed = test_once_in(random, 6);
    bool rtsp = !http && test_once_in(random, 3); /* several may be one socket */
    uint32_t first = 9200 + test_below(random, rtsp ? 4 : 30);
    uint32_t width = rtsp ? 1 : 1 + test_below(random, 3), stride = width + test_below(random, 3);
    pp_strbuf_printf(yaml, "      e%u: {transport: %s, port: \"%u-%u", index,
                     http || test_once_in(random, 2) ? "tcp" : "udp", first, first + width - 1);
    if (!fixed)
        pp_strbuf_printf(yaml, "+%u*N", stride);
    pp_strbuf_add(yaml, "\"");
    if (http)
        pp_strbuf_printf(yaml, ", url: \"http://+:{port}/%u\"", test_below(random, 2));
    if (rtsp)
        pp_strbuf_printf(yaml, ", url: \"rtsp://server/%u\"", test_below(random, 3));
    pp_strbuf_add(yaml, "}\n");
}

/* Whether the check finds a clash when the host has so many instances. */
static bool clashes(const char *product, uint32_t instances)
{
    static const char *const rules[] = {"port-overlap", "url-overlap", "listener-mix",
                                        "split-binding"};
    struct check_text text;
    struct pp_strbuf yaml;
    bool any = false;
    check_text_init(&text);
    pp_strbuf_init(&yaml);
    pp_strbuf_printf(&yaml,
                     "hosts: [{name: A, os: windows, products: [{use: p, instances: %u}]}]\n"
                     "products:\n  p:\n    endpoints:\n%s",
                     instances, product);
    bool good = check_text_run(&text, yaml.text);
    assert_string_equal(plan_text_mistakes(&text.text), "");
    assert_true(good);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        any |= check_text_findings(&text, rules[i])[0] != '\0';
    pp_strbuf_release(&yaml);
    check_text_release(&text);
    return any;
}

static uint32_t capacity_of(const char *product)
{
    struct check_text text;
    struct pp_strbuf yaml;
    struct pp_lint lint;
    check_text_init(&text);
    pp_strbuf_init(&yaml);
    pp_strbuf_printf(&yaml, "catalog: c\nproducts:\n  p:\n    endpoints:\n%s", product);
    const struct pp_catalog *catalog = plan_text_catalog(&text.text, yaml.text);
    assert_non_null(catalog);
    pp_lint_run(&lint, &text.text.arena, &catalog, 1, &text.registry);
    uint32_t capacity = lint.capacities[0].itself;
    pp_lint_release(&lint);
    pp_strbuf_release(&yaml);
    check_text_release(&text);
    return capacity;
}

static void a_host_takes_as_many_instances_as_lint_says(void **state)
{
    (void)state;
    for (uint64_t seed = test_seed(), end = seed + 400; seed < end; seed++) {
        uint64_t random = seed;
        struct pp_strbuf product;
        pp_strbuf_init(&product);
        unsigned count = 1 + test_below(&random, 4);
        for (unsigned i = 0; i < count; i++)
            add_endpoint(&random, i, &product);
        uint32_t capacity = capacity_of(product.text);
        bool good = capacity == PP_LINT_ANY
                        ? !clashes(product.text, 60)
                        : clashes(product.text, capacity + 1) &&
                              (capacity == 0 || !clashes(product.text, capacity));
        if (!good)
            fail_msg("PP_TEST_SEED=%llu: %u instances of\n%s", (unsigned long long)seed, capacity,
                     product.text);
        pp_strbuf_release(&product);
    }
}

/* --- findings --------------------------------------------------------------- */

static void add_parties(struct pp_strbuf *buf, const struct pp_lint_finding *finding)
{
    for (size_t i = 0; i < finding->party_count; i++) {
        const struct pp_lint_party *party = &finding->parties[i];
        pp_strbuf_printf(buf, " %s.%s", party->product->id,
                         party->pool ? party->pool->id : party->endpoint->id);
        if (party->endpoint && party->endpoint->port.stride > 0)
            pp_strbuf_printf(buf, "#%u", party->instance);
        if (party->service)
            pp_strbuf_printf(buf, "=%s", party->service);
    }
}

/* "SEVERITY KIND PORTS PARTY... [legal] [beyond]" for each finding of that kind. */
static void add_findings(struct pp_strbuf *buf, const struct pp_lint *lint, int kind)
{
    for (size_t i = 0; i < lint->count; i++) {
        const struct pp_lint_finding *finding = &lint->findings[i];
        if (kind >= 0 && (int)finding->kind != kind)
            continue;
        pp_strbuf_printf(buf, "%s %s ", pp_severity_names[finding->severity],
                         pp_lint_kind_ids[finding->kind]);
        pp_range_format(finding->ports, buf);
        add_parties(buf, finding);
        pp_strbuf_printf(buf, "%s%s\n", finding->legal ? " legal" : "",
                         finding->beyond ? " beyond" : "");
    }
}

/* Fails unless the catalogue's findings of that kind (-1: of all) are these. `products` are
 * indented by two blanks. */
static void expect(void **state, int kind, const char *products, const char *findings)
{
    struct check_text *text = *state;
    struct pp_strbuf yaml, found;
    struct pp_lint lint;
    pp_strbuf_init(&yaml);
    pp_strbuf_init(&found);
    pp_strbuf_printf(&yaml, "catalog: c\nproducts:\n%s", products);
    const struct pp_catalog *catalog = plan_text_catalog(&text->text, yaml.text);
    assert_string_equal(plan_text_mistakes(&text->text), "");
    assert_non_null(catalog);
    pp_lint_run(&lint, &text->text.arena, &catalog, 1, &text->registry);
    add_findings(&found, &lint, kind);
    assert_string_equal(found.text, findings);
    pp_lint_release(&lint);
    pp_strbuf_release(&found);
    pp_strbuf_release(&yaml);
}

static void a_clash_within_max_instances_is_an_error_and_beyond_a_note(void **state)
{
    expect(state, -1,
           "  p: {max_instances: 11, endpoints: {a: {transport: udp, port: 9200+N}, b: {transport: "
           "udp, port: 9210+N}}}\n",
           "error meets-itself 9210 p.a#10 p.b#0\n");
    expect(state, -1,
           "  p: {max_instances: 10, endpoints: {a: {transport: udp, port: 9200+N}, b: {transport: "
           "udp, port: 9210+N}}}\n",
           "note meets-itself 9210 p.a#10 p.b#0 beyond\n");
    expect(state, -1,
           "  p: {endpoints: {a: {transport: udp, port: 9200+N}, b: {transport: udp, port: "
           "9210+N}}}\n",
           "warning meets-itself 9210 p.a#10 p.b#0\n");
    expect(state, -1,
           "  p: {endpoints: {a: {transport: udp, port: 9200+N}, b: {transport: udp, port: "
           "9200+2*N}}}\n",
           "error meets-itself 9200 p.a#0 p.b#0\n");
    expect(state, -1,
           "  p: {endpoints: {a: {transport: udp, port: 9200+N}, b: {transport: tcp, port: "
           "9210+N}}}\n",
           "");
}

static void fixed_ports_of_a_product_with_instances_are_told_together(void **state)
{
    expect(state, -1,
           "  p: {max_instances: 4, endpoints: {a: {transport: tcp, port: 9200}, b: {transport: "
           "udp, port: 9200}, c: {transport: tcp, port: 9210+N}}}\n",
           "error meets-itself 9200 p.a p.b\n");
    expect(state, -1,
           "  p: {max_instances: 1, endpoints: {a: {transport: tcp, port: 9200}}}\n"
           "  q: {endpoints: {a: {transport: tcp, port: 9300}}}\n",
           "");
}

static void another_product_in_the_way_is_a_warning_within_the_limits(void **state)
{
#define SERVER \
    "  q: {endpoints: {web: {transport: tcp, port: 9209}, beat: {transport: udp, port: 9203}}}\n"
    expect(
        state, -1,
        "  p: {max_instances: 16, endpoints: {a: {transport: tcp, port: 9200-9201+2*N}}}\n" SERVER,
        "warning meets-other 9209 p.a#4 q.web\n"
        "note meets-other 9203 p.a#1 q.beat legal\n");
    expect(
        state, -1,
        "  p: {max_instances: 4, endpoints: {a: {transport: tcp, port: 9200-9201+2*N}}}\n" SERVER,
        "note meets-other 9203 p.a#1 q.beat legal\n"
        "note meets-other 9209 p.a#4 q.web beyond\n");
    expect(state, -1, "  p: {endpoints: {a: {transport: tcp, port: 9209}}}\n" SERVER,
           "note meets-other 9209 p.a q.web\n");
}

static void only_the_nearest_that_is_beyond_is_told(void **state)
{
    expect(state, -1,
           "  p: {max_instances: 2, endpoints: {a: {transport: tcp, port: 9200+N}, b: {transport: "
           "tcp, port: 9400+N}}}\n"
           "  q: {endpoints: {x: {transport: tcp, port: 9250}, y: {transport: tcp, port: 9230}, z: "
           "{transport: tcp, port: 9410}}}\n",
           "note meets-itself 9400 p.a#200 p.b#0 beyond\n"
           "note meets-other 9410 p.b#10 q.z beyond\n");
}

static void prefixes_that_differ_share_a_port_and_that_is_said(void **state)
{
    expect(state, -1,
           "  p: {max_instances: 8, endpoints: {a: {transport: tcp, port: 9200+N, url: "
           "\"http://+:{port}/a\"}, b: {transport: tcp, port: 9200+N, url: "
           "\"http://+:{port}/b\"}}}\n"
           "  q: {endpoints: {c: {transport: tcp, port: 9204, url: "
           "\"http://+:9204/c\"}}}\n",
           "note meets-itself 9200 p.a#0 p.b#0 legal\n"
           "note meets-other 9204 p.a#4 p.b#4 q.c legal\n");
    expect(state, PP_LINT_OTHER,
           "  p: {max_instances: 8, endpoints: {a: {transport: tcp, port: 9200+N, url: "
           "\"http://+:{port}/a\"}}}\n"
           "  q: {endpoints: {c: {transport: tcp, port: 9204}}}\n",
           "warning meets-other 9204 p.a#4 q.c\n");
}

static void urls_of_one_instance_on_one_socket_are_legal(void **state)
{
#define URLS(port, end)                                        \
    "  p: {" end "endpoints: {a: {transport: tcp, port: " port \
    ", url: \"rtsp://s/a\"}, b: {transport: tcp, port: " port ", url: \"rtsp://s/b\"}}}\n"
    expect(state, -1, URLS("9200", ""), "note meets-itself 9200 p.a p.b legal\n");
    expect(state, -1, URLS("9200+N", "max_instances: 5, "),
           "note meets-itself 9200 p.a#0 p.b#0 legal\n");
    expect(state, -1,
           "  p: {endpoints: {a: {transport: tcp, port: 9200, url: \"rtsp://s/a\"}, b: {transport: "
           "tcp, port: 9200+N, url: \"rtsp://s/b\"}}}\n",
           "warning meets-itself 9200 p.a p.b#0\n"
           "warning meets-itself 9200 p.a\n"
           "note meets-itself 9200 p.a p.b#0 legal\n");
}

static void endpoints_that_share_a_pool_meet_at_once(void **state)
{
    expect(
        state, -1,
        "  p: {pools: {q: 18001-18009}, endpoints: {a: {transport: tcp, port: q}, b: {transport: "
        "udp, port: q}, c: {transport: tcp, port: q}, d: {transport: tcp, port: q}}}\n",
        "error meets-itself 18001-18009 p.a p.c p.d\n");
    expect(state, -1,
           "  p: {pools: {q: 18001-18009}, endpoints: {a: {transport: tcp, port: q, url: "
           "'http://+:{port}/a/', url_reservation: true}, b: {transport: tcp, port: q, url: "
           "'http://+:{port}/b/', url_reservation: true}}}\n",
           "");
    expect(state, -1,
           "  p: {pools: {q: 18001-18009}, endpoints: {a: {transport: tcp, port: q, url: "
           "'http://h:{port}/a/'}, b: {transport: tcp, port: q, url: 'http://h:{port}/b/'}}}\n",
           "");
}

static void a_pool_tells_what_it_covers_in_one_finding(void **state)
{
    expect(state, PP_LINT_POOL,
           "  p: {pools: {l: 9200-9299}, endpoints: {a: {transport: tcp, port: l}, b: {transport: "
           "tcp, port: l}, own: {transport: tcp, port: 9250}}}\n"
           "  q: {endpoints: {x: {transport: tcp, port: 9210}, y: {transport: tcp, port: "
           "9299-9300}, z: {transport: udp, port: 9220}}}\n"
           "  r: {max_instances: 8, endpoints: {f: {transport: tcp, port: 9195+N}}}\n"
           "  s: {pools: {m: 9100-9200}, endpoints: {a: {transport: tcp, port: m}}}\n",
           "warning pool-covers 9200-9299 p.l p.own q.x q.y r.f#5 s.m\n"
           "warning pool-covers 9100-9200 s.m r.f#0\n");
}

static void the_end_of_ports_and_pools_is_an_error_within_max_instances(void **state)
{
    expect(state, PP_LINT_END,
           "  p: {max_instances: 9, endpoints: {a: {transport: tcp, port: 65500-65503+4*N}}}\n"
           "  q: {max_instances: 10, endpoints: {a: {transport: tcp, port: 65500-65503+4*N}}}\n"
           "  r: {endpoints: {a: {transport: tcp, port: 65500+N}}}\n",
           "error past-65535 65532-65535 q.a#8\n");
    expect(state, PP_LINT_SMALL,
           "  p: {max_instances: 9, pools: {l: 9200-9208}, endpoints: {a: {transport: tcp, port: "
           "l}}}\n"
           "  q: {max_instances: 10, pools: {l: 9300-9308}, endpoints: {a: {transport: tcp, port: "
           "l}, b: {transport: udp, port: l}}}\n",
           "error pool-small 9300-9308 q.l\n");
}

static void assignments_within_the_limits_are_told_with_their_names(void **state)
{
    expect(state, PP_LINT_ASSIGNED,
           "  p: {max_instances: 30, endpoints: {a: {transport: tcp, port: 9080+N}, b: {transport: "
           "udp, port: 9080+N}, c: {transport: tcp, port: 5990-5994+5*N}}}\n"
           "  q: {iana: [postgresql], endpoints: {sql: {transport: tcp, port: 5432}}}\n"
           "  r: {max_instances: 20, endpoints: {a: {transport: tcp, port: 9080+N}}}\n"
           "  s: {pools: {l: 8888-8890}, endpoints: {a: {transport: udp, port: l}}}\n",
           "warning iana-assigned 9100 p.a#20=jetdirect p.c#2=x11\n"
           "warning iana-assigned 8888-8890 s.l=ddi-udp-1\n");
}

static void client_ports_are_those_of_the_systems_that_a_product_runs_on(void **state)
{
    expect(state, PP_LINT_EPHEMERAL,
           "  p: {max_instances: 9, endpoints: {a: {transport: tcp, port: 32760+N}}}\n"
           "  q: {max_instances: 8, endpoints: {a: {transport: tcp, port: 32760+N}}}\n"
           "  r: {endpoints: {a: {transport: tcp, port: 33000, url: \"http://+:33000/\"}}}\n"
           "  s: {endpoints: {a: {transport: tcp, port: 50000}}}\n",
           "warning client-ports 32768 p.a#8\n"
           "warning client-ports 50000 s.a\n"
           "warning client-ports 50000 s.a\n");
}

/* --- the vendor's catalogue ------------------------------------------------- */

static void the_vendors_formulas_meet_where_the_table_says(void **state)
{
    struct check_text *text = *state;
    struct pp_lint lint;
    struct pp_strbuf found;
    const struct pp_catalog *catalog =
        pp_library_load(&text->text.library, "cinegy", NULL, (struct pp_loc){0});
    assert_non_null(catalog);
    pp_lint_run(&lint, &text->text.arena, &catalog, 1, &text->registry);
    pp_strbuf_init(&found);
    add_findings(&found, &lint, PP_LINT_ITSELF);
    add_findings(&found, &lint, PP_LINT_OTHER);
    add_findings(&found, &lint, PP_LINT_POOL);
    assert_string_equal(
        found.text,
        "note meets-itself 8097 traffic_gateway.gateway traffic_gateway.license legal\n"
        "note meets-itself 5471 playout_engine.main_preview#50 playout_engine.cued_preview#0 "
        "beyond\n"
        "note meets-itself 5521 playout_engine.control#200 playout_engine.http#0 beyond\n"
        "note meets-other 5437 playout_engine.main_preview#16 license_service.sharing legal "
        "beyond\n"
        "note meets-other 5437 playout_engine.control#116 license_service.sharing beyond\n"
        "note meets-other 7000 capture_agent.soap capture_web_control.web legal\n"
        "note pool-covers 8001-8099 capture_engine.control traffic_gateway.gateway "
        "traffic_gateway.license multiviewer.rest multiviewer.events "
        "capture_archive_adapter.soap capture_planner.soap legal\n");
    pp_strbuf_release(&found);
    pp_lint_release(&lint);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_series_is_reached_where_brute_force_says),
        cmocka_unit_test(two_series_meet_where_brute_force_says),
        cmocka_unit_test(a_stride_that_is_narrower_than_its_block_meets_itself),
        cmocka_unit_test(a_host_takes_as_many_instances_as_lint_says),
        CASE(a_clash_within_max_instances_is_an_error_and_beyond_a_note),
        CASE(fixed_ports_of_a_product_with_instances_are_told_together),
        CASE(another_product_in_the_way_is_a_warning_within_the_limits),
        CASE(only_the_nearest_that_is_beyond_is_told),
        CASE(prefixes_that_differ_share_a_port_and_that_is_said),
        CASE(urls_of_one_instance_on_one_socket_are_legal),
        CASE(endpoints_that_share_a_pool_meet_at_once),
        CASE(a_pool_tells_what_it_covers_in_one_finding),
        CASE(the_end_of_ports_and_pools_is_an_error_within_max_instances),
        CASE(assignments_within_the_limits_are_told_with_their_names),
        CASE(client_ports_are_those_of_the_systems_that_a_product_runs_on),
        CASE(the_vendors_formulas_meet_where_the_table_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
