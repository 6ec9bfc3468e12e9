/* identity: by what findings are known again. */
#include "model/identity.h"
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The identities of the findings of `rule` (NULL: of all), each on a line of its own. */
static const char *identities(struct check_text *text, const char *rule)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < text->check.findings.count; i++) {
        const struct pp_finding *finding = &text->check.findings.items[i];
        if (rule && strcmp(rule, finding->rule) != 0)
            continue;
        pp_finding_identity(&text->text.plan, finding, &buf);
        pp_strbuf_add_char(&buf, '\n');
    }
    const char *all = pp_arena_strdup(&text->text.arena, buf.text);
    pp_strbuf_release(&buf);
    return all;
}

static void expect(void **state, const char *rule, const char *yaml, const char *lines)
{
    struct check_text *text = *state;
    check_text_release(text);
    check_text_init(text);
    bool good = check_text_run(text, yaml);
    assert_string_equal(plan_text_mistakes(&text->text), "");
    assert_true(good);
    assert_string_equal(identities(text, rule), lines);
}

#define PRODUCTS                                            \
    "products:\n"                                           \
    "  a: {endpoints: {x: {transport: tcp, port: 7001}}}\n" \
    "  b: {endpoints: {y: {transport: tcp, port: 7001}}}\n" \
    "  c: {max_instances: 9, endpoints: {z: {transport: udp, port: 7005+2*N}}}\n"

static void rule_host_transport_ports_and_party_tell_a_finding(void **state)
{
    expect(state, NULL, "hosts: [{name: MUC 01, os: linux, products: [a]}]\n" PRODUCTS,
           "prefer-above|MUC 01|tcp|7001|a/x\n");
}

static void a_label_belongs_to_its_party(void **state)
{
    expect(state, NULL,
           "hosts: [{name: A, os: linux, products: [{use: a, label: left}]}]\n" PRODUCTS,
           "prefer-above|A|tcp|7001|a(left)/x\n");
}

static void ports_are_ranges_where_they_touch(void **state)
{
    expect(state, NULL,
           "hosts: [{name: A, os: linux, products: [{use: c, instances: 3}, {use: c, label: l, "
           "instances: 3, ports: {z: 7020+N}}]}]\n" PRODUCTS,
           "prefer-above|A|udp|7020-7022|c(l)/z\n"
           "prefer-above|A|udp|7005, 7007, 7009|c/z\n");
}

static void both_parties_tell_a_clash_in_any_order_of_the_plan(void **state)
{
    const char *clash = "port-overlap|A|tcp|7001|a/x|b/y\n";
    expect(state, "port-overlap", "hosts: [{name: A, os: linux, products: [a, b]}]\n" PRODUCTS,
           clash);
    expect(state, "port-overlap", "hosts: [{name: A, os: linux, products: [b, a]}]\n" PRODUCTS,
           clash);
}

static void two_hosts_are_named_in_any_order_of_the_plan(void **state)
{
    const char *clash = "address-duplicate|A|||A|B\n";
    expect(state, "address-duplicate",
           "hosts: [{name: A, address: 10.0.0.1, products: [a]}, {name: B, address: "
           "10.0.0.1}]\n" PRODUCTS,
           clash);
    expect(state, "address-duplicate",
           "hosts: [{name: B, address: 10.0.0.1}, {name: A, address: 10.0.0.1, products: "
           "[a]}]\n" PRODUCTS,
           clash);
}

static void a_placement_as_a_whole_has_no_endpoint(void **state)
{
    expect(state, "instance-limit",
           "hosts: [{name: A, os: linux, products: [{use: c, instances: \"8-9\"}]}]\n" PRODUCTS,
           "instance-limit|A||7023|c\n");
}

static void without_a_party_the_message_tells_it(void **state)
{
    expect(state, "waiver-unused",
           "hosts: [{name: A, os: linux, products: [{use: a, ports: {x: 9001}}]}]\n" PRODUCTS
           "waivers: [{rule: url-form, reason: R}]\n",
           "waiver-unused||||the waiver of url-form (R) matches no finding\n");
}

static void lines_and_severities_do_not_matter(void **state)
{
    expect(state, NULL,
           "rules: {prefer-above: error}\n\n\nhosts:\n - name: MUC 01\n   os: linux\n"
           "   products:\n    - a\n" PRODUCTS,
           "prefer-above|MUC 01|tcp|7001|a/x\n");
}

static void alike_placements_have_one_identity(void **state)
{
    expect(state, "prefer-above", "hosts: [{name: A, os: linux, products: [a, a]}]\n" PRODUCTS,
           "prefer-above|A|tcp|7001|a/x\nprefer-above|A|tcp|7001|a/x\n");
}

static void the_pieces_make_the_same_text(void **state)
{
    struct check_text *text = *state;
    expect(state, "port-overlap",
           "hosts: [{name: A, os: linux, products: [{use: b, label: l}, a]}]\n" PRODUCTS,
           "port-overlap|A|tcp|7001|a/x|b(l)/y\n");
    const struct pp_finding *finding = check_text_finding(text, "port-overlap");
    struct pp_identity identity = pp_identity_of(&text->text.plan, finding, &text->text.arena);
    assert_string_equal(identity.host, "A");
    assert_string_equal(identity.ports, "7001");
    assert_string_equal(identity.parties[0], "a/x");
    assert_string_equal(identity.parties[1], "b(l)/y");
    assert_string_equal(identity.message, "");
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_identity_format(&identity, &buf);
    assert_string_equal(buf.text, "port-overlap|A|tcp|7001|a/x|b(l)/y");
    pp_strbuf_release(&buf);
}

static void identities_are_ordered_piece_by_piece(void **state)
{
    (void)state;
    struct pp_identity a = {"r", "A", "tcp", "1", {"p", ""}, ""}, b = a;
    assert_int_equal(pp_identity_compare(&a, &b), 0);
    b.host = "A-2"; /* as one text, "A|" would come behind it */
    assert_true(pp_identity_compare(&a, &b) < 0);
    b = a;
    b.message = "m";
    assert_true(pp_identity_compare(&b, &a) > 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

static void it_stays_one_line_whatever_names_hold(void **state)
{
    struct pp_strbuf buf;
    struct check_text *text = *state;
    const struct pp_finding finding = {.rule = "own|rule",
                                       .host = PP_NONE,
                                       .transport = PP_NONE,
                                       .message = "a\nb\x7f Z\xC3\xBCrich \\ \xFF"};
    pp_strbuf_init(&buf);
    pp_finding_identity(&text->text.plan, &finding, &buf);
    assert_string_equal(buf.text, "own\\|rule||||a\\x0ab\\x7f Z\xC3\xBCrich \\\\ \\xff");
    pp_strbuf_release(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(rule_host_transport_ports_and_party_tell_a_finding),
        CASE(a_label_belongs_to_its_party),
        CASE(ports_are_ranges_where_they_touch),
        CASE(both_parties_tell_a_clash_in_any_order_of_the_plan),
        CASE(two_hosts_are_named_in_any_order_of_the_plan),
        CASE(a_placement_as_a_whole_has_no_endpoint),
        CASE(without_a_party_the_message_tells_it),
        CASE(lines_and_severities_do_not_matter),
        CASE(alike_placements_have_one_identity),
        CASE(the_pieces_make_the_same_text),
        CASE(identities_are_ordered_piece_by_piece),
        CASE(it_stays_one_line_whatever_names_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
