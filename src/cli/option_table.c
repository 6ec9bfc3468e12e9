/* option_table: every option with its help, and what each does with its value. */
#include "base/parallel.h"
#include "base/text.h"
#include "cli/options.h"

#include <stdint.h>
#include <string.h>

/* --- values ----------------------------------------------------------------- */

bool pp_size_parse(const char *text, size_t *size)
{
    static const char units[] = "KMG";
    size_t length = strlen(text);
    unsigned shift = 0;
    if (length > 0) {
        char unit = text[length - 1];
        const char *at = strchr(units, unit >= 'a' && unit <= 'z' ? unit - 'a' + 'A' : unit);
        if (at && *at) {
            shift = 10u * (unsigned)(at - units + 1);
            length--;
        }
    }
    uint32_t number;
    if (!pp_parse_uint(text, length, UINT32_MAX, &number) || number == 0)
        return false;
    if (number > SIZE_MAX >> shift)
        return false;
    *size = (size_t)number << shift;
    return true;
}

/* The index of `value` in names[0..count), or `count` with the list of them in `why`. */
static size_t choose(struct pp_arena *arena, const char *value, const char *const *names,
                     size_t count, struct pp_strbuf *why)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], value) == 0)
            return i;
    pp_strbuf_printf(why, "use %s", pp_names_join(arena, names, count, " or "));
    const char *near = pp_nearest(value, names, count);
    if (near)
        pp_strbuf_printf(why, "; did you mean '%s'?", near);
    return count;
}

/* --- setters ---------------------------------------------------------------- */

static bool set_format(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    const char *names[8] = {NULL};
    size_t count = 0;
    const struct pp_report_format *formats = options->command->formats;
    for (; formats[count].name && count < 8; count++)
        names[count] = formats[count].name;
    size_t chosen = choose(options->arena, value, names, count, why);
    if (chosen < count)
        options->format = &formats[chosen];
    return chosen < count;
}

static bool set_output(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)why;
    options->output = value;
    return true;
}

static bool set_services(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)why;
    options->services.items[options->services.count++] = value;
    return true;
}

static bool set_catalog_path(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)why;
    options->catalog_paths.items[options->catalog_paths.count++] = value;
    return true;
}

static bool set_policy(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)why;
    options->policies.items[options->policies.count++] = value;
    return true;
}

/* Whether there is such a rule shows when the policies are loaded. */
static bool set_rule(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    const char *equals = strchr(value, '=');
    if (!equals || equals == value) {
        pp_strbuf_add(why, "write a rule and its severity, such as iana-collision=note");
        return false;
    }
    const char *rule = pp_arena_strndup(options->arena, value, (size_t)(equals - value));
    size_t severity = choose(options->arena, equals + 1, pp_severity_names, 4, why);
    if (severity == 4)
        return false;
    options->rules[options->rule_count++] =
        (struct pp_rule_option){.rule = rule, .severity = (enum pp_severity)severity};
    return true;
}

static bool set_fail_on(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    static const char *const names[] = {"error", "warning", "note"};
    static const enum pp_severity severities[] = {PP_ERROR, PP_WARNING, PP_NOTE};
    size_t chosen = choose(options->arena, value, names, 3, why);
    if (chosen < 3)
        options->fail_on = severities[chosen];
    return chosen < 3;
}

static bool set_settings(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    if (strcmp(value, "-") == 0) {
        pp_strbuf_add(why, "name a file; standard input is for a plan");
        return false;
    }
    options->settings = value;
    options->no_settings = false;
    return true;
}

static bool set_no_settings(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)value;
    (void)why;
    options->settings = NULL;
    options->no_settings = true;
    return true;
}

static bool set_show_settings(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)value;
    (void)why;
    options->show_settings = true;
    return true;
}

static bool set_today(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    if (!pp_is_date(value)) {
        pp_strbuf_add(why, "write a day of the calendar as YYYY-MM-DD");
        return false;
    }
    options->today = value;
    return true;
}

static bool set_input_format(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    static const char *const names[] = {"lua", "yaml"};
    size_t chosen = choose(options->arena, value, names, 2, why);
    if (chosen < 2)
        options->input = chosen == 0 ? PP_LUA : PP_YAML;
    return chosen < 2;
}

static bool set_max_memory(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    if (!pp_size_parse(value, &options->max_memory)) {
        pp_strbuf_add(why, "write a size above 0, such as 256M or 1G");
        return false;
    }
    return true;
}

static bool set_max_steps(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    size_t steps;
    if (!pp_size_parse(value, &steps) || !pp_is_digit(value[strlen(value) - 1])) {
        pp_strbuf_printf(why, "write a whole number from 1 to %lu", (unsigned long)UINT32_MAX);
        return false;
    }
    options->max_steps = steps;
    return true;
}

static bool set_jobs(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    uint32_t jobs;
    if (!pp_parse_uint(value, strlen(value), PP_JOBS_MAX, &jobs) || jobs == 0) {
        pp_strbuf_printf(why, "write a whole number from 1 to %u", PP_JOBS_MAX);
        return false;
    }
    options->jobs = jobs;
    return true;
}

static bool set_timeout(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    uint32_t seconds;
    if (!pp_parse_uint(value, strlen(value), 86400, &seconds)) {
        pp_strbuf_add(why, "write whole seconds up to 86400; 0 sets no limit");
        return false;
    }
    options->timeout = seconds;
    return true;
}

static bool set_color(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    static const char *const names[] = {"auto", "always", "never"};
    size_t chosen = choose(options->arena, value, names, 3, why);
    if (chosen < 3)
        options->color = (enum pp_when)chosen;
    return chosen < 3;
}

/* Standard streams are no files that a later run finds again. */
static bool set_file(const char **slot, const char *value, struct pp_strbuf *why)
{
    if (strcmp(value, "-") == 0) {
        pp_strbuf_add(why, "name a file");
        return false;
    }
    *slot = value;
    return true;
}

static bool set_baseline(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    return set_file(&options->baseline, value, why);
}

static bool set_write_baseline(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    return set_file(&options->write_baseline, value, why);
}

static bool set_prune_baseline(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)value;
    (void)why;
    options->prune_baseline = true;
    return true;
}

static bool set_only(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    static const char *const names[] = {"firewall"};
    options->firewall_only = choose(options->arena, value, names, 1, why) == 0;
    return options->firewall_only;
}

static bool set_locked(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)value;
    (void)why;
    options->locked = true;
    return true;
}

static bool set_prune(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)value;
    (void)why;
    options->prune = true;
    return true;
}

static bool set_cool_down(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    uint32_t days;
    if (!pp_parse_uint(value, strlen(value), 36500, &days)) {
        pp_strbuf_add(why, "write whole days up to 36500; 0 gives ports again at once");
        return false;
    }
    options->cool_down = days;
    return true;
}

static bool set_quiet(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)value;
    (void)why;
    options->quiet = true;
    return true;
}

static bool set_coverage(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)value;
    (void)why;
    options->coverage = true;
    return true;
}

static bool set_folder(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)why;
    options->folder = value;
    return true;
}

static bool set_host(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)why;
    options->free.hosts.items[options->free.hosts.count++] = value;
    return true;
}

static bool set_all_hosts(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    (void)value;
    (void)why;
    options->free.all_hosts = true;
    return true;
}

/* A whole number from `least` to 65535. */
static bool parse_number(const char *value, uint32_t least, uint32_t *number, struct pp_strbuf *why)
{
    uint32_t read;
    if (!pp_parse_uint(value, strlen(value), PP_PORT_MAX, &read) || read < least) {
        pp_strbuf_printf(why, "write a whole number from %u to %u", least, PP_PORT_MAX);
        return false;
    }
    *number = read;
    return true;
}

static bool set_count(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    uint32_t count = 0;
    bool good = parse_number(value, 1, &count, why);
    options->free.count = count;
    return good;
}

static bool set_block(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    return parse_number(value, 1, &options->free.width, why);
}

static bool set_transport(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    size_t chosen = choose(options->arena, value, pp_transport_names, PP_TRANSPORTS, why);
    if (chosen < PP_TRANSPORTS)
        options->free.transports[chosen] = true;
    return chosen < PP_TRANSPORTS;
}

static bool set_above(struct pp_options *options, const char *value, struct pp_strbuf *why)
{
    uint32_t above = 0;
    options->free.has_above = parse_number(value, 0, &above, why);
    options->free.above = (uint16_t)above;
    return options->free.has_above;
}

/* --- the table -------------------------------------------------------------- */

#define FOR_PLANS                                                                           \
    (PP_FOR_CHECK | PP_FOR_SHOW | PP_FOR_LOCK | PP_FOR_LOOKUP | PP_FOR_FREE | PP_FOR_DIFF | \
     PP_FOR_WHO)
#define FOR_EDITORS (PP_FOR_SCHEMA | PP_FOR_META)
#define FOR_LUA (FOR_PLANS | PP_FOR_RUN)
#define FOR_ALL (FOR_LUA | PP_FOR_EXPLAIN | PP_FOR_CATALOG | PP_FOR_TEST | PP_FOR_LINT)

const struct pp_option pp_option_table[] = {
    {"--format", "FORMAT",
     "how to write: text (the default), json, sarif, junit, github, tap or csv", PP_FOR_CHECK,
     set_format},
    {"--format", "FORMAT", "how to write: text (the default), json or csv", PP_FOR_SHOW,
     set_format},
    {"--format", "FORMAT", "how to write: text (the default), tap or junit", PP_FOR_TEST,
     set_format},
    {"--format", "FORMAT", "how to write: text (the default), json or csv", PP_FOR_FREE,
     set_format},
    {"--format", "FORMAT", "how to write: text (the default), json or markdown", PP_FOR_DIFF,
     set_format},
    {"--format", "FORMAT", "how to write: text (the default) or json", PP_FOR_LINT | PP_FOR_WHO,
     set_format},
    {"--host", "NAME", "free on this host; may be given several times; by default on all",
     PP_FOR_FREE | PP_REPEATS, set_host},
    {"--all-hosts", NULL, "free on all hosts of the plans: the default", PP_FOR_FREE,
     set_all_hosts},
    {"--count", "NUMBER", "find so many ports or blocks; by default 10", PP_FOR_FREE, set_count},
    {"--block", "WIDTH", "so many ports in a row; by default 1", PP_FOR_FREE, set_block},
    {"--transport", "TRANSPORT",
     "tcp (the default), udp, sctp or dccp; given several times: free on all of them",
     PP_FOR_FREE | PP_REPEATS, set_transport},
    {"--above", "PORT", "only ports above this one; by default the bound of rule prefer-above",
     PP_FOR_FREE, set_above},
    {"--output", "FILE", "write the chosen format to FILE, and text to standard output",
     PP_FOR_CHECK | PP_FOR_TEST | PP_FOR_DIFF, set_output},
    {"--only", "WHAT",
     "firewall: compare only endpoints with firewall = true; others are as if they were not there",
     PP_FOR_DIFF, set_only},
    {"--coverage", NULL,
     "name the lines of policies that no test ran, and policies beside the tests that none loaded; "
     "then the exit code is 1",
     PP_FOR_TEST, set_coverage},
    {"--services", "FILE",
     "registered names from FILE (services(5), IANA's CSV or nmap-services) instead of those "
     "built in; may be given several times",
     FOR_LUA | PP_FOR_TEST | PP_FOR_LINT | PP_REPEATS, set_services},
    {"--catalog-path", "DIR",
     "look for catalogues in DIR too, before those built in; may be given several times",
     FOR_LUA | PP_FOR_CATALOG | PP_FOR_LINT | FOR_EDITORS | PP_FOR_TEST | PP_REPEATS,
     set_catalog_path},
    {"--policy", "FILE|DIR",
     "rules of your own: a policy file, every policy of a folder, or a shipped one such as "
     "portplan/no-plain-http; may be given several times",
     FOR_LUA | PP_FOR_EXPLAIN | PP_REPEATS, set_policy},
    {"--rule", "ID=SEVERITY",
     "a rule's severity (off, note, warning or error), whatever the plan says; may be given "
     "several times",
     FOR_PLANS | PP_REPEATS, set_rule},
    {"--fail-on", "SEVERITY",
     "exit with 1 for findings of this severity or above: error (the default), warning or note",
     PP_FOR_CHECK | PP_FOR_LINT, set_fail_on},
    {"--settings", "FILE",
     "the settings of a team from FILE; by default the first portplan.yaml from the folder of the "
     "plan upward",
     FOR_LUA, set_settings},
    {"--settings", "FILE",
     "take the catalogues and services that the settings of a team in FILE name; by default none "
     "is looked for",
     PP_FOR_CATALOG | PP_FOR_LINT, set_settings},
    {"--no-settings", NULL, "without a settings file", FOR_LUA, set_no_settings},
    {"--no-settings", NULL, "without a settings file: the default", PP_FOR_CATALOG | PP_FOR_LINT,
     set_no_settings},
    {"--show-settings", NULL,
     "text or json: what is set, and where each value came from, instead of a check", PP_FOR_CHECK,
     set_show_settings},
    {"--baseline", "FILE",
     "report only findings that the baseline in FILE does not have, and its entries that no "
     "longer occur",
     PP_FOR_CHECK, set_baseline},
    {"--write-baseline", "FILE",
     "write a baseline of today's findings to FILE, without those that are waived", PP_FOR_CHECK,
     set_write_baseline},
    {"--prune-baseline", NULL, "remove entries that no longer occur from the file of --baseline",
     PP_FOR_CHECK, set_prune_baseline},
    {"--locked", NULL,
     "report as lock-outdated what `portplan lock` would change: a lock file that is missing, "
     "ports "
     "that are not in it, and those that it has too much",
     PP_FOR_CHECK, set_locked},
    {"--prune", NULL, "drop the ports that are gone, and give them again at once", PP_FOR_LOCK,
     set_prune},
    {"--cool-down", "DAYS",
     "how long a port that is gone from a lock file is not given to others; by default 30", FOR_LUA,
     set_cool_down},
    {"--today", "YYYY-MM-DD",
     "the day by which waivers expire and locked ports are gone; by default today, UTC", FOR_LUA,
     set_today},
    {"--quiet", NULL,
     "text: print only findings of the severity of --fail-on or above, and no line of counts",
     PP_FOR_CHECK, set_quiet},
    {"--quiet", NULL, "text: print only what did not pass, and no line of counts", PP_FOR_TEST,
     set_quiet},
    {"--quiet", NULL, "do not tell what was locked", PP_FOR_LOCK, set_quiet},
    {"--input-format", "LANGUAGE",
     "what standard input (-) and files not named .lua, .yaml or .yml are: lua or yaml", FOR_LUA,
     set_input_format},
    {"--max-memory", "SIZE",
     "memory that a Lua plan may use, and the bindings of all plans, such as 64M; by default 256M",
     FOR_PLANS | PP_FOR_TEST, set_max_memory},
    {"--max-memory", "SIZE",
     "memory that the script, its plans included, may use, such as 64M; by default 256M",
     PP_FOR_RUN, set_max_memory},
    {"--max-steps", "NUMBER", "instructions that a Lua plan may run; by default 300000000",
     FOR_PLANS | PP_FOR_TEST, set_max_steps},
    {"--max-steps", "NUMBER",
     "instructions that the script, its plans included, may run; by default 300000000", PP_FOR_RUN,
     set_max_steps},
    {"--jobs", "NUMBER", "threads that may work at once; by default one for each processor",
     FOR_PLANS & ~PP_FOR_LOOKUP, set_jobs},
    {"--timeout", "SECONDS",
     "end the run after so many seconds of CPU time; by default 10, 0 for no limit",
     FOR_LUA | PP_FOR_CATALOG | PP_FOR_LINT | FOR_EDITORS | PP_FOR_TEST, set_timeout},
    {"--dir", "DIR", "the folder for the files; by default the current one", PP_FOR_NEW,
     set_folder},
    {"--color", "WHEN",
     "auto (the default: on a terminal and without NO_COLOR in the environment), always or never",
     FOR_ALL, set_color},
    {NULL, NULL, NULL, 0, NULL},
};
