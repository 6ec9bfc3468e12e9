/* clashes, sockets, prefixes: the sweeps find what trying every pair of bindings finds. */
#include "check/clashes.h"
#include "support/check_text.h"
#include "support/random_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define LISTENERS 32

/* By pairs of listeners: the verdict, and the ports as bits from PP_RANDOM_FIRST on. */
struct matrix {
    enum pp_clash_kind kinds[LISTENERS][LISTENERS];
    uint64_t ports[LISTENERS][LISTENERS];
};

static uint64_t bits_of(struct pp_range ports)
{
    uint64_t bits = 0;
    for (uint32_t port = ports.first; port <= ports.last; port++) {
        assert_in_range(port, PP_RANDOM_FIRST, PP_RANDOM_FIRST + 63);
        bits |= UINT64_C(1) << (port - PP_RANDOM_FIRST);
    }
    return bits;
}

/* Two URLs that one process serves on one socket. */
static bool is_one_socket(const struct pp_plan *plan, uint32_t i, uint32_t j)
{
    const struct pp_listener *a = &plan->listeners[plan->bindings.listener[i]];
    const struct pp_listener *b = &plan->listeners[plan->bindings.listener[j]];
    return a != b && a->placement == b->placement && a->kind == PP_SOCKET && b->kind == PP_SOCKET &&
           pp_plan_instance(plan, i) == pp_plan_instance(plan, j) && a->endpoint->url &&
           b->endpoint->url && strcmp(a->endpoint->url, b->endpoint->url) != 0 &&
           plan->bindings.first[i] == plan->bindings.first[j] &&
           pp_addrset_compare(&a->local->covers, &b->local->covers) == 0;
}

static void try_pair(const struct pp_plan *plan, uint32_t i, uint32_t j, struct matrix *matrix)
{
    uint32_t x = plan->bindings.listener[i], y = plan->bindings.listener[j];
    struct pp_range a = {plan->bindings.first[i], plan->bindings.last[i]};
    struct pp_range b = {plan->bindings.first[j], plan->bindings.last[j]};
    if (!a.first || !b.first || !pp_range_overlaps(a, b) || is_one_socket(plan, i, j))
        return;
    struct pp_claim p = pp_listener_claim(&plan->listeners[x]);
    struct pp_claim q = pp_listener_claim(&plan->listeners[y]);
    enum pp_clash_kind kind = pp_clash_judge(plan->hosts[0].os, &p, &q).kind;
    if (kind == PP_CLASH_NONE)
        return;
    matrix->kinds[x][y] = kind;
    matrix->ports[x][y] |= bits_of((struct pp_range){a.first > b.first ? a.first : b.first,
                                                     a.last < b.last ? a.last : b.last});
}

static void try_all(const struct pp_plan *plan, struct matrix *matrix)
{
    memset(matrix, 0, sizeof *matrix);
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        for (uint32_t j = i + 1; j < plan->bindings.count; j++)
            try_pair(plan, i, j, matrix);
    }
}

static bool sweep(struct check_text *state, struct matrix *matrix)
{
    const struct pp_clash_pairs *pairs = pp_clash_pairs_of(&state->check);
    memset(matrix, 0, sizeof *matrix);
    for (size_t i = 0; i < pairs->count; i++) {
        const struct pp_clash_pair *pair = &pairs->items[i];
        uint32_t x = pair->listener[0], y = pair->listener[1];
        if (matrix->kinds[x][y] != PP_CLASH_NONE)
            return false; /* a pair comes once */
        matrix->kinds[x][y] = pair->clash.kind;
        for (size_t hit = 0; hit < pair->count; hit++)
            matrix->ports[x][y] |= bits_of(pairs->hits.items[pair->first + hit].ports);
    }
    return true;
}

/* Each finding of a clash rule has the ports of its pair. */
static bool findings_agree(const struct check_text *state, const struct matrix *matrix)
{
    size_t pairs = 0, findings = 0;
    for (size_t x = 0; x < LISTENERS; x++) {
        for (size_t y = 0; y < LISTENERS; y++)
            pairs += matrix->kinds[x][y] != PP_CLASH_NONE;
    }
    for (size_t i = 0; i < state->check.findings.count; i++) {
        const struct pp_finding *finding = &state->check.findings.items[i];
        if (finding->party_count != 2)
            continue;
        uint32_t x = finding->parties[0].listener, y = finding->parties[1].listener;
        uint64_t ports = 0;
        for (size_t p = 0; p < finding->port_count; p++)
            ports |= bits_of(finding->ports[p]);
        findings++;
        if (ports != matrix->ports[x][y] ||
            strcmp(finding->rule, pp_clash_rule_ids[matrix->kinds[x][y]]) != 0)
            return false;
    }
    return findings == pairs;
}

static bool agree(uint64_t seed, struct pp_strbuf *yaml, size_t clashes[5])
{
    static struct matrix expected, found;
    struct check_text state;
    uint64_t random = seed;
    random_plan(&random, yaml);
    check_text_init(&state);
    bool good = check_text_run(&state, yaml->text);
    if (good) {
        try_all(&state.text.plan, &expected);
        good = sweep(&state, &found) && memcmp(&expected, &found, sizeof found) == 0 &&
               findings_agree(&state, &expected);
        for (size_t i = 0; i < state.check.clashes->count; i++)
            clashes[state.check.clashes->items[i].clash.kind]++;
    } else {
        fprintf(stderr, "%s", plan_text_mistakes(&state.text));
    }
    check_text_release(&state);
    return good;
}

static void the_sweeps_find_what_trying_every_pair_finds(void **state)
{
    (void)state;
    struct pp_strbuf yaml;
    size_t clashes[5] = {0};
    pp_strbuf_init(&yaml);
    for (uint64_t seed = test_seed(), end = seed + 2000; seed < end; seed++) {
        if (!agree(seed, &yaml, clashes))
            fail_msg("PP_TEST_SEED=%llu\n%s", (unsigned long long)seed, yaml.text);
    }
    for (int kind = PP_CLASH_SPLIT; kind <= PP_CLASH_LISTENER_MIX; kind++)
        assert_true(clashes[kind] > 50); /* the plans are worth their time */
    pp_strbuf_release(&yaml);
}

static void what_merely_shares_a_port_is_no_clash(void **state)
{
    struct check_text *text = *state;
    assert_true(check_text_run(
        text, "products:\n"
              "  api: {endpoints: {a: {transport: tcp, port: 9000, url: \"http://+:{port}/a\"},\n"
              "                    b: {transport: tcp, port: 9000, url: \"http://+:{port}/b\"},\n"
              "                    u: {transport: udp, port: 9000}}}\n"
              "hosts: [{name: A, products: [api]}, {name: B, os: linux, products: [api]}]\n"));
    assert_int_equal(pp_clash_pairs_of(&text->check)->count, 0);
}

/* As on a site with a thousand services behind one gateway port. */
static void many_prefixes_on_one_port_are_no_clash(void **state)
{
    struct check_text *text = *state;
    struct pp_strbuf yaml;
    pp_strbuf_init(&yaml);
    pp_strbuf_add(&yaml, "products:\n");
    for (int i = 0; i < 1000; i++)
        pp_strbuf_printf(&yaml,
                         "  p%d: {endpoints: {e: {transport: tcp, port: 9000, url: "
                         "\"http://+:{port}/p%d\"}}}\n",
                         i, i % 999);
    pp_strbuf_add(&yaml, "hosts:\n  - name: A\n    products:\n");
    for (int i = 0; i < 1000; i++)
        pp_strbuf_printf(&yaml, "      - p%d\n", i);
    assert_true(check_text_run(text, yaml.text));
    assert_string_equal(check_text_findings(text, "url-overlap"),
                        "error url-overlap:1005:9000/tcp p0(e)/p999(e)\n");
    pp_strbuf_release(&yaml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sweeps_find_what_trying_every_pair_finds),
        cmocka_unit_test_setup_teardown(what_merely_shares_a_port_is_no_clash, check_text_setup,
                                        check_text_teardown),
        cmocka_unit_test_setup_teardown(many_prefixes_on_one_port_are_no_clash, check_text_setup,
                                        check_text_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
