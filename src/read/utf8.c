/* utf8: places in text, and refusing files that are no text. */
#include "read/utf8.h"

#include <string.h>

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
        if (!pp_utf8_is_tail(*p) && column < UINT16_MAX)
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
