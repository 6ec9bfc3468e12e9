/* run_policies: the policies of a run, and whether the rules that options name are there. */
#include "base/file.h"
#include "base/text.h"
#include "cli/run.h"
#include "cli/streams.h"
#include "read/decode.h"

#include <string.h>

/* The policies that a plan names: their paths start at its folder. */
static bool load_named(struct pp_run *run, const struct pp_reading *reading)
{
    struct pp_policy_names names = pp_decode_policy_names(reading->root, &run->arena);
    struct pp_strbuf folder;
    pp_strbuf_init(&folder);
    pp_path_folder(strcmp(reading->path, "-") == 0 ? "." : reading->path, &folder);
    bool good = true;
    for (size_t i = 0; i < names.count; i++)
        good = pp_policies_load_named(run->policies, names.items[i].name, folder.text,
                                      names.items[i].loc) &&
               good;
    pp_strbuf_release(&folder);
    return good;
}

bool pp_run_load_policies(struct pp_run *run, const struct pp_reading *readings, size_t count)
{
    const struct pp_texts *paths = &run->options->policies;
    bool good = true;
    for (size_t i = 0; i < paths->count; i++)
        good = pp_policies_load(run->policies, paths->items[i], (struct pp_loc){0}) && good;
    for (size_t i = 0; i < count; i++) {
        if (readings[i].root)
            good = load_named(run, &readings[i]) && good;
    }
    return good;
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
    const char *near = pp_nearest(id, ids, count);
    if (is_among(id, more, shipped))
        pp_say("the rule '%s' for option '--rule' is a shipped policy, which nobody names: add "
               "--policy " PP_SHIPPED_POLICIES "%s",
               id, id);
    else if (near)
        pp_say("there is no rule '%s' for option '--rule'; did you mean '%s'?", id, near);
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
