/* explain: pages of rules. Stands on words.h, model/finding.h. Report does not see
 * check: whoever calls hands the words over. */
#ifndef PP_REPORT_EXPLAIN_H
#define PP_REPORT_EXPLAIN_H

#include "model/finding.h"
#include "report/words.h"

struct pp_explained_rule {
    const char *id;
    enum pp_severity severity; /* by default */
    const char *summary;
    const char *means, *matters;   /* paragraphs; one that begins with a blank is an example */
    const char *bad, *good;        /* plans, printed as they are; or NULL */
    const char *settings, *source; /* or NULL */
};

/* One rule's page. */
void pp_report_rule(const struct pp_explained_rule *page, const struct pp_style *style,
                    struct pp_strbuf *buf);

/* A table of them; `head` is the title of the column of summaries. */
void pp_report_rule_table(const struct pp_explained_rule *pages, size_t count, const char *head,
                          const struct pp_style *style, struct pp_strbuf *buf);

#endif
