/* url: parsing, comparing and routing URL prefixes. */
#include "model/url.h"

#include "base/text.h"

#include <string.h>

static const char template_word[] = "{port}";
#define TEMPLATE_LENGTH (sizeof template_word - 1)

static bool has_scheme(const char *text, const char *scheme)
{
    while (*scheme && pp_lower(*text) == *scheme) {
        text++;
        scheme++;
    }
    return *scheme == '\0';
}

bool pp_url_is_http(const char *text)
{
    return has_scheme(text, "http://") || has_scheme(text, "https://");
}

static char *lower_copy(struct pp_arena *arena, const char *text, size_t length)
{
    char *copy = pp_arena_strndup(arena, text, length);
    for (size_t i = 0; i < length; i++)
        copy[i] = pp_lower(copy[i]);
    return copy;
}

/* The end of the host: a bracketed IPv6 address may hold colons. */
static const char *host_end(const char *host)
{
    if (*host == '[') {
        const char *close = strchr(host, ']');
        if (close && close < host + strcspn(host, "/"))
            return close + 1;
    }
    return host + strcspn(host, ":/");
}

static const char *parse_host(const char *host, size_t length, struct pp_arena *arena,
                              struct pp_url *url)
{
    struct pp_address address;
    char text[PP_ADDRESS_TEXT];
    if (length == 0)
        return "the host is empty; write + for every host";
    char *name = lower_copy(arena, host, length);
    url->host = name;
    if (strcmp(name, "+") == 0) {
        url->category = PP_URL_STRONG;
    } else if (strcmp(name, "*") == 0) {
        url->category = PP_URL_WEAK;
    } else if (pp_address_parse(name, &address)) {
        url->category = PP_URL_IP;
        pp_address_format(&address, text);
        bool v6 = strchr(text, ':') != NULL;
        url->host = pp_arena_printf(arena, v6 ? "[%s]" : "%s", text);
    } else if (strchr(name, '[') || strchr(name, ']')) {
        return "the host in brackets is not an IPv6 address";
    } else if (strpbrk(name[0] == '*' && name[1] == '.' ? name + 2 : name, "+*{}@?#\\ \t")) {
        return "the host is neither +, *, a name nor an address";
    } else {
        url->category = PP_URL_EXPLICIT;
    }
    return NULL;
}

static const char *parse_port(const char *port, size_t length, struct pp_url *url)
{
    uint32_t value = 0;
    if (length == TEMPLATE_LENGTH && memcmp(port, template_word, length) == 0) {
        url->port_is_template = true;
        return NULL;
    }
    if (length == 0 || !pp_parse_uint(port, length, 999999, &value))
        return "the port is not a number";
    if (value == 0 || value > PP_PORT_MAX)
        return "the port is not between 1 and 65535";
    if (port[0] == '0')
        url->flaws |= PP_URL_LEADING_ZERO;
    url->port = (uint16_t)value;
    return NULL;
}

static void parse_path(const char *path, struct pp_arena *arena, struct pp_url *url)
{
    size_t length = strlen(path);
    if (length == 0 || path[length - 1] != '/') {
        url->flaws |= PP_URL_NO_SLASH;
        url->path = pp_arena_printf(arena, "%s/", path);
    } else {
        url->path = pp_arena_strdup(arena, path);
    }
    url->path_is_template = strstr(path, template_word) != NULL;
    url->path_key = lower_copy(arena, url->path, strlen(url->path));
}

const char *pp_url_parse(const char *text, struct pp_arena *arena, struct pp_url *url)
{
    struct pp_url result = {0};
    if (!pp_url_is_http(text))
        return "it does not begin with http:// or https://";
    const char *host = strstr(text, "://") + 3;
    result.https = host - text == sizeof "https://" - 1;
    for (const char *at = text; *at != ':'; at++) {
        if (pp_lower(*at) != *at)
            result.flaws |= PP_URL_UPPER_SCHEME;
    }
    if (strpbrk(text, " \t"))
        result.flaws |= PP_URL_SPACE;
    const char *end = host_end(host);
    const char *why = parse_host(host, (size_t)(end - host), arena, &result);
    if (why)
        return why;
    if (*end == ':') {
        size_t length = strcspn(end + 1, "/");
        why = parse_port(end + 1, length, &result);
        if (why)
            return why;
        end += 1 + length;
    } else if (*end == '/' || *end == '\0') {
        result.flaws |= PP_URL_NO_PORT;
    } else {
        return "behind the host comes neither a port nor a path";
    }
    parse_path(end, arena, &result);
    *url = result;
    return NULL;
}

const char *pp_url_expand(const char *text, uint16_t port, struct pp_arena *arena)
{
    const char *at = strstr(text, template_word);
    struct pp_strbuf buf;
    if (!at)
        return text;
    pp_strbuf_init(&buf);
    for (; at; at = strstr(text, template_word)) {
        pp_strbuf_add_bytes(&buf, text, (size_t)(at - text));
        pp_strbuf_printf(&buf, "%u", port);
        text = at + TEMPLATE_LENGTH;
    }
    pp_strbuf_add(&buf, text);
    const char *expanded = pp_arena_strdup(arena, buf.text);
    pp_strbuf_release(&buf);
    return expanded;
}

const char *pp_url_canonical(const struct pp_url *url, uint16_t port, struct pp_arena *arena)
{
    const char *path = url->path_is_template ? pp_url_expand(url->path, port, arena) : url->path;
    if (!url->port_is_template && url->port)
        port = url->port;
    return pp_arena_printf(arena, "http%s://%s:%u%s", url->https ? "s" : "", url->host, port, path);
}

bool pp_url_path_covers(const char *outer_key, const char *inner_key)
{
    /* both end with '/', so a prefix is always a prefix of whole segments */
    return strncmp(outer_key, inner_key, strlen(outer_key)) == 0;
}

static bool swallows(const struct pp_url *strong, const struct pp_url *other)
{
    return strong->category == PP_URL_STRONG && other->category != PP_URL_STRONG &&
           pp_url_path_covers(strong->path_key, other->path_key);
}

enum pp_url_clash pp_url_compare(const struct pp_url *a, const struct pp_url *b)
{
    if (a->https != b->https)
        return PP_URL_CLASH_SCHEME;
    if (a->category == b->category)
        return strcmp(a->host, b->host) == 0 && strcmp(a->path_key, b->path_key) == 0
                   ? PP_URL_CLASH_SAME
                   : PP_URL_CLASH_NONE;
    return swallows(a, b) || swallows(b, a) ? PP_URL_SWALLOWED : PP_URL_CLASH_NONE;
}

static bool host_matches(const struct pp_url *prefix, const struct pp_url *request)
{
    if (prefix->category == PP_URL_STRONG || prefix->category == PP_URL_WEAK)
        return true;
    return strcmp(prefix->host, request->host) == 0;
}

int pp_url_route(const struct pp_url *prefixes, const uint16_t *ports, size_t count,
                 const struct pp_url *request, uint16_t port)
{
    for (unsigned category = PP_URL_STRONG; category <= PP_URL_WEAK; category++) {
        int best = -1;
        size_t longest = 0;
        for (size_t i = 0; i < count; i++) {
            const struct pp_url *prefix = &prefixes[i];
            size_t length = strlen(prefix->path_key);
            if (prefix->category == category && ports[i] == port &&
                prefix->https == request->https && host_matches(prefix, request) &&
                pp_url_path_covers(prefix->path_key, request->path_key) && length > longest) {
                best = (int)i;
                longest = length;
            }
        }
        if (best >= 0)
            return best;
    }
    return -1;
}
