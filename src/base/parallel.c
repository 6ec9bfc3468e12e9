/* parallel: threads that are started, and waited for. */
#include "base/parallel.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

struct job {
    void (*work)(void *data, unsigned part);
    void *data;
    unsigned part;
    pthread_t thread;
    bool started;
};

unsigned pp_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    if (count < 1)
        return 1;
    return count < (long)PP_JOBS_MAX ? (unsigned)count : PP_JOBS_MAX;
}

static void *run(void *job)
{
    const struct job *one = job;
    one->work(one->data, one->part);
    return NULL;
}

void pp_parallel(unsigned parts, void (*work)(void *data, unsigned part), void *data)
{
    struct job jobs[PP_JOBS_MAX];
    assert(parts >= 1 && parts <= PP_JOBS_MAX);
    for (unsigned i = 0; i + 1 < parts; i++) {
        jobs[i] = (struct job){.work = work, .data = data, .part = i};
        jobs[i].started = pthread_create(&jobs[i].thread, NULL, run, &jobs[i]) == 0;
    }
    work(data, parts - 1);
    for (unsigned i = 0; i + 1 < parts; i++) {
        if (jobs[i].started)
            pthread_join(jobs[i].thread, NULL);
        else
            work(data, i);
    }
}
