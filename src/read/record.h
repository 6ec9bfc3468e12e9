/* record: what the files that portplan writes and reads again have in common: the first field is
 * their name, with the version of their form, and version control merges them line by line.
 * Stands on node.h, base/diag. */
#ifndef PP_READ_RECORD_H
#define PP_READ_RECORD_H

#include "base/diag.h"
#include "read/node.h"

struct pp_record_kind {
    const char *name;  /* "baseline" */
    int version;       /* the one that is read */
    const char *maker; /* "--write-baseline makes one" */
    const char *merge; /* what to do where a merge left a conflict */
};

/* False, with a mistake at each, when a merge has left its marks in the text: as YAML they would
 * be hard to explain. */
bool pp_record_is_merged(const struct pp_record_kind *kind, const char *text, size_t length,
                         uint16_t source, struct pp_diags *diags);

/* False, with a mistake, when the tree is of another kind or version: it is not read on, for its
 * fields may mean something else. */
bool pp_record_is_known(const struct pp_record_kind *kind, const struct pp_node *root,
                        struct pp_diags *diags);

#endif
