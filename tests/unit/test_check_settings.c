/* check's settings: who goes before whom, for each setting of a rule by itself. */
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PLAN(rules)                                                      \
    "hosts: [{name: A, os: linux, products: [web]}]\n"                   \
    "products: {web: {endpoints: {ui: {transport: tcp, port: 7450}}}}\n" \
    "rules: {" rules "}\n"

/* A check of the plan that has not run. */
static struct pp_check *check_of(void **state, const char *yaml)
{
    struct check_text *text = *state;
    assert_true(plan_text_expand(&text->text, yaml));
    check_text_allocate(text);
    return &text->check;
}

static struct pp_rule_setting severity_of(const char *rule, enum pp_severity severity,
                                          uint32_t line)
{
    return (struct pp_rule_setting){
        .rule = rule, .has_severity = true, .severity = severity, .loc = pp_loc_at(1, line, 1)};
}

static struct pp_rule_setting above_of(const char *rule, uint16_t above, uint32_t line)
{
    return (struct pp_rule_setting){
        .rule = rule, .has_above = true, .above = above, .loc = pp_loc_at(1, line, 1)};
}

static void expect_severity(const struct pp_check *check, const struct pp_rule *rule,
                            enum pp_severity severity, enum pp_setting_origin origin, uint32_t line)
{
    struct pp_setting_from from = pp_check_severity_from(check, rule);
    assert_int_equal(pp_check_severity(check, rule), severity);
    assert_int_equal(from.origin, origin);
    assert_int_equal(from.loc.line, line);
    assert_int_equal(pp_check_severity_is_set(check, rule), origin != PP_BY_DEFAULT);
}

static void what_nobody_set_is_the_default(void **state)
{
    struct pp_check *check = check_of(state, PLAN(""));
    expect_severity(check, &pp_rule_port_overlap, PP_ERROR, PP_BY_DEFAULT, 0);
    assert_int_equal(check->above, 8000);
    assert_int_equal(check->above_from.origin, PP_BY_DEFAULT);
}

static void the_file_goes_before_the_default_and_the_plan_before_the_file(void **state)
{
    struct pp_check *check = check_of(state, PLAN("url-form: note"));
    struct pp_rule_setting both[] = {severity_of("url-form", PP_ERROR, 7),
                                     severity_of("port-overlap", PP_NOTE, 8)};
    assert_true(pp_check_set(check, &both[0], PP_BY_FILE));
    assert_true(pp_check_set(check, &both[1], PP_BY_FILE));
    expect_severity(check, &pp_rule_url_form, PP_NOTE, PP_BY_PLAN, 3);
    expect_severity(check, &pp_rule_port_overlap, PP_NOTE, PP_BY_FILE, 8);
}

static void the_command_line_goes_before_all_whoever_comes_first(void **state)
{
    struct pp_check *check = check_of(state, PLAN("url-form: note"));
    struct pp_rule_setting file = severity_of("url-form", PP_ERROR, 7);
    assert_true(pp_check_set_severity(check, "url-form", PP_OFF));
    assert_true(pp_check_set(check, &file, PP_BY_FILE));
    expect_severity(check, &pp_rule_url_form, PP_OFF, PP_BY_COMMAND, 0);
}

static void severity_and_threshold_are_set_apart(void **state)
{
    struct pp_check *check = check_of(state, PLAN("prefer-above: {above: 9000}"));
    struct pp_rule_setting file = severity_of("prefer-above", PP_ERROR, 7);
    file.has_above = true;
    file.above = 1024;
    assert_true(pp_check_set(check, &file, PP_BY_FILE));
    expect_severity(check, &pp_rule_prefer_above, PP_ERROR, PP_BY_FILE, 7);
    assert_int_equal(check->above, 9000);
    assert_int_equal(check->above_from.origin, PP_BY_PLAN);
    assert_int_equal(check->above_from.loc.line, 3);
}

static void a_threshold_of_the_file_holds_when_the_plan_sets_only_a_severity(void **state)
{
    struct pp_check *check = check_of(state, PLAN("prefer-above: error"));
    struct pp_rule_setting file = above_of("prefer-above", 7000, 7);
    assert_true(pp_check_set(check, &file, PP_BY_FILE));
    expect_severity(check, &pp_rule_prefer_above, PP_ERROR, PP_BY_PLAN, 3);
    assert_int_equal(check->above, 7000);
    assert_int_equal(check->above_from.origin, PP_BY_FILE);
    pp_check_run(check);
    assert_string_equal(check_text_findings(*state, NULL), "");
}

static void a_severity_of_the_file_holds_for_a_products_default_port_too(void **state)
{
    struct pp_check *check = check_of(state, PLAN(""));
    struct pp_rule_setting file = severity_of("prefer-above", PP_WARNING, 7);
    assert_true(pp_check_set(check, &file, PP_BY_FILE));
    pp_check_run(check);
    assert_string_equal(check_text_findings(*state, NULL),
                        "warning prefer-above:1:7450/tcp web(ui)\n");
}

static void a_threshold_alone_leaves_a_products_default_port_a_note(void **state)
{
    struct pp_check *check = check_of(state, PLAN(""));
    struct pp_rule_setting file = above_of("prefer-above", 7999, 7);
    assert_true(pp_check_set(check, &file, PP_BY_FILE));
    pp_check_run(check);
    assert_string_equal(check_text_findings(*state, NULL),
                        "note prefer-above:1:7450/tcp web(ui)\n");
}

static void an_unknown_rule_is_not_set(void **state)
{
    struct pp_check *check = check_of(state, PLAN(""));
    struct pp_rule_setting file = severity_of("prefer-abov", PP_WARNING, 7);
    assert_false(pp_check_set(check, &file, PP_BY_FILE));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(what_nobody_set_is_the_default),
        CASE(the_file_goes_before_the_default_and_the_plan_before_the_file),
        CASE(the_command_line_goes_before_all_whoever_comes_first),
        CASE(severity_and_threshold_are_set_apart),
        CASE(a_threshold_of_the_file_holds_when_the_plan_sets_only_a_severity),
        CASE(a_severity_of_the_file_holds_for_a_products_default_port_too),
        CASE(a_threshold_alone_leaves_a_products_default_port_a_note),
        CASE(an_unknown_rule_is_not_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
