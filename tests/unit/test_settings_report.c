/* settings_report: rows to a table and to JSON. */
#include "report/settings_report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct pp_setting_row items[] = {
    {.name = "fail-on", .value = "note", .from = "command line"},
    {.name = "policy", .from = "default"},
    {.name = "severity", .rule = "url-form", .value = "off", .from = "file"},
    {.name = "above", .rule = "prefer-above", .value = "1\x1b[31m", .from = "plan"},
};

/* What `write` makes of the rows, whose last two stand in files. */
static const char *write(struct pp_arena *arena, bool json)
{
    struct pp_sources sources;
    struct pp_strbuf buf;
    pp_sources_init(&sources, arena);
    pp_strbuf_init(&buf);
    items[2].loc = pp_loc_at(pp_sources_add(&sources, "portplan.yaml"), 3, 5);
    items[3].loc = pp_loc_at(pp_sources_add(&sources, "a\n.lua"), 12, 0);
    struct pp_setting_rows rows = {.items = items, .count = 4};
    struct pp_style style = {.width = 100};
    if (json)
        pp_report_settings_json(&rows, &sources, &buf);
    else
        pp_report_settings_text(&rows, &sources, &style, &buf);
    const char *text = pp_arena_strdup(arena, buf.text);
    pp_strbuf_release(&buf);
    pp_sources_release(&sources);
    return text;
}

static void the_table_says_the_place_or_who_it_was(void **state)
{
    struct pp_arena arena;
    (void)state;
    pp_arena_init(&arena);
    assert_string_equal(write(&arena, false),
                        "SETTING                   VALUE      FROM\n"
                        "fail-on                   note       command line\n"
                        "policy                    none       default\n"
                        "rule url-form             off        portplan.yaml:3\n"
                        "rule prefer-above, above  1\\x1b[31m  a\\x0a.lua:12\n");
    pp_arena_release(&arena);
}

static void json_has_every_member_in_every_row(void **state)
{
    struct pp_arena arena;
    (void)state;
    pp_arena_init(&arena);
    const char *text = write(&arena, true);
    assert_non_null(strstr(text, "{\n  \"format_version\": 1,\n  \"settings\": [\n"));
    assert_non_null(strstr(text, "    {\n"
                                 "      \"setting\": \"policy\",\n"
                                 "      \"rule\": null,\n"
                                 "      \"value\": null,\n"
                                 "      \"from\": \"default\",\n"
                                 "      \"file\": null,\n"
                                 "      \"line\": null\n"
                                 "    },\n"
                                 "    {\n"
                                 "      \"setting\": \"severity\",\n"
                                 "      \"rule\": \"url-form\",\n"
                                 "      \"value\": \"off\",\n"
                                 "      \"from\": \"file\",\n"
                                 "      \"file\": \"portplan.yaml\",\n"
                                 "      \"line\": 3\n"
                                 "    },\n"));
    pp_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_says_the_place_or_who_it_was),
        cmocka_unit_test(json_has_every_member_in_every_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
