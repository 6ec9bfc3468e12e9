/* mem: the only way to heap memory. Stands on libc.
 *
 * Out of memory ends the program through pp_die_memory() with exit code 4, so
 * callers never test for NULL. Long-lived data belongs in an arena (arena.h). */
#ifndef PP_BASE_MEM_H
#define PP_BASE_MEM_H

#include <stddef.h>

/* Says on standard error that memory ran out and exits with code 4. */
_Noreturn void pp_die_memory(void);

/* malloc/calloc/realloc that never return NULL; free() releases the result. */
void *pp_malloc(size_t size);
void *pp_calloc(size_t count, size_t size);
void *pp_realloc(void *old, size_t size);

/* Like pp_malloc, for what is filled at once: from 2 MiB on in huge pages, where the system has
 * them, so that the first touch of each 4 KiB costs nothing. */
void *pp_malloc_huge(size_t size);

/* `size` zeroed bytes straight from the system, in huge pages where it has them; never NULL.
 * pp_unmap() releases them, with the same size. */
void *pp_map(size_t size);
void pp_unmap(void *memory, size_t size);

/* Makes room for `need` items of `size` bytes in a growing array: returns the
 * (moved) array and updates *capacity. Doubles, so appending is amortised O(1). */
void *pp_grow(void *items, size_t *capacity, size_t need, size_t size);

/* Asks for memory that is soon needed and that the processor would not expect. */
static inline void pp_prefetch(const void *memory)
{
#ifdef __GNUC__
    __builtin_prefetch(memory, 1);
#else
    (void)memory;
#endif
}

#endif
