/* temp_folder, git: a folder that goes when the program does, and questions to git. */
#include "cli/git.h"
#include "cli/temp_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void what_is_written_is_there_and_gone_afterwards(void **state)
{
    struct pp_temp_folder folder = {0};
    struct pp_arena arena;
    struct pp_strbuf path, text;
    (void)state;
    pp_arena_init(&arena);
    pp_strbuf_init(&path);
    pp_strbuf_init(&text);
    assert_null(pp_temp_folder_make(&folder, &arena));
    assert_null(pp_temp_folder_write(&folder, "a/b/c.lua", "text", 4));
    assert_null(pp_temp_folder_write(&folder, "a/b/..d", "", 0));
    pp_path_join(folder.path, "a/b/c.lua", &path);
    assert_null(pp_file_read(path.text, &text));
    assert_string_equal(text.text, "text");
    pp_path_join(folder.path, "a", &path);
    pp_temp_folder_release(&folder);
    assert_false(pp_file_is_folder(path.text));
    pp_temp_folder_release(&folder); /* once is enough */
    pp_strbuf_release(&path);
    pp_strbuf_release(&text);
    pp_arena_release(&arena);
}

static void names_that_lead_out_are_refused(void **state)
{
    static const char *const names[] = {"",       "/etc/x", "..",    ".",  "../x",
                                        "a/../x", "a//b",   "a/./b", "a/", "a/.."};
    struct pp_temp_folder folder = {0};
    struct pp_arena arena;
    (void)state;
    pp_arena_init(&arena);
    assert_null(pp_temp_folder_make(&folder, &arena));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(pp_temp_folder_write(&folder, names[i], "x", 1),
                            "its name leads elsewhere");
    assert_null(pp_temp_folder_write(&folder, "a", "x", 1));
    assert_non_null(pp_temp_folder_write(&folder, "a", "y", 1)); /* only new files */
    assert_non_null(pp_temp_folder_write(&folder, "a/b", "y", 1));
    pp_temp_folder_release(&folder);
    pp_arena_release(&arena);
}

static void a_folder_that_cannot_be_made_says_why(void **state)
{
    struct pp_temp_folder folder = {0};
    struct pp_arena arena;
    (void)state;
    pp_arena_init(&arena);
    setenv("TMPDIR", "/no/such/folder", 1);
    assert_string_equal(pp_temp_folder_make(&folder, &arena), "no such file");
    unsetenv("TMPDIR");
    assert_null(folder.path);
    pp_temp_folder_release(&folder);
    pp_arena_release(&arena);
}

/* The program is ended by what no handler sees, and the folder goes all the same. */
static void the_folder_goes_when_the_program_is_killed(void **state)
{
    char path[256] = "";
    int ends[2];
    (void)state;
    assert_int_equal(pipe(ends), 0);
    pid_t program = fork();
    if (program == 0) {
        struct pp_temp_folder folder = {0};
        struct pp_arena arena;
        pp_arena_init(&arena);
        if (!pp_temp_folder_make(&folder, &arena) &&
            !pp_temp_folder_write(&folder, "a/b", "x", 1) &&
            write(ends[1], folder.path, strlen(folder.path) + 1) > 0)
            raise(SIGKILL);
        _exit(1);
    }
    close(ends[1]);
    assert_true(read(ends[0], path, sizeof path) > 0);
    close(ends[0]);
    assert_int_equal(waitpid(program, NULL, 0), program);
    for (int i = 0; i < 500 && pp_file_is_folder(path); i++)
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    assert_false(pp_file_is_folder(path));
}

static void git_answers_on_standard_output(void **state)
{
    static const char *const args[] = {"hash-object", "--stdin", NULL};
    struct pp_strbuf out, why;
    (void)state;
    pp_strbuf_init(&out);
    pp_strbuf_init(&why);
    assert_int_equal(pp_git(args, "plan\n", 5, &out, &why), PP_GIT_GOOD);
    assert_string_equal(out.text, "856cc8f41a38e0996e155d01b5ee3124d58ecc47\n");
    assert_string_equal(why.text, "");
    pp_strbuf_release(&out);
    pp_strbuf_release(&why);
}

static void what_git_says_is_told_without_its_prefix(void **state)
{
    static const char *const args[] = {"no-such-command", NULL};
    struct pp_strbuf out, why;
    (void)state;
    pp_strbuf_init(&out);
    pp_strbuf_init(&why);
    assert_int_equal(pp_git(args, NULL, 0, &out, &why), PP_GIT_NO);
    assert_non_null(strstr(why.text, "'no-such-command' is not a git command"));
    assert_null(strchr(why.text, '\n'));
    pp_strbuf_release(&out);
    pp_strbuf_release(&why);
}

static void without_git_that_is_said(void **state)
{
    static const char *const args[] = {"version", NULL};
    struct pp_strbuf out, why;
    (void)state;
    const char *path = getenv("PATH");
    char *before = path ? strdup(path) : NULL;
    pp_strbuf_init(&out);
    pp_strbuf_init(&why);
    setenv("PATH", "/no/such/folder", 1);
    assert_int_equal(pp_git(args, NULL, 0, &out, &why), PP_GIT_FAILED);
    assert_string_equal(why.text, "the program git is needed for that, and it is not installed");
    if (before)
        setenv("PATH", before, 1);
    free(before);
    pp_strbuf_release(&out);
    pp_strbuf_release(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_there_and_gone_afterwards),
        cmocka_unit_test(names_that_lead_out_are_refused),
        cmocka_unit_test(a_folder_that_cannot_be_made_says_why),
        cmocka_unit_test(the_folder_goes_when_the_program_is_killed),
        cmocka_unit_test(git_answers_on_standard_output),
        cmocka_unit_test(what_git_says_is_told_without_its_prefix),
        cmocka_unit_test(without_git_that_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
