/* locals: addresses that are the same are one, and others are not. */
#include "model/locals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct table {
    struct pp_arena arena;
    struct pp_locals locals;
};

static const struct pp_local *get(struct table *table, const char *text, bool v6only)
{
    struct pp_address address;
    assert_true(pp_address_parse(text, &address));
    return pp_locals_get(&table->locals, &address, v6only);
}

static int setup(void **state)
{
    static struct table table;
    pp_arena_init(&table.arena);
    pp_locals_init(&table.locals, &table.arena);
    *state = &table;
    return 0;
}

static int teardown(void **state)
{
    struct table *table = *state;
    pp_locals_release(&table->locals);
    pp_arena_release(&table->arena);
    return 0;
}

static void the_same_address_is_one_however_it_is_written(void **state)
{
    assert_ptr_equal(get(*state, "::ffff:10.0.0.1", false), get(*state, "10.0.0.1", false));
    assert_ptr_equal(get(*state, "2001:db8:0::1", false), get(*state, "2001:db8::1", true));
    assert_ptr_not_equal(get(*state, "10.0.0.1", false), get(*state, "10.0.0.2", false));
}

static void the_ipv6_wildcard_is_two(void **state)
{
    const struct pp_local *both = get(*state, "::", false), *one = get(*state, "::", true);
    assert_ptr_not_equal(both, one);
    assert_int_equal(both->covers.v4, PP_COVER_ALL);
    assert_int_equal(one->covers.v4, PP_COVER_NONE);
    assert_ptr_not_equal(both, get(*state, "*", false));
}

static void thousands_have_numbers_of_their_own(void **state)
{
    char text[PP_ADDRESS_TEXT];
    for (int round = 0; round < 2; round++) {
        for (unsigned i = 0; i < 5000; i++) {
            snprintf(text, sizeof text, "10.1.%u.%u", i / 250, i % 250);
            assert_int_equal(get(*state, text, false)->number, i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_address_is_one_however_it_is_written, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_ipv6_wildcard_is_two, setup, teardown),
        cmocka_unit_test_setup_teardown(thousands_have_numbers_of_their_own, setup, teardown),
    };
    return cmocka_run_group_tests_name("locals", tests, NULL, NULL);
}
