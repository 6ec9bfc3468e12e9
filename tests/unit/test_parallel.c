/* parallel: every part is done, once. */
#include "base/parallel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void count(void *data, unsigned part)
{
    unsigned *counts = data;
    counts[part]++;
}

static void every_part_is_done_once(void **state)
{
    (void)state;
    for (unsigned parts = 1; parts <= PP_JOBS_MAX; parts += 17) {
        unsigned counts[PP_JOBS_MAX + 1] = {0};
        pp_parallel(parts, count, counts);
        for (unsigned i = 0; i <= PP_JOBS_MAX; i++)
            assert_int_equal(counts[i], i < parts);
    }
}

static void there_is_a_processor(void **state)
{
    (void)state;
    assert_in_range(pp_processors(), 1, PP_JOBS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_is_done_once),
        cmocka_unit_test(there_is_a_processor),
    };
    return cmocka_run_group_tests_name("parallel", tests, NULL, NULL);
}
