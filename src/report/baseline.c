/* baseline: entries as YAML, one to a line, so that version control merges them. */
#include "report/baseline.h"

#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

static const char head[] = "# Findings that are accepted for now, written by portplan. `check "
                           "--baseline FILE` reports only\n"
                           "# others; it knows these by rule, host, ports and parties, not by "
                           "lines. `--prune-baseline` takes\n"
                           "# out what no longer occurs, `--write-baseline FILE` writes all anew; "
                           "own comments are lost then.\n";

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

static void add_scalar(struct pp_strbuf *buf, const char *text)
{
    if (is_plain(text))
        pp_strbuf_add(buf, text);
    else
        add_quoted(buf, text);
}

static void add_field(struct pp_strbuf *buf, const char *name, const char *text)
{
    if (!text[0])
        return;
    pp_strbuf_printf(buf, ", %s: ", name);
    add_scalar(buf, text);
}

static void add_parties(struct pp_strbuf *buf, const char *const parties[2])
{
    if (!parties[0][0])
        return;
    pp_strbuf_add(buf, ", parties: [");
    add_scalar(buf, parties[0]);
    if (parties[1][0]) {
        pp_strbuf_add(buf, ", ");
        add_scalar(buf, parties[1]);
    }
    pp_strbuf_add_char(buf, ']');
}

static void add_entry(struct pp_strbuf *buf, const struct pp_baseline_entry *entry)
{
    pp_strbuf_add(buf, "  - {rule: ");
    add_scalar(buf, entry->identity.rule);
    add_field(buf, "host", entry->identity.host);
    add_field(buf, "transport", entry->identity.transport);
    add_field(buf, "ports", entry->identity.ports);
    add_parties(buf, entry->identity.parties);
    add_field(buf, "message", entry->identity.message);
    if (entry->count > 1)
        pp_strbuf_printf(buf, ", count: %lu", (unsigned long)entry->count);
    pp_strbuf_add(buf, "}\n");
}

void pp_report_baseline(const struct pp_baseline *baseline, struct pp_strbuf *buf)
{
    pp_strbuf_add(buf, head);
    pp_strbuf_printf(buf, "baseline: %d\nfindings:%s\n", PP_BASELINE_VERSION,
                     baseline->count > 0 ? "" : " []");
    for (size_t i = 0; i < baseline->count; i++)
        add_entry(buf, &baseline->entries[i]);
}
