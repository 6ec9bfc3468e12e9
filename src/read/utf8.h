/* utf8: places in UTF-8 text, and whether a file is text at all. Stands on base/diag.h,
 * base/utf8.h (characters). */
#ifndef PP_READ_UTF8_H
#define PP_READ_UTF8_H

#include "base/diag.h"
#include "base/utf8.h"

/* The place of `at`, which lies in text[0..): line and column by counting. Lines end in
 * LF, CR or both; a column beyond 65535 stays there. */
struct pp_loc pp_utf8_place(const char *text, const char *at, uint16_t source);

/* Whether the file is text that we can read: no UTF-16, no NUL. Otherwise a mistake with
 * its place is added. Steps over a byte order mark: *text and *length change. */
bool pp_utf8_open(const char **text, size_t *length, uint16_t source, struct pp_diags *diags);

#endif
