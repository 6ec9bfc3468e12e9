/* finding_index: the findings of a check by rule and host, for whoever looks for few among many.
 * Stands on check.h. */
#ifndef PP_CHECK_FINDING_INDEX_H
#define PP_CHECK_FINDING_INDEX_H

#include "check/check.h"

struct pp_indexed {
    uint32_t rule; /* by order of appearance */
    uint32_t host; /* PP_NONE for a finding without one */
    uint32_t finding;
};

struct pp_finding_index {
    struct pp_map rules; /* id -> its number */
    struct pp_indexed *items;
    size_t count, capacity;
};

/* Indexes the findings there are by now, once for each host that one is about. */
void pp_finding_index_init(struct pp_finding_index *index, const struct pp_check *check);
void pp_finding_index_release(struct pp_finding_index *index);

/* Those of the rule that are about the host, or about any with PP_NONE, and how many: a finding
 * about two hosts is then met twice. */
const struct pp_indexed *pp_finding_index_find(const struct pp_finding_index *index,
                                               const char *rule, uint32_t host, size_t *count);

#endif
