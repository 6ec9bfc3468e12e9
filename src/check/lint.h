/* lint: judges catalogues for every instance that could be placed. Stands on model/lint.h,
 * model/registry.h.
 *
 * Of a product all instances are looked at, of the others the first one each. What two sides do
 * to each other is clash.h's verdict on every operating system that both can run on: a product
 * with an http.sys endpoint runs on Windows only. Severities:
 *
 *   error    a product cannot have the instances that max_instances promises; without
 *            max_instances, not even the first
 *   warning  an instance that is promised has a port of another product, one that IANA assigned,
 *            or a client port; a pool covers other ports; without max_instances, instances behind
 *            the first meet
 *   note     the nearest that lies beyond what is promised; the same ports, but legal; two products
 *            that have one port by default (check says so where they share a host)
 *
 * Without max_instances the first instance is promised. Assignments, client ports and 65535 beyond
 * what is promised are in the capacities alone.
 */
#ifndef PP_CHECK_LINT_H
#define PP_CHECK_LINT_H

#include "model/lint.h"
#include "model/registry.h"

/* Texts are made in `arena`; everything given must outlive the result. */
void pp_lint_run(struct pp_lint *lint, struct pp_arena *arena,
                 const struct pp_catalog *const *catalogs, size_t count,
                 const struct pp_registry *registry);
void pp_lint_release(struct pp_lint *lint);

#endif
