/* rules: the table, and the plans of every rule's page: the bad one fires, the good one does not. */
#include "base/asset.h"
#include "check/allocate.h"
#include "read/services.h"
#include "script/plan_script.h"
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The registry that is built into the program, read once. */
struct built_in {
    struct pp_arena arena;
    struct pp_diags diags;
    struct pp_registry registry;
};

static int read_registry(void **state)
{
    struct built_in *built_in = calloc(1, sizeof *built_in);
    const struct pp_asset *asset = pp_asset_find("services/iana.services");
    if (!built_in || !asset)
        return -1;
    pp_arena_init(&built_in->arena);
    pp_diags_init(&built_in->diags, &built_in->arena);
    pp_registry_init(&built_in->registry, &built_in->arena);
    pp_services_read((const char *)asset->bytes, asset->size, 0, &built_in->registry,
                     &built_in->diags);
    pp_registry_freeze(&built_in->registry);
    *state = built_in;
    return built_in->diags.count == 0 ? 0 : -1;
}

static int forget_registry(void **state)
{
    struct built_in *built_in = *state;
    pp_registry_release(&built_in->registry);
    pp_diags_release(&built_in->diags);
    pp_arena_release(&built_in->arena);
    free(built_in);
    return 0;
}

static bool load_lua(struct plan_text *text, const struct pp_registry *registry, const char *lua)
{
    struct pp_script script = {.arena = &text->arena,
                               .sources = &text->sources,
                               .diags = &text->diags,
                               .library = &text->library,
                               .registry = registry};
    struct pp_node *root = pp_script_run_plan(&script, lua, strlen(lua), "page.lua", NULL);
    return root &&
           pp_decode_plan(root, "page.lua", &text->plan, &text->library, &text->diags, pp_rule_ids,
                          pp_rule_count()) &&
           text->diags.count == 0 && pp_plan_expand(&text->plan, &text->diags);
}

/* How many findings of the rule the plan has. */
static size_t count_findings(const struct built_in *built_in, const struct pp_rule *rule,
                             const char *lua)
{
    struct plan_text text;
    struct pp_check check;
    size_t count = 0;
    plan_text_init(&text);
    if (!load_lua(&text, &built_in->registry, lua))
        fail_msg("a plan of %s: %s", rule->id, plan_text_mistakes(&text));
    pp_check_init(&check, &text.arena, &text.plan, &built_in->registry, CHECK_TEXT_TODAY);
    pp_allocate(&check, &text.plan);
    pp_check_run(&check);
    for (size_t i = 0; i < check.findings.count; i++)
        count += strcmp(check.findings.items[i].rule, rule->id) == 0;
    pp_check_release(&check);
    plan_text_release(&text);
    return count;
}

/* No plan alone makes it fire: what does is in tests/golden/baseline, tests/golden/lock and the
 * unit tests of baselines and locks. */
static bool needs_a_file(const struct pp_rule *rule)
{
    return rule == &pp_rule_baseline_unused || rule == &pp_rule_lock_conflict ||
           rule == &pp_rule_lock_ambiguous || rule == &pp_rule_lock_outdated;
}

static void the_bad_plan_of_every_page_fires_and_the_good_one_does_not(void **state)
{
    for (size_t i = 0; pp_rules[i]; i++) {
        if (needs_a_file(pp_rules[i]))
            continue;
        if (count_findings(*state, pp_rules[i], pp_rules[i]->page.bad) == 0)
            fail_msg("the bad plan of %s is fine", pp_rules[i]->id);
        if (count_findings(*state, pp_rules[i], pp_rules[i]->page.good) != 0)
            fail_msg("the good plan of %s is not fine", pp_rules[i]->id);
    }
}

static void every_rule_has_its_page(void **state)
{
    (void)state;
    for (size_t i = 0; pp_rules[i]; i++) {
        const struct pp_rule *rule = pp_rules[i];
        assert_true(strlen(rule->summary) > 0 && strlen(rule->page.means) > 0 &&
                    strlen(rule->page.matters) > 0 && strlen(rule->page.source) > 0);
        assert_true(rule->summary[strlen(rule->summary) - 1] != '.');
        assert_true(rule->concerns || !rule->describe);
        assert_int_equal(!rule->page.bad, needs_a_file(rule));
        assert_int_equal(!rule->page.good, needs_a_file(rule));
    }
}

/* The contract: the contract of the table, in its order, in its order. */
static void the_table_has_every_rule_with_its_default(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        enum pp_severity severity;
    } rules[] = {
        {"port-overlap", PP_ERROR},      {"url-overlap", PP_ERROR},
        {"listener-mix", PP_ERROR},      {"split-binding", PP_WARNING},
        {"failover-clash", PP_ERROR},    {"instance-limit", PP_ERROR},
        {"pool-exhausted", PP_ERROR},    {"address-unknown", PP_ERROR},
        {"address-duplicate", PP_ERROR}, {"excluded-range", PP_ERROR},
        {"iana-collision", PP_WARNING},  {"iana-unregistered", PP_OFF},
        {"prefer-above", PP_WARNING},    {"system-port", PP_WARNING},
        {"dynamic-port", PP_WARNING},    {"ephemeral-range", PP_WARNING},
        {"os-reserved", PP_WARNING},     {"browser-blocked", PP_WARNING},
        {"url-form", PP_WARNING},        {"waiver-unused", PP_WARNING},
        {"waiver-expired", PP_ERROR},    {"baseline-unused", PP_WARNING},
        {"lock-conflict", PP_ERROR},     {"lock-ambiguous", PP_WARNING},
        {"lock-outdated", PP_ERROR},
    };
    assert_int_equal(pp_rule_count(), sizeof rules / sizeof *rules);
    for (size_t i = 0; i < pp_rule_count(); i++) {
        assert_string_equal(pp_rules[i]->id, rules[i].id);
        assert_string_equal(pp_rule_ids[i], rules[i].id);
        assert_int_equal(pp_rules[i]->severity, rules[i].severity);
        assert_ptr_equal(pp_rule_find(rules[i].id), pp_rules[i]);
    }
    assert_null(pp_rule_ids[pp_rule_count()]);
    assert_null(pp_rule_find("Port-Overlap"));
    assert_null(pp_rule_find(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bad_plan_of_every_page_fires_and_the_good_one_does_not),
        cmocka_unit_test(every_rule_has_its_page),
        cmocka_unit_test(the_table_has_every_rule_with_its_default),
    };
    return cmocka_run_group_tests(tests, read_registry, forget_registry);
}
