/* rows: a workload's file, taken apart. */
#include "rows.h"

#include "base/file.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void refuse(const char *path, const char *why)
{
    fprintf(stderr, "%s: %s\n", path, why);
    exit(2);
}

/* The field up to `end`, which is made its end; *text is behind it. */
static char *field(const char *path, char **text, char end)
{
    char *start = *text, *at = strchr(start, end);
    if (!at)
        refuse(path, "it is not a workload of bench/gen.c");
    *at = '\0';
    *text = at + 1;
    return start;
}

static uint32_t address_of(const char *text)
{
    uint32_t address = 0;
    if (strcmp(text, "*") == 0)
        return 0;
    for (int i = 0; i < 4; i++) {
        char *end;
        address = address << 8 | (uint32_t)strtoul(text, &end, 10);
        text = end + 1;
    }
    return address;
}

static uint32_t host_of(struct rows *rows, struct pp_map *names, const char *name)
{
    uint32_t number = pp_map_add(names, name, (uint32_t)rows->host_count);
    if (number == rows->host_count) {
        rows->hosts =
            pp_grow(rows->hosts, &rows->host_capacity, rows->host_count + 1, sizeof *rows->hosts);
        rows->hosts[rows->host_count++] = name;
    }
    return number;
}

void rows_read(const char *path, struct rows *rows)
{
    struct pp_map names;
    *rows = (struct rows){0};
    pp_map_init(&names, false);
    pp_strbuf_init(&rows->text);
    const char *why = pp_file_read(path, &rows->text);
    if (why)
        refuse(path, why);
    char *text = rows->text.text;
    field(path, &text, '\n');
    while (*text) {
        rows->items = pp_grow(rows->items, &rows->capacity, rows->count + 1, sizeof *rows->items);
        struct rows_item *row = &rows->items[rows->count++];
        row->id = (uint32_t)strtoul(field(path, &text, ','), NULL, 10);
        row->host = host_of(rows, &names, field(path, &text, ','));
        row->udp = *field(path, &text, ',') == 'u';
        row->address = address_of(field(path, &text, ','));
        row->first = (uint16_t)strtoul(field(path, &text, ','), NULL, 10);
        row->last = (uint16_t)strtoul(field(path, &text, '\n'), NULL, 10);
    }
    pp_map_release(&names);
}

void rows_release(struct rows *rows)
{
    free(rows->items);
    free(rows->hosts);
    pp_strbuf_release(&rows->text);
    *rows = (struct rows){0};
}
