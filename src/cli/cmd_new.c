/* cmd_new: `portplan new`. */
#include "base/asset.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/streams.h"
#include "read/fields.h"
#include "script/policies.h"
#include "script/test_script.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLACEHOLDER "@NAME@" /* in a template */

/* A file that is made; `ending` stands behind the name. */
struct file {
    const char *template;
    const char *ending;
    const char *what; /* for the user */
    const char *path;
    struct pp_strbuf text;
};

struct making {
    const struct pp_options *options;
    const char *name;
    const char *folder;
    struct file files[2];
};
#define FILES 2

/* --- the name ---------------------------------------------------------------- */

static bool has_ending(const char *name, const char *ending)
{
    size_t length = strlen(name), size = strlen(ending);
    return length >= size && strcmp(name + length - size, ending) == 0;
}

/* The name made an id: what cannot be in one is a '-', a ".lua" at its end is left out. */
static const char *mended(const char *name, struct pp_arena *arena)
{
    char *id = pp_arena_strdup(arena, pp_path_name(name));
    size_t length = 0;
    if (has_ending(id, ".lua"))
        id[strlen(id) - strlen(".lua")] = '\0';
    for (const char *p = id; *p; p++) {
        char letter[] = {*p, '\0'};
        bool good = pp_is_id(letter) || *p == '-';
        if (good || (length > 0 && id[length - 1] != '-'))
            id[length++] = good ? *p : '-';
    }
    while (length > 0 && id[length - 1] == '-')
        length--;
    id[length] = '\0';
    return pp_is_id(id) ? id : NULL;
}

static bool is_shipped(const char *name, struct pp_arena *arena)
{
    size_t count;
    struct pp_script script = {.arena = arena};
    struct pp_policies *policies = pp_policies_new(&script);
    const char **ids = pp_policies_shipped(policies, &count);
    pp_policies_free(policies);
    for (size_t i = 0; i < count; i++)
        if (strcmp(ids[i], name) == 0)
            return true;
    return false;
}

static bool check_name(const char *name, struct pp_arena *arena)
{
    if (!pp_is_id(name)) {
        const char *near = mended(name, arena);
        pp_say("'%s' is no name of a policy: it is made of letters, digits, '_' and '-'%s%s%s",
               name, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    } else if (has_ending(name, "_test")) {
        pp_say("'%s' is no name of a policy: a file that ends in " PP_TEST_SUFFIX " is a test",
               name);
    } else if (pp_rule_find(name)) {
        pp_say("'%s' is the name of a built-in rule; choose another one", name);
    } else if (is_shipped(name, arena)) {
        pp_say("'%s' is the name of a shipped policy: use it as " PP_SHIPPED_POLICIES
               "%s, or choose another one",
               name, name);
    } else {
        return true;
    }
    return false;
}

/* --- the files ---------------------------------------------------------------- */

static void fill(struct pp_strbuf *text, const char *template, const char *name)
{
    const char *mark;
    for (; (mark = strstr(template, PLACEHOLDER)); template = mark + strlen(PLACEHOLDER)) {
        pp_strbuf_add_bytes(text, template, (size_t)(mark - template));
        pp_strbuf_add(text, name);
    }
    pp_strbuf_add(text, template);
}

static bool read_template(struct making *making, struct file *file)
{
    struct pp_arena *arena = making->options->arena;
    const char *data = getenv("PORTPLAN_DATA"), *path = NULL;
    struct pp_strbuf template;
    pp_strbuf_init(&template);
    const char *why =
        pp_asset_read(file->template, data && *data ? data : NULL, arena, &template, &path);
    if (why)
        pp_say("'%s' cannot be read: %s", path, why);
    else
        fill(&file->text, template.text, making->name);
    pp_strbuf_release(&template);
    return !why;
}

/* Its path, where nothing may be. */
static bool find_place(struct making *making, struct file *file)
{
    struct stat status;
    struct pp_strbuf path;
    struct pp_arena *arena = making->options->arena;
    pp_strbuf_init(&path);
    pp_path_join(making->folder, pp_arena_printf(arena, "%s%s", making->name, file->ending), &path);
    file->path = pp_arena_strdup(arena, path.text);
    pp_strbuf_release(&path);
    bool free_place = lstat(file->path, &status) != 0;
    if (!free_place)
        pp_say("'%s' is there already: nothing is written", file->path);
    return free_place;
}

/* Both files or none. */
static bool write_files(struct making *making)
{
    for (size_t i = 0; i < FILES; i++) {
        const struct file *file = &making->files[i];
        const char *why = pp_file_create(file->path, file->text.text, file->text.length);
        if (!why)
            continue;
        pp_say("'%s' cannot be written: %s", file->path, why);
        while (i-- > 0)
            unlink(making->files[i].path);
        return false;
    }
    return true;
}

static bool tell(const struct making *making)
{
    const struct file *policy = &making->files[0], *test = &making->files[1];
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    for (size_t i = 0; i < FILES; i++) {
        pp_strbuf_add(&text, "wrote ");
        pp_add_clean(&text, making->files[i].path);
        pp_strbuf_printf(&text, ": %s\n", making->files[i].what);
    }
    pp_strbuf_add(&text, "\nChange them to what must hold on your site. Then:\n  portplan test ");
    pp_add_clean(&text, test->path);
    pp_strbuf_add(&text, "\n  portplan check --policy ");
    pp_add_clean(&text, policy->path);
    pp_strbuf_add(&text, " PLAN\n");
    bool good = pp_write_output(&text);
    pp_strbuf_release(&text);
    return good;
}

/* --- the whole ---------------------------------------------------------------- */

static int make(struct making *making)
{
    bool is_free = true;
    if (!check_name(making->name, making->options->arena))
        return PP_EXIT_USAGE;
    if (!pp_file_is_folder(making->folder)) {
        pp_say("--dir '%s' is no folder", making->folder);
        return PP_EXIT_USAGE;
    }
    for (size_t i = 0; i < FILES; i++)
        is_free = find_place(making, &making->files[i]) && is_free;
    if (!is_free)
        return PP_EXIT_USAGE;
    for (size_t i = 0; i < FILES; i++)
        if (!read_template(making, &making->files[i]))
            return PP_EXIT_REJECTED;
    return write_files(making) && tell(making) ? PP_EXIT_GOOD : PP_EXIT_INTERNAL;
}

int pp_command_new(const struct pp_options *options)
{
    struct making making = {
        .options = options,
        .name = options->arguments.items[1],
        .folder = options->folder ? options->folder : ".",
        .files = {{.template = "lua/portplan/templates/policy.lua",
                   .ending = ".lua",
                   .what = "a policy to begin with"},
                  {.template = "lua/portplan/templates/policy_test.lua",
                   .ending = PP_TEST_SUFFIX,
                   .what = "its tests"}},
    };
    if (strcmp(options->arguments.items[0], "policy") != 0) {
        pp_say("new makes no '%s'; what it can make is a policy: portplan new policy NAME",
               options->arguments.items[0]);
        return PP_EXIT_USAGE;
    }
    for (size_t i = 0; i < FILES; i++)
        pp_strbuf_init(&making.files[i].text);
    int code = make(&making);
    for (size_t i = 0; i < FILES; i++)
        pp_strbuf_release(&making.files[i].text);
    return code;
}
