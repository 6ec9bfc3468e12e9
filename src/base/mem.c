/* mem: allocation that ends the program instead of returning NULL. */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

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
    return pp_realloc(items, wanted * size);
}
