/* waivers: which findings they excuse, until when, and which of them are stale. */
#include "check/waivers.h"
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PLAN                                                                                      \
    "hosts:\n"                                                                                    \
    "  - {name: MUC-01, os: linux, products: [web, {use: web, label: spare, ports: {ui: "         \
    "7500}}]}\n"                                                                                  \
    "  - {name: BER-01, os: linux, products: [db]}\n"                                             \
    "products:\n"                                                                                 \
    "  web: {endpoints: {ui: {transport: tcp, port: 7450}}}\n"                                    \
    "  db: {endpoints: {sql: {transport: tcp, port: 7451}, log: {transport: udp, port: 7452}}}\n" \
    "waivers:\n"

/* In order: 7500 (spare), 7450 (web), 7451 (sql), 7452 (log). */
static const char *const lines[] = {
    "warning prefer-above:2:7500/tcp spare(ui)", "note prefer-above:2:7450/tcp web(ui)",
    "note prefer-above:3:7451/tcp db(sql)", "note prefer-above:3:7452/udp db(log)"};

/* The waiver of prefer-above on line 8 waives those of the four findings that are marked 'w';
 * waiver-unused is reported when it is none. */
static void expect(struct check_text *text, const char *fields, const char *waived)
{
    struct pp_strbuf yaml, found;
    pp_strbuf_init(&yaml);
    pp_strbuf_init(&found);
    pp_strbuf_printf(&yaml, PLAN "  - {rule: prefer-above, reason: R%s}\n", fields);
    check_text_release(text);
    check_text_init(text);
    bool good = check_text_run(text, yaml.text);
    assert_string_equal(plan_text_mistakes(&text->text), "");
    assert_true(good);
    for (size_t i = 0; i < 4; i++)
        pp_strbuf_printf(&found, "%s%s\n", lines[i], waived[i] == 'w' ? " waived" : "");
    assert_string_equal(check_text_findings(text, "prefer-above"), found.text);
    bool unused = strchr(waived, 'w') == NULL;
    assert_string_equal(check_text_findings(text, "waiver-unused"),
                        unused ? "warning waiver-unused:8:\n" : "");
    assert_string_equal(check_text_findings(text, "waiver-expired"), "");
    pp_strbuf_release(&found);
    pp_strbuf_release(&yaml);
}

static void a_waiver_matches_by_all_its_patterns(void **state)
{
    static const struct {
        const char *fields, *waived;
    } cases[] = {
        {"", "wwww"},
        {", host: muc-01", "ww--"},
        {", host: \"*-01\"", "wwww"},
        {", host: \"*-02\"", "----"},
        {", product: db", "--ww"},
        {", product: \"D?\"", "--ww"},
        {", endpoint: ui", "ww--"},
        {", endpoint: \"*l*\"", "--ww"},
        {", label: spare", "w---"},
        {", label: \"*\"", "w---"}, /* the others have none */
        {", port: 7450", "-w--"},
        {", port: 7450-7451", "-ww-"},
        {", port: 1-7449", "----"},
        {", product: db, endpoint: ui", "----"},
        {", host: MUC-01, product: web, endpoint: ui, port: 7500, label: spare", "w---"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(*state, cases[i].fields, cases[i].waived);
}

static void a_waiver_is_good_on_its_last_day(void **state)
{
    expect(*state, ", expires: 2026-11-22", "wwww");
    expect(*state, ", expires: 2027-01-01", "wwww");
}

/* Waivers come last in a plan: here the plan comes first. */
static struct check_text *run(void **state, const char *yaml, const char *rule,
                              const char *findings)
{
    return check_text_expect(state, rule, yaml, findings);
}

static void on_the_next_day_it_waives_nothing(void **state)
{
    struct check_text *text =
        run(state,
            PLAN "  - {rule: prefer-above, reason: until the move, owner: playout team, expires: "
                 "2026-11-21}\n",
            NULL,
            "error waiver-expired:8:\n"
            "warning prefer-above:2:7500/tcp spare(ui)\n"
            "note prefer-above:2:7450/tcp web(ui)\n"
            "note prefer-above:3:7451/tcp db(sql)\n"
            "note prefer-above:3:7452/udp db(log)\n");
    const struct pp_finding *finding = check_text_finding(text, "waiver-expired");
    assert_string_equal(finding->message,
                        "the waiver of prefer-above (until the move) expired on 2026-11-21 and no "
                        "longer waives");
    assert_string_equal(finding->help,
                        "ask its owner, playout team: mend the plan, or renew the date");
    assert_int_equal(finding->party_count, 0);
}

static void an_expired_waiver_that_matches_nothing_is_only_expired(void **state)
{
    struct check_text *text =
        run(state, PLAN "  - {rule: prefer-above, reason: R, host: X, expires: 2020-01-01}\n",
            "waiver-unused", "");
    assert_string_equal(check_text_findings(text, "waiver-expired"), "error waiver-expired:8:\n");
    assert_string_equal(check_text_finding(text, "waiver-expired")->help,
                        "mend the plan, or renew the date");
}

static void of_two_waivers_the_first_counts_and_both_are_used(void **state)
{
    struct check_text *text = run(state,
                                  PLAN "  - {rule: prefer-above, reason: first, product: web}\n"
                                       "  - {rule: prefer-above, reason: second}\n",
                                  "waiver-unused", "");
    assert_string_equal(check_text_finding(text, "prefer-above")->waived_by->reason, "first");
    assert_int_equal(pp_check_summary(&text->check).waived, 4);
    assert_int_equal(pp_check_summary(&text->check).warnings, 0);
    assert_int_equal(pp_check_summary(&text->check).notes, 0);
}

static void a_waiver_holds_for_its_rule_alone(void **state)
{
    run(state, PLAN "  - {rule: iana-collision, reason: R}\n", "waiver-unused",
        "warning waiver-unused:8:\n");
}

static void an_unused_waiver_with_an_unknown_name_gets_a_guess(void **state)
{
    struct check_text *text =
        run(state,
            PLAN "  - {rule: prefer-above, reason: R, product: wbe}\n"
                 "  - {rule: prefer-above, reason: S, host: MUC-01, product: db}\n",
            "waiver-unused", "warning waiver-unused:8:\nwarning waiver-unused:9:\n");
    const struct pp_finding *finding = check_text_finding(text, "waiver-unused");
    assert_string_equal(finding->message, "the waiver of prefer-above (R) matches no finding");
    assert_string_equal(finding->help, "the plan has no product 'wbe'; did you mean 'web'?");
    assert_string_equal(finding[1].help,
                        "remove it, or correct its host, product, endpoint, label or port");
}

static void either_party_of_a_clash_may_be_named(void **state)
{
    run(state,
        "hosts: [{name: A, os: linux, products: [a, b]}]\n"
        "products:\n"
        "  a: {endpoints: {x: {transport: tcp, port: 9400-9402}}}\n"
        "  b: {endpoints: {y: {transport: tcp, port: 9401-9405}}}\n"
        "waivers: [{rule: port-overlap, product: b, endpoint: y, port: 9401-9402, reason: R}]\n",
        NULL, "error port-overlap:1:9401-9402/tcp a(x)/b(y) waived\n");
}

static void the_patterns_must_fit_one_party_together(void **state)
{
    run(state,
        "hosts: [{name: A, os: linux, products: [a, b]}]\n"
        "products:\n"
        "  a: {endpoints: {x: {transport: tcp, port: 9400}}}\n"
        "  b: {endpoints: {y: {transport: tcp, port: 9400}}}\n"
        "waivers: [{rule: port-overlap, product: b, endpoint: x, reason: R}]\n",
        NULL,
        "error port-overlap:1:9400/tcp a(x)/b(y)\n"
        "warning waiver-unused:5:\n");
}

static void a_finding_without_ports_is_not_waived_by_ports(void **state)
{
    run(state,
        "hosts: [{name: A, address: 10.0.0.1, products: [a]}, {name: B, address: 10.0.0.1}]\n"
        "products: {a: {endpoints: {x: {transport: tcp, port: 9400}}}}\n"
        "waivers: [{rule: address-duplicate, port: 1-65535, reason: R}]\n",
        "address-duplicate", "error address-duplicate:1: A/B\n");
}

static void either_host_of_a_finding_may_be_named(void **state)
{
    run(state,
        "hosts: [{name: A, address: 10.0.0.1, products: [a]}, {name: B, address: 10.0.0.1}]\n"
        "products: {a: {endpoints: {x: {transport: tcp, port: 9400}}}}\n"
        "waivers: [{rule: address-duplicate, host: B, reason: R}]\n",
        "address-duplicate", "error address-duplicate:1: A/B waived\n");
}

static void a_waiver_of_a_rule_that_is_off_is_told_so(void **state)
{
    struct check_text *text = run(state,
                                  "hosts: [{name: A}]\nrules: {prefer-above: \"off\"}\n"
                                  "waivers: [{rule: prefer-above, host: B, reason: R}]\n",
                                  NULL, "warning waiver-unused:3:\n");
    assert_string_equal(check_text_finding(text, "waiver-unused")->help,
                        "rule 'prefer-above' is off: remove the waiver, or set a severity for the "
                        "rule");
}

/* Findings of rules by hand: built-in ones of that form have parties. */
static void a_finding_without_parties_is_waived_by_its_host(void **state)
{
    struct check_text *text = *state;
    assert_true(plan_text_expand(&text->text, "hosts: [{name: A}, {name: B}]\n"
                                              "waivers: [{rule: url-form, host: b, reason: R}]\n"));
    check_text_allocate(text);
    for (uint32_t host = 0; host < 2; host++)
        pp_check_add(&text->check, &pp_rule_url_form, host, PP_NONE)->message = "m";
    pp_waivers_apply(&text->check);
    assert_string_equal(check_text_findings(text, NULL),
                        "warning url-form:0:\nwarning url-form:0: waived\n");
}

static void a_name_is_a_host_in_any_case_and_no_other(void **state)
{
    expect(*state, ", host: Muc-01", "ww--");
    expect(*state, ", host: MUC-0", "----");
    expect(*state, ", host: MUC-011", "----");
    expect(*state, ", host: \"MUC-0?\"", "ww--");
}

/* Each guess looks at all names; a plan may have many waivers. */
static void only_the_first_hundred_misspelt_names_get_a_guess(void **state)
{
    struct pp_strbuf yaml;
    pp_strbuf_init(&yaml);
    pp_strbuf_add(&yaml, "hosts: [{name: MUC-01}]\nwaivers:\n");
    for (size_t i = 0; i < 102; i++)
        pp_strbuf_add(&yaml, "  - {rule: url-form, host: MUC-02, reason: R}\n");
    struct check_text *text = *state;
    assert_true(check_text_run(text, yaml.text));
    size_t guessed = 0;
    for (size_t i = 0; i < text->check.findings.count; i++)
        guessed += strstr(text->check.findings.items[i].help, "did you mean 'MUC-01'?") != NULL;
    assert_int_equal(text->check.findings.count, 102);
    assert_int_equal(guessed, 100);
    pp_strbuf_release(&yaml);
}

static void stale_waivers_are_not_reported_when_their_rules_are_off(void **state)
{
    run(state,
        "hosts: [{name: A}]\n"
        "waivers: [{rule: prefer-above, reason: R}, {rule: prefer-above, reason: R, expires: "
        "2020-01-01}]\n"
        "rules: {waiver-unused: {severity: \"off\"}, waiver-expired: {severity: \"off\"}}\n",
        NULL, "");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_waiver_matches_by_all_its_patterns),
        CASE(a_waiver_is_good_on_its_last_day),
        CASE(on_the_next_day_it_waives_nothing),
        CASE(an_expired_waiver_that_matches_nothing_is_only_expired),
        CASE(of_two_waivers_the_first_counts_and_both_are_used),
        CASE(a_waiver_holds_for_its_rule_alone),
        CASE(an_unused_waiver_with_an_unknown_name_gets_a_guess),
        CASE(either_party_of_a_clash_may_be_named),
        CASE(the_patterns_must_fit_one_party_together),
        CASE(a_finding_without_ports_is_not_waived_by_ports),
        CASE(either_host_of_a_finding_may_be_named),
        CASE(a_waiver_of_a_rule_that_is_off_is_told_so),
        CASE(a_finding_without_parties_is_waived_by_its_host),
        CASE(a_name_is_a_host_in_any_case_and_no_other),
        CASE(only_the_first_hundred_misspelt_names_get_a_guess),
        CASE(stale_waivers_are_not_reported_when_their_rules_are_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
