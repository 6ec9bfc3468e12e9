/* rows: a workload of bench/gen.c as it stands in its file: a line of names, then
 * "id,host,proto,addr,first,last". Stands on base/. */
#ifndef PP_BENCH_ROWS_H
#define PP_BENCH_ROWS_H

#include "base/map.h"
#include "base/strbuf.h"

#include <stdint.h>

struct rows_item {
    uint32_t id, host; /* hosts are numbered as they come */
    uint32_t address;  /* IPv4, or 0 for "*" */
    uint16_t first, last;
    bool udp;
};

struct rows {
    struct rows_item *items;
    size_t count, capacity;
    struct pp_strbuf text; /* the file; the names of hosts stand in it */
    const char **hosts;
    size_t host_count, host_capacity;
};

/* Ends the program where the file cannot be read or is no such workload. */
void rows_read(const char *path, struct rows *rows);
void rows_release(struct rows *rows);

#endif
