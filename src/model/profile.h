/* profile: what an operating system does with ports by itself: the defaults that
 * differ between Windows and Linux. Stands on port.h. Sources are at the head of
 * profile.c and in `portplan explain`. */
#ifndef PP_MODEL_PROFILE_H
#define PP_MODEL_PROFILE_H

#include "model/port.h"

enum pp_os { PP_WINDOWS, PP_LINUX, PP_OSES };

extern const char *const pp_os_names[PP_OSES];
bool pp_os_parse(const char *name, enum pp_os *os); /* without case */

/* A service of a stock installation that holds a port. */
struct pp_os_service {
    struct pp_range ports;
    enum pp_transport transport;
    const char *name; /* what people call it: "Remote Desktop" */
    const char *iana; /* its IANA service name, or NULL: a product with it is this service */
    bool http_sys;    /* held through HTTP.sys: other prefixes can share it */
};

struct pp_profile {
    enum pp_os os;
    bool v6only;               /* whether a socket on '::' leaves IPv4 alone by default */
    struct pp_range ephemeral; /* client ports, unless the host says otherwise */
    const char *in_use;        /* "EADDRINUSE" / "WSAEADDRINUSE 10048" */
    const struct pp_os_service *services; /* sorted by transport, port */
    size_t service_count;
};

const struct pp_profile *pp_profile_of(enum pp_os os);

/* The stock service on that port, or NULL. */
const struct pp_os_service *pp_profile_service(enum pp_os os, uint16_t port,
                                               enum pp_transport transport);

/* The bands a port lies in, as a set. `ephemeral` is the host's range. */
enum pp_band {
    PP_BAND_SYSTEM = 1,    /* 1-1023     RFC 6335, section 6 */
    PP_BAND_USER = 2,      /* 1024-49151 */
    PP_BAND_DYNAMIC = 4,   /* 49152-65535, never assigned */
    PP_BAND_EPHEMERAL = 8, /* the host picks client ports here */
    PP_BAND_OS = 16,       /* a stock service holds it, on some transport */
    PP_BAND_BROWSER = 32   /* web browsers refuse it */
};
unsigned pp_bands_of(enum pp_os os, struct pp_range ephemeral, uint16_t port);

/* Name of one band bit: "system", "user", "dynamic", "ephemeral", "os-reserved", "browser-blocked". */
const char *pp_band_name(unsigned band);

/* Whether browsers refuse http(s) to this port. Source: the Fetch standard, "bad port". */
bool pp_browser_blocks(uint16_t port);

/* Those ports, ascending; returns how many. */
size_t pp_browser_ports(const uint16_t **ports);

#endif
