/* sarif: the parts of a SARIF log, one table each. Stands on json_value.h, report.h.
 *
 * SARIF refers to files and rules by their index: both tables grow as they are asked. */
#ifndef PP_REPORT_SARIF_H
#define PP_REPORT_SARIF_H

#include "report/json_value.h"
#include "report/report.h"

struct pp_sarif_files {
    const struct pp_sources *sources;
    json_t *artifacts; /* the table: whoever has the log puts it there */
    size_t *indexes;   /* by source: 1 + its index in the table, or 0 */
    uint16_t plan;     /* the source of the first plan, or 0 */
};

/* The plans are in the table from the start. Scratch memory comes from `arena`. */
void pp_sarif_files_init(struct pp_sarif_files *files, const struct pp_report *report,
                         struct pp_arena *arena);

/* A location with the place as far as it is known; of no file, it is the first plan as a whole:
 * a result without a file makes services refuse the log. NULL when there is not even that. */
json_t *pp_sarif_location(struct pp_sarif_files *files, struct pp_loc loc);

struct pp_sarif_rules {
    const struct pp_report *report;
    json_t *descriptors; /* the table: whoever has the log puts it there */
    struct pp_map ids;   /* to their index in the table */
};

void pp_sarif_rules_init(struct pp_sarif_rules *rules, const struct pp_report *report);
void pp_sarif_rules_release(struct pp_sarif_rules *rules);

/* The index of a rule's page in the table; one that report->rules lacks has its id only. */
size_t pp_sarif_rule(struct pp_sarif_rules *rules, const char *id);

/* "error", "warning", "note" by severity; "none" when off. */
extern const char *const pp_sarif_levels[];

/* An object whose `text` it is. */
json_t *pp_sarif_message(const char *text);

#endif
