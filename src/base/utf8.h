/* utf8: the characters of UTF-8 text. Stands on libc. */
#ifndef PP_BASE_UTF8_H
#define PP_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The bytes of the character that starts at `text` and its code point in *value; 0, with
 * *value untouched, when they are not well-formed UTF-8 (or length is 0). */
size_t pp_utf8_decode(const char *text, size_t length, uint32_t *value);

/* How many bytes from the first on are printable ASCII: most text is nothing else, and need not be
 * decoded. */
size_t pp_utf8_plain(const char *text, size_t length);

/* Whether `byte` goes on with a character that began before it. */
bool pp_utf8_is_tail(char byte);

/* Whether `value` is no control character: C0, DEL or C1. */
bool pp_utf8_is_printable(uint32_t value);

/* Whether `value` is one of the marks that end a line (U+2028-9), turn the direction of text
 * (U+061C, U+200E-F, U+202A-E, U+2066-9) or cannot be seen (U+FEFF). */
bool pp_utf8_is_mark(uint32_t value);

/* How many of the bytes to show in a message, for %.*s: at most 60 characters, up to the
 * first that is a control character or not well-formed. */
int pp_utf8_shown(const char *text, size_t length);

#endif
