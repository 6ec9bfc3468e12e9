/* report/free: what is said of blocks that the golden cases do not have. */
#include "check/free_blocks.h"
#include "report/free.h"
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Five hosts with a pool of the same ports, and nothing else. */
#define PLAN                                                                                 \
    "hosts: [{name: A, products: [p]}, {name: B, products: [p]}, {name: C, products: [p]}, " \
    "{name: D, products: [p]}, {name: E, products: [p]}]\n"                                  \
    "products: {p: {pools: {q: 20000-20009}, endpoints: {one: {transport: tcp, port: q}}}}\n"

static const uint32_t all[] = {0, 1, 2, 3, 4};

/* The answer's report in that format; the text is in the arena. */
static const char *told(struct check_text *text, const struct pp_free_question *question,
                        const char *format)
{
    struct pp_free_answer answer;
    struct pp_strbuf buf;
    pp_free_blocks_find(&text->check, question, &answer);
    text->text.plan.file_count = 1;
    struct pp_report report = {.version = "0",
                               .plan = &text->text.plan,
                               .registry = &text->registry,
                               .sources = &text->text.sources,
                               .free = &answer,
                               .style = {.width = 100}};
    pp_strbuf_init(&buf);
    pp_report_format_find(pp_free_formats, format)->write(&report, &buf);
    const char *result = pp_arena_strdup(&text->text.arena, buf.text);
    pp_strbuf_release(&buf);
    return result;
}

static struct check_text *make(void **state)
{
    struct check_text *text = *state;
    assert_true(plan_text_expand(&text->text, PLAN));
    check_text_allocate(text);
    return text;
}

static void more_than_three_pools_are_counted(void **state)
{
    struct pp_free_question question = {
        .hosts = all, .host_count = 5, .transports = {true}, .width = 1, .count = 1, .above = 0};
    struct check_text *text = make(state);
    for (uint32_t port = 1; port < 49152; port++) { /* all but one port of the pool are used */
        if (port != 20005)
            pp_registry_add(&text->registry, "x", (struct pp_range){(uint16_t)port, (uint16_t)port},
                            PP_TCP, false);
    }
    pp_registry_freeze(&text->registry);
    assert_string_equal(told(text, &question, "text"),
                        "20005/tcp: free on 5 hosts, 0 of 1 assigned, right beside "
                        "20004, which x has\n"
                        "  = in reach of pool q of p on A, pool q of p on B, pool q of p on C and "
                        "2 more\n");
}

static void without_a_neighbour_none_is_named(void **state)
{
    struct check_text *text = make(state);
    struct pp_registry none = {0};
    struct pp_free_question question = {
        .hosts = all, .host_count = 1, .width = 100, .count = 1, .above = 40000};
    question.transports[PP_SCTP] = true;
    text->check.registry = &none;
    assert_string_equal(told(text, &question, "text"),
                        "41000-41099/sctp: free on A, 0 of 100 assigned, aligned to 1000\n");
    assert_string_equal(told(text, &question, "csv"),
                        "first,last,transports,hosts,aligned,room,below,above,in_reach\n"
                        "41000,41099,sctp,1,1000,24436,,,\n");
}

static void one_port_that_is_left_is_told_as_one(void **state)
{
    struct check_text *text = make(state);
    struct pp_free_question question = {.hosts = all,
                                        .host_count = 1,
                                        .transports = {true},
                                        .width = 2,
                                        .count = 1,
                                        .above = 49150};
    const char *report = told(text, &question, "text");
    assert_non_null(strstr(report, "found 0 of 1 block of 2 ports that would do on A, tcp"));
    assert_non_null(strstr(report, "and 1 is left, in a row at most 1 (49151)\n"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(more_than_three_pools_are_counted),
        CASE(without_a_neighbour_none_is_named),
        CASE(one_port_that_is_left_is_told_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
