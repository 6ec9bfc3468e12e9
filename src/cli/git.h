/* git: asks the program git, without a shell between. Stands on base/strbuf.h, POSIX.
 *
 * Only questions are asked: nothing of a repository is changed, no lock is taken, nothing is
 * fetched, and git cannot ask back. */
#ifndef PP_CLI_GIT_H
#define PP_CLI_GIT_H

#include "base/strbuf.h"

#include <stdbool.h>

#define PP_GIT_MAX ((size_t)80 << 20) /* bytes of an answer: more are a failure */

enum pp_git_end {
    PP_GIT_GOOD,
    PP_GIT_NO,     /* git ran, and says that there is no such thing; `why` may be empty */
    PP_GIT_FAILED, /* it could not be run to its end */
};

/* Runs `git ARGS...` (ends with NULL) in the current folder with the `size` bytes of `input` on
 * its standard input; what it prints goes to `out`, replacing it. Otherwise `why` says why, on one
 * line and in git's words where it has some. */
enum pp_git_end pp_git(const char *const *args, const char *input, size_t size,
                       struct pp_strbuf *out, struct pp_strbuf *why);

#endif
