/* test_files: the test files of what a user names. Stands on script/test_script.h, POSIX. */
#ifndef PP_CLI_TEST_FILES_H
#define PP_CLI_TEST_FILES_H

#include "base/diag.h"
#include "script/test_script.h"

struct pp_test_files {
    const struct pp_test_file **items; /* sorted within each folder, no file twice */
    size_t count, capacity;
    const char **others; /* the other Lua files of those folders */
    size_t other_count, other_capacity;
};

/* Finds *_test.lua below each folder of paths[0..count), and takes each file of that name. Links
 * to folders, and names that begin with a dot, are passed over. False when there is none, or one
 * cannot be: the mistakes are in diags. Everything lives in the arena. */
bool pp_test_files_find(struct pp_test_files *files, const char *const *paths, size_t count,
                        struct pp_arena *arena, struct pp_diags *diags);
void pp_test_files_release(struct pp_test_files *files);

#endif
