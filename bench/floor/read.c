/* Reading what the floor works on. The file has the form that bench_gen gives it. */
#define _DEFAULT_SOURCE /* madvise, MAP_ANONYMOUS */

#include "floor.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

static _Noreturn void fail(const char *what)
{
    perror(what);
    exit(2);
}

void *floor_memory(size_t bytes)
{
    void *block = mmap(NULL, bytes + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED)
        fail("bench_floor");
    madvise(block, bytes, MADV_HUGEPAGE);
    return block;
}

const char *floor_map(const char *path, size_t *size)
{
    struct stat status;
    int file = open(path, O_RDONLY);
    if (file < 0 || fstat(file, &status) != 0)
        fail(path);
    *size = (size_t)status.st_size;
    /* One byte more: the end of the text is a zero, or the page's rest. */
    const char *text = mmap(NULL, *size + 1, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (text == MAP_FAILED)
        fail(path);
    return text;
}

/* --- names of hosts to numbers -------------------------------------------------- */

struct name {
    const char *text; /* in the mapped file; NULL: free */
    uint32_t length, number;
};

struct names {
    struct name *slots;
    uint32_t mask, count;
};

/* Names differ in their last bytes mostly: both halves of a product are mixed into what stays. */
static uint32_t hash(const char *text, size_t length)
{
    uint64_t h = length;
    for (size_t i = 0; i < length; i += 8) {
        uint64_t word = 0;
        memcpy(&word, text + i, length - i < 8 ? length - i : 8);
        h = (h ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        h = (h ^ h >> 32) * UINT64_C(0xFF51AFD7ED558CCD);
        h ^= h >> 29;
    }
    return (uint32_t)(h ^ h >> 32);
}

static struct name *slot_of(const struct names *names, const char *text, uint32_t length)
{
    uint32_t at = hash(text, length) & names->mask;
    while (names->slots[at].text &&
           (names->slots[at].length != length || memcmp(names->slots[at].text, text, length) != 0))
        at = (at + 1) & names->mask;
    return &names->slots[at];
}

static void names_grow(struct names *names)
{
    struct names old = *names;
    names->mask = old.slots ? old.mask * 2 + 1 : 1023;
    names->slots = calloc(names->mask + (size_t)1, sizeof *names->slots);
    if (!names->slots)
        fail("bench_floor");
    for (uint32_t i = 0; old.slots && i <= old.mask; i++)
        if (old.slots[i].text)
            *slot_of(names, old.slots[i].text, old.slots[i].length) = old.slots[i];
    free(old.slots);
}

static uint32_t number_of(struct names *names, const char *text, uint32_t length)
{
    if (names->count * 2 >= names->mask)
        names_grow(names);
    struct name *name = slot_of(names, text, length);
    if (!name->text)
        *name = (struct name){text, length, names->count++};
    return name->number;
}

/* --- rows ------------------------------------------------------------------------- */

/* The digits at *at; passes what follows them. */
static uint32_t number(const char **at)
{
    uint32_t value = 0;
    const char *text = *at;
    while ((unsigned char)(*text - '0') < 10)
        value = value * 10 + (uint32_t)(*text++ - '0');
    *at = text + 1;
    return value;
}

static uint32_t address(const char **at)
{
    if (**at == '*') {
        *at += 2;
        return 0;
    }
    uint32_t value = 0;
    for (int i = 0; i < 4; i++)
        value = value << 8 | number(at);
    return value;
}

static const char *read_row(const char *at, struct names *names, struct floor_record *record)
{
    record->id = number(&at);
    const char *comma = strchr(at, ',');
    uint64_t host = number_of(names, at, (uint32_t)(comma - at));
    at = comma + 1;
    uint64_t udp = *at == 'u';
    at += 4;
    record->address = address(&at);
    uint32_t first = number(&at), last = number(&at);
    record->key = host << FLOOR_HOST_BIT | udp << 32 | first << 16 | last;
    return at;
}

struct floor_table floor_read(const char *path)
{
    size_t size;
    const char *text = floor_map(path, &size), *end = text + size;
    const char *at = memchr(text, '\n', size);
    struct names names = {0};
    struct floor_table table = {0};
    table.records = floor_memory((size / 20 + 1) * sizeof *table.records); /* no row is shorter */
    for (at = at ? at + 1 : end; at < end; table.count++)
        at = read_row(at, &names, &table.records[table.count]);
    table.hosts = names.count;
    free(names.slots);
    return table;
}

/* --- the registry ------------------------------------------------------------------ */

/* One line "name PORT[-PORT]/transport[/transport...]"; others are passed over. */
static void read_service(const char *line, bool assigned[2][65536])
{
    unsigned first, last;
    char transports[64];
    if (*line == '#')
        return;
    if (sscanf(line, "%*s %u-%u/%63s", &first, &last, transports) != 3) {
        if (sscanf(line, "%*s %u/%63s", &first, transports) != 2)
            return;
        last = first;
    }
    for (unsigned port = first; port <= last && port < 65536; port++) {
        assigned[0][port] |= strstr(transports, "tcp") != NULL;
        assigned[1][port] |= strstr(transports, "udp") != NULL;
    }
}

void floor_read_services(const char *path, struct floor_registry *registry)
{
    static bool assigned[2][65536];
    char line[1024];
    FILE *file = fopen(path, "r");
    if (!file)
        fail(path);
    while (fgets(line, sizeof line, file))
        read_service(line, assigned);
    fclose(file);
    for (int udp = 0; udp < 2; udp++) {
        registry->next[udp][65536] = 65536;
        for (uint32_t port = 65536; port-- > 0;)
            registry->next[udp][port] = assigned[udp][port] ? port : registry->next[udp][port + 1];
    }
}

size_t floor_count_assigned(const struct floor_table *table, const struct floor_registry *registry)
{
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct floor_record *r = &table->records[i];
        const uint32_t *next = registry->next[floor_udp(r)];
        uint32_t last = floor_last(r);
        for (uint32_t port = next[floor_first(r)]; port <= last; port = next[port + 1])
            count++;
    }
    return count;
}
