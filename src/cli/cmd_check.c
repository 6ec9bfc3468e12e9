/* cmd_check: `portplan check`. */
#include "cli/baseline.h"
#include "cli/commands.h"
#include "cli/locks.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/run.h"
#include "cli/streams.h"

#include <string.h>
#include <unistd.h>

static bool is_text(const struct pp_report_format *format)
{
    return strcmp(format->name, "text") == 0;
}

/* --output: the chosen format, without colours whatever the terminal. */
static bool write_file(const struct pp_run *run)
{
    struct pp_strbuf buf;
    struct pp_report report = pp_run_report(run, STDOUT_FILENO);
    report.style.color = run->options->color == PP_ALWAYS;
    pp_strbuf_init(&buf);
    run->options->format->write(&report, &buf);
    bool good = pp_write_file(run->options->output, &buf);
    pp_strbuf_release(&buf);
    return good;
}

/* The chosen format, or text beside --output. The mistakes of rejected input are text for
 * standard error: here they are only part of a format for programs. */
static bool write_output(const struct pp_run *run)
{
    const struct pp_report_format *format = run->options->output
                                                ? pp_report_format_find(pp_check_formats, "text")
                                                : run->options->format;
    if (run->diags.count > 0 && !run->judged && is_text(format))
        return true;
    struct pp_strbuf buf;
    struct pp_report report = pp_run_report(run, STDOUT_FILENO);
    pp_strbuf_init(&buf);
    format->write(&report, &buf);
    bool good = pp_write_output(&buf);
    pp_strbuf_release(&buf);
    return good;
}

/* Whether --output names a file that the run has read; says so. */
static bool overwrites_input(const struct pp_run *run)
{
    const char *output = run->options->output;
    if (!pp_run_has_read(run, output))
        return false;
    pp_say("--output '%s' would overwrite what is checked", output);
    return true;
}

int pp_command_check(const struct pp_options *options)
{
    if (options->show_settings)
        return pp_command_show_settings(options);
    struct pp_run run;
    struct pp_progress progress;
    struct pp_baseline baseline = {0};
    if (!pp_baseline_options_fit(options) ||
        (options->locked && !pp_locks_possible(options, "--locked")))
        return PP_EXIT_USAGE;
    pp_progress_start(&progress, "reading");
    pp_run_init(&run, options);
    bool whole = pp_run_plans(&run, options->arguments.items, options->arguments.count);
    pp_progress_set(&progress, "checking %zu bindings on %zu hosts", run.plan.bindings.count,
                    run.plan.host_count);
    if (pp_run_baseline_read(&run, &baseline) && whole)
        pp_run_check(&run);
    pp_progress_stop(&progress);
    int code = PP_EXIT_USAGE;
    if (!run.wrong_usage && !overwrites_input(&run) && !pp_baseline_overwrites(&run)) {
        bool good = !run.judged || pp_run_baseline_use(&run, &baseline);
        code = run.diags.count > 0 ? pp_run_reject(&run) : pp_run_exit(&run);
        good = (!options->output || write_file(&run)) && good;
        good = write_output(&run) && good;
        code = good ? code : PP_EXIT_INTERNAL;
    }
    pp_run_release(&run);
    return code;
}
