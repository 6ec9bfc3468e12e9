/* lock_merge: from the plan's folder upward to that of the repository. */
#include "cli/lock_merge.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

static bool is_there(const char *folder, const char *name)
{
    struct pp_strbuf path;
    pp_strbuf_init(&path);
    pp_path_join(folder, name, &path);
    bool there = pp_file_exists(path.text) ||
                 pp_file_is_folder(path.text); /* of a worktree: a file */
    pp_strbuf_release(&path);
    return there;
}

static bool says_union(const char *folder)
{
    struct pp_strbuf path, text;
    pp_strbuf_init(&path);
    pp_strbuf_init(&text);
    pp_path_join(folder, ".gitattributes", &path);
    bool found = pp_file_exists(path.text) && !pp_file_read(path.text, &text) &&
                 strstr(text.text, "merge=union");
    pp_strbuf_release(&path);
    pp_strbuf_release(&text);
    return found;
}

bool pp_lock_may_conflict(const char *plan)
{
    char *real = realpath(plan, NULL);
    struct pp_strbuf folder, above;
    bool found = false, merged = false;
    pp_strbuf_init(&folder);
    pp_strbuf_init(&above);
    pp_path_folder(real ? real : "/", &folder);
    while (!found && !merged) {
        merged = says_union(folder.text);
        found = is_there(folder.text, ".git");
        if (strcmp(folder.text, "/") == 0)
            break;
        pp_path_folder(folder.text, &above);
        pp_strbuf_clear(&folder);
        pp_strbuf_add(&folder, above.text);
    }
    pp_strbuf_release(&folder);
    pp_strbuf_release(&above);
    free(real);
    return found && !merged;
}
