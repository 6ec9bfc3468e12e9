/* party: who takes part in a finding, as reports tell it. Stands on model/finding.h. */
#ifndef PP_REPORT_PARTY_H
#define PP_REPORT_PARTY_H

#include "model/finding.h"

/* What a party is, as far as it is: NULL for a host, and for a placement as a whole. */
const struct pp_listener *pp_party_listener(const struct pp_plan *plan,
                                            const struct pp_party *party);
/* NULL for a host. */
const struct pp_placement *pp_party_placement(const struct pp_plan *plan,
                                              const struct pp_party *party);

/* The product's title, or the host's name. */
const char *pp_party_title(const struct pp_plan *plan, const struct pp_party *party);

/* The one instance concerned, or PP_NONE when there are several or none. */
uint32_t pp_party_instance(const struct pp_party *party);

/* The URL with the port in place when one instance is concerned, with {port} in it when
 * several are; NULL without one. In `arena`. */
const char *pp_party_url(const struct pp_plan *plan, const struct pp_party *party,
                         struct pp_arena *arena);

/* The listener's address, or the placement's own, or the host's that is concerned;
 * NULL when there is none. */
const char *pp_party_address(const struct pp_plan *plan, const struct pp_party *party,
                             struct pp_arena *arena);

/* How the ports came about, or NULL. In `arena`. */
const char *pp_party_derivation(const struct pp_plan *plan, const struct pp_party *party,
                                struct pp_arena *arena);

#endif
