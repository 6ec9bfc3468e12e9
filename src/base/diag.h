/* diag: the mistakes found in the input of one run. Stands on source.h, arena.h.
 *
 * Everything that reads collects its complaints here and goes on, so that a
 * user sees all of them at once. Printing them is report's business. */
#ifndef PP_BASE_DIAG_H
#define PP_BASE_DIAG_H

#include "base/source.h"

struct pp_diag {
    struct pp_loc loc;
    const char *message; /* what is wrong, then what would be right; lower case, no full stop */
    struct pp_loc also;  /* a second place ("first declared here"), or line 0 */
    const char *also_message;
    size_t order; /* of arrival: keeps sorting stable */
};

struct pp_diags {
    struct pp_arena *arena;
    struct pp_diag *items;
    size_t count, capacity;
    bool limit_hit; /* a resource limit ended the reading: exit code 4, not 2 */
};

void pp_diags_init(struct pp_diags *diags, struct pp_arena *arena);
void pp_diags_release(struct pp_diags *diags);

/* Adds a mistake at `loc`. */
void pp_diags_add(struct pp_diags *diags, struct pp_loc loc, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Gives the mistake added last a second place. */
void pp_diags_also(struct pp_diags *diags, struct pp_loc loc, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds a mistake whose text is `format` and, when near is not NULL, "; did you mean 'near'?". */
void pp_diags_add_near(struct pp_diags *diags, struct pp_loc loc, const char *near,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Sorts by place (file in order of reading, line, column), then by arrival; what a loop of a
 * script says again and again of one line is kept once. */
void pp_diags_sort(struct pp_diags *diags);

#endif
