/* answers: what rules said of the ports of an endpoint, so that they are not asked twice.
 * Stands on rule.h, check.h, model/portset.h.
 *
 * Only rules that are `hostless` (rule.h), and those that look at nothing of the host but its
 * client ports: whoever has the endpoint, on any host of one system that picks the same client
 * ports, is told the same. */
#ifndef PP_CHECK_ANSWERS_H
#define PP_CHECK_ANSWERS_H

#include "check/check.h"

struct pp_answers_entry; /* of one endpoint on such hosts */

struct pp_answers {
    const struct pp_check *check;
    const struct pp_rule *const *rules; /* the caller's */
    size_t rule_count;
    struct pp_answers_entry **entries; /* a hash table, in the check's arena */
    size_t count, capacity;
    struct pp_answers_entry *latest;
    /* by system and transport: ports that a hostless rule can concern; NULL: not asked for yet */
    struct pp_portset *candidates[PP_OSES][PP_TRANSPORTS];
};

void pp_answers_init(struct pp_answers *answers, const struct pp_check *check,
                     const struct pp_rule *const *rules, size_t count);

/* That of a listener; good as long as the answers are. */
struct pp_answers_entry *pp_answers_entry_of(struct pp_answers *answers,
                                             const struct pp_listener *listener);

/* Which of the 64 ports from `word` * 64 on one of the rules would report: a bit for each. */
uint64_t pp_answers_ask(struct pp_answers *answers, struct pp_answers_entry *entry, uint32_t word);

#endif
