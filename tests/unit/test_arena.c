/* arena: memory is zeroed, aligned, and stays where it is. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void nothing_is_taken_before_the_first_use(void **state)
{
    (void)state;
    struct pp_arena arena;
    pp_arena_init(&arena);
    assert_int_equal(arena.total, 0);
    pp_arena_release(&arena);
}

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    struct pp_arena arena;
    pp_arena_init(&arena);
    for (size_t size = 0; size < 5000; size += 7) {
        unsigned char *bytes = pp_arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(bytes[i], 0);
        if (size)
            memset(bytes, 0xff, size);
    }
    pp_arena_release(&arena);
}

static void small_and_large_objects_do_not_overlap(void **state)
{
    (void)state;
    struct pp_arena arena;
    unsigned char *objects[64];
    size_t sizes[64];
    pp_arena_init(&arena);
    for (size_t i = 0; i < 64; i++) {
        sizes[i] = i % 3 ? 1 + i * 31 : 20000 + i * 3000; /* some have blocks of their own */
        objects[i] = pp_arena_alloc(&arena, sizes[i]);
        memset(objects[i], (int)i, sizes[i]);
    }
    for (size_t i = 0; i < 64; i++) {
        for (size_t j = 0; j < sizes[i]; j++)
            assert_int_equal(objects[i][j], i);
    }
    pp_arena_release(&arena);
    assert_int_equal(arena.total, 0);
}

/* Large arenas take large blocks, which come from elsewhere. */
static void much_is_zeroed_too(void **state)
{
    (void)state;
    struct pp_arena arena;
    size_t taken = 0;
    pp_arena_init(&arena);
    while (taken < (size_t)40 << 20) {
        size_t size = 1 + taken % 5000;
        unsigned char *bytes = pp_arena_alloc(&arena, size);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(bytes[i], 0);
        memset(bytes, 0xff, size);
        taken += size;
    }
    assert_true(arena.total < taken + taken / 2);
    pp_arena_clear(&arena);
    const unsigned char *again = pp_arena_alloc(&arena, 10000);
    for (size_t i = 0; i < 10000; i++)
        assert_int_equal(again[i], 0);
    pp_arena_release(&arena);
}

static void the_first_object_may_be_large(void **state)
{
    (void)state;
    struct pp_arena arena;
    pp_arena_init(&arena);
    memset(pp_arena_alloc(&arena, 1000000), 1, 1000000);
    memset(pp_arena_alloc(&arena, 10), 2, 10);
    assert_true(arena.total >= 1000010);
    pp_arena_release(&arena);
}

static void an_empty_array_is_no_null(void **state)
{
    (void)state;
    struct pp_arena arena;
    pp_arena_init(&arena);
    assert_non_null(pp_arena_array(&arena, 0, 8));
    assert_non_null(pp_arena_copy(&arena, NULL, 0));
    pp_arena_release(&arena);
}

static void copies_are_terminated_and_apart(void **state)
{
    (void)state;
    struct pp_arena arena;
    char text[] = "abcdef";
    pp_arena_init(&arena);
    char *whole = pp_arena_strdup(&arena, text), *part = pp_arena_strndup(&arena, text, 3);
    char *bytes = pp_arena_copy(&arena, text, 2);
    memset(text, 'x', 6);
    assert_string_equal(whole, "abcdef");
    assert_string_equal(part, "abc");
    assert_memory_equal(bytes, "ab", 2);
    pp_arena_release(&arena);
}

static void printf_makes_room_for_any_length(void **state)
{
    (void)state;
    struct pp_arena arena;
    pp_arena_init(&arena);
    assert_string_equal(pp_arena_printf(&arena, "%s %d", "port", 8090), "port 8090");
    assert_string_equal(pp_arena_printf(&arena, "%s", ""), "");
    assert_int_equal(strlen(pp_arena_printf(&arena, "%70000d", 1)), 70000);
    pp_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_taken_before_the_first_use),
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(small_and_large_objects_do_not_overlap),
        cmocka_unit_test(much_is_zeroed_too),
        cmocka_unit_test(the_first_object_may_be_large),
        cmocka_unit_test(an_empty_array_is_no_null),
        cmocka_unit_test(copies_are_terminated_and_apart),
        cmocka_unit_test(printf_makes_room_for_any_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
