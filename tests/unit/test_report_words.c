/* The small pieces of reports: counts, clean text, wrapping, spans, CSV, tables. */
#include "report/table.h"
#include "report/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct pp_strbuf *fresh(struct pp_strbuf *buf)
{
    pp_strbuf_clear(buf);
    return buf;
}

static int set_up(void **state)
{
    static struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    *state = &buf;
    return 0;
}

static int tear_down(void **state)
{
    pp_strbuf_release(*state);
    return 0;
}

static void one_is_singular_and_everything_else_plural(void **state)
{
    struct pp_strbuf *buf = *state;
    pp_add_count(fresh(buf), 1, "host");
    assert_string_equal(buf->text, "1 host");
    pp_add_count(fresh(buf), 0, "host");
    assert_string_equal(buf->text, "0 hosts");
    pp_add_count(fresh(buf), 1200, "binding");
    assert_string_equal(buf->text, "1,200 bindings");
}

static void control_characters_never_reach_a_terminal(void **state)
{
    struct pp_strbuf *buf = *state;
    pp_add_clean(fresh(buf), "a\033[31mb\nc\x7f");
    assert_string_equal(buf->text, "a\\x1b[31mb\\x0ac\\x7f");
    pp_add_clean(fresh(buf), "\xC2\x9B"
                             "31m"); /* CSI as one character */
    assert_string_equal(buf->text, "\\xc2\\x9b31m");
    pp_add_clean(fresh(buf), "\xE2\x80\xAE"
                             "evil"); /* right-to-left override */
    assert_string_equal(buf->text, "\\xe2\\x80\\xaeevil");
    pp_add_clean(fresh(buf), "a\xE2\x80\x8F \xD8\x9C \xE2\x80\xA8 \xEF\xBB\xBF");
    assert_string_equal(buf->text, "a\\xe2\\x80\\x8f \\xd8\\x9c \\xe2\\x80\\xa8 \\xef\\xbb\\xbf");
    pp_add_clean(fresh(buf), "\xE2\x81\xA6\xE2\x80\x8D"); /* an isolate; a joiner of emoji stays */
    assert_string_equal(buf->text, "\\xe2\\x81\\xa6\xE2\x80\x8D");
}

static void bytes_that_are_no_utf8_are_replaced(void **state)
{
    struct pp_strbuf *buf = *state;
    pp_add_utf8(fresh(buf), "M\xFCnchen");
    assert_string_equal(buf->text, "M\xEF\xBF\xBDnchen");
    pp_add_utf8(fresh(buf), "M\xC3\xBCnchen \xF0\x9F\x93\xBA\n");
    assert_string_equal(buf->text, "M\xC3\xBCnchen \xF0\x9F\x93\xBA\n");
    pp_add_utf8(fresh(buf), "\xC0\xAF\xED\xA0\x80\xF4\x90\x80\x80\xE2\x82");
    for (const char *at = buf->text; *at; at += 3)
        assert_memory_equal(at, "\xEF\xBF\xBD", 3);
}

static void columns_are_characters_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(pp_text_columns("M\xC3\xBCnchen"), 7);
    assert_int_equal(pp_text_columns(""), 0);
}

static void long_lines_are_broken_between_words(void **state)
{
    struct pp_strbuf *buf = *state;
    pp_add_wrapped(fresh(buf), "the second to start fails", 4, 4, 20);
    assert_string_equal(buf->text, "the second to\n    start fails");
}

static void a_line_of_just_the_width_is_not_broken(void **state)
{
    struct pp_strbuf *buf = *state;
    pp_add_wrapped(fresh(buf), "aaaa bbbb", 0, 2, 9);
    assert_string_equal(buf->text, "aaaa bbbb");
    pp_add_wrapped(fresh(buf), "aaaa bbbb", 0, 2, 8);
    assert_string_equal(buf->text, "aaaa\n  bbbb");
}

static void a_word_is_never_cut(void **state)
{
    struct pp_strbuf *buf = *state;
    pp_add_wrapped(fresh(buf), "see http://+:8097/a/very/long/path/ there", 0, 2, 10);
    assert_string_equal(buf->text, "see\n  http://+:8097/a/very/long/path/\n  there");
}

static void newlines_of_a_text_are_kept_when_it_is_wrapped(void **state)
{
    struct pp_strbuf *buf = *state;
    pp_add_wrapped(fresh(buf), "one\ntwo  three\n", 0, 2, 80);
    assert_string_equal(buf->text, "one\n  two three");
}

static void lines_are_kept_and_indented(void **state)
{
    struct pp_strbuf *buf = *state;
    pp_add_lines(fresh(buf), "a {\n    b,\n\n}\n", 4);
    assert_string_equal(buf->text, "a {\n        b,\n\n    }");
}

static void spans_that_touch_are_merged(void **state)
{
    struct pp_strbuf *buf = *state;
    struct pp_span spans[] = {{5440, 5440}, {5422, 5436}, {5421, 5421}, {5430, 5432}};
    size_t count = pp_spans_merge(spans, 4);
    pp_add_spans(fresh(buf), spans, count);
    assert_string_equal(buf->text, "5421-5436, 5440");
    assert_int_equal(pp_spans_merge(spans, 0), 0);
}

static void spans_at_the_end_of_the_numbers_do_not_wrap_around(void **state)
{
    (void)state;
    struct pp_span spans[] = {{UINT32_MAX, UINT32_MAX}, {0, 0}};
    assert_int_equal(pp_spans_merge(spans, 2), 2);
}

static void csv_fields_are_quoted_only_when_they_must_be(void **state)
{
    struct pp_strbuf *buf = *state;
    static const char *const cases[][2] = {
        {"plain text", "plain text"},     {"a,b", "\"a,b\""}, {"say \"hi\"", "\"say \"\"hi\"\"\""},
        {"two\nlines", "\"two\nlines\""}, {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pp_add_csv_field(fresh(buf), cases[i][0]);
        assert_string_equal(buf->text, cases[i][1]);
    }
    pp_add_csv_field(fresh(buf), NULL);
    assert_string_equal(buf->text, "");
}

static void paint_is_left_out_without_colour(void **state)
{
    struct pp_strbuf *buf = *state;
    pp_add_painted(fresh(buf), false, PP_PAINT_RED, "error");
    assert_string_equal(buf->text, "error");
    pp_add_painted(fresh(buf), true, PP_PAINT_RED, "error");
    assert_string_equal(buf->text, "\033[1;31merror\033[0m");
}

static void a_table_fits_its_content_and_leaves_empty_columns_out(void **state)
{
    struct pp_strbuf *buf = *state;
    static const char *const heads[] = {"PORT", "LABEL", "WHO", "URL"};
    struct pp_arena arena;
    struct pp_table table;
    pp_arena_init(&arena);
    pp_table_init(&table, &arena, heads, 4, 1u);
    static const char *const cells[] = {"80", NULL, "M\xC3\xBCnchen", "http://*/", "65535", "",
                                        "b",  NULL};
    for (size_t i = 0; i < 8; i++)
        pp_table_cell(&table, cells[i]);
    pp_add_table(fresh(buf), &table, 2, false);
    assert_string_equal(buf->text, "   PORT  WHO      URL\n"
                                   "     80  M\xC3\xBCnchen  http://*/\n"
                                   "  65535  b\n");
    pp_table_release(&table);
    pp_arena_release(&arena);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_is_singular_and_everything_else_plural),
        TEST(control_characters_never_reach_a_terminal),
        TEST(bytes_that_are_no_utf8_are_replaced),
        TEST(columns_are_characters_not_bytes),
        TEST(long_lines_are_broken_between_words),
        TEST(a_line_of_just_the_width_is_not_broken),
        TEST(a_word_is_never_cut),
        TEST(newlines_of_a_text_are_kept_when_it_is_wrapped),
        TEST(lines_are_kept_and_indented),
        TEST(spans_that_touch_are_merged),
        TEST(spans_at_the_end_of_the_numbers_do_not_wrap_around),
        TEST(csv_fields_are_quoted_only_when_they_must_be),
        TEST(paint_is_left_out_without_colour),
        TEST(a_table_fits_its_content_and_leaves_empty_columns_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
