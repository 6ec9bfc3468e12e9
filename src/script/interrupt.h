/* interrupt: how a signal handler ends the script that runs, and asks where it is. Stands on
 * base/; state.h tells it which script runs.
 *
 * Scripts may run inside one another: the innermost is the one that runs. Whoever owns the
 * signal gives it a pointer to this, so that nothing lies at file scope. */
#ifndef PP_SCRIPT_INTERRUPT_H
#define PP_SCRIPT_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

struct pp_state;

/* What is said then, around the number of seconds, from both sides. */
#define PP_INTERRUPT_BEFORE "the run took more than "
#define PP_INTERRUPT_AFTER " s of CPU time and was stopped here; --timeout sets another limit"

struct pp_interrupt {
    unsigned seconds;                  /* of CPU time that are over then: for the message */
    volatile sig_atomic_t requested;   /* every script that runs is to end */
    struct pp_state *volatile running; /* NULL: none */
};

/* Asks the running script to end at the next instruction of its own, as for any other limit.
 * False when none runs. May be called by a signal handler. */
bool pp_interrupt_request(struct pp_interrupt *interrupt);

/* Where the running script is: the name of its file and the line. False when that is not known.
 * Only for a signal handler that ends the program: it reads a stack that it has interrupted. */
bool pp_interrupt_where(const struct pp_interrupt *interrupt, const char **file, uint32_t *line);

/* For state.c: `state` begins to run, giving the one that it runs inside of; and has ended.
 * `interrupt` may be NULL. */
struct pp_state *pp_interrupt_enter(struct pp_interrupt *interrupt, struct pp_state *state);
void pp_interrupt_leave(struct pp_interrupt *interrupt, struct pp_state *outer);

#endif
