/* view_holders: who has a port of a host. Stands on view.h. */
#ifndef PP_SCRIPT_VIEW_HOLDERS_H
#define PP_SCRIPT_VIEW_HOLDERS_H

#include "script/view.h"

/* host:holders(ports, transport) -> a list of the host's bindings that have one of the ports:
 *   host:holders(8080, "tcp"), host:holders "8000-8099/tcp", host:holders(claim.port, "udp")
 * in the order of their ports; without a transport those of all transports. */
int pp_view_holders(lua_State *L);

/* What a state keeps between calls: an index of one host; NULL before the first. */
struct pp_holders;
void pp_holders_free(struct pp_holders *holders);

#endif
