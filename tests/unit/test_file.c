/* file: whole files in, whole files out, and nothing half in between. */
#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
    static char folder[64];
    strcpy(folder, "/tmp/portplan-test-XXXXXX");
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return -1;
    *state = folder;
    return 0;
}

/* Removes the folder with its files; there are no folders in it but "folder". */
static int teardown(void **state)
{
    DIR *dir = opendir(".");
    const struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            remove(entry->d_name);
    }
    if (dir)
        closedir(dir);
    return chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void expect(const char *path, const char *text)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    assert_null(pp_file_read(path, &buf));
    assert_string_equal(buf.text, text);
    pp_strbuf_release(&buf);
}

static void refuse_read(const char *path, const char *why)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_strbuf_add(&buf, "old");
    const char *said = pp_file_read(path, &buf);
    assert_non_null(said);
    assert_string_equal(said, why);
    assert_string_equal(buf.text, "");
    pp_strbuf_release(&buf);
}

static int files_here(void)
{
    int count = 0;
    DIR *dir = opendir(".");
    assert_non_null(dir);
    while (readdir(dir))
        count++;
    closedir(dir);
    return count - 2;
}

static unsigned mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return status.st_mode & 07777;
}

/* Permissions hold for a user who is not root. */
static void become_nobody(void)
{
    if (geteuid() == 0)
        assert_int_equal(seteuid(65534), 0);
}

static void become_oneself(void)
{
    assert_int_equal(seteuid(getuid()), 0);
}

static void a_file_is_read_whole(void **state)
{
    (void)state;
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    put("empty", "");
    expect("empty", "");
    FILE *file = fopen("large", "wb");
    assert_non_null(file);
    for (int i = 0; i < 100000; i++)
        fwrite("a\0b", 1, 3, file);
    fclose(file);
    pp_strbuf_add(&buf, "what was there before");
    assert_null(pp_file_read("large", &buf));
    assert_int_equal(buf.length, 300000);
    assert_memory_equal(buf.text + 299997, "a\0b", 3);
    pp_strbuf_release(&buf);
}

static void what_cannot_be_read_says_why(void **state)
{
    (void)state;
    assert_int_equal(mkdir("folder", 0700), 0);
    put("file", "x");
    refuse_read("missing", "no such file");
    refuse_read("folder", "it is a folder, not a file");
    refuse_read("file/x", "a part of the path is not a folder");
    refuse_read("", "no such file");
}

static void a_file_of_somebody_else_is_refused(void **state)
{
    assert_int_equal(chmod(*state, 0755), 0);
    put("secret", "x");
    assert_int_equal(chmod("secret", 0), 0);
    become_nobody();
    refuse_read("secret", "permission denied");
    become_oneself();
}

static void a_new_file_has_its_content_and_the_usual_mode(void **state)
{
    (void)state;
    mode_t mask = umask(027);
    assert_null(pp_file_write("new", "text", 4));
    umask(mask);
    expect("new", "text");
    assert_int_equal(mode_of("new"), 0640);
    assert_int_equal(files_here(), 1);
}

static void an_old_file_is_replaced_and_keeps_its_mode(void **state)
{
    (void)state;
    put("old", "a much longer content than the new one");
    assert_int_equal(chmod("old", 0604), 0);
    assert_null(pp_file_write("old", "new", 3));
    expect("old", "new");
    assert_int_equal(mode_of("old"), 0604);
    assert_null(pp_file_write("old", "", 0));
    expect("old", "");
    assert_int_equal(files_here(), 1);
}

static void a_reader_of_the_old_file_keeps_it(void **state)
{
    (void)state;
    char text[4] = "";
    put("old", "old");
    int fd = open("old", O_RDONLY);
    assert_true(fd >= 0);
    assert_null(pp_file_write("old", "new", 3));
    assert_int_equal(read(fd, text, 3), 3);
    assert_string_equal(text, "old");
    close(fd);
}

static void a_file_is_created_only_where_nothing_is(void **state)
{
    (void)state;
    mode_t mask = umask(027);
    assert_null(pp_file_create("new", "text", 4));
    umask(mask);
    expect("new", "text");
    assert_int_equal(mode_of("new"), 0640);
    assert_string_equal(pp_file_create("new", "more", 4), "there is one already");
    expect("new", "text");
    assert_int_equal(symlink("nowhere", "link"), 0);
    assert_string_equal(pp_file_create("link", "x", 1), "there is one already");
    assert_string_equal(pp_file_create("none/new", "x", 1), "no such file");
    assert_int_equal(unlink("link"), 0);
    assert_int_equal(files_here(), 1);
}

static void a_folder_is_not_written_over(void **state)
{
    (void)state;
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_string_equal(pp_file_write("folder", "x", 1), "it is a folder, not a file");
    assert_true(pp_file_is_folder("folder"));
    assert_int_equal(files_here(), 1);
}

static void a_file_in_no_folder_is_not_written(void **state)
{
    (void)state;
    put("file", "x");
    assert_string_equal(pp_file_write("none/new", "x", 1), "no such file");
    assert_string_equal(pp_file_write("file/new", "x", 1), "a part of the path is not a folder");
    assert_int_equal(files_here(), 1);
}

static void in_a_read_only_folder_the_old_file_stays(void **state)
{
    put("old", "old");
    assert_int_equal(chmod("old", 0666), 0);
    assert_int_equal(chmod(*state, 0555), 0);
    become_nobody();
    const char *why = pp_file_write("old", "new", 3);
    become_oneself();
    assert_int_equal(chmod(*state, 0755), 0);
    assert_non_null(why);
    assert_string_equal(why, "permission denied");
    expect("old", "old");
    assert_int_equal(files_here(), 1);
}

static void when_the_disk_is_full_the_old_file_stays(void **state)
{
    (void)state;
    static char text[8192];
    struct rlimit before, limit;
    put("old", "old");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit = before;
    limit.rlim_cur = 4096; /* a larger file gets half its content, then EFBIG */
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    const char *why = pp_file_write("old", text, sizeof text);
    const char *created = pp_file_create("new", text, sizeof text);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_non_null(why);
    assert_non_null(created);
    expect("old", "old");
    assert_int_equal(files_here(), 1); /* the temporary one and the new one are gone */
}

static void a_device_is_written_in_place(void **state)
{
    (void)state;
    assert_null(pp_file_write("/dev/null", "x", 1));
    if (access("/dev/full", W_OK) == 0)
        assert_non_null(pp_file_write("/dev/full", "x", 1));
}

static void files_and_folders_are_told_apart(void **state)
{
    (void)state;
    put("file", "");
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_true(pp_file_exists("file"));
    assert_false(pp_file_exists("folder"));
    assert_false(pp_file_exists("missing"));
    assert_true(pp_file_is_folder("folder"));
    assert_false(pp_file_is_folder("file"));
    assert_false(pp_file_is_folder("missing"));
}

static void paths_are_taken_apart_and_joined(void **state)
{
    (void)state;
    static const struct {
        const char *path, *folder, *name;
    } cases[] = {
        {"a.lua", ".", "a.lua"}, {"plans/a.lua", "plans", "a.lua"}, {"/a.lua", "/", "a.lua"},
        {"a/b/c", "a/b", "c"},   {"../a.lua", "..", "a.lua"},       {"a/", "a", ""},
    };
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pp_path_folder(cases[i].path, &buf);
        assert_string_equal(buf.text, cases[i].folder);
        assert_string_equal(pp_path_name(cases[i].path), cases[i].name);
    }
    pp_path_join("a", "b", &buf);
    assert_string_equal(buf.text, "a/b");
    pp_path_join("a/", "b", &buf);
    assert_string_equal(buf.text, "a/b");
    pp_path_join("/", "b", &buf);
    assert_string_equal(buf.text, "/b");
    pp_path_join(".", "b", &buf);
    assert_string_equal(buf.text, "b");
    pp_strbuf_release(&buf);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_file_is_read_whole),
        CASE(what_cannot_be_read_says_why),
        CASE(a_file_of_somebody_else_is_refused),
        CASE(a_new_file_has_its_content_and_the_usual_mode),
        CASE(an_old_file_is_replaced_and_keeps_its_mode),
        CASE(a_file_is_created_only_where_nothing_is),
        CASE(a_reader_of_the_old_file_keeps_it),
        CASE(a_folder_is_not_written_over),
        CASE(a_file_in_no_folder_is_not_written),
        CASE(in_a_read_only_folder_the_old_file_stays),
        CASE(when_the_disk_is_full_the_old_file_stays),
        CASE(a_device_is_written_in_place),
        CASE(files_and_folders_are_told_apart),
        CASE(paths_are_taken_apart_and_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
