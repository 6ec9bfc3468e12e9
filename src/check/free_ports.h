/* free_ports: which ports of a host would do for something new. Stands on check.h.
 *
 * A port would do when nothing of the plan has it on that host and transport, it is above
 * prefer-above's threshold, IANA assigned it to nobody, no client-port or excluded range of
 * the host has it, no stock service of its OS holds it and browsers do not refuse it. Dynamic
 * ports (49152-65535) never do. */
#ifndef PP_CHECK_FREE_PORTS_H
#define PP_CHECK_FREE_PORTS_H

#include "check/check.h"

#define PP_SUGGESTIONS 3

struct pp_partners;
struct pp_portset;

/* For listeners of one host, or of several, to move to together (one port, or block, for all of
 * them): the first ports of up to PP_SUGGESTIONS disjoint blocks of `width` ports, nearest to
 * `near` first, free on the transport of each, and on the host `also` unless that is PP_NONE;
 * returns how many. They do on partners of the listeners' hosts as well (partners.h) when any such
 * block does, and failover-clash is not off. The first block is then kept for these listeners: asked again, they are given
 * the same, and others are not. */
size_t pp_free_ports_near(struct pp_check *check, const uint32_t *listeners, size_t listener_count,
                          uint32_t also, uint16_t near, uint32_t width,
                          uint16_t found[PP_SUGGESTIONS]);

/* Keeps other ports for listeners, from the first to the last of the set. */
void pp_free_ports_keep(struct pp_check *check, const uint32_t *listeners, size_t listener_count,
                        const struct pp_portset *ports);

/* Whether ports are kept for the listener. */
bool pp_free_ports_is_kept(const struct pp_check *check, uint32_t listener);

/* Adds to `set` what is kept for listeners of the host: not for `except`, unless PP_NONE, and those
 * that have its ports. */
void pp_free_ports_add_kept(const struct pp_check *check, uint32_t host,
                            enum pp_transport transport, uint32_t except, struct pp_portset *set);

/* The partners that are regarded, or NULL before a port was asked for. */
const struct pp_partners *pp_free_ports_partners(const struct pp_check *check);

void pp_free_ports_release(struct pp_free_ports *free_ports);

#endif
