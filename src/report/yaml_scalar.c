/* yaml_scalar: plain where every reader of YAML takes it for a string, else in double quotes. */
#include "report/yaml_scalar.h"

#include "base/text.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* Words that other readers of YAML take for no strings. */
static bool is_word_of_yaml(const char *text)
{
    static const char *const words[] = {"true", "false", "null", "yes", "no",
                                        "on",   "off",   "y",    "n"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pp_casecmp(text, words[i]) == 0)
            return true;
    return false;
}

/* Whether the text can stand without quotes. */
static bool is_plain(const char *text)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_-.";
    return strspn(text, allowed) == strlen(text) && strspn(text, "0123456789_-.") == 0 &&
           !is_word_of_yaml(text);
}

/* Control characters and marks as escapes: some of them end a line for YAML. What is no UTF-8
 * becomes U+FFFD. */
static void add_quoted(struct pp_strbuf *buf, const char *text)
{
    size_t length = strlen(text);
    pp_strbuf_add_char(buf, '"');
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t value = 0xfffd;
        size = pp_utf8_decode(text + at, length - at, &value);
        if (size == 0 || !pp_utf8_is_printable(value) || pp_utf8_is_mark(value) ||
            value == 0xfffe || value == 0xffff)
            pp_strbuf_printf(buf, "\\u%04lx", (unsigned long)value);
        else if (value == '"' || value == '\\')
            pp_strbuf_printf(buf, "\\%c", (char)value);
        else
            pp_strbuf_add_bytes(buf, text + at, size);
        size = size > 0 ? size : 1;
    }
    pp_strbuf_add_char(buf, '"');
}

void pp_add_yaml_scalar(struct pp_strbuf *buf, const char *text)
{
    if (is_plain(text))
        pp_strbuf_add(buf, text);
    else
        add_quoted(buf, text);
}
