/* lines: on which lines the fields of a table constructor stand. */
#include "script/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct pp_arena arena;

static struct pp_lines *scan(const char *text)
{
    pp_arena_release(&arena);
    return pp_lines_scan(text, strlen(text), &arena);
}

/* The line of `name` in the outermost call of `line` that has it; 0: not known. */
static uint32_t line_of(const char *text, uint32_t line, const char *name)
{
    const struct pp_lines_group *group = pp_lines_call(scan(text), line, false, &name, 1);
    return group ? pp_lines_field(group, name)->line : 0;
}

static void named_fields_are_found(void **state)
{
    (void)state;
    static const char text[] = "host 'A' {\n"
                               "  a = 1, b = f(1, { c = 2 }),\n"
                               "  ['d e'] = 3;\n"
                               "  e = function(x, y) local f, g = 1, 2 return f, g end,\n"
                               "  h = 4, [i] = 5,\n"
                               "}\n";
    assert_int_equal(line_of(text, 1, "a"), 2);
    assert_int_equal(line_of(text, 1, "b"), 2);
    assert_int_equal(line_of(text, 1, "c"), 0);
    assert_int_equal(line_of(text, 1, "d e"), 3);
    assert_int_equal(line_of(text, 1, "e"), 4);
    assert_int_equal(line_of(text, 1, "g"), 0);
    assert_int_equal(line_of(text, 1, "h"), 5);
    assert_int_equal(line_of(text, 1, "i"), 0);
    assert_int_equal(line_of(text, 2, "a"), 0);
}

static void comments_and_strings_are_no_code(void **state)
{
    (void)state;
    static const char text[] = "--[==[ host 'Z' {\n a = 1 ]] ]==] host 'A' {\n"
                               "  -- a = 0, }\n"
                               "  b = [[ a = 1,\n }\n]], c = '\\'}\\\n', d = \"\\z\n  }\",\n"
                               "  a = 2 }";
    assert_int_equal(line_of(text, 2, "a"), 9);
    assert_int_equal(line_of(text, 2, "b"), 4);
    assert_int_equal(line_of(text, 2, "c"), 6);
    assert_int_equal(line_of(text, 2, "d"), 7);
}

static void blocks_inside_a_field_keep_their_commas(void **state)
{
    (void)state;
    static const char text[] = "f {\n"
                               "  a = function() if x then repeat y = 1, 2 until z end\n"
                               "    for i = 1, 2 do b = 1 end while q do c = 1 end end,\n"
                               "  d = 1 == 2, e = t[1], g = (1), h = 0x1p-3, k = 1 ~= 2 }";
    assert_int_equal(line_of(text, 1, "b"), 0);
    assert_int_equal(line_of(text, 1, "d"), 4);
    assert_int_equal(line_of(text, 1, "k"), 4);
}

static void only_arguments_of_calls_count(void **state)
{
    (void)state;
    assert_int_equal(line_of("local t = {\n a = 1 }", 1, "a"), 0);
    assert_int_equal(line_of("return {\n a = 1 }", 1, "a"), 0);
    assert_int_equal(line_of("f {\n a = 1 }", 1, "a"), 2);
    assert_int_equal(line_of("f({\n a = 1 })", 1, "a"), 2);
    assert_int_equal(line_of("f(x, {\n a = 1 })", 1, "a"), 2);
    assert_int_equal(line_of("f 'x'\n{\n a = 1 }", 1, "a"), 3);
    assert_int_equal(line_of("f 'x'\n{\n a = 1 }", 2, "a"), 3);
    assert_int_equal(line_of("x.y(5) {\n a = 1 }", 1, "a"), 2);
}

static void a_constructor_on_one_line_is_not_kept(void **state)
{
    (void)state;
    assert_int_equal(scan("f { a = 1 } g { b = { c = 2 } }")->count, 0);
    assert_int_equal(scan("f { a = 1, {\n} } g { b = { c = 2 } }")->count, 2);
    assert_int_equal(scan("")->count, 0);
}

static void of_two_on_one_line_the_outer_or_inner_is_chosen(void **state)
{
    (void)state;
    static const char text[] = "host 'A' { a.b {\n x = 1,\n y = 2 },\n x = 3 }";
    static const char *const x[] = {"x"}, *const both[] = {"x", "y"};
    struct pp_lines *lines = scan(text);
    assert_int_equal(pp_lines_field(pp_lines_call(lines, 1, false, x, 1), "x")->line, 4);
    assert_int_equal(pp_lines_field(pp_lines_call(lines, 1, true, x, 1), "x")->line, 2);
    assert_int_equal(pp_lines_field(pp_lines_call(lines, 1, false, both, 2), "x")->line, 2);
}

static void items_are_counted_and_the_last_repeats(void **state)
{
    (void)state;
    struct pp_lines *lines = scan("f {\n 1, a = 2,\n {\n 5 },\n g()\n}");
    const struct pp_lines_group *group = pp_lines_call(lines, 1, false, NULL, 0);
    uint32_t cursor = 0;
    assert_int_equal(pp_lines_item(group, &cursor)->line, 2);
    const struct pp_lines_field *second = pp_lines_item(group, &cursor);
    assert_int_equal(second->line, 3);
    assert_int_equal(lines->groups[second->group].fields[0].line, 4);
    assert_int_equal(pp_lines_item(group, &cursor)->line, 5);
    assert_int_equal(pp_lines_item(group, &cursor)->line, 5);
    lines = scan("f {\n a = 1 }");
    cursor = 0;
    assert_null(pp_lines_item(pp_lines_call(lines, 1, false, NULL, 0), &cursor));
}

static void any_text_is_survived(void **state)
{
    (void)state;
    static const char text[] =
        "f { a = [==[ x ]=] '\\\n \"--[[ ]] { ( [ function } ) ] end , ; = 0x1e+ \r\n";
    char piece[sizeof text];
    for (size_t from = 0; from < sizeof text - 1; from++) {
        for (size_t to = from; to < sizeof text; to++) {
            memcpy(piece, text + from, to - from);
            assert_non_null(pp_lines_scan(piece, to - from, &arena));
        }
        pp_arena_release(&arena);
    }
    char deep[2000];
    memset(deep, '{', sizeof deep);
    assert_non_null(pp_lines_scan(deep, sizeof deep, &arena));
}

static int release(void **state)
{
    (void)state;
    pp_arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(named_fields_are_found),
        cmocka_unit_test(comments_and_strings_are_no_code),
        cmocka_unit_test(blocks_inside_a_field_keep_their_commas),
        cmocka_unit_test(only_arguments_of_calls_count),
        cmocka_unit_test(a_constructor_on_one_line_is_not_kept),
        cmocka_unit_test(of_two_on_one_line_the_outer_or_inner_is_chosen),
        cmocka_unit_test(items_are_counted_and_the_last_repeats),
        cmocka_unit_test(any_text_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
