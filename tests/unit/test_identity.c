/* The identity of findings: plans in, one line each out. */
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define GATEWAY "products: {gateway: {endpoints: {rest: {transport: tcp, port: 9100}}}}\n"

/* The identities of the findings of `rule`, each on a line; in the check's arena. */
static const char *identities(struct check_text *state, const char *rule)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < state->check.findings.count; i++) {
        const struct pp_finding *finding = &state->check.findings.items[i];
        if (strcmp(finding->rule, rule) != 0)
            continue;
        pp_finding_identity(&state->text.plan, finding, &buf);
        pp_strbuf_add_char(&buf, '\n');
    }
    const char *text = pp_arena_strdup(&state->text.arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

static void expect(void **state, const char *rule, const char *yaml, const char *expected)
{
    struct check_text *text = *state;
    assert_true(check_text_run(text, yaml));
    assert_string_equal(identities(text, rule), expected);
}

static void a_clash_is_its_rule_host_ports_and_both_parties(void **state)
{
    expect(state, "port-overlap",
           "hosts:\n  - name: A\n    os: linux\n    address: 10.0.0.1\n"
           "    products: [gateway, {use: gateway, label: second}]\n" GATEWAY,
           "port-overlap|A|tcp|9100|gateway/rest|gateway(second)/rest\n");
}

static void other_lines_do_not_change_it(void **state)
{
    expect(state, "port-overlap",
           "# moved\n\n" GATEWAY "hosts:\n- products:\n  - gateway\n\n  - label: second\n"
           "    use: gateway\n  address: 10.0.0.1\n  os: linux\n  name: A\n",
           "port-overlap|A|tcp|9100|gateway/rest|gateway(second)/rest\n");
}

static void ports_of_instances_are_ranges(void **state)
{
    expect(state, "prefer-above",
           "hosts: [{name: A, address: 10.0.0.1, products: [{use: p, instances: [0, 1, 4]}]}]\n"
           "products: {p: {endpoints: {rest: {transport: udp, port: 7400+N}}}}\n",
           "prefer-above|A|udp|7400-7401,7404|p/rest\n");
}

static void hosts_are_parties_by_their_names(void **state)
{
    expect(state, "address-duplicate",
           "hosts:\n  - {name: A, address: 10.0.0.1}\n"
           "  - {name: B, address: 10.0.0.1, products: [gateway]}\n" GATEWAY,
           "address-duplicate|A|||A|B\n");
}

static void a_placement_as_a_whole_has_no_endpoint(void **state)
{
    expect(state, "instance-limit",
           "hosts: [{name: A, address: 10.0.0.1, products: [{use: p, label: x, instances: 3}]}]\n"
           "products: {p: {max_instances: 2, endpoints: {rest: {transport: tcp, port: 9100+N}}}}\n",
           "instance-limit|A||9102|p(x)\n");
}

static void without_parties_the_message_tells_them_apart(void **state)
{
    expect(
        state, "waiver-unused",
        "hosts: [{name: A, address: 10.0.0.1, products: [gateway]}]\n" GATEWAY
        "waivers:\n  - {rule: url-form, reason: one}\n  - {rule: url-form, reason: \"t|w\\\\o\"}\n",
        "waiver-unused||||the waiver of url-form (one) matches no finding\n"
        "waiver-unused||||the waiver of url-form (t\\|w\\\\o) matches no finding\n");
}

static void it_stays_one_line_whatever_names_hold(void **state)
{
    struct pp_strbuf buf;
    struct check_text *text = *state;
    const struct pp_finding finding = {.rule = "own|rule",
                                       .host = PP_NONE,
                                       .transport = PP_NONE,
                                       .message = "a\nb\x7f Z\xC3\xBCrich \xFF"};
    pp_strbuf_init(&buf);
    pp_finding_identity(&text->text.plan, &finding, &buf);
    assert_string_equal(buf.text, "own\\|rule||||a\\x0ab\\x7f Z\xC3\xBCrich \\xff");
    pp_strbuf_release(&buf);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_clash_is_its_rule_host_ports_and_both_parties),
        TEST(other_lines_do_not_change_it),
        TEST(ports_of_instances_are_ranges),
        TEST(hosts_are_parties_by_their_names),
        TEST(a_placement_as_a_whole_has_no_endpoint),
        TEST(without_parties_the_message_tells_them_apart),
        TEST(it_stays_one_line_whatever_names_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
