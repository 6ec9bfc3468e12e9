/* baseline: what is known already, what is new, and what is gone. */
#include "check/baseline.h"
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PRODUCTS                                            \
    "products:\n"                                           \
    "  a: {endpoints: {x: {transport: tcp, port: 7001}}}\n" \
    "  b: {endpoints: {y: {transport: tcp, port: 7002}}}\n"

/* Judges a plan of its own in the test's memory. */
static struct check_text *judge(void **state, const char *hosts)
{
    struct check_text *text = *state;
    check_text_release(text);
    check_text_init(text);
    bool good = check_text_run(text, pp_arena_printf(&text->text.arena, "%s" PRODUCTS, hosts));
    assert_string_equal(plan_text_mistakes(&text->text), "");
    assert_true(good);
    return text;
}

static struct pp_baseline_entry entry(const char *rule, const char *host, const char *ports,
                                      const char *party, uint32_t count)
{
    return (struct pp_baseline_entry){.identity = {.rule = rule,
                                                   .host = host,
                                                   .transport = "tcp",
                                                   .ports = ports,
                                                   .parties = {party, ""},
                                                   .message = ""},
                                      .count = count,
                                      .loc = pp_loc_at(0, 7, 5)};
}

/* The entries as "IDENTITY xCOUNT" lines. */
static const char *entries(struct check_text *text, const struct pp_baseline *baseline)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < baseline->count; i++) {
        pp_identity_format(&baseline->entries[i].identity, &buf);
        pp_strbuf_printf(&buf, " x%u\n", (unsigned)baseline->entries[i].count);
    }
    const char *all = pp_arena_strdup(&text->text.arena, buf.text);
    pp_strbuf_release(&buf);
    return all;
}

#define A_AND_B "hosts: [{name: H, os: linux, products: [b, a]}]\n"
#define TWO_ALIKE                                                                               \
    "hosts: [{name: H, os: linux, address: [10.0.0.1, 10.0.0.2], products: [{use: a, address: " \
    "10.0.0.1}, {use: a, address: 10.0.0.2}]}]\n"

static void recording_sorts_and_counts(void **state)
{
    struct pp_baseline baseline;
    struct check_text *text = judge(state, A_AND_B);
    pp_baseline_record(&text->check, &baseline);
    assert_string_equal(entries(text, &baseline), "prefer-above|H|tcp|7001|a/x x1\n"
                                                  "prefer-above|H|tcp|7002|b/y x1\n");
    text = judge(state, TWO_ALIKE);
    pp_baseline_record(&text->check, &baseline);
    assert_string_equal(entries(text, &baseline), "prefer-above|H|tcp|7001|a/x x2\n");
    assert_int_equal(pp_baseline_total(&baseline), 2);
}

static void nothing_to_record_is_an_empty_baseline(void **state)
{
    struct pp_baseline baseline;
    struct check_text *text = judge(state, "hosts: [{name: H}]\n");
    pp_baseline_record(&text->check, &baseline);
    assert_int_equal(baseline.count, 0);
    pp_baseline_apply(&text->check, &baseline);
    assert_int_equal(text->check.baselined, 0);
}

static void waived_findings_are_not_recorded_and_stay_waived(void **state)
{
    struct pp_baseline baseline;
    struct check_text *text =
        judge(state, A_AND_B "waivers: [{rule: prefer-above, product: a, reason: R}]\n");
    pp_baseline_record(&text->check, &baseline);
    assert_string_equal(entries(text, &baseline), "prefer-above|H|tcp|7002|b/y x1\n");
    struct pp_baseline_entry both[] = {entry("prefer-above", "H", "7001", "a/x", 1),
                                       entry("prefer-above", "H", "7002", "b/y", 1)};
    baseline = (struct pp_baseline){both, 2};
    pp_baseline_apply(&text->check, &baseline);
    assert_string_equal(check_text_findings(text, NULL),
                        "note prefer-above:1:7001/tcp a(x) waived\n");
    struct pp_summary summary = pp_check_summary(&text->check);
    assert_int_equal(summary.waived, 1);
    assert_int_equal(summary.baselined, 1);
    assert_int_equal(summary.notes, 0);
    pp_baseline_report_unused(&text->check, &baseline);
    assert_string_equal(check_text_finding(text, "baseline-unused")->message,
                        "the baseline's prefer-above of 7001/tcp on H (a/x) is waived");
    assert_int_equal(pp_baseline_prune(&baseline), 1);
    assert_string_equal(entries(text, &baseline), "prefer-above|H|tcp|7002|b/y x1\n");
}

static void known_findings_go_and_new_ones_stay(void **state)
{
    struct check_text *text = judge(state, A_AND_B);
    struct pp_baseline_entry known = entry("prefer-above", "H", "7001", "a/x", 1);
    struct pp_baseline baseline = {&known, 1};
    pp_baseline_apply(&text->check, &baseline);
    assert_string_equal(check_text_findings(text, NULL), "note prefer-above:1:7002/tcp b(y)\n");
    assert_int_equal(text->check.baselined, 1);
    pp_baseline_report_unused(&text->check, &baseline);
    assert_string_equal(check_text_findings(text, "baseline-unused"), "");
}

static void every_piece_has_to_be_the_same(void **state)
{
    struct pp_baseline_entry others[] = {entry("system-port", "H", "7001", "a/x", 1),
                                         entry("prefer-above", "h", "7001", "a/x", 1),
                                         entry("prefer-above", "H", "7000-7001", "a/x", 1),
                                         entry("prefer-above", "H", "7001", "a", 1),
                                         entry("prefer-above", "H", "7001", "a(l)/x", 1)};
    struct pp_baseline baseline = {others, sizeof others / sizeof *others};
    struct check_text *text = judge(state, "hosts: [{name: H, os: linux, products: [a]}]\n");
    pp_baseline_apply(&text->check, &baseline);
    assert_string_equal(check_text_findings(text, NULL), "note prefer-above:1:7001/tcp a(x)\n");
}

static void more_of_an_identity_than_counted_are_new(void **state)
{
    struct check_text *text = judge(state, TWO_ALIKE);
    struct pp_baseline_entry once = entry("prefer-above", "H", "7001", "a/x", 1);
    struct pp_baseline baseline = {&once, 1};
    pp_baseline_apply(&text->check, &baseline);
    assert_string_equal(check_text_findings(text, NULL), "note prefer-above:1:7001/tcp a(x)\n");
}

static void fewer_than_counted_are_reported_and_counted_down(void **state)
{
    struct check_text *text = judge(state, TWO_ALIKE);
    struct pp_baseline_entry thrice = entry("prefer-above", "H", "7001", "a/x", 3);
    struct pp_baseline baseline = {&thrice, 1};
    pp_baseline_apply(&text->check, &baseline);
    pp_baseline_report_unused(&text->check, &baseline);
    assert_string_equal(check_text_findings(text, NULL), "warning baseline-unused:7:\n");
    const struct pp_finding *finding = check_text_finding(text, "baseline-unused");
    assert_string_equal(finding->message,
                        "the baseline's prefer-above of 7001/tcp on H (a/x) occurs 2 of 3 times");
    assert_string_equal(finding->help, "run with --prune-baseline to count it down");
    assert_int_equal(pp_baseline_prune(&baseline), 1);
    assert_string_equal(entries(text, &baseline), "prefer-above|H|tcp|7001|a/x x2\n");
}

static void an_entry_that_stands_twice_counts_twice(void **state)
{
    struct check_text *text = judge(state, TWO_ALIKE);
    struct pp_baseline_entry same[] = {entry("prefer-above", "H", "7001", "a/x", 1),
                                       entry("prefer-above", "H", "7001", "a/x", 1),
                                       entry("prefer-above", "H", "7001", "a/x", 1)};
    struct pp_baseline baseline = {same, 3};
    pp_baseline_apply(&text->check, &baseline);
    assert_int_equal(text->check.baselined, 2);
    assert_int_equal(pp_baseline_prune(&baseline), 1);
    assert_int_equal(pp_baseline_total(&baseline), 2);
}

static void what_is_gone_is_reported_with_its_place(void **state)
{
    struct check_text *text = judge(state, "hosts: [{name: H, os: linux, products: [a]}]\n");
    struct pp_baseline_entry known[] = {entry("prefer-above", "H", "7001", "a/x", 1),
                                        entry("prefer-above", "H", "7002", "b/y", 2)};
    struct pp_baseline baseline = {known, 2};
    pp_baseline_apply(&text->check, &baseline);
    pp_baseline_report_unused(&text->check, &baseline);
    assert_string_equal(check_text_findings(text, NULL), "warning baseline-unused:7:\n");
    const struct pp_finding *finding = check_text_finding(text, "baseline-unused");
    assert_int_equal(finding->loc.column, 5);
    assert_string_equal(finding->message,
                        "the baseline's prefer-above of 7002/tcp on H (b/y) no longer occurs");
    assert_string_equal(finding->help, "run with --prune-baseline to remove the entry");
    assert_int_equal(pp_baseline_prune(&baseline), 2);
    assert_string_equal(entries(text, &baseline), "prefer-above|H|tcp|7001|a/x x1\n");
}

static void help_tells_what_the_plans_do_not_have(void **state)
{
    static const struct {
        const char *rule, *host, *help;
    } cases[] = {
        {"prefer-abov", "H", "there is no rule 'prefer-abov'; did you mean 'prefer-above'?"},
        {"our-own", "H",
         "there is no rule 'our-own'; name the policy that has it, or run with --prune-baseline to "
         "remove the entry"},
        {"prefer-above", "I",
         "the plans have no host 'I'; check all plans that the baseline is of, or run with "
         "--prune-baseline to remove the entry"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct check_text *text = judge(state, "hosts: [{name: H}]\n");
        struct pp_baseline_entry gone = entry(cases[i].rule, cases[i].host, "7001", "a/x", 1);
        struct pp_baseline baseline = {&gone, 1};
        pp_baseline_apply(&text->check, &baseline);
        pp_baseline_report_unused(&text->check, &baseline);
        assert_string_equal(check_text_finding(text, "baseline-unused")->help, cases[i].help);
        assert_int_equal(pp_baseline_prune(&baseline), 1);
    }
}

static void entries_of_a_rule_that_is_off_are_left_alone(void **state)
{
    struct check_text *text = judge(
        state, "rules: {prefer-above: \"off\"}\nhosts: [{name: H, os: linux, products: [a]}]\n");
    struct pp_baseline_entry known = entry("prefer-above", "H", "7009", "a/x", 1);
    struct pp_baseline baseline = {&known, 1};
    pp_baseline_apply(&text->check, &baseline);
    pp_baseline_report_unused(&text->check, &baseline);
    assert_string_equal(check_text_findings(text, NULL), "");
    assert_int_equal(pp_baseline_prune(&baseline), 0);
    assert_int_equal(baseline.count, 1);
}

static void baseline_unused_can_be_set_and_switched_off(void **state)
{
    struct pp_baseline_entry known = entry("prefer-above", "H", "7009", "a/x", 1);
    struct pp_baseline baseline = {&known, 1};
    struct check_text *text = judge(state, "rules: {baseline-unused: note}\nhosts: [{name: H}]\n");
    pp_baseline_apply(&text->check, &baseline);
    pp_baseline_report_unused(&text->check, &baseline);
    assert_string_equal(check_text_findings(text, NULL), "note baseline-unused:7:\n");
    text = judge(state, "rules: {baseline-unused: \"off\"}\nhosts: [{name: H}]\n");
    pp_baseline_apply(&text->check, &baseline);
    pp_baseline_report_unused(&text->check, &baseline);
    assert_string_equal(check_text_findings(text, NULL), "");
    assert_int_equal(pp_baseline_prune(&baseline), 1);
}

static void unused_entries_are_sorted_among_the_findings(void **state)
{
    struct check_text *text = judge(state, A_AND_B);
    struct pp_baseline_entry gone = entry("prefer-above", "H", "7009", "a/x", 1);
    struct pp_baseline baseline = {&gone, 1};
    pp_baseline_apply(&text->check, &baseline);
    pp_baseline_report_unused(&text->check, &baseline);
    assert_string_equal(check_text_findings(text, NULL), "warning baseline-unused:7:\n"
                                                         "note prefer-above:1:7001/tcp a(x)\n"
                                                         "note prefer-above:1:7002/tcp b(y)\n");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(recording_sorts_and_counts),
        CASE(nothing_to_record_is_an_empty_baseline),
        CASE(waived_findings_are_not_recorded_and_stay_waived),
        CASE(known_findings_go_and_new_ones_stay),
        CASE(every_piece_has_to_be_the_same),
        CASE(more_of_an_identity_than_counted_are_new),
        CASE(fewer_than_counted_are_reported_and_counted_down),
        CASE(an_entry_that_stands_twice_counts_twice),
        CASE(what_is_gone_is_reported_with_its_place),
        CASE(help_tells_what_the_plans_do_not_have),
        CASE(entries_of_a_rule_that_is_off_are_left_alone),
        CASE(baseline_unused_can_be_set_and_switched_off),
        CASE(unused_entries_are_sorted_among_the_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
