/* revision: plans as they are at a revision of a git repository, `REV:path`. Stands on git.h,
 * temp_folder.h, run.h.
 *
 * What a plan may need (what it includes, catalogues beside it, policies, its lock) is taken from
 * that revision too: the tree of the plan's folder, or of the folder above it that has the settings
 * file. It is written to a temporary folder; symbolic links and submodules are left out. */
#ifndef PP_CLI_REVISION_H
#define PP_CLI_REVISION_H

#include "cli/run.h"
#include "cli/temp_folder.h"

#define PP_REVISION_FILES 20000u             /* more in the tree of a plan, ... */
#define PP_REVISION_BYTES ((size_t)64 << 20) /* ... or more bytes, are refused */

/* A tree that has been written. */
struct pp_tree_copy {
    const char *revision; /* as the user names it */
    const char *tree;     /* git's id of it */
    const char *base;     /* the folder of the repository that was taken; "" for all of it */
    const char *mark;     /* what paths below the copy begin with, but for what leads there */
};

struct pp_revisions {
    struct pp_arena *arena;
    struct pp_temp_folder folder;
    struct pp_tree_copy *copies;
    size_t count, capacity;
};

void pp_revisions_init(struct pp_revisions *revisions, struct pp_arena *arena);
void pp_revisions_release(struct pp_revisions *revisions); /* the copies are gone then */

/* Whether the argument is of the form REV:path, and no file is called that. */
bool pp_is_revision(const char *argument);

/* The path of such an argument; of any other the argument itself. */
const char *pp_revision_file(const char *argument);

/* The path of a copy of what `argument` names, in the arena. With `settings` the folder that has
 * the plan's settings file is copied, and *has_settings tells whether there is one. NULL: `why`
 * says, on one line, what is wrong. */
const char *pp_revision_path(struct pp_revisions *revisions, const char *argument, bool settings,
                             bool *has_settings, struct pp_strbuf *why);

/* Puts "REV:path" in place of the paths of copies: in the names of the run's files and in its
 * mistakes. Nothing can be opened by those names any more. */
void pp_revisions_name(const struct pp_revisions *revisions, struct pp_run *run);

#endif
