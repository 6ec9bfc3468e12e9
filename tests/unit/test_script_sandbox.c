/* env, strict, state, place: what a plan can do, what it is told when it cannot, and its limits. */
#include "support/script_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define CASES(state, cases) script_text_cases(*(state), cases, COUNT(cases))

static void an_unset_global_names_the_nearest(void **state)
{
    static const struct script_case cases[] = {
        {"\ncinegi = cinegy", "2: 'cinegy' is not defined\n"},
        {"local cinegy = catalog 'cinegy'\nhost 'A' { cinegi.multiviewer }",
         "2: 'cinegi' is not defined; did you mean 'cinegy'?\n"},
        {"cinegy = catalog 'cinegy'\nhost 'A' { cinegi.multiviewer }",
         "2: 'cinegi' is not defined; did you mean 'cinegy'?\n"},
        {"hots 'A' {}", "1: 'hots' is not defined; did you mean 'host'?\n"},
        {"local x = _ENV.foo_bar_baz", "1: 'foo_bar_baz' is not defined\n"},
        {"local x = _ENV[5]", "1: a global has a name, not a number\n"},
        {"local cinegy = 1\nlocal function f()\n  return cinegi\nend\nf()",
         "3: 'cinegi' is not defined; did you mean 'cinegy'?\n  5: called from here\n"},
    };
    CASES(state, cases);
}

static void what_is_left_out_says_why(void **state)
{
    static const struct script_case cases[] = {
        {"io.open('x')", "1: 'io' is not available in a plan: a script cannot read files or the "
                         "clock, or run programs\n"},
        {"print(os.time())",
         "1: 'os' is not available in a plan: a script cannot read files or the "
         "clock, or run programs\n"},
        {"\nrequire 'x'",
         "2: 'require' is not available in a plan: use include \"file.lua\" to run "
         "another file\n"},
        {"math.random()",
         "1: 'math.random' is not available in a plan: the same input must give the "
         "same output\n"},
        {"string.dump(print)", "1: 'string.dump' is not available in a plan: use include "
                               "\"file.lua\" to run another file\n"},
        {"setmetatable({}, {})",
         "1: 'setmetatable' is not available in a plan: tables are plain here\n"},
        {"local x = ('%p'):format({})",
         "1: '%p' is not available in a plan: it would differ from run to run\n"},
    };
    CASES(state, cases);
}

static void nothing_that_reaches_outside_is_there(void **state)
{
    static const char *const names[] = {
        "io",           "os",     "debug",   "coroutine", "load",           "loadstring",
        "loadfile",     "dofile", "require", "package",   "collectgarbage", "getmetatable",
        "setmetatable", "rawget", "rawset",  "rawequal",  "rawlen",         "next",
        "_G",           "xpcall", "warn",
    };
    for (size_t i = 0; i < COUNT(names); i++) {
        char lua[80], start[80];
        snprintf(lua, sizeof lua, "local x = %s", names[i]);
        snprintf(start, sizeof start, "1: '%s' is not available in a plan: ", names[i]);
        const char *mistakes = script_text_run(*state, lua);
        assert_int_equal(strncmp(mistakes, start, strlen(start)), 0);
    }
}

static void a_missing_function_of_a_library_names_the_nearest(void **state)
{
    static const struct script_case cases[] = {
        {"string.foramt('x')", "1: string has no 'foramt'; did you mean 'format'?\n"},
        {"ports.rang '5'", "1: ports has no 'rang'; did you mean 'range'?\n"},
        {"utf8.zzzzzz()", "1: utf8 has no 'zzzzzz'\n"},
    };
    CASES(state, cases);
}

static void the_methods_of_strings_are_out_of_reach(void **state)
{
    static const struct script_case cases[] = {
        {"string.upper = function() return 'evil' end\nassert(('x'):upper() == 'X')", ""},
        {"assert(('x').dump == nil)", ""},
        {"('').y = 5", "1: attempt to index a string value (constant '')\n"},
    };
    CASES(state, cases);
}

static void plans_start_afresh(void **state)
{
    static const struct script_case cases[] = {
        {"leftover = 5; string.x = 6", ""},
        {"print(leftover)", "1: 'leftover' is not defined\n"},
    };
    CASES(state, cases);
}

static void pairs_has_an_order(void **state)
{
    struct script_text *text = *state;
    assert_string_equal(
        script_text_run(text,
                        "for k, v in pairs { b = 1, a = 2, [10] = 3, [true] = 4, [false] = 5, "
                        "[-1] = 6, [2.5] = 7 } do print(k, v) end\n"
                        "for k, v in pairs { 'x', 'y' } do print(k, v) end\n"
                        "local t = { a = 1, b = 2, c = 3 }\n"
                        "for k in pairs(t) do print(k) t.b = nil t[k] = nil end\n"
                        "local u = { 1, 2, 3 }\n"
                        "for k in pairs(u) do u[k] = nil print(k) end\n"),
        "");
    assert_string_equal(text->printed.text,
                        "-1\t6\n2.5\t7\n10\t3\na\t2\nb\t1\nfalse\t5\ntrue\t4\n1\tx\n2\ty\na\nc\n"
                        "1\n2\n3\n");
    static const struct script_case cases[] = {
        {"for k in pairs { [print] = 1 } do end",
         "1: pairs cannot put a key that is a function in order\n"},
        {"\npairs(5)", "2: bad argument #1 to 'pairs' (table expected, got number)\n"},
    };
    CASES(state, cases);
}

static void print_shows_no_addresses(void **state)
{
    struct script_text *text = *state;
    script_text_run(text, "print({}, print, 5, nil, 'x', catalog 'cinegy', auto)\n"
                          "print(tostring({}), ('%s|%5d'):format({}, 3))\nprint()");
    assert_string_equal(text->printed.text,
                        "table\tfunction\t5\tnil\tx\tcatalogue\tauto\ntable\ttable|    3\n\n");
}

static void an_error_has_its_place_and_its_callers(void **state)
{
    static const struct script_case cases[] = {
        {"local t\n\nt.x = 1", "3: attempt to index a nil value (local 't')\n"},
        {"local function f()\n  error('boom')\nend\n\nf()", "2: boom\n  5: called from here\n"},
        {"local function f()\n  error('boom', 2)\nend\n\nf()", "5: boom\n  2: called from here\n"},
        {"error('boom', 0)", "1: boom\n"},
        {"error({})", "1: error was called with a table, not with a string\n"},
        {"error()", "1: error was called with a nil, not with a string\n"},
        {"assert(false, 'boom')", "1: boom\n"},
        {"\n('x'):rep({})", "2: bad argument #1 to 'rep' (number expected, got table)\n"},
        {"local function f() return f() + 1 end\nf()", "1: stack overflow\n"},
    };
    CASES(state, cases);
}

static void pcall_catches_errors_of_the_plan(void **state)
{
    static const struct script_case cases[] = {
        {"local good, why = pcall(error, 'boom', 0)\nassert(not good and why == 'boom')\n"
         "assert(select('#', pcall(function() return 1, 2 end)) == 3)",
         ""},
        {"pcall()", "1: bad argument #1 to 'pcall' (value expected)\n"},
    };
    CASES(state, cases);
}

static void syntax_errors_have_their_line(void **state)
{
    struct script_text *text = *state;
    script_text_run(text, "x = 1\ny = = 2");
    assert_int_equal(text->diags.count, 1);
    assert_int_equal(text->diags.items[0].loc.line, 2);
    assert_int_equal(strncmp(text->diags.items[0].message, "unexpected symbol near '='", 26), 0);
}

static void what_is_no_text_is_refused(void **state)
{
    struct script_text *text = *state;
    static const struct {
        const char *bytes;
        size_t length;
    } cases[] = {
        {"\x1bLua\x54\0\x19\x93", 8},
        {"x = 1\n\0", 7},
        {"\xff\xfex\0", 4},
        {"\x1bLuaT", 5},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        script_text_run_file(text, "plan.lua", cases[i].bytes, cases[i].length);
        assert_null(text->root);
        assert_true(text->diags.count > 0);
    }
}

/* Runs it within the limits that are set: it is stopped for them, on that line. */
static void stops(void **state, const char *lua, unsigned line, const char *start)
{
    struct script_text *text = *state;
    script_text_run(text, lua);
    assert_null(text->root);
    assert_int_equal(text->diags.count, 1);
    assert_true(text->diags.limit_hit);
    assert_int_equal(text->diags.items[0].loc.line, line);
    assert_int_equal(strncmp(text->diags.items[0].message, start, strlen(start)), 0);
}

static void a_plan_that_never_ends_is_stopped(void **state)
{
    static const char start[] = "the plan was stopped after 100,000 steps; ";
    ((struct script_text *)*state)->script.max_steps = 100000;
    stops(state, "local x\nwhile true do x = 1 end", 2, start);
    stops(state, "while true do\n  pcall(function() while true do end end)\nend", 2, start);
    stops(state, "local function f() return pcall(f) end\nwhile true do f() end", 1, start);
    stops(state, "::top:: pcall(error) goto top", 1, start);
    stops(state, "table.sort({ 3, 2, 1 }, function() while true do end end)", 1, start);
    stops(state, "local t = {}\nfor i = 1, 12 do t = { t, t, t, t } end\nhost 'A' { t }", 3, start);
    stops(state, "local s = ports.set { 1 }\nwhile true do s = s + 5 end", 2, start);
}

static void a_plan_that_wants_too_much_memory_is_stopped(void **state)
{
    static const char start[] = "the plan needs more than 4 MiB of memory; ";
    ((struct script_text *)*state)->script.max_memory = (size_t)4 << 20;
    stops(state, "local t = {}\nfor i = 1, 9 do t[i] = ('x'):rep(1000000) .. i end", 2, start);
    stops(state, "local x = ('x'):rep(100000000)", 1, start);
    stops(state, "\npcall(string.rep, 'x', 100000000)", 2, start);
    stops(state,
          "local t = { ('x'):rep(1000000) }\nwhile true do\n"
          "  pcall(function() t[#t + 1] = table.concat(t) end)\nend",
          3, start);
    stops(state,
          "for i = 1, 20000 do\n  host('some-name-that-is-quite-long-' .. i) { tags = 'x' }\nend",
          2, start);
}

static void a_state_needs_some_memory(void **state)
{
    struct script_text *text = *state;
    for (size_t bytes = 1; bytes < 300000; bytes += bytes / 3 + 1) {
        text->script.max_memory = bytes;
        script_text_run(text, "site 'A'");
        assert_true(text->root || (text->diags.count == 1 && text->diags.limit_hit));
    }
    assert_non_null(text->root);
}

static void any_budget_of_steps_ends_cleanly(void **state)
{
    struct script_text *text = *state;
    for (uint64_t steps = 1; steps < 3000; steps += 7) {
        text->script.max_steps = steps;
        script_text_run(text, "for i = 1, 20 do host('H' .. i) { tags = { 'x' } } end");
        assert_true(text->root || (text->diags.count == 1 && text->diags.limit_hit));
    }
    assert_non_null(text->root);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, script_text_setup, script_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_unset_global_names_the_nearest),
        TEST(what_is_left_out_says_why),
        TEST(nothing_that_reaches_outside_is_there),
        TEST(a_missing_function_of_a_library_names_the_nearest),
        TEST(the_methods_of_strings_are_out_of_reach),
        TEST(plans_start_afresh),
        TEST(pairs_has_an_order),
        TEST(print_shows_no_addresses),
        TEST(an_error_has_its_place_and_its_callers),
        TEST(pcall_catches_errors_of_the_plan),
        TEST(syntax_errors_have_their_line),
        TEST(what_is_no_text_is_refused),
        TEST(a_plan_that_never_ends_is_stopped),
        TEST(a_plan_that_wants_too_much_memory_is_stopped),
        TEST(a_state_needs_some_memory),
        TEST(any_budget_of_steps_ends_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
