/* lock_owner: what a lock file knows of one placement, its owner: entries that stand together.
 * Stands on locks.h. */
#ifndef PP_CHECK_LOCK_OWNER_H
#define PP_CHECK_LOCK_OWNER_H

#include "check/locks.h"

/* The owners of one host, product, label and address, which only their numbers tell apart. */
struct pp_alike {
    size_t first, end; /* of the entries */
};

/* Those behind `alike` ({0, 0} for the first); false at the end of the file. */
bool pp_alike_next(const struct pp_lock *lock, struct pp_alike *alike);

/* How two entries are ordered by the placement they are about: 0 for one owner. */
int pp_lock_owner_compare(const struct pp_lock_entry *a, const struct pp_lock_entry *b);

/* The first entry of the owner, or of one behind where it would be. */
size_t pp_lock_owner_first(const struct pp_lock *lock, const struct pp_lock_entry *owner);

/* Behind the last entry of the owner whose first entry that is. */
size_t pp_lock_owner_end(const struct pp_lock *lock, size_t first);

/* The first of the owner's entries that is in use; PP_NONE: all are gone. */
size_t pp_lock_owner_used(const struct pp_lock *lock, size_t first);

/* How well a placement has the instances that are locked for the owner. */
enum pp_lock_fit { PP_FIT_NONE, PP_FIT_HAS, PP_FIT_EXACT };
enum pp_lock_fit pp_lock_owner_fit(const struct pp_lock *lock, size_t first,
                                   const struct pp_placement *placement);

/* Notes that the owner's entries are about the placement. */
void pp_lock_owner_set(struct pp_locks *locks, uint32_t file, size_t first, uint32_t placement);

/* "" without one. */
const char *pp_placement_label(const struct pp_placement *placement);

/* Whether the placement itself has that address; "": none. */
bool pp_placement_has_address(const struct pp_placement *placement, const char *address);

/* Whether the placement is one of the file, and of the entry's product, label and address. */
bool pp_lock_is_alike(const struct pp_placement *placement, uint32_t file,
                      const struct pp_lock_entry *entry);

/* Whether the placement, of the entry's host, has a label, nothing in use that is locked for it,
 * and but for the label is what the entry is about. */
bool pp_lock_is_labelled_anew(const struct pp_locks *locks, const struct pp_plan *plan,
                              uint32_t file, const struct pp_lock_entry *entry, uint32_t placement);

#endif
