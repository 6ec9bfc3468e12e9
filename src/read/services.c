/* services: telling the formats of services files apart, and what they have in common. */
#include "read/services.h"

#include "base/text.h"
#include "read/services_reader.h"
#include "read/utf8.h"

#include <string.h>

#define MISTAKES_MAX 100 /* a file with more is something else */

void pp_services_refuse(struct pp_services_reader *reader, const char *format, ...)
{
    struct pp_loc loc = pp_utf8_place(reader->text, reader->at, reader->source);
    va_list args;
    va_start(args, format);
    pp_diags_add(reader->diags, loc, "%s", pp_arena_vprintf(reader->diags->arena, format, args));
    va_end(args);
    if (++reader->mistakes < MISTAKES_MAX || reader->stopped)
        return;
    pp_diags_add(reader->diags, loc, "too many mistakes: is this a services file?");
    reader->stopped = true;
}

/* "80" or "80-90" as text[0..length); false for anything else, and for what is out of bounds. */
static bool quick_range(struct pp_slice text, uint32_t *first, uint32_t *last)
{
    const char *dash = memchr(text.text, '-', text.length);
    size_t length = dash ? (size_t)(dash - text.text) : text.length;
    if (!pp_parse_uint(text.text, length, PP_PORT_MAX, first))
        return false;
    *last = *first;
    return !dash || pp_parse_uint(dash + 1, text.length - length - 1, PP_PORT_MAX, last);
}

enum pp_services_ports pp_services_ports(struct pp_services_reader *reader, struct pp_slice text,
                                         struct pp_slice name, struct pp_range *range)
{
    uint32_t first = 0, last = 0;
    if (quick_range(text, &first, &last) && first <= last) {
        *range = (struct pp_range){(uint16_t)first, (uint16_t)last};
        if (first > 0)
            return PP_PORTS_GIVEN;
        if (last == 0)
            return PP_PORTS_ZERO;
    }
    struct pp_port_error error;
    pp_strbuf_clear(&reader->ports);
    pp_strbuf_add_bytes(&reader->ports, text.text, text.length);
    if (pp_range_parse(reader->ports.text, range, &error))
        return PP_PORTS_GIVEN; /* with blanks, as in "80 - 90" */
    pp_services_refuse(reader, "port '%.*s' of '%.*s': %s", pp_utf8_shown(text.text, text.length),
                       text.text, pp_utf8_shown(name.text, name.length), name.text, error.text);
    return PP_PORTS_MISTAKEN;
}

static bool equals(struct pp_slice slice, const char *word)
{
    size_t i = 0;
    while (i < slice.length && word[i] && pp_lower(slice.text[i]) == word[i])
        i++;
    return i == slice.length && word[i] == '\0';
}

/* Whether every character of it can be seen. */
static bool is_visible(struct pp_slice name)
{
    for (size_t i = 0; i < name.length;) {
        uint32_t value = (unsigned char)name.text[i];
        size_t size = value < 0x80 ? 1 : pp_utf8_decode(name.text + i, name.length - i, &value);
        if (size == 0 || !pp_utf8_is_printable(value))
            return false;
        i += size;
    }
    return true;
}

bool pp_services_is_named(struct pp_services_reader *reader, struct pp_slice name)
{
    static const char *const nobody[] = {"", "?", "reserved", "unassigned"};
    for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++) {
        if (equals(name, nobody[i]))
            return false;
    }
    if (is_visible(name))
        return true;
    pp_services_refuse(reader,
                       "the service name '%.*s...' goes on with a character that is not "
                       "UTF-8 or cannot be seen",
                       pp_utf8_shown(name.text, name.length), name.text);
    return false;
}

void pp_services_add(struct pp_services_reader *reader, struct pp_slice name, struct pp_range ports,
                     enum pp_transport transport, bool alias)
{
    pp_strbuf_clear(&reader->name);
    pp_strbuf_add_bytes(&reader->name, name.text, name.length);
    pp_registry_add(reader->registry, reader->name.text, ports, transport, alias);
}

/* --- telling apart -------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

/* The first line that is neither blank nor a comment, without its comment. */
static struct pp_slice first_line(const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end) {
        const char *start = text;
        while (text < end && !ends_line(*text) && *text != '#')
            text++;
        struct pp_slice line = {start, (size_t)(text - start)};
        while (line.length > 0 && is_blank(*line.text)) {
            line.text++;
            line.length--;
        }
        if (line.length > 0)
            return line;
        while (text < end && !ends_line(*text))
            text++;
        while (text < end && ends_line(*text))
            text++;
    }
    return (struct pp_slice){text, 0};
}

static bool contains(struct pp_slice line, const char *words)
{
    size_t length = strlen(words);
    for (size_t i = 0; i + length <= line.length; i++) {
        if (equals((struct pp_slice){line.text + i, length}, words))
            return true;
    }
    return false;
}

/* A number with a point, as the third word: how often nmap's authors met the port open. */
static bool has_frequency(struct pp_slice line)
{
    const char *p = line.text, *end = line.text + line.length;
    for (int word = 0; word < 2; word++) {
        while (p < end && !is_blank(*p))
            p++;
        while (p < end && is_blank(*p))
            p++;
    }
    const char *start = p;
    while (p < end && pp_is_digit(*p))
        p++;
    return p > start && p < end && *p == '.';
}

enum pp_services_format pp_services_detect(const char *text, size_t length)
{
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    struct pp_slice line = first_line(text, length);
    if (contains(line, "service name") && contains(line, "port number"))
        return PP_SERVICES_IANA_CSV;
    return has_frequency(line) ? PP_SERVICES_NMAP : PP_SERVICES_ETC;
}

bool pp_services_read(const char *text, size_t length, uint16_t source,
                      struct pp_registry *registry, struct pp_diags *diags)
{
    text = length ? text : "";
    if (!pp_utf8_open(&text, &length, source, diags))
        return false;
    struct pp_services_reader reader = {.text = text,
                                        .length = length,
                                        .source = source,
                                        .at = text,
                                        .registry = registry,
                                        .diags = diags};
    pp_strbuf_init(&reader.name);
    pp_strbuf_init(&reader.ports);
    enum pp_services_format format = pp_services_detect(text, length);
    if (format == PP_SERVICES_IANA_CSV)
        pp_services_read_csv(&reader);
    else
        pp_services_read_lines(&reader, format == PP_SERVICES_NMAP);
    pp_strbuf_release(&reader.name);
    pp_strbuf_release(&reader.ports);
    return reader.mistakes == 0;
}
