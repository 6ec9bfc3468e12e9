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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_says_what_it_is_for),
        cmocka_unit_test(ids_are_letters_digits_and_dashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
