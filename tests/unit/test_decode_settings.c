/* decode_settings: what plans say of rules. */
#include "support/plan_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct pp_plan *accept(void **state, const char *file, const char *yaml)
{
    struct plan_text *text = *state;
    bool good = plan_text_add(text, file, yaml);
    assert_string_equal(plan_text_mistakes(text), "");
    assert_true(good);
    return &text->plan;
}

static void refuse(void **state, const char *yaml, const char *mistakes)
{
    assert_false(plan_text_add(*state, "plan.yaml", yaml));
    assert_string_equal(plan_text_mistakes(*state), mistakes);
}

static void a_rule_has_a_severity_and_a_threshold(void **state)
{
    struct pp_plan *plan = accept(state, "a.yaml",
                                  "rules:\n  prefer-above: {severity: note, above: 9000}\n"
                                  "  url-form: off\n");
    assert_int_equal(plan->setting_count, 2);
    assert_string_equal(plan->settings[0].rule, "prefer-above");
    assert_int_equal(plan->settings[0].severity, PP_NOTE);
    assert_true(plan->settings[0].has_above);
    assert_int_equal(plan->settings[0].above, 9000);
    assert_int_equal(plan->settings[0].loc.line, 2);
    assert_true(plan->settings[1].has_severity);
    assert_int_equal(plan->settings[1].severity, PP_OFF);
    assert_false(plan->settings[1].has_above);
}

static void an_unknown_rule_is_refused(void **state)
{
    refuse(state, "rules: {prefer-abov: note, q: off}\n",
           "1:9: there is no rule 'prefer-abov'; did you mean 'prefer-above'?\n"
           "1:28: there is no rule 'q'; `portplan explain` lists them, and those of a policy are "
           "there when it is named: policy \"FILE\" or --policy FILE\n");
}

static void a_wrong_severity_lists_the_right_ones(void **state)
{
    refuse(state, "rules: {url-form: {severity: warn}, port-overlap: 3, split-binding: fatal}\n",
           "1:30: 'severity' must be off, note, warning or error, not 'warn'; did you "
           "mean 'warning'?\n"
           "1:51: rule 'port-overlap' must be a string or a map of fields, not an integer\n"
           "1:69: 'severity' must be off, note, warning or error, not 'fatal'\n");
}

static void only_prefer_above_has_a_threshold(void **state)
{
    refuse(state, "rules: {url-form: {above: 8000}, prefer-above: {above: 65536}}\n",
           "1:27: rule 'url-form' has no setting 'above'; 'prefer-above' has\n"
           "1:56: '65536': a port is 1-65535\n");
}

static void two_plans_may_agree_on_a_rule(void **state)
{
    accept(state, "a.yaml", "rules: {url-form: note}\n");
    struct pp_plan *plan = accept(state, "b.yaml", "rules: {url-form: {severity: note}}\n");
    assert_int_equal(plan->setting_count, 1);
}

static void two_plans_must_not_disagree_on_a_rule(void **state)
{
    accept(state, "a.yaml", "rules: {url-form: note}\n");
    assert_false(plan_text_add(*state, "b.yaml", "rules: {url-form: error}\n"));
    assert_string_equal(plan_text_mistakes(*state),
                        "b.yaml:1:9: rule 'url-form' is set twice, in different ways; set it once "
                        "(1:9: first set here)\n");
}

static void a_waiver_with_every_field_is_read(void **state)
{
    struct pp_plan *plan =
        accept(state, "a.yaml",
               "waivers:\n  - {rule: prefer-above, host: CAP-*, product: cinegy.*, endpoint: web,\n"
               "     label: left, port: 8000-8099, reason: vendor default, owner: playout,\n"
               "     expires: 2028-02-29}\n  - {rule: system-port, port: 80, reason: r}\n");
    assert_int_equal(plan->waiver_count, 2);
    const struct pp_waiver *waiver = &plan->waivers[0];
    assert_string_equal(waiver->rule, "prefer-above");
    assert_string_equal(waiver->host, "CAP-*");
    assert_string_equal(waiver->product, "cinegy.*");
    assert_string_equal(waiver->endpoint, "web");
    assert_string_equal(waiver->label, "left");
    assert_true(waiver->has_ports);
    assert_int_equal(waiver->ports.first, 8000);
    assert_int_equal(waiver->ports.last, 8099);
    assert_string_equal(waiver->reason, "vendor default");
    assert_string_equal(waiver->owner, "playout");
    assert_string_equal(waiver->expires, "2028-02-29");
    assert_int_equal(waiver->loc.line, 2);
    assert_int_equal(plan->waivers[1].ports.last, 80);
    assert_null(plan->waivers[1].host);
}

static void a_waiver_needs_a_rule_and_a_reason(void **state)
{
    refuse(state,
           "waivers: [{host: A}, {rule: url-form, reason: \"  \"}, {rule: uri-form, reason: r}]\n",
           "1:11: a waiver has no 'rule'; it must be a string\n"
           "1:11: a waiver has no 'reason'; it must be a string\n"
           "1:47: 'reason' is empty\n"
           "1:61: there is no rule 'uri-form'; did you mean 'url-form'?\n");
}

static void dates_are_days_of_the_calendar(void **state)
{
    static const char *const dates[] = {"2027-02-29", "2027-04-31",  "2027-13-01", "2027-00-10",
                                        "2027-01-00", "2100-02-29",  "27-01-01",   "2027/01/01",
                                        "2027-1-1",   "2027-01-011", "soon"};
    struct plan_text *text = *state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const char *yaml = pp_arena_printf(
            &text->arena, "waivers: [{rule: url-form, reason: r, expires: %s}]\n", dates[i]);
        assert_false(plan_text_add(text, "plan.yaml", yaml));
        const char *message = pp_arena_printf(
            &text->arena, "'%s' is not a day of the calendar; write it as YYYY-MM-DD", dates[i]);
        assert_int_equal(text->diags.count, i + 1);
        assert_string_equal(text->diags.items[i].message, message);
    }
    assert_true(plan_text_add(text, "plan.yaml",
                              "waivers: [{rule: url-form, reason: r, expires: 2000-02-29}]\n"));
}

static void ports_of_waivers_are_ports_or_ranges(void **state)
{
    refuse(state,
           "waivers: [{rule: url-form, reason: r, port: 9-5}, {rule: url-form, reason: r, "
           "port: [1]}]\n",
           "1:45: '9-5': the range runs backwards; write 5-9\n"
           "1:85: 'port' must be a port or a range such as \"8001-8099\", not a list\n");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, plan_text_setup, plan_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_rule_has_a_severity_and_a_threshold), CASE(an_unknown_rule_is_refused),
        CASE(a_wrong_severity_lists_the_right_ones), CASE(only_prefer_above_has_a_threshold),
        CASE(two_plans_may_agree_on_a_rule),         CASE(two_plans_must_not_disagree_on_a_rule),
        CASE(a_waiver_with_every_field_is_read),     CASE(a_waiver_needs_a_rule_and_a_reason),
        CASE(dates_are_days_of_the_calendar),        CASE(ports_of_waivers_are_ports_or_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
