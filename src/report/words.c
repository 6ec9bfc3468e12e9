/* words: counts, clean text, wrapping and spans for reports. */
#include "report/words.h"

#include "base/utf8.h"
#include "model/catalog.h"

#include <stdlib.h>
#include <string.h>

static const char *const paint_codes[PP_PAINTS] = {
    [PP_PAINT_PLAIN] = "",          [PP_PAINT_BOLD] = "\033[1m",  [PP_PAINT_RED] = "\033[1;31m",
    [PP_PAINT_YELLOW] = "\033[33m", [PP_PAINT_CYAN] = "\033[36m", [PP_PAINT_GREEN] = "\033[32m",
    [PP_PAINT_BLUE] = "\033[34m",
};

const char *const pp_tri_words[] = {[PP_UNSET] = "", [PP_NO] = "no", [PP_YES] = "yes"};

void pp_add_count(struct pp_strbuf *buf, size_t count, const char *noun)
{
    pp_strbuf_add_grouped(buf, count);
    pp_strbuf_printf(buf, " %s%s", noun, count == 1 ? "" : "s");
}

/* Control characters and marks move a terminal's cursor or worse. */
static void add_checked(struct pp_strbuf *buf, const char *text, size_t length)
{
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t value = 0;
        size = pp_utf8_decode(text + at, length - at, &value);
        if (size == 0) {
            pp_strbuf_add(buf, "\xEF\xBF\xBD");
            size = 1;
        } else if (!pp_utf8_is_printable(value) || pp_utf8_is_mark(value)) {
            for (size_t i = 0; i < size; i++)
                pp_strbuf_printf(buf, "\\x%02x", (unsigned char)text[at + i]);
        } else {
            pp_strbuf_add_bytes(buf, text + at, size);
        }
    }
}

void pp_add_clean(struct pp_strbuf *buf, const char *text)
{
    add_checked(buf, text, strlen(text));
}

void pp_add_utf8(struct pp_strbuf *buf, const char *text)
{
    pp_strbuf_add_utf8(buf, text);
}

void pp_add_painted(struct pp_strbuf *buf, bool color, enum pp_paint paint, const char *text)
{
    bool painted = color && paint != PP_PAINT_PLAIN;
    if (painted)
        pp_strbuf_add(buf, paint_codes[paint]);
    pp_add_clean(buf, text);
    if (painted)
        pp_strbuf_add(buf, "\033[0m");
}

void pp_add_lines(struct pp_strbuf *buf, const char *text, size_t hang)
{
    for (;;) {
        size_t length = strcspn(text, "\t\n");
        add_checked(buf, text, length);
        text += length;
        if (text[0] == '\0' || (text[0] == '\n' && text[1] == '\0'))
            return;
        pp_strbuf_add_char(buf, text[0]);
        if (text[0] == '\n' && text[1] != '\n')
            pp_strbuf_fill(buf, ' ', hang);
        text++;
    }
}

size_t pp_text_columns(const char *text)
{
    size_t columns = 0;
    for (; *text; text++)
        columns += pp_utf8_is_tail(*text) ? 0 : 1;
    return columns;
}

/* Skips the blanks at *text; true when a newline was among them. */
static bool skip_blanks(const char **text)
{
    size_t blanks = strspn(*text, " \t\r\n");
    bool newline = memchr(*text, '\n', blanks) != NULL;
    *text += blanks;
    return newline;
}

void pp_add_wrapped(struct pp_strbuf *buf, const char *text, size_t column, size_t hang,
                    size_t width)
{
    struct pp_strbuf word;
    pp_strbuf_init(&word);
    skip_blanks(&text);
    bool at_start = true, newline = false;
    while (*text) {
        size_t length = strcspn(text, " \t\r\n");
        pp_strbuf_clear(&word);
        add_checked(&word, text, length);
        text += length;
        size_t columns = pp_text_columns(word.text);
        if (!at_start && (newline || column + 1 + columns > width)) {
            pp_strbuf_add_char(buf, '\n');
            pp_strbuf_fill(buf, ' ', hang);
            column = hang;
        } else if (!at_start) {
            pp_strbuf_add_char(buf, ' ');
            column++;
        }
        pp_strbuf_add_bytes(buf, word.text, word.length);
        column += columns;
        at_start = false;
        newline = skip_blanks(&text);
    }
    pp_strbuf_release(&word);
}

static int compare_spans(const void *left, const void *right)
{
    const struct pp_span *a = left, *b = right;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return a->last < b->last ? -1 : a->last > b->last;
}

size_t pp_spans_merge(struct pp_span *spans, size_t count)
{
    if (count == 0)
        return 0;
    qsort(spans, count, sizeof *spans, compare_spans);
    size_t kept = 0;
    for (size_t i = 1; i < count; i++) {
        if (spans[i].first <= spans[kept].last || spans[i].first - spans[kept].last == 1) {
            if (spans[i].last > spans[kept].last)
                spans[kept].last = spans[i].last;
        } else {
            spans[++kept] = spans[i];
        }
    }
    return kept + 1;
}

void pp_add_spans(struct pp_strbuf *buf, const struct pp_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pp_strbuf_printf(buf, "%s%lu", i ? ", " : "", (unsigned long)spans[i].first);
        if (spans[i].last != spans[i].first)
            pp_strbuf_printf(buf, "-%lu", (unsigned long)spans[i].last);
    }
}

void pp_add_csv_field(struct pp_strbuf *buf, const char *text)
{
    if (!text)
        return;
    struct pp_strbuf clean;
    pp_strbuf_init(&clean);
    pp_add_utf8(&clean, text);
    bool quote = clean.text[strcspn(clean.text, ",\"\r\n")] != '\0';
    if (quote)
        pp_strbuf_add_char(buf, '"');
    if (clean.text[0] && strchr("=+-@", clean.text[0]))
        pp_strbuf_add_char(buf, '\'');
    for (const char *at = clean.text; *at; at++) {
        if (*at == '"')
            pp_strbuf_add_char(buf, '"');
        pp_strbuf_add_char(buf, *at);
    }
    if (quote)
        pp_strbuf_add_char(buf, '"');
    pp_strbuf_release(&clean);
}
