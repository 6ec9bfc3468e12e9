/* transport: the four transports that have ports. Stands on libc.
 * Source: RFC 6335, section 3 (TCP, UDP, SCTP and DCCP port numbers are apart). */
#ifndef PP_MODEL_TRANSPORT_H
#define PP_MODEL_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>

enum pp_transport { PP_TCP, PP_UDP, PP_SCTP, PP_DCCP, PP_TRANSPORTS };

/* "tcp", "udp", "sctp", "dccp". */
extern const char *const pp_transport_names[PP_TRANSPORTS];
const char *pp_transport_name(enum pp_transport transport);

/* The transport named by the `length` bytes at `name`, without case; false when none is. */
bool pp_transport_parse(const char *name, size_t length, enum pp_transport *transport);

#endif
