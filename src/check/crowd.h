/* crowd: the clashes of a host on which so many bindings meet that its pairs are counted rather than
 * listed. Stands on clashes.h.
 *
 * Twenty thousand bindings of one port are two hundred million pairs. Listeners that are alike to the
 * verdict, by transport, address and options, are put together: then pairs are counted by looking up
 * where ranges begin and end, without visiting them. */
#ifndef PP_CHECK_CROWD_H
#define PP_CHECK_CROWD_H

#include "check/clashes.h"

#define PP_CROWD_MEETINGS 10000u /* a host with more is counted so */
#define PP_CROWD_LISTED 1000u    /* pairs of each verdict that are listed of it */

/* Counts the pairs of sockets, and of http.sys with sockets, by their verdict, adds the hits of those
 * that are listed, and says how many are not. False, and nothing is done, when a listener has several
 * ports that differ: pairs of bindings are not pairs of listeners then. */
bool pp_crowd_find(const struct pp_plan *plan, const struct pp_host *host, struct pp_hits *hits,
                   uint64_t unlisted[PP_CLASH_KINDS]);

#endif
