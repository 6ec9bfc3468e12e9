/* watchdog: ends a run that takes too long, also inside a C function of Lua that no hook
 * can interrupt. Stands on POSIX interval timers. */
#ifndef PP_CLI_WATCHDOG_H
#define PP_CLI_WATCHDOG_H

#include <stdbool.h>

/* After `seconds` of CPU time a message goes to standard error and the program ends with exit
 * code 4; 0 seconds: never. False when the system has no such timer. */
bool pp_watchdog_start(unsigned seconds);

#endif
