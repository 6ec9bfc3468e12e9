/* fields: the tables themselves: schemas and messages are made of them, so none may have a hole. */
#include "read/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void check_field(const struct pp_field *field)
{
    assert_true(pp_is_id(field->name));
    assert_non_null(field->help);
    assert_null(strchr(field->help, '\n'));
    assert_true(field->kind < PP_FIELD_KINDS);
    assert_int_equal(field->kind == PP_FIELD_CHOICE, field->choice_count > 0);
    assert_int_equal(field->kind == PP_FIELD_INTEGER, field->max > 0);
    bool nests = field->kind == PP_FIELD_SHAPE || field->kind == PP_FIELD_SHAPE_LIST ||
                 field->kind == PP_FIELD_SHAPE_MAP || field->kind == PP_FIELD_PORTS;
    assert_int_equal(nests, field->shape != NULL);
}

/* Checks a shape and those inside it; returns how many fields there are. */
static size_t check_shape(const struct pp_shape *shape)
{
    size_t count = shape->count;
    bool shorthand_found = shape->shorthand == NULL;
    assert_non_null(shape->what);
    assert_true(shape->count > 0);
    for (size_t i = 0; i < shape->count; i++) {
        const struct pp_field *field = &shape->fields[i];
        check_field(field);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(shape->fields[j].name, field->name);
        if (shape->shorthand && strcmp(shape->shorthand, field->name) == 0)
            shorthand_found = true;
        if (field->shape)
            count += check_shape(field->shape);
    }
    assert_true(shorthand_found);
    return count;
}

static void every_field_says_what_it_is_for(void **state)
{
    (void)state;
    assert_int_equal(check_shape(&pp_catalog_shape), 5 + 6 + 11);
    assert_int_equal(check_shape(&pp_plan_shape), 7 + 2 + (6 + 11) + (11 + 9 + 4) + 2 + 9);
}

static void ids_are_letters_digits_and_dashes(void **state)
{
    static const char *const good[] = {"a", "air_web_api", "cinegy-extra", "h264",
                                       "A", "aB",          "1a",           "_a"};
    static const char *const bad[] = {"", "-a", "a b", "a.b", "../a", "ä"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(pp_is_id(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(pp_is_id(bad[i]));
}

/* --- records ----------------------------------------------------------------- */

struct place {
    const char *name;
    struct pp_address first, second;
    const struct pp_node *count;
};

static const struct pp_field place_fields[] = {
    {.name = "name",
     .kind = PP_FIELD_NAME,
     .required = true,
     .offset = offsetof(struct place, name)},
    {.name = "first", .kind = PP_FIELD_ADDRESS, .offset = offsetof(struct place, first)},
    {.name = "second", .kind = PP_FIELD_ADDRESS, .offset = offsetof(struct place, second)},
    {.name = "count", .kind = PP_FIELD_INSTANCES, .offset = offsetof(struct place, count)},
};
static const struct pp_shape place_shape = {.what = "a place", .fields = place_fields, .count = 4};

struct decoding {
    struct pp_arena arena;
    struct pp_diags diags;
    struct pp_decoder decoder;
};

static struct pp_value text_value(const char *text)
{
    return (struct pp_value){PP_NODE_STRING, (uint32_t)strlen(text), {.text = text}};
}

static bool decode(struct decoding *decoding, const struct pp_keys *keys,
                   const struct pp_value *values, struct place *place)
{
    const struct pp_node record = {.kind = PP_NODE_RECORD, .record = {keys, values, NULL}};
    *place = (struct place){0};
    return pp_fields_decode(&decoding->decoder, &record, &place_shape, "a place", place);
}

static void start(struct decoding *decoding)
{
    pp_arena_init(&decoding->arena);
    pp_diags_init(&decoding->diags, &decoding->arena);
    decoding->decoder = (struct pp_decoder){.arena = &decoding->arena, .diags = &decoding->diags};
}

static void end(struct decoding *decoding)
{
    pp_diags_release(&decoding->diags);
    pp_arena_release(&decoding->arena);
}

static void records_one_after_the_other_have_their_own_values(void **state)
{
    static const char *const names[] = {"count", "first", "name", "second"};
    static const struct pp_keys keys = {4, names};
    static const char one[] = "10.0.0.1", other[] = "10.0.0.2", wrong[] = "10.0.0.300";
    static const char *const texts[][2] = {{one, other}, {one, other},   {other, one},
                                           {wrong, one}, {wrong, other}, {one, one}};
    struct decoding decoding;
    (void)state;
    start(&decoding);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct pp_value values[] = {{PP_NODE_INTEGER, 0, {.integer = (int64_t)i}},
                                          text_value(texts[i][0]),
                                          text_value(texts[i][1]),
                                          text_value(texts[i][1])};
        struct place place;
        bool good = texts[i][0] != wrong;
        size_t mistakes = decoding.diags.count;
        assert_int_equal(decode(&decoding, &keys, values, &place), good);
        assert_int_equal(decoding.diags.count - mistakes, !good);
        assert_string_equal(place.name, texts[i][1]);
        assert_int_equal(place.first.bytes[3], !good ? 0 : texts[i][0] == one ? 1 : 2);
        assert_int_equal(place.second.bytes[3], texts[i][1] == one ? 1 : 2);
        assert_int_equal(place.count->integer, i);
    }
    end(&decoding);
}

static void keys_of_a_record_are_judged_like_those_of_a_map(void **state)
{
    static const char *const few[] = {"first"}, *const odd[] = {"nam", "first"},
                             *const twice[] = {"name", "name"};
    static const struct pp_keys keys[] = {{1, few}, {2, odd}, {2, twice}};
    static const char *const messages[] = {"a place has no 'name'; it must be a string",
                                           "'nam' is not a field of a place; its fields are name, "
                                           "first, second and count; did you mean "
                                           "'name'?",
                                           "'name' is given twice"};
    const struct pp_value values[] = {text_value("10.0.0.1"), text_value("10.0.0.2")};
    struct decoding decoding;
    (void)state;
    start(&decoding);
    for (size_t i = 0; i < 3; i++) {
        struct place place;
        assert_false(decode(&decoding, &keys[i], values, &place));
        assert_int_equal(decoding.diags.count, i + 1);
        assert_string_equal(decoding.diags.items[i].message, messages[i]);
    }
    end(&decoding);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_says_what_it_is_for),
        cmocka_unit_test(ids_are_letters_digits_and_dashes),
        cmocka_unit_test(records_one_after_the_other_have_their_own_values),
        cmocka_unit_test(keys_of_a_record_are_judged_like_those_of_a_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
