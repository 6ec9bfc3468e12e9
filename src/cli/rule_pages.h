/* rule_pages: rules as report/ knows them. Stands on check/rule.h, report/explain.h. */
#ifndef PP_CLI_RULE_PAGES_H
#define PP_CLI_RULE_PAGES_H

#include "check/rule.h"
#include "report/explain.h"

/* A rule's page; its texts are the rule's. */
struct pp_explained_rule pp_rule_page_of(const struct pp_rule *rule);

/* The pages of rules[0..count), in their order. In `arena`. */
const struct pp_explained_rule *pp_rule_pages(struct pp_arena *arena,
                                              const struct pp_rule *const *rules, size_t count);

#endif
