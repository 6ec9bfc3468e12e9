/* run_script, lib_plans, json_push: what a script asks its host, and what it makes of the answers. */
#include "script/run_script.h"
#include "support/script_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PLANS 20
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A host that notes what it is asked and answers as it was told to. */
struct fixture {
    struct script_text *text;
    struct pp_plan plans[PLANS]; /* load gives the first for one path, the second for two, ... */
    struct pp_strbuf asked;
    struct pp_answer answer; /* of check; of load all but the plan */
    const char *rejected;    /* the mistake that reject adds, or NULL */
    const char *path;        /* of the script */
    const char *arguments[2];
    bool verdict;
};

static struct pp_answer load(void *data, const char *const *paths, size_t count)
{
    struct fixture *fixture = data;
    struct pp_answer answer = fixture->answer;
    pp_strbuf_add(&fixture->asked, "load");
    for (size_t i = 0; i < count; i++)
        pp_strbuf_printf(&fixture->asked, " %s", paths[i]);
    pp_strbuf_add(&fixture->asked, "\n");
    answer.plan = answer.kind == PP_ANSWER_GOOD ? &fixture->plans[count - 1] : NULL;
    return answer;
}

static struct pp_answer check(void *data, const struct pp_plan *plan,
                              const struct pp_script_settings *settings)
{
    struct fixture *fixture = data;
    pp_strbuf_printf(&fixture->asked, "check %d", (int)(plan - fixture->plans));
    for (size_t i = 0; i < settings->rule_count; i++)
        pp_strbuf_printf(&fixture->asked, " %s=%d", settings->rules[i].id,
                         (int)settings->rules[i].severity);
    for (size_t i = 0; i < settings->policy_count; i++)
        pp_strbuf_printf(&fixture->asked, " %s", settings->policies[i]);
    pp_strbuf_printf(&fixture->asked, " %s\n", settings->today ? settings->today : "today");
    return fixture->answer;
}

static void reject(void *data)
{
    struct fixture *fixture = data;
    if (fixture->rejected)
        pp_diags_add(&fixture->text->diags, (struct pp_loc){0}, "%s", fixture->rejected);
}

static void answer_with(struct fixture *fixture, enum pp_answer_kind kind, const char *text)
{
    fixture->answer = (struct pp_answer){.kind = kind, .text = text, .length = strlen(text)};
}

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    void *text;
    script_text_setup(&text);
    fixture->text = text;
    pp_strbuf_init(&fixture->asked);
    for (size_t i = 0; i < PLANS; i++)
        pp_plan_init(&fixture->plans[i], &fixture->text->arena, &fixture->text->sources);
    fixture->path = "plans/report.lua"; /* need not be there: its folder is */
    answer_with(fixture, PP_ANSWER_GOOD, "{}");
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    void *text = fixture->text;
    for (size_t i = 0; i < PLANS; i++)
        pp_plan_release(&fixture->plans[i]);
    pp_strbuf_release(&fixture->asked);
    script_text_teardown(&text);
    free(fixture);
    return 0;
}

/* Runs the script: its mistakes, "3: message\n". */
static const char *run(struct fixture *fixture, const char *lua)
{
    struct pp_script_host host = {fixture, load, check, reject};
    struct pp_script_start start = {
        .text = lua, .length = strlen(lua), .path = fixture->path, .arguments = fixture->arguments};
    struct script_text *text = fixture->text;
    while (start.argument_count < 2 && fixture->arguments[start.argument_count])
        start.argument_count++;
    pp_strbuf_clear(&fixture->asked);
    pp_strbuf_clear(&text->printed);
    pp_strbuf_clear(&text->out);
    text->diags.count = 0;
    text->diags.limit_hit = false;
    bool good = pp_script_run_script(&text->script, &host, &start, &fixture->verdict);
    for (size_t i = 0; i < text->diags.count; i++)
        pp_strbuf_printf(&text->out, "%u: %s\n", text->diags.items[i].loc.line,
                         text->diags.items[i].message);
    assert_int_equal(good, text->diags.count == 0);
    return text->out.text;
}

static void prints(struct fixture *fixture, const char *lua, const char *printed)
{
    assert_string_equal(run(fixture, lua), "");
    assert_string_equal(fixture->text->printed.text, printed);
}

static void asks(struct fixture *fixture, const char *lua, const char *asked)
{
    assert_string_equal(run(fixture, lua), "");
    assert_string_equal(fixture->asked.text, asked);
}

/* --- plans ------------------------------------------------------------------ */

static void paths_start_at_the_folder_of_the_script(void **state)
{
    asks(*state, "load_plan 'munich.lua'", "load plans/munich.lua\n");
    asks(*state, "load_plan('./capture.yaml', 'x/../headend.yaml')",
         "load plans/capture.yaml plans/headend.yaml\n");
}

static void arguments_are_paths_as_the_user_gave_them(void **state)
{
    struct fixture *fixture = *state;
    fixture->arguments[0] = "/elsewhere/site.lua";
    fixture->arguments[1] = "../site.yaml";
    asks(fixture, "load_plan(arg[1], arg[2])", "load /elsewhere/site.lua ../site.yaml\n");
    asks(fixture, "load_plan(table.unpack(arg))", "load /elsewhere/site.lua ../site.yaml\n");
    assert_string_equal(run(fixture, "arg[1] = '/other.lua'\nload_plan(arg[1])"),
                        "2: '/other.lua' cannot be loaded: a path starts at this file's folder and "
                        "has only / between its parts; what lies elsewhere is given as an argument "
                        "of the script\n");
}

static void a_script_of_standard_input_starts_at_the_current_folder(void **state)
{
    struct fixture *fixture = *state;
    fixture->path = "-";
    asks(fixture, "load_plan 'plans/munich.lua'", "load plans/munich.lua\n");
}

static void a_plan_is_told_from_another(void **state)
{
    prints(*state,
           "local a, b = load_plan 'munich.lua', load_plan('munich.lua', 'capture.yaml')\n"
           "print(a == b, a == load_plan 'munich.lua', #a.hosts)\n",
           "false\ttrue\t0\n");
    asks(*state,
         "local a, b = load_plan 'munich.lua', load_plan('munich.lua', 'capture.yaml')\n"
         "check(b)\ncheck(a)",
         "load plans/munich.lua\nload plans/munich.lua plans/capture.yaml\ncheck 1 today\n"
         "check 0 today\n");
}

static void more_plans_than_there_was_room_for_stay_apart(void **state)
{
    prints(*state,
           "local paths, many, seen = {}, {}, {}\n"
           "for i = 1, 20 do\n"
           "  paths[i] = 'munich.lua'\n"
           "  many[i] = load_plan(table.unpack(paths))\n"
           "  seen[many[i]] = i\n"
           "end\n"
           "for i = 1, 20 do assert(seen[many[i]] == i) end\n"
           "check(many[20])\nprint(many[1] == load_plan 'munich.lua')",
           "true\n");
    assert_non_null(strstr(((struct fixture *)*state)->asked.text, "\ncheck 19 today\n"));
}

/* --- settings --------------------------------------------------------------- */

static void settings_reach_the_host(void **state)
{
    struct fixture *fixture = *state;
    fixture->arguments[0] = "/etc/rules.lua";
    asks(fixture,
         "check(load_plan 'munich.lua', {\n"
         "  rules = { b = 'error', a = 'off', c = 'note' },\n"
         "  policies = { 'portplan/no-plain-http', 'capture.yaml', '/etc/rules.lua' },\n"
         "  today = '2026-11-25',\n"
         "})",
         "load plans/munich.lua\n"
         "check 0 a=0 b=3 c=1 portplan/no-plain-http plans/capture.yaml /etc/rules.lua "
         "2026-11-25\n");
    asks(fixture, "check(load_plan 'munich.lua', { policies = 'portplan/no-plain-http' })",
         "load plans/munich.lua\ncheck 0 portplan/no-plain-http today\n");
}

static void settings_that_are_wrong_say_what_would_be_right(void **state)
{
#define SETTINGS "1: bad argument #2 to 'check' ("
    static const struct script_case cases[] = {
        {"5", SETTINGS "the settings are a table, not a number)\n"},
        {"{ rule = {} }", SETTINGS "'rule' is unknown; did you mean 'rules'?)\n"},
        {"{ 'x' }", SETTINGS "check takes rules, policies and today)\n"},
        {"{ rules = 'off' }", SETTINGS "'rules' is a table: { [\"iana-collision\"] = \"off\" })\n"},
        {"{ rules = { 'x' } }",
         SETTINGS "'rules' names rules: { [\"iana-collision\"] = \"off\" })\n"},
        {"{ rules = { x = true } }", SETTINGS "the severity of 'x' is a boolean, not a text)\n"},
        {"{ rules = { x = 'none' } }",
         SETTINGS "the severity of 'x' is 'none', not off, note, warning or error)\n"},
        {"{ policies = 5 }", SETTINGS "the name of a policy is a number, not a text)\n"},
        {"{ policies = { {} } }", SETTINGS "the name of a policy is a table, not a text)\n"},
        {"{ policies = '../x.lua' }",
         "1: '../x.lua' cannot be loaded: it is outside the script's folder; what lies elsewhere "
         "is given as an argument of the script\n"},
        {"{ today = 'monday' }",
         SETTINGS "'today' is 'monday', not a day of the calendar as YYYY-MM-DD)\n"},
    };
#undef SETTINGS
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char lua[200] = "check(load_plan 'munich.lua', ";
        strcat(strcat(lua, cases[i].lua), ")");
        assert_string_equal(run(fixture, lua), cases[i].mistakes);
        assert_string_equal(fixture->asked.text, "load plans/munich.lua\n");
    }
}

/* --- answers ---------------------------------------------------------------- */

static void json_becomes_values_of_lua(void **state)
{
    struct fixture *fixture = *state;
    answer_with(fixture, PP_ANSWER_GOOD,
                " {\"findings\": [1, -2, 0.5, 1e3, true, false, \"x\", [], {}],\r\n"
                "\t\"summary\": {\"a\": null, \"b\": [[\"deep\"]], \"c\": \"\\\"\\\\\\/\\b\\f\\n"
                "\\r\\t\\u00e9\\u20AC\\uD83D\\uDE00\xc3\xa9\"}} ");
    prints(fixture,
           "local list, summary = check(load_plan 'munich.lua')\n"
           "for i = 1, 7 do print(list[i], math.type(list[i])) end\n"
           "print(#list, #list[8], #list[9], summary.a, summary.b[1][1])\n"
           "print(summary.c == '\"\\\\/\\b\\f\\n\\r\\t\\u{e9}\\u{20ac}\\u{1F600}\\u{e9}')\n",
           "1\tinteger\n-2\tinteger\n0.5\tfloat\n1000.0\tfloat\ntrue\tnil\nfalse\tnil\nx\tnil\n"
           "9\t0\t0\tnil\tdeep\ntrue\n");
}

static void what_is_no_json_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "{",
        "[1",
        "[1 2]",
        "{\"a\" 1}",
        "{a: 1}",
        "{\"a\": 1,",
        "nul",
        "\"open",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\uD83D\"",
        "\"\\uDE00\"",
        "\"\\uD83D\\u0041\"",
        "\"\n\"",
        "1 2",
        "+-",
        "--1",
        "[1,]",
        "1.2.3",
        "\"\\u12",
        "\"\\",
        "{1: 2}",
        "tru",
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        answer_with(fixture, PP_ANSWER_GOOD, texts[i]);
        assert_string_equal(run(fixture, "check(load_plan 'munich.lua')"),
                            "1: the text is no JSON\n");
    }
}

static void json_that_is_too_deep_is_refused(void **state)
{
    struct fixture *fixture = *state;
    char deep[2002];
    memset(deep, '[', 1000);
    memset(deep + 1000, ']', 1000);
    deep[2000] = '\0';
    answer_with(fixture, PP_ANSWER_GOOD, deep);
    assert_string_equal(run(fixture, "check(load_plan 'munich.lua')"), "1: the text is no JSON\n");
}

static void mistakes_of_a_plan_are_told_as_its_own(void **state)
{
    struct fixture *fixture = *state;
    fixture->rejected = "the plan is wrong";
    answer_with(fixture, PP_ANSWER_WRONG, "all of them");
    assert_string_equal(run(fixture, "load_plan 'munich.lua'"), "0: the plan is wrong\n");
    assert_string_equal(run(fixture, "local ok, why = pcall(load_plan, 'munich.lua')\nerror(why)"),
                        "0: the plan is wrong\n");
    assert_string_equal(
        run(fixture, "local ok, why = pcall(load_plan, 'munich.lua')\nerror(why, 0)"),
        "0: the plan is wrong\n");
    prints(fixture, "print(pcall(load_plan, 'munich.lua'))", "false\tall of them\n");
    assert_string_equal(run(fixture, "pcall(load_plan, 'munich.lua')\nerror 'mine'"), "2: mine\n");
    assert_string_equal(
        run(fixture, "local ok, why = pcall(load_plan, 'munich.lua')\nerror('mine: ' .. why)"),
        "2: mine: all of them\n");
}

static void a_limit_that_a_plan_hits_is_not_caught(void **state)
{
    struct fixture *fixture = *state;
    fixture->rejected = "the plan was stopped";
    answer_with(fixture, PP_ANSWER_LIMIT, "stopped");
    assert_string_equal(run(fixture, "pcall(load_plan, 'munich.lua')\nprint 'on'"),
                        "0: the plan was stopped\n");
    assert_string_equal(fixture->text->printed.text, "");
}

static void steps_and_memory_of_plans_are_the_scripts(void **state)
{
    struct fixture *fixture = *state;
    fixture->text->script.max_steps = 100000;
    fixture->answer.steps = 40000;
    assert_string_equal(run(fixture, "load_plan 'munich.lua'\nload_plan 'munich.lua'"), "");
    assert_string_equal(
        run(fixture, "for i = 1, 3 do\n  pcall(load_plan, 'munich.lua')\nend\nprint 'on'"),
        "2: the script was stopped after 100,000 steps; is there a loop that never ends? "
        "--max-steps sets another limit\n");
    assert_true(fixture->text->diags.limit_hit);
    fixture->answer.steps = 0;
    fixture->answer.memory = (size_t)300 << 20;
    assert_string_equal(run(fixture, "\npcall(load_plan, 'munich.lua')\nprint 'on'"),
                        "2: the script needs more than 256 MiB of memory; --max-memory sets "
                        "another limit\n");
    assert_string_equal(fixture->text->printed.text, "");
}

/* --- the script ------------------------------------------------------------- */

static void a_script_gives_its_verdict(void **state)
{
    static const struct {
        const char *lua;
        bool verdict;
    } cases[] = {{"", true},
                 {"return", true},
                 {"return nil", true},
                 {"return true", true},
                 {"return false", false},
                 {"return false, true", false}};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        fixture->verdict = !cases[i].verdict;
        assert_string_equal(run(fixture, cases[i].lua), "");
        assert_int_equal(fixture->verdict, cases[i].verdict);
    }
    assert_string_equal(run(fixture, "return 0"),
                        "0: the script returns a number; it may return false, which gives the exit "
                        "code 1, true, or nothing\n");
}

static void arguments_are_a_list_with_the_script_before_it(void **state)
{
    struct fixture *fixture = *state;
    fixture->arguments[0] = "-x";
    fixture->arguments[1] = "";
    prints(fixture, "print(#arg, arg[0], arg[1], arg[2] == '', arg[3])",
           "2\tplans/report.lua\t-x\ttrue\tnil\n");
    prints(fixture, "table.remove(arg, 1) arg[2] = 'y' print(#arg, arg[2])", "2\ty\n");
}

static void words_of_plans_are_not_those_of_scripts(void **state)
{
    struct fixture *fixture = *state;
    static const char *const words[] = {"site", "host", "product", "catalog", "tcp",
                                        "udp",  "sctp", "dccp",    "auto",    "waive"};
    for (size_t i = 0; i < COUNT(words); i++) {
        char lua[40] = "x = ", message[120];
        snprintf(message, sizeof message,
                 "1: '%s' is a word of plans; a script reads a plan with load_plan(\"site.lua\")\n",
                 words[i]);
        assert_string_equal(run(fixture, strcat(lua, words[i])), message);
    }
    assert_string_equal(script_text_run(fixture->text, "load_plan 'x.lua'"),
                        "1: 'load_plan' is a word of the scripts that `portplan run` runs\n");
    assert_string_equal(script_text_run(fixture->text, "local n = #arg"),
                        "1: 'arg' is a word of the scripts that `portplan run` runs\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(paths_start_at_the_folder_of_the_script),
        TEST(arguments_are_paths_as_the_user_gave_them),
        TEST(a_script_of_standard_input_starts_at_the_current_folder),
        TEST(a_plan_is_told_from_another),
        TEST(more_plans_than_there_was_room_for_stay_apart),
        TEST(settings_reach_the_host),
        TEST(settings_that_are_wrong_say_what_would_be_right),
        TEST(json_becomes_values_of_lua),
        TEST(what_is_no_json_is_refused),
        TEST(json_that_is_too_deep_is_refused),
        TEST(mistakes_of_a_plan_are_told_as_its_own),
        TEST(a_limit_that_a_plan_hits_is_not_caught),
        TEST(steps_and_memory_of_plans_are_the_scripts),
        TEST(a_script_gives_its_verdict),
        TEST(arguments_are_a_list_with_the_script_before_it),
        TEST(words_of_plans_are_not_those_of_scripts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
