/* words: the small pieces every report is made of. Stands on base/ and model/catalog.h.
 *
 * All of them add to a buffer and print nothing. Text that came from outside goes
 * through pp_add_clean(): what a plan is called must not drive a terminal. */
#ifndef PP_REPORT_WORDS_H
#define PP_REPORT_WORDS_H

#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How text is laid out. */
struct pp_style {
    bool color;     /* ANSI colours */
    unsigned width; /* columns of the terminal */
};

enum pp_paint {
    PP_PAINT_PLAIN,
    PP_PAINT_BOLD,
    PP_PAINT_RED,
    PP_PAINT_YELLOW,
    PP_PAINT_CYAN,
    PP_PAINT_GREEN,
    PP_PAINT_BLUE,
    PP_PAINTS
};

extern const char *const pp_tri_words[]; /* by enum pp_tri: "", "no", "yes" */

/* "1 host", "12,341 hosts": the noun takes an s. */
void pp_add_count(struct pp_strbuf *buf, size_t count, const char *noun);

/* Text for a terminal: control characters and marks (base/utf8.h) become \xNN, bytes that are
 * no UTF-8 U+FFFD. */
void pp_add_clean(struct pp_strbuf *buf, const char *text);

/* Text for a data format: only bytes that are no UTF-8 are replaced. */
void pp_add_utf8(struct pp_strbuf *buf, const char *text);

/* `text`, cleaned, in a colour when `color`. */
void pp_add_painted(struct pp_strbuf *buf, bool color, enum pp_paint paint, const char *text);

/* Adds cleaned `text` that may have lines and tabs: further lines start with `hang` blanks.
 * A newline at its end is left out. */
void pp_add_lines(struct pp_strbuf *buf, const char *text, size_t hang);

/* Columns that `text` takes on a terminal: its characters, not its bytes. */
size_t pp_text_columns(const char *text);

/* Adds `text` at column `column`, broken between words so that no line passes `width`;
 * further lines start with `hang` blanks. A word is never cut. No newline at the end. */
void pp_add_wrapped(struct pp_strbuf *buf, const char *text, size_t column, size_t hang,
                    size_t width);

/* A run of numbers: ports or instances. */
struct pp_span {
    uint32_t first, last;
};

/* Sorts and merges spans that touch; returns how many are left. */
size_t pp_spans_merge(struct pp_span *spans, size_t count);

/* "5421-5436, 5440". */
void pp_add_spans(struct pp_strbuf *buf, const struct pp_span *spans, size_t count);

/* A CSV field as RFC 4180 quotes it: only when it must be. NULL is an empty field. A text that a
 * spreadsheet would take for a formula (=, +, - or @ comes first) gets an apostrophe in front. */
void pp_add_csv_field(struct pp_strbuf *buf, const char *text);

#endif
