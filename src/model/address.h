/* address: IP addresses, and what a socket bound to one of them covers.
 * Stands on libc and POSIX inet_pton/inet_ntop.
 *
 * Addresses are compared as sets, never as strings: '*' covers both families,
 * 0.0.0.0 all of IPv4, '::' all of IPv6 and, where V6ONLY is off, of IPv4 too;
 * ::ffff:a.b.c.d is the IPv4 address (RFC 4291, 2.5.5.2; ipv6(7) IPV6_V6ONLY). */
#ifndef PP_MODEL_ADDRESS_H
#define PP_MODEL_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pp_address_kind {
    PP_ADDR_ANY,    /* "*", also what an unset field means */
    PP_ADDR_V4_ANY, /* 0.0.0.0 and ::ffff:0.0.0.0 */
    PP_ADDR_V6_ANY, /* :: */
    PP_ADDR_V4,
    PP_ADDR_V6
};

struct pp_address {
    enum pp_address_kind kind;
    uint8_t bytes[16]; /* network order; IPv4 in the first four; zero beyond */
};

/* Parses "*", IPv4, IPv6 (also in [brackets]) and IPv4-mapped text; false otherwise. */
bool pp_address_parse(const char *text, struct pp_address *address);

#define PP_ADDRESS_TEXT 48
/* The canonical text (RFC 5952 for IPv6); returns `text`. */
const char *pp_address_format(const struct pp_address *address, char text[PP_ADDRESS_TEXT]);

bool pp_address_equal(const struct pp_address *a, const struct pp_address *b);
int pp_address_compare(const struct pp_address *a, const struct pp_address *b); /* for sorting */
bool pp_address_is_loopback(const struct pp_address *address);  /* 127.0.0.0/8, ::1 */
bool pp_address_is_multicast(const struct pp_address *address); /* 224.0.0.0/4, ff00::/8 */

/* One address, no wildcard. */
static inline bool pp_address_is_specific(const struct pp_address *address)
{
    return address->kind == PP_ADDR_V4 || address->kind == PP_ADDR_V6;
}

enum pp_cover { PP_COVER_NONE, PP_COVER_ONE, PP_COVER_ALL };

/* What a socket covers of each family. */
struct pp_addrset {
    uint8_t v4, v6; /* enum pp_cover */
    uint8_t v4_bytes[4], v6_bytes[16];
};

/* The set of a socket bound to `address`; `v6only` counts for '::' alone. */
struct pp_addrset pp_addrset_of(const struct pp_address *address, bool v6only);

/* In some family both cover something, and one covers all or both the same. */
bool pp_addrset_overlaps(const struct pp_addrset *a, const struct pp_addrset *b);

/* A total order for sorting; 0 when equal. */
int pp_addrset_compare(const struct pp_addrset *a, const struct pp_addrset *b);

#endif
