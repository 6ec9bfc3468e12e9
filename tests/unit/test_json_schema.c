/* json_schema: every field of every shape is in the schemas, as its row says. What the schemas
 * take and refuse is tests/support/schema_test's. */
#include "read/json_schema_kinds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* --- help ------------------------------------------------------------------- */

static const struct pp_known_name rules[] = {{"port-overlap", "two bindings"}, {"url-form", NULL}};
static const struct pp_known_name catalogs[] = {{"cinegy", NULL}};
static const struct pp_known_names known_names[PP_KNOWNS] = {
    [PP_KNOWN_RULES] = {rules, 2}, [PP_KNOWN_CATALOGS] = {catalogs, 1}};
static const struct pp_known_names nothing_known[PP_KNOWNS] = {{0}};

static const char *const colours[] = {"red", "blue.green"};
static const struct pp_field small_fields[] = {
    {.name = "colour", .kind = PP_FIELD_CHOICE, .choices = colours, .choice_count = 2, .help = "c"},
    {.name = "rule", .kind = PP_FIELD_NAME, .known = PP_KNOWN_RULES, .help = "r"},
    {.name = "catalogs", .kind = PP_FIELD_NAMES, .known = PP_KNOWN_CATALOGS, .help = "k"},
};
static const struct pp_shape small_shape = {
    .what = "a small thing", .fields = small_fields, .count = 3, .shorthand = "colour"};
static const struct pp_json_schema small = {"small", &small_shape, "small things"};

static json_t *schema_of(const struct pp_json_schema *schema, const struct pp_known_names *known)
{
    struct pp_strbuf buf;
    json_error_t error;
    pp_strbuf_init(&buf);
    pp_json_schema_write(schema, known, &buf);
    json_t *root = json_loads(buf.text, JSON_REJECT_DUPLICATES, &error);
    pp_strbuf_release(&buf);
    assert_non_null(root);
    return root;
}

static const json_t *get(const json_t *value, const char *key)
{
    const json_t *member = json_object_get(value, key);
    if (!member)
        fail_msg("there is no '%s'", key);
    return member;
}

static bool has_text(const json_t *array, const char *text)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        if (strcmp(json_string_value(json_array_get(array, i)), text) == 0)
            return true;
    }
    return false;
}

/* What a reference, or the allOf around one, refers to. */
static const json_t *follow(const json_t *root, const json_t *reference)
{
    static const char pointer[] = "#/definitions/";
    if (json_object_get(reference, "allOf"))
        reference = json_array_get(get(reference, "allOf"), 0);
    const char *text = json_string_value(get(reference, "$ref"));
    assert_memory_equal(text, pointer, strlen(pointer));
    return get(get(root, "definitions"), text + strlen(pointer));
}

/* --- every field ------------------------------------------------------------ */

static size_t check_shape(const json_t *root, const json_t *schema, const struct pp_shape *shape);

static size_t check_nested(const json_t *root, const json_t *property, const struct pp_field *field)
{
    if (field->kind == PP_FIELD_SHAPE)
        return check_shape(root, follow(root, property), field->shape);
    if (field->kind == PP_FIELD_SHAPE_LIST)
        return check_shape(root, follow(root, get(property, "items")), field->shape);
    if (field->kind == PP_FIELD_SHAPE_MAP)
        return check_shape(root, follow(root, get(property, "additionalProperties")), field->shape);
    return 0;
}

static void check_choices(const json_t *property, const struct pp_field *field)
{
    const json_t *offered = get(json_array_get(get(property, "anyOf"), 0), "enum");
    assert_int_equal(json_array_size(offered), field->choice_count);
    for (size_t i = 0; i < field->choice_count; i++)
        assert_string_equal(json_string_value(json_array_get(offered, i)), field->choices[i]);
}

static size_t check_shape(const json_t *root, const json_t *schema, const struct pp_shape *shape)
{
    const json_t *properties = get(schema, "properties");
    const json_t *required = json_object_get(schema, "required");
    size_t count = shape->count;
    assert_int_equal(json_object_size(properties), shape->count);
    assert_true(json_is_false(get(schema, "additionalProperties")));
    for (size_t i = 0; i < shape->count; i++) {
        const struct pp_field *field = &shape->fields[i];
        const json_t *property = get(properties, field->name);
        assert_string_equal(json_string_value(get(property, "description")), field->help);
        assert_int_equal(has_text(required, field->name), field->required);
        if (field->kind == PP_FIELD_CHOICE)
            check_choices(property, field);
        if (field->kind == PP_FIELD_INTEGER)
            assert_int_equal(json_integer_value(get(property, "maximum")), field->max);
        count += check_nested(root, property, field);
    }
    return count;
}

static void every_field_is_there_with_its_help(void **state)
{
    (void)state;
    for (size_t i = 0; i < pp_json_schema_count; i++) {
        json_t *root = schema_of(&pp_json_schemas[i], known_names);
        assert_true(check_shape(root, root, pp_json_schemas[i].shape) > 0);
        assert_string_equal(json_string_value(get(root, "description")), pp_json_schemas[i].help);
        json_decref(root);
    }
}

static void every_kind_of_field_has_a_schema(void **state)
{
    (void)state;
    for (int kind = 0; kind < PP_FIELD_KINDS; kind++) {
        bool nests = kind == PP_FIELD_SHAPE || kind == PP_FIELD_SHAPE_LIST ||
                     kind == PP_FIELD_SHAPE_MAP;
        assert_int_equal(pp_schema_has_kind((enum pp_field_kind)kind), !nests);
    }
}

/* --- what stands for a map, and names ---------------------------------------- */

static void a_string_may_stand_for_a_map(void **state)
{
    json_t *root = schema_of(&small, nothing_known);
    (void)state;
    assert_true(has_text(get(root, "type"), "object"));
    assert_true(has_text(get(root, "type"), "string"));
    check_choices(root, &small_fields[0]);
    assert_string_equal(json_string_value(get(root, "title")), "portplan small thing");
    json_decref(root);
}

static void choices_match_without_case(void **state)
{
    json_t *root = schema_of(&small, nothing_known);
    const json_t *second = json_array_get(get(root, "anyOf"), 1);
    (void)state;
    assert_string_equal(json_string_value(get(second, "pattern")),
                        "^(?:[Rr][Ee][Dd]|[Bb][Ll][Uu][Ee]\\.[Gg][Rr][Ee][Ee][Nn])$");
    assert_string_equal(json_string_value(get(second, "patternErrorMessage")),
                        "must be red or blue.green");
    json_decref(root);
}

static void known_names_are_offered_and_others_taken(void **state)
{
    json_t *root = schema_of(&small, known_names);
    const json_t *rule = get(get(root, "properties"), "rule");
    const json_t *offered = json_array_get(get(rule, "anyOf"), 0);
    (void)state;
    assert_true(has_text(get(offered, "enum"), "url-form"));
    assert_true(has_text(get(offered, "enumDescriptions"), "two bindings"));
    assert_non_null(json_object_get(json_array_get(get(rule, "anyOf"), 1), "pattern"));
    const json_t *list = get(get(root, "properties"), "catalogs");
    offered = json_array_get(get(get(list, "items"), "anyOf"), 0);
    assert_true(has_text(get(offered, "enum"), "cinegy"));
    assert_null(json_object_get(offered, "enumDescriptions"));
    json_decref(root);
}

static void without_known_names_there_is_only_a_pattern(void **state)
{
    json_t *root = schema_of(&small, nothing_known);
    const json_t *rule = get(get(root, "properties"), "rule");
    (void)state;
    assert_null(json_object_get(rule, "anyOf"));
    assert_non_null(get(rule, "pattern"));
    json_decref(root);
}

static void known_keys_of_a_map_are_its_properties(void **state)
{
    json_t *root = schema_of(&pp_json_schemas[0], known_names);
    const json_t *map = get(get(root, "properties"), "rules");
    const json_t *rule = get(get(map, "properties"), "port-overlap");
    (void)state;
    assert_string_equal(json_string_value(get(rule, "description")), "two bindings");
    assert_non_null(get(get(follow(root, rule), "properties"), "severity"));
    assert_null(json_object_get(get(get(map, "properties"), "url-form"), "description"));
    assert_null(json_object_get(map, "propertyNames"));
    assert_non_null(get(get(get(root, "properties"), "products"), "propertyNames"));
    json_decref(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_there_with_its_help),
        cmocka_unit_test(every_kind_of_field_has_a_schema),
        cmocka_unit_test(a_string_may_stand_for_a_map),
        cmocka_unit_test(choices_match_without_case),
        cmocka_unit_test(known_names_are_offered_and_others_taken),
        cmocka_unit_test(without_known_names_there_is_only_a_pattern),
        cmocka_unit_test(known_keys_of_a_map_are_its_properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
