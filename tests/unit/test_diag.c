/* diag, source: mistakes with their places, in the order of reading. */
#include "base/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct run {
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_diags diags;
};

static int setup(void **state)
{
    static struct run run;
    pp_arena_init(&run.arena);
    pp_sources_init(&run.sources, &run.arena);
    pp_diags_init(&run.diags, &run.arena);
    *state = &run;
    return 0;
}

static int teardown(void **state)
{
    struct run *run = *state;
    pp_diags_release(&run->diags);
    pp_sources_release(&run->sources);
    pp_arena_release(&run->arena);
    return 0;
}

static void a_file_has_one_number(void **state)
{
    struct run *run = *state;
    char name[] = "plans/a.lua";
    uint16_t a = pp_sources_add(&run->sources, name), b = pp_sources_add(&run->sources, "b.yaml");
    name[0] = 'x'; /* the name was copied */
    assert_int_equal(a, 1);
    assert_int_equal(b, 2);
    assert_int_equal(pp_sources_add(&run->sources, "plans/a.lua"), 1);
    assert_string_equal(pp_sources_name(&run->sources, a), "plans/a.lua");
    assert_null(pp_sources_name(&run->sources, 0));
    assert_null(pp_sources_name(&run->sources, 3));
}

static void places_are_ordered_by_file_line_and_column(void **state)
{
    (void)state;
    assert_int_equal(pp_loc_compare(pp_loc_at(1, 2, 3), pp_loc_at(1, 2, 3)), 0);
    assert_true(pp_loc_compare(pp_loc_at(1, 9, 9), pp_loc_at(2, 1, 1)) < 0);
    assert_true(pp_loc_compare(pp_loc_at(1, 10, 1), pp_loc_at(1, 9, 9)) > 0);
    assert_true(pp_loc_compare(pp_loc_at(1, 9, 0), pp_loc_at(1, 9, 1)) < 0);
}

static void mistakes_are_sorted_by_place_then_by_arrival(void **state)
{
    struct pp_diags *diags = &((struct run *)*state)->diags;
    pp_diags_add(diags, pp_loc_at(2, 1, 1), "%s", "fourth");
    pp_diags_add(diags, pp_loc_at(1, 5, 0), "second");
    pp_diags_add(diags, pp_loc_at(1, 5, 0), "third");
    pp_diags_add(diags, pp_loc_at(1, 4, 9), "first");
    pp_diags_sort(diags);
    assert_int_equal(diags->count, 4);
    assert_string_equal(diags->items[0].message, "first");
    assert_string_equal(diags->items[1].message, "second");
    assert_string_equal(diags->items[2].message, "third");
    assert_string_equal(diags->items[3].message, "fourth");
    assert_false(diags->limit_hit);
}

static void a_mistake_may_have_a_second_place(void **state)
{
    struct pp_diags *diags = &((struct run *)*state)->diags;
    pp_diags_add(diags, pp_loc_at(1, 7, 0), "host 'a' is declared twice");
    assert_int_equal(diags->items[0].also.line, 0);
    pp_diags_also(diags, pp_loc_at(1, 3, 0), "first declared %s", "here");
    assert_int_equal(diags->items[0].also.line, 3);
    assert_string_equal(diags->items[0].also_message, "first declared here");
}

static void a_near_name_is_offered_when_there_is_one(void **state)
{
    struct pp_diags *diags = &((struct run *)*state)->diags;
    pp_diags_add_near(diags, pp_loc_at(1, 1, 1), "os", "'%s' is not a field", "so");
    pp_diags_add_near(diags, pp_loc_at(1, 1, 1), NULL, "'%s' is not a field", "zzz");
    assert_string_equal(diags->items[0].message, "'so' is not a field; did you mean 'os'?");
    assert_string_equal(diags->items[1].message, "'zzz' is not a field");
}

static void sorting_nothing_is_fine(void **state)
{
    struct pp_diags *diags = &((struct run *)*state)->diags;
    pp_diags_sort(diags);
    assert_int_equal(diags->count, 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_file_has_one_number),
        CASE(places_are_ordered_by_file_line_and_column),
        CASE(mistakes_are_sorted_by_place_then_by_arrival),
        CASE(a_mistake_may_have_a_second_place),
        CASE(a_near_name_is_offered_when_there_is_one),
        CASE(sorting_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
