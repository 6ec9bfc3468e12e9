/* YAML to a node tree: places, kinds, aliases, limits, and every mistake with its text. */
#include "read/yaml.h"

#include "base/strbuf.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct parse {
    struct pp_arena arena;
    struct pp_diags diags;
    struct pp_node *root;
};

static void start(struct parse *parse, const char *text, size_t length,
                  const struct pp_yaml_limits *limits)
{
    pp_arena_init(&parse->arena);
    pp_diags_init(&parse->diags, &parse->arena);
    parse->root = pp_yaml_parse(text, length, 1, &parse->arena, &parse->diags, limits);
    assert_int_equal(parse->root == NULL, parse->diags.count > 0);
}

static void finish(struct parse *parse)
{
    pp_diags_release(&parse->diags);
    pp_arena_release(&parse->arena);
}

static void start_good(struct parse *parse, const char *text)
{
    start(parse, text, strlen(text), NULL);
    if (parse->diags.count)
        fail_msg("%s", parse->diags.items[0].message);
}

static void check_place(struct pp_loc loc, uint32_t line, uint16_t column)
{
    assert_int_equal(loc.source, 1);
    assert_int_equal(loc.line, line);
    assert_int_equal(loc.column, column);
}

static void check_first(const struct parse *parse, uint32_t line, uint16_t column,
                        const char *message)
{
    assert_true(parse->diags.count > 0);
    assert_string_equal(parse->diags.items[0].message, message);
    check_place(parse->diags.items[0].loc, line, column);
}

/* `text` is refused for that one reason. */
static void refused(const char *text, uint32_t line, uint16_t column, const char *message)
{
    struct parse parse;
    start(&parse, text, strlen(text), NULL);
    check_first(&parse, line, column, message);
    assert_int_equal(parse.diags.count, 1);
    assert_false(parse.diags.limit_hit);
    finish(&parse);
}

static void limited(const char *text, struct pp_yaml_limits limits, uint32_t line, uint16_t column,
                    const char *message)
{
    struct parse parse;
    start(&parse, text, strlen(text), &limits);
    check_first(&parse, line, column, message);
    assert_int_equal(parse.diags.count, 1);
    assert_true(parse.diags.limit_hit);
    finish(&parse);
}

/* --- what is read --------------------------------------------------------- */

static void every_key_and_value_knows_its_line_and_column(void **state)
{
    struct parse parse;
    (void)state;
    start_good(
        &parse,
        "# plan\n\xC3\xBC: \xE2\x82\xAC\nhosts:\n  - name: A\n    tags: [x, \xC3\xB6, z]\nlast:\n");
    const struct pp_entry *first = parse.root->first, *hosts = first->next, *last = hosts->next;
    check_place(parse.root->loc, 2, 1);
    check_place(first->key_loc, 2, 1);
    check_place(first->value->loc, 2, 4);
    check_place(hosts->key_loc, 3, 1);
    check_place(hosts->value->loc, 4, 3);
    const struct pp_node *host = hosts->value->first->value;
    check_place(host->loc, 4, 5);
    const struct pp_node *tags = pp_node_get(host, "tags");
    check_place(tags->loc, 5, 11);
    check_place(tags->last->value->loc, 5, 18);
    check_place(last->key_loc, 6, 1);
    assert_int_equal(last->value->kind, PP_NODE_NULL);
    check_place(last->value->loc, 6, 6);
    assert_int_equal(parse.root->count, 3);
    finish(&parse);
}

static void places_do_not_depend_on_line_ends_or_a_byte_order_mark(void **state)
{
    struct parse parse;
    (void)state;
    start_good(&parse, "\xEF\xBB\xBF"
                       "a: 1\r\nb: 2\r\n");
    check_place(parse.root->loc, 1, 1);
    check_place(parse.root->last->value->loc, 2, 4);
    assert_int_equal(pp_node_get(parse.root, "b")->integer, 2);
    finish(&parse);
}

static void a_column_beyond_65535_stays_there(void **state)
{
    struct parse parse;
    struct pp_strbuf text;
    (void)state;
    pp_strbuf_init(&text);
    pp_strbuf_fill(&text, ' ', 70000);
    pp_strbuf_add(&text, "[x]");
    start_good(&parse, text.text);
    check_place(parse.root->loc, 1, 65535);
    finish(&parse);
    pp_strbuf_release(&text);
}

static void plain_scalars_follow_the_core_schema(void **state)
{
    static const struct {
        const char *text;
        enum pp_node_kind kind;
        double value;
    } cases[] = {
        {"~", PP_NODE_NULL, 0},
        {"null", PP_NODE_NULL, 0},
        {"NULL", PP_NODE_NULL, 0},
        {"true", PP_NODE_BOOL, 1},
        {"False", PP_NODE_BOOL, 0},
        {"8090", PP_NODE_INTEGER, 8090},
        {"-3", PP_NODE_INTEGER, -3},
        {"+4", PP_NODE_INTEGER, 4},
        {"010", PP_NODE_INTEGER, 10},
        {"0x1F9A", PP_NODE_INTEGER, 8090},
        {"0o17", PP_NODE_INTEGER, 15},
        {"1e3", PP_NODE_NUMBER, 1000},
        {".5", PP_NODE_NUMBER, 0.5},
        {"1.", PP_NODE_NUMBER, 1},
        {"-.inf", PP_NODE_NUMBER, -INFINITY},
        {"99999999999999999999", PP_NODE_NUMBER, 1e20},
        {"yes", PP_NODE_STRING, 0},
        {"nULL", PP_NODE_STRING, 0},
        {"auto", PP_NODE_STRING, 0},
        {"5421+N", PP_NODE_STRING, 0},
        {"4-7", PP_NODE_STRING, 0},
        {"8090/tcp", PP_NODE_STRING, 0},
        {"10.20.1.11", PP_NODE_STRING, 0},
        {"2027-06-30", PP_NODE_STRING, 0},
        {"0x", PP_NODE_STRING, 0},
        {"-0x1", PP_NODE_STRING, 0},
        {"+-1", PP_NODE_STRING, 0},
        {"1_000", PP_NODE_STRING, 0},
        {"e5", PP_NODE_STRING, 0},
        {".", PP_NODE_STRING, 0},
        {"1e", PP_NODE_STRING, 0},
        {"12:30", PP_NODE_STRING, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct parse parse;
        start_good(&parse, cases[i].text);
        assert_int_equal(parse.root->kind, cases[i].kind);
        assert_false(parse.root->quoted);
        if (parse.root->kind == PP_NODE_STRING)
            assert_string_equal(parse.root->string.text, cases[i].text);
        else if (parse.root->kind == PP_NODE_BOOL)
            assert_int_equal(parse.root->boolean, cases[i].value != 0);
        else if (parse.root->kind == PP_NODE_INTEGER)
            assert_int_equal(parse.root->integer, (int64_t)cases[i].value);
        else if (parse.root->kind == PP_NODE_NUMBER)
            assert_true(parse.root->number == cases[i].value);
        finish(&parse);
    }
}

static void quoted_and_block_scalars_are_strings(void **state)
{
    struct parse parse;
    (void)state;
    start_good(&parse, "- \"8090\"\n- 'true'\n- |\n  80\n- >-\n  80\n- !!str 80\n- ! 80\n");
    for (const struct pp_entry *item = parse.root->first; item; item = item->next) {
        assert_null(item->key);
        assert_int_equal(item->value->kind, PP_NODE_STRING);
        assert_true(item->value->quoted);
    }
    assert_string_equal(parse.root->first->next->next->value->string.text, "80\n");
    finish(&parse);
}

static void a_number_as_a_key_is_its_text(void **state)
{
    struct parse parse;
    (void)state;
    start_good(&parse, "80: a\ntrue: b\n~: c\n\"\": d\n");
    assert_string_equal(pp_node_get(parse.root, "80")->string.text, "a");
    assert_string_equal(pp_node_get(parse.root, "true")->string.text, "b");
    assert_string_equal(pp_node_get(parse.root, "~")->string.text, "c");
    assert_string_equal(pp_node_get(parse.root, "")->string.text, "d");
    assert_null(pp_node_get(parse.root, "81"));
    finish(&parse);
}

static void an_alias_is_the_value_it_names(void **state)
{
    struct parse parse;
    (void)state;
    start_good(&parse, "a: &x {p: 1}\nb: *x\nc: &x 2\nd: *x\ne: &y [&y 3, *y]\nf: *y\n");
    assert_ptr_equal(pp_node_get(parse.root, "a"), pp_node_get(parse.root, "b"));
    assert_int_equal(pp_node_get(parse.root, "d")->integer, 2);
    assert_int_equal(pp_node_get(parse.root, "e")->last->value->integer, 3);
    assert_int_equal(pp_node_get(parse.root, "f")->integer, 3); /* the later &y */
    finish(&parse);
}

static void tabs_are_fine_where_they_indent_nothing(void **state)
{
    struct parse parse;
    (void)state;
    start_good(&parse, "a: [1,\n\t2]\nb:\t3\t# x\nc: |\n  x\n  \ty\n");
    assert_int_equal(pp_node_get(parse.root, "a")->count, 2);
    assert_string_equal(pp_node_get(parse.root, "c")->string.text, "x\n\ty\n");
    finish(&parse);
}

/* --- what is refused ------------------------------------------------------ */

static void a_tab_that_indents_is_named(void **state)
{
    (void)state;
    refused("a:\n\t- b\n", 2, 1, "a tab cannot indent in YAML: use spaces");
    refused("a:\n  b: 1\n  \tc: 2\n", 3, 3, "a tab cannot indent in YAML: use spaces");
    refused("a:\r\n  b: 1\r\n\tc: 2\r\n", 3, 1, "a tab cannot indent in YAML: use spaces");
}

static void a_key_given_twice_names_both_lines(void **state)
{
    struct parse parse;
    const char *text = "hosts:\n  a: 1\n  b: 2\n  \"a\": 3\n";
    (void)state;
    start(&parse, text, strlen(text), NULL);
    check_first(&parse, 4, 3, "'a' is given twice: first on line 2");
    check_place(parse.diags.items[0].also, 2, 3);
    assert_string_equal(parse.diags.items[0].also_message, "first given here");
    finish(&parse);
}

static void keys_that_are_no_strings_are_refused(void **state)
{
    (void)state;
    refused("? [a]\n: 1\n", 1, 3, "a key must be a string, not a list");
    refused("? {a: 1}\n: 1\n", 1, 3, "a key must be a string, not a map");
    refused("a: &a x\n*a : 1\n", 2, 1, "a key cannot be an alias: write it out");
    refused("a: 1\n?\n: 2\n", 2, 2, "the key before ':' is missing");
    refused("a: &a {}\nb:\n  <<: *a\n", 3, 3,
            "'<<' (merging) is not supported: write the fields out, or use a Lua plan");
}

static void mistakes_that_leave_the_text_readable_are_all_collected(void **state)
{
    struct parse parse;
    const char *text = "a: 1\na: 2\nb: *c\n? []\n: \"\\0\"\nd: !x 1\n";
    (void)state;
    start(&parse, text, strlen(text), NULL);
    assert_int_equal(parse.diags.count, 5);
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(parse.diags.items[i].loc.line, i + 2);
    finish(&parse);
}

static void a_file_full_of_mistakes_is_given_up(void **state)
{
    struct parse parse;
    struct pp_strbuf text;
    (void)state;
    pp_strbuf_init(&text);
    for (int i = 0; i < 1000; i++)
        pp_strbuf_add(&text, "a: 1\n");
    start(&parse, text.text, text.length, NULL);
    assert_int_equal(parse.diags.count, 101);
    assert_string_equal(parse.diags.items[100].message,
                        "too many mistakes: the rest of the file is not read");
    finish(&parse);
    pp_strbuf_release(&text);
}

static void syntax_errors_keep_their_place(void **state)
{
    (void)state;
    refused("a: [1, 2\nb: 3\n", 2, 2,
            "not valid YAML: did not find expected ',' or ']' while parsing a flow sequence that "
            "begins on line 1");
    refused("a: \"\\q\"\n", 1, 5,
            "not valid YAML: found unknown escape character while parsing a quoted scalar");
    refused("a:\n  b: 'x\n", 2, 6, "the quotes that begin here do not end");
    refused("a: b: c\n", 1, 5,
            "not valid YAML: mapping values are not allowed in this context: quote a value that "
            "has ': ' in it, or mend the indentation");
    refused("{a: http://+:{port}/}\n", 1, 13,
            "not valid YAML: found unexpected ':' while scanning a plain scalar: put the value in "
            "quotes");
    refused("address: *\n", 1, 10, "'*' begins an alias in YAML: put the value in quotes");
    refused("name: &\n", 1, 7, "'&' begins an anchor in YAML: put the value in quotes");
    refused("name: @x\n", 1, 7, "'@' cannot begin a value in YAML: put the value in quotes");
}

static void tags_that_mean_nothing_here_are_refused(void **state)
{
    (void)state;
    refused("a: !host x\n", 1, 4, "the tag '!host' has no meaning here: remove it");
    refused("a: !!int x\n", 1, 4, "the tag '!!int' does not fit: this is a string");
    refused("a: !!map []\n", 1, 4, "the tag '!!map' does not fit: this is a list");
}

static void an_alias_without_its_anchor_is_refused(void **state)
{
    (void)state;
    refused("a: &common 1\nb: *comon\n", 2, 4,
            "the alias '*comon' names nothing: no '&comon' stands before it; did you mean "
            "'common'?");
    refused("a: &a [1, *a]\n", 1, 11, "the alias '*a' stands inside the value it names");
}

static void one_file_holds_one_document(void **state)
{
    (void)state;
    refused("a: 1\n---\nb: 2\n", 2, 1, "a second document begins here: a file holds one");
    refused("---\n---\nb: 2\n", 2, 1, "a second document begins here: a file holds one");
    refused("", 1, 1, "the file is empty");
    refused("# nothing\n---\n...\n", 1, 1, "the file is empty");
}

static void what_is_not_text_is_refused(void **state)
{
    struct parse parse;
    (void)state;
    start(&parse, "a: 1\nb\0", 7, NULL);
    check_first(&parse, 2, 2, "this is not text: there is a NUL byte in it");
    finish(&parse);
    start(&parse, NULL, 0, NULL);
    check_first(&parse, 1, 1, "the file is empty");
    finish(&parse);
    refused("\xFE\xFF", 1, 1, "the file is UTF-16 text, UTF-8 is needed: save it as UTF-8");
    refused("a: \xC3\xA4\xE9x\n", 1, 5, "byte 0xE9 is not UTF-8: save the file as UTF-8");
    refused("a: 1\nb: \xED\xA0\x80\n", 2, 4, "byte 0xED is not UTF-8: save the file as UTF-8");
    refused("a: x\x1B[31m\n", 1, 5,
            "the control character U+001B cannot stand in YAML: write it as an escape in double "
            "quotes, or remove it");
    refused("a: x\xE2\x80\xA8y\n", 1, 5,
            "an invisible line separator, U+2028, stands here: use an ordinary line break");
    refused("a: \"x\\0y\"\n", 1, 4, "a string cannot hold a NUL character");
}

/* --- limits --------------------------------------------------------------- */

static void lists_and_maps_nest_64_deep_and_no_deeper(void **state)
{
    struct parse parse;
    struct pp_strbuf text;
    (void)state;
    pp_strbuf_init(&text);
    pp_strbuf_fill(&text, '[', 64);
    pp_strbuf_fill(&text, ']', 64);
    start_good(&parse, text.text);
    finish(&parse);
    pp_strbuf_clear(&text);
    pp_strbuf_fill(&text, '[', 100000);
    limited(text.text, (struct pp_yaml_limits){0}, 1, 65, "nested deeper than 64 levels");
    pp_strbuf_release(&text);
}

static void depth_is_counted_through_aliases(void **state)
{
    (void)state;
    limited("a: &a [[x]]\nb: [*a]\n", (struct pp_yaml_limits){.depth = 3}, 2, 5,
            "nested deeper than 3 levels");
}

static void billion_laughs_are_stopped(void **state)
{
    struct pp_strbuf text;
    (void)state;
    pp_strbuf_init(&text);
    pp_strbuf_add(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
        pp_strbuf_printf(&text, "a%d: &a%d [", i, i);
        for (int j = 0; j < 10; j++)
            pp_strbuf_printf(&text, "%s*a%d", j ? ", " : "", i - 1);
        pp_strbuf_add(&text, "]\n");
    }
    limited(text.text, (struct pp_yaml_limits){0}, 7, 10,
            "more than 2000000 values, an alias counted as what it stands for");
    pp_strbuf_release(&text);
}

static void values_and_aliases_are_limited(void **state)
{
    (void)state;
    limited("[1, 2, 3, 4]\n", (struct pp_yaml_limits){.nodes = 4}, 1, 11,
            "more than 4 values, an alias counted as what it stands for");
    limited("[&a 1, *a, *a, *a]\n", (struct pp_yaml_limits){.aliases = 2}, 1, 16,
            "more than 2 aliases");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_and_value_knows_its_line_and_column),
        cmocka_unit_test(places_do_not_depend_on_line_ends_or_a_byte_order_mark),
        cmocka_unit_test(a_column_beyond_65535_stays_there),
        cmocka_unit_test(plain_scalars_follow_the_core_schema),
        cmocka_unit_test(quoted_and_block_scalars_are_strings),
        cmocka_unit_test(a_number_as_a_key_is_its_text),
        cmocka_unit_test(an_alias_is_the_value_it_names),
        cmocka_unit_test(tabs_are_fine_where_they_indent_nothing),
        cmocka_unit_test(a_tab_that_indents_is_named),
        cmocka_unit_test(a_key_given_twice_names_both_lines),
        cmocka_unit_test(keys_that_are_no_strings_are_refused),
        cmocka_unit_test(mistakes_that_leave_the_text_readable_are_all_collected),
        cmocka_unit_test(a_file_full_of_mistakes_is_given_up),
        cmocka_unit_test(syntax_errors_keep_their_place),
        cmocka_unit_test(tags_that_mean_nothing_here_are_refused),
        cmocka_unit_test(an_alias_without_its_anchor_is_refused),
        cmocka_unit_test(one_file_holds_one_document),
        cmocka_unit_test(what_is_not_text_is_refused),
        cmocka_unit_test(lists_and_maps_nest_64_deep_and_no_deeper),
        cmocka_unit_test(depth_is_counted_through_aliases),
        cmocka_unit_test(billion_laughs_are_stopped),
        cmocka_unit_test(values_and_aliases_are_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
