/* rule_pages: report/ does not see check/, so what it tells of rules is handed over here. */
#include "cli/rule_pages.h"

struct pp_explained_rule pp_rule_page_of(const struct pp_rule *rule)
{
    return (struct pp_explained_rule){.id = rule->id,
                                      .severity = rule->severity,
                                      .summary = rule->summary,
                                      .means = rule->page.means,
                                      .matters = rule->page.matters,
                                      .bad = rule->page.bad,
                                      .good = rule->page.good,
                                      .settings = rule->page.settings,
                                      .source = rule->page.source};
}

const struct pp_explained_rule *pp_rule_pages(struct pp_arena *arena,
                                              const struct pp_rule *const *rules, size_t count)
{
    struct pp_explained_rule *pages = pp_arena_array(arena, count, sizeof *pages);
    for (size_t i = 0; i < count; i++)
        pages[i] = pp_rule_page_of(rules[i]);
    return pages;
}
