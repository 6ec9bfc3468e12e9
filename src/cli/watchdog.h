/* watchdog: ends a run that takes too long, also inside a C function of Lua that no hook
 * can interrupt, or too much memory. Stands on script/interrupt.h, POSIX timers and resource
 * limits. */
#ifndef PP_CLI_WATCHDOG_H
#define PP_CLI_WATCHDOG_H

#include "script/interrupt.h"

#include <stddef.h>
#include <time.h>

struct pp_watchdog {
    struct pp_interrupt *interrupt;
    bool asked; /* the script has been asked to end */
    timer_t timer;
};

/* After interrupt->seconds of CPU time a script that runs is asked to end. When it has not
 * after one more second, or none runs, a message goes to standard error, with the place where
 * the script is, and the program ends with exit code 4. 0 seconds: never. False when the
 * system has no such timer. */
bool pp_watchdog_start(struct pp_watchdog *watchdog, struct pp_interrupt *interrupt);

/* From here on neither struct is used any more. */
void pp_watchdog_stop(struct pp_watchdog *watchdog);

/* The process gets no more than `bytes` of memory: past them pp_die_memory() ends it with exit
 * code 4. It is the last line behind the limits that have a place. */
void pp_watchdog_limit_memory(size_t bytes);

#endif
