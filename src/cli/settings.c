/* settings: finding the one file that holds, and merging it with the command line. */
#include "cli/settings.h"

#include "base/file.h"

#include <string.h>

#define STDIN_NAME "<stdin>"

struct pp_texts pp_settings_plans(const struct pp_options *options)
{
    struct pp_texts plans = options->arguments;
    unsigned bit = options->command->bit;
    if (bit == PP_FOR_RUN || bit == PP_FOR_DIFF) {
        plans = options->plans;
    } else if ((bit == PP_FOR_LOOKUP || bit == PP_FOR_WHO) && plans.count > 0) {
        plans.items++; /* the first is what is asked about */
        plans.count--;
    } else if (bit != PP_FOR_CHECK && bit != PP_FOR_SHOW && bit != PP_FOR_LOCK &&
               bit != PP_FOR_FREE) {
        plans.count = 0;
    }
    return plans;
}

/* --- finding ---------------------------------------------------------------- */

struct found {
    const char *plan; /* the first whose folder is there, or NULL */
    const char *path; /* its settings file, or NULL */
};

static const char *name_of(const char *plan)
{
    return strcmp(plan, "-") == 0 ? STDIN_NAME : plan;
}

/* One estate has one settings file. */
static void refuse_another(struct pp_run *run, const struct found *first, const char *plan,
                           const char *path)
{
    static const char help[] = "one estate has one settings file: say --settings FILE or "
                               "--no-settings";
    struct pp_loc loc = pp_loc_at(pp_sources_add(&run->sources, name_of(plan)), 0, 0);
    if (first->path && path)
        pp_diags_add(&run->diags, loc,
                     "the settings of this plan are in '%s', those of '%s' in '%s'; %s", path,
                     name_of(first->plan), first->path, help);
    else if (path)
        pp_diags_add(&run->diags, loc,
                     "the settings of this plan are in '%s', and '%s' has none; %s", path,
                     name_of(first->plan), help);
    else
        pp_diags_add(&run->diags, loc,
                     "this plan has no settings file, and those of '%s' are in '%s'; %s",
                     name_of(first->plan), first->path, help);
}

/* The settings file of all plans; NULL when there is none, or they differ. */
static const char *find(struct pp_run *run)
{
    struct pp_texts plans = pp_settings_plans(run->options);
    struct found first = {NULL, NULL};
    bool good = true;
    for (size_t i = 0; i < plans.count; i++) {
        const char *path = NULL;
        if (!pp_settings_find(plans.items[i], &run->arena, &path))
            continue; /* the plan cannot be read either, which is told */
        if (!first.plan) {
            first = (struct found){plans.items[i], path};
        } else if (first.path != path && (!first.path || !path || strcmp(first.path, path) != 0)) {
            refuse_another(run, &first, plans.items[i], path);
            good = false;
        }
    }
    return good ? first.path : NULL;
}

/* --- merging ---------------------------------------------------------------- */

static struct pp_texts join(struct pp_arena *arena, const struct pp_texts *texts,
                            const struct pp_names *names)
{
    struct pp_texts all = {
        .items = pp_arena_array(arena, texts->count + names->count, sizeof *all.items)};
    for (size_t i = 0; i < texts->count; i++)
        all.items[all.count++] = texts->items[i];
    for (size_t i = 0; i < names->count; i++)
        all.items[all.count++] = names->items[i];
    return all;
}

static void merge(struct pp_run *run)
{
    const struct pp_settings_file *file = &run->settings;
    struct pp_options *options = pp_arena_copy(&run->arena, run->options, sizeof *options);
    options->catalog_paths = join(&run->arena, &options->catalog_paths, &file->catalog_paths);
    if (options->services.count == 0)
        options->services = join(&run->arena, &options->services, &file->services);
    if (file->fail_on != PP_OFF && !pp_option_given(options, "--fail-on"))
        options->fail_on = file->fail_on;
    run->options = options;
}

void pp_settings_load(struct pp_run *run)
{
    bool found = !run->options->settings && !run->options->no_settings;
    const char *path = found ? find(run) : run->options->settings;
    if (!path)
        return;
    bool good =
        pp_settings_read(&run->settings, path, found, &run->arena, &run->sources, &run->diags);
    run->settings.broken = !good;
    merge(run);
}

void pp_settings_apply(struct pp_run *run)
{
    for (size_t i = 0; i < run->settings.rule_count; i++)
        pp_check_set(&run->check, &run->settings.rules[i], PP_BY_FILE);
}
