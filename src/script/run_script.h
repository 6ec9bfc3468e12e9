/* run_script: runs a script of `portplan run`: reports and questions of one's own over plans.
 * Stands on plan_script.h, model/plan. Knows Lua, shows nothing of it.
 *
 * Beside the core (lib.h) and `include`, a script has
 *
 *   arg                    its arguments, arg[1] to arg[#arg]; arg[0] is the script itself
 *   load_plan(path, ...)   plans as one estate: a view of the site (view.h), its ports assigned
 *   check(plan, settings)  the findings and the summary, as tables of the JSON report's shape
 *
 * in the sandbox of a plan. Reading plans and judging them takes rooms that this one does not
 * see: whoever runs the script does that, through struct pp_script_host. */
#ifndef PP_SCRIPT_RUN_SCRIPT_H
#define PP_SCRIPT_RUN_SCRIPT_H

#include "model/plan.h"
#include "script/plan_script.h"

/* The settings of check(plan, settings). */
struct pp_script_settings {
    struct pp_script_rule {
        const char *id; /* not known to be one */
        enum pp_severity severity;
    } * rules;
    size_t rule_count;
    const char **policies; /* files, folders, shipped ones, as --policy takes them */
    size_t policy_count;
    const char *today; /* YYYY-MM-DD, or NULL: as the host has it */
};

enum pp_answer_kind {
    PP_ANSWER_GOOD,
    PP_ANSWER_WRONG,    /* the input has mistakes: `text` says them all, a line each */
    PP_ANSWER_LIMIT,    /* one of them is a limit that was hit: the script must end */
    PP_ANSWER_SETTINGS, /* a setting is wrong: `text` says which */
};

/* What a host says. Nothing of it need live longer than to its next call, but the plan. */
struct pp_answer {
    enum pp_answer_kind kind;
    const struct pp_plan *plan; /* of load: it must outlive the script's state */
    const char *text;           /* of check: the JSON report */
    size_t length;
    uint64_t steps; /* of Lua that were run for it */
    size_t memory;  /* bytes that all plans of the script hold by now */
};

struct pp_script_host {
    void *data;

    /* Loads plans, from paths as the program opens them, as one estate. The same paths may
     * give the same plan again. */
    struct pp_answer (*load)(void *data, const char *const *paths, size_t count);

    /* Judges a plan that load() gave. */
    struct pp_answer (*check)(void *data, const struct pp_plan *plan,
                              const struct pp_script_settings *settings);

    /* Adds the mistakes of the last answer that was wrong to the diags of the script. */
    void (*reject)(void *data);
};

/* A script and its arguments. */
struct pp_script_start {
    const char *text;
    size_t length;
    const char *path; /* as the user gave it, "-" for standard input */
    const char *name; /* what messages call it; NULL for `path` */
    const char *const *arguments;
    size_t argument_count;
};

/* Runs the script once. *verdict is what it says of itself: false when it returned false, else
 * true. Returns false, *verdict untouched, when it did not come to its end: the reasons are in
 * the script's diags, but not when its print failed. Mistakes of a plan that it loaded, and that
 * it did not catch, are there as they would be without the script. */
bool pp_script_run_script(struct pp_script *script, const struct pp_script_host *host,
                          const struct pp_script_start *start, bool *verdict);

#endif
