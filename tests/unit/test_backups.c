/* backups: for whom a host stands by, from the plan's fields to the hosts that are meant. */
#include "model/backups.h"
#include "support/plan_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *mistakes_of(void **state, const char *yaml)
{
    struct plan_text *text = *state;
    assert_false(plan_text_expand(text, yaml));
    return plan_text_mistakes(text);
}

static void a_backup_may_come_before_its_mains(void **state)
{
    struct plan_text *text = *state;
    assert_true(plan_text_expand(text, "hosts:\n"
                                       "  - {name: B, backup_of: [a, C]}\n"
                                       "  - {name: C, backup_of: A}\n"
                                       "  - name: A\n"));
    const struct pp_host *hosts = text->plan.hosts;
    assert_int_equal(hosts[0].main_count, 2);
    assert_int_equal(hosts[0].mains[0].host, 2); /* without case */
    assert_int_equal(hosts[0].mains[1].host, 1);
    assert_int_equal(hosts[1].mains[0].host, 2);
    assert_int_equal(hosts[2].main_count, 0);
}

static void a_main_may_be_in_another_plan(void **state)
{
    struct plan_text *text = *state;
    assert_true(plan_text_add(text, "a.yaml", "hosts: [{name: B, backup_of: [A]}]\n"));
    assert_true(plan_text_add(text, "b.yaml", "hosts: [{name: A}, {name: C}]\n"));
    assert_true(plan_text_add(text, "c.yaml", "hosts: [{name: b, backup_of: [a, C]}]\n"));
    assert_true(pp_plan_expand(&text->plan, &text->diags));
    const struct pp_host *host = &text->plan.hosts[0];
    assert_int_equal(host->main_count, 2);
    assert_int_equal(host->mains[0].host, 1);
    assert_int_equal(host->mains[1].host, 2);
}

static void plans_agree_on_the_pool_of_a_host(void **state)
{
    struct plan_text *text = *state;
    assert_true(plan_text_add(text, "a.yaml", "hosts: [{name: A, pool: p, spare: true}]\n"));
    assert_true(plan_text_add(text, "b.yaml", "hosts: [{name: A, pool: P}]\n"));
    assert_false(plan_text_add(text, "c.yaml", "hosts: [{name: A, pool: q, spare: false}]\n"));
    assert_string_equal(
        plan_text_mistakes(text),
        "c.yaml:1:25: host 'A' is in pool 'q' here and in pool 'p' elsewhere "
        "(1:25: declared here)\n"
        "c.yaml:1:35: host 'A' is no spare here and a spare elsewhere (1:35: declared here)\n");
}

static void names_that_are_no_host_are_mistakes(void **state)
{
    assert_string_equal(
        mistakes_of(state, "hosts:\n"
                           "  - name: PLAY-01\n"
                           "  - {name: BACK-01, backup_of: [PLAY-1, PLAY-01]}\n"
                           "  - {name: BACK-02, backup_of: \"zzzzzzzzzzz\"}\n"),
        "3:33: host 'BACK-01' is the backup of 'PLAY-1', which no plan given has; did you mean "
        "'PLAY-01'?\n"
        "4:32: host 'BACK-02' is the backup of 'zzzzzzzzzzz', which no plan given has\n");
}

static void a_name_given_twice_is_a_mistake(void **state)
{
    struct plan_text *text = *state;
    assert_false(
        plan_text_add(text, "plan.yaml", "hosts: [{name: A}, {name: B, backup_of: [A, a]}]"));
    assert_string_equal(plan_text_mistakes(text),
                        "1:45: host 'a' is named twice (1:42: first named here)\n");
}

static void nobody_stands_by_for_himself(void **state)
{
    assert_string_equal(mistakes_of(state, "hosts: [{name: A, backup_of: a}]\n"),
                        "1:30: host 'A' is its own backup; name the host for which it stands by\n");
}

static void circles_are_mistakes(void **state)
{
    assert_string_equal(mistakes_of(state, "hosts:\n"
                                           "  - {name: A, backup_of: B}\n"
                                           "  - {name: B, backup_of: [D, A]}\n"
                                           "  - {name: D, backup_of: [E, F]}\n"
                                           "  - {name: E, backup_of: F}\n"
                                           "  - {name: F, backup_of: D}\n"),
                        "3:30: host 'B' is the backup of 'A', which stands by for 'B'; one of them "
                        "must stand by for nobody (2:26: 'A' stands by here)\n"
                        "6:26: host 'F' is the backup of 'D', which stands by for 'F' through "
                        "'E'; one of them must stand by for nobody (4:27: 'D' stands by here)\n");
}

/* As deep as a plan may be: the search does not use the stack. */
static void long_chains_are_none(void **state)
{
    struct plan_text *text = *state;
    struct pp_strbuf yaml;
    pp_strbuf_init(&yaml);
    pp_strbuf_add(&yaml, "hosts:\n  - name: H0\n");
    for (int i = 1; i < 20000; i++)
        pp_strbuf_printf(&yaml, "  - {name: H%d, backup_of: H%d}\n", i, i - 1);
    assert_true(plan_text_expand(text, yaml.text));
    pp_strbuf_release(&yaml);
}

static void a_host_has_mains_or_a_pool(void **state)
{
    assert_string_equal(
        mistakes_of(state, "hosts:\n"
                           "  - {name: A}\n"
                           "  - {name: B, pool: p, backup_of: A}\n"
                           "  - {name: C, spare: true}\n"
                           "  - {name: D, spare: true, backup_of: A}\n"
                           "  - {name: E, pool: p, spare: false}\n"),
        "3:35: host 'B' has both 'backup_of' and a pool; it can stand by for the hosts it names, "
        "or belong to a pool (3:21: its pool)\n"
        "4:22: host 'C' has 'spare' without a pool; name the pool it belongs to, or say with "
        "'backup_of' for which hosts it stands by\n"
        "5:22: host 'D' has 'spare' without a pool; name the pool it belongs to, or say with "
        "'backup_of' for which hosts it stands by\n");
}

static void the_fields_have_their_types(void **state)
{
    struct plan_text *text = *state;
    assert_false(plan_text_add(text, "plan.yaml",
                               "hosts:\n"
                               "  - {name: A, backup_of: 7, pool: [x], spare: maybe}\n"
                               "  - {name: B, backup_of: {A: 1}, pool: \"\"}\n"
                               "  - {backup_of: A}\n"));
    assert_string_equal(
        plan_text_mistakes(text),
        "2:26: 'backup_of' must be a string or a list of strings, not an integer; put it in "
        "quotes\n"
        "2:35: 'pool' must be a string, not a list\n"
        "2:47: 'spare' must be true or false, not a string\n"
        "3:26: 'backup_of' must be a string or a list of strings, not a map\n"
        "3:40: 'pool' is empty\n"
        "4:5: a host has no 'name'; it must be a string\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_text_setup, plan_text_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_backup_may_come_before_its_mains),
        TEST(a_main_may_be_in_another_plan),
        TEST(plans_agree_on_the_pool_of_a_host),
        TEST(names_that_are_no_host_are_mistakes),
        TEST(a_name_given_twice_is_a_mistake),
        TEST(nobody_stands_by_for_himself),
        TEST(circles_are_mistakes),
        TEST(long_chains_are_none),
        TEST(a_host_has_mains_or_a_pool),
        TEST(the_fields_have_their_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
