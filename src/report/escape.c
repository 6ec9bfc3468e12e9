/* escape: one loop over characters, one small escape per format. */
#include "report/escape.h"

#include "base/utf8.h"
#include "report/words.h"

#include <stdbool.h>
#include <string.h>

/* A character of a text: its bytes and code point. */
struct character {
    const char *bytes;
    size_t size;
    uint32_t value;
};

/* Calls `add` for every character; bytes that are none come as U+FFFD. */
static void for_each(struct pp_strbuf *buf, const char *text,
                     void (*add)(struct pp_strbuf *buf, const struct character *c))
{
    for (size_t left = strlen(text), size; left > 0; text += size, left -= size) {
        struct character c = {.bytes = text};
        size = c.size = pp_utf8_decode(text, left, &c.value);
        if (size == 0) {
            c = (struct character){"\xEF\xBF\xBD", 3, 0xFFFD};
            size = 1;
        }
        add(buf, &c);
    }
}

static void add_plain(struct pp_strbuf *buf, const struct character *c)
{
    pp_strbuf_add_bytes(buf, c->bytes, c->size);
}

/* \xNN for each byte, as in text for a terminal. */
static void add_hex(struct pp_strbuf *buf, const struct character *c)
{
    for (size_t i = 0; i < c->size; i++)
        pp_strbuf_printf(buf, "\\x%02x", (unsigned char)c->bytes[i]);
}

static bool is_unsafe(const struct character *c)
{
    return !pp_utf8_is_printable(c->value) || pp_utf8_is_mark(c->value);
}

/* --- XML -------------------------------------------------------------------- */

static void add_xml(struct pp_strbuf *buf, const struct character *c)
{
    switch (c->value) {
    case '&': pp_strbuf_add(buf, "&amp;"); return;
    case '<': pp_strbuf_add(buf, "&lt;"); return;
    case '>': pp_strbuf_add(buf, "&gt;"); return;
    case '"': pp_strbuf_add(buf, "&quot;"); return;
    case '\r': pp_strbuf_add(buf, "&#13;"); return;
    case '\t':
    case '\n': add_plain(buf, c); return;
    default: break;
    }
    if (!pp_utf8_is_printable(c->value) || c->value == 0xFFFE || c->value == 0xFFFF)
        add_hex(buf, c);
    else
        add_plain(buf, c);
}

static void add_xml_value(struct pp_strbuf *buf, const struct character *c)
{
    if (c->value == '\n' || c->value == '\t')
        pp_strbuf_printf(buf, "&#%u;", (unsigned)c->value);
    else
        add_xml(buf, c);
}

void pp_add_xml(struct pp_strbuf *buf, const char *text)
{
    for_each(buf, text, add_xml);
}

void pp_add_xml_attribute(struct pp_strbuf *buf, const char *name, const char *value)
{
    pp_strbuf_printf(buf, " %s=\"", name);
    for_each(buf, value, add_xml_value);
    pp_strbuf_add_char(buf, '"');
}

/* --- GitHub ----------------------------------------------------------------- */

static void add_command_text(struct pp_strbuf *buf, const struct character *c)
{
    if (c->value == '%' || c->value == '\r' || c->value == '\n')
        pp_strbuf_printf(buf, "%%%02X", (unsigned)c->value);
    else if (c->value != '\t' && is_unsafe(c))
        add_hex(buf, c);
    else
        add_plain(buf, c);
}

static void add_command_property(struct pp_strbuf *buf, const struct character *c)
{
    if (c->value == ':' || c->value == ',')
        pp_strbuf_printf(buf, "%%%02X", (unsigned)c->value);
    else
        add_command_text(buf, c);
}

void pp_add_command_text(struct pp_strbuf *buf, const char *text)
{
    for_each(buf, text, add_command_text);
}

void pp_add_command_property(struct pp_strbuf *buf, const char *text)
{
    for_each(buf, text, add_command_property);
}

/* --- TAP -------------------------------------------------------------------- */

static void add_tap(struct pp_strbuf *buf, const struct character *c)
{
    if (c->value == '#' || c->value == '\\')
        pp_strbuf_add_char(buf, '\\');
    if (c->value == '\n' || c->value == '\t')
        pp_strbuf_add_char(buf, ' ');
    else if (is_unsafe(c))
        add_hex(buf, c);
    else
        add_plain(buf, c);
}

void pp_add_tap(struct pp_strbuf *buf, const char *text)
{
    for_each(buf, text, add_tap);
}

/* --- Markdown ---------------------------------------------------------------- */

/* Inside a word an underscore is one. */
static bool is_in_word(const struct pp_strbuf *buf, const struct character *c)
{
    unsigned char before = buf->length > 0 ? (unsigned char)buf->text[buf->length - 1] : ' ';
    return c->value == '_' && (before >= 0x80 || (before >= '0' && before <= '9') ||
                               ((before | 0x20) >= 'a' && (before | 0x20) <= 'z'));
}

static void add_markdown(struct pp_strbuf *buf, const struct character *c)
{
    if (c->value > 0 && c->value < 0x80 && strchr("\\`*_[]<>|~&", (int)c->value) &&
        !is_in_word(buf, c))
        pp_strbuf_add_char(buf, '\\');
    if (c->value == '\n' || c->value == '\t' || c->value == '\r')
        pp_strbuf_add_char(buf, ' ');
    else if (is_unsafe(c))
        add_hex(buf, c);
    else
        add_plain(buf, c);
}

void pp_add_markdown(struct pp_strbuf *buf, const char *text)
{
    for_each(buf, text, add_markdown);
}

/* --- YAML ---------------------------------------------------------------------- */

static void add_yaml(struct pp_strbuf *buf, const struct character *c)
{
    switch (c->value) {
    case '"': pp_strbuf_add(buf, "\\\""); return;
    case '\\': pp_strbuf_add(buf, "\\\\"); return;
    case '\n': pp_strbuf_add(buf, "\\n"); return;
    case '\t': pp_strbuf_add(buf, "\\t"); return;
    default: break;
    }
    if (is_unsafe(c) || c->value == 0xFFFE || c->value == 0xFFFF)
        pp_strbuf_printf(buf, "\\u%04lx", (unsigned long)c->value);
    else
        add_plain(buf, c);
}

void pp_add_yaml_quoted(struct pp_strbuf *buf, const char *text)
{
    pp_strbuf_add_char(buf, '"');
    for_each(buf, text, add_yaml);
    pp_strbuf_add_char(buf, '"');
}

/* --- URIs ------------------------------------------------------------------- */

/* RFC 3986: what a path may hold as it is. A colon would make a scheme of what is before it. */
static void add_uri(struct pp_strbuf *buf, const struct character *c)
{
    static const char safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                               "-._~!$&'()*+,;=@/";
    if (c->size == 1 && strchr(safe, (int)c->value)) {
        add_plain(buf, c);
        return;
    }
    for (size_t i = 0; i < c->size; i++)
        pp_strbuf_printf(buf, "%%%02X", (unsigned char)c->bytes[i]);
}

void pp_add_uri(struct pp_strbuf *buf, const char *path)
{
    while (strncmp(path, "./", 2) == 0)
        path += 2 + strspn(path + 2, "/");
    if (path[0] == '/')
        pp_strbuf_add(buf, "file://");
    for_each(buf, path, add_uri);
}
