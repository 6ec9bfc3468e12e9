/* meta_views, and the classes of the JSON report: what scripts find in values is what is defined. */
#include "script/meta_views.h"

#include "script/lib_plans.h"
#include "script/policy.h"
#include "script/view.h"
#include "support/meta_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

/* --- views and options -------------------------------------------------------- */

/* One line after the other of a class. */
static void expect_field(const char **line, const struct pp_meta_field *field)
{
    struct pp_strbuf expected;
    pp_strbuf_init(&expected);
    pp_strbuf_printf(&expected, "---@field %s %s %s\n", field->name, field->type, field->help);
    if (strncmp(*line, expected.text, expected.length) != 0)
        fail_msg("%.100s: not %s", *line, expected.text);
    *line += expected.length;
    pp_strbuf_release(&expected);
}

static void every_field_of_a_view_is_there_and_no_other(void **state)
{
    static const struct {
        enum pp_view_kind kind;
        const char *class, *known;
    } views[] = {{PP_VIEW_SITE, "portplan.view.site", "hosts"},
                 {PP_VIEW_HOST, "portplan.view.host", "holders"},
                 {PP_VIEW_PLACEMENT, "portplan.view.placement", "claims"},
                 {PP_VIEW_BINDING, "portplan.view.binding", "port"}};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        const char *line = meta_text_class(*state, views[i].class);
        bool met = false;
        for (const struct pp_view_field *row = pp_view_fields(views[i].kind); row->name; row++) {
            expect_field(&line, &(struct pp_meta_field){row->name, row->type, row->help});
            met = met || strcmp(row->name, views[i].known) == 0;
        }
        assert_true(met);
        assert_int_equal(*line, '\n');
    }
}

static void expect_fields(const char *line, const char *const *names,
                          bool (*row)(size_t index, struct pp_meta_field *field))
{
    struct pp_meta_field field;
    size_t i = 0;
    for (; row(i, &field); i++) {
        assert_string_equal(field.name, names[i]);
        expect_field(&line, &field);
    }
    assert_null(names[i]);
    assert_int_equal(*line, '\n');
}

static void what_report_and_check_take_is_there(void **state)
{
    static const char *const options[] = {"help", "severity", "ports", "suggestions", NULL};
    static const char *const settings[] = {"rules", "policies", "today", NULL};
    expect_fields(meta_text_class(*state, "portplan.report_options"), options, pp_policy_option);
    expect_fields(meta_text_class(*state, "portplan.check_settings"), settings, pp_check_setting);
}

static void policies_have_both_forms_and_their_functions(void **state)
{
    assert_true(meta_text_defines(*state, "---@param file string\n---@overload fun(fields: "
                                          "portplan.policy_fields): portplan.policy\n"
                                          "function policy(file) end\n"));
    assert_true(meta_text_defines(*state, "---@field check fun(thing: portplan.thing, "));
    assert_true(meta_text_defines(*state, "---@alias portplan.report fun(about: portplan.about, "));
    assert_true(meta_text_defines(*state, "---@field expect? portplan.expectation[] "));
}

/* --- types -------------------------------------------------------------------- */

static bool is_defined(const struct meta_text *meta, const char *type)
{
    return meta_text_defines(meta, "---@class %s", type) ||
           meta_text_defines(meta, "---@alias %s", type);
}

/* "portplan.range" wherever it stands; a full stop behind it ends a sentence. */
static void every_type_that_is_named_is_defined(void **state)
{
    static const char start[] = "portplan.";
    const struct meta_text *meta = *state;
    size_t count = 0;
    for (const char *at = meta->meta.text; (at = strstr(at, start)); count++) {
        char name[META_NAME];
        at = meta_text_name(at, name);
        name[strcspn(name, ":")] = '\0';
        if (!is_defined(meta, name))
            fail_msg("'%s' is named, but not defined", name);
    }
    assert_true(count > 100);
}

static void every_type_is_defined_once(void **state)
{
    const struct meta_text *meta = *state;
    for (const char *line = meta->meta.text; (line = strchr(line, '\n')); line++) {
        char name[META_NAME], other[META_NAME];
        size_t size = strlen("\n---@class ");
        if (strncmp(line, "\n---@class ", size) != 0 && strncmp(line, "\n---@alias ", size) != 0)
            continue;
        meta_text_name(line + size, name);
        for (const char *next = line + 1; (next = strstr(next, "\n---@")); next++) {
            bool defines = strncmp(next + 5, "class ", 6) == 0 ||
                           strncmp(next + 5, "alias ", 6) == 0;
            meta_text_name(next + size, other);
            if (defines && strcmp(name, other) == 0)
                fail_msg("'%s' is defined twice", name);
        }
    }
}

/* --- the JSON report ------------------------------------------------------------ */

/* Whether a value of the report can be null, which Lua has not. */
static bool can_be_null(const json_t *property)
{
    const json_t *types = json_object_get(property, "type"), *value;
    size_t i;
    json_array_foreach(types, i, value)
    {
        if (strcmp(json_string_value(value), "null") == 0)
            return true;
    }
    json_array_foreach(json_object_get(property, "enum"), i, value)
    {
        if (json_is_null(value))
            return true;
    }
    return false;
}

/* The line of a class's field, as text up to its end. */
static void find_field(const struct meta_text *meta, const char *class, const char *field,
                       char text[512])
{
    char name[META_NAME];
    const char *line = meta_text_class(meta, class), *next;
    for (; (next = meta_text_field(line, name)); line = next) {
        if (strcmp(name, field) != 0)
            continue;
        snprintf(text, 512, "%.*s", (int)(next - line - 1), line);
        return;
    }
    fail_msg("%s has no '%s', which the report has", class, field);
}

/* Every property that the schema requires or describes is a field that may be nil if it may be
 * null. */
static void check_object(const struct meta_text *meta, const json_t *schema, const char *class)
{
    char text[512];
    size_t i;
    const char *key;
    json_t *value;
    assert_true(json_array_size(json_object_get(schema, "required")) > 0 ||
                json_object_size(json_object_get(schema, "properties")) > 0);
    json_array_foreach(json_object_get(schema, "required"), i, value)
        find_field(meta, class, json_string_value(value), text);
    json_object_foreach(json_object_get(schema, "properties"), key, value)
    {
        find_field(meta, class, key, text);
        bool may_be_nil = strstr(text, "|nil") != NULL;
        if (may_be_nil != can_be_null(value))
            fail_msg("%s: whether it can be nil is another matter in the schema", text);
    }
}

static json_t *items_of(json_t *schema, const char *property)
{
    return json_object_get(json_object_get(json_object_get(schema, "properties"), property),
                           "items");
}

static void findings_are_those_of_the_json_report(void **state)
{
    json_error_t error;
    json_t *schema = json_load_file(PP_TEST_DATA "/report.schema.json", 0, &error);
    assert_non_null(schema);
    json_t *finding = items_of(schema, "findings"), *party = items_of(finding, "parties");
    json_t *properties = json_object_get(schema, "properties");
    check_object(*state, finding, "portplan.finding");
    check_object(*state, party, "portplan.party");
    check_object(*state, items_of(finding, "ports"), "portplan.finding_range");
    check_object(*state, items_of(finding, "services"), "portplan.finding_service");
    check_object(*state, items_of(party, "ports"), "portplan.party_port");
    check_object(*state, json_object_get(json_object_get(finding, "properties"), "waived_by"),
                 "portplan.waived_by");
    check_object(*state, json_object_get(properties, "summary"), "portplan.summary");
    json_decref(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_of_a_view_is_there_and_no_other),
        cmocka_unit_test(what_report_and_check_take_is_there),
        cmocka_unit_test(policies_have_both_forms_and_their_functions),
        cmocka_unit_test(every_type_that_is_named_is_defined),
        cmocka_unit_test(every_type_is_defined_once),
        cmocka_unit_test(findings_are_those_of_the_json_report),
    };
    return cmocka_run_group_tests(tests, meta_text_setup, meta_text_teardown);
}
