/* cmd_settings: `portplan check --show-settings`. */
#include "cli/commands.h"
#include "cli/settings.h"
#include "cli/streams.h"
#include "report/settings_report.h"
#include "script/plan_script.h"

#include <string.h>
#include <unistd.h>

#define BY_DEFAULT "default"
#define BY_COMMAND "command line"
#define BY_FILE "file"
#define BY_PLAN "plan"
#define BY_ENVIRONMENT "PORTPLAN_DATA"
#define BY_SEARCH "found"
#define BY_CLOCK "clock"

struct listing {
    const struct pp_run *run;
    struct pp_arena *arena;
    struct pp_setting_rows rows;
};

static const struct pp_loc nowhere;

static void add(struct listing *listing, const char *name, const char *value, const char *from,
                struct pp_loc loc)
{
    listing->rows.items[listing->rows.count++] =
        (struct pp_setting_row){.name = name, .value = value, .from = from, .loc = loc};
}

/* --- what a run reads -------------------------------------------------------- */

static void add_settings_file(struct listing *listing)
{
    const struct pp_options *options = listing->run->options;
    bool given = options->settings || options->no_settings;
    const char *path = listing->run->settings.path;
    add(listing, "settings", path, given ? BY_COMMAND : path ? BY_SEARCH : BY_DEFAULT, nowhere);
}

static void add_names(struct listing *listing, const char *name, const struct pp_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        add(listing, name, names->items[i], BY_FILE, names->locs[i]);
}

/* The first `given` of the texts are the command line's. */
static void add_given(struct listing *listing, const char *name, const struct pp_texts *texts,
                      size_t given)
{
    for (size_t i = 0; i < given; i++)
        add(listing, name, texts->items[i], BY_COMMAND, nowhere);
}

static void add_services(struct listing *listing)
{
    const struct pp_run *run = listing->run;
    if (pp_option_given(run->options, "--services"))
        add_given(listing, "services", &run->options->services, run->options->services.count);
    else if (run->settings.services.count > 0)
        add_names(listing, "services", &run->settings.services);
    else
        add(listing, "services", run->registry.source,
            strcmp(run->registry.source, "built-in") == 0 ? BY_DEFAULT : BY_ENVIRONMENT, nowhere);
}

static void add_catalog_paths(struct listing *listing)
{
    const struct pp_run *run = listing->run;
    const struct pp_texts *all = &run->options->catalog_paths;
    add_given(listing, "catalog-path", all, all->count - run->settings.catalog_paths.count);
    add_names(listing, "catalog-path", &run->settings.catalog_paths);
    if (run->library.data)
        add(listing, "catalog-path",
            pp_arena_printf(listing->arena, "%s/catalog", run->library.data), BY_ENVIRONMENT,
            nowhere);
    else if (all->count == 0)
        add(listing, "catalog-path", NULL, BY_DEFAULT, nowhere);
}

static void add_policies(struct listing *listing)
{
    static const char *const words[] = {
        [PP_BY_FILE] = BY_FILE, [PP_BY_PLAN] = BY_PLAN, [PP_BY_COMMAND] = BY_COMMAND};
    const struct pp_run *run = listing->run;
    for (size_t i = 0; i < run->policy_use_count; i++) {
        const struct pp_policy_use *use = &run->policy_uses[i];
        add(listing, "policy", use->name, words[use->origin], use->loc);
    }
    if (run->policy_use_count == 0)
        add(listing, "policy", NULL, BY_DEFAULT, nowhere);
}

/* --- single values ----------------------------------------------------------- */

static void add_option(struct listing *listing, const char *option, const char *value)
{
    bool given = pp_option_given(listing->run->options, option);
    add(listing, option + strlen("--"), value, given ? BY_COMMAND : BY_DEFAULT, nowhere);
}

static void add_fail_on(struct listing *listing)
{
    const struct pp_run *run = listing->run;
    const char *value = pp_severity_names[run->options->fail_on];
    if (run->settings.fail_on != PP_OFF && !pp_option_given(run->options, "--fail-on"))
        add(listing, "fail-on", value, BY_FILE, run->settings.fail_on_loc);
    else
        add_option(listing, "--fail-on", value);
}

/* "256M": as --max-memory takes it. */
static const char *format_size(struct pp_arena *arena, size_t size)
{
    static const char *const units[] = {"", "K", "M", "G"};
    size_t unit = 0;
    for (; unit < 3 && size % 1024 == 0; unit++)
        size /= 1024;
    return pp_arena_printf(arena, "%zu%s", size, units[unit]);
}

static void add_limits(struct listing *listing)
{
    const struct pp_options *options = listing->run->options;
    size_t memory = options->max_memory ? options->max_memory : PP_SCRIPT_MAX_MEMORY;
    uint64_t steps = options->max_steps ? options->max_steps : PP_SCRIPT_MAX_STEPS;
    add_option(listing, "--max-memory", format_size(listing->arena, memory));
    add_option(listing, "--max-steps",
               pp_arena_printf(listing->arena, "%llu", (unsigned long long)steps));
    add_option(listing, "--timeout", pp_arena_printf(listing->arena, "%u", options->timeout));
}

/* --- rules ------------------------------------------------------------------- */

static void add_rule(struct listing *listing, const char *rule, const char *name, const char *value,
                     struct pp_setting_from from)
{
    static const char *const words[] = {[PP_BY_DEFAULT] = BY_DEFAULT,
                                        [PP_BY_FILE] = BY_FILE,
                                        [PP_BY_PLAN] = BY_PLAN,
                                        [PP_BY_COMMAND] = BY_COMMAND};
    add(listing, name, value, words[from.origin], from.loc);
    listing->rows.items[listing->rows.count - 1].rule = rule;
}

static void add_rules(struct listing *listing)
{
    const struct pp_check *check = &listing->run->check;
    for (size_t i = 0; i < check->rule_count; i++) {
        const struct pp_rule *rule = check->rules[i];
        add_rule(listing, rule->id, "severity", pp_severity_names[pp_check_severity(check, rule)],
                 pp_check_severity_from(check, rule));
        if (rule == &pp_rule_prefer_above)
            add_rule(listing, rule->id, "above",
                     pp_arena_printf(listing->arena, "%u", check->above), check->above_from);
    }
}

static struct pp_setting_rows list_settings(struct pp_run *run)
{
    const struct pp_options *options = run->options;
    size_t most = 16 + options->services.count + options->catalog_paths.count +
                  run->policy_use_count + 2 * run->check.rule_count;
    struct listing listing = {.run = run, .arena = &run->arena};
    listing.rows.items = pp_arena_array(&run->arena, most, sizeof *listing.rows.items);
    add_settings_file(&listing);
    add_services(&listing);
    add_catalog_paths(&listing);
    add_policies(&listing);
    add_fail_on(&listing);
    add(&listing, "today", run->check.today, options->today ? BY_COMMAND : BY_CLOCK, nowhere);
    add_limits(&listing);
    add_rules(&listing);
    return listing.rows;
}

/* --- the command ------------------------------------------------------------- */

static bool write_rows(struct pp_run *run, bool json)
{
    struct pp_setting_rows rows = list_settings(run);
    struct pp_style style = pp_style_of(STDOUT_FILENO, run->options->color);
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    if (json)
        pp_report_settings_json(&rows, &run->sources, &buf);
    else
        pp_report_settings_text(&rows, &run->sources, &style, &buf);
    bool good = pp_write_output(&buf);
    pp_strbuf_release(&buf);
    return good;
}

int pp_command_show_settings(const struct pp_options *options)
{
    bool json = strcmp(options->format->name, "json") == 0;
    if (!json && strcmp(options->format->name, "text") != 0) {
        pp_say("--show-settings writes text or json, not %s", options->format->name);
        return PP_EXIT_USAGE;
    }
    if (options->output) {
        pp_say("--show-settings writes to standard output; leave --output out");
        return PP_EXIT_USAGE;
    }
    struct pp_run run;
    pp_run_init(&run, options);
    int code = PP_EXIT_GOOD;
    if (!pp_run_plans(&run, options->arguments.items, options->arguments.count))
        code = pp_run_reject(&run);
    else if (!write_rows(&run, json))
        code = PP_EXIT_INTERNAL;
    pp_run_release(&run);
    return code;
}
