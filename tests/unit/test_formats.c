/* What golden cases cannot reach of the formats for programs: findings together with mistakes,
 * rules without a page, findings that are equal or have no place, names that hold anything. */
#include "report/json_value.h"
#include "report/report.h"
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct check_text text;
    struct pp_report report;
    struct pp_strbuf out;
    const char *file;
};

/* Two hosts; the first has one error and nothing else. */
static const char plan[] =
    "hosts:\n"
    "  - {name: A, os: linux, address: 10.0.0.1, products: [p, {use: p, label: two}]}\n"
    "  - {name: B, os: linux, address: 10.0.0.2, products: [p]}\n"
    "products: {p: {title: P, endpoints: {rest: {transport: tcp, port: 9400}}}}\n";

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    check_text_init(&f->text);
    pp_strbuf_init(&f->out);
    assert_true(check_text_run(&f->text, plan));
    f->file = "plan.yaml";
    f->text.text.plan.files = &f->file;
    f->text.text.plan.file_count = 1;
    f->report = (struct pp_report){.version = "0.1.0",
                                   .plan = &f->text.text.plan,
                                   .registry = &f->text.registry,
                                   .sources = &f->text.text.sources,
                                   .diags = &f->text.text.diags,
                                   .findings = &f->text.check.findings,
                                   .style = {.color = true, .width = 40},
                                   .fail_on = PP_ERROR};
    assert_int_equal(f->report.findings->count, 1);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    pp_strbuf_release(&f->out);
    check_text_release(&f->text);
    free(f);
    return 0;
}

static const char *written(struct fixture *f, const char *format)
{
    pp_strbuf_clear(&f->out);
    pp_report_format_find(pp_check_formats, format)->write(&f->report, &f->out);
    return f->out.text;
}

/* Adds findings that are like the first; returns the last. */
static struct pp_finding *repeat(struct fixture *f, size_t times)
{
    struct pp_findings *findings = &f->text.check.findings;
    struct pp_finding first = findings->items[0];
    findings->items = realloc(findings->items, (times + 1) * sizeof *findings->items);
    findings->count = findings->capacity = times + 1;
    for (size_t i = 1; i <= times; i++)
        findings->items[i] = first;
    return &findings->items[times];
}

static void add_mistake(struct fixture *f, struct pp_loc loc)
{
    pp_diags_add(&f->text.text.diags, loc, "the policy 'own' failed");
}

static void assert_has(struct fixture *f, const char *format, const char *part)
{
    const char *text = written(f, format);
    if (!strstr(text, part))
        fail_msg("no '%s' in:\n%s", part, text);
}

static void assert_lacks(struct fixture *f, const char *format, const char *part)
{
    const char *text = written(f, format);
    if (strstr(text, part))
        fail_msg("'%s' in:\n%s", part, text);
}

/* The log's only run; the root is to be freed. */
static json_t *sarif(struct fixture *f, json_t **root)
{
    *root = json_loads(written(f, "sarif"), 0, NULL);
    assert_non_null(*root);
    return json_array_get(json_object_get(*root, "runs"), 0);
}

static json_t *result(json_t *run, size_t index)
{
    return json_array_get(json_object_get(run, "results"), index);
}

static const char *fingerprint(json_t *run, size_t index)
{
    json_t *all = json_object_get(result(run, index), "partialFingerprints");
    return json_string_value(json_object_get(all, "portplanFinding/v1"));
}

/* --- findings and mistakes together ----------------------------------------- */

static void sarif_has_findings_beside_mistakes(void **state)
{
    struct fixture *f = *state;
    json_t *root;
    add_mistake(f, pp_loc_at(1, 3, 0));
    json_t *run = sarif(f, &root);
    json_t *invocation = json_array_get(json_object_get(run, "invocations"), 0);
    assert_true(json_is_false(json_object_get(invocation, "executionSuccessful")));
    assert_int_equal(json_array_size(json_object_get(invocation, "toolExecutionNotifications")), 1);
    assert_int_equal(json_array_size(json_object_get(run, "results")), 1);
    json_decref(root);
}

static void junit_has_findings_beside_mistakes_and_calls_no_host_clean(void **state)
{
    struct fixture *f = *state;
    assert_has(f, "junit",
               "tests=\"2\" failures=\"1\" errors=\"0\" time=\"0\">\n  <testsuite name=");
    assert_has(f, "junit", "<testcase classname=\"B\" name=\"no findings\"");
    add_mistake(f, pp_loc_at(1, 3, 0));
    assert_has(f, "junit",
               "tests=\"2\" failures=\"1\" errors=\"1\" time=\"0\">\n  <testsuite name=");
    assert_has(f, "junit", "name=\"plan.yaml:3: the policy 'own' failed\"");
    assert_has(f, "junit", "<failure message=\"9400/tcp on A is taken twice\"");
    assert_lacks(f, "junit", "no findings");
}

static void tap_has_findings_beside_mistakes_and_calls_no_host_clean(void **state)
{
    struct fixture *f = *state;
    assert_has(f, "tap", "1..2\n");
    assert_has(f, "tap", "ok 2 - B: no findings\n");
    add_mistake(f, pp_loc_at(1, 3, 0));
    assert_has(f, "tap", "1..2\nnot ok 1 - rejected: the policy 'own' failed\n");
    assert_has(f, "tap", "not ok 2 - error port-overlap: 9400/tcp on A is taken twice\n");
    assert_lacks(f, "tap", "no findings");
}

static void github_and_csv_have_findings_beside_mistakes(void **state)
{
    struct fixture *f = *state;
    add_mistake(f, (struct pp_loc){0});
    assert_has(f, "github",
               "::error title=rejected::the policy 'own' failed\n::error file=plan.yaml");
    assert_has(f, "csv", "\nrejected,error,,,,the policy 'own' failed,,");
    assert_has(f, "csv", "\nport-overlap,error,A,tcp,9400,");
}

/* --- fingerprints ----------------------------------------------------------- */

static void equal_findings_are_numbered(void **state)
{
    struct fixture *f = *state;
    json_t *root;
    repeat(f, 2);
    json_t *run = sarif(f, &root);
    const char *first = fingerprint(run, 0), *third = fingerprint(run, 2);
    assert_int_equal(strlen(first), 18);
    assert_string_equal(first + 16, ":1");
    assert_string_equal(third + 16, ":3");
    assert_memory_equal(first, third, 16);
    json_decref(root);
    assert_has(f, "junit", "(P, rest; P (two), rest) #3\"");
}

static void a_fingerprint_is_of_the_finding_and_not_of_its_line(void **state)
{
    struct fixture *f = *state;
    json_t *root;
    struct pp_finding *last = repeat(f, 2);
    static struct pp_range others[] = {{9401, 9401}};
    last[-1].parties[0].loc.line = last[-1].loc.line = 77;
    last[-1].message = "said in other words";
    last->ports = others;
    json_t *run = sarif(f, &root);
    assert_memory_equal(fingerprint(run, 0), fingerprint(run, 1), 16);
    assert_memory_not_equal(fingerprint(run, 0), fingerprint(run, 2), 16);
    json_decref(root);
}

/* --- rules and places ------------------------------------------------------- */

static void a_rule_without_a_page_is_its_id(void **state)
{
    struct fixture *f = *state;
    json_t *root;
    repeat(f, 1)->rule = "our/own";
    json_t *run = sarif(f, &root);
    json_t *driver = json_object_get(json_object_get(run, "tool"), "driver");
    json_t *rules = json_object_get(driver, "rules");
    assert_int_equal(json_array_size(rules), 2);
    assert_int_equal(json_integer_value(json_object_get(result(run, 1), "ruleIndex")), 1);
    json_t *rule = json_array_get(rules, 1);
    assert_string_equal(json_string_value(json_object_get(rule, "id")), "our/own");
    assert_int_equal(json_object_size(rule), 1);
    json_decref(root);
}

static void a_rule_that_is_off_is_not_enabled(void **state)
{
    struct fixture *f = *state;
    json_t *root;
    const struct pp_explained_rule page = {
        .id = "port-overlap", .severity = PP_OFF, .summary = "two want one"};
    f->report.rules = &page;
    f->report.rule_count = 1;
    json_t *driver = json_object_get(json_object_get(sarif(f, &root), "tool"), "driver");
    json_t *rule = json_array_get(json_object_get(driver, "rules"), 0);
    json_t *how = json_object_get(rule, "defaultConfiguration");
    assert_true(json_is_false(json_object_get(how, "enabled")));
    json_t *full = json_object_get(rule, "fullDescription"); /* nothing else is said */
    assert_string_equal(json_string_value(json_object_get(full, "text")), "two want one");
    json_decref(root);
}

static void a_finding_of_no_place_is_one_of_the_first_plan(void **state)
{
    struct fixture *f = *state;
    json_t *root;
    struct pp_finding *finding = repeat(f, 0);
    finding->party_count = 0;
    finding->loc = (struct pp_loc){0};
    json_t *locations = json_object_get(result(sarif(f, &root), 0), "locations");
    json_t *physical = json_object_get(json_array_get(locations, 0), "physicalLocation");
    json_t *file = json_object_get(physical, "artifactLocation");
    assert_string_equal(json_string_value(json_object_get(file, "uri")), "plan.yaml");
    assert_null(json_object_get(physical, "region"));
    json_decref(root);
    assert_has(f, "github", "::error title=port-overlap::");
}

static void mistakes_of_no_place_blame_no_file(void **state)
{
    struct fixture *f = *state;
    json_t *root;
    add_mistake(f, (struct pp_loc){0});
    json_t *invocations = json_object_get(sarif(f, &root), "invocations");
    json_t *said = json_object_get(json_array_get(invocations, 0), "toolExecutionNotifications");
    json_t *locations = json_object_get(json_array_get(said, 0), "locations");
    assert_int_equal(json_array_size(locations), 0);
    json_decref(root);
}

static void a_host_that_is_a_second_party_is_not_clean(void **state)
{
    struct fixture *f = *state;
    repeat(f, 0)->parties[1].host = 1;
    assert_has(f, "tap", "1..1\n");
    assert_lacks(f, "junit", "<testsuite name=\"B\"");
}

/* --- texts that hold anything ----------------------------------------------- */

static void no_text_breaks_out_of_its_format(void **state)
{
    struct fixture *f = *state;
    repeat(f, 0)->message = "a\x1b[31m\n::error::b,\"c\"</failure># SKIP\xFF";
    assert_has(f, "junit", "message=\"a\\x1b[31m&#10;::error::b,&quot;c&quot;&lt;/failure&gt;# ");
    assert_has(f, "github", "::a\\x1b[31m%0A::error::b,\"c\"</failure># SKIP\xEF\xBF\xBD%0A");
    assert_has(f, "tap", ": a\\x1b[31m ::error::b,\"c\"</failure>\\# SKIP\xEF\xBF\xBD\n  ---\n");
    assert_has(f, "csv", ",\"a\x1b[31m\n::error::b,\"\"c\"\"</failure># SKIP\xEF\xBF\xBD\",");
    assert_has(f, "sarif", "a\\u001B[31m\\n::error::b,\\\"c\\\"</failure># SKIP\xEF\xBF\xBD\\n");
}

static void no_format_but_text_follows_the_terminal(void **state)
{
    static const char *const formats[] = {"json", "sarif", "junit", "github", "tap", "csv"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        f->report.style = (struct pp_style){.color = true, .width = 40};
        char *first = strdup(written(f, formats[i]));
        f->report.style = (struct pp_style){.color = false, .width = 200};
        assert_string_equal(written(f, formats[i]), first);
        free(first);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sarif_has_findings_beside_mistakes),
        TEST(junit_has_findings_beside_mistakes_and_calls_no_host_clean),
        TEST(tap_has_findings_beside_mistakes_and_calls_no_host_clean),
        TEST(github_and_csv_have_findings_beside_mistakes),
        TEST(equal_findings_are_numbered),
        TEST(a_fingerprint_is_of_the_finding_and_not_of_its_line),
        TEST(a_rule_without_a_page_is_its_id),
        TEST(a_rule_that_is_off_is_not_enabled),
        TEST(a_finding_of_no_place_is_one_of_the_first_plan),
        TEST(mistakes_of_no_place_blame_no_file),
        TEST(a_host_that_is_a_second_party_is_not_clean),
        TEST(no_text_breaks_out_of_its_format),
        TEST(no_format_but_text_follows_the_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
