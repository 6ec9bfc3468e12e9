/* progress: a timer whose signal writes one line. */
#include "cli/progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WIPE "\r\x1b[K"

static size_t add(char *line, size_t at, const char *text)
{
    size_t length = strlen(text);
    memcpy(line + at, text, length);
    return at + length;
}

static size_t add_number(char *line, size_t at, long number)
{
    char digits[24], *p = digits + sizeof digits - 1;
    for (*p = '\0'; p == digits + sizeof digits - 1 || number > 0; number /= 10)
        *--p = (char)('0' + number % 10);
    return add(line, at, p);
}

static void put(const char *text, size_t length)
{
    ssize_t written = write(STDERR_FILENO, text, length);
    (void)written; /* it is for the eye alone */
}

/* Only what is safe in a signal handler. */
static void show(int signal, siginfo_t *info, void *context)
{
    char line[PP_PROGRESS_PHASE + 64];
    size_t length = 0;
    (void)signal;
    (void)context;
    if (info->si_code != SI_TIMER) /* somebody else's: it brings no pointer */
        return;
    struct pp_progress *progress = info->si_value.sival_ptr;
    progress->seconds = progress->seconds + 1;
    length = add(line, length, WIPE "portplan: ");
    length = add(line, length, progress->phases[progress->phase]);
    length = add(line, length, ", ");
    length = add_number(line, length, progress->seconds);
    length = add(line, length, " s");
    put(line, length);
}

/* The timer carries the pointer, so that the handler needs nothing at file scope. */
void pp_progress_start(struct pp_progress *progress, const char *phase)
{
    struct sigaction action = {0};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
    struct itimerspec second = {.it_value.tv_sec = 1, .it_interval.tv_sec = 1};
    *progress = (struct pp_progress){0};
    pp_progress_set(progress, "%s", phase);
    if (!isatty(STDERR_FILENO))
        return;
    action.sa_sigaction = show;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigemptyset(&action.sa_mask);
    event.sigev_value.sival_ptr = progress;
    if (sigaction(SIGALRM, &action, NULL) != 0 ||
        timer_create(CLOCK_MONOTONIC, &event, &progress->timer) != 0)
        return;
    progress->is_on = 1;
    timer_settime(progress->timer, 0, &second, NULL);
}

void pp_progress_set(struct pp_progress *progress, const char *format, ...)
{
    int next = !progress->phase;
    va_list args;
    va_start(args, format);
    vsnprintf(progress->phases[next], sizeof progress->phases[next], format, args);
    va_end(args);
    progress->phase = next;
}

void pp_progress_stop(struct pp_progress *progress)
{
    if (!progress->is_on)
        return;
    timer_delete(progress->timer);
    if (progress->seconds > 0)
        put(WIPE, strlen(WIPE));
}
