/* diag: collecting the mistakes of a run. */
#include "base/diag.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define REPEATS_NEAR 16 /* how many different mistakes of one place repeats are looked for in */

void pp_diags_init(struct pp_diags *diags, struct pp_arena *arena)
{
    *diags = (struct pp_diags){.arena = arena};
}

void pp_diags_release(struct pp_diags *diags)
{
    free(diags->items);
    *diags = (struct pp_diags){0};
}

static void append(struct pp_diags *diags, struct pp_loc loc, const char *message)
{
    diags->items = pp_grow(diags->items, &diags->capacity, diags->count + 1, sizeof *diags->items);
    diags->items[diags->count] =
        (struct pp_diag){.loc = loc, .message = message, .order = diags->count};
    diags->count++;
}

void pp_diags_add(struct pp_diags *diags, struct pp_loc loc, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    append(diags, loc, pp_arena_vprintf(diags->arena, format, args));
    va_end(args);
}

void pp_diags_also(struct pp_diags *diags, struct pp_loc loc, const char *format, ...)
{
    assert(diags->count > 0);
    struct pp_diag *last = &diags->items[diags->count - 1];
    va_list args;
    va_start(args, format);
    last->also = loc;
    last->also_message = pp_arena_vprintf(diags->arena, format, args);
    va_end(args);
}

void pp_diags_add_near(struct pp_diags *diags, struct pp_loc loc, const char *near,
                       const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = pp_arena_vprintf(diags->arena, format, args);
    va_end(args);
    if (near)
        message = pp_arena_printf(diags->arena, "%s; did you mean '%s'?", message, near);
    append(diags, loc, message);
}

static int compare(const void *left, const void *right)
{
    const struct pp_diag *a = left, *b = right;
    int by_place = pp_loc_compare(a->loc, b->loc);
    if (by_place != 0)
        return by_place;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Whether one of the kept[0..count) nearest to the end says the same of the same place. */
static bool is_repeat(const struct pp_diag *kept, size_t count, const struct pp_diag *diag)
{
    for (size_t i = 0; i < REPEATS_NEAR && i < count; i++) {
        const struct pp_diag *before = &kept[count - 1 - i];
        if (pp_loc_compare(before->loc, diag->loc) != 0)
            return false;
        if (strcmp(before->message, diag->message) == 0)
            return true;
    }
    return false;
}

void pp_diags_sort(struct pp_diags *diags)
{
    size_t kept = 0;
    if (diags->count > 1)
        qsort(diags->items, diags->count, sizeof *diags->items, compare);
    for (size_t i = 0; i < diags->count; i++) {
        if (!is_repeat(diags->items, kept, &diags->items[i]))
            diags->items[kept++] = diags->items[i];
    }
    diags->count = kept;
}
