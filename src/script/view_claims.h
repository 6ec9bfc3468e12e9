/* view_claims: what an instance of a placement listens on, as tables for clashes().
 * Stands on view.h. */
#ifndef PP_SCRIPT_VIEW_CLAIMS_H
#define PP_SCRIPT_VIEW_CLAIMS_H

#include "script/view.h"

/* placement:claims(instance) -> a list of tables, one for each endpoint that is switched on:
 *   { endpoint, instance, transport, port (a range), pool (a range, in place of port, of which
 *     one port is taken), address, listener, reuse, url }
 * An endpoint whose formula passes 65535 for that instance has neither port nor pool. */
int pp_view_claims(lua_State *L);

#endif
