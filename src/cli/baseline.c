/* baseline: the files of baselines around a check. */
#include "cli/baseline.h"

#include "base/file.h"
#include "check/baseline.h"
#include "cli/streams.h"
#include "read/decode_baseline.h"
#include "report/baseline.h"

#include <errno.h>
#include <string.h>

/* --- before the run --------------------------------------------------------- */

static bool is_one_file(const char *a, const char *b)
{
    return strcmp(a, b) == 0 || pp_file_same(a, b);
}

/* Whether the baseline that is read is written anew. */
static bool is_renewed(const struct pp_options *options)
{
    return options->baseline && options->write_baseline &&
           is_one_file(options->baseline, options->write_baseline);
}

bool pp_baseline_options_fit(const struct pp_options *options)
{
    if (options->prune_baseline && !options->baseline)
        pp_say("--prune-baseline needs --baseline FILE, whose entries it removes");
    else if (options->prune_baseline && options->write_baseline)
        pp_say("--prune-baseline and --write-baseline do not go together: what is written anew has "
               "nothing to remove");
    else if (options->output && options->write_baseline &&
             is_one_file(options->output, options->write_baseline))
        pp_say("--output and --write-baseline name one file, '%s'; name two", options->output);
    else
        return true;
    return false;
}

bool pp_run_baseline_read(struct pp_run *run, struct pp_baseline *baseline)
{
    const char *path = run->options->baseline;
    if (!path)
        return true;
    uint16_t source = pp_sources_add(&run->sources, path);
    size_t mistakes = run->diags.count;
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    const char *why = pp_file_read(path, &text);
    if (why)
        pp_diags_add(&run->diags, pp_loc_at(source, 0, 0), "the baseline cannot be read: %s%s", why,
                     strcmp(why, pp_file_reason(ENOENT)) == 0 ? "; --write-baseline makes one"
                                                              : "");
    else
        pp_baseline_read(text.text, text.length, source, &run->arena, &run->diags, baseline);
    pp_strbuf_release(&text);
    pp_diags_sort(&run->diags);
    return run->diags.count == mistakes;
}

/* --- what must stay as it is ------------------------------------------------ */

/* Whether a line of the text begins with the field that every baseline has. */
static bool is_baseline(const char *text)
{
    static const char field[] = "baseline:";
    for (const char *line = text; line; line = line ? line + 1 : NULL) {
        if (strncmp(line, field, sizeof field - 1) == 0)
            return true;
        line = strchr(line, '\n');
    }
    return false;
}

/* A forgotten FILE makes the next word one: `--write-baseline site.lua other.lua`. */
static bool is_something_else(const char *path)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    bool something = pp_file_exists(path) && !pp_file_read(path, &text) && text.length > 0 &&
                     !is_baseline(text.text);
    pp_strbuf_release(&text);
    return something;
}

bool pp_baseline_overwrites(const struct pp_run *run)
{
    const char *path = run->options->write_baseline;
    bool renewed = is_renewed(run->options);
    for (uint16_t i = 1; path && !renewed && i < run->sources.count; i++) {
        if (pp_file_same(path, pp_sources_name(&run->sources, i))) {
            pp_say("--write-baseline '%s' would overwrite what is checked", path);
            return true;
        }
    }
    if (path && is_something_else(path)) {
        pp_say("--write-baseline '%s' would overwrite a file that is no baseline", path);
        return true;
    }
    return false;
}

/* --- after the check -------------------------------------------------------- */

static bool write_baseline(const char *path, const struct pp_baseline *baseline)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_report_baseline(baseline, &text);
    bool good = pp_write_file(path, &text);
    pp_strbuf_release(&text);
    return good;
}

/* "recorded 12 findings in 'baseline.yaml'"; --quiet keeps good news back. */
static void tell(const struct pp_run *run, const char *did, size_t count, const char *where,
                 const char *path)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    if (count > 0)
        pp_add_count(&text, count, "finding");
    else
        pp_strbuf_add(&text, "no finding");
    if (!run->options->quiet)
        pp_say("%s %s %s '%s'", did, text.text, where, path);
    pp_strbuf_release(&text);
}

static bool record(struct pp_run *run, struct pp_baseline *recorded)
{
    const char *path = run->options->write_baseline;
    pp_baseline_record(&run->check, recorded);
    bool good = write_baseline(path, recorded);
    if (good)
        tell(run, "recorded", pp_baseline_total(recorded), "in", path);
    return good;
}

/* A file of which nothing goes is not touched. */
static bool prune(struct pp_run *run, struct pp_baseline *baseline)
{
    const char *path = run->options->baseline;
    size_t gone = pp_baseline_prune(baseline);
    bool good = gone == 0 || write_baseline(path, baseline);
    if (good)
        tell(run, "removed", gone, "from", path);
    return good;
}

bool pp_run_baseline_use(struct pp_run *run, struct pp_baseline *baseline)
{
    const struct pp_options *options = run->options;
    struct pp_baseline recorded = {0};
    if (run->diags.count > 0) { /* a policy failed: what it would find is not known */
        if (options->baseline)
            pp_baseline_apply(&run->check, baseline);
        return true;
    }
    bool good = !options->write_baseline || record(run, &recorded);
    if (options->baseline || (options->write_baseline && good))
        pp_baseline_apply(&run->check, options->baseline ? baseline : &recorded);
    if (options->prune_baseline)
        return prune(run, baseline);
    if (options->baseline && !is_renewed(options))
        pp_baseline_report_unused(&run->check, baseline);
    return good;
}
