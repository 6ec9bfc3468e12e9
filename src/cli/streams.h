/* streams: where text goes. Stands on base/strbuf.h, report/words.h, POSIX. */
#ifndef PP_CLI_STREAMS_H
#define PP_CLI_STREAMS_H

#include "cli/options.h"

enum pp_exit { PP_EXIT_GOOD, PP_EXIT_FINDINGS, PP_EXIT_REJECTED, PP_EXIT_USAGE, PP_EXIT_INTERNAL };

/* Colours and columns for text that goes to `fd`: colours by --color, on a terminal by
 * default and without NO_COLOR; the columns of the terminal, or COLUMNS, or 100. */
struct pp_style pp_style_of(int fd, enum pp_when color);

/* Writes all of `buf` to standard output. False, with a message on standard error, when that
 * cannot be done: a closed pipe, a full disk. */
bool pp_write_output(const struct pp_strbuf *buf);

/* Writes `buf` to a file; false, with a message, when that cannot be done. */
bool pp_write_file(const char *path, const struct pp_strbuf *buf);

/* Writes to standard error, as far as that can be done. */
void pp_write_error(const struct pp_strbuf *buf);

/* "portplan: MESSAGE" on standard error. */
void pp_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
