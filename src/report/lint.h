/* lint: what is wrong with catalogues, as text and JSON. Stands on report.h. */
#ifndef PP_REPORT_LINT_H
#define PP_REPORT_LINT_H

#include "report/report.h"

extern const struct pp_report_format pp_lint_formats[]; /* of `lint`: report->lint is told */

#endif
