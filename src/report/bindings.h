/* bindings: what several bindings of one listener are in words. Stands on report.h.
 *
 * `bindings` are indexes of one plan, at least one, all of one listener. Everything is in
 * `arena`, and not cleaned: what it is laid out in does that. */
#ifndef PP_REPORT_BINDINGS_H
#define PP_REPORT_BINDINGS_H

#include "report/report.h"

/* Their ports and instances, merged: the caller frees them. */
struct pp_span *pp_binding_ports(const struct pp_plan *plan, const uint32_t *bindings, size_t count,
                                 size_t *spans);
struct pp_span *pp_binding_instances(const struct pp_plan *plan, const uint32_t *bindings,
                                     size_t count, size_t *spans);

/* "5421-5436/udp", "8001-8003, 8005/tcp"; when a pool had no port left "none/tcp", or "8001/tcp, 1
 * without". */
const char *pp_binding_ports_text(const struct pp_plan *plan, const uint32_t *bindings,
                                  size_t count, struct pp_arena *arena);

/* "0-15, 20". */
const char *pp_binding_instances_text(const struct pp_plan *plan, const uint32_t *bindings,
                                      size_t count, struct pp_arena *arena);

/* "Cinegy Playout Engine (studio 1) #0-15": the numbers only where there could be others. */
const char *pp_bindings_name(const struct pp_plan *plan, const uint32_t *bindings, size_t count,
                             struct pp_arena *arena);

/* Why they are there: the placement's reason, or what the catalogue notes of the endpoint, on one
 * line; NULL without either. */
const char *pp_binding_reason(const struct pp_plan *plan, uint32_t binding, struct pp_arena *arena);

/* "plan.lua:12". */
const char *pp_place_text(const struct pp_plan *plan, struct pp_loc loc, struct pp_arena *arena);

/* "10.20.2.11, 10.20.3.11", or NULL when the plan gives none. */
const char *pp_host_addresses_text(const struct pp_host *host, struct pp_arena *arena);

/* Of a binding. */
const struct pp_listener *pp_binding_listener(const struct pp_plan *plan, uint32_t binding);
const struct pp_placement *pp_binding_placement(const struct pp_plan *plan, uint32_t binding);

#endif
