/* strbuf: a growing byte string. */
#include "base/strbuf.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void pp_strbuf_init(struct pp_strbuf *buf)
{
    *buf = (struct pp_strbuf){0};
    buf->text = pp_grow(NULL, &buf->capacity, 16, 1);
    buf->text[0] = '\0';
}

void pp_strbuf_release(struct pp_strbuf *buf)
{
    free(buf->text);
    *buf = (struct pp_strbuf){0};
}

void pp_strbuf_clear(struct pp_strbuf *buf)
{
    buf->length = 0;
    buf->text[0] = '\0';
}

void pp_strbuf_add_bytes(struct pp_strbuf *buf, const void *bytes, size_t length)
{
    buf->text = pp_grow(buf->text, &buf->capacity, buf->length + length + 1, 1);
    if (length)
        memcpy(buf->text + buf->length, bytes, length);
    buf->length += length;
    buf->text[buf->length] = '\0';
}

void pp_strbuf_add(struct pp_strbuf *buf, const char *text)
{
    pp_strbuf_add_bytes(buf, text, strlen(text));
}

void pp_strbuf_add_char(struct pp_strbuf *buf, char c)
{
    pp_strbuf_add_bytes(buf, &c, 1);
}

void pp_strbuf_fill(struct pp_strbuf *buf, char c, size_t count)
{
    buf->text = pp_grow(buf->text, &buf->capacity, buf->length + count + 1, 1);
    memset(buf->text + buf->length, c, count);
    buf->length += count;
    buf->text[buf->length] = '\0';
}

void pp_strbuf_add_utf8(struct pp_strbuf *buf, const char *text)
{
    for (size_t length = strlen(text), size; length > 0; text += size, length -= size) {
        uint32_t value = 0;
        size = pp_utf8_decode(text, length, &value);
        if (size == 0) {
            pp_strbuf_add(buf, "\xEF\xBF\xBD");
            size = 1;
        } else {
            pp_strbuf_add_bytes(buf, text, size);
        }
    }
}

void pp_strbuf_add_grouped(struct pp_strbuf *buf, uint64_t number)
{
    if (number >= 1000) {
        pp_strbuf_add_grouped(buf, number / 1000);
        pp_strbuf_printf(buf, ",%03" PRIu64, number % 1000);
    } else {
        pp_strbuf_printf(buf, "%" PRIu64, number);
    }
}

void pp_strbuf_vprintf(struct pp_strbuf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) { /* beyond 2 GiB */
        pp_strbuf_add(buf, "(a text too long to show)");
        return;
    }
    buf->text = pp_grow(buf->text, &buf->capacity, buf->length + (size_t)length + 1, 1);
    vsnprintf(buf->text + buf->length, (size_t)length + 1, format, args);
    buf->length += (size_t)length;
}

void pp_strbuf_printf(struct pp_strbuf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    pp_strbuf_vprintf(buf, format, args);
    va_end(args);
}
