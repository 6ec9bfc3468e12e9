/* progress: what a run is at, on a terminal, when it takes more than a second. Stands on POSIX timers.
 *
 *   portplan: checking 1,000,000 bindings, 3 s
 *
 * The line is on standard error, is written anew each second, and is wiped before anything else is
 * written. Where standard error is no terminal, or the system has no such timer, nothing is shown. */
#ifndef PP_CLI_PROGRESS_H
#define PP_CLI_PROGRESS_H

#include <signal.h>
#include <time.h>

#define PP_PROGRESS_PHASE 96

struct pp_progress {
    char phases[2][PP_PROGRESS_PHASE]; /* one is shown while the other is written */
    volatile sig_atomic_t phase;       /* which of them */
    volatile sig_atomic_t seconds;
    int is_on;
    timer_t timer;
};

void pp_progress_start(struct pp_progress *progress, const char *phase);

/* What the run is at from here on; formatted like printf, and cut when it is too long. */
void pp_progress_set(struct pp_progress *progress, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Wipes the line; from here on the struct is not used any more. */
void pp_progress_stop(struct pp_progress *progress);

#endif
