/* parallel: one piece of work done in several parts at once. Stands on POSIX threads. */
#ifndef PP_BASE_PARALLEL_H
#define PP_BASE_PARALLEL_H

#define PP_JOBS_MAX 256u

/* How many processors the system has at work; at least 1, at most PP_JOBS_MAX. */
unsigned pp_processors(void);

/* Calls work(data, part) for every part below `parts` (1 to PP_JOBS_MAX), each on a thread of its
 * own, the last on this one, and returns when all have returned. Where the system gives no thread,
 * the part is done here: the work may not wait for another part. */
void pp_parallel(unsigned parts, void (*work)(void *data, unsigned part), void *data);

#endif
