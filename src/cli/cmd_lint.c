/* cmd_lint: `portplan lint`. */
#include "base/file.h"
#include "check/lint.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/streams.h"
#include "report/lint.h"

#include <string.h>
#include <unistd.h>

#define SUFFIX ".yaml"

/* An argument that ends in .yaml, or has a slash, is a file; others are ids, which are looked for
 * here first, as they are beside a plan. */
static bool is_file(const char *argument)
{
    size_t length = strlen(argument), tail = strlen(SUFFIX);
    return strchr(argument, '/') ||
           (length > tail && strcmp(argument + length - tail, SUFFIX) == 0);
}

/* The catalogue in a file of the user's. */
static const struct pp_catalog *load_file(struct pp_run *run, const char *path)
{
    struct pp_loc loc = pp_loc_at(pp_sources_add(&run->sources, path), 0, 0);
    const char *name = pp_path_name(path);
    size_t length = strlen(name), tail = strlen(SUFFIX);
    const struct pp_catalog *catalog = NULL;
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    const char *why = pp_file_read(path, &text);
    if (why) {
        pp_diags_add(&run->diags, loc, "the catalogue cannot be read: %s", why);
    } else if (length <= tail || strcmp(name + length - tail, SUFFIX) != 0) {
        pp_diags_add(&run->diags, loc, "a catalogue is a file named ID" SUFFIX);
    } else {
        pp_path_folder(path, &text);
        catalog = pp_library_load(&run->library, pp_arena_strndup(&run->arena, name, length - tail),
                                  pp_arena_strdup(&run->arena, text.text), loc);
    }
    pp_strbuf_release(&text);
    return catalog;
}

/* The catalogues of the command line; those with mistakes are left out. */
static const struct pp_catalog **load(struct pp_run *run, size_t *count)
{
    const struct pp_texts *arguments = &run->options->arguments;
    const struct pp_catalog **catalogs =
        pp_arena_array(&run->arena, arguments->count, sizeof *catalogs);
    *count = 0;
    for (size_t i = 0; i < arguments->count; i++) {
        const char *argument = arguments->items[i];
        const struct pp_catalog *catalog =
            is_file(argument) ? load_file(run, argument)
                              : pp_library_load(&run->library, argument, ".", (struct pp_loc){0});
        bool again = false;
        for (size_t j = 0; j < *count && catalog; j++)
            again |= catalogs[j] == catalog;
        if (again)
            pp_diags_add(&run->diags, (struct pp_loc){0}, "catalogue '%s' is given twice",
                         argument);
        else if (catalog)
            catalogs[(*count)++] = catalog;
    }
    return catalogs;
}

/* Whether there is a finding of the severity of --fail-on or above. */
static bool fails(const struct pp_lint *lint, enum pp_severity fail_on)
{
    for (int severity = (int)fail_on; severity <= PP_ERROR; severity++) {
        if (lint->severities[severity] > 0)
            return true;
    }
    return false;
}

static int write_lint(struct pp_run *run, const struct pp_lint *lint)
{
    struct pp_strbuf buf;
    struct pp_report report = pp_run_report(run, STDOUT_FILENO);
    report.lint = lint;
    pp_strbuf_init(&buf);
    run->options->format->write(&report, &buf);
    bool good = pp_write_output(&buf);
    pp_strbuf_release(&buf);
    if (!good)
        return PP_EXIT_INTERNAL;
    return fails(lint, run->options->fail_on) ? PP_EXIT_FINDINGS : PP_EXIT_GOOD;
}

int pp_command_lint(const struct pp_options *options)
{
    struct pp_run run;
    struct pp_lint lint = {0};
    size_t count;
    int code;
    pp_run_init(&run, options);
    const struct pp_catalog **catalogs = load(&run, &count);
    if (run.diags.count > 0 || run.wrong_usage) {
        code = pp_run_reject(&run);
    } else {
        pp_lint_run(&lint, &run.arena, catalogs, count, &run.registry);
        code = write_lint(&run, &lint);
    }
    pp_lint_release(&lint);
    pp_run_release(&run);
    return code;
}
