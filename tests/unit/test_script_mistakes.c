/* declare, product, tree: mistakes are collected, each with its line, and the script goes on. */
#include "support/script_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define CASES(state, cases) script_text_cases(*(state), cases, COUNT(cases))

static void what_is_begun_must_be_finished(void **state)
{
    static const struct script_case cases[] = {
        {"host 'A'", "1: host 'A' is declared without a { ... }: host \"NAME\" { ... }\n"},
        {"\nproduct 'p'\nrule 'x'\nwaive 'y'",
         "2: product 'p' is declared without a { ... }: product \"ID\" { ... }\n"
         "3: rule 'x' is declared without a { ... }: rule \"ID\" { severity = \"note\" }\n"
         "4: waiver of 'y' is declared without a { ... }: waive \"RULE\" { reason = \"...\" }\n"},
        {"tcp 'x'",
         "1: endpoint 'x' is declared without a { ... }: tcp \"NAME\" { port = 8090 }\n"},
        {"tcp 'x' { port = 5 }", "1: endpoint 'x' is in no product\n"},
        {"local c = catalog 'cinegy'\nc.multiviewer { instances = 2 }\nhost 'A' {}",
         "2: 'cinegy.multiviewer' is placed here but stands in no host's table\n"},
        {"local h = host 'A'\nh {}\nh {}", "3: host 'A' already has its { ... }\n  2: here\n"},
    };
    CASES(state, cases);
}

static void a_name_comes_first(void **state)
{
    static const struct script_case cases[] = {
        {"host {}", "1: host wants a name first, not a table: host \"NAME\" { ... }\n"},
        {"host(5) {}", "1: host wants a name first, not a number: host \"NAME\" { ... }\n"},
        {"host()", "1: host wants a name first, not nothing: host \"NAME\" { ... }\n"},
        {"host 'a\\nb' {}", "1: the name of a host holds a control character\n"},
        {"host 'a\\u{9B}b' {}", "1: the name of a host holds a control character\n"},
        {"host '\\xff' {}", "1: the name of a host is not UTF-8 text\n"},
        {"udp(auto)", "1: udp wants a name first, not an auto: udp \"NAME\" { port = 8090 }\n"},
        {"catalog(5)", "1: catalog wants an id, not a number: catalog \"cinegy\"\n"},
    };
    CASES(state, cases);
}

static void then_comes_a_table(void **state)
{
    static const struct script_case cases[] = {
        {"host 'A' 'x'",
         "1: behind host 'A' comes its table, not a string: host \"NAME\" { ... }\n"},
        {"host('A')(nil)",
         "1: behind host 'A' comes its table, not nothing: host \"NAME\" { ... }\n"},
        {"local c = catalog 'cinegy'\nhost 'A' { c.multiviewer(8) }",
         "2: behind 'cinegy.multiviewer' comes a table, not a number: { instances = 2 }\n"},
    };
    CASES(state, cases);
}

static void names_are_declared_once(void **state)
{
    static const struct script_case cases[] = {
        {"site 'a'\nsite 'b' {}",
         "2: a plan has one site; this is a second one\n  1: the first one\n"},
        {"rule 'x' {}\n\nrule 'x' {}", "3: rule 'x' is declared twice\n  1: first declared here\n"},
        {"product 'p' {}\nproduct 'p' {}",
         "2: product 'p' is declared twice\n  1: first declared here\n"},
        {"product 'p' {\n tcp 'a' { port = 1 },\n udp 'a' { port = 2 } }",
         "3: endpoint 'a' is declared twice\n  2: first declared here\n"},
    };
    CASES(state, cases);
}

static void an_unknown_product_names_the_nearest(void **state)
{
    static const struct script_case cases[] = {
        {"local c = catalog 'cinegy'\nhost 'A' {\n c.playout_engin,\n c.nothing_like_it { "
         "instances = 2 },\n}",
         "3: catalogue 'cinegy' has no product 'playout_engin'; did you mean 'playout_engine'?\n"
         "4: catalogue 'cinegy' has no product 'nothing_like_it'; 'portplan catalog cinegy' lists "
         "them\n"},
        {"local c = catalog 'cinegy'\nc.x = 5",
         "2: a catalogue cannot be changed; product \"ID\" { ... } makes a new one\n"},
        {"local c = catalog 'cinegy'\nlocal x = c[5]", "2: a product has a name, not a number\n"},
    };
    CASES(state, cases);
}

static void the_same_mistake_in_a_loop_is_one(void **state)
{
    static const struct script_case cases[] = {
        {"local c = catalog 'cinegy'\nfor i = 1, 5000 do host('H' .. i) { c.playout_engin } end",
         "2: catalogue 'cinegy' has no product 'playout_engin'; did you mean 'playout_engine'?\n"},
    };
    CASES(state, cases);
}

static void too_many_mistakes_end_the_script(void **state)
{
    struct script_text *text = *state;
    script_text_run(text, "for i = 1, 5000 do host('H' .. i)(i) end");
    assert_int_equal(text->diags.count, 1001);
    assert_null(text->root);
    assert_false(text->diags.limit_hit);
}

static void a_broken_catalogue_is_reported_once(void **state)
{
    struct script_text *text = *state;
    script_text_run(
        text, "local c = catalog 'nothing-of-that-name'\nhost 'A' { c.x, c.y { instances = 2 } }");
    assert_int_equal(text->diags.count, 1);
    assert_int_equal(text->diags.items[0].loc.line, 1);
    script_text_run(text, "catalog '../cinegy'");
    assert_int_equal(text->diags.count, 1);
}

static void what_is_no_product_is_not_placed(void **state)
{
    static const struct script_case cases[] = {
        {"host 'A' { 5, true, print, auto, ports.set {}, tcp 'x' { port = 3 } }",
         "1: item 1 of host 'A' is a number, not a product\n"
         "1: item 2 of host 'A' is a boolean, not a product\n"
         "1: item 3 of host 'A' is a function, not a product\n"
         "1: item 4 of host 'A' is an auto, not a product\n"
         "1: item 5 of host 'A' is a port set, not a product\n"
         "1: item 6 of host 'A' is an endpoint, which belongs into a product\n"
         "1: endpoint 'x' is in no product\n"},
        {"local c = catalog 'cinegy'\nhost 'A' {\n c.multiviewer,\n nil,\n c.air_web_api }",
         "2: item 2 of host 'A' is nil; an empty list {} stands for nothing\n"},
        {"host 'A' { {\n 5 } }", "2: item 1 of item 1 of host 'A' is a number, not a product\n"},
        {"host 'A' { { instances = 3 } }",
         "1: item 1 of host 'A' is a table with the field 'instances' but no product; write "
         "catalogue.product { instances = ... }\n"},
        {"product 'p' { 5, { x = 1 } }",
         "1: item 1 of product 'p' is a number, not an endpoint: tcp \"NAME\" { port = 8090 }\n"
         "1: item 2 of product 'p' is a table with the field 'x', not an endpoint\n"},
    };
    CASES(state, cases);
}

static void fields_that_stand_elsewhere_are_refused(void **state)
{
    static const struct script_case cases[] = {
        {"host 'A' {\n name = 'B' }",
         "2: 'name' of host 'A' is given twice: the host's name stands before its table\n"},
        {"host 'A' { products = {} }",
         "1: 'products' of host 'A' is how YAML says it; in Lua the products stand in the table as "
         "they are: host \"NAME\" { catalogue.product, ... }\n"},
        {"local c = catalog 'cinegy'\nhost 'A' { c.multiviewer {\n use = 'x' } }",
         "3: 'use' of placement of 'cinegy.multiviewer' is how YAML says it; in Lua the product "
         "stands before the table\n"},
    };
    CASES(state, cases);
}

static void what_cannot_be_a_node_is_refused(void **state)
{
    static const struct script_case cases[] = {
        {"host 'A' { tags = print }",
         "1: 'tags' of host 'A' is a function; a plan is made of strings, numbers, booleans and "
         "tables\n"},
        {"host 'A' {\n tags = {\n 'x', host } }",
         "3: item 2 of 'tags' of host 'A' is a function; a plan is made of strings, numbers, "
         "booleans and tables\n"},
        {"host 'A' { x = 1/0, y = 0/0 }",
         "1: 'x' of host 'A' is not a finite number\n1: 'y' of host 'A' is not a finite number\n"},
        {"host 'A' { os = 'a\\0b' }", "1: 'os' of host 'A' contains a zero byte\n"},
        {"host 'A' { [1.5] = 2 }",
         "1: a key of host 'A' is neither a name nor a position in a list\n"},
        {"host 'A' { ['a\\1'] = 2 }",
         "1: a key of host 'A' is neither a name nor a position in a list\n"},
        {"host 'A' { tags = { 'x', nil, 'y' } }",
         "1: item 2 of 'tags' of host 'A' is nil; an empty list {} stands for nothing\n"},
        {"host 'A' { ports = { x = 1, 2 } }",
         "1: item 1 of 'ports' of host 'A' has no name; here every field has one: name = value\n"},
        {"rule 'x' { 5 }",
         "1: item 1 of rule 'x' has no name; here every field has one: name = value\n"},
        {"local t = {}\nt.t = t\nhost 'A' { tags = t }",
         "3: 'tags' of host 'A' is nested too deep, or contains itself\n"},
        {"local t = {}\nt[1], t[2] = t, t\nhost 'A' { t }",
         "3: item 1 of host 'A' is nested too deep, or contains itself\n"},
    };
    CASES(state, cases);
}

static void auto_takes_a_range(void **state)
{
    static const struct script_case cases[] = {
        {"local x = auto(5)",
         "1: auto wants a range of ports or a table, not a number: auto \"10000-10999\"\n"},
        {"local x = auto()",
         "1: auto wants a range of ports or a table, not nothing: auto \"10000-10999\"\n"},
    };
    CASES(state, cases);
}

static void a_policy_is_a_file_or_a_table(void **state)
{
    static const struct script_case cases[] = {
        {"policy 'p.lua'", ""},
        {"policy(5)", "1: policy wants the name of a file, or a table, not a number: policy "
                      "\"no-http.lua\"\n"},
        {"policy ''", "1: policy wants the name of a file, or a table, not an empty text: policy "
                      "\"no-http.lua\"\n"},
        {"policy '../p.lua'",
         "1: policy '../p.lua' cannot be loaded: it is outside the folder tree\n"},
        {"policy '/p.lua'", "1: policy '/p.lua' cannot be loaded: a path starts at this file's "
                            "folder and has only / between its parts\n"},
        {"policy 'p.lua' { severity = 'note' }",
         "1: policy \"FILE\" takes no table; a policy that stands in the plan has its id inside: "
         "policy { id = \"...\", ... }\n"},
        {"policy {}", "1: a policy cannot stand here\n"},
    };
    CASES(state, cases);
}

static void mistakes_before_an_error_are_kept(void **state)
{
    static const struct script_case cases[] = {
        {"host(5) {}\nhost 'A' {}\nerror('boom')\nhost(6) {}",
         "1: host wants a name first, not a number: host \"NAME\" { ... }\n3: boom\n"},
    };
    CASES(state, cases);
    assert_null(((struct script_text *)*state)->root);
}

static void a_script_that_ends_gives_its_tree_with_its_mistakes(void **state)
{
    struct script_text *text = *state;
    script_text_run(text, "host(5) {}\nhost 'A' {}");
    assert_int_equal(text->diags.count, 1);
    assert_string_equal(script_text_tree(text), "hosts.1.name@2 = 'A'\nhosts.1.products@2 = []\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, script_text_setup, script_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_begun_must_be_finished),
        TEST(a_name_comes_first),
        TEST(then_comes_a_table),
        TEST(names_are_declared_once),
        TEST(an_unknown_product_names_the_nearest),
        TEST(the_same_mistake_in_a_loop_is_one),
        TEST(too_many_mistakes_end_the_script),
        TEST(a_broken_catalogue_is_reported_once),
        TEST(what_is_no_product_is_not_placed),
        TEST(fields_that_stand_elsewhere_are_refused),
        TEST(what_cannot_be_a_node_is_refused),
        TEST(auto_takes_a_range),
        TEST(a_policy_is_a_file_or_a_table),
        TEST(mistakes_before_an_error_are_kept),
        TEST(a_script_that_ends_gives_its_tree_with_its_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
