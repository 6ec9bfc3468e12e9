/* lint_series: where arithmetic progressions of port blocks meet. Stands on model/port.h.
 *
 * Instance N of an expression has the block first+stride*N .. last+stride*N, as long as that ends
 * at 65535. Answers follow from the numbers, not from trying every N. */
#ifndef PP_CHECK_LINT_SERIES_H
#define PP_CHECK_LINT_SERIES_H

#include "model/port.h"

/* The smallest N whose block has a port of `target`; false when none has. */
bool pp_series_reach(const struct pp_port_expr *expr, struct pp_range target, uint32_t *n);

/* Instances i of `a` and j of `b` whose blocks share a port, with the smallest max(i, j); false
 * when there are none. `distinct`: i and j differ. */
bool pp_series_meet(const struct pp_port_expr *a, const struct pp_port_expr *b, bool distinct,
                    uint32_t *i, uint32_t *j);

#endif
