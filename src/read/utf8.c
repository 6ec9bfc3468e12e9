/* utf8: taking bytes for characters, and refusing files that are no text. */
#include "read/utf8.h"

#include <string.h>

#define SHOWN_MAX 60

/* Well-formed sequences by their first byte: The Unicode Standard, table 3-7. */
struct lead {
    unsigned char first, last; /* of the first byte */
    unsigned char low, high;   /* of the second */
    unsigned char follow;      /* bytes behind the first */
    unsigned char mask;        /* the bits of the first that count */
};

static const struct lead leads[] = {
    {0x00, 0x7F, 0x00, 0x00, 0, 0x7F}, {0xC2, 0xDF, 0x80, 0xBF, 1, 0x1F},
    {0xE0, 0xE0, 0xA0, 0xBF, 2, 0x0F}, {0xE1, 0xEC, 0x80, 0xBF, 2, 0x0F},
    {0xED, 0xED, 0x80, 0x9F, 2, 0x0F}, {0xEE, 0xEF, 0x80, 0xBF, 2, 0x0F},
    {0xF0, 0xF0, 0x90, 0xBF, 3, 0x07}, {0xF1, 0xF3, 0x80, 0xBF, 3, 0x07},
    {0xF4, 0xF4, 0x80, 0x8F, 3, 0x07},
};

static const struct lead *lead_of(unsigned char byte)
{
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (leads[i].first <= byte && byte <= leads[i].last)
            return &leads[i];
    }
    return NULL;
}

size_t pp_utf8_decode(const char *text, size_t length, uint32_t *value)
{
    const unsigned char *bytes = (const unsigned char *)text;
    if (length == 0)
        return 0;
    const struct lead *lead = lead_of(bytes[0]);
    if (!lead || lead->follow >= length)
        return 0;
    uint32_t code = bytes[0] & lead->mask;
    for (size_t i = 1; i <= lead->follow; i++) {
        unsigned char low = i == 1 ? lead->low : 0x80, high = i == 1 ? lead->high : 0xBF;
        if (bytes[i] < low || bytes[i] > high)
            return 0;
        code = code << 6 | (bytes[i] & 0x3Fu);
    }
    *value = code;
    return lead->follow + 1u;
}

bool pp_utf8_is_printable(uint32_t value)
{
    return value >= 0x20 && (value < 0x7F || value >= 0xA0);
}

int pp_utf8_shown(const char *text, size_t length)
{
    size_t at = 0;
    for (int count = 0; count < SHOWN_MAX; count++) {
        uint32_t value = 0;
        size_t size = pp_utf8_decode(text + at, length - at, &value);
        if (size == 0 || !pp_utf8_is_printable(value))
            break;
        at += size;
    }
    return (int)at;
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

struct pp_loc pp_utf8_place(const char *text, const char *at, uint16_t source)
{
    uint32_t line = 1;
    const char *start = text;
    for (const char *p = text; p < at; p++) {
        if (*p == '\n' || (*p == '\r' && (p + 1 == at || p[1] != '\n'))) {
            line++;
            start = p + 1;
        }
    }
    uint16_t column = 1;
    for (const char *p = start; p < at; p++) {
        if (!continues(*p) && column < UINT16_MAX)
            column++;
    }
    return pp_loc_at(source, line, column);
}

bool pp_utf8_open(const char **text, size_t *length, uint16_t source, struct pp_diags *diags)
{
    struct pp_loc start = pp_loc_at(source, 1, 1);
    if (*length >= 2 && (memcmp(*text, "\xFF\xFE", 2) == 0 || memcmp(*text, "\xFE\xFF", 2) == 0)) {
        pp_diags_add(diags, start, "the file is UTF-16 text, UTF-8 is needed: save it as UTF-8");
        return false;
    }
    if (*length >= 3 && memcmp(*text, "\xEF\xBB\xBF", 3) == 0) {
        *text += 3;
        *length -= 3;
    }
    const char *nul = *length ? memchr(*text, '\0', *length) : NULL;
    if (nul) {
        pp_diags_add(diags, pp_utf8_place(*text, nul, source),
                     "this is not text: there is a NUL byte in it");
        return false;
    }
    return true;
}
