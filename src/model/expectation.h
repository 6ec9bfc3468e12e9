/* expectation: what a test says of a finding, and which findings are those that were expected.
 * Stands on finding.h. */
#ifndef PP_MODEL_EXPECTATION_H
#define PP_MODEL_EXPECTATION_H

#include "model/finding.h"

/* What can be said of a finding; bits of pp_expectation_differs(). */
enum pp_trait {
    PP_TRAIT_RULE = 1,
    PP_TRAIT_HOST = 2,
    PP_TRAIT_TRANSPORT = 4,
    PP_TRAIT_PORT = 8,
    PP_TRAIT_LINE = 16,
    PP_TRAIT_SEVERITY = 32,
    PP_TRAIT_PRODUCT = 64,
    PP_TRAIT_ENDPOINT = 128,
    PP_TRAIT_MESSAGE = 256
};

/* What is NULL or 0 is not said: any finding has it. */
struct pp_expectation {
    const char *rule;
    const char *host;               /* without case */
    const char *product, *endpoint; /* both of one party */
    const char *message;            /* all of it */
    const char *says;               /* a part of it */
    uint32_t transport;             /* 1 + enum pp_transport */
    uint32_t severity;              /* enum pp_severity */
    uint32_t line;                  /* of the finding or one of its parties, in the plan's text */
    uint16_t port;                  /* one of the finding's ports */
    struct pp_loc loc;              /* where the test says it */
};

/* What of the expectation the finding does not have, as bits of pp_trait; 0: it is the one.
 * `source` is the plan's text: other files have other lines. */
unsigned pp_expectation_differs(const struct pp_expectation *expectation,
                                const struct pp_plan *plan, const struct pp_finding *finding,
                                uint16_t source);

/* How many traits the expectation names. */
unsigned pp_expectation_traits(const struct pp_expectation *expectation);

/* Findings of one plan that are compared with what was expected. */
struct pp_comparison {
    const struct pp_plan *plan;
    uint16_t source;
    const struct pp_expectation *expectations;
    size_t expectation_count;
    const struct pp_finding *const *findings;
    size_t finding_count;
    uint32_t *match;   /* by expectation: the finding that it matches, or PP_NONE */
    uint32_t *owner;   /* by finding: the expectation that it matches, or PP_NONE */
    uint32_t *nearest; /* by expectation without a match: a finding that came instead of it, or
                          PP_NONE; no finding is that of two */
};

/* Fills match, owner and nearest, in `arena`. Each expectation takes one finding, so that as
 * many as can be are matched, whatever their order. */
void pp_comparison_run(struct pp_comparison *comparison, struct pp_arena *arena);

#endif
