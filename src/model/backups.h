/* backups: which host stands by for which. Stands on plan.h.
 *
 * A host can be the backup of hosts that stand later in its plan, or in another plan of the
 * estate: the names are looked up when all plans are read. */
#ifndef PP_MODEL_BACKUPS_H
#define PP_MODEL_BACKUPS_H

#include "model/plan.h"

/* Sets `host` of every main. False when a name is that of no host, a host stands by for itself
 * or in a circle, has both mains and a pool, or is the spare of no pool: all of it is in `diags`. */
bool pp_backups_resolve(struct pp_plan *plan, struct pp_diags *diags);

#endif
