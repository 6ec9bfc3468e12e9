/* services_lines: services(5) and nmap-services, one assignment a line.
 *
 *   name  port[-port]/transport[/transport...]  [alias...]     # comment
 *   name  port/transport  frequency                            # comment (nmap)
 *
 * The characters of names are not restricted ("914c/g", "sql*net", "whois++"); words are
 * parted by spaces and tabs. `# date: 2026-08` dates the registry. */
#include "read/services_reader.h"

#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

/* The next word; of length 0 at the end. */
static struct pp_slice take_word(struct pp_slice *rest)
{
    const char *p = rest->text, *end = p + rest->length;
    while (p < end && is_blank(*p))
        p++;
    const char *start = p;
    while (p < end && !is_blank(*p))
        p++;
    *rest = (struct pp_slice){p, (size_t)(end - p)};
    return (struct pp_slice){start, (size_t)(p - start)};
}

/* What stands before the next '/', which is stepped over. */
static struct pp_slice take_part(struct pp_slice *rest)
{
    const char *slash = rest->length ? memchr(rest->text, '/', rest->length) : NULL;
    struct pp_slice part = {rest->text, slash ? (size_t)(slash - rest->text) : rest->length};
    size_t taken = part.length + (slash ? 1 : 0);
    *rest = (struct pp_slice){rest->text + taken, rest->length - taken};
    return part;
}

/* `complaint` is about `word`. */
static bool refuse(struct pp_services_reader *reader, struct pp_slice word, const char *complaint)
{
    reader->at = word.text;
    pp_services_refuse(reader, "'%.*s' %s", pp_utf8_shown(word.text, word.length), word.text,
                       complaint);
    return false;
}

/* A transport we know or one we do not: letters, digits and dashes. */
static bool is_transport_word(struct pp_slice word)
{
    for (size_t i = 0; i < word.length; i++) {
        char c = pp_lower(word.text[i]);
        if (!(c >= 'a' && c <= 'z') && !pp_is_digit(c) && c != '-' && c != '_' && c != '+')
            return false;
    }
    return word.length > 0 && !pp_is_digit(*word.text);
}

struct assignment {
    struct pp_range ports;
    bool transports[PP_TRANSPORTS];
};

/* Reads "6000-6063/tcp/udp", the port of `name`. False: no assignment, or a mistake. */
static bool read_ports(struct pp_services_reader *reader, struct pp_slice name,
                       struct pp_slice word, struct assignment *found)
{
    struct pp_slice rest = word, ports = take_part(&rest);
    reader->at = word.text;
    if (ports.length == word.length)
        return refuse(reader, word, "has no transport; write a port such as 8090/tcp");
    if (pp_services_ports(reader, ports, name, &found->ports) != PP_PORTS_GIVEN)
        return false;
    bool more = true;
    while (more) {
        struct pp_slice part = take_part(&rest);
        enum pp_transport transport;
        more = part.text + part.length < rest.text;
        if (!is_transport_word(part))
            return refuse(reader, word, "names no transport behind a '/'");
        if (pp_transport_parse(part.text, part.length, &transport))
            found->transports[transport] = true;
    }
    return true;
}

static void add(struct pp_services_reader *reader, struct pp_slice name,
                const struct assignment *found, bool alias)
{
    reader->at = name.text;
    if (!pp_services_is_named(reader, name))
        return;
    for (int transport = 0; transport < PP_TRANSPORTS; transport++) {
        if (found->transports[transport])
            pp_services_add(reader, name, found->ports, (enum pp_transport)transport, alias);
    }
}

/* Whether the line is only a port with transports: an entry without a name. */
static bool is_nameless(struct pp_slice word)
{
    struct pp_slice rest = word, ports = take_part(&rest);
    if (ports.length == word.length || !pp_is_digit(*ports.text))
        return false;
    for (size_t i = 0; i < ports.length; i++) {
        if (!pp_is_digit(ports.text[i]) && ports.text[i] != '-')
            return false;
    }
    return true;
}

/* nmap calls a port that nobody's service has "unknown". */
static bool is_unknown(struct pp_slice name)
{
    return name.length == 7 && memcmp(name.text, "unknown", 7) == 0;
}

/* `line` is without its comment. */
static void read_line(struct pp_services_reader *reader, struct pp_slice line, bool nmap)
{
    struct pp_slice name = take_word(&line), word = take_word(&line);
    struct assignment found = {.ports = {0, 0}};
    if (word.length == 0) {
        if (name.length > 0 && !is_nameless(name))
            refuse(reader, name, "has no port; a line is a name and a port such as 8090/tcp");
        return;
    }
    if (!read_ports(reader, name, word, &found) || (nmap && is_unknown(name)))
        return;
    add(reader, name, &found, false);
    while (!nmap && (word = take_word(&line)).length > 0)
        add(reader, word, &found, true);
}

/* Takes YYYY-MM behind "date:" from a comment; other comments are passed over. */
static void read_comment(struct pp_services_reader *reader, struct pp_slice comment)
{
    struct pp_slice word = take_word(&comment);
    uint32_t year, month;
    if (word.length != 5 || memcmp(word.text, "date:", 5) != 0)
        return;
    word = take_word(&comment);
    if (word.length != 7 || word.text[4] != '-' || !pp_parse_uint(word.text, 4, 9999, &year) ||
        !pp_parse_uint(word.text + 5, 2, 12, &month) || month == 0)
        return;
    reader->registry->date = pp_arena_strndup(reader->registry->arena, word.text, word.length);
}

/* The length of the line that begins at `p`, without what ends it. */
static size_t line_length(const char *p, const char *end)
{
    const char *feed = memchr(p, '\n', (size_t)(end - p));
    size_t length = (size_t)((feed ? feed : end) - p);
    const char *back = length ? memchr(p, '\r', length) : NULL;
    return back ? (size_t)(back - p) : length;
}

void pp_services_read_lines(struct pp_services_reader *reader, bool nmap)
{
    const char *p = reader->text, *end = p + reader->length;
    while (p < end && !reader->stopped) {
        size_t length = line_length(p, end);
        const char *hash = length ? memchr(p, '#', length) : NULL;
        if (hash == p)
            read_comment(reader, (struct pp_slice){hash + 1, length - 1});
        read_line(reader, (struct pp_slice){p, hash ? (size_t)(hash - p) : length}, nmap);
        p += length + (p + length < end ? 1 : 0); /* CR LF reads as an empty line more */
    }
}
