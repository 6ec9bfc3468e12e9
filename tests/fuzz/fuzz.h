/* fuzz: the entry point that every fuzz target defines, under libFuzzer's name.
 * Stands on libc. */
#ifndef PP_TESTS_FUZZ_H
#define PP_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Feeds one input to the code under test; 0 always. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
