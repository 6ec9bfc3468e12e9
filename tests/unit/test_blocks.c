/* blocks: what is handed out is the caller's alone, whatever was freed and grown before it. */
#include "script/blocks.h"

#include "support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HELD 2000
#define TURNS 200000

struct held {
    unsigned char *memory;
    size_t size;
    unsigned char mark;
};

static void check(const struct held *held)
{
    for (size_t i = 0; i < held->size; i++)
        assert_int_equal(held->memory[i], held->mark);
}

static void resize(struct pp_blocks *blocks, struct held *held, size_t size, unsigned char mark)
{
    check(held);
    if (size == 0) {
        pp_blocks_free(blocks, held->memory, held->size);
        *held = (struct held){NULL, 0, 0};
        return;
    }
    unsigned char *memory = pp_blocks_realloc(blocks, held->memory, held->size, size);
    assert_non_null(memory);
    assert_int_equal((uintptr_t)memory % PP_BLOCK_UNIT, 0);
    for (size_t i = 0; i < held->size && i < size; i++)
        assert_int_equal(memory[i], held->mark);
    *held = (struct held){memory, size, mark};
    memset(memory, mark, size);
}

static void blocks_of_any_size_never_overlap(void **state)
{
    (void)state;
    struct pp_blocks blocks = {0};
    struct held *held = calloc(HELD, sizeof *held);
    uint64_t random = test_seed();
    assert_non_null(held);
    for (int turn = 0; turn < TURNS; turn++) {
        bool large = test_once_in(&random, 8);
        size_t size = test_below(&random, large ? 3000 : 300);
        resize(&blocks, &held[test_below(&random, HELD)], size, (unsigned char)turn);
    }
    for (int i = 0; i < HELD; i++)
        resize(&blocks, &held[i], 0, 0);
    pp_blocks_release(&blocks);
    free(held);
}

static void what_is_freed_is_handed_out_again(void **state)
{
    (void)state;
    struct pp_blocks blocks = {0};
    void *first = pp_blocks_realloc(&blocks, NULL, 0, 40);
    void *kept = pp_blocks_realloc(&blocks, NULL, 0, 40);
    pp_blocks_free(&blocks, first, 40);
    assert_ptr_equal(pp_blocks_realloc(&blocks, NULL, 0, 33), first);
    assert_ptr_equal(pp_blocks_realloc(&blocks, kept, 40, 48), kept);
    pp_blocks_release(&blocks);
}

/* More than all chunks hold. */
static void beyond_its_bound_it_goes_on(void **state)
{
    (void)state;
    struct pp_blocks blocks = {0};
    const size_t count = 100000, size = 200;
    unsigned char **all = calloc(count, sizeof *all);
    assert_non_null(all);
    for (size_t i = 0; i < count; i++) {
        all[i] = pp_blocks_realloc(&blocks, NULL, 0, size);
        memset(all[i], (int)(i % 251), size);
    }
    assert_int_equal(blocks.chunk_count, PP_BLOCK_CHUNKS);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(all[i][0], i % 251);
        assert_int_equal(all[i][size - 1], i % 251);
        pp_blocks_free(&blocks, all[i], size);
    }
    pp_blocks_release(&blocks);
    free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_of_any_size_never_overlap),
        cmocka_unit_test(what_is_freed_is_handed_out_again),
        cmocka_unit_test(beyond_its_bound_it_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
