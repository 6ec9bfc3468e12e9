/* text: small questions about C strings that need no locale. Stands on arena.h. */
#ifndef PP_BASE_TEXT_H
#define PP_BASE_TEXT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ASCII only: the plan language's names, host names and URL hosts compare so. */
char pp_lower(char c);
int pp_casecmp(const char *a, const char *b);
bool pp_is_digit(char c);

/* Whether `text` matches `pattern`, in which `*` stands for any run and `?` for
 * one character; without case. */
bool pp_glob_match(const char *pattern, const char *text);

/* Parses an all-digits text into *value, at most `max`; false, untouched, otherwise. */
bool pp_parse_uint(const char *text, size_t length, uint32_t max, uint32_t *value);

/* "a, b, c", or "a, b or c" when `last` is " or ". In the arena. */
const char *pp_names_join(struct pp_arena *arena, const char *const *names, size_t count,
                          const char *last);

/* Whether the text is a day of the calendar, YYYY-MM-DD, from 0001-01-01 on. */
bool pp_is_date(const char *text);

/* The number of such a day, counted from 0001-01-01: for the days between two. */
int32_t pp_date_day(const char *date);

/* Writes the day of that number, 9999-12-31 for all that are later; returns `date`. */
#define PP_DATE_TEXT 11
const char *pp_date_format(int32_t number, char date[PP_DATE_TEXT]);

/* The member of names[0..count) that a typist most likely meant by `word` (edit distance with
 * transpositions, without case), else the first that has the word in it; NULL when none is near. */
const char *pp_nearest(const char *word, const char *const *names, size_t count);

#endif
