/* map: names to numbers. */
#include "base/map.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void an_empty_map_finds_nothing(void **state)
{
    (void)state;
    struct pp_map map;
    pp_map_init(&map, false);
    assert_int_equal(pp_map_find(&map, "a"), PP_MAP_NONE);
    pp_map_release(&map);
}

static void the_first_value_of_a_name_stays(void **state)
{
    (void)state;
    struct pp_map map;
    pp_map_init(&map, false);
    assert_int_equal(pp_map_add(&map, "a", 1), 1);
    assert_int_equal(pp_map_add(&map, "a", 2), 1);
    assert_int_equal(pp_map_find(&map, "a"), 1);
    assert_int_equal(map.count, 1);
    pp_map_release(&map);
}

static void case_counts_unless_the_map_is_caseless(void **state)
{
    (void)state;
    struct pp_map map;
    pp_map_init(&map, false);
    pp_map_add(&map, "Host", 1);
    assert_int_equal(pp_map_find(&map, "HOST"), PP_MAP_NONE);
    pp_map_release(&map);
    pp_map_init(&map, true);
    pp_map_add(&map, "Host", 1);
    assert_int_equal(pp_map_find(&map, "HOST"), 1);
    assert_int_equal(pp_map_add(&map, "hOST", 2), 1);
    pp_map_release(&map);
    assert_true(map.caseless); /* it can be used again */
}

static void many_names_are_all_found_again(void **state)
{
    (void)state;
    enum { NAMES = 20000 };
    static char names[NAMES][12];
    struct pp_map map;
    pp_map_init(&map, true);
    for (uint32_t i = 0; i < NAMES; i++) {
        snprintf(names[i], sizeof names[i], "HOST-%05u", (unsigned)i);
        assert_int_equal(pp_map_add(&map, names[i], i), i);
    }
    assert_int_equal(map.count, NAMES);
    for (uint32_t i = 0; i < NAMES; i++) {
        char name[12];
        snprintf(name, sizeof name, "host-%05u", (unsigned)i);
        assert_int_equal(pp_map_find(&map, name), i);
    }
    assert_int_equal(pp_map_find(&map, "host-99999"), PP_MAP_NONE);
    assert_int_equal(pp_map_find(&map, ""), PP_MAP_NONE);
    pp_map_release(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_finds_nothing),
        cmocka_unit_test(the_first_value_of_a_name_stays),
        cmocka_unit_test(case_counts_unless_the_map_is_caseless),
        cmocka_unit_test(many_names_are_all_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
