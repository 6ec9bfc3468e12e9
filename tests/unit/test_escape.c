/* Text inside other formats, and counting of texts. */
#include "report/escape.h"
#include "report/tally.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect(void (*add)(struct pp_strbuf *buf, const char *text), const char *text,
                   const char *expected)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    add(&buf, text);
    assert_string_equal(buf.text, expected);
    pp_strbuf_release(&buf);
}

static void add_attribute(struct pp_strbuf *buf, const char *text)
{
    pp_add_xml_attribute(buf, "name", text);
}

static void xml_text_is_no_markup(void **state)
{
    (void)state;
    expect(pp_add_xml, "<a b=\"c\"> & 'd' ]]>", "&lt;a b=&quot;c&quot;&gt; &amp; 'd' ]]&gt;");
    expect(pp_add_xml, "Z\xC3\xBCrich \xF0\x9F\x8E\xAC", "Z\xC3\xBCrich \xF0\x9F\x8E\xAC");
    expect(pp_add_xml, "", "");
}

static void xml_holds_no_control_characters(void **state)
{
    (void)state;
    expect(pp_add_xml, "a\x1b[31m\x01\x7f", "a\\x1b[31m\\x01\\x7f");
    expect(pp_add_xml, "\xC2\x85", "\\xc2\\x85");
    expect(pp_add_xml, "\xEF\xBF\xBF", "\\xef\\xbf\\xbf");
    expect(pp_add_xml, "a\xFF\xC3", "a\xEF\xBF\xBD\xEF\xBF\xBD");
    expect(pp_add_xml, "two\nlines\tand\r", "two\nlines\tand&#13;");
}

static void xml_attributes_keep_their_line_ends(void **state)
{
    (void)state;
    expect(add_attribute, "a\n\tb\r\"", " name=\"a&#10;&#9;b&#13;&quot;\"");
}

static void a_command_is_one_line(void **state)
{
    (void)state;
    expect(pp_add_command_text, "100%\r\nnext: a, b", "100%25%0D%0Anext: a, b");
    expect(pp_add_command_text, "a%0Ab", "a%250Ab");
    expect(pp_add_command_text, "\x1b[2J\xE2\x80\xAE", "\\x1b[2J\\xe2\\x80\\xae");
}

static void a_property_of_a_command_ends_at_no_comma(void **state)
{
    (void)state;
    expect(pp_add_command_property, "a,b::error c:50%\n", "a%2Cb%3A%3Aerror c%3A50%25%0A");
}

static void a_test_point_has_no_directive_of_its_own(void **state)
{
    (void)state;
    expect(pp_add_tap, "host #1 \\ # SKIP", "host \\#1 \\\\ \\# SKIP");
    expect(pp_add_tap, "a\nok 2\t\x07", "a ok 2 \\x07");
}

static void a_cell_of_markdown_is_text_on_one_line(void **state)
{
    (void)state;
    expect(pp_add_markdown, "a | b\nc", "a \\| b c");
    expect(pp_add_markdown, "*bold* `code` <b> [x](y) \\ ~~no~~ &amp;",
           "\\*bold\\* \\`code\\` \\<b\\> \\[x\\](y) \\\\ \\~\\~no\\~\\~ \\&amp;");
    expect(pp_add_markdown, "main_preview _x", "main_preview \\_x");
    expect(pp_add_markdown, "\x1b[2J Z\xC3\xBCrich", "\\x1b\\[2J Z\xC3\xBCrich");
}

static void a_yaml_scalar_is_one_line_in_quotes(void **state)
{
    (void)state;
    expect(pp_add_yaml_quoted, "a \"b\" \\ c: #d", "\"a \\\"b\\\" \\\\ c: #d\"");
    expect(pp_add_yaml_quoted, "a\nb\tc\r", "\"a\\nb\\tc\\u000d\"");
    expect(pp_add_yaml_quoted, "\xE2\x80\xA8 \xC2\x85 \xF0\x9F\x8E\xAC",
           "\"\\u2028 \\u0085 \xF0\x9F\x8E\xAC\"");
    expect(pp_add_yaml_quoted, "\xFF", "\"\xEF\xBF\xBD\"");
}

static void a_relative_path_is_a_relative_uri(void **state)
{
    (void)state;
    expect(pp_add_uri, "plans/site.lua", "plans/site.lua");
    expect(pp_add_uri, ".//./plans/site.lua", "plans/site.lua");
    expect(pp_add_uri, "../site.lua", "../site.lua");
    expect(pp_add_uri, "a b%20#?[1].lua", "a%20b%2520%23%3F%5B1%5D.lua");
    expect(pp_add_uri, "Z\xC3\xBCrich.yaml", "Z%C3%BCrich.yaml");
    expect(pp_add_uri, "c:site.lua", "c%3Asite.lua");
    expect(pp_add_uri, "<stdin>", "%3Cstdin%3E");
}

static void an_absolute_path_is_a_file_uri(void **state)
{
    (void)state;
    expect(pp_add_uri, "/srv/plans/my site.lua", "file:///srv/plans/my%20site.lua");
}

static void a_tally_counts_each_text(void **state)
{
    (void)state;
    struct pp_arena arena;
    struct pp_tally tally;
    char text[] = "one";
    pp_arena_init(&arena);
    pp_tally_init(&tally, &arena);
    assert_int_equal(pp_tally_add(&tally, text), 1);
    memcpy(text, "two", 3); /* it was copied */
    assert_int_equal(pp_tally_add(&tally, text), 1);
    assert_int_equal(pp_tally_add(&tally, "one"), 2);
    assert_int_equal(pp_tally_add(&tally, "One"), 1);
    assert_int_equal(pp_tally_add(&tally, "one"), 3);
    pp_tally_release(&tally);
    pp_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(xml_text_is_no_markup),
        cmocka_unit_test(xml_holds_no_control_characters),
        cmocka_unit_test(xml_attributes_keep_their_line_ends),
        cmocka_unit_test(a_command_is_one_line),
        cmocka_unit_test(a_property_of_a_command_ends_at_no_comma),
        cmocka_unit_test(a_test_point_has_no_directive_of_its_own),
        cmocka_unit_test(a_cell_of_markdown_is_text_on_one_line),
        cmocka_unit_test(a_yaml_scalar_is_one_line_in_quotes),
        cmocka_unit_test(a_relative_path_is_a_relative_uri),
        cmocka_unit_test(an_absolute_path_is_a_file_uri),
        cmocka_unit_test(a_tally_counts_each_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
