/* settings_file: where portplan.yaml is found, what it may say, and that it reaches nothing
 * outside its folder. */
#include "base/file.h"
#include "read/settings_file.h"
#include "support/plan_text.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct plan_text text;
    struct pp_settings_file file;
    char folder[64];
};

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* A folder `site` with all kinds of things in it, and `other` beside it. */
static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    plan_text_init(&fixture->text);
    strcpy(fixture->folder, "/tmp/portplan-test-XXXXXX");
    *state = fixture;
    if (!mkdtemp(fixture->folder) || chdir(fixture->folder) != 0)
        return -1;
    static const char *const folders[] = {"site",       "site/lists",      "site/catalogs",
                                          "site/plans", "site/plans/deep", "other"};
    for (size_t i = 0; i < 6; i++)
        if (mkdir(folders[i], 0755) != 0)
            return -1;
    put("site/lists/iana.csv", "");
    put("site/policy.lua", "");
    put("other/secret", "");
    return symlink("../other", "site/out") == 0 && symlink("lists", "site/in") == 0 &&
                   mkfifo("site/pipe", 0644) == 0
               ? 0
               : -1;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *ftw)
{
    (void)status;
    (void)kind;
    (void)ftw;
    return remove(path);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    int code = chdir("/") == 0 ? nftw(fixture->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS) : -1;
    plan_text_release(&fixture->text);
    free(fixture);
    return code;
}

/* --- finding --------------------------------------------------------------- */

static void expect_found(void **state, const char *plan, const char *path)
{
    struct fixture *fixture = *state;
    const char *found = "untouched";
    assert_true(pp_settings_find(plan, &fixture->text.arena, &found));
    if (path)
        assert_string_equal(found, path);
    else
        assert_null(found);
}

static void it_is_found_from_the_plans_folder_upward(void **state)
{
    expect_found(state, "site/plans/deep/a.lua", NULL);
    put("site/portplan.yaml", "{}");
    expect_found(state, "site/plans/deep/a.lua", "site/portplan.yaml");
    expect_found(state, "site/plans/a.lua", "site/portplan.yaml");
    expect_found(state, "site/a.lua", "site/portplan.yaml");
    expect_found(state, "other/a.lua", NULL);
    put("site/plans/portplan.yaml", "{}");
    expect_found(state, "site/plans/deep/a.lua", "site/plans/portplan.yaml");
}

static void its_path_is_that_from_the_current_folder(void **state)
{
    put("site/portplan.yaml", "{}");
    assert_int_equal(chdir("site"), 0);
    expect_found(state, "plans/a.lua", "portplan.yaml");
    assert_int_equal(chdir("plans"), 0);
    expect_found(state, "a.lua", "../portplan.yaml");
    expect_found(state, "-", "../portplan.yaml");
    expect_found(state, "../../site/a.lua", "../portplan.yaml");
    assert_int_equal(chdir("../../other"), 0);
    expect_found(state, "../site/plans/a.lua", "../site/portplan.yaml");
    assert_int_equal(chdir("/usr"), 0);
    struct fixture *fixture = *state;
    char plan[128], path[128];
    snprintf(plan, sizeof plan, "%s/site/plans/a.lua", fixture->folder);
    snprintf(path, sizeof path, "%s/site/portplan.yaml", fixture->folder);
    expect_found(state, plan, path);
    assert_int_equal(chdir("/"), 0);
    expect_found(state, plan, path + 1);
}

static void whatever_has_the_name_is_found(void **state)
{
    assert_int_equal(mkdir("site/plans/portplan.yaml", 0755), 0);
    expect_found(state, "site/plans/a.lua", "site/plans/portplan.yaml");
    assert_int_equal(symlink("nowhere", "site/portplan.yaml"), 0);
    expect_found(state, "site/a.lua", "site/portplan.yaml");
}

static void a_folder_that_is_not_there_has_none_above_it(void **state)
{
    struct fixture *fixture = *state;
    const char *found = "untouched";
    put("portplan.yaml", "{}");
    assert_false(pp_settings_find("missing/a.lua", &fixture->text.arena, &found));
    assert_string_equal(found, "untouched");
}

/* --- reading --------------------------------------------------------------- */

static struct pp_settings_file *read_file(void **state, const char *path, bool found,
                                          const char *mistakes)
{
    struct fixture *fixture = *state;
    struct plan_text *text = &fixture->text;
    bool good =
        pp_settings_read(&fixture->file, path, found, &text->arena, &text->sources, &text->diags);
    assert_string_equal(plan_text_mistakes(text), mistakes);
    assert_int_equal(good, mistakes[0] == '\0');
    return &fixture->file;
}

static struct pp_settings_file *decode(void **state, const char *yaml, const char *mistakes)
{
    put("site/portplan.yaml", yaml);
    return read_file(state, "site/portplan.yaml", true, mistakes);
}

static void every_field_is_read_with_its_place(void **state)
{
    const struct pp_settings_file *file = decode(state,
                                                 "rules:\n"
                                                 "  iana-collision: note\n"
                                                 "  prefer-above: {severity: off, above: 1024}\n"
                                                 "policies: [policy.lua, portplan/headroom, .]\n"
                                                 "services: lists/iana.csv\n"
                                                 "catalog-path:\n  - catalogs\n  - ./in\n"
                                                 "fail-on: warning\n",
                                                 "");
    assert_string_equal(file->path, "site/portplan.yaml");
    assert_string_equal(file->folder, "site");
    assert_int_equal(file->rule_count, 2);
    assert_string_equal(file->rules[0].rule, "iana-collision");
    assert_int_equal(file->rules[0].severity, PP_NOTE);
    assert_false(file->rules[0].has_above);
    assert_int_equal(file->rules[1].loc.line, 3);
    assert_int_equal(file->rules[1].severity, PP_OFF);
    assert_int_equal(file->rules[1].above, 1024);
    assert_int_equal(file->policies.count, 3);
    assert_string_equal(file->policies.items[0], "site/policy.lua");
    assert_string_equal(file->policies.items[1], "portplan/headroom");
    assert_string_equal(file->policies.items[2], "site/.");
    assert_int_equal(file->policies.locs[1].column, 24);
    assert_int_equal(file->services.count, 1);
    assert_string_equal(file->services.items[0], "site/lists/iana.csv");
    assert_int_equal(file->catalog_paths.count, 2);
    assert_string_equal(file->catalog_paths.items[1], "site/./in");
    assert_int_equal(file->catalog_paths.locs[1].line, 8);
    assert_int_equal(file->fail_on, PP_WARNING);
    assert_int_equal(file->fail_on_loc.line, 9);
}

static void nothing_has_to_be_given(void **state)
{
    const struct pp_settings_file *file = decode(state, "{}\n", "");
    assert_int_equal(file->fail_on, PP_OFF);
    assert_int_equal(file->rule_count + file->policies.count + file->services.count +
                         file->catalog_paths.count,
                     0);
}

static void every_mistake_is_told_at_once(void **state)
{
    const struct pp_settings_file *file = decode(
        state,
        "rule: {url-form: off}\n"
        "rules:\n"
        "  url-form: fatal\n"
        "  url-overlap: {level: note}\n"
        "  split-binding: off\n"
        "catalog_path: catalogs\n"
        "fail_on: note\n"
        "fail-on: off\n"
        "services: [lists/iana.csv, 7, lists]\n",
        "1:1: 'rule' is not a field of a settings file; its fields are rules, policies, services, "
        "catalog-path and fail-on; did you mean 'rules'?\n"
        "3:13: 'severity' must be off, note, warning or error, not 'fatal'\n"
        "4:17: 'level' is not a field of a rule's settings; its fields are severity and above\n"
        "6:1: 'catalog_path' is not a field of a settings file; its fields are rules, policies, "
        "services, catalog-path and fail-on; did you mean 'catalog-path'?\n"
        "7:1: 'fail_on' is not a field of a settings file; its fields are rules, policies, "
        "services, catalog-path and fail-on; did you mean 'fail-on'?\n"
        "8:10: 'fail-on' must be note, warning or error, not 'off'\n"
        "9:28: 'services' must be a string or a list of strings, not an integer; put it in "
        "quotes\n"
        "9:31: 'services' names 'lists', but it is a folder, not a file\n");
    assert_int_equal(file->services.count, 1);
    assert_int_equal(file->rule_count, 3);
}

#define OUTSIDE(what, option)                                                                  \
    ", " what "; name what lies in the folder of this file, or say " option " on the command " \
    "line\n"

static void nothing_outside_its_folder_can_be_named(void **state)
{
    const struct pp_settings_file
        *
            file = decode(state,
                          "services:\n"
                          "  - /etc/services\n"
                          "  - ../other/secret\n"
                          "  - lists/../../other/secret\n"
                          "  - out/secret\n"
                          "  - '-'\n"
                          "catalog-path: [.., ../other, out, /]\n"
                          "policies: [/etc, ../portplan/x, out/secret, plans/..]\n",
                          "2:5: 'services' names '/etc/services'" OUTSIDE(
                              "an absolute path",
                              "--services") "3:5:"
                                            " '"
                                            "serv"
                                            "ices"
                                            "' "
                                            "name"
                                            "s "
                                            "'../"
                                            "othe"
                                            "r/"
                                            "secr"
                                            "et"
                                            "'" OUTSIDE("a path that leads upward", "--services") "4:5: 'services' names 'lists/../../other/secret'" OUTSIDE(
                                                "a path that leads upward",
                                                "--services") "5:5: 'services' names "
                                                              "'out/secret'" OUTSIDE("a link that "
                                                                                     "leads out of "
                                                                                     "the folder "
                                                                                     "of this file",
                                                                                     "--services") "6:5: 'services' names '-'" OUTSIDE("which is standard input", "--services") "7:16: 'catalog-path' names '..'" OUTSIDE("a path that leads upward",
                                                                                                                                                                                                                          "--catalog-path") "7:20: 'catalog-path' names '../other'" OUTSIDE("a path that leads upward", "--catalog-path") "7:30: 'catalog-path' names 'out'" OUTSIDE("a link that leads out of the folder of this file", "--catalog-path") "7:35: 'catalog-path' names '/'" OUTSIDE("an absolute path",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                    "--catalog-path") "8:12: 'policies' names '/etc'" OUTSIDE("an absolute path",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                              "--policy") "8:18: 'policies' names '../portplan/x'" OUTSIDE("a path that leads upward",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           "--policy") "8:33: 'policies' names 'out/secret'" OUTSIDE("a link that leads out of the folder of this file",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                     "--policy") "8:45: 'policies' names 'plans/..'" OUTSIDE("a path that leads upward",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                             "--policy"));
    assert_int_equal(file->services.count + file->catalog_paths.count + file->policies.count, 0);
}

static void what_is_named_must_be_there_and_of_its_kind(void **state)
{
#define ABSENT \
    "but there is no such file or folder; paths are relative to the folder of this file\n"
    decode(state,
           "services: [iana.csv, pipe, 'lists/..x']\n"
           "catalog-path: [catalog, policy.lua]\n"
           "policies: [pipe, Portplan/headroom]\n",
           "1:12: 'services' names 'iana.csv', " ABSENT
           "1:22: 'services' names 'pipe', but it is not a regular file\n"
           "1:28: 'services' names 'lists/..x', " ABSENT
           "2:16: 'catalog-path' names 'catalog', " ABSENT
           "2:25: 'catalog-path' names 'policy.lua', but it is no folder\n"
           "3:12: 'policies' names 'pipe', but it is not a regular file\n"
           "3:18: 'policies' names 'Portplan/headroom', " ABSENT);
}

/* Reads in a fresh list of mistakes. */
static void refuse_found(void **state, const char *path, const char *why)
{
    struct fixture *fixture = *state;
    char mistakes[256];
    plan_text_release(&fixture->text);
    plan_text_init(&fixture->text);
    snprintf(mistakes, sizeof mistakes,
             "0:0: the settings file cannot be read: %s; --no-settings does without it\n", why);
    read_file(state, path, true, mistakes);
}

static void what_is_found_must_be_a_file_of_its_folder(void **state)
{
    assert_int_equal(symlink("../../other/secret", "site/plans/portplan.yaml"), 0);
    assert_int_equal(symlink("nowhere", "site/lists/portplan.yaml"), 0);
    refuse_found(state, "site/plans", "it is a folder, not a file");
    refuse_found(state, "site/pipe", "it is not a regular file");
    refuse_found(state, "site/lists/portplan.yaml", "no such file");
    refuse_found(state, "site/plans/portplan.yaml", "it is a link that leads out of its folder");
}

static void a_link_is_followed_only_when_the_user_names_it(void **state)
{
    put("other/team.yaml", "fail-on: note\nservices: lists/iana.csv\n");
    assert_int_equal(symlink("../other/team.yaml", "site/portplan.yaml"), 0);
    const struct pp_settings_file *file = read_file(state, "site/portplan.yaml", false, "");
    assert_string_equal(file->services.items[0], "site/lists/iana.csv");
    refuse_found(state, "site/portplan.yaml", "it is a link that leads out of its folder");
}

static void what_is_no_settings_file_is_refused(void **state)
{
    static const struct {
        const char *yaml, *mistakes;
    } cases[] = {
        {"", "1:1: the file is empty\n"},
        {"- rules\n", "1:1: a settings file must be a map of fields, not a list\n"},
        {"site: A\nhosts: []\n",
         "1:1: this is a plan, not settings; give it a name other than portplan.yaml\n"},
    };
    for (size_t i = 0; i < 3; i++) {
        struct fixture *fixture = *state;
        plan_text_release(&fixture->text);
        plan_text_init(&fixture->text);
        decode(state, cases[i].yaml, cases[i].mistakes);
    }
}

static void the_rules_are_checked_when_all_are_known(void **state)
{
    static const char *const ids[] = {"url-form", "prefer-above", "team-rule"};
    struct fixture *fixture = *state;
    struct plan_text *text = &fixture->text;
    const struct pp_settings_file *file =
        decode(state,
               "rules:\n  team-rule: error\n  url-from: off\n  url-form: {above: 9}\n"
               "  prefer-above: {above: 9}\n",
               "");
    assert_false(pp_settings_check_rules(file, ids, 3, &text->arena, &text->diags));
    assert_string_equal(plan_text_mistakes(text),
                        "3:3: there is no rule 'url-from'; did you mean 'url-form'?\n"
                        "4:3: rule 'url-form' has no setting 'above'; 'prefer-above' has\n");
}

static void settings_are_no_plan(void **state)
{
    struct plan_text *text = &((struct fixture *)*state)->text;
#define NO_PLAN                                                                                    \
    "these are settings, not a plan; portplan.yaml is found from the folder of each plan upward, " \
    "any other with --settings FILE\n"
    assert_false(plan_text_add(text, "x/portplan.yaml", "rules: {}\n"));
    assert_false(plan_text_add(text, "team.yaml", "fail-on: note\n"));
    assert_string_equal(plan_text_mistakes(text), "1:1: " NO_PLAN "team.yaml:1:1: " NO_PLAN);
    assert_true(plan_text_add(text, "x/portplan.yaml", "hosts: []\n"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(it_is_found_from_the_plans_folder_upward),
        CASE(its_path_is_that_from_the_current_folder),
        CASE(whatever_has_the_name_is_found),
        CASE(a_folder_that_is_not_there_has_none_above_it),
        CASE(every_field_is_read_with_its_place),
        CASE(nothing_has_to_be_given),
        CASE(every_mistake_is_told_at_once),
        CASE(nothing_outside_its_folder_can_be_named),
        CASE(what_is_named_must_be_there_and_of_its_kind),
        CASE(what_is_found_must_be_a_file_of_its_folder),
        CASE(a_link_is_followed_only_when_the_user_names_it),
        CASE(what_is_no_settings_file_is_refused),
        CASE(the_rules_are_checked_when_all_are_known),
        CASE(settings_are_no_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
