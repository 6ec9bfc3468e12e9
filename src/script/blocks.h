/* blocks: small blocks of memory for Lua's heap, which asks for and frees millions of a few sizes.
 * Stands on base/mem.
 *
 * A block is never given back to the system before the end, so there is a bound: beyond 16 MiB
 * of them, and for whatever is larger than 256 bytes, it is malloc's turn. */
#ifndef PP_SCRIPT_BLOCKS_H
#define PP_SCRIPT_BLOCKS_H

#include <stddef.h>

#define PP_BLOCK_UNIT 16
#define PP_BLOCK_CLASSES 16 /* sizes: multiples of the unit */
#define PP_BLOCK_CHUNKS 9   /* of 64 KiB, 64 KiB, 128 KiB, ..., 8 MiB */

struct pp_blocks {
    void *free[PP_BLOCK_CLASSES]; /* lists: a free block begins with the address of the next */
    unsigned char *next, *end;    /* what is left of the newest chunk */
    unsigned char *chunks[PP_BLOCK_CHUNKS];
    int chunk_count;
};

/* An empty one is all zeroes. */
void pp_blocks_release(struct pp_blocks *blocks);

/* Like realloc(); `had` is the size that `old` was asked for with, 0 when `old` is NULL; `size` is
 * not 0. NULL: out of memory, and `old` stays. */
void *pp_blocks_realloc(struct pp_blocks *blocks, void *old, size_t had, size_t size);
void pp_blocks_free(struct pp_blocks *blocks, void *old, size_t had);

#endif
