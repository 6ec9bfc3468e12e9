/* locks: the lock files of a run's plans. Stands on run.h, check/locks.h. */
#ifndef PP_CLI_LOCKS_H
#define PP_CLI_LOCKS_H

#include "cli/run.h"

/* Reads the lock beside every plan of the run into run->locks; one that is not there has no
 * entries. Their mistakes are in run->diags. */
void pp_run_read_locks(struct pp_run *run);

/* The first line of the file at the lock's path that is not as the lock is written, or 0: then the
 * file need not be touched. */
uint32_t pp_lock_first_change(const struct pp_lock *lock);

/* Whether every argument is a file; otherwise a message says that `what` needs one. */
bool pp_locks_possible(const struct pp_options *options, const char *what);

#endif
