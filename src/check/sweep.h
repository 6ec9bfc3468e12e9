/* sweep: which sockets of one host have a port in common on addresses that meet. The hot path of
 * every check. Stands on base/ alone: what it sweeps is 16 bytes of numbers a piece.
 *
 * Cost: sorting, and one step per meeting. What merely shares a port on another address costs
 * nothing, whatever the number of addresses. */
#ifndef PP_CHECK_SWEEP_H
#define PP_CHECK_SWEEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Addresses as numbers: what covers whole families has these, and every specific address one of
 * its own from PP_SWEEP_SPECIFIC on, even for IPv4 and odd for IPv6. */
enum { PP_SWEEP_ANY, PP_SWEEP_V4_ANY, PP_SWEEP_V6_ANY, PP_SWEEP_HTTP, PP_SWEEP_SPECIFIC };

/* One socket, or http.sys on one port range: PP_SWEEP_HTTP meets every socket, and never itself. */
struct pp_claimant {
    uint32_t group; /* pp_sweep_group() */
    uint32_t address;
    uint16_t first, last;
    uint32_t id; /* the caller's */
};

/* The hosts' numbers begin with 0; transports are below 4. */
static inline uint32_t pp_sweep_group(uint32_t host, unsigned transport)
{
    return host << 2 | transport;
}

/* Two ids that meet, in no order. */
struct pp_meeting {
    uint32_t a, b;
};

struct pp_meetings {
    struct pp_meeting *items;
    size_t count, capacity;
    size_t host_limit; /* set by the caller: a host with more is crowded; 0: none is */
    uint32_t *crowded; /* such hosts, ascending: their meetings are left out */
    size_t crowded_count, crowded_capacity;
};

/* Adds every meeting, once each; the order depends on nothing but `claimants`. They may stand in
 * any order, and may not be more than 2^30. Uses up to `jobs` threads (at least 1),
 * fewer where they would not pay. */
void pp_sweep(const struct pp_claimant *claimants, size_t count, uint32_t host_count, unsigned jobs,
              struct pp_meetings *meetings);
void pp_meetings_release(struct pp_meetings *meetings);

#endif
