/* argv to settings: what is taken, and what is said when it is not. */
#include "cli/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct pp_command commands[] = {
    {.name = "check",
     .bit = PP_FOR_CHECK,
     .arguments = "PLAN...",
     .needs = "a plan",
     .least = 1,
     .most = SIZE_MAX,
     .formats = pp_check_formats},
    {.name = "show",
     .bit = PP_FOR_SHOW,
     .arguments = "PLAN...",
     .needs = "a plan",
     .least = 1,
     .most = SIZE_MAX,
     .formats = pp_show_formats},
    {.name = "explain", .bit = PP_FOR_EXPLAIN, .arguments = "[RULE]", .most = 1},
    {.name = "run",
     .bit = PP_FOR_RUN,
     .arguments = "SCRIPT",
     .needs = "a script",
     .least = 1,
     .most = SIZE_MAX,
     .passes_on = true},
    {.name = NULL},
};

struct fixture {
    struct pp_arena arena;
    struct pp_strbuf why;
    struct pp_options options;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    pp_arena_init(&fixture->arena);
    pp_strbuf_init(&fixture->why);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    pp_strbuf_release(&fixture->why);
    pp_arena_release(&fixture->arena);
    free(fixture);
    return 0;
}

/* Parses the words of `line`, apart by single blanks; "''" is an empty word. */
static enum pp_parsed parse(struct fixture *fixture, const char *line)
{
    char *argv[32] = {"portplan"};
    int argc = 1;
    char *text = pp_arena_strdup(&fixture->arena, line), *rest = text;
    for (char *word; (word = strtok_r(rest, " ", &rest)) != NULL && argc < 32;)
        argv[argc++] = strcmp(word, "''") == 0 ? word + 2 : word;
    pp_strbuf_clear(&fixture->why);
    return pp_options_parse(&fixture->options, commands, argc, argv, &fixture->arena,
                            &fixture->why);
}

static void refuses(struct fixture *fixture, const char *line, const char *message)
{
    assert_int_equal(parse(fixture, line), PP_WRONG);
    assert_string_equal(fixture->why.text, message);
}

static void a_command_with_its_arguments_is_taken(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(parse(fixture, "check a.lua b.yaml -"), PP_RUN);
    assert_string_equal(fixture->options.command->name, "check");
    assert_int_equal(fixture->options.arguments.count, 3);
    assert_string_equal(fixture->options.arguments.items[2], "-");
    assert_string_equal(fixture->options.format->name, "text");
    assert_int_equal(fixture->options.fail_on, PP_ERROR);
    assert_int_equal(fixture->options.timeout, PP_TIMEOUT);
    assert_false(fixture->options.quiet);
}

static void a_value_stands_behind_an_equals_sign_or_in_the_next_word(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(parse(fixture, "check --format=json --fail-on note a.lua --quiet"), PP_RUN);
    assert_string_equal(fixture->options.format->name, "json");
    assert_int_equal(fixture->options.fail_on, PP_NOTE);
    assert_true(fixture->options.quiet);
    assert_int_equal(fixture->options.arguments.count, 1);
}

static void baselines_are_files(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(parse(fixture, "check --baseline a.yaml --write-baseline=b.yaml "
                                    "--prune-baseline a.lua"),
                     PP_RUN);
    assert_string_equal(fixture->options.baseline, "a.yaml");
    assert_string_equal(fixture->options.write_baseline, "b.yaml");
    assert_true(fixture->options.prune_baseline);
    refuses(fixture, "check --baseline - a.lua",
            "'-' is no value of option '--baseline': name a file");
}

static void two_dashes_end_the_options(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(parse(fixture, "check -- --quiet --help"), PP_RUN);
    assert_false(fixture->options.quiet);
    assert_string_equal(fixture->options.arguments.items[0], "--quiet");
    assert_string_equal(fixture->options.arguments.items[1], "--help");
}

static void what_follows_a_script_is_for_the_script(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(parse(fixture, "run --max-steps 5 s.lua --max-steps 7 -- --help -"), PP_RUN);
    assert_int_equal(fixture->options.max_steps, 5);
    assert_int_equal(fixture->options.arguments.count, 6);
    assert_string_equal(fixture->options.arguments.items[1], "--max-steps");
    assert_string_equal(fixture->options.arguments.items[3], "--");
    assert_string_equal(fixture->options.arguments.items[4], "--help");
    assert_int_equal(parse(fixture, "run -- --odd.lua -- x"), PP_RUN);
    assert_string_equal(fixture->options.arguments.items[0], "--odd.lua");
    assert_string_equal(fixture->options.arguments.items[1], "--");
    assert_int_equal(parse(fixture, "run - x"), PP_RUN);
    assert_string_equal(fixture->options.arguments.items[0], "-");
    assert_int_equal(parse(fixture, "run --help s.lua"), PP_HELP);
    refuses(fixture, "run --max-steps 5", "run needs a script: portplan run SCRIPT");
}

static void repeatable_options_are_collected_in_order(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(parse(fixture, "check --services a --services=b --catalog-path c x.lua "
                                    "--rule iana-collision=note --rule prefer-above=off"),
                     PP_RUN);
    assert_int_equal(fixture->options.services.count, 2);
    assert_string_equal(fixture->options.services.items[1], "b");
    assert_string_equal(fixture->options.catalog_paths.items[0], "c");
    assert_int_equal(fixture->options.rule_count, 2);
    assert_string_equal(fixture->options.rules[1].rule, "prefer-above");
    assert_int_equal(fixture->options.rules[1].severity, PP_OFF);
}

static void help_and_version_are_asked_for(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(parse(fixture, "--version"), PP_VERSION_ASKED);
    assert_int_equal(parse(fixture, "--help"), PP_HELP);
    assert_null(fixture->options.command);
    assert_int_equal(parse(fixture, "show --format csv --help"), PP_HELP);
    assert_string_equal(fixture->options.command->name, "show");
}

static void an_unknown_command_is_told_the_nearest(void **state)
{
    refuses(*state, "chekc a.lua",
            "unknown command 'chekc'; use check, show, explain or run; did you mean 'check'?");
    refuses(*state, "--quiet check",
            "'--quiet' stands where the command belongs, or is unknown; use check, show, explain "
            "or run");
    refuses(*state, "", "a command is missing; `portplan --help` lists them");
}

static void an_unknown_option_is_told_the_nearest(void **state)
{
    refuses(*state, "check --fromat json a.lua",
            "unknown option '--fromat' of check; did you mean '--format'?\n"
            "`portplan check --help` lists them");
    refuses(*state, "check --fromat=json a.lua",
            "unknown option '--fromat' of check; did you mean '--format'?\n"
            "`portplan check --help` lists them");
    refuses(*state, "explain --output x",
            "unknown option '--output' of explain: it is one of another command\n"
            "`portplan explain --help` lists them");
}

static void a_value_that_is_none_is_told_what_would_be_right(void **state)
{
    refuses(
        *state, "check --format xml a.lua",
        "'xml' is no value of option '--format': use text, json, sarif, junit, github, tap or csv");
    refuses(*state, "show --format jsno a.lua",
            "'jsno' is no value of option '--format': use text, json or csv; did you mean 'json'?");
    refuses(*state, "check --today 2026-02-29 a.lua",
            "'2026-02-29' is no value of option '--today': write a day of the calendar as "
            "YYYY-MM-DD");
    refuses(*state, "check --rule =off a.lua",
            "'=off' is no value of option '--rule': write a rule and its severity, such as "
            "iana-collision=note");
    refuses(*state, "check --rule iana-collision=none a.lua",
            "'iana-collision=none' is no value of option '--rule': use off, note, warning or "
            "error; did you mean 'note'?");
    refuses(*state, "check --rule iana-collision a.lua",
            "'iana-collision' is no value of option '--rule': write a rule and its severity, such "
            "as iana-collision=note");
    refuses(*state, "check --max-memory 12X a.lua",
            "'12X' is no value of option '--max-memory': write a size above 0, such as 256M or 1G");
    refuses(*state, "check --timeout soon a.lua",
            "'soon' is no value of option '--timeout': write whole seconds up to 86400; 0 sets no "
            "limit");
}

static void a_value_that_is_missing_or_too_many_is_told(void **state)
{
    refuses(*state, "check a.lua --format", "option '--format' needs a value: --format FORMAT");
    refuses(*state, "check a.lua --output=", "option '--output' needs a value: --output FILE");
    refuses(*state, "check a.lua --quiet=yes", "option '--quiet' takes no value");
}

static void too_few_and_too_many_arguments_are_told(void **state)
{
    refuses(*state, "check", "check needs a plan: portplan check PLAN...");
    refuses(*state, "explain a b",
            "explain takes no more than 1 of its arguments, not 2: portplan explain [RULE]");
}

static void what_is_given_is_told_from_what_is_the_default(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(parse(fixture, "check --fail-on=error a.lua --color never"), PP_RUN);
    assert_true(pp_option_given(&fixture->options, "--fail-on"));
    assert_true(pp_option_given(&fixture->options, "--color"));
    assert_false(pp_option_given(&fixture->options, "--timeout"));
    assert_int_equal(parse(fixture, "check a.lua -- --fail-on"), PP_RUN);
    assert_false(pp_option_given(&fixture->options, "--fail-on"));
}

static void an_option_of_one_value_is_given_once(void **state)
{
    struct fixture *fixture = *state;
    refuses(fixture, "check --format json --format=text a.lua",
            "option '--format' is given twice, and takes one value");
    refuses(fixture, "check --today 2026-11-22 a.lua --today 2026-11-22",
            "option '--today' is given twice, and takes one value");
    assert_int_equal(parse(fixture,
                           "check --rule a=off --rule b=off --policy p --policy q "
                           "--services s --services t --catalog-path c --catalog-path d a.lua"),
                     PP_RUN);
    assert_int_equal(fixture->options.policies.count, 2);
    assert_int_equal(parse(fixture, "check --quiet --quiet a.lua"), PP_RUN);
}

static void of_settings_and_no_settings_the_last_counts(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(parse(fixture, "check a.lua"), PP_RUN);
    assert_null(fixture->options.settings);
    assert_false(fixture->options.no_settings);
    assert_int_equal(parse(fixture, "check --no-settings --settings t.yaml a.lua"), PP_RUN);
    assert_string_equal(fixture->options.settings, "t.yaml");
    assert_false(fixture->options.no_settings);
    assert_int_equal(parse(fixture, "check --settings t.yaml --no-settings a.lua"), PP_RUN);
    assert_null(fixture->options.settings);
    assert_true(fixture->options.no_settings);
    refuses(fixture, "check --settings - a.lua",
            "'-' is no value of option '--settings': name a file; standard input is for a plan");
}

static void sizes_have_units_of_1024(void **state)
{
    (void)state;
    size_t size = 7;
    assert_true(pp_size_parse("4096", &size));
    assert_int_equal(size, 4096);
    assert_true(pp_size_parse("256M", &size));
    assert_int_equal(size, (size_t)256 << 20);
    assert_true(pp_size_parse("1g", &size));
    assert_int_equal(size, (size_t)1 << 30);
    static const char *const wrong[] = {"",     "M",  "0",           "0K", "-1",
                                        "1.5G", "1T", "99999999999", "1 M"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(pp_size_parse(wrong[i], &size));
    assert_int_equal(size, (size_t)1 << 30);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_command_with_its_arguments_is_taken),
        TEST(a_value_stands_behind_an_equals_sign_or_in_the_next_word),
        TEST(baselines_are_files),
        TEST(two_dashes_end_the_options),
        TEST(what_follows_a_script_is_for_the_script),
        TEST(repeatable_options_are_collected_in_order),
        TEST(help_and_version_are_asked_for),
        TEST(an_unknown_command_is_told_the_nearest),
        TEST(an_unknown_option_is_told_the_nearest),
        TEST(a_value_that_is_none_is_told_what_would_be_right),
        TEST(a_value_that_is_missing_or_too_many_is_told),
        TEST(too_few_and_too_many_arguments_are_told),
        TEST(what_is_given_is_told_from_what_is_the_default),
        TEST(an_option_of_one_value_is_given_once),
        TEST(of_settings_and_no_settings_the_last_counts),
        TEST(sizes_have_units_of_1024),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
