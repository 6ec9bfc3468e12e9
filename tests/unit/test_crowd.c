/* crowd: pairs that are counted are as many as pairs that are tried, and some of them are listed. */
#include "check/crowd.h"
#include "support/check_text.h"
#include "support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 40

static void add_endpoint(uint64_t *random, bool windows, unsigned number, struct pp_strbuf *yaml)
{
    static const char *const transports[] = {"tcp", "tcp", "udp"};
    static const char *const reuses[] = {"none", "none", "none", "port", "address", "exclusive"};
    static const char *const addresses[] = {"'*'",      "'*'",      "0.0.0.0",     "'::'",
                                            "10.0.0.1", "10.0.0.2", "2001:db8::1", "127.0.0.1"};
    uint32_t first = 9200 + test_below(random, 40), width = test_below(random, 8);
    bool http = windows && test_once_in(random, 6), url = test_once_in(random, 4);
    pp_strbuf_printf(yaml, "      e%u: {transport: %s, port: \"%u-%u\"", number,
                     http ? "tcp" : transports[test_below(random, 3)], first, first + width);
    if (http || url)
        pp_strbuf_printf(yaml, ", url: \"http://%s:{port}/u%u/\"", http ? "+" : "localhost",
                         test_below(random, 5));
    if (!http)
        pp_strbuf_printf(yaml, ", reuse: %s, address: %s", reuses[test_below(random, 6)],
                         addresses[test_below(random, 8)]);
    pp_strbuf_add(yaml, "}\n");
}

static void write_plan(uint64_t *random, struct pp_strbuf *yaml)
{
    bool windows = test_once_in(random, 2);
    uint32_t products = 1 + test_below(random, 90);
    pp_strbuf_clear(yaml);
    pp_strbuf_add(yaml, "products:\n");
    for (unsigned p = 0; p < products; p++) {
        pp_strbuf_printf(yaml, "  p%u:\n    endpoints:\n", p);
        for (unsigned e = 0, count = 1 + test_below(random, 6); e < count; e++)
            add_endpoint(random, windows, e, yaml);
    }
    pp_strbuf_printf(yaml, "hosts:\n  - name: A\n    os: %s\n    products:\n",
                     windows ? "windows" : "linux");
    for (unsigned p = 0; p < products; p++)
        pp_strbuf_printf(yaml, "      - {use: p%u, instances: %u}\n", p, 1 + test_below(random, 2));
}

/* By the verdict, without pairs of http.sys prefixes and of a listener with itself. */
static void try_all(const struct pp_plan *plan, uint64_t pairs[PP_CLASH_KINDS])
{
    struct pp_hits one = {0};
    for (uint32_t i = 0; i < plan->listener_count; i++) {
        for (uint32_t k = i + 1; k < plan->listener_count; k++) {
            const struct pp_listener *a = &plan->listeners[i], *b = &plan->listeners[k];
            struct pp_range x = {a->port.first, a->port.last}, y = {b->port.first, b->port.last};
            struct pp_claim claims[2] = {pp_listener_claim(a), pp_listener_claim(b)};
            if (!pp_range_overlaps(x, y) || (a->kind == PP_HTTP_SYS && b->kind == PP_HTTP_SYS))
                continue;
            one.count = 0;
            pp_hits_add(&one, a->first_binding, b->first_binding, plan, x);
            if (!pp_hit_is_one_socket(plan, &one.items[0]))
                pairs[pp_clash_judge(plan->hosts[0].os, &claims[0], &claims[1]).kind]++;
        }
    }
    free(one.items);
}

static void judge_hits(const struct pp_plan *plan, const struct pp_hits *hits,
                       uint64_t pairs[PP_CLASH_KINDS])
{
    for (size_t i = 0; i < hits->count; i++) {
        const struct pp_hit *hit = &hits->items[i];
        struct pp_claim a = pp_listener_claim(&plan->listeners[hit->listener[0]]);
        struct pp_claim b = pp_listener_claim(&plan->listeners[hit->listener[1]]);
        assert_true(pp_range_overlaps(hit->ports, (struct pp_range){9200, 9247}));
        pairs[pp_clash_judge(plan->hosts[0].os, &a, &b).kind]++;
    }
}

static void it_counts_what_trying_every_pair_counts(void **state)
{
    struct pp_strbuf yaml;
    uint64_t seed = test_seed(), seen[PP_CLASH_KINDS] = {0}, left_out = 0;
    (void)state;
    pp_strbuf_init(&yaml);
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct check_text text;
        uint64_t random = seed + round, expected[PP_CLASH_KINDS] = {0};
        uint64_t listed[PP_CLASH_KINDS] = {0}, unlisted[PP_CLASH_KINDS] = {0};
        struct pp_hits hits = {0};
        write_plan(&random, &yaml);
        check_text_init(&text);
        if (!check_text_run(&text, yaml.text))
            fail_msg("PP_TEST_SEED=%llu: %s", (unsigned long long)(seed + round),
                     plan_text_mistakes(&text.text));
        try_all(&text.text.plan, expected);
        assert_true(pp_crowd_find(&text.text.plan, &text.text.plan.hosts[0], &hits, unlisted));
        judge_hits(&text.text.plan, &hits, listed);
        assert_int_equal(listed[PP_CLASH_NONE], 0);
        for (int kind = 1; kind < PP_CLASH_KINDS; kind++) {
            if (listed[kind] + unlisted[kind] != expected[kind])
                fail_msg("PP_TEST_SEED=%llu: %d: %llu and %llu, not %llu\n%s",
                         (unsigned long long)(seed + round), kind, (unsigned long long)listed[kind],
                         (unsigned long long)unlisted[kind], (unsigned long long)expected[kind],
                         yaml.text);
            assert_true(listed[kind] == PP_CROWD_LISTED || unlisted[kind] == 0);
            seen[kind] += expected[kind];
            left_out += unlisted[kind];
        }
        free(hits.items);
        check_text_release(&text);
    }
    assert_true(seen[PP_CLASH_SPLIT] > 0 && seen[PP_CLASH_PORT_OVERLAP] > 0 &&
                seen[PP_CLASH_LISTENER_MIX] > 0 && left_out > 0);
    pp_strbuf_release(&yaml);
}

static void a_listener_with_several_ports_is_for_the_sweep(void **state)
{
    struct check_text *text = *state;
    struct pp_hits hits = {0};
    uint64_t unlisted[PP_CLASH_KINDS];
    assert_true(check_text_run(text, "products: {p: {endpoints: {e: {transport: tcp, port: "
                                     "9200+N}}}}\n"
                                     "hosts: [{name: A, products: [{use: p, instances: 2}]}]\n"));
    assert_false(pp_crowd_find(&text->text.plan, &text->text.plan.hosts[0], &hits, unlisted));
    assert_int_equal(hits.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_counts_what_trying_every_pair_counts),
        cmocka_unit_test_setup_teardown(a_listener_with_several_ports_is_for_the_sweep,
                                        check_text_setup, check_text_teardown),
    };
    return cmocka_run_group_tests_name("crowd", tests, NULL, NULL);
}
