/* mem: allocation that ends the program instead of returning NULL. */
#define _DEFAULT_SOURCE /* madvise */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define HUGE_PAGE ((size_t)2 << 20)

_Noreturn void pp_die_memory(void)
{
    static const char message[] = "portplan: out of memory; --max-memory sets another limit\n";
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written; /* nothing is left to do about it */
    _exit(4);
}

void *pp_malloc(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory)
        pp_die_memory();
    return memory;
}

/* Wishes for huge pages where whole ones fit; it may be refused. */
static void wish_huge(void *memory, size_t size)
{
#ifdef MADV_HUGEPAGE
    uintptr_t start = ((uintptr_t)memory + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1);
    uintptr_t end = ((uintptr_t)memory + size) & ~(HUGE_PAGE - 1);
    if (end > start)
        madvise((void *)start, end - start, MADV_HUGEPAGE);
#endif
}

void *pp_malloc_huge(size_t size)
{
    void *memory = NULL;
    if (size < HUGE_PAGE)
        return pp_malloc(size);
    if (size > SIZE_MAX - HUGE_PAGE || posix_memalign(&memory, HUGE_PAGE, size) != 0)
        pp_die_memory();
    wish_huge(memory, size);
    return memory;
}

void *pp_calloc(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory)
        pp_die_memory();
    return memory;
}

void *pp_realloc(void *old, size_t size)
{
    void *memory = realloc(old, size ? size : 1);
    if (!memory)
        pp_die_memory();
    return memory;
}

void *pp_grow(void *items, size_t *capacity, size_t need, size_t size)
{
    if (need <= *capacity)
        return items;
    size_t wanted = *capacity ? *capacity : 8;
    while (wanted < need) {
        if (wanted > SIZE_MAX / 2 / size)
            pp_die_memory();
        wanted *= 2;
    }
    *capacity = wanted;
    void *grown = pp_realloc(items, wanted * size);
    if (wanted * size >= 2 * HUGE_PAGE)
        wish_huge(grown, wanted * size);
    return grown;
}
