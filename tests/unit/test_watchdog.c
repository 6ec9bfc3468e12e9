/* watchdog: what ends a run that takes too long outside of any script. Each case is a process of
 * its own, which burns CPU time. */
#define _XOPEN_SOURCE 700

#include "cli/watchdog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <sys/wait.h>
#include <unistd.h>

/* Until so much CPU time of this process is over. */
static void burn(double seconds)
{
    struct timespec now;
    do
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    while ((double)now.tv_sec + (double)now.tv_nsec / 1e9 < seconds);
}

/* The exit code of a process that runs `body` and then ends with 0; what it wrote to standard
 * error in `said`. */
static int run(void (*body)(void), char said[200])
{
    int ends[2], status;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        body();
        _exit(0);
    }
    close(ends[1]);
    ssize_t length = read(ends[0], said, 199);
    said[length > 0 ? length : 0] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void run_too_long(void)
{
    struct pp_watchdog watchdog;
    struct pp_interrupt interrupt = {.seconds = 1};
    if (pp_watchdog_start(&watchdog, &interrupt))
        burn(30);
}

static void a_run_without_a_script_ends_with_a_message(void **state)
{
    char said[200];
    (void)state;
    assert_int_equal(run(run_too_long, said), 4);
    assert_string_equal(said, "portplan: the run took more than 1 s of CPU time; --timeout sets "
                              "another limit\n");
}

static void stop_in_time(void)
{
    struct pp_watchdog watchdog;
    struct pp_interrupt interrupt = {.seconds = 1};
    if (pp_watchdog_start(&watchdog, &interrupt))
        pp_watchdog_stop(&watchdog);
    memset(&watchdog, 0xff, sizeof watchdog); /* it is not looked at any more */
    burn(1.5);
}

static void a_run_that_is_over_is_left_alone(void **state)
{
    char said[200];
    (void)state;
    assert_int_equal(run(stop_in_time, said), 0);
    assert_string_equal(said, "");
}

static void run_without_limit(void)
{
    struct pp_watchdog watchdog;
    struct pp_interrupt interrupt = {.seconds = 0};
    if (!pp_watchdog_start(&watchdog, &interrupt))
        _exit(1);
    burn(1.5);
    pp_watchdog_stop(&watchdog);
}

static void no_seconds_are_no_limit(void **state)
{
    char said[200];
    (void)state;
    assert_int_equal(run(run_without_limit, said), 0);
    assert_string_equal(said, "");
}

static void be_signalled(void)
{
    struct pp_watchdog watchdog;
    struct pp_interrupt interrupt = {.seconds = 10};
    if (!pp_watchdog_start(&watchdog, &interrupt) || kill(getpid(), SIGPROF) != 0)
        _exit(1);
    pp_watchdog_stop(&watchdog);
}

static void the_signal_of_somebody_else_means_nothing(void **state)
{
    char said[200];
    (void)state;
    assert_int_equal(run(be_signalled, said), 0);
    assert_string_equal(said, "");
}

static void block_and_run_too_long(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPROF);
    sigprocmask(SIG_BLOCK, &set, NULL);
    run_too_long();
}

static void whoever_started_it_cannot_block_the_signal(void **state)
{
    char said[200];
    (void)state;
    assert_int_equal(run(block_and_run_too_long, said), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_without_a_script_ends_with_a_message),
        cmocka_unit_test(a_run_that_is_over_is_left_alone),
        cmocka_unit_test(no_seconds_are_no_limit),
        cmocka_unit_test(the_signal_of_somebody_else_means_nothing),
        cmocka_unit_test(whoever_started_it_cannot_block_the_signal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
