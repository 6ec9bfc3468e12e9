/* objections: rules that are asked before a port is chosen. */
#include "check/objections.h"

#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* 8888 is assigned; B picks client ports from 8890 on */
#define PLAN                                                          \
    "products: {web: {endpoints: {x: {transport: tcp, port: 80}}}}\n" \
    "hosts:\n"                                                        \
    "  - {name: A, products: [{use: web, ports: {x: auto}}]}\n"       \
    "  - {name: B, ephemeral: 8890-8899, products: [{use: web, ports: {x: auto}}]}\n"

static const uint32_t both[] = {0, 1};

/* Ports 8884 to 8895 that a rule would report, of all that are asked for. */
static void expect(struct pp_objections *objections, size_t count, const char *bad)
{
    char text[13] = "";
    pp_objections_set_units(objections, both, count);
    for (uint32_t i = 0; i < 12; i++) {
        uint32_t port = 8884 + i;
        text[i] = pp_objections_ask(objections, port / 64) >> port % 64 & 1 ? '1' : '0';
    }
    assert_string_equal(text, bad);
}

static void what_a_rule_reports_of_any_unit_is_found(void **state)
{
    struct check_text *text = *state;
    struct pp_objections objections;
    assert_true(check_text_assign(text, PLAN));
    pp_objections_init(&objections, &text->check);
    expect(&objections, 1, "000010000000");
    expect(&objections, 2, "000010111111");
    expect(&objections, 0, "000000000000");
    pp_objections_release(&objections);
}

/* On hosts that pick the same client ports an endpoint is asked about once. */
static void those_alike_have_one_voice(void **state)
{
    struct check_text *text = *state;
    struct pp_objections objections;
    const uint32_t units[] = {0, 1, 0, 1, 0};
    assert_true(check_text_assign(text, PLAN));
    pp_objections_init(&objections, &text->check);
    pp_objections_set_units(&objections, units, 5);
    assert_int_equal(objections.voice_count, 2);
    pp_objections_release(&objections);
}

/* What the host excludes nobody gets: it need not be asked about. */
static void excluded_ports_are_not_asked_about(void **state)
{
    struct check_text *text = *state;
    struct pp_objections objections;
    assert_true(check_text_assign(text, PLAN));
    text->text.plan.hosts[0].excluded = &(struct pp_excluded){{8884, 8887}, PP_NONE};
    text->text.plan.hosts[0].excluded_count = 1;
    pp_objections_init(&objections, &text->check);
    expect(&objections, 1, "000010000000");
    pp_objections_release(&objections);
}

static void one_rule_can_be_asked_alone(void **state)
{
    struct check_text *text = *state;
    struct pp_objections objections;
    const struct pp_rule *rule = &pp_rule_ephemeral_range;
    assert_true(check_text_assign(text, PLAN));
    pp_objections_init(&objections, &text->check);
    assert_true(pp_objections_has(&objections, rule, both, 2, (struct pp_range){8885, 8890}));
    assert_false(pp_objections_has(&objections, rule, both, 2, (struct pp_range){8885, 8889}));
    assert_false(pp_objections_has(&objections, rule, both, 1, (struct pp_range){8885, 8890}));
    pp_objections_release(&objections);
}

static void rules_that_only_note_are_not_asked(void **state)
{
    struct check_text *text = *state;
    struct pp_objections objections;
    assert_true(check_text_assign(text, PLAN "rules: {iana-collision: {severity: note}}\n"));
    pp_objections_init(&objections, &text->check);
    expect(&objections, 1, "000000000000");
    pp_objections_release(&objections);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(what_a_rule_reports_of_any_unit_is_found), CASE(those_alike_have_one_voice),
        CASE(excluded_ports_are_not_asked_about),       CASE(one_rule_can_be_asked_alone),
        CASE(rules_that_only_note_are_not_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
