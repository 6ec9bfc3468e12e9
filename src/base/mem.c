/* mem: allocation that ends the program instead of returning NULL. */
#define _DEFAULT_SOURCE /* madvise, MAP_ANONYMOUS */
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

/* The system hands out any page; what lies before the first huge one and behind goes back. */
void *pp_map(size_t size)
{
    if (size > SIZE_MAX - 2 * HUGE_PAGE)
        pp_die_memory();
    size_t whole = (size + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1), asked = whole + HUGE_PAGE;
    unsigned char *memory =
        mmap(NULL, asked, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        pp_die_memory();
    size_t before = (HUGE_PAGE - (uintptr_t)memory % HUGE_PAGE) % HUGE_PAGE;
    if (before)
        munmap(memory, before);
    if (before < HUGE_PAGE)
        munmap(memory + before + whole, HUGE_PAGE - before);
    wish_huge(memory + before, whole);
    return memory + before;
}

void pp_unmap(void *memory, size_t size)
{
    munmap(memory, (size + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1));
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
