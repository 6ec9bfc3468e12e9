/* test_files: the walk through folders. */
#include "cli/test_files.h"

#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX 32 /* of folders in folders */

struct walk {
    struct pp_test_files *files;
    struct pp_arena *arena;
    struct pp_diags *diags;
    struct pp_map seen; /* is_new() */
    const char *root;
    size_t found; /* also what was seen before */
};

static bool ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name), size = strlen(ending);
    return length > size && strcmp(name + length - size, ending) == 0;
}

/* Whether the file comes up for the first time: by its name in the folder that it really is in.
 * What it leads to is not asked: the same test beside another policy is another one. */
static bool is_new(struct walk *walk, const char *path)
{
    char real[PATH_MAX];
    struct pp_strbuf folder;
    pp_strbuf_init(&folder);
    pp_path_folder(path, &folder);
    bool known = realpath(folder.text, real) != NULL;
    pp_strbuf_release(&folder);
    if (!known)
        return true; /* reading it says why */
    uint32_t next = (uint32_t)walk->seen.count;
    const char *key = pp_arena_printf(walk->arena, "%s/%s", real, pp_path_name(path));
    return pp_map_add(&walk->seen, key, next) == next;
}

static void add_test_file(struct walk *walk, const char *path, const char *relative)
{
    struct pp_test_files *files = walk->files;
    walk->found++;
    if (!is_new(walk, path))
        return;
    struct pp_test_file *file = pp_arena_alloc(walk->arena, sizeof *file);
    *file = (struct pp_test_file){pp_arena_strdup(walk->arena, path), walk->root,
                                  pp_arena_strdup(walk->arena, relative)};
    files->items = pp_grow(files->items, &files->capacity, files->count + 1, sizeof *files->items);
    files->items[files->count++] = file;
}

static void add_other(struct walk *walk, const char *path)
{
    struct pp_test_files *files = walk->files;
    files->others = pp_grow(files->others, &files->other_capacity, files->other_count + 1,
                            sizeof *files->others);
    files->others[files->other_count++] = pp_arena_strdup(walk->arena, path);
}

/* A link to a folder is none: it may lead back, or anywhere. */
static bool is_own_folder(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void walk_folder(struct walk *walk, const char *folder, const char *relative, int depth);

static void visit(struct walk *walk, const char *path, const char *relative, int depth)
{
    if (is_own_folder(path))
        walk_folder(walk, path, relative, depth + 1);
    else if (pp_file_is_folder(path))
        return;
    else if (ends_with(path, PP_TEST_SUFFIX))
        add_test_file(walk, path, relative);
    else if (ends_with(path, ".lua"))
        add_other(walk, path);
}

/* `relative` is its path from the root, empty for the root itself. */
static void walk_folder(struct walk *walk, const char *folder, const char *relative, int depth)
{
    size_t count;
    if (depth > DEPTH_MAX) {
        pp_diags_add(walk->diags, (struct pp_loc){0},
                     "folders lie more than %d deep in one another at '%s'; name the one that "
                     "has the tests",
                     DEPTH_MAX, folder);
        return;
    }
    if (access(folder, R_OK | X_OK) != 0)
        pp_diags_add(walk->diags, (struct pp_loc){0}, "'%s' cannot be searched for tests: %s",
                     folder, pp_file_reason(errno));
    const char **names = pp_folder_list(folder, walk->arena, &count);
    for (size_t i = 0; i < count; i++) {
        struct pp_strbuf path;
        if (names[i][0] == '.')
            continue;
        pp_strbuf_init(&path);
        pp_path_join(folder, names[i], &path);
        const char *inner = *relative ? pp_arena_printf(walk->arena, "%s/%s", relative, names[i])
                                      : names[i];
        visit(walk, path.text, inner, depth);
        pp_strbuf_release(&path);
    }
}

/* A file that is named by itself: its folder is its root. */
static void take_file(struct walk *walk, const char *path)
{
    struct pp_strbuf folder;
    if (!ends_with(pp_path_name(path), PP_TEST_SUFFIX)) {
        bool is_lua = ends_with(path, ".lua");
        size_t length = strlen(path) - (is_lua ? strlen(".lua") : 0);
        const char *own = pp_arena_printf(walk->arena, "%.*s" PP_TEST_SUFFIX, (int)length, path);
        pp_diags_add_near(walk->diags, (struct pp_loc){0}, pp_file_exists(own) ? own : NULL,
                          "'%s' is no test: the name of a test file ends in " PP_TEST_SUFFIX, path);
        return;
    }
    pp_strbuf_init(&folder);
    pp_path_folder(path, &folder);
    walk->root = pp_arena_strdup(walk->arena, folder.text);
    pp_strbuf_release(&folder);
    add_test_file(walk, path, pp_path_name(path));
}

static void take_folder(struct walk *walk, const char *path)
{
    size_t before = walk->found;
    walk->root = path;
    walk_folder(walk, path, "", 0);
    if (walk->found == before)
        pp_diags_add(walk->diags, (struct pp_loc){0},
                     "there is no test in '%s': no file below it is named *" PP_TEST_SUFFIX, path);
}

bool pp_test_files_find(struct pp_test_files *files, const char *const *paths, size_t count,
                        struct pp_arena *arena, struct pp_diags *diags)
{
    struct walk walk = {.files = files, .arena = arena, .diags = diags};
    size_t before = diags->count;
    *files = (struct pp_test_files){0};
    pp_map_init(&walk.seen, false);
    for (size_t i = 0; i < count; i++) {
        if (pp_file_is_folder(paths[i]))
            take_folder(&walk, paths[i]);
        else if (pp_file_exists(paths[i]))
            take_file(&walk, paths[i]);
        else
            pp_diags_add(diags, (struct pp_loc){0}, "'%s' cannot be tested: no such file or folder",
                         paths[i]);
    }
    pp_map_release(&walk.seen);
    return diags->count == before;
}

void pp_test_files_release(struct pp_test_files *files)
{
    free(files->items);
    free(files->others);
    *files = (struct pp_test_files){0};
}
