/* url: URL prefixes as HTTP.sys registers them. Stands on address.h, port.h, arena.
 *
 * Source: Microsoft, "UrlPrefix Strings", "Processing Registrations", "Routing
 * Incoming Requests" (learn.microsoft.com/windows/win32/http/...). */
#ifndef PP_MODEL_URL_H
#define PP_MODEL_URL_H

#include "base/arena.h"
#include "model/address.h"
#include "model/port.h"

#define PP_URL_LENGTH_MAX 2048 /* of a URL in a plan: longer ones are refused */

enum pp_url_category {                  /* in the order in which HTTP.sys searches */
                       PP_URL_STRONG,   /* + */
                       PP_URL_EXPLICIT, /* a host name, localhost too; *.domain of newer Windows */
                       PP_URL_IP,       /* 10.0.0.1, [::1] */
                       PP_URL_WEAK      /* * */
};

enum pp_url_flaw {                          /* what keeps a text from being a valid prefix; a set */
                   PP_URL_UPPER_SCHEME = 1, /* HTTP:// */
                   PP_URL_NO_PORT = 2,      /* the port is mandatory, also 80 and 443 */
                   PP_URL_LEADING_ZERO = 4, /* :080 */
                   PP_URL_SPACE = 8,
                   PP_URL_NO_SLASH = 16 /* no slash at the end: normalised, not reported */
};

struct pp_url {
    bool https;
    bool port_is_template; /* the port was written {port}, or is the endpoint's own */
    bool path_is_template; /* {port} stands in the path too */
    uint8_t category;      /* enum pp_url_category */
    uint16_t port;         /* 0 when template or absent */
    unsigned flaws;        /* enum pp_url_flaw */
    const char *host;      /* lower case; IP hosts canonical, IPv6 in brackets */
    const char *path;      /* begins and ends with '/', as written */
    const char *path_key;  /* path in lower case, for comparing */
};

/* Whether the text has the scheme http or https (in any case): others (srt://,
 * rtsp://) are only documentation and are not judged. */
bool pp_url_is_http(const char *text);

/* Parses an http(s) prefix, in which the port may be the word {port}. Returns NULL
 * and fills *url, or returns what is malformed ("the host is empty", ...). */
const char *pp_url_parse(const char *text, struct pp_arena *arena, struct pp_url *url);

/* The canonical prefix with `port` in place, "http://+:8097/gateway/". */
const char *pp_url_canonical(const struct pp_url *url, uint16_t port, struct pp_arena *arena);

/* `text` with every {port} replaced. */
const char *pp_url_expand(const char *text, uint16_t port, struct pp_arena *arena);

enum pp_url_clash {
    PP_URL_CLASH_NONE,
    PP_URL_CLASH_SCHEME, /* http and https on one port, whatever host or path */
    PP_URL_CLASH_SAME,   /* the same prefix: ERROR_ALREADY_EXISTS 183 */
    PP_URL_SWALLOWED     /* the strong wildcard of one takes every request of the other */
};

/* How two prefixes on one port stand to each other (ports are not compared). */
enum pp_url_clash pp_url_compare(const struct pp_url *a, const struct pp_url *b);

/* Whether every path under `inner` lies under `outer` (whole segments, without case). */
bool pp_url_path_covers(const char *outer_key, const char *inner_key);

/* Which of prefixes[0..count) HTTP.sys routes `request` to (the categories in order,
 * in each the longest path), or -1 for none: "400 Bad Request". */
int pp_url_route(const struct pp_url *prefixes, const uint16_t *ports, size_t count,
                 const struct pp_url *request, uint16_t port);

#endif
