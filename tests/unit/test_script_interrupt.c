/* interrupt: a script that is asked to end, from outside, while it runs. */
#include "support/script_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define AT(line)                                                                           \
#line ": the run took more than 7 s of CPU time and was stopped here; --timeout sets " \
          "another limit\n"

struct watched {
    struct script_text *text;
    struct pp_interrupt interrupt;
};

static int setup(void **state)
{
    static struct watched watched;
    void *text = NULL;
    script_text_setup(&text);
    watched = (struct watched){.text = text, .interrupt = {.seconds = 7}};
    watched.text->script.interrupt = &watched.interrupt;
    *state = &watched;
    return 0;
}

static int teardown(void **state)
{
    void *text = ((struct watched *)*state)->text;
    return script_text_teardown(&text);
}

static void ask(struct script_text *text)
{
    assert_true(pp_interrupt_request(text->script.interrupt));
}

static void the_next_instruction_is_not_run(void **state)
{
    struct watched *watched = *state;
    watched->text->when_printing = ask;
    assert_string_equal(script_text_run(watched->text, "\nprint 'x'\nprint 'y'"), AT(3));
    assert_string_equal(watched->text->printed.text, "x\n");
    assert_null(watched->text->root);
    assert_true(watched->text->diags.limit_hit);
    assert_null(watched->interrupt.running);
}

static void pcall_does_not_catch_it(void **state)
{
    struct watched *watched = *state;
    watched->text->when_printing = ask;
    assert_string_equal(script_text_run(watched->text, "while true do\n"
                                                       "  pcall(function()\n"
                                                       "    print 'x'\n"
                                                       "    while true do end\n"
                                                       "  end)\n"
                                                       "end"),
                        AT(4));
    assert_string_equal(watched->text->printed.text, "x\n");
}

static void scripts_that_follow_are_not_run(void **state)
{
    struct watched *watched = *state;
    watched->text->when_printing = ask;
    script_text_run(watched->text, "print 'x'");
    assert_string_equal(script_text_run(watched->text, "print 'y'"),
                        "1: not begun, for the run had taken more than 7 s of CPU time; --timeout "
                        "sets another limit\n");
    assert_string_equal(watched->text->printed.text, "");
}

static void remember_place(struct script_text *text)
{
    const char *file = NULL;
    uint32_t line = 0;
    assert_true(pp_interrupt_where(text->script.interrupt, &file, &line));
    pp_strbuf_printf(&text->printed, "%s:%u\n", file, line);
}

static void it_is_known_where_the_script_is(void **state)
{
    struct watched *watched = *state;
    watched->text->when_printing = remember_place;
    script_text_run(watched->text, "local s = 'ab'\n"
                                   "local t = s:gsub('b',\n"
                                   "  function(c)\n"
                                   "    print(c)\n"
                                   "  end)");
    assert_string_equal(watched->text->printed.text, "b\nplan.lua:4\n");
}

static void without_a_script_nothing_is_asked(void **state)
{
    struct watched *watched = *state;
    const char *file = NULL;
    uint32_t line = 0;
    assert_false(pp_interrupt_request(&watched->interrupt));
    assert_false(pp_interrupt_where(&watched->interrupt, &file, &line));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_next_instruction_is_not_run),   TEST(pcall_does_not_catch_it),
        TEST(scripts_that_follow_are_not_run),   TEST(it_is_known_where_the_script_is),
        TEST(without_a_script_nothing_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
