/* cmd_test: `portplan test`. */
#include "base/file.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/streams.h"
#include "cli/test_files.h"
#include "cli/test_run.h"
#include "script/coverage.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct session {
    const struct pp_options *options;
    struct pp_run run; /* begun anew by every test */
    struct pp_test_files files;
    struct pp_tests tests;
    struct pp_coverage coverage;
    struct pp_test_results results;
    bool limit_hit;
};

/* Finds and reads every test file; false when something is wrong. */
static bool load(struct session *session)
{
    const struct pp_texts *paths = &session->options->arguments;
    struct pp_run *run = &session->run;
    pp_test_files_find(&session->files, paths->items, paths->count, &run->arena, &run->diags);
    for (size_t i = 0; i < session->files.count; i++)
        pp_tests_load(&session->tests, session->files.items[i], &run->script);
    session->results.file_count = session->files.count;
    return run->diags.count == 0;
}

static void run_all(struct session *session)
{
    size_t count = session->tests.count;
    struct pp_coverage *coverage = session->options->coverage ? &session->coverage : NULL;
    struct pp_test_result *results = pp_arena_array(&session->run.arena, count, sizeof *results);
    for (size_t i = 0; i < count; i++) {
        bool good = pp_test_run(&session->run, &session->tests.items[i], coverage, &results[i]);
        session->limit_hit = session->limit_hit || !good;
    }
    session->results.items = results;
    session->results.count = count;
}

/* --- coverage ---------------------------------------------------------------- */

static struct pp_test_coverage measure(const struct pp_coverage_file *file, struct pp_arena *arena)
{
    struct pp_test_coverage coverage = {.file = file->name, .code = pp_coverage_code(file)};
    struct pp_span *spans = pp_arena_array(arena, coverage.code, sizeof *spans);
    for (uint32_t line = 0; (line = pp_coverage_missed(file, line)) > 0;)
        spans[coverage.missed++] = (struct pp_span){line, line};
    coverage.span_count = pp_spans_merge(spans, coverage.missed);
    coverage.spans = spans;
    return coverage;
}

static bool was_run(const struct pp_coverage *coverage, const char *path)
{
    for (size_t i = 0; i < coverage->count; i++)
        if (strcmp(coverage->files[i]->name, path) == 0 ||
            pp_file_same(coverage->files[i]->name, path))
            return true;
    return false;
}

static bool is_policy(const char *path)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    bool found = !pp_file_read(path, &text) && pp_policies_is_policy(text.text, text.length);
    pp_strbuf_release(&text);
    return found;
}

/* What ran, and then the policies of the folders that no test has loaded. */
static void measure_all(struct session *session)
{
    const struct pp_coverage *coverage = &session->coverage;
    const struct pp_test_files *files = &session->files;
    struct pp_arena *arena = &session->run.arena;
    struct pp_test_coverage *all =
        pp_arena_array(arena, coverage->count + files->other_count, sizeof *all);
    size_t count = 0;
    for (size_t i = 0; i < coverage->count; i++)
        all[count++] = measure(coverage->files[i], arena);
    for (size_t i = 0; i < files->other_count; i++)
        if (!was_run(coverage, files->others[i]) && is_policy(files->others[i]))
            all[count++] = (struct pp_test_coverage){.file = files->others[i]};
    session->results.coverage = all;
    session->results.coverage_count = count;
}

/* --- the end ------------------------------------------------------------------ */

/* Whether --output names a file of the tests: tests, policies, catalogues, services files. */
static bool overwrites_input(const struct session *session)
{
    const char *output = session->options->output;
    bool same = false;
    for (uint16_t i = 1; output && i < session->run.sources.count; i++)
        same = same || pp_file_same(output, pp_sources_name(&session->run.sources, i));
    for (size_t i = 0; output && i < session->files.other_count; i++)
        same = same || pp_file_same(output, session->files.others[i]);
    if (same)
        pp_say("--output '%s' would overwrite what is tested", output);
    return same;
}

static struct pp_report report_of(const struct session *session)
{
    struct pp_report report = pp_run_report(&session->run, STDOUT_FILENO);
    report.tests = &session->results;
    return report;
}

static bool write_file(const struct session *session)
{
    struct pp_strbuf buf;
    struct pp_report report = report_of(session);
    report.style.color = session->options->color == PP_ALWAYS;
    pp_strbuf_init(&buf);
    session->options->format->write(&report, &buf);
    bool good = pp_write_file(session->options->output, &buf);
    pp_strbuf_release(&buf);
    return good;
}

/* The chosen format, or text beside --output. */
static bool write_output(const struct session *session)
{
    struct pp_strbuf buf;
    struct pp_report report = report_of(session);
    pp_strbuf_init(&buf);
    if (session->options->output)
        pp_report_tests_text(&report, &buf);
    else
        session->options->format->write(&report, &buf);
    bool good = pp_write_output(&buf);
    pp_strbuf_release(&buf);
    return good;
}

/* Whether --coverage has lines, or whole policies, that no test ran. */
static bool misses_lines(const struct pp_test_results *results)
{
    for (size_t i = 0; i < results->coverage_count; i++) {
        if (results->coverage[i].code == 0 || results->coverage[i].missed > 0)
            return true;
    }
    return false;
}

static int exit_of(const struct session *session)
{
    const struct pp_test_results *results = &session->results;
    if (session->limit_hit)
        return PP_EXIT_INTERNAL;
    if (pp_test_count(results, PP_TEST_BROKEN) > 0)
        return PP_EXIT_REJECTED;
    bool failed = pp_test_count(results, PP_TEST_FAILED) > 0 || misses_lines(results);
    return failed ? PP_EXIT_FINDINGS : PP_EXIT_GOOD;
}

/* Nothing ran: people read why on standard error, programs where they wait for results. */
static int reject(struct session *session)
{
    bool text = session->options->format == &pp_test_formats[0], good = true;
    int code = pp_run_reject(&session->run);
    session->results.rejected = true;
    if (code == PP_EXIT_USAGE || (session->options->output && overwrites_input(session)))
        return PP_EXIT_USAGE;
    if (!text && session->options->output)
        good = write_file(session);
    else if (!text)
        good = write_output(session);
    return good ? code : PP_EXIT_INTERNAL;
}

static int test(struct session *session)
{
    if (!load(session))
        return reject(session);
    if (overwrites_input(session))
        return PP_EXIT_USAGE;
    run_all(session);
    if (session->options->coverage)
        measure_all(session);
    bool good = !session->options->output || write_file(session);
    good = write_output(session) && good;
    return good ? exit_of(session) : PP_EXIT_INTERNAL;
}

int pp_command_test(const struct pp_options *options)
{
    struct session session = {.options = options};
    pp_run_init(&session.run, options);
    pp_coverage_init(&session.coverage, &session.run.arena);
    int code = test(&session);
    pp_coverage_release(&session.coverage);
    pp_tests_release(&session.tests);
    pp_test_files_release(&session.files);
    pp_run_release(&session.run);
    return code;
}
