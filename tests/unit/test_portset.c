/* portset: the bitmap against a plain array of booleans. */
#include "model/portset.h"
#include "support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PORTS (PP_PORT_MAX + 1u)

struct pair {
    struct pp_portset set;
    bool naive[PORTS];
};

static struct pp_range random_range(uint64_t *random)
{
    /* the ends, and the ends of words, more often than chance would have it */
    static const uint16_t edges[] = {1, 63, 64, 65, 127, 128, 32767, 65472, 65534, 65535};
    uint32_t first = test_once_in(random, 4) ? edges[test_below(random, 10)]
                                             : 1 + test_below(random, PP_PORT_MAX);
    uint32_t size = test_once_in(random, 4) ? test_below(random, 20000) : test_below(random, 130);
    uint32_t last = first + size > PP_PORT_MAX ? PP_PORT_MAX : first + size;
    return (struct pp_range){(uint16_t)first, (uint16_t)last};
}

static bool compare_queries(const struct pair *pair, uint64_t *random)
{
    struct pp_range range = random_range(random), run;
    bool overlaps = false;
    uint32_t count = 0, from = test_below(random, PORTS), width = 1 + test_below(random, 300);
    for (uint32_t port = 0; port < PORTS; port++) {
        count += pair->naive[port];
        overlaps |= pair->naive[port] && pp_range_contains(range, port);
    }
    uint32_t first = from;
    while (first < PORTS && !pair->naive[first])
        first++;
    bool any = pp_portset_next_range(&pair->set, from, &run);
    if (any != (first < PORTS) || (any && run.first != first))
        return false;
    while (first < PORTS && pair->naive[first])
        first++;
    if (any && run.last != first - 1)
        return false;
    uint32_t start = from ? from : 1, length = 0, free = 0;
    for (uint32_t port = start; port < PORTS && !free; port++) {
        length = pair->naive[port] ? 0 : length + 1;
        free = length == width ? port - width + 1 : 0;
    }
    return pp_portset_count(&pair->set) == count &&
           pp_portset_overlaps(&pair->set, range) == overlaps &&
           pp_portset_first_free(&pair->set, from, width) == free;
}

static bool same(const struct pair *pair)
{
    for (uint32_t port = 0; port < PORTS; port++) {
        if (pp_portset_contains(&pair->set, (uint16_t)port) != pair->naive[port])
            return false;
    }
    return true;
}

static void combine(struct pair *a, const struct pair *b, uint32_t how)
{
    for (uint32_t port = 0; port < PORTS; port++)
        a->naive[port] = how == 0   ? a->naive[port] || b->naive[port]
                         : how == 1 ? a->naive[port] && !b->naive[port]
                                    : a->naive[port] && b->naive[port];
    if (how == 0)
        pp_portset_unite(&a->set, &b->set);
    else if (how == 1)
        pp_portset_subtract(&a->set, &b->set);
    else
        pp_portset_intersect(&a->set, &b->set);
}

static void change(struct pair *pair, uint64_t *random)
{
    struct pp_range range = random_range(random);
    bool add = !test_once_in(random, 3);
    if (add)
        pp_portset_add(&pair->set, range);
    else
        pp_portset_remove(&pair->set, range);
    for (uint32_t port = range.first; port <= range.last; port++)
        pair->naive[port] = add;
}

static bool play(uint64_t seed, struct pair pairs[2])
{
    uint64_t random = seed;
    memset(pairs, 0, 2 * sizeof *pairs);
    for (int step = 0; step < 60; step++) {
        uint32_t which = test_below(&random, 2);
        if (test_once_in(&random, 12))
            combine(&pairs[which], &pairs[1 - which], test_below(&random, 3));
        else
            change(&pairs[which], &random);
        if (!compare_queries(&pairs[which], &random))
            return false;
    }
    return same(&pairs[0]) && same(&pairs[1]) &&
           pp_portset_equal(&pairs[0].set, &pairs[1].set) ==
               (memcmp(pairs[0].naive, pairs[1].naive, sizeof pairs[0].naive) == 0);
}

static void random_operations_agree_with_a_plain_array(void **state)
{
    (void)state;
    static struct pair pairs[2];
    for (uint64_t seed = test_seed(), end = seed + 40; seed < end; seed++) {
        if (!play(seed, pairs))
            fail_msg("PP_TEST_SEED=%llu", (unsigned long long)seed);
    }
}

static void ranges_come_in_order_and_merged(void **state)
{
    (void)state;
    static struct pp_portset set;
    struct pp_range range = {0, 0};
    pp_portset_clear(&set);
    assert_false(pp_portset_next_range(&set, 0, &range));
    pp_portset_add(&set, (struct pp_range){8090, 8090});
    pp_portset_add(&set, (struct pp_range){5421, 5430});
    pp_portset_add(&set, (struct pp_range){5431, 5436});
    pp_portset_add(&set, (struct pp_range){65535, 65535});
    assert_true(pp_portset_next_range(&set, 0, &range));
    assert_int_equal(range.first, 5421);
    assert_int_equal(range.last, 5436);
    assert_true(pp_portset_next_range(&set, range.last + 1u, &range));
    assert_int_equal(range.first, 8090);
    assert_true(pp_portset_next_range(&set, range.last + 1u, &range));
    assert_int_equal(range.first, 65535);
    assert_false(pp_portset_next_range(&set, range.last + 1u, &range));
    assert_int_equal(pp_portset_count(&set), 18);
}

static void the_first_free_block_is_wide_enough(void **state)
{
    (void)state;
    static struct pp_portset set;
    pp_portset_clear(&set);
    assert_int_equal(pp_portset_first_free(&set, 0, 1), 1); /* never port 0 */
    assert_int_equal(pp_portset_first_free(&set, 1, 65535), 1);
    assert_int_equal(pp_portset_first_free(&set, 2, 65535), 0);
    assert_int_equal(pp_portset_first_free(&set, 65535, 1), 65535);
    assert_int_equal(pp_portset_first_free(&set, 65536, 1), 0);
    assert_int_equal(pp_portset_first_free(&set, 1, 0), 0);
    pp_portset_add(&set, (struct pp_range){8001, 8004});
    pp_portset_add(&set, (struct pp_range){8007, 65535});
    assert_int_equal(pp_portset_first_free(&set, 8001, 2), 8005);
    assert_int_equal(pp_portset_first_free(&set, 8001, 3), 0);
    assert_int_equal(pp_portset_first_free(&set, 8006, 1), 8006);
}

static void a_block_of_more_ports_than_there_are_is_nowhere(void **state)
{
    (void)state;
    static struct pp_portset set;
    pp_portset_clear(&set);
    assert_int_equal(pp_portset_first_free(&set, 1, 65536), 0);
    assert_int_equal(pp_portset_first_free(&set, 100, UINT32_MAX), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_operations_agree_with_a_plain_array),
        cmocka_unit_test(ranges_come_in_order_and_merged),
        cmocka_unit_test(the_first_free_block_is_wide_enough),
        cmocka_unit_test(a_block_of_more_ports_than_there_are_is_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
