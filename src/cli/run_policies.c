/* run_policies: the policies of a run, and whether the rules that options name are there. */
#include "base/file.h"
#include "base/text.h"
#include "cli/run.h"
#include "cli/streams.h"
#include "read/decode.h"

#include <string.h>

static struct pp_policy_use *add_use(struct pp_run *run, struct pp_policy_use use)
{
    run->policy_uses[run->policy_use_count] = use;
    return &run->policy_uses[run->policy_use_count++];
}

/* The policies that a plan names: their paths start at its folder. */
static bool load_named(struct pp_run *run, const struct pp_reading *reading,
                       const struct pp_policy_names *names)
{
    struct pp_strbuf folder;
    pp_strbuf_init(&folder);
    pp_path_folder(strcmp(reading->path, "-") == 0 ? "." : reading->path, &folder);
    bool good = true;
    for (size_t i = 0; i < names->count; i++) {
        const struct pp_policy_name *name = &names->items[i];
        add_use(run, (struct pp_policy_use){name->name, name->loc, PP_BY_PLAN});
        good = pp_policies_load_named(run->policies, name->name, folder.text, name->loc) && good;
    }
    pp_strbuf_release(&folder);
    return good;
}

static bool load_given(struct pp_run *run)
{
    const struct pp_texts *paths = &run->options->policies;
    bool good = true;
    for (size_t i = 0; i < paths->count; i++) {
        struct pp_policy_use use = {paths->items[i], {0}, PP_BY_COMMAND};
        good = pp_policies_load(run->policies, add_use(run, use)->name, use.loc) && good;
    }
    return good;
}

/* A path of the settings file, from its folder on; a shipped policy's name as it is. */
static const char *from_folder(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && path[length] == '/' ? path + length + 1 : path;
}

static bool load_of_settings(struct pp_run *run)
{
    const struct pp_names *names = &run->settings.policies;
    bool good = true;
    for (size_t i = 0; i < names->count; i++) {
        struct pp_policy_use use = {names->items[i], names->locs[i], PP_BY_FILE};
        good = pp_policies_load_named(run->policies,
                                      from_folder(add_use(run, use)->name, run->settings.folder),
                                      run->settings.folder, use.loc) &&
               good;
    }
    return good;
}

bool pp_run_load_policies(struct pp_run *run, const struct pp_reading *readings, size_t count)
{
    size_t uses = run->options->policies.count + run->settings.policies.count;
    struct pp_policy_names *names = pp_arena_array(&run->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        if (readings[i].root)
            names[i] = pp_decode_policy_names(readings[i].root, &run->arena);
        uses += names[i].count;
    }
    run->policy_uses = pp_arena_array(&run->arena, uses, sizeof *run->policy_uses);
    bool good = load_given(run);
    for (size_t i = 0; i < count; i++)
        good = load_named(run, &readings[i], &names[i]) && good;
    return load_of_settings(run) && good;
}

static bool is_among(const char *id, const char *const *ids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    return false;
}

static void say_unknown(struct pp_run *run, const char *id, const char *const *ids, size_t count)
{
    size_t shipped;
    const char **more = pp_policies_shipped(run->policies, &shipped);
    const char *near = pp_nearest(id, ids, count), *near_shipped = pp_nearest(id, more, shipped);
    if (is_among(id, more, shipped))
        pp_say("the rule '%s' for option '--rule' is a shipped policy, which nobody names: add "
               "--policy " PP_SHIPPED_POLICIES "%s",
               id, id);
    else if (near)
        pp_say("there is no rule '%s' for option '--rule'; did you mean '%s'?", id, near);
    else if (near_shipped)
        pp_say("there is no rule '%s' for option '--rule'; did you mean '%s'? It is a shipped "
               "policy: add --policy " PP_SHIPPED_POLICIES "%s",
               id, near_shipped, near_shipped);
    else
        pp_say("there is no rule '%s' for option '--rule'; `portplan explain` lists them", id);
}

bool pp_run_rules_exist(struct pp_run *run, const char *const *ids, size_t count)
{
    bool good = true;
    for (size_t i = 0; i < run->options->rule_count; i++) {
        const char *id = run->options->rules[i].rule;
        if (is_among(id, ids, count))
            continue;
        say_unknown(run, id, ids, count);
        good = false;
    }
    run->wrong_usage = !good;
    return good;
}
