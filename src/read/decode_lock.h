/* decode_lock: the lock file of a plan. Stands on yaml.h, fields.h, model/lock.h. */
#ifndef PP_READ_DECODE_LOCK_H
#define PP_READ_DECODE_LOCK_H

#include "base/diag.h"
#include "model/lock.h"

/* Reads the text of a lock file into the entries of `lock`, sorted, in `arena`: a merge may have
 * left them in any order. False when it has mistakes: all of them are in `diags`. Hosts and
 * products need not exist: the plan of today may have lost them. */
bool pp_lock_read(const char *text, size_t length, struct pp_arena *arena, struct pp_diags *diags,
                  struct pp_lock *lock);

#endif
