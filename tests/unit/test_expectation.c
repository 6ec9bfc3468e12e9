/* expectation: which findings are those that a test expects. */
#include "model/expectation.h"
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Findings of prefer-above, by the plan's order: 7500 (spare), 7450 (web) of MUC-01, 7451/tcp and
 * 7452/udp of BER-01. */
#define PLAN                                                   \
    "hosts:\n"                                                 \
    "  - name: MUC-01\n"                                       \
    "    products:\n"                                          \
    "      - web\n"                                            \
    "      - {use: web, label: spare, ports: {ui: 7500}}\n"    \
    "  - {name: BER-01, products: [db]}\n"                     \
    "products:\n"                                              \
    "  web: {endpoints: {ui: {transport: tcp, port: 7450}}}\n" \
    "  db: {endpoints: {sql: {transport: tcp, port: 7451}, log: {transport: udp, port: 7452}}}\n"
static const uint16_t ports[] = {7500, 7450, 7451, 7452};

struct comparing {
    struct check_text *text;
    const struct pp_finding *findings[8];
    struct pp_comparison comparison;
};

static struct comparing judge(void **state, const char *rule, const char *yaml)
{
    struct comparing comparing = {.text = *state};
    assert_true(check_text_run(*state, yaml));
    const struct pp_findings *all = &comparing.text->check.findings;
    struct pp_comparison *comparison = &comparing.comparison;
    for (size_t i = 0; i < all->count; i++) {
        if (strcmp(all->items[i].rule, rule) == 0)
            comparing.findings[comparison->finding_count++] = &all->items[i];
    }
    comparison->plan = &comparing.text->text.plan;
    comparison->source = pp_sources_add(&comparing.text->text.sources, "plan.yaml");
    return comparing;
}

static void compare(struct comparing *comparing, const struct pp_expectation *expectations,
                    size_t count)
{
    comparing->comparison.findings = comparing->findings;
    comparing->comparison.expectations = expectations;
    comparing->comparison.expectation_count = count;
    pp_comparison_run(&comparing->comparison, &comparing->text->text.arena);
}

/* Which of the four findings the expectation fits, as "w-w-". */
static const char *fits(const struct comparing *comparing, struct pp_expectation wanted,
                        char marks[5])
{
    for (size_t i = 0; i < 4; i++)
        marks[i] = pp_expectation_differs(&wanted, comparing->comparison.plan,
                                          comparing->findings[i], comparing->comparison.source)
                       ? '-'
                       : 'w';
    marks[4] = '\0';
    return marks;
}

static void what_is_not_said_matches_anything_and_what_is_said_counts(void **state)
{
    static const struct {
        struct pp_expectation wanted;
        const char *fits;
    } cases[] = {
        {{.rule = NULL}, "wwww"},
        {{.rule = "prefer-above"}, "wwww"},
        {{.rule = "port-overlap"}, "----"},
        {{.host = "muc-01"}, "ww--"},
        {{.host = "MUC"}, "----"},
        {{.port = 7450}, "-w--"},
        {{.port = 7449}, "----"},
        {{.transport = 1 + PP_TCP}, "www-"},
        {{.transport = 1 + PP_UDP}, "---w"},
        {{.line = 5}, "w---"},
        {{.line = 4}, "-w--"},
        {{.line = 6}, "--ww"},
        {{.line = 2}, "----"},
        {{.severity = PP_WARNING}, "w---"},
        {{.severity = PP_NOTE}, "-www"},
        {{.product = "web"}, "ww--"},
        {{.product = "we"}, "----"},
        {{.endpoint = "log"}, "---w"},
        {{.product = "web", .endpoint = "log"}, "----"},
        {{.says = "7452/udp on BER-01"}, "---w"},
        {{.says = "on"}, "wwww"},
        {{.message = "on"}, "----"},
        {{.host = "BER-01", .port = 7451, .line = 6}, "--w-"},
        {{.host = "BER-01", .port = 7450}, "----"},
    };
    struct comparing comparing = judge(state, "prefer-above", PLAN);
    char marks[5];
    assert_int_equal(comparing.comparison.finding_count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(comparing.findings[i]->ports[0].first, ports[i]);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(fits(&comparing, cases[i].wanted, marks), cases[i].fits);
    struct pp_expectation whole = {.message = comparing.findings[2]->message};
    assert_string_equal(fits(&comparing, whole, marks), "--w-");
}

static void a_line_counts_in_the_plans_own_text_only(void **state)
{
    struct comparing comparing = judge(state, "prefer-above", PLAN);
    struct pp_expectation wanted = {.line = 5};
    comparing.comparison.source++;
    char marks[5];
    assert_string_equal(fits(&comparing, wanted, marks), "----");
}

static void product_and_endpoint_are_those_of_one_party_and_a_line_of_any(void **state)
{
    struct comparing comparing =
        judge(state, "port-overlap",
              "hosts:\n"
              "  - name: A\n"
              "    products:\n"
              "      - web\n"
              "      - db\n"
              "products:\n"
              "  web: {endpoints: {ui: {transport: tcp, port: 9600}}}\n"
              "  db: {endpoints: {sql: {transport: tcp, port: \"9599-9601\"}}}\n");
    const struct pp_plan *plan = comparing.comparison.plan;
    uint16_t source = comparing.comparison.source;
    static const struct {
        struct pp_expectation wanted;
        unsigned differs;
    } cases[] = {
        {{.product = "db", .endpoint = "sql", .line = 4}, 0},
        {{.product = "web", .endpoint = "ui", .line = 5}, 0},
        {{.product = "web", .endpoint = "sql"}, PP_TRAIT_ENDPOINT},
        {{.product = "x", .endpoint = "sql", .line = 3}, PP_TRAIT_PRODUCT | PP_TRAIT_LINE},
        {{.port = 9600}, 0},
        {{.port = 9601}, PP_TRAIT_PORT},
    };
    assert_int_equal(comparing.comparison.finding_count, 1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            pp_expectation_differs(&cases[i].wanted, plan, comparing.findings[0], source),
            cases[i].differs);
}

static void one_that_fits_many_leaves_the_finding_to_one_that_fits_only_that(void **state)
{
    static const struct pp_expectation expectations[] = {
        {.host = NULL},            /* any of the four */
        {.transport = 1 + PP_TCP}, /* 7500, 7450, 7451 */
        {.host = "MUC-01"},        /* 7500, 7450 */
        {.severity = PP_WARNING},  /* 7500 */
    };
    struct comparing comparing = judge(state, "prefer-above", PLAN);
    compare(&comparing, expectations, 4);
    static const uint32_t matched[] = {3, 2, 1, 0};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(comparing.comparison.match[i], matched[i]);
        assert_int_equal(comparing.comparison.owner[matched[i]], i);
    }
}

static void each_expectation_takes_one_finding(void **state)
{
    static const struct pp_expectation expectations[] = {
        {.host = "BER-01"}, {.host = "BER-01"}, {.host = "BER-01"}};
    struct comparing comparing = judge(state, "prefer-above", PLAN);
    compare(&comparing, expectations, 3);
    assert_int_equal(comparing.comparison.match[0], 2);
    assert_int_equal(comparing.comparison.match[1], 3);
    assert_int_equal(comparing.comparison.match[2], PP_NONE);
    assert_int_equal(comparing.comparison.owner[0], PP_NONE);
    assert_int_equal(comparing.comparison.owner[1], PP_NONE);
}

static void what_came_instead_is_of_the_same_rule_and_told_once(void **state)
{
    static const struct pp_expectation expectations[] = {
        {.rule = "prefer-above", .port = 7499},                   /* one thing: any will do */
        {.rule = "prefer-above", .host = "BER-01", .port = 7450}, /* one of the two is right */
        {.rule = "prefer-above", .host = "A", .port = 1},         /* nothing is right */
        {.rule = "system-port", .host = "MUC-01"},                /* of another rule */
    };
    struct comparing comparing = judge(state, "prefer-above", PLAN);
    compare(&comparing, expectations, 4);
    const uint32_t *nearest = comparing.comparison.nearest;
    assert_int_equal(nearest[0], 0);
    assert_int_equal(nearest[1], 1); /* the first that has one right */
    assert_int_equal(nearest[2], PP_NONE);
    assert_int_equal(nearest[3], PP_NONE);
}

static void nothing_expected_and_nothing_found_is_nothing(void **state)
{
    struct comparing comparing = judge(state, "no-such-rule", PLAN);
    compare(&comparing, NULL, 0);
    static const struct pp_expectation one = {.host = "A"};
    compare(&comparing, &one, 1);
    assert_int_equal(comparing.comparison.match[0], PP_NONE);
    assert_int_equal(comparing.comparison.nearest[0], PP_NONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_not_said_matches_anything_and_what_is_said_counts),
        TEST(a_line_counts_in_the_plans_own_text_only),
        TEST(product_and_endpoint_are_those_of_one_party_and_a_line_of_any),
        TEST(one_that_fits_many_leaves_the_finding_to_one_that_fits_only_that),
        TEST(each_expectation_takes_one_finding),
        TEST(what_came_instead_is_of_the_same_rule_and_told_once),
        TEST(nothing_expected_and_nothing_found_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
