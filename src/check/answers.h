/* answers: what rules said of the ports of an endpoint, so that they are not asked twice.
 * Stands on rule.h, check.h.
 *
 * Only rules that are `hostless` (rule.h): whoever has the endpoint, on any host of one system, is
 * told the same. */
#ifndef PP_CHECK_ANSWERS_H
#define PP_CHECK_ANSWERS_H

#include "check/check.h"

struct pp_answers_entry; /* of one endpoint on one system */

struct pp_answers {
    const struct pp_check *check;
    const struct pp_rule *const *rules; /* hostless ones; the caller's */
    size_t rule_count;
    struct pp_answers_entry **entries; /* a hash table, in the check's arena */
    size_t count, capacity;
    struct pp_answers_entry *latest;
};

void pp_answers_init(struct pp_answers *answers, const struct pp_check *check,
                     const struct pp_rule *const *rules, size_t count);

/* Whether one of the rules would report the port of this listener. */
bool pp_answers_ask(struct pp_answers *answers, const struct pp_listener *listener, uint16_t port);

#endif
