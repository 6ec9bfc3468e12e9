/* run: what a run begins with, and how it ends. */
#include "cli/run.h"

#include "base/asset.h"
#include "base/file.h"
#include "cli/rule_pages.h"
#include "cli/settings.h"
#include "cli/streams.h"
#include "read/services.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- scripts ---------------------------------------------------------------- */

/* What a plan prints goes to standard error at once, so that it can be followed. */
static void print_line(void *data, const char *text, size_t length)
{
    struct pp_strbuf raw, clean;
    (void)data;
    pp_strbuf_init(&raw);
    pp_strbuf_init(&clean);
    pp_strbuf_add_bytes(&raw, text, length);
    pp_add_lines(&clean, raw.text, 0);
    pp_strbuf_add_char(&clean, '\n');
    pp_write_error(&clean);
    pp_strbuf_release(&raw);
    pp_strbuf_release(&clean);
}

static void start_scripts(struct pp_run *run)
{
    run->script = (struct pp_script){
        .arena = &run->arena,
        .sources = &run->sources,
        .diags = &run->diags,
        .library = &run->library,
        .registry = &run->registry,
        .interrupt = run->options->interrupt,
        .max_memory = run->options->max_memory,
        .max_steps = run->options->max_steps,
        .print = print_line,
    };
    run->policies = run->script.policies = pp_policies_new(&run->script);
}

/* --- the registry ----------------------------------------------------------- */

/* Takes over the text of a services file, or why there is none. */
static void take_services(struct pp_run *run, const char *path, const char *why,
                          const struct pp_strbuf *text)
{
    uint16_t source = pp_sources_add(&run->sources, path);
    if (why)
        pp_diags_add(&run->diags, pp_loc_at(source, 0, 0), "the services file cannot be read: %s",
                     why);
    else
        pp_services_read(text->text, text->length, source, &run->registry, &run->diags);
}

static void read_chosen_services(struct pp_run *run)
{
    const struct pp_texts *files = &run->options->services;
    struct pp_strbuf names, text;
    pp_strbuf_init(&names);
    pp_strbuf_init(&text);
    for (size_t i = 0; i < files->count; i++) {
        pp_strbuf_printf(&names, "%s%s", i > 0 ? ", " : "", files->items[i]);
        take_services(run, files->items[i], pp_file_read(files->items[i], &text), &text);
    }
    run->registry.source = pp_arena_strdup(&run->arena, names.text);
    if (run->registry.count == 0 && run->diags.count == 0)
        pp_diags_add(
            &run->diags, pp_loc_at(pp_sources_add(&run->sources, files->items[0]), 0, 0),
            "there is no service in it; without a services file the registry built in is used");
    pp_strbuf_release(&names);
    pp_strbuf_release(&text);
}

/* PORTPLAN_DATA's registry when it has one, else the one built in. */
static void read_default_services(struct pp_run *run)
{
    struct pp_strbuf text;
    if (!run->library.data) {
        pp_registry_borrow(&run->registry, &pp_registry_built_in);
        return;
    }
    const char *path = NULL;
    pp_strbuf_init(&text);
    const char *why =
        pp_asset_read("services/iana.services", run->library.data, &run->arena, &text, &path);
    take_services(run, path, why, &text);
    run->registry.source = strncmp(path, "built-in:", strlen("built-in:")) == 0 ? "built-in" : path;
    pp_strbuf_release(&text);
}

/* A folder that is not there must not be passed over in silence. */
static void require_folder(struct pp_run *run, const char *what, const char *path)
{
    if (!pp_file_is_folder(path))
        pp_diags_add(&run->diags, (struct pp_loc){0}, "%s '%s' is no folder", what, path);
}

static void find_folders(struct pp_run *run)
{
    const char *data = getenv("PORTPLAN_DATA");
    run->library.data = data && data[0] != '\0' ? data : NULL;
    run->library.paths = run->options->catalog_paths.items;
    run->library.path_count = run->options->catalog_paths.count;
    run->library.incomplete = run->settings.broken;
    run->library.bound = run->settings.folder; /* of those that its settings file names */
    run->library.bound_from = run->library.path_count - run->settings.catalog_paths.count;
    if (run->library.data)
        require_folder(run, "PORTPLAN_DATA", run->library.data);
    for (size_t i = 0; i < run->library.path_count; i++)
        require_folder(run, "--catalog-path", run->library.paths[i]);
}

/* All but the arena, the sources, the settings and the registry. */
static void start(struct pp_run *run)
{
    pp_library_init(&run->library, &run->arena, &run->sources, &run->diags);
    pp_plan_init(&run->plan, &run->arena, &run->sources);
    find_folders(run);
    start_scripts(run);
}

static void stop(struct pp_run *run)
{
    if (run->has_check)
        pp_check_release(&run->check);
    pp_policies_free(run->policies);
    pp_plan_release(&run->plan);
    pp_library_release(&run->library);
    run->has_check = run->judged = false;
}

void pp_run_init(struct pp_run *run, const struct pp_options *options)
{
    *run = (struct pp_run){.options = options};
    pp_arena_init(&run->arena);
    pp_sources_init(&run->sources, &run->arena);
    pp_registry_init(&run->registry, &run->arena);
    pp_diags_init(&run->diags, &run->arena);
    pp_settings_load(run);
    start(run);
    if (run->options->services.count > 0)
        read_chosen_services(run);
    else
        read_default_services(run);
    if (!run->registry.borrowed)
        pp_registry_freeze(&run->registry);
}

void pp_run_again(struct pp_run *run)
{
    stop(run);
    pp_diags_release(&run->diags);
    pp_diags_init(&run->diags, &run->arena);
    start(run);
}

void pp_run_release(struct pp_run *run)
{
    stop(run);
    pp_diags_release(&run->diags);
    pp_registry_release(&run->registry);
    pp_sources_release(&run->sources);
    pp_arena_release(&run->arena);
}

/* --- the end ---------------------------------------------------------------- */

struct pp_report pp_run_report(const struct pp_run *run, int fd)
{
    struct pp_report report = {
        .version = PP_VERSION,
        .plan = &run->plan,
        .registry = &run->registry,
        .sources = &run->sources,
        .diags = &run->diags,
        .judged = run->judged,
        .findings = &run->check.findings, /* empty until the check has run */
        .style = pp_style_of(fd, run->options->color),
        .quiet = run->options->quiet,
        .fail_on = run->options->fail_on,
    };
    report.rule_count = run->check.rule_count;
    report.rules = pp_rule_pages(run->options->arena, run->check.rules, report.rule_count);
    if (run->has_check)
        report.summary = pp_check_summary(&run->check);
    return report;
}

int pp_run_exit(const struct pp_run *run)
{
    if (run->wrong_usage)
        return PP_EXIT_USAGE;
    if (run->diags.limit_hit)
        return PP_EXIT_INTERNAL;
    if (run->diags.count > 0)
        return PP_EXIT_REJECTED;
    for (size_t i = 0; i < run->check.findings.count; i++) {
        const struct pp_finding *finding = &run->check.findings.items[i];
        if (!finding->waived_by && finding->severity >= run->options->fail_on)
            return PP_EXIT_FINDINGS;
    }
    return PP_EXIT_GOOD;
}

int pp_run_reject(struct pp_run *run)
{
    struct pp_strbuf text;
    if (run->wrong_usage)
        return PP_EXIT_USAGE;
    pp_diags_sort(&run->diags);
    struct pp_report report = pp_run_report(run, STDERR_FILENO);
    pp_strbuf_init(&text);
    pp_report_rejected_text(&report, &text);
    pp_write_error(&text);
    pp_strbuf_release(&text);
    return pp_run_exit(run);
}
