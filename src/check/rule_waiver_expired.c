/* waiver-expired: a waiver whose date has passed (waivers.c reports it, after all rules have run). */
#include "check/parts.h"

const struct pp_rule pp_rule_waiver_expired = {
    .id = "waiver-expired",
    .severity = PP_ERROR,
    .summary = "a waiver's date has passed; it no longer waives",
    .page =
        {
            .means = "The date of a waiver has passed (it is still good on the day itself). The "
                     "findings that it excused are reported again. --today sets the date.",
            .matters = "A waiver is a promise to mend something by a date.",
            .bad = "waive \"prefer-above\" { product = \"media\", reason = \"until the move\", "
                   "expires = \"2020-06-30\" }\n"
                   "host \"A\" { address = \"10.0.0.1\", product \"media\" { tcp \"hls\" { port = "
                   "7450 } } }",
            .good = "waive \"prefer-above\" { product = \"media\", reason = \"until the move\", "
                    "expires = \"2099-06-30\" }\n"
                    "host \"A\" { address = \"10.0.0.1\", product \"media\" { tcp \"hls\" { port = "
                    "7450 } } }",
            .source = "The plan language: waivers.",
        },
};
