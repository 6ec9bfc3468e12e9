/* cmd_run: `portplan run`. */
#include "base/file.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/script_host.h"
#include "cli/streams.h"

#include <string.h>
#include <unistd.h>

#define OUTPUT_HELD ((size_t)64 << 10) /* bytes that are put off, where nobody looks on */

/* What the script prints, on its way to standard output. */
struct output {
    struct pp_strbuf held;
    struct pp_script *script;
    bool terminal;
};

static void flush(void *data)
{
    struct output *output = data;
    if (output->held.length > 0 && !output->script->print_failed)
        output->script->print_failed = !pp_write_output(&output->held);
    pp_strbuf_clear(&output->held);
}

/* A script's bytes go out as they are, but must not drive a terminal. */
static void print(void *data, const char *text, size_t length)
{
    struct output *output = data;
    if (!output->terminal) {
        pp_strbuf_add_bytes(&output->held, text, length);
    } else {
        for (const char *end = text + length; text < end; text += strlen(text) + 1) {
            pp_add_lines(&output->held, text, 0);
            pp_strbuf_add(&output->held, text + strlen(text) < end ? "\\x00" : "\n");
        }
    }
    if (output->terminal || output->held.length > OUTPUT_HELD)
        flush(output);
}

static bool is_yaml(const char *path)
{
    const char *dot = strrchr(pp_path_name(path), '.');
    return dot && (pp_casecmp(dot, ".yaml") == 0 || pp_casecmp(dot, ".yml") == 0);
}

/* The text of the script; false, with the mistake added, when there is none. */
static bool read_script(struct pp_run *run, struct pp_script_start *start, struct pp_strbuf *text)
{
    const char *shown = start->name ? start->name : start->path;
    const char *why = pp_file_read(start->path, text);
    if (!why && is_yaml(start->path))
        why = "this is YAML; a script is Lua, and gets a plan as its argument";
    if (why)
        pp_diags_add(&run->diags, pp_loc_at(pp_sources_add(&run->sources, shown), 0, 0),
                     "the script cannot be read: %s", why);
    start->text = text->text;
    start->length = text->length;
    return !why;
}

/* What was wrong with the script or its plans; what it did until then it has done. */
static void tell_mistakes(struct pp_run *run)
{
    struct pp_strbuf text;
    pp_diags_sort(&run->diags);
    struct pp_report report = pp_run_report(run, STDERR_FILENO);
    pp_strbuf_init(&text);
    pp_report_mistakes_text(&report, &text);
    pp_write_error(&text);
    pp_strbuf_release(&text);
}

static int run_script(struct pp_run *run, struct pp_run_host *host)
{
    const struct pp_texts *arguments = &run->options->arguments;
    struct output output = {.script = &run->script, .terminal = isatty(STDOUT_FILENO) == 1};
    struct pp_script_host for_script = pp_run_host_words(host);
    struct pp_script_start start = {.path = arguments->items[0],
                                    .arguments = arguments->items + 1,
                                    .argument_count = arguments->count - 1};
    struct pp_strbuf text;
    bool verdict = true;
    if (strcmp(start.path, "-") == 0)
        start.name = "<stdin>";
    run->script.print = print;
    run->script.print_data = host->flush_data = &output;
    host->flush = flush;
    pp_strbuf_init(&text);
    pp_strbuf_init(&output.held);
    if (run->diags.count == 0 && read_script(run, &start, &text))
        pp_script_run_script(&run->script, &for_script, &start, &verdict);
    flush(&output);
    pp_strbuf_release(&output.held);
    pp_strbuf_release(&text);
    tell_mistakes(run);
    if (run->script.print_failed)
        return PP_EXIT_INTERNAL;
    return verdict ? pp_run_exit(run) : PP_EXIT_FINDINGS;
}

int pp_command_run(const struct pp_options *options)
{
    struct pp_run run;
    struct pp_run_host host;
    pp_run_init(&run, options);
    pp_run_host_init(&host, &run);
    int code = run_script(&run, &host);
    pp_run_host_release(&host);
    pp_run_release(&run);
    return code;
}
