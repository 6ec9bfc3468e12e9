/* policy_finding: from what a policy reports to findings. Stands on policy.h, check/parts.h.
 *
 * One finding per fact, not per port: what is said in the same words of the instances of one
 * endpoint, one after the other, is one finding with all their ports; of one placement, it is said once. */
#ifndef PP_SCRIPT_POLICY_FINDING_H
#define PP_SCRIPT_POLICY_FINDING_H

#include "model/portset.h"
#include "script/policy.h"

#define PP_TOLD_SUGGESTIONS 16

/* What one call of report() says. Texts and ports are Lua's own. */
struct pp_told {
    struct pp_view things[2];
    size_t thing_count;
    const char *message, *help;
    bool has_severity;
    enum pp_severity severity;
    const struct pp_portset *ports; /* NULL: those of the bindings */
    uint16_t suggestions[PP_TOLD_SUGGESTIONS];
    size_t suggestion_count;
};

/* Adds it to policy->running, or to the finding before it. Raises nothing. */
void pp_policy_find(struct pp_policy *policy, const struct pp_told *told);

/* When the policy has run: gives its findings, those from `first` on, their ports, and the lines that
 * tell of ports and suggestions it gave. */
void pp_policy_finish(struct pp_policy *policy, size_t first);

#endif
