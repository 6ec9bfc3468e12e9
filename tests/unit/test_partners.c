/* partners: which hosts may come to run each other's placements, and what is in the way then. */
#include "check/partners.h"

#include "base/mem.h"
#include "support/check_text.h"
#include "support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect_partners(void **state, const char *yaml, const char *expected)
{
    struct check_text *text = *state;
    struct pp_partners partners;
    struct pp_strbuf buf;
    assert_true(check_text_assign(text, yaml));
    pp_partners_init(&partners, text->check.plan);
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < partners.count; i++)
        pp_strbuf_printf(&buf, "%s%s%s ", text->check.plan->hosts[partners.items[i].host].name,
                         partners.items[i].stands_by ? "<" : ">",
                         text->check.plan->hosts[partners.items[i].other].name);
    assert_string_equal(buf.text, expected);
    for (uint32_t host = 0; host < text->check.plan->host_count; host++) {
        size_t first = pp_partners_first(&partners, host);
        assert_true(first == 0 || partners.items[first - 1].host < host);
        assert_true(first == partners.count || partners.items[first].host >= host);
    }
    pp_strbuf_release(&buf);
    pp_partners_release(&partners);
}

#define HOST(name, more) "  - {name: " name ", " more "products: [web]}\n"
#define WEB "products: {web: {endpoints: {x: {transport: tcp, port: 9000}}}}\nhosts:\n"

static void a_backup_and_its_mains_are_partners(void **state)
{
    expect_partners(state,
                    WEB HOST("A", "") HOST("B", "backup_of: [A, C], ") HOST("C", "")
                        HOST("D", "os: linux, backup_of: A, "),
                    "A<B B>A B>C C<B ");
}

static void spares_and_the_others_of_their_pool_are_partners(void **state)
{
    expect_partners(state,
                    WEB HOST("A", "pool: p, ") HOST("S", "pool: P, spare: true, ")
                        HOST("B", "pool: p, ") HOST("T", "pool: q, spare: true, ") HOST("C", ""),
                    "A<S S>A S>B B<S ");
}

/* "0010000000": what is counted on 9000-9009 */
static void expect(const struct pp_blockers *blockers, const char *counts)
{
    char text[11] = "";
    for (size_t i = 0; i < 10; i++)
        text[i] = (char)('0' + blockers->counts[9000 + i]);
    assert_string_equal(text, counts);
}

static void what_the_backup_has_excludes_and_gives_to_clients_is_in_the_way_of_the_main(
    void **state)
{
    struct check_text *text = *state;
    struct pp_partners partners;
    struct pp_blockers *blockers = pp_calloc(1, sizeof *blockers);
    assert_true(check_text_assign(
        text, "products: {web: {endpoints: {x: {transport: tcp, port: 9000}}},"
              " log: {endpoints: {x: {transport: udp, port: 9001}}}}\n"
              "hosts:\n"
              "  - {name: A, ephemeral: 9006-9007, excluded: [9003], products: [{use: web, ports: "
              "{x: 9009}}]}\n"
              "  - {name: B, backup_of: A, ephemeral: 9006-9008, excluded: [9002/tcp, 9004/udp], "
              "products: [web, log]}\n"));
    blockers->plan = text->check.plan;
    blockers->span = (struct pp_range){1, PP_PORT_MAX};
    pp_partners_init(&partners, text->check.plan);
    pp_partners_add(&partners, blockers, 0);
    expect(blockers, "1010000010");
    pp_partners_remove(&partners, blockers, 0);
    expect(blockers, "0000000000");
    pp_partners_add(&partners, blockers, 1); /* B's own: what A excludes is nothing to it */
    expect(blockers, "0000000001");
    pp_partners_release(&partners);
    free(blockers);
}

/* Fails unless a listener that has a choice, and a port in it that is free on both hosts, has
 * one of these. The allocator must have been the last to change anything. */
static void check_choice(const struct check_text *text, uint32_t index, uint64_t seed,
                         const char *yaml)
{
    const struct pp_plan *plan = text->check.plan;
    const struct pp_listener *listener = &plan->listeners[index];
    struct pp_partners partners;
    struct pp_blockers *here = pp_calloc(1, sizeof *here);
    here->plan = plan;
    here->span = (struct pp_range){1, PP_PORT_MAX};
    pp_partners_init(&partners, plan);
    pp_partners_add(&partners, here, index);
    uint32_t binding = listener->first_binding;
    uint16_t chosen = plan->bindings.first[binding];
    bool safe = chosen && !pp_portset_contains(&here->blocked, chosen);
    pp_blockers_add(here, index);
    uint32_t first_free = pp_portset_first_free(&here->blocked, listener->range.first, 1);
    if (!safe && first_free && first_free <= listener->range.last)
        fail_msg("seed %llu: %u is chosen, but %u is free on both hosts\n%s",
                 (unsigned long long)seed, chosen, first_free, yaml);
    pp_partners_release(&partners);
    free(here);
}

static void a_port_that_is_free_on_both_hosts_is_taken_when_there_is_one(void **state)
{
    struct pp_strbuf yaml;
    uint64_t seed = test_seed();
    pp_strbuf_init(&yaml);
    for (int round = 0; round < 1000; round++, seed++) {
        struct check_text *text = *state;
        uint64_t random = seed;
        uint32_t first = 9200 + test_below(&random, 8);
        bool back = test_once_in(&random, 2);
        check_text_release(text);
        check_text_init(text);
        pp_strbuf_clear(&yaml);
        pp_strbuf_add(&yaml, "products: {w: {endpoints: {x: {transport: tcp, port: 80}}}, f: "
                             "{endpoints: {");
        for (uint32_t i = 0; i < 8; i++)
            pp_strbuf_printf(&yaml, "%se%u: {transport: tcp, port: %u}", i ? ", " : "", i,
                             9200 + i * 2 + test_below(&random, 2));
        uint32_t last = first + test_below(&random, 8);
        pp_strbuf_printf(&yaml, "}}}\nhosts:\n  - {name: A, %sproducts: [%s",
                         back ? "backup_of: B, " : "", test_once_in(&random, 2) ? "f, " : "");
        for (uint32_t i = 0; i < 3; i++)
            pp_strbuf_printf(&yaml, "%s{use: w, label: l%u, ports: {x: auto %u-%u}}", i ? ", " : "",
                             i, first, last);
        pp_strbuf_printf(&yaml, "]}\n  - {name: B, %sproducts: [f]}\n",
                         back ? "" : "backup_of: A, ");
        assert_true(check_text_assign(text, yaml.text));
        for (uint32_t i = 0; i < text->check.plan->listener_count; i++) {
            if (pp_listener_is_chosen(&text->check.plan->listeners[i]))
                check_choice(text, i, seed, yaml.text);
        }
    }
    pp_strbuf_release(&yaml);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_backup_and_its_mains_are_partners),
        CASE(spares_and_the_others_of_their_pool_are_partners),
        CASE(what_the_backup_has_excludes_and_gives_to_clients_is_in_the_way_of_the_main),
        CASE(a_port_that_is_free_on_both_hosts_is_taken_when_there_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
