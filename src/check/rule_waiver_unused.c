/* waiver-unused: a waiver that matched nothing (waivers.c reports it, after all rules have run). */
#include "check/parts.h"

const struct pp_rule pp_rule_waiver_unused = {
    .id = "waiver-unused",
    .severity = PP_WARNING,
    .summary = "a waiver matched nothing",
    .page =
        {
            .means = "A waiver of the plan matched no finding.",
            .matters =
                "What it excused is gone, or its pattern is misspelt and the finding it was to "
                "excuse is reported all the same.",
            .bad = "waive \"prefer-above\" { product = \"medai\", reason = \"vendor default\" }\n"
                   "host \"A\" { address = \"10.0.0.1\", product \"media\" { tcp \"hls\" { port = "
                   "7450 } } }",
            .good = "waive \"prefer-above\" { product = \"media\", reason = \"vendor default\" }\n"
                    "host \"A\" { address = \"10.0.0.1\", product \"media\" { tcp \"hls\" { port = "
                    "7450 } } }",
            .source = "The plan language: waivers.",
        },
};
