/* flat: whatever was learned from tables before, each one is read as it is. */
#include "support/script_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Runs `lua` behind a line that declares products `p` and `q`. */
static void gives(void **state, const char *lua, const char *tree)
{
    struct pp_strbuf whole;
    pp_strbuf_init(&whole);
    pp_strbuf_printf(&whole,
                     "local p, q = product 'p' { tcp 'a' { port = 1 } }, "
                     "product 'q' { tcp 'a' { port = 2 } }\n%s",
                     lua);
    assert_string_equal(script_text_run(*state, whole.text), "");
    pp_strbuf_release(&whole);
    const char *hosts = strstr(script_text_tree(*state), "hosts.1.products");
    assert_non_null(hosts);
    assert_string_equal(hosts, tree);
}

static void mistakes(void **state, const char *lua, const char *expected)
{
    struct pp_strbuf whole;
    pp_strbuf_init(&whole);
    pp_strbuf_printf(&whole, "local p = product 'p' { tcp 'a' { port = 1 } }\n%s", lua);
    assert_string_equal(script_text_run(*state, whole.text), expected);
    pp_strbuf_release(&whole);
}

static void keys_are_sorted_however_they_were_set(void **state)
{
    gives(state,
          "local function t(...) local r = {} for _, k in ipairs { ... } do r[k] = k end return r "
          "end\n"
          "host 'A' { p(t('owner', 'label')), p(t('label', 'owner')), p(t('label')) }\n",
          "hosts.1.products.1.use@3 = 'p'\n"
          "hosts.1.products.1.label@3 = 'label'\n"
          "hosts.1.products.1.owner@3 = 'owner'\n"
          "hosts.1.products.2.use@3 = 'p'\n"
          "hosts.1.products.2.label@3 = 'label'\n"
          "hosts.1.products.2.owner@3 = 'owner'\n"
          "hosts.1.products.3.use@3 = 'p'\n"
          "hosts.1.products.3.label@3 = 'label'\n");
}

static void the_same_line_can_say_different_things(void **state)
{
    gives(
        state,
        "local list = {}\n"
        "for i, one in ipairs { p, q, p } do\n"
        "  list[i] = one { label = 'x' .. i, instances = i, [i == 2 and 'owner' or 'reason'] = 'o' "
        "}\n"
        "end\n"
        "host 'A' { list }\n",
        "hosts.1.products.1.use@4 = 'p'\n"
        "hosts.1.products.1.instances@4 = 1\n"
        "hosts.1.products.1.label@4 = 'x1'\n"
        "hosts.1.products.1.reason@4 = 'o'\n"
        "hosts.1.products.2.use@4 = 'q'\n"
        "hosts.1.products.2.instances@4 = 2\n"
        "hosts.1.products.2.label@4 = 'x2'\n"
        "hosts.1.products.2.owner@4 = 'o'\n"
        "hosts.1.products.3.use@4 = 'p'\n"
        "hosts.1.products.3.instances@4 = 3\n"
        "hosts.1.products.3.label@4 = 'x3'\n"
        "hosts.1.products.3.reason@4 = 'o'\n");
}

static void each_field_has_its_line_every_time(void **state)
{
    gives(state,
          "local list = {}\n"
          "for i = 1, 2 do\n"
          "  list[i] = p {\n"
          "    label = 'x' .. i,\n"
          "    instances = i,\n"
          "  }\n"
          "end\n"
          "host 'A' { list, p { label = 'y', instances = 3 } }\n",
          "hosts.1.products.1.use@4 = 'p'\n"
          "hosts.1.products.1.instances@6 = 1\n"
          "hosts.1.products.1.label@5 = 'x1'\n"
          "hosts.1.products.2.use@4 = 'p'\n"
          "hosts.1.products.2.instances@6 = 2\n"
          "hosts.1.products.2.label@5 = 'x2'\n"
          "hosts.1.products.3.use@9 = 'p'\n"
          "hosts.1.products.3.instances@9 = 3\n"
          "hosts.1.products.3.label@9 = 'y'\n");
}

static void values_are_of_every_plain_kind(void **state)
{
    gives(state,
          "host 'A' { p { instances = 6 / 2, label = true, owner = 1.5, reason = '' }, p {} }\n",
          "hosts.1.products.1.use@2 = 'p'\n"
          "hosts.1.products.1.instances@2 = 3\n"
          "hosts.1.products.1.label@2 = true\n"
          "hosts.1.products.1.owner@2 = 1.5\n"
          "hosts.1.products.1.reason@2 = ''\n"
          "hosts.1.products.2.use@2 = 'p'\n");
}

/* Strings are collected and their addresses used again: texts must be their own. */
static void texts_outlive_their_strings(void **state)
{
    struct pp_strbuf lua, tree;
    pp_strbuf_init(&lua);
    pp_strbuf_init(&tree);
    pp_strbuf_add(&lua, "local list = {}\n"
                        "for i = 1, 3000 do\n"
                        "  list[i] = p { label = ('a%06d'):format(i) }\n"
                        "  for j = 1, 20 do local _ = ('b%d'):format(i * 20 + j) end\n"
                        "end\n"
                        "host 'A' { list }\n");
    for (int i = 1; i <= 3000; i++)
        pp_strbuf_printf(&tree,
                         "hosts.1.products.%d.use@4 = 'p'\n"
                         "hosts.1.products.%d.label@4 = 'a%06d'\n",
                         i, i, i);
    gives(state, lua.text, tree.text);
    pp_strbuf_release(&lua);
    pp_strbuf_release(&tree);
}

static void what_is_not_plain_is_still_told(void **state)
{
    mistakes(
        state, "host 'A' { p { use = 'q', label = 'x' } }",
        "2: 'use' of placement of 'p' is how YAML says it; in Lua the product stands before the "
        "table\n");
    mistakes(state, "host 'A' { p { instances = 0 / 0 } }",
             "2: 'instances' of placement of 'p' is not a finite number\n");
    mistakes(state, "host 'A' { p { label = 'a\\0b' } }",
             "2: 'label' of placement of 'p' contains a zero byte\n");
    mistakes(state, "host 'A' { p { 'x' } }",
             "2: item 1 of placement of 'p' has no name; here every field has one: name = value\n");
    mistakes(state, "host 'A' { p { ['a\\1'] = 1 } }",
             "2: a key of placement of 'p' is neither a name nor a position in a list\n");
}

static void many_fields_are_read_too(void **state)
{
    gives(state,
          "host 'A' { p { a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8, i = 9 } }\n",
          "hosts.1.products.1.use@2 = 'p'\n"
          "hosts.1.products.1.a@2 = 1\nhosts.1.products.1.b@2 = 2\n"
          "hosts.1.products.1.c@2 = 3\nhosts.1.products.1.d@2 = 4\n"
          "hosts.1.products.1.e@2 = 5\nhosts.1.products.1.f@2 = 6\n"
          "hosts.1.products.1.g@2 = 7\nhosts.1.products.1.h@2 = 8\n"
          "hosts.1.products.1.i@2 = 9\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, script_text_setup, script_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(keys_are_sorted_however_they_were_set),
        TEST(the_same_line_can_say_different_things),
        TEST(each_field_has_its_line_every_time),
        TEST(values_are_of_every_plain_kind),
        TEST(texts_outlive_their_strings),
        TEST(what_is_not_plain_is_still_told),
        TEST(many_fields_are_read_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
