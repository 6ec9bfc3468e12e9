/* utf8: what is a character, which ones are shown, and how much of a text. */
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void well_formed_characters_are_decoded(void **state)
{
    static const struct {
        const char *text;
        size_t size;
        uint32_t value;
    } cases[] = {
        {"a", 1, 'a'},
        {"\x7F", 1, 0x7F},
        {"\xC2\x80", 2, 0x80},
        {"\xDF\xBF", 2, 0x7FF},
        {"\xE0\xA0\x80", 3, 0x800},
        {"\xED\x9F\xBF", 3, 0xD7FF},
        {"\xEF\xBF\xBF", 3, 0xFFFF},
        {"\xF0\x90\x80\x80", 4, 0x10000},
        {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint32_t value = 0;
        size_t length = strlen(cases[i].text);
        assert_int_equal(pp_utf8_decode(cases[i].text, length, &value), cases[i].size);
        assert_int_equal(value, cases[i].value);
        assert_int_equal(pp_utf8_decode(cases[i].text, length - 1, &value), 0);
    }
}

static void overlong_halves_and_surrogates_are_refused(void **state)
{
    static const char *const wrong[] = {
        "\x80",         "\xC0\xAF",         "\xC1\xBF",         "\xE0\x9F\xBF", "\xED\xA0\x80",
        "\xE2\x82\x41", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80",     "\xFF",
    };
    uint32_t value = 7;
    (void)state;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(pp_utf8_decode(wrong[i], strlen(wrong[i]), &value), 0);
    assert_int_equal(value, 7);
}

static void control_characters_are_not_printable(void **state)
{
    static const uint32_t controls[] = {0, '\n', '\t', 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F};
    static const uint32_t others[] = {' ', '~', 0xA0, 0xAD, 0x2028, 0x1F4FA};
    (void)state;
    for (size_t i = 0; i < COUNT(controls); i++)
        assert_false(pp_utf8_is_printable(controls[i]));
    for (size_t i = 0; i < COUNT(others); i++)
        assert_true(pp_utf8_is_printable(others[i]));
}

static void marks_are_known(void **state)
{
    static const uint32_t marks[][2] = {
        {0x061C, 0x061C}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF}};
    (void)state;
    for (size_t i = 0; i < COUNT(marks); i++) {
        assert_false(pp_utf8_is_mark(marks[i][0] - 1));
        for (uint32_t value = marks[i][0]; value <= marks[i][1]; value++)
            assert_true(pp_utf8_is_mark(value));
        assert_false(pp_utf8_is_mark(marks[i][1] + 1));
    }
}

static void sixty_clean_characters_are_shown(void **state)
{
    char text[200] = "";
    (void)state;
    for (size_t i = 0; i < 70; i++)
        strcat(text, "\xC3\xA4");
    assert_int_equal(pp_utf8_shown(text, strlen(text)), 120);
    assert_int_equal(pp_utf8_shown("ab\033c", 4), 2);
    assert_int_equal(pp_utf8_shown("ab\xC2\x9B", 4), 2);
    assert_int_equal(pp_utf8_shown("ab\xFF", 3), 2);
    assert_int_equal(pp_utf8_shown("abc", 2), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_characters_are_decoded),
        cmocka_unit_test(overlong_halves_and_surrogates_are_refused),
        cmocka_unit_test(control_characters_are_not_printable),
        cmocka_unit_test(marks_are_known),
        cmocka_unit_test(sixty_clean_characters_are_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
