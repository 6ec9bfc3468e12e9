/* include: other files of the plan, and none from elsewhere. */
#define _XOPEN_SOURCE 700

#include "base/file.h"
#include "base/mem.h"
#include "support/script_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A folder with a plan's files and, beside it, a file that is none of its business. */
static const char *const files[][2] = {
    {"outside.lua", "return 'secret'"},
    {"plan/common.lua", "return { tag = 'x', value = 41 + 1 }"},
    {"plan/count.lua", "count = count + 1"},
    {"plan/sub/a.lua", "return include 'b.lua' .. include '../c.lua'"},
    {"plan/sub/b.lua", "return 'b'"},
    {"plan/c.lua", "return 'c'"},
    {"plan/self.lua", "return include 'self.lua'"},
    {"plan/ring1.lua", "return include 'ring2.lua'"},
    {"plan/ring2.lua", "\nreturn include 'ring1.lua'"},
    {"plan/broken.lua", "x = 1\n\nlocal = 3"},
    {"plan/fails.lua", "local t\nreturn function() return t.x end"},
    {"plan/throws.lua", "\n\nerror 'boom'"},
    {"plan/hosts.lua", "host 'INC' { }\nlocal c = catalog 'cinegy'\n"
                       "local spare = c.multiviewer { instances = 2 }\nreturn c.multiviewer"},
    {"plan/binary.lua", "\x1bLua"},
    {"plan/back.lua", "return include 'plan.lua'"},
};

struct folder {
    struct script_text *text;
    char path[64];
};

static char *path_of(const struct folder *folder, const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    return path;
}

static int setup(void **state)
{
    struct folder *folder = pp_calloc(1, sizeof *folder);
    void *text = NULL;
    char target[200];
    strcpy(folder->path, "/tmp/portplan-include-XXXXXX");
    if (!mkdtemp(folder->path) || mkdir(path_of(folder, "plan"), 0700) != 0 ||
        mkdir(path_of(folder, "plan/sub"), 0700) != 0)
        return -1;
    for (size_t i = 0; i < COUNT(files); i++) {
        if (pp_file_write(path_of(folder, files[i][0]), files[i][1], strlen(files[i][1])))
            return -1;
    }
    strcpy(target, path_of(folder, "outside.lua"));
    if (symlink(target, path_of(folder, "plan/link.lua")) != 0 ||
        symlink("c.lua", path_of(folder, "plan/inner-link.lua")) != 0 ||
        symlink(folder->path, path_of(folder, "plan/up")) != 0 ||
        mkfifo(path_of(folder, "plan/pipe.lua"), 0600) != 0)
        return -1;
    script_text_setup(&text);
    folder->text = text;
    *state = folder;
    return 0;
}

static int teardown(void **state)
{
    static const char *const more[] = {"plan/link.lua", "plan/inner-link.lua", "plan/up",
                                       "plan/pipe.lua"};
    struct folder *folder = *state;
    void *text = folder->text;
    for (size_t i = 0; i < COUNT(files); i++)
        unlink(path_of(folder, files[i][0]));
    for (size_t i = 0; i < COUNT(more); i++)
        unlink(path_of(folder, more[i]));
    rmdir(path_of(folder, "plan/sub"));
    rmdir(path_of(folder, "plan"));
    rmdir(folder->path);
    script_text_teardown(&text);
    free(folder);
    return 0;
}

/* The mistakes of a plan in that folder, without the folder's name. */
static const char *run(void **state, const char *lua)
{
    static char out[4000];
    struct folder *folder = *state;
    char prefix[100], plan[120];
    snprintf(prefix, sizeof prefix, "%s/plan/", folder->path);
    snprintf(plan, sizeof plan, "%splan.lua", prefix);
    strcpy(out, script_text_run_file(folder->text, plan, lua, strlen(lua)));
    for (char *found; (found = strstr(out, prefix));)
        memmove(found, found + strlen(prefix), strlen(found + strlen(prefix)) + 1);
    return out;
}

static void the_value_of_the_file_is_returned(void **state)
{
    assert_string_equal(run(state, "local c = include 'common.lua'\nassert(c.value == 42)"), "");
    assert_string_equal(run(state, "assert(include 'sub/a.lua' == 'bc')"), "");
    assert_string_equal(run(state, "assert(include './sub/../c.lua' == 'c')"), "");
    assert_string_equal(run(state, "assert(include 'inner-link.lua' == 'c')"), "");
}

static void files_of_a_plan_share_its_globals(void **state)
{
    assert_string_equal(run(state, "count = 1\nfor i = 1, 3 do include 'count.lua' end\n"
                                   "assert(count == 4)"),
                        "");
}

static void hosts_of_another_file_have_its_lines(void **state)
{
    struct folder *folder = *state;
    assert_string_equal(run(state, "local m = include 'hosts.lua'\nhost 'A' { m }"), "");
    assert_string_equal(script_text_tree(folder->text),
                        "catalogs.1@2 = 'cinegy'\n"
                        "hosts.1.name@1 = 'INC'\nhosts.1.products@1 = []\n"
                        "hosts.2.name@2 = 'A'\nhosts.2.products.1@2 = 'cinegy.multiviewer'\n");
}

static void no_file_outside_the_folder_is_read(void **state)
{
    static const char *const paths[] = {
        "../outside.lua", "sub/../../outside.lua", "link.lua", "up/outside.lua", "..", "sub/../.."};
    for (size_t i = 0; i < COUNT(paths); i++) {
        char lua[80], expected[160];
        snprintf(lua, sizeof lua, "include '%s'", paths[i]);
        snprintf(expected, sizeof expected,
                 "1: '%s' cannot be included: it is outside the folder tree\n", paths[i]);
        assert_string_equal(run(state, lua), expected);
    }
}

static void only_plain_relative_paths_are_understood(void **state)
{
    static const char *const paths[] = {"/etc/passwd", "C:x.lua", "sub\\\\b.lua"};
    for (size_t i = 0; i < COUNT(paths); i++) {
        char lua[80];
        snprintf(lua, sizeof lua, "include '%s'", paths[i]);
        assert_non_null(strstr(run(state, lua), "cannot be included: a path starts at this file's "
                                                "folder and has only / between its parts"));
    }
    static const char wanted[] = "1: include wants the name of a file: include \"common.lua\"\n";
    assert_string_equal(run(state, "include(5)"), wanted);
    assert_string_equal(run(state, "include ''"), wanted);
    assert_string_equal(run(state, "include 'a\\0b'"), wanted);
}

static void what_is_no_file_is_refused(void **state)
{
    assert_string_equal(run(state, "\ninclude 'nothing.lua'"),
                        "2: 'nothing.lua' cannot be included: no such file\n");
    assert_string_equal(run(state, "include 'sub'"),
                        "1: 'sub' cannot be included: it is not a regular file\n");
    assert_string_equal(run(state, "include 'pipe.lua'"),
                        "1: 'pipe.lua' cannot be included: it is not a regular file\n");
    assert_string_equal(run(state, "include 'c.lua/d.lua'"),
                        "1: 'c.lua/d.lua' cannot be included: a part of the path is not a "
                        "folder\n");
}

static void a_file_that_does_not_fit_is_not_read(void **state)
{
    struct folder *folder = *state;
    assert_int_equal(truncate(path_of(folder, "plan/c.lua"), (off_t)500 << 20), 0);
    assert_string_equal(run(state, "\npcall(include, 'c.lua')"),
                        "2: the plan needs more than 256 MiB of memory; --max-memory sets another "
                        "limit\n");
    assert_true(folder->text->arena.total < (size_t)1 << 20);
}

static void a_path_that_is_too_long_is_refused(void **state)
{
    assert_non_null(strstr(run(state, "include(('n'):rep(300))"),
                           "n' cannot be included: the path is too long\n"));
    const struct folder *folder = *state;
    assert_non_null(strstr(script_text_run(folder->text, "include(('sub/'):rep(2000))"),
                           "sub/' cannot be included: the path is too long\n"));
}

static void circles_are_refused(void **state)
{
    assert_string_equal(run(state, "include 'self.lua'"),
                        "self.lua:1: 'self.lua' includes itself\n  1: called from here\n");
    assert_string_equal(
        run(state, "include 'ring1.lua'"),
        "ring2.lua:2: 'ring1.lua' includes itself\n  ring1.lua:1: called from here\n");
    assert_string_equal(run(state, "include 'back.lua'"),
                        "back.lua:1: 'plan.lua' includes itself\n  1: called from here\n");
}

static void a_failed_file_can_be_included_again(void **state)
{
    assert_string_equal(run(state, "for i = 1, 40 do assert(not pcall(include, 'throws.lua')) end"),
                        "");
    assert_string_equal(run(state, "for i = 1, 40 do assert(not pcall(include, 'broken.lua')) end"),
                        "");
}

static void mistakes_in_the_file_have_its_place_and_the_callers(void **state)
{
    const char *mistakes = run(state, "\ninclude 'broken.lua'");
    assert_int_equal(strncmp(mistakes, "broken.lua:3: <name> expected near '='", 38), 0);
    assert_non_null(strstr(mistakes, "\n  2: included here\n"));
    assert_string_equal(run(state, "include 'throws.lua'"),
                        "throws.lua:3: boom\n  1: called from here\n");
    assert_string_equal(run(state, "local f = include 'fails.lua'\n\nprint(f())"),
                        "fails.lua:2: attempt to index a nil value (upvalue 't')\n"
                        "  3: called from here\n");
    assert_string_equal(run(state, "\ninclude 'binary.lua'"),
                        "2: 'binary.lua' is compiled Lua; only text can be run\n");
}

static void a_plan_from_standard_input_includes_from_the_current_folder(void **state)
{
    struct folder *folder = *state;
    char *old = getcwd(NULL, 0);
    static const char lua[] = "assert(include 'sub/a.lua' == 'bc')\ninclude '../outside.lua'";
    assert_int_equal(chdir(path_of(folder, "plan")), 0);
    const char *mistakes = script_text_run_file(folder->text, "-", lua, strlen(lua));
    assert_int_equal(chdir(old), 0);
    assert_string_equal(mistakes,
                        "2: '../outside.lua' cannot be included: it is outside the folder tree\n");
    free(old);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_value_of_the_file_is_returned),
        TEST(files_of_a_plan_share_its_globals),
        TEST(hosts_of_another_file_have_its_lines),
        TEST(no_file_outside_the_folder_is_read),
        TEST(only_plain_relative_paths_are_understood),
        TEST(what_is_no_file_is_refused),
        TEST(a_file_that_does_not_fit_is_not_read),
        TEST(a_path_that_is_too_long_is_refused),
        TEST(circles_are_refused),
        TEST(a_failed_file_can_be_included_again),
        TEST(mistakes_in_the_file_have_its_place_and_the_callers),
        TEST(a_plan_from_standard_input_includes_from_the_current_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
