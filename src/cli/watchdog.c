/* watchdog: a CPU timer whose signal first asks, then ends the program. */
#include "cli/watchdog.h"

#include <limits.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* --- the last words: only what is safe in a signal handler -------------------- */

struct words {
    char text[PATH_MAX + 200];
    size_t length;
};

/* Control characters, which a file's name may hold, are not for terminals. */
static void say(struct words *words, const char *text)
{
    for (; *text && words->length < sizeof words->text; text++)
        words->text[words->length++] = (unsigned char)*text < ' ' || *text == 0x7f ? '?' : *text;
}

static void say_number(struct words *words, unsigned long number)
{
    char digits[24], *p = digits + sizeof digits - 1;
    for (*p = '\0'; p == digits + sizeof digits - 1 || number > 0; number /= 10)
        *--p = (char)('0' + number % 10);
    say(words, p);
}

_Noreturn static void end(struct words *words)
{
    words->text[words->length < sizeof words->text ? words->length++ : words->length - 1] = '\n';
    ssize_t written = write(STDERR_FILENO, words->text, words->length);
    (void)written; /* the exit code tells as well */
    _exit(4);
}

static void end_without_place(int signal)
{
    struct words words = {.length = 0};
    (void)signal;
    say(&words, "portplan: the run took more CPU time than --timeout allows");
    end(&words);
}

_Noreturn static void end_run(const struct pp_watchdog *watchdog)
{
    struct words words = {.length = 0};
    struct sigaction action = {0};
    const char *file;
    uint32_t line;
    /* What was interrupted may have been halfway through a change of what is read now. */
    action.sa_handler = end_without_place;
    sigemptyset(&action.sa_mask);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    bool placed = pp_interrupt_where(watchdog->interrupt, &file, &line);
    say(&words, placed ? "error: " : "portplan: ");
    if (placed) {
        say(&words, file);
        say(&words, ":");
        say_number(&words, line);
        say(&words, ": ");
    }
    say(&words, PP_INTERRUPT_BEFORE);
    say_number(&words, watchdog->interrupt->seconds);
    say(&words, placed ? PP_INTERRUPT_AFTER : " s of CPU time; --timeout sets another limit");
    end(&words);
}

static void expire(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)context;
    if (info->si_code != SI_TIMER) /* somebody else's: it brings no pointer */
        return;
    struct pp_watchdog *watchdog = info->si_value.sival_ptr;
    if (watchdog->asked || !pp_interrupt_request(watchdog->interrupt))
        end_run(watchdog);
    watchdog->asked = true;
}

/* --- the timer ---------------------------------------------------------------- */

/* Whoever started us may have blocked the signal. */
static bool let_in(int signal)
{
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, signal);
    return sigprocmask(SIG_UNBLOCK, &ours, NULL) == 0;
}

/* The timer carries the pointer, so that the handler needs nothing at file scope. */
bool pp_watchdog_start(struct pp_watchdog *watchdog, struct pp_interrupt *interrupt)
{
    *watchdog = (struct pp_watchdog){.interrupt = interrupt};
    if (interrupt->seconds == 0)
        return true;
    struct sigaction action = {0};
    action.sa_sigaction = expire;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigemptyset(&action.sa_mask);
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGPROF};
    event.sigev_value.sival_ptr = watchdog;
    struct itimerspec after = {.it_value.tv_sec = (time_t)interrupt->seconds,
                               .it_interval.tv_sec = 1};
    return let_in(SIGPROF) && sigaction(SIGPROF, &action, NULL) == 0 &&
           timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &watchdog->timer) == 0 &&
           timer_settime(watchdog->timer, 0, &after, NULL) == 0;
}

void pp_watchdog_stop(struct pp_watchdog *watchdog)
{
    if (watchdog->interrupt->seconds > 0)
        timer_delete(watchdog->timer);
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
