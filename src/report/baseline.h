/* baseline: the file of a baseline, as read/decode_baseline.h reads it. Stands on model/. */
#ifndef PP_REPORT_BASELINE_H
#define PP_REPORT_BASELINE_H

#include "base/strbuf.h"
#include "model/baseline.h"

/* Adds the file: a comment that says what it is, and one line for each entry, in the order that
 * they have. The same entries give the same bytes. */
void pp_report_baseline(const struct pp_baseline *baseline, struct pp_strbuf *buf);

#endif
