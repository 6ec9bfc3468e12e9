/* suggest_backups: what a suggested port is on the hosts that stand by. Stands on check.h. */
#ifndef PP_CHECK_SUGGEST_BACKUPS_H
#define PP_CHECK_SUGGEST_BACKUPS_H

#include "check/check.h"

/* Whether the host could give the ports to each of the listeners. */
bool pp_ports_are_free_on(const struct pp_plan *plan, uint32_t host, const uint32_t *listeners,
                          size_t count, struct pp_range ports);

/* Adds " and its backup B", " and its backups B and C", or " but not on its backup B", for listeners
 * of one host; nothing when no host stands by for it, or nobody judges moves. */
void pp_suggest_add_backups(const struct pp_check *check, const uint32_t *listeners, size_t count,
                            struct pp_range ports, struct pp_strbuf *buf);

#endif
