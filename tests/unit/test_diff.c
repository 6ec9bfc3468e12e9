/* diff: what listens differently in two plans. */
#include "model/diff.h"
#include "support/plan_text.h"
#include "support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/strbuf.h"

struct fixture {
    struct plan_text before, after;
    struct pp_arena arena;
    struct pp_diff diff;
};

static void open_texts(struct fixture *fixture)
{
    plan_text_init(&fixture->before);
    plan_text_init(&fixture->after);
    pp_arena_init(&fixture->arena);
}

static void close_texts(struct fixture *fixture)
{
    plan_text_release(&fixture->before);
    plan_text_release(&fixture->after);
    pp_arena_release(&fixture->arena);
}

static int setup(void **state)
{
    *state = pp_malloc(sizeof(struct fixture));
    open_texts(*state);
    return 0;
}

static int teardown(void **state)
{
    close_texts(*state);
    free(*state);
    return 0;
}

static const char *address_of(const struct pp_listener *listener, char text[PP_ADDRESS_TEXT])
{
    return pp_address_format(&listener->local->address, text);
}

/* "udp/5421-5422@*" of the bindings of one side. */
static void add_side(struct pp_strbuf *buf, const struct pp_plan *plan,
                     const struct pp_change *change, bool after)
{
    char address[PP_ADDRESS_TEXT];
    for (size_t i = 0; i < change->pair_count; i++) {
        uint32_t binding = after ? change->pairs[i].after : change->pairs[i].before;
        const struct pp_listener *listener = &plan->listeners[plan->bindings.listener[binding]];
        pp_strbuf_printf(buf, "%s%s/", i > 0 ? "," : " ", pp_transport_names[listener->transport]);
        pp_range_format(
            (struct pp_range){plan->bindings.first[binding], plan->bindings.last[binding]}, buf);
        pp_strbuf_printf(buf, "@%s", address_of(listener, address));
    }
}

/* A line per change: "A moved 3: tcp/1@* -> tcp/2@*", the number being its `what`. */
static const char *lines_of(struct fixture *fixture)
{
    const struct pp_diff *diff = &fixture->diff;
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < diff->count; i++) {
        const struct pp_change *change = &diff->changes[i];
        bool gone = change->kind == PP_CLOSED;
        pp_strbuf_printf(&buf, "%s %s %u:",
                         gone ? diff->before->hosts[change->before].name
                              : diff->after->hosts[change->after].name,
                         pp_change_names[change->kind], change->what);
        if (change->kind != PP_OPENED)
            add_side(&buf, diff->before, change, false);
        if (change->kind != PP_OPENED && !gone)
            pp_strbuf_add(&buf, " ->");
        if (!gone)
            add_side(&buf, diff->after, change, true);
        pp_strbuf_add_char(&buf, '\n');
    }
    const char *lines = pp_arena_strdup(&fixture->arena, buf.text);
    pp_strbuf_release(&buf);
    return lines;
}

static void compare(struct fixture *fixture, const char *before, const char *after, bool firewall)
{
    close_texts(fixture);
    open_texts(fixture);
    bool good = plan_text_expand(&fixture->before, before);
    assert_string_equal(plan_text_mistakes(&fixture->before), "");
    assert_true(good);
    good = plan_text_expand(&fixture->after, after);
    assert_string_equal(plan_text_mistakes(&fixture->after), "");
    assert_true(good);
    pp_diff_plans(&fixture->diff, &fixture->before.plan, &fixture->after.plan, firewall,
                  &fixture->arena);
}

static void expect(void **state, const char *before, const char *after, const char *lines)
{
    compare(*state, before, after, false);
    assert_string_equal(lines_of(*state), lines);
}

#define PRODUCTS                                                                   \
    "site: {os: linux}\n"                                                          \
    "products:\n"                                                                  \
    "  web: {endpoints: {page: {transport: tcp, port: 8080, firewall: true},\n"    \
    "                    admin: {transport: tcp, port: 8081, firewall: false}}}\n" \
    "  engine: {endpoints: {preview: {transport: udp, port: 5421+N}}}\n"           \
    "  block: {endpoints: {rtp: {transport: udp, port: 6000-6003+4*N}}}\n"         \
    "  capture: {pools: {control: 8001-8099},\n"                                   \
    "            endpoints: {soap: {transport: tcp, port: control}}}\n"
#define ON(placements) PRODUCTS "hosts: [{name: A, products: [" placements "]}]\n"

static void a_plan_does_not_differ_from_itself(void **state)
{
    expect(state, ON("web, {use: engine, instances: 4}"), ON("web, {use: engine, instances: 4}"),
           "");
}

static void the_order_of_hosts_and_placements_counts_for_nothing(void **state)
{
    expect(state,
           PRODUCTS "hosts: [{name: A, products: [web, engine]}, {name: B, products: [block]}]\n",
           PRODUCTS "hosts: [{name: b, products: [block]}, {name: a, products: [engine, web]}]\n",
           "");
}

static void placements_that_are_alike_are_told_apart_by_where_they_listen(void **state)
{
    expect(state,
           ON("{use: engine, ports: {preview: 7000}}, {use: engine, ports: {preview: 7001}}"),
           ON("{use: engine, ports: {preview: 7001}}, {use: engine, ports: {preview: 7000}}"), "");
    expect(state,
           ON("{use: engine, ports: {preview: 7000}}, {use: engine, ports: {preview: 7001}}"),
           ON("{use: engine, ports: {preview: 7001}}"), "A closed 0: udp/7000@*\n");
    expect(state,
           ON("{use: engine, ports: {preview: 7000}}, {use: engine, ports: {preview: 7001}}"),
           ON("{use: engine, ports: {preview: 7001}}, {use: engine, ports: {preview: 7002}}"),
           "A moved 2: udp/7000@* -> udp/7002@*\n");
}

static void what_is_new_is_opened_and_what_is_gone_is_closed(void **state)
{
    expect(state, ON("engine"), ON("web"),
           "A opened 0: tcp/8080@*\n"
           "A opened 0: tcp/8081@*\n"
           "A closed 0: udp/5421@*\n");
}

static void instances_that_are_opened_together_are_one_change(void **state)
{
    expect(state, ON("engine"), ON("{use: engine, instances: 4}"),
           "A opened 0: udp/5422@*,udp/5423@*,udp/5424@*\n");
}

static void a_label_or_another_host_makes_it_another(void **state)
{
    expect(state, ON("engine"), ON("{use: engine, label: left}"),
           "A opened 0: udp/5421@*\n"
           "A closed 0: udp/5421@*\n");
    expect(state, ON("engine"), PRODUCTS "hosts: [{name: B, products: [engine]}]\n",
           "A closed 0: udp/5421@*\n"
           "B opened 0: udp/5421@*\n");
}

static void another_port_or_transport_is_a_move(void **state)
{
    expect(state, ON("web"), ON("{use: web, ports: {page: 8090}}"),
           "A moved 2: tcp/8080@* -> tcp/8090@*\n");
    expect(state,
           "products: {p: {endpoints: {a: {transport: tcp, port: 9001}}}}\n"
           "hosts: [{name: A, products: [p]}]\n",
           "products: {p: {endpoints: {a: {transport: udp, port: 9001}}}}\n"
           "hosts: [{name: A, products: [p]}]\n",
           "A moved 1: tcp/9001@* -> udp/9001@*\n");
}

static void instances_that_move_by_as_much_are_one_change(void **state)
{
    expect(state, ON("{use: engine, instances: 3}"),
           ON("{use: engine, instances: 3, ports: {preview: 6421+N}}"),
           "A moved 2: udp/5421@*,udp/5422@*,udp/5423@* -> udp/6421@*,udp/6422@*,udp/6423@*\n");
    expect(state, ON("{use: engine, instances: 2}"),
           ON("{use: engine, instances: 2, ports: {preview: 6421+2*N}}"),
           "A moved 2: udp/5421@* -> udp/6421@*\n"
           "A moved 2: udp/5422@* -> udp/6423@*\n");
}

static void a_range_that_grows_is_widened_and_one_that_shrinks_narrowed(void **state)
{
    expect(state, ON("block"), ON("{use: block, ports: {rtp: 6000-6007}}"),
           "A widened 2: udp/6000-6003@* -> udp/6000-6007@*\n");
    expect(state, ON("block"), ON("{use: block, ports: {rtp: 6001}}"),
           "A narrowed 2: udp/6000-6003@* -> udp/6001@*\n");
    expect(state, ON("block"), ON("{use: block, ports: {rtp: 6001-6004}}"),
           "A moved 2: udp/6000-6003@* -> udp/6001-6004@*\n");
}

static void an_address_widens_to_a_wildcard_and_narrows_from_one(void **state)
{
    const char *one = ON("{use: engine, address: 10.0.0.1}"), *all = ON("engine");
    expect(state, one, all, "A widened 4: udp/5421@10.0.0.1 -> udp/5421@*\n");
    expect(state, all, one, "A narrowed 4: udp/5421@* -> udp/5421@10.0.0.1\n");
    expect(state, all, ON("{use: engine, address: 0.0.0.0}"),
           "A narrowed 4: udp/5421@* -> udp/5421@0.0.0.0\n");
    expect(state, one, ON("{use: engine, address: 10.0.0.2}"),
           "A moved 4: udp/5421@10.0.0.1 -> udp/5421@10.0.0.2\n");
    expect(state, one, ON("{use: engine, address: \"::\"}"),
           "A widened 4: udp/5421@10.0.0.1 -> udp/5421@::\n");
}

static void more_ports_at_fewer_addresses_are_a_move(void **state)
{
    expect(state, ON("block"), ON("{use: block, address: 10.0.0.1, ports: {rtp: 6000-6007}}"),
           "A moved 6: udp/6000-6003@* -> udp/6000-6007@10.0.0.1\n");
    expect(state, ON("{use: block, address: 10.0.0.1}"),
           ON("{use: block, ports: {rtp: 6000-6007}}"),
           "A widened 6: udp/6000-6003@10.0.0.1 -> udp/6000-6007@*\n");
}

#define P(endpoint)                                                               \
    "products: {p: {endpoints: {a: {transport: tcp, port: 9001" endpoint "}}}}\n" \
    "hosts: [{name: A, products: [p]}]\n"

static void firewall_url_reservation_and_listener_are_changed(void **state)
{
    expect(state, P(""), P(", firewall: true"), "A changed 32: tcp/9001@* -> tcp/9001@*\n");
    expect(state, P(""), P(", firewall: false"), "");
    expect(state, P(", url: \"srt://*:{port}/a\""), P(", url: \"srt://*:{port}/b\""),
           "A changed 16: tcp/9001@* -> tcp/9001@*\n");
    expect(state, P(", url: \"srt://*:{port}/a\""), P(", url: \"srt://*:9001/a\""), "");
    expect(state, P(", url: \"srt://*:9001/a\""), P(""),
           "A changed 16: tcp/9001@* -> tcp/9001@*\n");
    expect(state, P(", listener: socket, url: \"http://+:{port}/\""),
           P(", url: \"http://+:{port}/\", url_reservation: true"),
           "A changed 72: tcp/9001@* -> tcp/9001@*\n");
}

static void a_move_tells_what_else_changes(void **state)
{
    expect(state, P(", firewall: true"),
           "products: {p: {endpoints: {a: {transport: tcp, port: 9002}}}}\n"
           "hosts: [{name: A, products: [p]}]\n",
           "A moved 34: tcp/9001@* -> tcp/9002@*\n");
}

static void with_the_firewall_only_what_it_lets_in_is_there(void **state)
{
    struct fixture *fixture = *state;
    compare(fixture, ON("engine"), ON("web"), true);
    assert_string_equal(lines_of(fixture), "A opened 0: tcp/8080@*\n");
    compare(fixture, P(""), P(", firewall: true"), true);
    assert_string_equal(lines_of(fixture), "A opened 0: tcp/9001@*\n");
    compare(fixture, P(", firewall: true"), P(", firewall: false"), true);
    assert_string_equal(lines_of(fixture), "A closed 0: tcp/9001@*\n");
}

static void what_has_no_port_is_not_there(void **state)
{
    struct fixture *fixture = *state;
    compare(fixture, ON("engine, capture"), ON("engine"), false); /* nothing allocates it here */
    assert_string_equal(lines_of(fixture), "");
}

static void addresses_of_a_host_are_compared_as_sets(void **state)
{
#define AT(addresses) PRODUCTS "hosts: [{name: A, address: [" addresses "], products: [engine]}]\n"
    expect(state, AT("10.0.0.1, 10.0.0.2"), AT("10.0.0.2, 10.0.0.1"), "");
    expect(state, AT("10.0.0.1"), AT("10.0.0.2"), "A moved 4: ->\n");
    expect(state, AT("10.0.0.1"), AT("10.0.0.2, 10.0.0.1"), "A widened 4: ->\n");
    expect(state, AT("10.0.0.1, 10.0.0.2"), AT("10.0.0.1"), "A narrowed 4: ->\n");
    expect(state, AT("10.0.0.1"), ON("engine"), "A changed 4: ->\n");
    expect(state, AT("10.0.0.1"), ON("web"),
           "A opened 0: tcp/8080@*\nA opened 0: tcp/8081@*\nA closed 0: udp/5421@*\n"
           "A changed 4: ->\n");
    struct fixture *fixture = *state;
    compare(fixture, AT("10.0.0.1"), AT("10.0.0.2"), true); /* nothing there has a firewall */
    assert_string_equal(lines_of(fixture), "");
#undef AT
}

static void kinds_are_counted(void **state)
{
    struct fixture *fixture = *state;
    compare(fixture, ON("{use: web, ports: {page: 8090}}, engine"), ON("web, block"), false);
    assert_int_equal(fixture->diff.counts[PP_OPENED], 1);
    assert_int_equal(fixture->diff.counts[PP_CLOSED], 1);
    assert_int_equal(fixture->diff.counts[PP_MOVED], 1);
    assert_int_equal(fixture->diff.counts[PP_WIDENED], 0);
    assert_int_equal(fixture->diff.count, 3);
}

/* --- property ------------------------------------------------------------------ */

/* A plan of a few hosts with a few placements on each. */
static void random_plan(uint64_t *seed, struct pp_strbuf *buf)
{
    static const char *const products[] = {"web", "engine", "block"};
    static const char *const endpoints[] = {"page", "preview", "rtp"};
    pp_strbuf_clear(buf);
    pp_strbuf_add(buf, PRODUCTS "hosts:\n");
    for (uint32_t host = 0, hosts = 1 + test_below(seed, 3); host < hosts; host++) {
        pp_strbuf_printf(buf, "- name: H%u\n  products:\n  - web\n", host);
        for (uint32_t i = 0, count = test_below(seed, 4); i < count; i++) {
            uint32_t product = test_below(seed, 3);
            pp_strbuf_printf(buf, "  - {use: %s, instances: %u", products[product],
                             1 + test_below(seed, 4));
            if (test_once_in(seed, 2))
                pp_strbuf_printf(buf, ", ports: {%s: %u+%u*N}", endpoints[product],
                                 7000 + test_below(seed, 5), 1 + test_below(seed, 3));
            if (test_once_in(seed, 3))
                pp_strbuf_printf(buf, ", address: 10.0.0.%u", 1 + test_below(seed, 2));
            if (test_once_in(seed, 3))
                pp_strbuf_printf(buf, ", label: l%u", test_below(seed, 2));
            pp_strbuf_add(buf, "}\n");
        }
    }
}

/* The bindings that the changes take away and bring, on top of those that stay, are all there
 * are; each binding is in one change at most. */
static void check_sums(const struct pp_diff *diff)
{
    bool *gone = pp_calloc(diff->before->bindings.count, sizeof *gone);
    bool *come = pp_calloc(diff->after->bindings.count, sizeof *come);
    size_t left = diff->before->bindings.count, right = diff->after->bindings.count;
    for (size_t i = 0; i < diff->count; i++)
        for (size_t k = 0; k < diff->changes[i].pair_count; k++) {
            struct pp_change_pair pair = diff->changes[i].pairs[k];
            if (pair.before != PP_NONE) {
                assert_false(gone[pair.before]);
                gone[pair.before] = true;
                left--;
            }
            if (pair.after != PP_NONE) {
                assert_false(come[pair.after]);
                come[pair.after] = true;
                right--;
            }
        }
    assert_int_equal(left, right);
    free(gone);
    free(come);
}

static void a_diff_backwards_is_its_mirror(void **state)
{
    static const enum pp_change_kind mirror[PP_CHANGES] = {PP_CLOSED,   PP_OPENED,  PP_MOVED,
                                                           PP_NARROWED, PP_WIDENED, PP_CHANGED};
    struct fixture *fixture = *state;
    struct pp_strbuf before, after;
    pp_strbuf_init(&before);
    pp_strbuf_init(&after);
    for (uint64_t round = 0; round < 300; round++) {
        uint64_t seed = test_seed() + round;
        struct pp_diff back;
        random_plan(&seed, &before);
        random_plan(&seed, &after);
        compare(fixture, before.text, after.text, false);
        check_sums(&fixture->diff);
        pp_diff_plans(&back, &fixture->after.plan, &fixture->before.plan, false, &fixture->arena);
        bool same = back.count == fixture->diff.count;
        for (int kind = 0; kind < PP_CHANGES; kind++)
            same = same && back.counts[mirror[kind]] == fixture->diff.counts[kind];
        if (!same)
            fail_msg("seed %llu:\n%s\n%s", (unsigned long long)(test_seed() + round), before.text,
                     after.text);
        compare(fixture, before.text, before.text, false);
        assert_int_equal(fixture->diff.count, 0);
    }
    pp_strbuf_release(&before);
    pp_strbuf_release(&after);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_plan_does_not_differ_from_itself),
        CASE(the_order_of_hosts_and_placements_counts_for_nothing),
        CASE(placements_that_are_alike_are_told_apart_by_where_they_listen),
        CASE(what_is_new_is_opened_and_what_is_gone_is_closed),
        CASE(instances_that_are_opened_together_are_one_change),
        CASE(a_label_or_another_host_makes_it_another),
        CASE(another_port_or_transport_is_a_move),
        CASE(instances_that_move_by_as_much_are_one_change),
        CASE(a_range_that_grows_is_widened_and_one_that_shrinks_narrowed),
        CASE(an_address_widens_to_a_wildcard_and_narrows_from_one),
        CASE(more_ports_at_fewer_addresses_are_a_move),
        CASE(firewall_url_reservation_and_listener_are_changed),
        CASE(a_move_tells_what_else_changes),
        CASE(with_the_firewall_only_what_it_lets_in_is_there),
        CASE(what_has_no_port_is_not_there),
        CASE(addresses_of_a_host_are_compared_as_sets),
        CASE(kinds_are_counted),
        CASE(a_diff_backwards_is_its_mirror),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
