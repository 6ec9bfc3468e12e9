/* utf8: taking bytes for characters. */
#include "base/utf8.h"

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

size_t pp_utf8_plain(const char *text, size_t length)
{
    size_t i = 0;
    while (i < length && text[i] >= 0x20 && text[i] < 0x7F)
        i++;
    return i;
}

bool pp_utf8_is_tail(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

bool pp_utf8_is_printable(uint32_t value)
{
    return value >= 0x20 && (value < 0x7F || value >= 0xA0);
}

bool pp_utf8_is_mark(uint32_t value)
{
    return value == 0x061C || (value >= 0x200E && value <= 0x200F) ||
           (value >= 0x2028 && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069) ||
           value == 0xFEFF;
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
