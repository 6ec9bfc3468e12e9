/* view_holders: who has a port of a host. Stands on view.h. */
#ifndef PP_SCRIPT_VIEW_HOLDERS_H
#define PP_SCRIPT_VIEW_HOLDERS_H

#include "script/view.h"

/* host:holders(ports, transport) -> a list of the host's bindings that have one of the ports:
 *   host:holders(8080, "tcp"), host:holders "8000-8099/tcp", host:holders(claim.port, "udp")
 * Without a transport those of all transports. The host is not indexed for it: a call looks at
 * every binding of the host. */
int pp_view_holders(lua_State *L);

#endif
