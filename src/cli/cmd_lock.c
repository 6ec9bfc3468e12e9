/* cmd_lock: `portplan lock`. */
#include "cli/commands.h"
#include "cli/lock_merge.h"
#include "cli/locks.h"
#include "cli/streams.h"
#include "report/lock.h"

#include <stdlib.h>

/* --- telling ---------------------------------------------------------------- */

static void add_change(struct pp_strbuf *text, size_t count, const char *what, bool *any)
{
    if (count == 0)
        return;
    pp_strbuf_add(text, *any ? ", " : ": ");
    pp_strbuf_add_grouped(text, count);
    pp_strbuf_printf(text, " %s", what);
    *any = true;
}

/* "locked 12 ports in 'site.lua.lock': 3 new, 1 gone". `had`: there was a file; `written`: it was
 * another one. */
static void tell_lock(const struct pp_lock *lock, bool had, bool written,
                      const struct pp_lock_change *change, struct pp_strbuf *text)
{
    bool any = false;
    pp_strbuf_add(text, "locked ");
    if (change->locked > 0)
        pp_add_count(text, change->locked, "port");
    else
        pp_strbuf_add(text, "no port");
    pp_strbuf_printf(text, " in '%s'", lock->path);
    add_change(text, change->fresh, "new", &any);
    add_change(text, change->back, "back", &any);
    add_change(text, change->moved, "moved", &any);
    add_change(text, change->carried, "from the lock of another plan", &any);
    add_change(text, change->left, "to the lock of another plan", &any);
    add_change(text, change->gone, "gone", &any);
    add_change(text, change->pruned, "pruned", &any);
    add_change(text, change->given, "fixed in the plan by now", &any);
    if (!any && had)
        pp_strbuf_add(text, written ? ": same ports, lines written anew" : ": as before");
    pp_strbuf_add_char(text, '\n');
}

/* "moved 8005 to 8006 on CAP1, pool control #2 of shop.till: the host excludes it (site.lua:7)",
 * or "dropped 8005 on ..." where there is nothing to choose, or no port. */
static void tell_move(const struct pp_run *run, const struct pp_lock_entry *entry,
                      const struct pp_lock_use *use, struct pp_strbuf *text)
{
    const struct pp_plan *plan = &run->plan;
    struct pp_range now = {plan->bindings.first[use->binding], plan->bindings.last[use->binding]};
    bool moved = use->state != PP_LOCK_FIXED && now.first;
    pp_strbuf_add(text, moved ? "moved " : "dropped ");
    pp_range_format(entry->ports, text);
    pp_strbuf_add(text, moved ? " to " : "");
    if (moved)
        pp_range_format(now, text);
    pp_strbuf_printf(text, " on %s, %s: %s (", entry->host, pp_lock_subject(&run->locks, entry),
                     pp_lock_reason(&run->locks, plan, entry, use));
    pp_add_place(text, &run->sources,
                 plan->placements[plan->listeners[use->listener].placement].loc);
    pp_strbuf_add(text, ")\n");
}

static void tell_moves(const struct pp_run *run, size_t file, struct pp_strbuf *text)
{
    const struct pp_lock *lock = &run->locks.files[file];
    for (size_t i = 0; i < lock->count; i++) {
        struct pp_lock_use use = run->locks.uses[file][i];
        if (use.state == PP_LOCK_HELD &&
            run->plan.bindings.first[use.binding] != lock->entries[i].ports.first)
            use.state = PP_LOCK_LET_GO;
        if (use.state >= PP_LOCK_FIXED)
            tell_move(run, &lock->entries[i], &use, text);
    }
}

/* "not sure of 8001 on CAP1, endpoint web #0 of till: it is of shop.lua:4 by order alone, and may be
 * of shop.lua:5". */
static void tell_doubt(const struct pp_run *run, const struct pp_lock *lock,
                       const struct pp_lock_doubt *doubt, struct pp_strbuf *text)
{
    const char *sep = "";
    const struct pp_lock_entry *entry = &lock->entries[doubt->first];
    pp_strbuf_add(text, "not sure of ");
    for (size_t i = doubt->first; i < doubt->end; i++) {
        if (lock->entries[i].gone)
            continue;
        entry = *sep ? entry : &lock->entries[i];
        pp_strbuf_add(text, sep);
        pp_range_format(lock->entries[i].ports, text);
        sep = ", ";
    }
    pp_strbuf_printf(text, " on %s, %s: nothing tells whether it is of ", entry->host,
                     pp_lock_subject(&run->locks, entry));
    for (size_t i = 0; i < doubt->count; i++) {
        pp_strbuf_add(text, i > 0 ? " or of " : "");
        pp_add_place(text, &run->sources, run->plan.placements[doubt->placements[i]].loc);
    }
    pp_strbuf_add(text, doubt->lost ? "; it is given up\n" : "; the first has it\n");
}

static void tell_doubts(const struct pp_run *run, uint32_t file, struct pp_strbuf *text)
{
    struct pp_lock_doubts doubts = pp_locks_doubts(&run->locks, &run->plan, file);
    for (size_t i = 0; i < doubts.count; i++)
        tell_doubt(run, &run->locks.files[file], &doubts.items[i], text);
    free(doubts.items);
}

/* --- writing ---------------------------------------------------------------- */

static bool write_file(const struct pp_lock *lock)
{
    struct pp_strbuf bytes;
    pp_strbuf_init(&bytes);
    pp_report_lock(lock, &bytes);
    bool good = pp_write_file(lock->path, &bytes);
    pp_strbuf_release(&bytes);
    return good;
}

static bool write_lock(struct pp_run *run, uint32_t file, struct pp_strbuf *told, size_t *without)
{
    struct pp_lock_change change;
    struct pp_lock lock = pp_locks_record(&run->locks, &run->plan, file, run->check.today,
                                          run->options->prune, &change);
    bool written = pp_lock_first_change(&lock) != 0;
    bool good = !written || write_file(&lock);
    if (good) {
        tell_moves(run, file, told);
        tell_doubts(run, file, told);
        tell_lock(&lock, run->locks.files[file].there, written, &change, told);
        *without += change.without;
    }
    return good;
}

/* For whoever has made the first lock of a plan. */
static void tell_merging(const struct pp_run *run, struct pp_strbuf *text)
{
    for (uint32_t i = 0; i < run->locks.file_count; i++) {
        if (run->locks.files[i].there || !pp_lock_may_conflict(run->plan.files[i]))
            continue;
        pp_strbuf_add(text, "branches that add hosts side by side conflict here in git, unless a "
                            "line `*.lock merge=union` in '.gitattributes' lets it take both\n");
        return;
    }
}

static int write_locks(struct pp_run *run)
{
    struct pp_strbuf told;
    size_t without = 0;
    bool good = true;
    pp_strbuf_init(&told);
    for (uint32_t i = 0; i < run->locks.file_count; i++)
        good = write_lock(run, i, &told, &without) && good;
    if (good)
        tell_merging(run, &told);
    if (!run->options->quiet)
        good = pp_write_output(&told) && good;
    pp_strbuf_clear(&told);
    if (without > 0) {
        pp_add_count(&told, without, "instance");
        pp_say("%s got no port; `portplan check` tells why", told.text);
    }
    pp_strbuf_release(&told);
    return !good ? PP_EXIT_INTERNAL : without > 0 ? PP_EXIT_FINDINGS : PP_EXIT_GOOD;
}

int pp_command_lock(const struct pp_options *options)
{
    struct pp_run run;
    if (!pp_locks_possible(options, "`portplan lock`"))
        return PP_EXIT_USAGE;
    pp_run_init(&run, options);
    int code = pp_run_plans(&run, options->arguments.items, options->arguments.count)
                   ? write_locks(&run)
                   : pp_run_reject(&run);
    pp_run_release(&run);
    return code;
}
