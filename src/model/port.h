/* port: port numbers, ranges, and the expressions of the plan language.
 * Stands on transport.h and base/strbuf.h.
 *
 * Ports are 1-65535; 0 means "choose one" to an operating system and is refused
 * (RFC 6335, section 6: port 0 is reserved). Both ends of a range belong to it. */
#ifndef PP_MODEL_PORT_H
#define PP_MODEL_PORT_H

#include "base/strbuf.h"
#include "model/transport.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PP_PORT_MAX 65535u
#define PP_SYSTEM_LAST 1023u    /* system ports are 1-1023, user ports the next ones, */
#define PP_DYNAMIC_FIRST 49152u /* dynamic ports the rest: RFC 6335, section 6 */

struct pp_range {
    uint16_t first, last;
};

static inline bool pp_range_overlaps(struct pp_range a, struct pp_range b)
{
    return a.first <= b.last && b.first <= a.last;
}

static inline bool pp_range_contains(struct pp_range range, uint32_t port)
{
    return range.first <= port && port <= range.last;
}

static inline uint32_t pp_range_size(struct pp_range range)
{
    return (uint32_t)range.last - range.first + 1u;
}

/* `8090`, `8001-8099`, `5421+N`, `5000+4*N`, `5000-5003+4*N`. Instance N claims
 * first+stride*N .. last+stride*N; a stride of 0 is the same for every instance. */
struct pp_port_expr {
    uint16_t first, last;
    uint32_t stride;
};

/* Why a text is no port, range or expression: a sentence to put behind "'text': ". */
struct pp_port_error {
    char text[160];
};

bool pp_port_parse(const char *text, uint16_t *port, struct pp_port_error *error);

/* A port or range, "8090" or "8001-8099". */
bool pp_range_parse(const char *text, struct pp_range *range, struct pp_port_error *error);

/* An integer as a port, with the same complaints. */
bool pp_port_from_integer(long long value, uint16_t *port, struct pp_port_error *error);

/* Any expression; refuses a stride that is narrower than its block. */
bool pp_port_expr_parse(const char *text, struct pp_port_expr *expr, struct pp_port_error *error);

/* A port or range with transport, "8090/tcp". `has_transport` NULL: one must be
 * there; otherwise it may be absent and *has_transport says whether it was. */
bool pp_port_ref_parse(const char *text, struct pp_range *range, enum pp_transport *transport,
                       bool *has_transport, struct pp_port_error *error);

/* The ports of instance N; false when they pass 65535. */
bool pp_port_expr_at(const struct pp_port_expr *expr, uint32_t instance, struct pp_range *range);

/* The largest N that stays within 65535; UINT32_MAX for a stride of 0. */
uint32_t pp_port_expr_max_instance(const struct pp_port_expr *expr);

/* Writes "8090" or "8001-8099"; "5000-5003+4*N". Adds to `buf`. */
void pp_range_format(struct pp_range range, struct pp_strbuf *buf);
void pp_port_expr_format(const struct pp_port_expr *expr, struct pp_strbuf *buf);

#endif
