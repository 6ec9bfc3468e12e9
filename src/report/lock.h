/* lock: the file of a lock, as read/decode_lock.h reads it. Stands on model/. */
#ifndef PP_REPORT_LOCK_H
#define PP_REPORT_LOCK_H

#include "base/strbuf.h"
#include "model/lock.h"

/* Adds the file: a comment that says what it is, and one line for each entry, in the order that
 * they have. The same entries give the same bytes. */
void pp_report_lock(const struct pp_lock *lock, struct pp_strbuf *buf);

#endif
