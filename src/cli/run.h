/* run: one run from files to a judged plan, in one direction. Stands on every room.
 *
 *   struct pp_run run;
 *   pp_run_init(&run, options);          settings found, registry read
 *   if (pp_run_plans(&run, ...))         plans read, decoded, expanded, ports assigned
 *       pp_run_check(&run);              rules
 *   pp_run_report(&run, STDOUT_FILENO)   for the writers of report/
 *   code = pp_run_exit(&run);
 *   pp_run_release(&run);
 *
 * Every mistake of the input is collected in run.diags; none ends the reading of the rest. */
#ifndef PP_CLI_RUN_H
#define PP_CLI_RUN_H

#include "check/check.h"
#include "check/locks.h"
#include "cli/options.h"
#include "read/library.h"
#include "read/settings_file.h"
#include "script/policies.h"

/* A plan on its way from its file to the model. */
struct pp_reading {
    const char *path;
    const char *name;           /* what messages call it */
    const struct pp_node *root; /* NULL: it cannot be read */
};

/* A plan that is no file. */
struct pp_plan_text {
    const char *path; /* where it would be: what it names is looked for from there */
    const char *name; /* what messages call it */
    enum pp_language language;
    const char *text;
    size_t length;
};

/* A policy, or folder of policies, that somebody named. */
struct pp_policy_use {
    const char *name;
    struct pp_loc loc; /* of a plan or settings file */
    enum pp_setting_origin origin;
};

struct pp_run {
    const struct pp_options *options; /* with the values of the settings file in place */
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_diags diags;
    struct pp_settings_file settings;
    struct pp_registry registry;
    struct pp_library library;
    struct pp_script script; /* what Lua plans and policies run with */
    struct pp_policies *policies;
    struct pp_policy_use *policy_uses; /* in the order of loading */
    size_t policy_use_count;
    struct pp_plan plan;
    struct pp_locks locks;
    struct pp_check check;  /* once the plan is expanded */
    bool has_check, judged; /* judged: the rules have run */
    bool wrong_usage;       /* an option turned out to be wrong, and that was said */
    char today[16];
};

/* Finds and reads the settings file (settings.h), then the registry of service names: --services, or PORTPLAN_DATA's, or the one built in. */
void pp_run_init(struct pp_run *run, const struct pp_options *options);
void pp_run_release(struct pp_run *run);

/* Forgets all but the registry and the names of sources: the run begins anew, for other plans.
 * What is in run.arena stays. */
void pp_run_again(struct pp_run *run);

/* Reads the plans, expands them and assigns the ports of pools; false when the input has
 * mistakes: they are in diags, sorted. */
bool pp_run_plans(struct pp_run *run, const char *const *paths, size_t count);

/* The same for one plan that is no file. Policies that are loaded before are there. */
bool pp_run_text(struct pp_run *run, const struct pp_plan_text *plan);

/* Begins a check of the expanded plan, with no findings: run->check is ready for more rules and
 * settings. pp_run_plans() has done it once. */
void pp_run_start_check(struct pp_run *run);

/* Loads the policies of the command line, the plans and the settings file; false when one cannot be
 * loaded: the mistakes are in diags. */
bool pp_run_load_policies(struct pp_run *run, const struct pp_reading *readings, size_t count);

/* Whether the rules that options name are there, given the ids of all; says so when not. */
bool pp_run_rules_exist(struct pp_run *run, const char *const *ids, size_t count);

/* Runs the rules. A policy that fails is a mistake in diags; the others run all the same. */
void pp_run_check(struct pp_run *run);

/* What the writers of report/ need, laid out for `fd`. */
struct pp_report pp_run_report(const struct pp_run *run, int fd);

/* The exit code: of rejected input, of a limit, or of the findings. */
int pp_run_exit(const struct pp_run *run);

/* Writes the mistakes to standard error and gives their exit code. */
int pp_run_reject(struct pp_run *run);

#endif
