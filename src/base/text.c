/* text: comparing, matching, guessing and listing words, in ASCII; days of the calendar. */
#include "base/text.h"

#include "base/mem.h"
#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>

char pp_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool pp_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

int pp_casecmp(const char *a, const char *b)
{
    while (*a && pp_lower(*a) == pp_lower(*b)) {
        a++;
        b++;
    }
    return (unsigned char)pp_lower(*a) - (unsigned char)pp_lower(*b);
}

bool pp_glob_match(const char *pattern, const char *text)
{
    const char *star = NULL, *resume = NULL; /* where to go back to */
    while (*text) {
        if (*pattern == '*') {
            star = pattern++;
            resume = text;
        } else if (*pattern == '?' || pp_lower(*pattern) == pp_lower(*text)) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star + 1;
            text = ++resume;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

bool pp_parse_uint(const char *text, size_t length, uint32_t max, uint32_t *value)
{
    uint64_t result = 0;
    if (length == 0)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!pp_is_digit(text[i]))
            return false;
        result = result * 10 + (uint64_t)(text[i] - '0');
        if (result > max)
            return false;
    }
    *value = (uint32_t)result;
    return true;
}

bool pp_is_date(const char *text)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    uint32_t year, month, day;
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    if (!pp_parse_uint(text, 4, 9999, &year) || !pp_parse_uint(text + 5, 2, 12, &month) ||
        !pp_parse_uint(text + 8, 2, 31, &day) || year == 0 || month == 0 || day == 0)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] || (month == 2 && day == 29 && leap);
}

int32_t pp_date_day(const char *date)
{
    uint32_t year = 1, month = 1, day = 1;
    pp_parse_uint(date, 4, 9999, &year);
    pp_parse_uint(date + 5, 2, 12, &month);
    pp_parse_uint(date + 8, 2, 31, &day);
    /* years from March on: the leap day is the last */
    uint32_t from_march = (month + 9) % 12, years = month < 3 ? year - 1 : year;
    uint32_t days = 365 * years + years / 4 - years / 100 + years / 400;
    return (int32_t)(days + (153 * from_march + 2) / 5 + day) - 307;
}

/* Sets four, or two, digits. */
static void set_digits(char *text, size_t count, int32_t value)
{
    for (; count > 0; value /= 10)
        text[--count] = (char)('0' + value % 10);
}

const char *pp_date_format(int32_t number, char date[PP_DATE_TEXT])
{
    memcpy(date, "0001-01-01", PP_DATE_TEXT);
    if (number >= pp_date_day("9999-12-31"))
        return memcpy(date, "9999-12-31", PP_DATE_TEXT);
    int32_t year = number / 366 + 1, month = 12; /* the year, or one before it */
    for (set_digits(date, 4, year + 1); pp_date_day(date) <= number; set_digits(date, 4, year + 1))
        year++;
    set_digits(date, 4, year);
    for (set_digits(date + 5, 2, month); pp_date_day(date) > number; set_digits(date + 5, 2, month))
        month--;
    set_digits(date + 8, 2, number - pp_date_day(date) + 1);
    return date;
}

const char *pp_names_join(struct pp_arena *arena, const char *const *names, size_t count,
                          const char *last)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            pp_strbuf_add(&buf, i + 1 == count ? last : ", ");
        pp_strbuf_add(&buf, names[i]);
    }
    const char *text = pp_arena_strndup(arena, buf.text, buf.length);
    pp_strbuf_release(&buf);
    return text;
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Optimal string alignment distance, without case. Rows: two back, one back, now. */
static size_t distance(const char *a, const char *b)
{
    size_t m = strlen(a), n = strlen(b), width = n + 1;
    size_t *rows = pp_calloc(3 * width, sizeof *rows);
    size_t *before = rows, *last = rows + width, *now = rows + 2 * width;
    for (size_t j = 0; j <= n; j++)
        last[j] = j;
    for (size_t i = 1; i <= m; i++) {
        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t differs = pp_lower(a[i - 1]) != pp_lower(b[j - 1]);
            now[j] = smallest(last[j] + 1, now[j - 1] + 1, last[j - 1] + differs);
            if (i > 1 && j > 1 && pp_lower(a[i - 1]) == pp_lower(b[j - 2]) &&
                pp_lower(a[i - 2]) == pp_lower(b[j - 1]) && before[j - 2] + 1 < now[j])
                now[j] = before[j - 2] + 1;
        }
        size_t *oldest = before;
        before = last;
        last = now;
        now = oldest;
    }
    size_t result = last[n];
    free(rows);
    return result;
}

static bool contains(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (; *text; text++) {
        size_t i = 0;
        while (i < length && pp_lower(text[i]) == pp_lower(word[i]))
            i++;
        if (i == length)
            return true;
    }
    return false;
}

/* The first of the names that has the word in it. */
static const char *first_with(const char *word, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count && strlen(word) >= 4; i++) {
        if (contains(names[i], word))
            return names[i];
    }
    return NULL;
}

const char *pp_nearest(const char *word, const char *const *names, size_t count)
{
    size_t length = strlen(word);
    const char *best = NULL;
    size_t best_distance = length > 200 ? 0 : 1 + length / 3; /* further away is no help */
    if (best_distance > 4)
        best_distance = 4;
    for (size_t i = 0; i < count && best_distance > 0; i++) {
        size_t other = strlen(names[i]);
        if (other > 200 || (other > length ? other - length : length - other) > best_distance)
            continue;
        size_t d = distance(word, names[i]);
        if (d < best_distance || (d == best_distance && !best)) {
            best = names[i];
            best_distance = d;
        }
    }
    return best ? best : first_with(word, names, count);
}
