/* settings_rules: looking for the policies that other plans may name. */
#include "cli/settings_rules.h"

#include "base/file.h"
#include "base/text.h"

#include <string.h>
#include <sys/stat.h>

/* The tree of a team is small; what lies around it by chance need not be. */
#define DEPTH_MAX 8
#define FOLDERS_MAX 2000

/* A search for the file of one name. */
struct search {
    const char *name; /* "our-ports.lua" */
    size_t left;      /* folders that may still be opened */
    struct pp_arena *arena;
};

static bool is_own_folder(const char *path)
{
    struct stat status; /* links lead out, or in a circle */
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool is_below(struct search *search, const char *folder, int depth)
{
    struct pp_strbuf path;
    size_t count;
    if (search->left == 0 || depth == 0)
        return false;
    search->left--;
    const char **names = pp_folder_list(folder, search->arena, &count);
    bool found = false;
    pp_strbuf_init(&path);
    for (size_t i = 0; i < count && !found; i++) {
        pp_path_join(folder, names[i], &path);
        if (strcmp(names[i], search->name) == 0)
            found = pp_file_exists(path.text);
        else if (names[i][0] != '.' && is_own_folder(path.text))
            found = is_below(search, path.text, depth - 1);
    }
    pp_strbuf_release(&path);
    return found;
}

static bool is_among(const char *id, const char *const *ids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(ids[i], id) == 0)
            return true;
    }
    return false;
}

static bool is_of_other_plans(struct pp_run *run, const char *id)
{
    size_t shipped;
    const char **ids = pp_policies_shipped(run->policies, &shipped);
    struct search search = {.left = FOLDERS_MAX, .arena = &run->arena};
    search.name = pp_arena_printf(&run->arena, "%s.lua", id);
    return is_among(id, ids, shipped) || is_below(&search, run->settings.folder, DEPTH_MAX);
}

void pp_settings_check(struct pp_run *run, const char *const *ids, size_t count)
{
    const struct pp_settings_file *file = &run->settings;
    const char **all = pp_arena_array(&run->arena, count + file->rule_count, sizeof *all);
    size_t known = count;
    memcpy(all, ids, count * sizeof *all);
    for (size_t i = 0; i < file->rule_count; i++) {
        const char *id = file->rules[i].rule;
        bool excused = file->broken ? !pp_nearest(id, ids, count) : is_of_other_plans(run, id);
        if (!is_among(id, ids, count) && excused)
            all[known++] = id;
    }
    pp_settings_check_rules(file, all, known, &run->arena, &run->diags);
}
