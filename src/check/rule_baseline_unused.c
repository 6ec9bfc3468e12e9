/* baseline-unused: an entry of a baseline that no longer occurs (baseline.c reports it, after all
 * rules have run). A plan alone cannot show it: the page has none. */
#include "check/parts.h"

const struct pp_rule pp_rule_baseline_unused = {
    .id = "baseline-unused",
    .severity = PP_WARNING,
    .summary = "an entry of the baseline no longer occurs",
    .page =
        {
            .means =
                "The file of --baseline has an entry whose finding the plans no longer have, or "
                "have less often than it counts, or which a waiver excuses by now. "
                "--prune-baseline removes it. Entries of a rule that is off are left alone.",
            .matters = "What was mended can come back unseen as long as the baseline excuses it. "
                       "Where plans of the baseline were left out of the check, their entries are "
                       "reported too: check all of them together.",
            .source = "The command line: baselines.",
        },
};
