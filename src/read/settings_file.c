/* settings_file: finding portplan.yaml, and reading it. */
#include "read/settings_file.h"

#include "base/file.h"
#include "read/yaml.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* --- finding --------------------------------------------------------------- */

/* The real path `path` as seen from the real folder `from`: "../portplan.yaml". Both as they
 * are where they share no more than the root. */
static const char *seen_from(const char *path, const char *from, struct pp_arena *arena)
{
    size_t shared = 0, at = 0;
    for (; from[at] && path[at] == from[at]; at++)
        shared = path[at] == '/' ? at : shared;
    if (from[at] == '\0' && (path[at] == '/' || strcmp(from, "/") == 0))
        return pp_arena_strdup(arena, path + at + (path[at] == '/'));
    if (shared == 0)
        return pp_arena_strdup(arena, path);
    struct pp_strbuf seen;
    pp_strbuf_init(&seen);
    for (const char *step = from + shared; step; step = strchr(step + 1, '/'))
        pp_strbuf_add(&seen, "../");
    pp_strbuf_add(&seen, path + shared + 1);
    const char *result = pp_arena_strdup(arena, seen.text);
    pp_strbuf_release(&seen);
    return result;
}

/* Whether something of that name is there, whatever it is: nothing is passed over. A folder that
 * cannot be searched is that of a plan which cannot be read. */
static bool is_there(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR && errno != EACCES);
}

/* From the real folder upward, which is used up; the path is in `path`. */
static bool find_above(char *folder, struct pp_strbuf *path)
{
    for (;;) {
        pp_path_join(folder[0] ? folder : "/", PP_SETTINGS_NAME, path);
        if (is_there(path->text))
            return true;
        char *slash = strrchr(folder, '/');
        if (!slash || slash[1] == '\0')
            return false;
        *slash = '\0';
    }
}

bool pp_settings_find(const char *plan, struct pp_arena *arena, const char **path)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_path_folder(strcmp(plan, "-") == 0 ? "." : plan, &buf);
    char *folder = realpath(buf.text, NULL), *here = realpath(".", NULL);
    bool good = folder != NULL;
    if (good)
        *path = !find_above(folder, &buf) ? NULL : seen_from(buf.text, here ? here : "", arena);
    free(folder);
    free(here);
    pp_strbuf_release(&buf);
    return good;
}

/* --- reading --------------------------------------------------------------- */

/* Why what was found is not to be opened, or NULL. */
static const char *refuse_found(const char *path, const char *folder)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return pp_file_reason(errno);
    if (S_ISDIR(status.st_mode))
        return pp_file_reason(EISDIR);
    if (!S_ISREG(status.st_mode))
        return "it is not a regular file";
    return pp_path_is_inside(path, folder) ? NULL : "it is a link that leads out of its folder";
}

/* Whether there is nothing but comments: a file that somebody has only begun. An empty one may
 * have lost what it said. */
static bool is_only_begun(const char *text)
{
    if (!strchr(text, '#'))
        return false;
    for (text += strspn(text, " \t\r\n"); *text == '#'; text += strspn(text, " \t\r\n"))
        text += strcspn(text, "\n");
    return *text == '\0';
}

static bool decode(struct pp_settings_file *file, const struct pp_strbuf *text, uint16_t source,
                   struct pp_arena *arena, struct pp_diags *diags)
{
    struct pp_yaml_limits limits = {0};
    if (strlen(text->text) == text->length && is_only_begun(text->text))
        return true;
    struct pp_node *root = pp_yaml_parse(text->text, text->length, source, arena, diags, &limits);
    return root && pp_decode_settings(root, file, arena, diags);
}

bool pp_settings_read(struct pp_settings_file *file, const char *path, bool found,
                      struct pp_arena *arena, struct pp_sources *sources, struct pp_diags *diags)
{
    uint16_t source = pp_sources_add(sources, path);
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_path_folder(path, &buf);
    *file = (struct pp_settings_file){.path = path, .folder = pp_arena_strdup(arena, buf.text)};
    const char *why = found ? refuse_found(path, file->folder) : NULL;
    if (!why)
        why = pp_file_read(path, &buf);
    bool good = !why && decode(file, &buf, source, arena, diags);
    if (why)
        pp_diags_add(diags, pp_loc_at(source, 0, 0), "the settings file cannot be read: %s%s", why,
                     found ? "; --no-settings does without it" : "");
    pp_strbuf_release(&buf);
    return good;
}
