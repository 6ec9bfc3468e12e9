/* script_host: what `portplan run` does for its script: it loads plans and judges them, each as
 * `portplan check` would. Stands on run.h, script/run_script.h. */
#ifndef PP_CLI_SCRIPT_HOST_H
#define PP_CLI_SCRIPT_HOST_H

#include "cli/run.h"
#include "script/run_script.h"

/* Plans that a script has loaded as one estate. */
struct pp_loaded {
    struct pp_options options; /* of the script, with these plans */
    struct pp_run run;
    const char **paths; /* in the arena of the options */
    size_t count;
    struct pp_loaded *next;
};

struct pp_run_host {
    struct pp_run *run;         /* of the script itself: its options, and where mistakes end */
    struct pp_loaded *loaded;   /* the newest first */
    struct pp_loaded *rejected; /* the one that could not be loaded last, or NULL */
    const struct pp_run *wrong; /* whose mistakes were told last */
    struct pp_strbuf text;      /* of the last answer */
    /* Called before anything else may print. */
    void (*flush)(void *data);
    void *flush_data;
};

void pp_run_host_init(struct pp_run_host *host, struct pp_run *run);
void pp_run_host_release(struct pp_run_host *host);

/* What the script is given; good as long as `host` stays where it is. */
struct pp_script_host pp_run_host_words(struct pp_run_host *host);

#endif
