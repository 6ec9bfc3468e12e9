/* watchdog: ends a run that takes too long, also inside a C function of Lua that no hook
 * can interrupt, or too much memory. Stands on POSIX interval timers and resource limits. */
#ifndef PP_CLI_WATCHDOG_H
#define PP_CLI_WATCHDOG_H

#include <stdbool.h>
#include <stddef.h>

/* After `seconds` of CPU time a message goes to standard error and the program ends with exit
 * code 4; 0 seconds: never. False when the system has no such timer. */
bool pp_watchdog_start(unsigned seconds);

/* The process gets no more than `bytes` of memory: past them pp_die_memory() ends it with exit
 * code 4. It is the last line behind the limits that have a place. */
void pp_watchdog_limit_memory(size_t bytes);

#endif
