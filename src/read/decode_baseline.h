/* decode_baseline: the file of a baseline. Stands on yaml.h, fields.h, model/baseline.h. */
#ifndef PP_READ_DECODE_BASELINE_H
#define PP_READ_DECODE_BASELINE_H

#include "model/baseline.h"

/* Reads the text of a baseline file into `baseline`, in `arena`. False when it has mistakes: all
 * of them are in `diags`. Rules and hosts need not exist: the plan of today may have lost them. */
bool pp_baseline_read(const char *text, size_t length, uint16_t source, struct pp_arena *arena,
                      struct pp_diags *diags, struct pp_baseline *baseline);

#endif
