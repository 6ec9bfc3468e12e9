/* words: numbers, counts, clean text, wrapping and spans for reports. */
#include "report/words.h"

#include <stdlib.h>
#include <string.h>

static const char *const paint_codes[PP_PAINTS] = {
    [PP_PAINT_PLAIN] = "",          [PP_PAINT_BOLD] = "\033[1m",  [PP_PAINT_RED] = "\033[1;31m",
    [PP_PAINT_YELLOW] = "\033[33m", [PP_PAINT_CYAN] = "\033[36m", [PP_PAINT_GREEN] = "\033[32m",
    [PP_PAINT_BLUE] = "\033[34m",
};

void pp_add_number(struct pp_strbuf *buf, size_t number)
{
    if (number >= 1000) {
        pp_add_number(buf, number / 1000);
        pp_strbuf_printf(buf, ",%03zu", number % 1000);
    } else {
        pp_strbuf_printf(buf, "%zu", number);
    }
}

void pp_add_count(struct pp_strbuf *buf, size_t count, const char *noun)
{
    pp_add_number(buf, count);
    pp_strbuf_printf(buf, " %s%s", noun, count == 1 ? "" : "s");
}

static bool is_tail(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Bytes of the well-formed UTF-8 character at `text` (RFC 3629, section 4), or 0. */
static size_t character_size(const unsigned char *text)
{
    unsigned char lead = text[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4 || !is_tail(text[1]))
        return 0;
    if (lead < 0xE0)
        return 2;
    if (lead == 0xE0 && text[1] < 0xA0)
        return 0; /* overlong */
    if (lead == 0xED && text[1] > 0x9F)
        return 0; /* a surrogate */
    if (!is_tail(text[2]))
        return 0;
    if (lead < 0xF0)
        return 3;
    if ((lead == 0xF0 && text[1] < 0x90) || (lead == 0xF4 && text[1] > 0x8F))
        return 0;
    return is_tail(text[3]) ? 4 : 0;
}

/* Whether the character moves a terminal's cursor or worse: C0, DEL, C1, ends of lines
 * (U+2028-9), and the marks that turn the direction of text (U+061C, U+200E-F, U+202A-E,
 * U+2066-9) or cannot be seen (U+FEFF). */
static bool is_control(const unsigned char *text, size_t size)
{
    if (size == 1)
        return text[0] < 0x20 || text[0] == 0x7F;
    if (size == 2)
        return (text[0] == 0xC2 && text[1] < 0xA0) || (text[0] == 0xD8 && text[1] == 0x9C);
    if (size == 3 && text[0] == 0xE2)
        return (text[1] == 0x80 &&
                ((text[2] >= 0x8E && text[2] <= 0x8F) || (text[2] >= 0xA8 && text[2] <= 0xAE))) ||
               (text[1] == 0x81 && text[2] >= 0xA6 && text[2] <= 0xA9);
    return size == 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF;
}

static void add_checked(struct pp_strbuf *buf, const char *text, size_t length, bool escape)
{
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + length;
    while (at < end) {
        size_t size = character_size(at);
        if (size == 0) {
            pp_strbuf_add(buf, "\xEF\xBF\xBD");
            at++;
            continue;
        }
        if (escape && is_control(at, size)) {
            for (size_t i = 0; i < size; i++)
                pp_strbuf_printf(buf, "\\x%02x", at[i]);
        } else {
            pp_strbuf_add_bytes(buf, at, size);
        }
        at += size;
    }
}

void pp_add_clean(struct pp_strbuf *buf, const char *text)
{
    add_checked(buf, text, strlen(text), true);
}

void pp_add_utf8(struct pp_strbuf *buf, const char *text)
{
    add_checked(buf, text, strlen(text), false);
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
        add_checked(buf, text, length, true);
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
        columns += is_tail((unsigned char)*text) ? 0 : 1;
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
        add_checked(&word, text, length, true);
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
    for (const char *at = clean.text; *at; at++) {
        if (*at == '"')
            pp_strbuf_add_char(buf, '"');
        pp_strbuf_add_char(buf, *at);
    }
    if (quote)
        pp_strbuf_add_char(buf, '"');
    pp_strbuf_release(&clean);
}
