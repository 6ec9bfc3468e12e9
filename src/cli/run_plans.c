/* run_plans: the stages from plan files to a plan whose ports are all known. */
#include "base/file.h"
#include "base/parallel.h"
#include "base/text.h"
#include "check/allocate.h"
#include "cli/locks.h"
#include "cli/run.h"
#include "cli/settings.h"
#include "cli/settings_rules.h"
#include "cli/streams.h"
#include "read/decode.h"
#include "read/yaml.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define STDIN_NAME "<stdin>"

/* By the name's end, or --input-format where that does not tell. */
static enum pp_language language_of(const struct pp_options *options, const char *path)
{
    const char *dot = strrchr(pp_path_name(path), '.');
    if (dot && pp_casecmp(dot, ".lua") == 0)
        return PP_LUA;
    if (dot && (pp_casecmp(dot, ".yaml") == 0 || pp_casecmp(dot, ".yml") == 0))
        return PP_YAML;
    return options->input;
}

static struct pp_node *parse_plan(struct pp_run *run, const struct pp_plan_text *plan)
{
    if (plan->language == PP_LUA)
        return pp_script_run_plan(&run->script, plan->text, plan->length, plan->path, plan->name);
    return pp_yaml_parse(plan->text, plan->length, pp_sources_add(&run->sources, plan->name),
                         &run->arena, &run->diags, NULL);
}

/* The tree of a plan; NULL when it cannot be read. */
static struct pp_node *read_plan(struct pp_run *run, const char *path, const char *name)
{
    struct pp_loc loc = pp_loc_at(pp_sources_add(&run->sources, name), 0, 0);
    enum pp_language language = language_of(run->options, path);
    struct pp_node *root = NULL;
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    const char *why = pp_file_read(path, &text);
    if (why)
        pp_diags_add(&run->diags, loc, "the plan cannot be read: %s", why);
    else if (language == PP_BY_NAME && strcmp(path, "-") == 0)
        pp_diags_add(&run->diags, loc,
                     "standard input has no name that tells whether it is Lua or YAML; say "
                     "--input-format lua or --input-format yaml");
    else if (language == PP_BY_NAME)
        pp_diags_add(&run->diags, loc,
                     "the name does not tell whether this is Lua or YAML; name it .lua, .yaml or "
                     ".yml, or say --input-format lua or --input-format yaml");
    else
        root =
            parse_plan(run, &(struct pp_plan_text){path, name, language, text.text, text.length});
    pp_strbuf_release(&text);
    return root;
}

/* What file a path leads to: the same file by another name is the same. */
struct identity {
    bool known;
    dev_t device;
    ino_t node;
};

static struct identity identify(const char *path)
{
    struct stat status;
    int failed = strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &status) : stat(path, &status);
    if (failed)
        return (struct identity){.known = false};
    return (struct identity){.known = true, .device = status.st_dev, .node = status.st_ino};
}

/* Whether paths[index] is a file that stands before it too; a mistake when it is. */
static bool is_repeated(struct pp_run *run, const char *const *paths, const struct identity *files,
                        size_t index)
{
    for (size_t i = 0; i < index && files[index].known; i++) {
        if (!files[i].known || files[i].device != files[index].device ||
            files[i].node != files[index].node)
            continue;
        uint16_t source = pp_sources_add(&run->sources, paths[index]);
        pp_diags_add(&run->diags, pp_loc_at(source, 0, 0),
                     "the plan is given twice; '%s' is the same file", paths[i]);
        return true;
    }
    return false;
}

/* A plan that places nothing must not look like one that is good. */
static bool places_something(struct pp_run *run)
{
    if (run->plan.bindings.count > 0)
        return true;
    struct pp_loc loc = {0};
    if (run->plan.file_count == 1)
        loc.source = pp_sources_add(
            &run->sources, strcmp(run->plan.files[0], "-") == 0 ? STDIN_NAME : run->plan.files[0]);
    if (run->plan.host_count == 0)
        pp_diags_add(&run->diags, loc, "the plan places nothing: it has no host");
    else if (run->plan.placement_count == 0)
        pp_diags_add(&run->diags, loc, "the plan places nothing: its hosts have no products");
    else
        pp_diags_add(&run->diags, loc,
                     "the plan places nothing: its products have no endpoint that is switched on");
    return false;
}

/* The check's settings: those of the plan, of the settings file and of the command line. */
void pp_run_start_check(struct pp_run *run)
{
    const char *today = run->options->today;
    size_t count;
    if (run->has_check)
        pp_check_release(&run->check);
    if (!today) {
        time_t now = time(NULL);
        struct tm utc;
        if (gmtime_r(&now, &utc))
            strftime(run->today, sizeof run->today, "%Y-%m-%d", &utc);
        today = run->today;
    }
    pp_check_init(&run->check, &run->arena, &run->plan, &run->registry, today);
    const struct pp_rule *const *policies = pp_policies_rules(run->policies, &count);
    pp_check_add_rules(&run->check, policies, count);
    run->has_check = true;
    run->check.locks = &run->locks;
    run->check.jobs = run->options->jobs ? run->options->jobs : pp_processors();
    pp_settings_apply(run);
    for (size_t i = 0; i < run->options->rule_count; i++)
        pp_check_set_severity(&run->check, run->options->rules[i].rule,
                              run->options->rules[i].severity);
}

/* As many as fit into --max-memory; they are numbered with 32 bits. */
static size_t most_bindings(const struct pp_options *options)
{
    size_t memory = options->max_memory ? options->max_memory : PP_SCRIPT_MAX_MEMORY;
    size_t most = memory / PP_BINDING_SIZE;
    return most < 1 ? 1 : most < PP_NONE ? most : PP_NONE - 1;
}

static struct pp_reading *read_all(struct pp_run *run, const char *const *paths, size_t count)
{
    struct identity *files = pp_arena_array(&run->arena, count, sizeof *files);
    struct pp_reading *readings = pp_arena_array(&run->arena, count, sizeof *readings);
    for (size_t i = 0; i < count; i++) {
        files[i] = identify(paths[i]);
        readings[i].path = paths[i];
        readings[i].name = strcmp(paths[i], "-") == 0 ? STDIN_NAME : paths[i];
        if (!is_repeated(run, paths, files, i))
            readings[i].root = read_plan(run, paths[i], readings[i].name);
    }
    return readings;
}

/* Decodes them when every rule is known; false when one that an option names is none. */
static bool decode_all(struct pp_run *run, const struct pp_reading *readings, size_t count,
                       bool all_known)
{
    size_t id_count;
    const char *const *ids = pp_policies_rule_ids(run->policies, &id_count);
    if (all_known && !pp_run_rules_exist(run, ids, id_count))
        return false;
    if (all_known || run->settings.broken)
        pp_settings_check(run, ids, id_count);
    if (!all_known)
        ids = NULL; /* a rule may be one of a policy that is not there */
    for (size_t i = 0; i < count; i++) {
        if (readings[i].root)
            pp_decode_plan(readings[i].root, readings[i].name, &run->plan, &run->library,
                           &run->diags, ids, id_count);
    }
    return true;
}

/* From trees to a plan whose ports are all known. `files` are their names for reports. */
static bool complete(struct pp_run *run, const char *const *files,
                     const struct pp_reading *readings, size_t count)
{
    run->plan.files = pp_arena_copy(&run->arena, files, count * sizeof *files);
    run->plan.file_count = count;
    run->plan.max_bindings = most_bindings(run->options);
    bool all_known = pp_run_load_policies(run, readings, count) && !run->settings.broken;
    bool good = decode_all(run, readings, count, all_known);
    pp_run_read_locks(run);
    good = good && run->diags.count == 0 && pp_plan_expand(&run->plan, &run->diags) &&
           places_something(run);
    if (good) {
        pp_run_start_check(run);
        pp_locks_apply(&run->locks, &run->plan, run->check.today);
        pp_allocate(&run->check, &run->plan);
    }
    pp_diags_sort(&run->diags);
    return good;
}

bool pp_run_plans(struct pp_run *run, const char *const *paths, size_t count)
{
    return complete(run, paths, read_all(run, paths, count), count);
}

bool pp_run_text(struct pp_run *run, const struct pp_plan_text *plan)
{
    struct pp_reading reading = {plan->path, plan->name, parse_plan(run, plan)};
    return complete(run, &plan->name, &reading, 1);
}

void pp_run_check(struct pp_run *run)
{
    pp_check_run(&run->check);
    run->judged = true;
}
