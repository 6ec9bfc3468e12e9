/* random: numbers for property tests, the same on every machine. A failing test names its seed;
 * PP_TEST_SEED=N in the environment runs from another one. */
#ifndef PP_TESTS_RANDOM_H
#define PP_TESTS_RANDOM_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* The seed of the first round; rounds count up from it. */
static inline uint64_t test_seed(void)
{
    const char *text = getenv("PP_TEST_SEED");
    return text ? strtoull(text, NULL, 10) : 1;
}

/* splitmix64 */
static inline uint64_t test_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* 0 .. count-1 */
static inline uint32_t test_below(uint64_t *state, uint32_t count)
{
    return (uint32_t)(test_random(state) % count);
}

/* True once in `times`. */
static inline bool test_once_in(uint64_t *state, uint32_t times)
{
    return test_below(state, times) == 0;
}

#endif
