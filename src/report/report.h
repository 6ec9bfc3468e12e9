/* report: findings, plans and what is known of ports, as text. Stands on model/ and words.h.
 *
 * The only place where text for users is made. Every writer adds to a buffer: where
 * that goes is the command line's business. */
#ifndef PP_REPORT_REPORT_H
#define PP_REPORT_REPORT_H

#include "model/diff.h"
#include "model/finding.h"
#include "model/registry.h"
#include "report/explain.h"
#include "report/words.h"

struct pp_test_results; /* tests.h */
struct pp_free_answer;
struct pp_lint;
struct pp_who; /* who.h */

struct pp_report {
    const char *version;
    const struct pp_plan *plan; /* expanded; when input was rejected only its files count */
    const struct pp_registry *registry;
    const struct pp_sources *sources;
    const struct pp_diags *diags; /* sorted mistakes */
    bool judged; /* the rules have run: then mistakes are those of policies that failed */
    const struct pp_findings *findings;
    struct pp_summary summary;
    const struct pp_explained_rule *rules; /* those that could fire: a finding's may be missing */
    size_t rule_count;
    const struct pp_test_results *tests; /* of `test`; NULL elsewhere */
    const struct pp_free_answer *free;   /* of `free`, or NULL */
    const struct pp_lint *lint;          /* of `lint`, or NULL */
    const struct pp_diff *diff;          /* of `diff` */
    const struct pp_who *who;            /* of `who` */
    struct pp_style style;
    bool quiet; /* text: only findings of `fail_on` or above, no last line */
    enum pp_severity fail_on;
};

/* A way to write a report. The tables end with a name of NULL. */
struct pp_report_format {
    const char *name;
    void (*write)(const struct pp_report *report, struct pp_strbuf *buf);
};
extern const struct pp_report_format pp_check_formats[]; /* of `check` */
extern const struct pp_report_format pp_show_formats[];  /* of `show` */

/* The format of that name, or NULL. */
const struct pp_report_format *pp_report_format_find(const struct pp_report_format *formats,
                                                     const char *name);

/* `check` for people: findings and the line of counts, or the mistakes of rejected input. */
void pp_report_check_text(const struct pp_report *report, struct pp_strbuf *buf);

/* `check` for programs: the contract is the JSON schema of format_version 1. Rejected
 * input is part of it. */
void pp_report_check_json(const struct pp_report *report, struct pp_strbuf *buf);

/* `check` for services that show findings beside the code (SARIF 2.1.0), for servers that show
 * test results (JUnit XML, TAP 13), for GitHub's pages of a change (workflow commands) and for
 * spreadsheets. Mistakes of the input are in all of them. */
void pp_report_check_sarif(const struct pp_report *report, struct pp_strbuf *buf);
void pp_report_check_junit(const struct pp_report *report, struct pp_strbuf *buf);
void pp_report_check_github(const struct pp_report *report, struct pp_strbuf *buf);
void pp_report_check_tap(const struct pp_report *report, struct pp_strbuf *buf);
void pp_report_check_csv(const struct pp_report *report, struct pp_strbuf *buf);

/* Mistakes of the input, a line each, without colours unless the style has them; returns in how
 * many files they are. */
size_t pp_report_mistakes_text(const struct pp_report *report, struct pp_strbuf *buf);

/* The mistakes of rejected input, for people, with a last line that counts them. */
void pp_report_rejected_text(const struct pp_report *report, struct pp_strbuf *buf);

/* `show`: the bindings of each host in order of port, transport and plan. */
void pp_report_show_text(const struct pp_report *report, struct pp_strbuf *buf);
void pp_report_show_json(const struct pp_report *report, struct pp_strbuf *buf);
void pp_report_show_csv(const struct pp_report *report, struct pp_strbuf *buf);

/* Adds "Cinegy Playout Engine (studio 1) #11": the number only where there could be another. */
void pp_add_instance_name(struct pp_strbuf *buf, const struct pp_placement *placement,
                          uint32_t instance);

/* Adds what the text report tells of a finding below its headline: parties, detail, services and
 * help, each line ended. Scratch memory comes from `arena`. */
void pp_add_finding_body(struct pp_strbuf *buf, const struct pp_report *report,
                         const struct pp_finding *finding, struct pp_arena *arena);

/* Adds "file:line:column", as much of it as is known. */
void pp_add_place(struct pp_strbuf *buf, const struct pp_sources *sources, struct pp_loc loc);

#endif
