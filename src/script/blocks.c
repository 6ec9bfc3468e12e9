/* blocks: lists of free blocks by size, and chunks that they are cut from. */
#include "script/blocks.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define PP_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PP_ASAN 1
#endif
#endif

#ifdef PP_ASAN
#include <sanitizer/asan_interface.h>
#define HIDE(memory, size) ASAN_POISON_MEMORY_REGION(memory, size)
#define SHOW(memory, size) ASAN_UNPOISON_MEMORY_REGION(memory, size)
#else
#define HIDE(memory, size) ((void)0)
#define SHOW(memory, size) ((void)0)
#endif

#define FIRST_CHUNK ((size_t)64 * 1024)

static size_t class_of(size_t size)
{
    return (size - 1) / PP_BLOCK_UNIT;
}

static size_t chunk_size(int chunk)
{
    return chunk ? FIRST_CHUNK << (chunk - 1) : FIRST_CHUNK;
}

void pp_blocks_release(struct pp_blocks *blocks)
{
    for (int i = 0; i < blocks->chunk_count; i++) {
        SHOW(blocks->chunks[i], chunk_size(i));
        free(blocks->chunks[i]);
    }
    *blocks = (struct pp_blocks){0};
}

/* What is left of the chunk before is too little for one block. */
static bool add_chunk(struct pp_blocks *blocks)
{
    if (blocks->chunk_count == PP_BLOCK_CHUNKS)
        return false;
    size_t size = chunk_size(blocks->chunk_count);
    unsigned char *chunk = malloc(size);
    if (!chunk)
        return false;
    blocks->chunks[blocks->chunk_count++] = chunk;
    blocks->next = chunk;
    blocks->end = chunk + size;
    HIDE(chunk, size);
    return true;
}

static void *take(struct pp_blocks *blocks, size_t size)
{
    size_t class = class_of(size), whole = (class + 1) * PP_BLOCK_UNIT;
    void *block = blocks->free[class];
    if (block) {
        SHOW(block, whole);
        memcpy(&blocks->free[class], block, sizeof(void *));
        return block;
    }
    if ((size_t)(blocks->end - blocks->next) < whole && !add_chunk(blocks))
        return malloc(size);
    block = blocks->next;
    blocks->next += whole;
    SHOW(block, whole);
    return block;
}

/* Whether it was cut from a chunk; the newest are the largest. */
static bool is_cut(const struct pp_blocks *blocks, const void *block)
{
    for (int i = blocks->chunk_count; i-- > 0;) {
        if ((uintptr_t)block - (uintptr_t)blocks->chunks[i] < chunk_size(i))
            return true;
    }
    return false;
}

void pp_blocks_free(struct pp_blocks *blocks, void *old, size_t had)
{
    if (!old || class_of(had) >= PP_BLOCK_CLASSES || !is_cut(blocks, old)) {
        free(old);
        return;
    }
    memcpy(old, &blocks->free[class_of(had)], sizeof(void *));
    blocks->free[class_of(had)] = old;
    HIDE(old, (class_of(had) + 1) * PP_BLOCK_UNIT);
}

void *pp_blocks_realloc(struct pp_blocks *blocks, void *old, size_t had, size_t size)
{
    bool small = class_of(size) < PP_BLOCK_CLASSES;
    if (!old)
        return small ? take(blocks, size) : malloc(size);
    bool cut = class_of(had) < PP_BLOCK_CLASSES && is_cut(blocks, old);
    if (cut && class_of(had) == class_of(size))
        return old;
    if (!cut && !small)
        return realloc(old, size);
    void *block = small ? take(blocks, size) : malloc(size);
    if (!block)
        return NULL;
    memcpy(block, old, had < size ? had : size);
    pp_blocks_free(blocks, old, had);
    return block;
}
