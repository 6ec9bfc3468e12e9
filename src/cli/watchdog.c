/* watchdog: a CPU timer whose signal ends the program. */
#include "cli/watchdog.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

/* Only what is safe in a signal handler: the limit is read back from the timer itself, so
 * that nothing needs to be shared with it. */
static void expire(int signal)
{
    static const char before[] = "portplan: the run took more than ";
    static const char after[] = " s of CPU time; --timeout sets another limit\n";
    char text[sizeof before + sizeof after + 24];
    char digits[24];
    struct itimerval timer;
    size_t length = sizeof before - 1, count = 0;
    (void)signal;
    memcpy(text, before, length);
    unsigned long seconds = 0;
    if (getitimer(ITIMER_PROF, &timer) == 0)
        seconds = (unsigned long)timer.it_interval.tv_sec;
    do {
        digits[count++] = (char)('0' + seconds % 10);
        seconds /= 10;
    } while (seconds > 0);
    while (count > 0)
        text[length++] = digits[--count];
    memcpy(text + length, after, sizeof after - 1);
    length += sizeof after - 1;
    ssize_t written = write(STDERR_FILENO, text, length);
    (void)written; /* the exit code tells as well */
    _exit(4);
}

bool pp_watchdog_start(unsigned seconds)
{
    if (seconds == 0)
        return true;
    struct sigaction action = {0};
    struct itimerval timer = {0};
    action.sa_handler = expire;
    sigemptyset(&action.sa_mask);
    sigset_t ours; /* whoever started us may have blocked it */
    sigemptyset(&ours);
    sigaddset(&ours, SIGPROF);
    if (sigprocmask(SIG_UNBLOCK, &ours, NULL) != 0)
        return false;
    timer.it_value.tv_sec = timer.it_interval.tv_sec = (time_t)seconds;
    return sigaction(SIGPROF, &action, NULL) == 0 && setitimer(ITIMER_PROF, &timer, NULL) == 0;
}

#if defined(__SANITIZE_ADDRESS__)
#define SHADOW_MEMORY 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SHADOW_MEMORY 1
#endif
#endif

/* A sanitizer maps far more than the program uses: nothing is limited then. */
void pp_watchdog_limit_memory(size_t bytes)
{
#ifndef SHADOW_MEMORY
    struct rlimit limit;
    if (getrlimit(RLIMIT_DATA, &limit) == 0 &&
        (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > bytes)) {
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_DATA, &limit); /* where it cannot be set, there is none */
    }
#else
    (void)bytes;
#endif
}
