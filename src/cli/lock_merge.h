/* lock_merge: whether git merges lock files line by line. Stands on base/file.h. */
#ifndef PP_CLI_LOCK_MERGE_H
#define PP_CLI_LOCK_MERGE_H

#include <stdbool.h>

/* Whether the plan is in the working tree of a git repository none of whose .gitattributes, from
 * the plan's folder upward, says merge=union: branches that add lines in one place conflict then. */
bool pp_lock_may_conflict(const char *plan);

#endif
