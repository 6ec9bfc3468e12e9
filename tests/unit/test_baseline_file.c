/* The file of a baseline: written by report, read by read, and what is wrong with a damaged one. */
#include "read/decode_baseline.h"
#include "report/baseline.h"
#include "support/plan_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool read_text(struct plan_text *text, const char *yaml, struct pp_baseline *baseline)
{
    return pp_baseline_read(yaml, strlen(yaml), pp_sources_add(&text->sources, "b.yaml"),
                            &text->arena, &text->diags, baseline);
}

static struct pp_baseline accept(void **state, const char *yaml)
{
    struct pp_baseline baseline;
    bool good = read_text(*state, yaml, &baseline);
    assert_string_equal(plan_text_mistakes(*state), "");
    assert_true(good);
    return baseline;
}

static void refuse(void **state, const char *yaml, const char *mistakes)
{
    struct pp_baseline baseline;
    assert_false(read_text(*state, yaml, &baseline));
    assert_string_equal(plan_text_mistakes(*state), mistakes);
}

static const char *write_text(struct plan_text *text, const struct pp_baseline *baseline)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_report_baseline(baseline, &buf);
    const char *copy = pp_arena_strdup(&text->arena, buf.text);
    pp_strbuf_release(&buf);
    return copy;
}

static void every_field_is_read(void **state)
{
    struct pp_baseline baseline = accept(
        state, "baseline: 1\nfindings:\n"
               "  - {rule: port-overlap, host: MUC 01, transport: tcp, ports: \"8888,8890 -8892\", "
               "parties: [a/x, b(l)/y], count: 3}\n"
               "  - {rule: waiver-unused, message: m}\n"
               "  - {rule: prefer-above, parties: a/x}\n");
    assert_int_equal(baseline.count, 3);
    const struct pp_baseline_entry *entry = &baseline.entries[0];
    assert_string_equal(entry->identity.rule, "port-overlap");
    assert_string_equal(entry->identity.host, "MUC 01");
    assert_string_equal(entry->identity.transport, "tcp");
    assert_string_equal(entry->identity.ports, "8888, 8890-8892");
    assert_string_equal(entry->identity.parties[0], "a/x");
    assert_string_equal(entry->identity.parties[1], "b(l)/y");
    assert_string_equal(entry->identity.message, "");
    assert_int_equal(entry->count, 3);
    assert_int_equal(entry->loc.line, 3);
    assert_int_equal(entry->loc.column, 5);
    assert_string_equal(baseline.entries[1].identity.host, "");
    assert_string_equal(baseline.entries[1].identity.parties[0], "");
    assert_string_equal(baseline.entries[1].identity.message, "m");
    assert_int_equal(baseline.entries[1].count, 1);
    assert_string_equal(baseline.entries[2].identity.parties[0], "a/x");
    assert_string_equal(baseline.entries[2].identity.parties[1], "");
}

static void an_entry_is_one_line_with_the_fields_it_has(void **state)
{
    struct pp_baseline_entry entries[] = {
        {.identity = {"prefer-above", "PLAY-01", "tcp", "8001-8099, 9000", {"a.b(l)/x", ""}, ""},
         .count = 1},
        {.identity = {"waiver-unused", "", "", "", {"", ""}, "the waiver"}, .count = 2},
        {.identity = {"address-duplicate", "A", "", "", {"A", "off"}, ""}, .count = 1}};
    struct pp_baseline baseline = {entries, 3};
    const char *lines = strstr(write_text(*state, &baseline), "\nbaseline:");
    assert_non_null(lines);
    assert_string_equal(lines, "\nbaseline: 1\nfindings:\n"
                               "  - {rule: prefer-above, host: PLAY-01, transport: tcp, ports: "
                               "\"8001-8099, 9000\", parties: [\"a.b(l)/x\"]}\n"
                               "  - {rule: waiver-unused, message: \"the waiver\", count: 2}\n"
                               "  - {rule: address-duplicate, host: A, parties: [A, \"off\"]}\n");
}

static void an_empty_baseline_is_read_as_it_is_written(void **state)
{
    struct pp_baseline baseline = {0};
    const char *yaml = write_text(*state, &baseline);
    assert_non_null(strstr(yaml, "findings: []\n"));
    assert_int_equal(accept(state, yaml).count, 0);
}

static void what_is_written_is_read_again(void **state)
{
    static const char *const names[] = {"true",
                                        "No",
                                        "null",
                                        "~",
                                        "12",
                                        "0x1f",
                                        "1e3",
                                        ".inf",
                                        "-",
                                        "- a",
                                        "#x",
                                        "a: b",
                                        "a #b",
                                        "{a}",
                                        "[a",
                                        "a,b",
                                        "&a",
                                        "*a",
                                        "!a",
                                        "|",
                                        ">",
                                        "%a",
                                        "@a",
                                        "`a`",
                                        "'a'",
                                        "\"a\"",
                                        "a\\n",
                                        "\\",
                                        " a ",
                                        "a\tb",
                                        "M\xC3\xBC"
                                        "nchen",
                                        "\xE2\x80\xA8line",
                                        "\xEF\xBB\xBF"
                                        "bom",
                                        "\xE2\x80\xAE"
                                        "turned",
                                        "\xF0\x9F\x98\x80",
                                        "\xEF\xBF\xBE",
                                        "<<<<<<< HEAD",
                                        "---",
                                        "...",
                                        "<<",
                                        "=",
                                        "y",
                                        "a|b"};
    struct plan_text *text = *state;
    enum { COUNT = sizeof names / sizeof *names };
    struct pp_baseline_entry entries[COUNT];
    struct pp_baseline baseline = {entries, COUNT};
    for (size_t i = 0; i < COUNT; i++)
        entries[i] =
            (struct pp_baseline_entry){.identity = {"port-overlap",
                                                    strchr(names[i], '\t') ? "" : names[i],
                                                    "udp",
                                                    "1",
                                                    {strchr(names[i], '\t') ? "p" : names[i], "z"},
                                                    names[i]},
                                       .count = 1};
    const char *yaml = write_text(text, &baseline);
    struct pp_baseline again = accept(state, yaml);
    assert_int_equal(again.count, COUNT);
    for (size_t i = 0; i < COUNT; i++)
        assert_int_equal(pp_identity_compare(&again.entries[i].identity, &entries[i].identity), 0);
    assert_string_equal(write_text(text, &again), yaml);
}

static void all_mistakes_are_told_at_once(void **state)
{
    refuse(state,
           "baseline: 1\nfindings:\n"
           "  - {rul: prefer-above, host: A}\n"
           "  - {rule: prefer-above, transport: tpc, ports: \"8888, 70000\"}\n"
           "  - {host: A, count: 0, parties: [a, b, c]}\n"
           "  - {rule: prefer-above, ports: 8888}\n"
           "  - prefer-above\n"
           "  - {rule: prefer-above, ports: \"\"}\n"
           "  - {rule: prefer-above, ports: \"9-5\"}\n"
           "extra: 1\n",
           "3:6: 'rul' is not a field of a finding; its fields are rule, host, transport, ports, "
           "parties, message and count; did you mean 'rule'?\n"
           "4:37: 'transport' must be tcp, udp, sctp or dccp, not 'tpc'; did you mean 'tcp'?\n"
           "4:49: '70000': a port is 1-65535\n"
           "5:5: a finding has no 'rule'; it must be a string\n"
           "5:22: 'count' must be an integer from 1 to 4294967295, not 0\n"
           "5:41: a finding has no more than 2 parties, not 3\n"
           "6:33: 'ports' must be a string, not an integer; put it in quotes\n"
           "7:5: a finding must be a map of fields, not a string\n"
           "8:33: 'ports' is empty\n"
           "9:33: '9-5': the range runs backwards; write 5-9\n"
           "10:1: 'extra' is not a field of a baseline; its fields are baseline and findings\n");
}

static void another_version_is_not_read_on(void **state)
{
    refuse(state, "baseline: 2\nfindings: {a: b}\nfresh: 1\n",
           "1:11: the baseline has version 2 of the form; this portplan reads version 1\n");
}

static void the_version_is_a_number(void **state)
{
    refuse(state, "baseline: one\nfindings: []\n",
           "1:11: 'baseline' must be the version of the form, 1, not a string\n");
}

static void a_baseline_needs_its_version(void **state)
{
    refuse(state, "findings: []\n",
           "1:1: this is no baseline: it has no 'baseline: 1'; --write-baseline makes one\n");
}

static void findings_that_were_all_taken_out_need_a_list(void **state)
{
    refuse(state, "baseline: 1\nfindings:\n", "2:10: 'findings' must be a list, not nothing\n");
}

static void a_plan_is_no_baseline(void **state)
{
    refuse(state, "hosts: [{name: A}]\n",
           "1:1: this is no baseline: it has no 'baseline: 1'; --write-baseline makes one\n");
}

static void a_list_is_no_baseline(void **state)
{
    refuse(state, "- a\n",
           "1:1: this is no baseline: it has no 'baseline: 1'; --write-baseline makes one\n");
}

static void every_conflict_of_a_merge_is_found(void **state)
{
    refuse(state,
           "baseline: 1\nfindings:\n<<<<<<< HEAD\n  - {rule: a}\n=======\n  - {rule: b}\n"
           ">>>>>>> other\n  - {rule: c}\n<<<<<<< HEAD\n=======\n  - {rule: d}\n>>>>>>> other\n",
           "3:1: a merge has left a conflict here; keep the findings of both sides and take the "
           "marks out, then --prune-baseline removes what is gone\n"
           "9:1: a merge has left a conflict here; keep the findings of both sides and take the "
           "marks out, then --prune-baseline removes what is gone\n");
}

static void what_is_no_yaml_is_told_with_its_place(void **state)
{
    refuse(state, "baseline: 1\nfindings:\n  - {rule: a, host: A\n",
           "4:1: not valid YAML: did not find expected ',' or '}' while parsing a flow mapping "
           "that begins on line 3\n");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, plan_text_setup, plan_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(every_field_is_read),
        CASE(an_entry_is_one_line_with_the_fields_it_has),
        CASE(an_empty_baseline_is_read_as_it_is_written),
        CASE(what_is_written_is_read_again),
        CASE(all_mistakes_are_told_at_once),
        CASE(another_version_is_not_read_on),
        CASE(the_version_is_a_number),
        CASE(a_baseline_needs_its_version),
        CASE(findings_that_were_all_taken_out_need_a_list),
        CASE(a_plan_is_no_baseline),
        CASE(a_list_is_no_baseline),
        CASE(every_conflict_of_a_merge_is_found),
        CASE(what_is_no_yaml_is_told_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
