/* arena: memory that lives as long as the run and is freed once.
 * Stands on mem.h. Nothing taken from an arena is ever freed by itself. */
#ifndef PP_BASE_ARENA_H
#define PP_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct pp_arena_block;

struct pp_arena {
    struct pp_arena_block *head; /* newest block first */
    size_t total;                /* bytes taken from the system */
};

void pp_arena_init(struct pp_arena *arena);
void pp_arena_release(struct pp_arena *arena);

/* Forgets all that was taken and keeps a block for what comes: for scratch memory. */
void pp_arena_clear(struct pp_arena *arena);

/* `size` zeroed bytes, aligned for any object; never NULL. */
void *pp_arena_alloc(struct pp_arena *arena, size_t size);

/* An array of `count` zeroed items; count may be 0 (the result is then not to be read). */
void *pp_arena_array(struct pp_arena *arena, size_t count, size_t size);

/* A copy of the bytes in the arena (strings are NUL-terminated). */
void *pp_arena_copy(struct pp_arena *arena, const void *bytes, size_t size);
char *pp_arena_strdup(struct pp_arena *arena, const char *text);
char *pp_arena_strndup(struct pp_arena *arena, const char *text, size_t length);

/* printf into the arena. */
char *pp_arena_printf(struct pp_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *pp_arena_vprintf(struct pp_arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

#endif
