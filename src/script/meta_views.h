/* meta_views: classes of what scripts meet while they run: views, and the tables that report()
 * and check() take. Stands on meta.h, view.h, policy.h, lib_plans.h. */
#ifndef PP_SCRIPT_META_VIEWS_H
#define PP_SCRIPT_META_VIEWS_H

#include "base/arena.h"
#include "script/meta.h"

/* portplan.view.site, .host, .placement and .binding, portplan.report_options and
 * portplan.check_settings, from the tables that they are read by; they live in the arena. */
const struct pp_meta_class *pp_meta_views(struct pp_arena *arena, size_t *count);

#endif
