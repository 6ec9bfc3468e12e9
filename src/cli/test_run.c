/* test_run: a plan that is judged by the policies under test. */
#include "cli/test_run.h"

#include "base/text.h"

#include <string.h>

#define FLAWS_MAX 50 /* told of one test */

/* A test on its way to its result. */
struct testing {
    struct pp_run *run;
    const struct pp_test *test;
    struct pp_test_result *result;
    struct pp_expectation *expectations; /* those of the test, each with its rule */
    size_t under_test;                   /* so many policies are: the first that were loaded */
    uint16_t source;                     /* the plan's text */
    struct pp_test_flaw *flaws;
    size_t flaw_count, flaws_left_out;
};

static struct pp_arena *arena_of(const struct testing *testing)
{
    return &testing->run->arena;
}

/* The policies so far: those under test are the first. */
static const struct pp_rule *const *policies_of(const struct testing *testing)
{
    size_t count;
    return pp_policies_rules(testing->run->policies, &count);
}

static void add_flaw(struct testing *testing, struct pp_test_flaw flaw)
{
    if (testing->flaw_count < FLAWS_MAX)
        testing->flaws[testing->flaw_count++] = flaw;
    else
        testing->flaws_left_out++;
}

/* --- the run ------------------------------------------------------------------ */

static bool load_policies(struct testing *testing)
{
    const struct pp_names *names = &testing->test->policies;
    bool good = true;
    for (size_t i = 0; i < names->count; i++)
        good = pp_policies_load_named(testing->run->policies, names->items[i],
                                      testing->test->file->root, names->locs[i]) &&
               good;
    pp_policies_rules(testing->run->policies, &testing->under_test);
    return good;
}

static bool read_plan(struct testing *testing)
{
    const struct pp_test *test = testing->test;
    struct pp_plan_text plan = {
        .path = test->file->path,
        .name = pp_arena_printf(arena_of(testing), "%s:%lu plan", test->file->path,
                                (unsigned long)test->text_loc.line),
        .language = test->is_yaml ? PP_YAML : PP_LUA,
        .text = test->text,
        .length = strlen(test->text),
    };
    testing->source = pp_sources_add(&testing->run->sources, plan.name);
    return pp_run_text(testing->run, &plan);
}

static void require_rule(struct testing *testing, const char *id, struct pp_loc loc)
{
    size_t count;
    const char *const *ids = pp_policies_rule_ids(testing->run->policies, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0)
            return;
    pp_diags_add_near(&testing->run->diags, loc, pp_nearest(id, ids, count),
                      "there is no rule '%s'", id);
}

/* Each expectation gets its rule, and every rule that is named is there. */
static bool settle_rules(struct testing *testing)
{
    const struct pp_test *test = testing->test;
    const struct pp_rule *const *rules = policies_of(testing);
    testing->expectations = pp_arena_copy(arena_of(testing), test->expectations,
                                          test->expectation_count * sizeof *test->expectations);
    for (size_t i = 0; i < test->expectation_count; i++) {
        struct pp_expectation *expectation = &testing->expectations[i];
        if (expectation->rule)
            require_rule(testing, expectation->rule, expectation->loc);
        else if (testing->under_test == 1)
            expectation->rule = rules[0]->id;
        else
            pp_diags_add(&testing->run->diags, expectation->loc,
                         "the expectation has no 'rule', which it needs where several policies "
                         "are tested");
    }
    for (size_t i = 0; i < test->rules.count && !test->all_rules; i++)
        require_rule(testing, test->rules.items[i], test->rules.locs[i]);
    return testing->run->diags.count == 0;
}

static void run_all(struct testing *testing)
{
    if (load_policies(testing) && read_plan(testing) && settle_rules(testing))
        pp_run_check(testing->run);
    pp_diags_sort(&testing->run->diags);
}

/* --- findings ------------------------------------------------------------------ */

/* Whether findings of the rule are compared: of the policies under test, and of what else the
 * test names. */
static bool is_compared(const struct testing *testing, const char *rule)
{
    const struct pp_test *test = testing->test;
    const struct pp_rule *const *rules = policies_of(testing);
    bool found = test->all_rules;
    for (size_t i = 0; i < testing->under_test && !found; i++)
        found = strcmp(rules[i]->id, rule) == 0;
    for (size_t i = 0; i < test->rules.count && !found; i++)
        found = strcmp(test->rules.items[i], rule) == 0;
    for (size_t i = 0; i < test->expectation_count && !found; i++)
        found = strcmp(testing->expectations[i].rule, rule) == 0;
    return found;
}

static const struct pp_finding **select_findings(const struct testing *testing, size_t *count)
{
    const struct pp_findings *all = &testing->run->check.findings;
    const struct pp_finding **selected =
        pp_arena_array(arena_of(testing), all->count, sizeof *selected);
    *count = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (!all->items[i].waived_by && is_compared(testing, all->items[i].rule))
            selected[(*count)++] = &all->items[i];
    }
    return selected;
}

static bool is_nearest(const struct pp_comparison *comparison, size_t finding)
{
    for (size_t i = 0; i < comparison->expectation_count; i++)
        if (comparison->nearest[i] == finding)
            return true;
    return false;
}

static void compare_findings(struct testing *testing)
{
    struct pp_comparison comparison = {
        .plan = &testing->run->plan,
        .source = testing->source,
        .expectations = testing->expectations,
        .expectation_count = testing->test->expectation_count,
    };
    comparison.findings = select_findings(testing, &comparison.finding_count);
    pp_comparison_run(&comparison, arena_of(testing));
    for (size_t i = 0; i < comparison.expectation_count; i++)
        if (comparison.match[i] == PP_NONE)
            add_flaw(testing, pp_test_flaw_missing(&comparison, i, arena_of(testing)));
    for (size_t i = 0; i < comparison.finding_count; i++)
        if (comparison.owner[i] == PP_NONE && !is_nearest(&comparison, i))
            add_flaw(testing, pp_test_flaw_unexpected(&comparison, i, arena_of(testing)));
    testing->result->outcome = testing->flaw_count > 0 ? PP_TEST_FAILED : PP_TEST_PASSED;
}

/* --- mistakes ------------------------------------------------------------------ */

static void add_mistakes(struct testing *testing)
{
    const struct pp_diags *diags = &testing->run->diags;
    for (size_t i = 0; i < diags->count; i++)
        add_flaw(testing,
                 pp_test_flaw_mistake(&diags->items[i], &testing->run->sources, arena_of(testing)));
}

static bool is_said(const struct pp_diags *diags, const char *text)
{
    for (size_t i = 0; i < diags->count; i++)
        if (strstr(diags->items[i].message, text))
            return true;
    return false;
}

/* A test of what goes wrong: one of the mistakes says what it is to say. */
static void compare_mistakes(struct testing *testing)
{
    const struct pp_test *test = testing->test;
    if (is_said(&testing->run->diags, test->fails)) {
        testing->result->outcome = PP_TEST_PASSED;
        return;
    }
    add_flaw(testing, pp_test_flaw_no_failure(test->fails, testing->run->diags.count,
                                              test->fails_loc, arena_of(testing)));
    add_mistakes(testing);
    testing->result->outcome = PP_TEST_FAILED;
}

/* --- the whole ----------------------------------------------------------------- */

static void finish(struct testing *testing)
{
    if (testing->flaws_left_out > 0)
        testing->flaws[testing->flaw_count++] =
            (struct pp_test_flaw){.text = pp_arena_printf(arena_of(testing), "... and %zu more",
                                                          testing->flaws_left_out)};
    testing->result->flaws = testing->flaws;
    testing->result->flaw_count = testing->flaw_count;
}

bool pp_test_run(struct pp_run *run, const struct pp_test *test, struct pp_coverage *coverage,
                 struct pp_test_result *result)
{
    struct testing testing = {.run = run, .test = test, .result = result};
    pp_run_again(run);
    run->script.coverage = coverage;
    testing.flaws = pp_arena_array(&run->arena, FLAWS_MAX + 1, sizeof *testing.flaws);
    *result =
        (struct pp_test_result){.name = test->name, .file = test->file->path, .loc = test->loc};
    run_all(&testing);
    if (test->fails) {
        compare_mistakes(&testing);
    } else if (run->diags.count > 0) {
        add_mistakes(&testing);
        result->outcome = PP_TEST_BROKEN;
    } else {
        compare_findings(&testing);
    }
    finish(&testing);
    return !run->diags.limit_hit || result->outcome == PP_TEST_PASSED;
}
