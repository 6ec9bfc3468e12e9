/* output: a report to where --format and --output send it. Stands on run.h, streams.h. */
#ifndef PP_CLI_OUTPUT_H
#define PP_CLI_OUTPUT_H

#include "cli/run.h"

/* Whether the run has read the file `path`: plans, what they include, catalogues, services files.
 * NULL is none. */
bool pp_run_has_read(const struct pp_run *run, const char *path);

/* Writes the report to standard output in the format of --format; with --output to that file,
 * without colours, and the first of the command's formats, which is text, to standard output.
 * False, with a message, when something cannot be written. */
bool pp_output_report(const struct pp_options *options, const struct pp_report *report);

#endif
