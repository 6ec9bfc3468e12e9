/* locks: finding and reading lock files. */
#include "cli/locks.h"

#include "base/file.h"
#include "cli/streams.h"
#include "read/decode_lock.h"
#include "report/lock.h"

#include <string.h>

bool pp_locks_possible(const struct pp_options *options, const char *what)
{
    for (size_t i = 0; i < options->arguments.count; i++) {
        if (strcmp(options->arguments.items[i], "-") == 0) {
            pp_say("%s needs plans that are files: the lock of a plan lies beside it, and standard "
                   "input has no place",
                   what);
            return false;
        }
    }
    return true;
}

/* The line of the first byte in which they differ, or 0. */
static uint32_t differing_line(const struct pp_strbuf *a, const struct pp_strbuf *b)
{
    uint32_t line = 1;
    size_t i = 0;
    for (; i < a->length && i < b->length && a->text[i] == b->text[i]; i++)
        line += a->text[i] == '\n';
    return i < a->length || i < b->length ? line : 0;
}

uint32_t pp_lock_first_change(const struct pp_lock *lock)
{
    struct pp_strbuf old, new;
    pp_strbuf_init(&old);
    pp_strbuf_init(&new);
    pp_report_lock(lock, &new);
    bool there = pp_file_exists(lock->path) && !pp_file_read(lock->path, &old);
    uint32_t line = there ? differing_line(&old, &new) : 1;
    pp_strbuf_release(&old);
    pp_strbuf_release(&new);
    return line;
}

/* A lock is written, too: it must not lead to what belongs to somebody else. */
static bool leads_away(const char *plan, const char *path)
{
    struct pp_strbuf folder;
    pp_strbuf_init(&folder);
    pp_path_folder(plan, &folder);
    bool away = !pp_path_is_inside(path, folder.text);
    pp_strbuf_release(&folder);
    return away;
}

static void read_lock(struct pp_run *run, const char *plan, struct pp_lock *lock)
{
    struct pp_strbuf text;
    if (strcmp(plan, "-") == 0)
        return;
    lock->path = pp_arena_printf(&run->arena, "%s" PP_LOCK_SUFFIX, plan);
    if (!pp_file_exists(lock->path) && !pp_file_is_folder(lock->path))
        return;
    lock->there = true;
    lock->source = pp_sources_add(&run->sources, lock->path);
    pp_strbuf_init(&text);
    const char *why = leads_away(plan, lock->path) ? "it is a link out of the plan's folder"
                                                   : pp_file_read(lock->path, &text);
    if (why)
        pp_diags_add(&run->diags, pp_loc_at(lock->source, 0, 0), "the lock cannot be read: %s",
                     why);
    else
        pp_lock_read(text.text, text.length, &run->arena, &run->diags, lock);
    pp_strbuf_release(&text);
}

void pp_run_read_locks(struct pp_run *run)
{
    const struct pp_options *options = run->options;
    size_t count = run->plan.file_count;
    run->locks = (struct pp_locks){
        .arena = &run->arena,
        .files = pp_arena_array(&run->arena, count, sizeof *run->locks.files),
        .file_count = count,
        .cool_down = options->prune ? 0 : options->cool_down,
        .anew = options->command->bit == PP_FOR_LOCK,
        .required = options->locked,
        .excused = options->baseline != NULL,
        .first_change = pp_lock_first_change,
    };
    for (size_t i = 0; i < count; i++) {
        run->locks.files[i] = (struct pp_lock){0};
        read_lock(run, run->plan.files[i], &run->locks.files[i]);
    }
}
