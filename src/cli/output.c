/* output: to standard output, or to a file and standard output. */
#include "cli/output.h"

#include "base/file.h"
#include "cli/streams.h"

bool pp_run_has_read(const struct pp_run *run, const char *path)
{
    for (uint16_t i = 1; path && i < run->sources.count; i++)
        if (pp_file_same(path, pp_sources_name(&run->sources, i)))
            return true;
    return false;
}

static bool write_to(const char *file, const struct pp_report_format *format,
                     const struct pp_report *report)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    format->write(report, &buf);
    bool good = file ? pp_write_file(file, &buf) : pp_write_output(&buf);
    pp_strbuf_release(&buf);
    return good;
}

bool pp_output_report(const struct pp_options *options, const struct pp_report *report)
{
    if (!options->output)
        return write_to(NULL, options->format, report);
    struct pp_report plain = *report;
    plain.style.color = options->color == PP_ALWAYS;
    bool good = write_to(options->output, options->format, &plain);
    return write_to(NULL, options->command->formats, report) && good;
}
