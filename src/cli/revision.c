/* revision: from REV:path to a file that can be read, and back to that name. */
#include "cli/revision.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/git.h"
#include "read/settings_file.h"

#include <stdlib.h>
#include <string.h>

void pp_revisions_init(struct pp_revisions *revisions, struct pp_arena *arena)
{
    *revisions = (struct pp_revisions){.arena = arena};
}

void pp_revisions_release(struct pp_revisions *revisions)
{
    pp_temp_folder_release(&revisions->folder);
    free(revisions->copies);
}

/* --- names ------------------------------------------------------------------- */

/* The colon behind the revision: not one within its {braces}. NULL when there is none. */
static const char *colon_of(const char *argument)
{
    int depth = 0;
    for (const char *c = argument; *c; c++) {
        depth += *c == '{' ? 1 : *c == '}' && depth > 0 ? -1 : 0;
        if (*c == ':' && depth == 0)
            return c;
    }
    return NULL;
}

bool pp_is_revision(const char *argument)
{
    const char *colon = colon_of(argument);
    return colon && colon > argument && colon[1] != '\0' && !pp_file_exists(argument);
}

const char *pp_revision_file(const char *argument)
{
    return pp_is_revision(argument) ? colon_of(argument) + 1 : argument;
}

/* Takes `parts` into `path`, without "." and "..". False when they lead out of it. */
static bool append_parts(struct pp_strbuf *path, const char *parts)
{
    for (const char *part = parts; *part;) {
        size_t length = strcspn(part, "/");
        if (length == 2 && strncmp(part, "..", 2) == 0) {
            if (path->length == 0)
                return false;
            while (path->length > 0 && path->text[path->length - 1] != '/')
                path->length--;
            path->length -= path->length > 0 ? 1 : 0;
            path->text[path->length] = '\0';
        } else if (length > 0 && !(length == 1 && part[0] == '.')) {
            pp_strbuf_add(path, path->length > 0 ? "/" : "");
            pp_strbuf_add_bytes(path, part, length);
        }
        part += length + (part[length] == '/' ? 1 : 0);
    }
    return true;
}

/* --- questions ---------------------------------------------------------------- */

/* One question after another; the answer to the last. */
struct asking {
    struct pp_revisions *revisions;
    const char *revision, *path; /* the argument's parts; the path as git knows it */
    const char *tree;            /* of the revision */
    struct pp_strbuf answer;
    struct pp_strbuf *why;
};

/* The answer without the newline at its end; NULL when git does not know, or cannot be asked. */
static const char *ask_for_line(struct asking *asking, const char *const *args)
{
    if (pp_git(args, NULL, 0, &asking->answer, asking->why) != PP_GIT_GOOD)
        return NULL;
    return pp_arena_strndup(asking->revisions->arena, asking->answer.text,
                            strcspn(asking->answer.text, "\n"));
}

static bool find_tree(struct asking *asking)
{
    const char *name = pp_arena_printf(asking->revisions->arena, "%s^{tree}", asking->revision);
    const char *const args[] = {"rev-parse", "--verify", "--quiet", name, NULL};
    if (asking->revision[0] == '-')
        pp_strbuf_add(asking->why, "a revision does not begin with '-'");
    else
        asking->tree = ask_for_line(asking, args);
    if (!asking->tree && asking->why->length == 0)
        pp_strbuf_printf(asking->why, "git knows no revision '%s' here", asking->revision);
    return asking->tree != NULL;
}

/* As in git, ./ and ../ begin at the current folder, and all else at the top. */
static bool find_path(struct asking *asking, const char *given)
{
    struct pp_arena *arena = asking->revisions->arena;
    const char *const args[] = {"rev-parse", "--show-prefix", NULL};
    const char *prefix = "";
    struct pp_strbuf path;
    if (strncmp(given, "./", 2) == 0 || strncmp(given, "../", 3) == 0)
        prefix = ask_for_line(asking, args);
    if (!prefix)
        return false;
    pp_strbuf_init(&path);
    bool good = append_parts(&path, prefix) && append_parts(&path, given) && path.length > 0;
    asking->path = pp_arena_strndup(arena, path.text, path.length);
    pp_strbuf_release(&path);
    if (!good)
        pp_strbuf_add(asking->why, "the path leads out of the repository");
    return good;
}

/* The folder of a path in the repository, "" at its top. */
static const char *folder_of(struct pp_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? pp_arena_strndup(arena, path, (size_t)(slash - path)) : "";
}

/* One line of `git ls-tree -z -l`: MODE TYPE ID SIZE, a tab, the path. */
struct entry {
    bool file; /* a regular one */
    const char *id, *path;
    size_t size;
};

/* Takes the line at *at apart, which it moves on; the arena has the parts. */
static struct entry next_entry(struct pp_arena *arena, const char **at)
{
    const char *line = *at, *tab = strchr(line, '\t');
    *at += strlen(line) + 1;
    struct entry entry = {.file = strncmp(line, "100", 3) == 0, .path = "", .id = ""};
    const char *id = strchr(line, ' ');
    id = id ? strchr(id + 1, ' ') : NULL;
    if (!tab || !id || id > tab)
        return entry;
    size_t length = strcspn(id + 1, " ");
    entry.id = pp_arena_strndup(arena, id + 1, length);
    entry.size = strtoul(id + 1 + length, NULL, 10);
    entry.path = pp_arena_strdup(arena, tab + 1);
    return entry;
}

/* The folder of the settings file nearest above the plan; NULL when there is none, or (then
 * something is in `why`) git cannot be asked. */
static const char *find_settings(struct asking *asking)
{
    struct pp_arena *arena = asking->revisions->arena;
    size_t depth = 2, count = 0;
    for (const char *c = asking->path; *c; c++)
        depth += *c == '/';
    const char *fixed[] = {"ls-tree", "-z", "-l", "--full-tree", asking->tree, "--"};
    const char **args = pp_arena_array(arena, depth + sizeof fixed / sizeof *fixed, sizeof *args);
    for (; count < sizeof fixed / sizeof *fixed; count++)
        args[count] = fixed[count];
    for (const char *folder = folder_of(arena, asking->path);; folder = folder_of(arena, folder)) {
        args[count++] =
            pp_arena_printf(arena, "%s%s%s", folder, folder[0] ? "/" : "", PP_SETTINGS_NAME);
        if (folder[0] == '\0')
            break;
    }
    const char *nearest = NULL;
    if (pp_git(args, NULL, 0, &asking->answer, asking->why) != PP_GIT_GOOD)
        return NULL;
    for (const char *at = asking->answer.text; at < asking->answer.text + asking->answer.length;) {
        struct entry entry = next_entry(arena, &at);
        if (entry.file && (!nearest || strlen(entry.path) > strlen(nearest)))
            nearest = entry.path;
    }
    return nearest ? folder_of(arena, nearest) : NULL;
}

/* --- copying ------------------------------------------------------------------- */

struct listing {
    struct entry *entries;
    size_t count;
};

/* The files of the tree of `base`. */
static bool list_files(struct asking *asking, const char *base, struct listing *listing)
{
    struct pp_arena *arena = asking->revisions->arena;
    const char *name = base[0] ? pp_arena_printf(arena, "%s:%s", asking->tree, base) : asking->tree;
    const char *const args[] = {"ls-tree", "-r", "-z", "-l", "--full-tree", name, NULL};
    size_t bytes = 0, capacity = 0;
    enum pp_git_end end = pp_git(args, NULL, 0, &asking->answer, asking->why);
    if (end == PP_GIT_NO) { /* no such folder */
        pp_strbuf_clear(asking->why);
        pp_strbuf_printf(asking->why, "there is no folder '%s' at that revision", base);
    }
    *listing = (struct listing){0};
    if (end != PP_GIT_GOOD)
        return false;
    for (const char *at = asking->answer.text; at < asking->answer.text + asking->answer.length;) {
        struct entry entry = next_entry(arena, &at);
        listing->entries =
            pp_grow(listing->entries, &capacity, listing->count + 1, sizeof *listing->entries);
        listing->entries[listing->count++] = entry;
        bytes += entry.size;
        if (listing->count > PP_REVISION_FILES || bytes > PP_REVISION_BYTES) {
            pp_strbuf_printf(asking->why,
                             "the tree of its folder has more than %u files or %zu MiB; give plans "
                             "a folder of their own",
                             PP_REVISION_FILES, PP_REVISION_BYTES >> 20);
            return false;
        }
    }
    return true;
}

static bool has_plan(struct asking *asking, const char *base, const struct listing *listing)
{
    const char *name = asking->path + strlen(base) + (base[0] ? 1 : 0);
    const char **names = pp_arena_array(asking->revisions->arena, listing->count, sizeof *names);
    for (size_t i = 0; i < listing->count; i++) {
        names[i] = listing->entries[i].path;
        if (strcmp(names[i], name) != 0)
            continue;
        if (!listing->entries[i].file)
            pp_strbuf_printf(asking->why, "'%s' is no regular file at that revision", asking->path);
        return listing->entries[i].file;
    }
    const char *near = pp_nearest(name, names, listing->count);
    pp_strbuf_printf(asking->why, "there is no file '%s' at that revision", asking->path);
    if (near)
        pp_strbuf_printf(asking->why, "; did you mean '%s%s%s'?", base, base[0] ? "/" : "", near);
    return false;
}

/* Writes the file whose contents stand at *at in git's answer, behind a line "ID blob SIZE", and
 * moves *at on. */
static bool write_file(struct asking *asking, const char *name, const struct entry *entry,
                       const char **at)
{
    const char *end = asking->answer.text + asking->answer.length;
    const char *line = memchr(*at, '\n', (size_t)(end - *at));
    const char *wanted =
        pp_arena_printf(asking->revisions->arena, "%s blob %zu\n", entry->id, entry->size);
    if (!line || strncmp(*at, wanted, strlen(wanted)) != 0 ||
        (size_t)(end - line) < entry->size + 2) {
        pp_strbuf_printf(asking->why, "git has not the contents of '%s' here", entry->path);
        return false;
    }
    *at = line + 1 + entry->size + 1;
    const char *why = pp_temp_folder_write(&asking->revisions->folder, name, line + 1, entry->size);
    if (why)
        pp_strbuf_printf(asking->why, "'%s' cannot be copied: %s", entry->path, why);
    return !why;
}

/* Where the files of a copy go, below the temporary folder. */
struct tree_place {
    size_t number;
    const char *base;
};

static bool write_files(struct asking *asking, const struct tree_place *place,
                        const struct listing *listing)
{
    static const char *const args[] = {"cat-file", "--batch", NULL};
    struct pp_strbuf ids;
    pp_strbuf_init(&ids);
    for (size_t i = 0; i < listing->count; i++)
        if (listing->entries[i].file)
            pp_strbuf_printf(&ids, "%s\n", listing->entries[i].id);
    bool good = pp_git(args, ids.text, ids.length, &asking->answer, asking->why) == PP_GIT_GOOD;
    const char *at = asking->answer.text;
    for (size_t i = 0; good && i < listing->count; i++) {
        if (!listing->entries[i].file)
            continue;
        const char *name = pp_arena_printf(asking->revisions->arena, "%zu/%s%s%s", place->number,
                                           place->base, place->base[0] ? "/" : "",
                                           listing->entries[i].path);
        good = write_file(asking, name, &listing->entries[i], &at);
    }
    pp_strbuf_release(&ids);
    return good;
}

static const struct pp_tree_copy *find_copy(const struct asking *asking, const char *base)
{
    for (size_t i = 0; i < asking->revisions->count; i++) {
        const struct pp_tree_copy *copy = &asking->revisions->copies[i];
        if (strcmp(copy->tree, asking->tree) == 0 && strcmp(copy->base, base) == 0 &&
            strcmp(copy->revision, asking->revision) == 0)
            return copy;
    }
    return NULL;
}

static bool make_folder(struct asking *asking)
{
    struct pp_revisions *revisions = asking->revisions;
    const char *why =
        revisions->folder.path ? NULL : pp_temp_folder_make(&revisions->folder, revisions->arena);
    if (why)
        pp_strbuf_printf(asking->why, "a temporary folder cannot be made: %s", why);
    return !why;
}

static const struct pp_tree_copy *add_copy(struct asking *asking, const char *base)
{
    struct pp_revisions *revisions = asking->revisions;
    revisions->copies = pp_grow(revisions->copies, &revisions->capacity, revisions->count + 1,
                                sizeof *revisions->copies);
    struct pp_tree_copy *copy = &revisions->copies[revisions->count];
    *copy = (struct pp_tree_copy){
        .revision = asking->revision,
        .tree = asking->tree,
        .base = base,
        .mark = pp_arena_printf(revisions->arena, "%s/%zu/", pp_path_name(revisions->folder.path),
                                revisions->count),
    };
    revisions->count++;
    return copy;
}

static const struct pp_tree_copy *copy_tree(struct asking *asking, const char *base)
{
    const struct pp_tree_copy *had = find_copy(asking, base);
    struct tree_place place = {asking->revisions->count, base};
    struct listing listing = {0};
    bool good = list_files(asking, base, &listing) && has_plan(asking, base, &listing) &&
                (had || (make_folder(asking) && write_files(asking, &place, &listing)));
    free(listing.entries);
    if (!good)
        return NULL;
    return had ? had : add_copy(asking, base);
}

static const char *answer(struct asking *asking, const char *given, bool settings,
                          bool *has_settings)
{
    struct pp_arena *arena = asking->revisions->arena;
    if (!find_tree(asking) || !find_path(asking, given))
        return NULL;
    const char *base = settings ? find_settings(asking) : NULL;
    if (asking->why->length > 0)
        return NULL;
    *has_settings = base != NULL;
    const struct pp_tree_copy *copy =
        copy_tree(asking, base ? base : folder_of(arena, asking->path));
    if (!copy)
        return NULL;
    const char *folder = asking->revisions->folder.path;
    size_t above = strlen(folder) - strlen(pp_path_name(folder));
    return pp_arena_printf(arena, "%.*s%s%s", (int)above, folder, copy->mark, asking->path);
}

const char *pp_revision_path(struct pp_revisions *revisions, const char *argument, bool settings,
                             bool *has_settings, struct pp_strbuf *why)
{
    const char *colon = colon_of(argument);
    struct asking asking = {.revisions = revisions, .why = why};
    asking.revision = pp_arena_strndup(revisions->arena, argument, (size_t)(colon - argument));
    pp_strbuf_clear(why);
    pp_strbuf_init(&asking.answer);
    const char *path = answer(&asking, colon + 1, settings, has_settings);
    pp_strbuf_release(&asking.answer);
    return path;
}

/* --- and back to names ----------------------------------------------------------- */

/* Where the path begins whose middle is at `mark`: behind a quote or a blank. */
static size_t path_start(const char *text, const char *mark)
{
    const char *c = mark;
    while (c > text && c[-1] != '\'' && c[-1] != ' ' && c[-1] != '"')
        c--;
    return (size_t)(c - text);
}

/* The text with "REV:" in place of what leads to that copy; the same text when it is not in it. */
static const char *rename_text(struct pp_arena *arena, const struct pp_tree_copy *copy,
                               const char *text)
{
    const char *mark = text ? strstr(text, copy->mark) : NULL;
    if (!mark)
        return text;
    const char *rest = rename_text(arena, copy, mark + strlen(copy->mark));
    return pp_arena_printf(arena, "%.*s%s:%s", (int)path_start(text, mark), text, copy->revision,
                           rest);
}

void pp_revisions_name(const struct pp_revisions *revisions, struct pp_run *run)
{
    for (size_t i = 0; i < revisions->count; i++) {
        const struct pp_tree_copy *copy = &revisions->copies[i];
        for (size_t k = 1; k < run->sources.count; k++) {
            const char *mark = strstr(run->sources.names[k], copy->mark);
            if (mark)
                run->sources.names[k] = pp_arena_printf(&run->arena, "%s:%s", copy->revision,
                                                        mark + strlen(copy->mark));
        }
        for (size_t k = 0; k < run->diags.count; k++) {
            struct pp_diag *diag = &run->diags.items[k];
            diag->message = rename_text(&run->arena, copy, diag->message);
            diag->also_message = rename_text(&run->arena, copy, diag->also_message);
        }
    }
}
