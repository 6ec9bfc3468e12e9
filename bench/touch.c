/* bench_touch MIB: writes to so much memory once. On a virtual machine the first touch of a page may
 * cost more than all that is measured; after this program the pages are there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    size_t size = argc == 2 ? (size_t)strtoul(argv[1], NULL, 10) << 20 : 0;
    if (size == 0) {
        fprintf(stderr, "usage: bench_touch MIB\n");
        return 2;
    }
    volatile char *block = malloc(size);
    if (!block) {
        perror("bench_touch");
        return 1;
    }
    memset((void *)block, 1, size);
    return block[size / 2] == 1 ? 0 : 1;
}
