/* locks: the ports of lock files in the plan, and what a new lock would hold. Stands on
 * model/lock.h, model/plan.h.
 *
 *   pp_locks_apply(&locks, &plan, today)   behind pp_plan_expand(), before pp_allocate()
 *   check.locks = &locks                   for the allocator, lock-conflict and lock-outdated
 *   pp_locks_record(&locks, &plan, ...)    behind pp_allocate() */
#ifndef PP_CHECK_LOCKS_H
#define PP_CHECK_LOCKS_H

#include "model/lock.h"
#include "model/plan.h"

/* What the plan makes of an entry. */
enum pp_lock_state {
    PP_LOCK_UNUSED, /* nothing in the plan has a use for it */
    PP_LOCK_HELD,   /* its assignment has it, or, when it was gone, has it again */
    PP_LOCK_GIVEN,  /* the plan gives it that port by now, as a fixed one */
    /* contradictions, in the order of asking: */
    PP_LOCK_FIXED,   /* the plan gives another port by now */
    PP_LOCK_WIDTH,   /* the plan wants blocks of another size */
    PP_LOCK_OUTSIDE, /* it is outside the pool or range */
    PP_LOCK_UNALIGNED,
    PP_LOCK_UNTIED, /* it is tied to another binding, which has another port */
    PP_LOCK_MIXED,  /* another instance of what it is tied to has the port */
    PP_LOCK_EXCLUDED,
    PP_LOCK_TAKEN, /* another binding has the port, and the two cannot both run */
    /* none, but for words: */
    PP_LOCK_LET_GO /* what it is tied to cannot have it */
};

/* That of one entry, and where in the plan it belongs. */
struct pp_lock_use {
    enum pp_lock_state state;
    uint32_t listener, binding; /* but for UNUSED: the first of those that share the port */
    uint32_t other;             /* of TAKEN, UNTIED and MIXED: the other binding */
};

struct pp_cooling { /* a port that is gone, and not yet to be given again */
    uint32_t host;
    struct pp_range ports;
    uint32_t owner; /* the listener that wants its own port back and may have it, or PP_NONE */
    int32_t until;  /* the day (pp_date_day) from which anybody may have it */
};

struct pp_locks {
    struct pp_arena *arena;
    struct pp_lock *files; /* by index of the plan's site */
    size_t file_count;
    uint32_t cool_down; /* days */
    bool anew;          /* contradictions are not kept: other ports are chosen */
    bool required;      /* `check --locked` */
    bool excused;       /* findings may be taken out by a baseline */
    /* The first line of the file that is not as the new lock would be written; 0: all are. NULL
     * when nobody can tell. */
    uint32_t (*first_change)(const struct pp_lock *lock);
    struct pp_map
        tied; /* while they are applied: bindings by tie and instance, and by tie and port */
    /* after pp_locks_apply: */
    struct pp_lock_use **uses;        /* by file, then by entry */
    uint32_t *numbers;                /* by placement: pp_lock_entry.number */
    bool *owned;                      /* by placement: entries are about it */
    uint32_t **placements;            /* by file, then by entry: that it is about, or PP_NONE */
    const struct pp_lock_entry **had; /* by binding: the entry in use that is about it, or NULL;
                                       * perhaps of another plan's file */
    struct pp_cooling *cooling;       /* by host and port; those of a host apart */
    size_t cooling_count;
};

/* Gives the locked ports to the bindings of `plan`, those in use before those that come back. A
 * port that contradicts the plan is kept all the same, as far as it can be and unless `anew`: what
 * is locked moves only when somebody locks anew. One that is gone and contradicts is passed over. */
void pp_locks_apply(struct pp_locks *locks, struct pp_plan *plan, const char *today);

/* Whether the port of the host was given up too short a time ago to be given again: one that is
 * gone in a lock, or that a lock has too much. */
bool pp_locks_cool(const struct pp_locks *locks, uint32_t host, uint16_t port);

/* The first that cools of the host's ports from `port` on, or NULL. */
const struct pp_cooling *pp_locks_cooling(const struct pp_locks *locks, uint32_t host,
                                          uint16_t port);

/* Every entry that cools, also on hosts that the plan no longer has, by file and in its order. In
 * the arena. */
struct pp_cooled *pp_locks_cooled(const struct pp_locks *locks, const char *today, size_t *count);

/* What the entry of a chosen listener's binding would be. */
struct pp_lock_entry pp_lock_entry_of(const struct pp_locks *locks, const struct pp_plan *plan,
                                      uint32_t listener, uint32_t binding);

/* The index of the file that the entry is of. */
uint32_t pp_lock_file_of(const struct pp_locks *locks, const struct pp_lock_entry *entry);

/* The use of a locked port that an instance of the listener, by its index, keeps against the plan,
 * as do those that share its ports; NULL: there is none. */
const struct pp_lock_use *pp_locks_conflict(const struct pp_locks *locks,
                                            const struct pp_plan *plan, uint32_t listener,
                                            uint32_t index);

/* Locked ports of one placement of which nothing but its order tells which it is by now. */
struct pp_lock_doubt {
    size_t first, end;      /* of the entries */
    uint32_t placements[2]; /* that may be meant, in plan order */
    size_t count;
    bool lost; /* none of them has the ports */
};

struct pp_lock_doubts {
    struct pp_lock_doubt *items; /* on the heap: the caller frees them */
    size_t count, capacity;
};

/* Those of one file, in its order: placements that are alike, of which some have come or gone or
 * been given labels. */
struct pp_lock_doubts pp_locks_doubts(const struct pp_locks *locks, const struct pp_plan *plan,
                                      uint32_t file);

/* What has become of the ports of one file. */
struct pp_lock_change {
    size_t locked;                /* all in use */
    size_t fresh;                 /* of these: were not in the file */
    size_t back;                  /* were gone */
    size_t moved;                 /* had another port */
    size_t carried;               /* were in the lock of another plan */
    size_t left;                  /* are in the lock of another plan by now */
    size_t given;                 /* are fixed ports of the plan by now */
    size_t gone, pruned, without; /* without: instances that got no port */
};

/* The lock that file number `file` would be: what the plan uses, and what is gone, since `today`
 * or longer; without the latter when `prune`. In the arena. */
struct pp_lock pp_locks_record(const struct pp_locks *locks, const struct pp_plan *plan,
                               uint32_t file, const char *today, bool prune,
                               struct pp_lock_change *change);

/* Why the entry contradicts the plan: "lies outside pool control (8001-8099)". In the arena. */
const char *pp_lock_reason(const struct pp_locks *locks, const struct pp_plan *plan,
                           const struct pp_lock_entry *entry, const struct pp_lock_use *use);

/* "endpoint rest #2 of cinegy.capture_engine (studio)". In the arena. */
const char *pp_lock_subject(const struct pp_locks *locks, const struct pp_lock_entry *entry);

#endif
