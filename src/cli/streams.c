/* streams: writing to standard output, standard error and files. */
#include "cli/streams.h"

#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define COLUMNS_DEFAULT 100u
#define COLUMNS_LEAST 40u

static unsigned columns_of(int fd)
{
    struct winsize size;
    const char *text = getenv("COLUMNS");
    uint32_t columns = 0;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        columns = size.ws_col;
    else if (!text || !pp_parse_uint(text, strlen(text), 10000, &columns) || columns == 0)
        columns = COLUMNS_DEFAULT;
    return columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns;
}

static bool wants_color(int fd, enum pp_when color)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (color != PP_AUTO)
        return color == PP_ALWAYS;
    if (no_color && no_color[0] != '\0')
        return false;
    return isatty(fd) && !(term && strcmp(term, "dumb") == 0);
}

struct pp_style pp_style_of(int fd, enum pp_when color)
{
    return (struct pp_style){.color = wants_color(fd, color), .width = columns_of(fd)};
}

/* 0, or the error. */
static int write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);
        if (put < 0 && errno != EINTR)
            return errno;
        if (put > 0) {
            bytes += put;
            size -= (size_t)put;
        }
    }
    return 0;
}

/* Closing a copy of the descriptor brings out what a network file system put off. */
static int flush(int fd)
{
    int copy = dup(fd);
    return copy < 0 || close(copy) != 0 ? errno : 0;
}

bool pp_write_output(const struct pp_strbuf *buf)
{
    int error = write_all(STDOUT_FILENO, buf->text, buf->length);
    if (error == 0 && buf->length > 0)
        error = flush(STDOUT_FILENO);
    if (error != 0)
        pp_say("standard output cannot be written: %s", pp_file_reason(error));
    return error == 0;
}

bool pp_write_file(const char *path, const struct pp_strbuf *buf)
{
    const char *why = pp_file_write(path, buf->text, buf->length);
    if (why)
        pp_say("'%s' cannot be written: %s", path, why);
    return !why;
}

void pp_write_error(const struct pp_strbuf *buf)
{
    write_all(STDERR_FILENO, buf->text, buf->length);
}

void pp_say(const char *format, ...)
{
    struct pp_strbuf raw, clean;
    va_list args;
    pp_strbuf_init(&raw);
    pp_strbuf_init(&clean);
    va_start(args, format);
    pp_strbuf_vprintf(&raw, format, args);
    va_end(args);
    pp_strbuf_add(&clean, "portplan: ");
    pp_add_lines(&clean, raw.text, 0);
    pp_strbuf_add_char(&clean, '\n');
    pp_write_error(&clean);
    pp_strbuf_release(&raw);
    pp_strbuf_release(&clean);
}
