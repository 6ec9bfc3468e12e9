/* utf8: UTF-8 text, its characters, and whether a file is text at all. Stands on base/diag. */
#ifndef PP_READ_UTF8_H
#define PP_READ_UTF8_H

#include "base/diag.h"

/* The bytes of the character that starts at `text` and its code point in *value; 0, with
 * *value untouched, when they are not well-formed UTF-8 (or length is 0). */
size_t pp_utf8_decode(const char *text, size_t length, uint32_t *value);

/* Whether `value` is no control character. */
bool pp_utf8_is_printable(uint32_t value);

/* How many of the bytes to show in a message, for %.*s: at most 60 characters, up to the
 * first that is a control character or not well-formed. */
int pp_utf8_shown(const char *text, size_t length);

/* The place of `at`, which lies in text[0..): line and column by counting. Lines end in
 * LF, CR or both; a column beyond 65535 stays there. */
struct pp_loc pp_utf8_place(const char *text, const char *at, uint16_t source);

/* Whether the file is text that we can read: no UTF-16, no NUL. Otherwise a mistake with
 * its place is added. Steps over a byte order mark: *text and *length change. */
bool pp_utf8_open(const char **text, size_t *length, uint16_t source, struct pp_diags *diags);

#endif
