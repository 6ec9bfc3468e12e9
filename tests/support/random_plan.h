/* random_plan: small plans for property tests: hosts whose endpoints crowd on a few ports, so
 * that they clash in every way there is. Stands on random.h, base/strbuf.h. */
#ifndef PP_TESTS_RANDOM_PLAN_H
#define PP_TESTS_RANDOM_PLAN_H

#include "base/strbuf.h"
#include "support/random.h"

/* Every port of such a plan lies in PP_RANDOM_FIRST .. PP_RANDOM_FIRST + 63. */
#define PP_RANDOM_FIRST 9200

/* Replaces `yaml` with a plan that is accepted. */
void random_plan(uint64_t *random, struct pp_strbuf *yaml);

/* The same with two hosts: B stands by for A; either may come first. */
void random_failover(uint64_t *random, struct pp_strbuf *yaml);
/* The same with up to three hosts, on which `auto` chooses blocks, aligned or not, and the same
 * ones or not. */
void random_estate(uint64_t *random, struct pp_strbuf *yaml);

#endif
