/* sweep: what it finds is what trying every pair finds, for any order and number of threads. */
#include "check/sweep.h"

#include "base/mem.h"
#include "support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 400

/* How claimants are made up. */
struct shape {
    uint32_t hosts, count, ports, widest, addresses;
    uint32_t wild; /* one in so many covers a family, or is http.sys */
};

static uint32_t some_address(uint64_t *random, const struct shape *shape)
{
    if (test_once_in(random, shape->wild))
        return test_below(random, PP_SWEEP_SPECIFIC);
    return PP_SWEEP_SPECIFIC + test_below(random, shape->addresses);
}

static struct pp_claimant *make(uint64_t *random, const struct shape *shape)
{
    struct pp_claimant *all = pp_malloc(shape->count * sizeof *all);
    for (uint32_t i = 0; i < shape->count; i++) {
        uint32_t first = 1 + test_below(random, shape->ports);
        uint32_t last = first + test_below(random, shape->widest);
        all[i] = (struct pp_claimant){
            .group = pp_sweep_group(test_below(random, shape->hosts), test_below(random, 4)),
            .address = some_address(random, shape),
            .first = (uint16_t)first,
            .last = (uint16_t)(last > 65535 ? 65535 : last),
            .id = i};
    }
    return all;
}

/* IPv4 has even numbers, IPv6 odd ones. */
static bool covers(uint32_t address, bool v6)
{
    switch (address) {
    case PP_SWEEP_ANY: return true;
    case PP_SWEEP_V4_ANY: return !v6;
    case PP_SWEEP_V6_ANY: return v6;
    default: return false;
    }
}

static bool addresses_meet(uint32_t a, uint32_t b)
{
    if (a == PP_SWEEP_HTTP || b == PP_SWEEP_HTTP)
        return a != b;
    if (a == b)
        return true;
    for (int v6 = 0; v6 < 2; v6++) {
        bool a_has = covers(a, v6) || (a >= PP_SWEEP_SPECIFIC && a % 2 == (unsigned)v6);
        bool b_has = covers(b, v6) || (b >= PP_SWEEP_SPECIFIC && b % 2 == (unsigned)v6);
        if (a_has && b_has && (covers(a, v6) || covers(b, v6)))
            return true;
    }
    return false;
}

static void try_all(const struct pp_claimant *all, size_t count, struct pp_meetings *found)
{
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = i + 1; k < count; k++) {
            if (all[i].group != all[k].group || all[i].first > all[k].last ||
                all[k].first > all[i].last || !addresses_meet(all[i].address, all[k].address))
                continue;
            found->items =
                pp_grow(found->items, &found->capacity, found->count + 1, sizeof *found->items);
            found->items[found->count++] = (struct pp_meeting){all[i].id, all[k].id};
        }
    }
}

static int by_ids(const void *left, const void *right)
{
    return memcmp(left, right, sizeof(struct pp_meeting));
}

static void normalise(struct pp_meetings *found)
{
    for (size_t i = 0; i < found->count; i++) {
        struct pp_meeting *one = &found->items[i];
        if (one->a > one->b)
            *one = (struct pp_meeting){one->b, one->a};
    }
    if (found->count > 0)
        qsort(found->items, found->count, sizeof *found->items, by_ids);
}

static bool same(const struct pp_meetings *a, const struct pp_meetings *b)
{
    return a->count == b->count &&
           (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

static bool agrees(uint64_t seed, const struct shape *shape)
{
    uint64_t random = seed;
    struct pp_claimant *all = make(&random, shape);
    struct pp_meetings expected = {0}, found = {0};
    try_all(all, shape->count, &expected);
    pp_sweep(all, shape->count, shape->hosts, 1 + (unsigned)(seed % 4), &found);
    normalise(&expected);
    normalise(&found);
    bool good = same(&expected, &found);
    if (!good)
        fprintf(stderr, "PP_TEST_SEED=%llu: %zu meetings expected, %zu found\n",
                (unsigned long long)seed, expected.count, found.count);
    pp_meetings_release(&expected);
    pp_meetings_release(&found);
    free(all);
    return good;
}

static void finds_what_trying_every_pair_finds(void **state)
{
    (void)state;
    uint64_t seed = test_seed();
    for (uint64_t round = 0; round < ROUNDS; round++) {
        uint64_t random = seed + round;
        struct shape shape = {.hosts = 1 + test_below(&random, 5),
                              .count = 1 + test_below(&random, 300),
                              .ports = 1 + test_below(&random, 400),
                              .widest = 1 + test_below(&random, round % 4 ? 40 : 500),
                              .addresses = 1 + test_below(&random, 200),
                              .wild = 1 + test_below(&random, 20)};
        assert_true(agrees(seed + round, &shape));
    }
}

static void many_addresses_on_few_ports_are_taken_apart(void **state)
{
    (void)state;
    uint64_t seed = test_seed();
    for (uint64_t round = 0; round < 20; round++) {
        uint64_t random = seed + round;
        struct shape shape = {.hosts = 1,
                              .count = 2000,
                              .ports = 1 + test_below(&random, 30),
                              .widest = 3,
                              .addresses = 500 + test_below(&random, 1000),
                              .wild = 50};
        assert_true(agrees(seed + round, &shape));
    }
}

/* Enough for several threads, so that hosts are grouped and swept by all of them. */
static void any_number_of_threads_finds_the_same_in_the_same_order(void **state)
{
    (void)state;
    uint64_t random = test_seed();
    struct shape shape = {
        .hosts = 3000, .count = 250000, .ports = 2000, .widest = 8, .addresses = 6000, .wild = 2};
    struct pp_claimant *all = make(&random, &shape);
    struct pp_meetings one = {0};
    pp_sweep(all, shape.count, shape.hosts, 1, &one);
    assert_true(one.count > 1000);
    for (unsigned jobs = 2; jobs < 8; jobs++) {
        struct pp_meetings found = {0};
        pp_sweep(all, shape.count, shape.hosts, jobs, &found);
        assert_true(same(&one, &found));
        pp_meetings_release(&found);
    }
    pp_meetings_release(&one);
    free(all);
}

static int by_host(const void *left, const void *right)
{
    const struct pp_claimant *a = left, *b = right;
    return a->group < b->group ? -1 : a->group > b->group;
}

/* Most hosts have a few that share a port. There are so many addresses that keys cannot tell all apart. */
static void claimants_of_many_hosts_are_found_in_any_order(void **state)
{
    (void)state;
    uint64_t random = test_seed();
    struct shape shape = {
        .hosts = 3000, .count = 60000, .ports = 200, .widest = 9, .addresses = 50000, .wild = 3};
    struct pp_claimant *all = make(&random, &shape);
    struct pp_meetings expected = {0}, found = {0}, grouped = {0};
    pp_sweep(all, shape.count, shape.hosts, 1, &found);
    qsort(all, shape.count, sizeof *all, by_host);
    pp_sweep(all, shape.count, shape.hosts, 1, &grouped);
    for (uint32_t first = 0, end; first < shape.count; first = end) {
        for (end = first + 1; end < shape.count && by_host(&all[first], &all[end]) == 0;)
            end++;
        try_all(all + first, end - first, &expected);
    }
    normalise(&expected);
    normalise(&found);
    normalise(&grouped);
    assert_true(expected.count > 1000);
    assert_true(same(&expected, &found));
    assert_true(same(&expected, &grouped));
    pp_meetings_release(&expected);
    pp_meetings_release(&found);
    pp_meetings_release(&grouped);
    free(all);
}

static void nobody_meets_anybody_alone(void **state)
{
    (void)state;
    struct pp_claimant one = {.first = 80, .last = 80};
    struct pp_meetings found = {0};
    pp_sweep(&one, 1, 1, 1, &found);
    pp_sweep(NULL, 0, 0, 1, &found);
    assert_int_equal(found.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_trying_every_pair_finds),
        cmocka_unit_test(many_addresses_on_few_ports_are_taken_apart),
        cmocka_unit_test(any_number_of_threads_finds_the_same_in_the_same_order),
        cmocka_unit_test(claimants_of_many_hosts_are_found_in_any_order),
        cmocka_unit_test(nobody_meets_anybody_alone),
    };
    return cmocka_run_group_tests_name("sweep", tests, NULL, NULL);
}
