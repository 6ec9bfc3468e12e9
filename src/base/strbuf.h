/* strbuf: a growing byte string. Stands on mem.h, utf8.h.
 * `text` is always NUL-terminated, also when empty. */
#ifndef PP_BASE_STRBUF_H
#define PP_BASE_STRBUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct pp_strbuf {
    char *text;
    size_t length, capacity;
};

void pp_strbuf_init(struct pp_strbuf *buf);
void pp_strbuf_release(struct pp_strbuf *buf);
void pp_strbuf_clear(struct pp_strbuf *buf);

void pp_strbuf_add(struct pp_strbuf *buf, const char *text);
void pp_strbuf_add_bytes(struct pp_strbuf *buf, const void *bytes, size_t length);
void pp_strbuf_add_char(struct pp_strbuf *buf, char c);
void pp_strbuf_fill(struct pp_strbuf *buf, char c, size_t count);
void pp_strbuf_add_grouped(struct pp_strbuf *buf, uint64_t number); /* "12,341" */

/* Adds `text`; bytes that are no UTF-8 become U+FFFD. */
void pp_strbuf_add_utf8(struct pp_strbuf *buf, const char *text);

void pp_strbuf_printf(struct pp_strbuf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void pp_strbuf_vprintf(struct pp_strbuf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

#endif
