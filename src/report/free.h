/* free: the blocks that `portplan free` found, as text, JSON and CSV. Stands on report.h. */
#ifndef PP_REPORT_FREE_H
#define PP_REPORT_FREE_H

#include "report/report.h"

extern const struct pp_report_format pp_free_formats[]; /* of `free`: report->free is told */

#endif
