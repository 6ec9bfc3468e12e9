/* text, strbuf: comparing, matching, guessing and listing words; days; growing strings. */
#include "base/strbuf.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void only_ascii_letters_are_lowered(void **state)
{
    (void)state;
    assert_int_equal(pp_lower('Q'), 'q');
    assert_int_equal(pp_lower('['), '[');
    assert_int_equal(pp_lower('@'), '@');
    assert_int_equal(pp_lower((char)0xc4), (char)0xc4);
}

static void words_compare_without_case(void **state)
{
    (void)state;
    assert_int_equal(pp_casecmp("MUC-Cap-01", "muc-cap-01"), 0);
    assert_true(pp_casecmp("a", "B") < 0);
    assert_true(pp_casecmp("b", "A") > 0);
    assert_true(pp_casecmp("a", "ab") < 0);
    assert_true(pp_casecmp("", "") == 0);
    assert_true(pp_casecmp("z", "\xc3\xa4") < 0); /* bytes are unsigned */
}

static void a_glob_matches_runs_and_single_characters(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool matches;
    } cases[] = {
        {"cinegy.*", "cinegy.playout_engine", true},
        {"CINEGY.*", "cinegy.air", true},
        {"*", "", true},
        {"*", "anything", true},
        {"", "", true},
        {"", "a", false},
        {"a", "", false},
        {"?", "", false},
        {"a?c", "abc", true},
        {"a?c", "ac", false},
        {"*.web", "a.web.web", true},
        {"*a*b", "xxaxxbxxb", true},
        {"*a*b", "xxaxxbxxc", false},
        {"a**", "a", true},
        {"a*b*c", "abbbcb", false},
        {"muc-*-0?", "MUC-CAP-01", true},
        {"muc-*-0?", "MUC-CAP-11", false},
        {"[ab]", "a", false},
        {"[ab]", "[ab]", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (pp_glob_match(cases[i].pattern, cases[i].text) != cases[i].matches)
            fail_msg("'%s' against '%s'", cases[i].pattern, cases[i].text);
    }
}

static void a_hostile_glob_ends_soon(void **state)
{
    (void)state;
    char text[4001];
    memset(text, 'a', 4000);
    text[4000] = '\0';
    assert_false(pp_glob_match("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", text));
}

static void numbers_are_digits_up_to_a_bound(void **state)
{
    (void)state;
    uint32_t value = 7;
    assert_true(pp_parse_uint("0", 1, 10, &value));
    assert_int_equal(value, 0);
    assert_true(pp_parse_uint("0010", 4, 10, &value));
    assert_int_equal(value, 10);
    assert_true(pp_parse_uint("80/tcp", 2, 65535, &value));
    assert_int_equal(value, 80);
    assert_true(pp_parse_uint("4294967295", 10, UINT32_MAX, &value));
    assert_int_equal(value, UINT32_MAX);
}

static void what_is_no_number_leaves_the_value_alone(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "11", "-1", "+1", " 1", "1 ", "x", "0x1", "1.0"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint32_t value = 7;
        assert_false(pp_parse_uint(texts[i], strlen(texts[i]), 10, &value));
        assert_int_equal(value, 7);
    }
    uint32_t value = 7;
    assert_false(pp_parse_uint("99999999999999999999999999", 26, UINT32_MAX, &value));
    assert_int_equal(value, 7);
}

static const char *nearest(const char *word)
{
    static const char *const names[] = {"port-overlap", "url-overlap", "listener-mix",
                                        "split-binding", "web"};
    const char *name = pp_nearest(word, names, 5);
    return name ? name : "none";
}

static void a_slip_finds_the_name_that_was_meant(void **state)
{
    (void)state;
    assert_string_equal(nearest("port-overlop"), "port-overlap");    /* another letter */
    assert_string_equal(nearest("prot-overlap"), "port-overlap");    /* swapped */
    assert_string_equal(nearest("listner-mix"), "listener-mix");     /* left out */
    assert_string_equal(nearest("split-bindings"), "split-binding"); /* one too many */
    assert_string_equal(nearest("URL-Overlap"), "url-overlap");
    assert_string_equal(nearest("wbe"), "web");
}

static void what_is_far_from_everything_gets_no_guess(void **state)
{
    (void)state;
    assert_string_equal(nearest("completely-different"), "none");
    assert_string_equal(nearest("xyz"), "none");
    assert_string_equal(nearest(""), "none");
    assert_null(pp_nearest("a", NULL, 0));
}

static void of_equally_near_names_the_first_is_offered(void **state)
{
    (void)state;
    static const char *const names[] = {"rest", "test", "best"};
    assert_string_equal(pp_nearest("jest", names, 3), "rest");
    assert_string_equal(pp_nearest("test", names, 3), "test");
}

static void a_very_long_word_is_near_nothing(void **state)
{
    (void)state;
    static const char *const names[] = {"web"};
    char word[100000];
    memset(word, 'w', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    assert_null(pp_nearest(word, names, 1));
}

static void a_string_grows_and_stays_terminated(void **state)
{
    (void)state;
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    assert_string_equal(buf.text, "");
    pp_strbuf_add(&buf, "port ");
    pp_strbuf_printf(&buf, "%d", 8090);
    pp_strbuf_add_char(&buf, '/');
    pp_strbuf_add_bytes(&buf, "tcp and more", 3);
    pp_strbuf_fill(&buf, '.', 3);
    assert_string_equal(buf.text, "port 8090/tcp...");
    assert_int_equal(buf.length, 16);
    for (int i = 0; i < 10000; i++)
        pp_strbuf_add(&buf, "0123456789");
    assert_int_equal(strlen(buf.text), 100016);
    pp_strbuf_clear(&buf);
    assert_string_equal(buf.text, "");
    pp_strbuf_printf(&buf, "%5000d", 1);
    assert_int_equal(buf.length, 5000);
    pp_strbuf_add_bytes(&buf, "a\0b", 3);
    assert_int_equal(buf.length, 5003);
    pp_strbuf_release(&buf);
}

static void names_are_joined_for_sentences(void **state)
{
    static const char *const names[] = {"a", "b", "c"};
    struct pp_arena arena;
    (void)state;
    pp_arena_init(&arena);
    assert_string_equal(pp_names_join(&arena, names, 0, " or "), "");
    assert_string_equal(pp_names_join(&arena, names, 1, " or "), "a");
    assert_string_equal(pp_names_join(&arena, names, 2, " or "), "a or b");
    assert_string_equal(pp_names_join(&arena, names, 3, " and "), "a, b and c");
    pp_arena_release(&arena);
}

static void numbers_have_thousands_separators(void **state)
{
    static const struct {
        uint64_t number;
        const char *text;
    } cases[] = {{0, "0"},
                 {7, "7"},
                 {999, "999"},
                 {1000, "1,000"},
                 {12341, "12,341"},
                 {100000, "100,000"},
                 {1000007, "1,000,007"},
                 {UINT64_MAX, "18,446,744,073,709,551,615"}};
    struct pp_strbuf buf;
    (void)state;
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pp_strbuf_clear(&buf);
        pp_strbuf_add_grouped(&buf, cases[i].number);
        assert_string_equal(buf.text, cases[i].text);
    }
    pp_strbuf_release(&buf);
}

static void days_are_those_of_the_calendar(void **state)
{
    (void)state;
    assert_true(pp_is_date("2024-02-29"));
    assert_true(pp_is_date("2000-02-29"));
    assert_true(pp_is_date("2026-12-31"));
    static const char *const wrong[] = {"2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10",
                                        "2026-04-31", "2026-1-01",  "20260101",   "2026-01-01 ",
                                        "2026/01/01", "",           "2026-01-00", "0000-01-01"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(pp_is_date(wrong[i]));
}

static void days_are_counted_by_the_calendar(void **state)
{
    (void)state;
    assert_int_equal(pp_date_day("0001-01-01"), 0);
    assert_int_equal(pp_date_day("0001-12-31"), 364);
    assert_int_equal(pp_date_day("2024-03-01") - pp_date_day("2024-02-28"), 2);
    assert_int_equal(pp_date_day("1900-03-01") - pp_date_day("1900-02-28"), 1);
    assert_int_equal(pp_date_day("2026-12-25") - pp_date_day("2026-11-25"), 30);
    assert_int_equal(pp_date_day("2001-01-01") - pp_date_day("2000-01-01"), 366);
    char text[PP_DATE_TEXT];
    int32_t last = pp_date_day("9999-12-31");
    for (int32_t day = 0; day <= last; day++) {
        assert_true(pp_is_date(pp_date_format(day, text)));
        assert_int_equal(pp_date_day(text), day);
    }
    assert_string_equal(pp_date_format(last + 1, text), "9999-12-31");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_counted_by_the_calendar),
        cmocka_unit_test(only_ascii_letters_are_lowered),
        cmocka_unit_test(words_compare_without_case),
        cmocka_unit_test(a_glob_matches_runs_and_single_characters),
        cmocka_unit_test(a_hostile_glob_ends_soon),
        cmocka_unit_test(numbers_are_digits_up_to_a_bound),
        cmocka_unit_test(what_is_no_number_leaves_the_value_alone),
        cmocka_unit_test(a_slip_finds_the_name_that_was_meant),
        cmocka_unit_test(what_is_far_from_everything_gets_no_guess),
        cmocka_unit_test(of_equally_near_names_the_first_is_offered),
        cmocka_unit_test(a_very_long_word_is_near_nothing),
        cmocka_unit_test(a_string_grows_and_stays_terminated),
        cmocka_unit_test(names_are_joined_for_sentences),
        cmocka_unit_test(numbers_have_thousands_separators),
        cmocka_unit_test(days_are_those_of_the_calendar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
