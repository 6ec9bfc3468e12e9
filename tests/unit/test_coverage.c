/* coverage: which lines of a policy have code, and which of them ran. */
#include "script/coverage.h"

#include "script/policies.h"
#include "support/script_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Loads the text as a policy file in a folder of its own; coverage as text: "NAME 4: 2 3" is a
 * file with four lines of code, of which 2 and 3 did not run. */
static void load(struct script_text *text, struct pp_coverage *coverage, const char *folder,
                 const char *lua)
{
    char path[64];
    snprintf(path, sizeof path, "%s/p.lua", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(lua, file);
    fclose(file);
    text->script.coverage = coverage;
    struct pp_policies *policies = pp_policies_new(&text->script);
    pp_policies_load(policies, path, (struct pp_loc){0});
    pp_policies_free(policies);
    unlink(path);
}

static const char *describe(struct script_text *text, const struct pp_coverage *coverage)
{
    pp_strbuf_clear(&text->out);
    for (size_t i = 0; i < coverage->count; i++) {
        const struct pp_coverage_file *file = coverage->files[i];
        const char *slash = strrchr(file->name, '/');
        pp_strbuf_printf(&text->out, "%s %zu:", slash ? slash + 1 : file->name,
                         pp_coverage_code(file));
        for (uint32_t line = 0; (line = pp_coverage_missed(file, line)) > 0;)
            pp_strbuf_printf(&text->out, " %u", (unsigned)line);
        pp_strbuf_add_char(&text->out, '\n');
    }
    return text->out.text;
}

#define POLICY(check) "return policy { title = 't', each = 'site', check = " check "}\n"

static const struct {
    const char *lua, *coverage;
} cases[] = {
    /* What runs when the file is loaded has run. */
    {"-- nothing here\n\nlocal a = 1\nlocal b\n" POLICY("print"), "p.lua 3:\n"},
    /* Lines of a function that nobody called, but not its end. */
    {POLICY("function(site)\n  local x = site.name\n  print(x)\nend"), "p.lua 4: 2 3\n"},
    {POLICY("function() end"), "p.lua 1:\n"},
    /* A line has run when anything on it has: here the making of g. */
    {"local function f()\n  return 1\nend\nlocal function g()\n  return 2 end\nf()\n" POLICY("g"),
     "p.lua 5:\n"},
    /* Functions within functions that were never made. */
    {POLICY("function()\n  local function deep()\n    local function deeper()\n      print(1)\n"
            "    end\n    deeper()\n  end\n  deep()\nend"),
     "p.lua 7: 4 5 6 7 8\n"},
    /* Branches. */
    {"local n = 2\nif n == 1 then\n  n = 3\nelseif n == 2 then\n  n = 4\nelse\n  n = 5\nend\n"
     "for _ = 1, 0 do\n  n = 6\nend\nwhile n == 0 do\n  n = 7\nend\nrepeat\n  n = 8\n"
     "until n == 8\n" POLICY("print"),
     "p.lua 13: 3 7 10 13\n"},
    /* Nothing is left of the lines on which a tail call ends. */
    {"local function f(n)\n  if n > 2 then\n    return f(\n      n - 1\n    )\n  else\n"
     "    while n > 0 do\n      return f(\n        n - 1\n      )\n    end\n  end\nend\nf(4)\n"
     "return policy {\n  title = 't',\n  each = 'site',\n  check = f,\n}\n",
     "p.lua 12:\n"},
    /* A table over lines, constants of all kinds, varargs, and an upvalue. */
    {"local t = {\n  a = 1.5,\n  b = 2,\n  c = true,\n  d = false,\n  e = nil,\n"
     "  f = 'x',\n  12345678901,\n}\nlocal function f(...)\n  local y = ...\n  return t, "
     "y\nend\n" POLICY("f"),
     "p.lua 12: 11 12\n"},
};

static void lines_with_code_are_known_whether_they_ran_or_not(void **state)
{
    struct script_text *text = *state;
    char folder[] = "/tmp/test_coverage.XXXXXX";
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_coverage coverage;
        pp_coverage_init(&coverage, &text->arena);
        load(text, &coverage, folder, cases[i].lua);
        assert_int_equal(text->diags.count, 0);
        assert_string_equal(describe(text, &coverage), cases[i].coverage);
        pp_coverage_release(&coverage);
    }
    rmdir(folder);
}

static void a_long_gap_between_lines_is_stepped_over(void **state)
{
    struct script_text *text = *state;
    char folder[] = "/tmp/test_coverage.XXXXXX";
    struct pp_strbuf lua;
    struct pp_coverage coverage;
    assert_non_null(mkdtemp(folder));
    pp_coverage_init(&coverage, &text->arena);
    pp_strbuf_init(&lua);
    pp_strbuf_add(&lua, "local a = 1\n");
    pp_strbuf_fill(&lua, '\n', 500);
    for (size_t i = 0; i < 300; i++)
        pp_strbuf_add(&lua, "a = a + 1\n");
    pp_strbuf_fill(&lua, '\n', 1000);
    pp_strbuf_add(&lua, POLICY("function()\n  a = 2\nend"));
    load(text, &coverage, folder, lua.text);
    assert_string_equal(describe(text, &coverage), "p.lua 304: 1803\n");
    pp_strbuf_release(&lua);
    pp_coverage_release(&coverage);
    rmdir(folder);
}

static void runs_of_one_file_are_counted_together(void **state)
{
    struct script_text *text = *state;
    char folder[] = "/tmp/test_coverage.XXXXXX";
    struct pp_coverage coverage;
    assert_non_null(mkdtemp(folder));
    pp_coverage_init(&coverage, &text->arena);
    load(text, &coverage, folder, "local x = 1\nif x == 2 then\n  print(1)\nend\n" POLICY("print"));
    assert_string_equal(describe(text, &coverage), "p.lua 4: 3\n");
    load(text, &coverage, folder, "local x = 2\nif x == 2 then\n  print(1)\nend\n" POLICY("print"));
    assert_string_equal(describe(text, &coverage), "p.lua 4:\n");
    pp_coverage_release(&coverage);
    rmdir(folder);
}

static void code_is_on_the_lines_on_which_lua_puts_it(void **state)
{
    struct script_text *text = *state;
    char folder[] = "/tmp/test_coverage.XXXXXX";
    struct pp_coverage coverage;
    assert_non_null(mkdtemp(folder));
    pp_coverage_init(&coverage, &text->arena);
    load(text, &coverage, folder,
         POLICY("function(site)\n  print(\n    site.name\n  )\n  if site then\n    return 1\n"
                "  end\n  return {\n    2,\n  }\nend"));
    assert_string_equal(describe(text, &coverage), "p.lua 8: 2 4 5 6 8 10\n");
    pp_coverage_release(&coverage);
    rmdir(folder);
}

static void limits_hold_while_lines_are_counted(void **state)
{
    struct script_text *text = *state;
    char folder[] = "/tmp/test_coverage.XXXXXX";
    struct pp_coverage coverage;
    assert_non_null(mkdtemp(folder));
    pp_coverage_init(&coverage, &text->arena);
    text->script.max_steps = 100000;
    load(text, &coverage, folder, "while true do\n  pcall(error)\nend\n");
    assert_true(text->diags.limit_hit);
    assert_string_equal(describe(text, &coverage), "p.lua 1:\n");
    pp_coverage_release(&coverage);
    rmdir(folder);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, script_text_setup, script_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines_with_code_are_known_whether_they_ran_or_not),
        TEST(a_long_gap_between_lines_is_stepped_over),
        TEST(runs_of_one_file_are_counted_together),
        TEST(code_is_on_the_lines_on_which_lua_puts_it),
        TEST(limits_hold_while_lines_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
