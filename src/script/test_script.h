/* test_script: the files of policy tests. Stands on plan_script.h, model/expectation.h. Knows
 * Lua, shows nothing of it.
 *
 *   test "plain http is reported" {
 *     policy = "no-plain-http.lua",
 *     plan = [[ host "A" { ... } ]],
 *     expect = { { host = "A", port = 8080, line = 1 } },
 *   }
 *
 * The file is run in the sandbox of plans; it says what is to be tested, and whoever loads it
 * does so. */
#ifndef PP_SCRIPT_TEST_SCRIPT_H
#define PP_SCRIPT_TEST_SCRIPT_H

#include "model/expectation.h"
#include "read/fields.h"
#include "script/plan_script.h"

#define PP_TEST_SUFFIX "_test.lua" /* of the files' names */

/* What the word takes. */
extern const struct pp_shape pp_test_shape;

struct pp_word;
extern const struct pp_word pp_test_word;

struct pp_test_file {
    const char *path;     /* as messages call it */
    const char *root;     /* the folder that it and its policies stay within */
    const char *relative; /* its path from there */
};

struct pp_test {
    const char *name;
    struct pp_loc loc;
    const struct pp_test_file *file;
    struct pp_names policies; /* paths from the root, or names of shipped ones */
    struct pp_names rules;    /* whose findings are compared, too */
    bool all_rules;           /* those of every rule are */
    const char *text;         /* the plan */
    bool is_yaml;
    struct pp_loc text_loc;
    const struct pp_expectation *expectations;
    size_t expectation_count;
    const char *fails; /* a part of what the mistakes say; NULL: there are to be none */
    struct pp_loc fails_loc;
};

struct pp_tests {
    struct pp_test *items;
    size_t count, capacity;
};

/* Adds what the file declares, in its order; it must outlive the tests, which live in the arena
 * of the script. False when something is wrong: the mistakes are in diags. */
bool pp_tests_load(struct pp_tests *tests, const struct pp_test_file *file,
                   struct pp_script *script);
void pp_tests_release(struct pp_tests *tests);

#endif
