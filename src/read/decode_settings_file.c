/* decode_settings_file: the tree of portplan.yaml into settings. */
#include "read/settings_file.h"

#include "base/file.h"
#include "read/decode_parts.h"

#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

struct settings_form {
    const struct pp_node *rules;
    struct pp_names policies, services, catalog_paths;
    uint32_t fail_on; /* enum pp_severity, or 0 */
};

/* --- paths ----------------------------------------------------------------- */

/* What a field with paths is, and which option of the command line can name anything. */
struct path_field {
    const char *name, *option;
    bool files, folders; /* what they may be */
};

static const struct path_field policy_paths = {"policies", "--policy", true, true};
static const struct path_field service_paths = {"services", "--services", true, false};
static const struct path_field catalog_paths = {"catalog-path", "--catalog-path", false, true};

/* Whether ".." is a part of the path. */
static bool goes_up(const char *path)
{
    for (const char *at = path; at; at = strchr(at, '/')) {
        at += *at == '/';
        if (strncmp(at, "..", 2) == 0 && (at[2] == '/' || at[2] == '\0'))
            return true;
    }
    return false;
}

/* Why the path as it is written can lie nowhere in the folder of its file, or NULL. */
static const char *leads_out(const char *path)
{
    if (path[0] == '/')
        return "an absolute path";
    if (goes_up(path))
        return "a path that leads upward";
    if (strcmp(path, "-") == 0)
        return "which is standard input";
    return NULL;
}

/* Why what is there does not do, or NULL. */
static const char *unfit(const struct path_field *field, const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return "but there is no such file or folder; paths are relative to the folder of this file";
    if (S_ISDIR(status.st_mode))
        return field->folders ? NULL : "but it is a folder, not a file";
    if (!field->files)
        return "but it is no folder";
    return S_ISREG(status.st_mode) ? NULL : "but it is not a regular file";
}

static bool decode_path(struct pp_decoder *decoder, const struct path_field *field,
                        const char *folder, struct pp_loc loc, const char **item)
{
    const char *why = leads_out(*item);
    struct pp_strbuf path;
    pp_strbuf_init(&path);
    pp_path_join(folder, *item, &path);
    const char *wrong = why ? NULL : unfit(field, path.text);
    if (!why && !wrong && !pp_path_is_inside(path.text, folder) && !pp_file_same(path.text, folder))
        why = "a link that leads out of the folder of this file";
    if (why)
        pp_diags_add(decoder->diags, loc,
                     "'%s' names '%s', %s; name what lies in the folder of this file, or say %s on "
                     "the command line",
                     field->name, *item, why, field->option);
    else if (wrong)
        pp_diags_add(decoder->diags, loc, "'%s' names '%s', %s", field->name, *item, wrong);
    *item = pp_arena_strdup(decoder->arena, path.text);
    pp_strbuf_release(&path);
    return !why && !wrong;
}

/* Makes paths of what the file names; those that will not do are left out. */
static bool decode_paths(struct pp_decoder *decoder, const struct path_field *field,
                         const char *folder, struct pp_names *names)
{
    size_t count = 0, shipped = strlen(PP_SHIPPED_POLICY);
    for (size_t i = 0; i < names->count; i++) {
        const char *item = names->items[i];
        bool is_path = field != &policy_paths || strncmp(item, PP_SHIPPED_POLICY, shipped) != 0;
        if (is_path && !decode_path(decoder, field, folder, names->locs[i], &item))
            continue;
        names->items[count] = item;
        names->locs[count++] = names->locs[i];
    }
    bool good = count == names->count;
    names->count = count;
    return good;
}

/* --- rules ----------------------------------------------------------------- */

static bool decode_rules(struct pp_decoder *decoder, const struct pp_node *map,
                         struct pp_settings_file *file)
{
    bool good = true;
    file->rules = pp_arena_array(decoder->arena, map->count, sizeof *file->rules);
    for (const struct pp_entry *entry = map->first; entry; entry = entry->next)
        good = pp_decode_rule_setting(decoder, entry, &file->rules[file->rule_count++]) && good;
    return good;
}

bool pp_settings_check_rules(const struct pp_settings_file *file, const char *const *ids,
                             size_t count, struct pp_arena *arena, struct pp_diags *diags)
{
    struct pp_decoder decoder = {.arena = arena, .diags = diags};
    bool good = true;
    for (size_t i = 0; i < file->rule_count; i++) {
        const struct pp_rule_setting *setting = &file->rules[i];
        good = pp_decode_check_rule(&decoder, ids, count, setting->rule, setting->loc) &&
               pp_decode_check_above(&decoder, setting, setting->loc) && good;
    }
    return good;
}

/* --- the file -------------------------------------------------------------- */

/* A plan of that name would be read as settings by every plan around it. */
static bool refuse_plan(const struct pp_node *root, struct pp_diags *diags)
{
    if (root->kind != PP_NODE_MAP || !pp_node_get(root, "hosts"))
        return false;
    pp_diags_add(diags, root->loc,
                 "this is a plan, not settings; give it a name other than " PP_SETTINGS_NAME);
    return true;
}

bool pp_decode_settings(const struct pp_node *root, struct pp_settings_file *file,
                        struct pp_arena *arena, struct pp_diags *diags)
{
    struct pp_decoder decoder = {.arena = arena, .diags = diags};
    struct settings_form form = {0};
    if (refuse_plan(root, diags))
        return false;
    bool good = pp_fields_decode(&decoder, root, &pp_settings_shape, "a settings file", &form);
    if (form.rules)
        good = decode_rules(&decoder, form.rules, file) && good;
    good = decode_paths(&decoder, &policy_paths, file->folder, &form.policies) && good;
    good = decode_paths(&decoder, &service_paths, file->folder, &form.services) && good;
    good = decode_paths(&decoder, &catalog_paths, file->folder, &form.catalog_paths) && good;
    file->policies = form.policies;
    file->services = form.services;
    file->catalog_paths = form.catalog_paths;
    file->fail_on = (enum pp_severity)form.fail_on;
    file->fail_on_loc = pp_fields_place(root, "fail-on");
    return good;
}

/* --- the fields ------------------------------------------------------------ */

#define AT(member) offsetof(struct settings_form, member)
static const struct pp_field settings_fields[] = {
    {.name = "rules",
     .kind = PP_FIELD_SHAPE_MAP,
     .offset = AT(rules),
     .shape = &pp_rule_shape,
     .help = "how rules count, by rule id; a plan's own rules go before them"},
    {.name = "policies",
     .kind = PP_FIELD_NAMES,
     .offset = AT(policies),
     .help = "files or folders of rules of your own, or names of shipped ones; beside those of "
             "plans"},
    {.name = "services",
     .kind = PP_FIELD_NAMES,
     .offset = AT(services),
     .help = "files of registered names instead of those built in; --services goes before them"},
    {.name = "catalog-path",
     .kind = PP_FIELD_NAMES,
     .offset = AT(catalog_paths),
     .help = "folders with catalogues; those of --catalog-path go before them"},
    {.name = "fail-on",
     .kind = PP_FIELD_CHOICE,
     .offset = AT(fail_on),
     .choices = pp_severity_names + PP_NOTE,
     .choice_count = PP_ERROR,
     .base = PP_NOTE,
     .help = "the severity from which findings make a check fail, by default error; --fail-on "
             "goes before it"},
};
#undef AT
const struct pp_shape pp_settings_shape = {
    .what = "a settings file", .fields = settings_fields, .count = PP_COUNT_OF(settings_fields)};
