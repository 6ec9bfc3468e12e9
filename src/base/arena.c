/* arena: blocks of memory handed out from the front, released together. */
#include "base/arena.h"

#include "base/mem.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)64 * 1024)
#define BLOCK_MAX ((size_t)4 * 1024 * 1024) /* head and all: mapped, in huge pages */

struct pp_arena_block {
    struct pp_arena_block *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

void pp_arena_init(struct pp_arena *arena)
{
    *arena = (struct pp_arena){0};
}

static void release_block(struct pp_arena_block *block)
{
    if (sizeof *block + block->size == BLOCK_MAX)
        pp_unmap(block, BLOCK_MAX);
    else
        free(block);
}

void pp_arena_release(struct pp_arena *arena)
{
    struct pp_arena_block *block = arena->head;
    while (block) {
        struct pp_arena_block *next = block->next;
        release_block(block);
        block = next;
    }
    pp_arena_init(arena);
}

void pp_arena_clear(struct pp_arena *arena)
{
    struct pp_arena_block *kept = arena->head;
    if (!kept)
        return;
    arena->head = kept->next;
    pp_arena_release(arena);
    memset(kept->bytes, 0, kept->used);
    kept->used = 0;
    kept->next = NULL;
    arena->head = kept;
    arena->total = sizeof *kept + kept->size;
}

static struct pp_arena_block *add_block(struct pp_arena *arena, size_t size)
{
    size_t whole = sizeof(struct pp_arena_block) + size;
    struct pp_arena_block *block = whole == BLOCK_MAX ? pp_map(whole) : pp_calloc(1, whole);
    block->size = size;
    arena->total += whole;
    return block;
}

/* Small arenas stay small, large ones have few blocks: a quarter of what there is. */
static size_t next_size(const struct pp_arena *arena)
{
    size_t whole = BLOCK_SIZE;
    while (whole < BLOCK_MAX && whole < arena->total / 4)
        whole *= 2;
    return whole - sizeof(struct pp_arena_block);
}

void *pp_arena_alloc(struct pp_arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX - BLOCK_SIZE)
        pp_die_memory();
    size = (size + align - 1) / align * align;
    if (size > BLOCK_SIZE / 4) { /* large objects get a block of their own, behind the head */
        struct pp_arena_block *large = add_block(arena, size);
        large->used = size;
        if (arena->head) {
            large->next = arena->head->next;
            arena->head->next = large;
        } else {
            arena->head = large;
        }
        return large->bytes;
    }
    if (!arena->head || arena->head->size - arena->head->used < size) {
        struct pp_arena_block *block = add_block(arena, next_size(arena));
        block->next = arena->head;
        arena->head = block;
    }
    void *memory = arena->head->bytes + arena->head->used;
    arena->head->used += size;
    return memory;
}

void *pp_arena_array(struct pp_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        pp_die_memory();
    return pp_arena_alloc(arena, count * size);
}

void *pp_arena_copy(struct pp_arena *arena, const void *bytes, size_t size)
{
    void *copy = pp_arena_alloc(arena, size);
    if (size)
        memcpy(copy, bytes, size);
    return copy;
}

char *pp_arena_strndup(struct pp_arena *arena, const char *text, size_t length)
{
    char *copy = pp_arena_alloc(arena, length + 1);
    memcpy(copy, text, length);
    return copy;
}

char *pp_arena_strdup(struct pp_arena *arena, const char *text)
{
    return pp_arena_strndup(arena, text, strlen(text));
}

char *pp_arena_vprintf(struct pp_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) /* beyond 2 GiB */
        return pp_arena_strdup(arena, "(a text too long to show)");
    char *text = pp_arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, args);
    return text;
}

char *pp_arena_printf(struct pp_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = pp_arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}
