/* Bindings at random, and which of them clash. */
#include "gen.h"

#include <stdlib.h>
#include <string.h>

void *gen_resize(void *block, size_t bytes)
{
    block = realloc(block, bytes ? bytes : 1);
    if (!block) {
        fprintf(stderr, "bench_gen: out of memory\n");
        exit(4);
    }
    return block;
}

/* splitmix64, scaled to 0 .. below - 1. */
static uint32_t random_below(uint64_t *state, uint32_t below)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)(((z ^ z >> 31) >> 32) * below >> 32);
}

static uint32_t pick(struct gen_bindings *b, uint32_t below)
{
    return random_below(&b->state, below);
}

static uint32_t add(struct gen_bindings *b, struct gen_binding binding)
{
    if (b->count == b->capacity) {
        b->capacity = b->capacity ? 2 * b->capacity : 4096;
        b->items = gen_resize(b->items, b->capacity * sizeof *b->items);
    }
    b->items[b->count] = binding;
    return (uint32_t)b->count++;
}

static void add_pair(struct gen_bindings *b, uint32_t one, uint32_t other)
{
    if (b->pair_count == b->pair_capacity) {
        b->pair_capacity = b->pair_capacity ? 2 * b->pair_capacity : 256;
        b->pairs = gen_resize(b->pairs, b->pair_capacity * sizeof *b->pairs);
    }
    b->pairs[b->pair_count++] = (struct gen_pair){one, other};
}

static uint32_t width(struct gen_bindings *b)
{
    uint32_t kind = pick(b, 100);
    if (kind < 70)
        return 1;
    return kind < 95 ? 2 + pick(b, 15) : 17 + pick(b, 84);
}

static uint32_t address_of(uint32_t host, uint32_t number)
{
    return 0x0A000000u + host * 4 + number % 4;
}

/* The next free range of a transport that is drawn: at most gap + 116 ports further on, with what may
 * be planted behind it. */
static struct gen_binding next_free(struct gen_bindings *b, uint32_t host, uint32_t next[2],
                                    uint32_t gap)
{
    struct gen_binding x = {.host = host, .udp = pick(b, 4) == 0};
    uint32_t first = next[x.udp] + pick(b, gap);
    x.first = (uint16_t)first;
    x.last = (uint16_t)(first + width(b) - 1);
    next[x.udp] = x.last + 1u;
    return x;
}

/* A binding that clashes with x and with nothing else. */
static struct gen_binding clashing(struct gen_bindings *b, struct gen_binding x, uint32_t address)
{
    struct gen_binding y = x;
    switch (pick(b, 4)) {
    case 0: /* equal */ break;
    case 1: /* overlapping */
        y.first = x.last;
        y.last = (uint16_t)(x.last + pick(b, 16));
        break;
    case 2: /* contained */
        y.first = y.last = (uint16_t)(x.first + pick(b, x.last - x.first + 1u));
        y.address = x.address ? 0 : address;
        break;
    default: /* containing */
        y.last = (uint16_t)(x.last + pick(b, 16));
        y.address = 0;
        break;
    }
    return y;
}

static void grid_host(struct gen_bindings *b, uint32_t host, uint32_t per_host)
{
    uint32_t next[2] = {1, 1}, gap = 65000 / per_host - 130;
    for (uint32_t i = 0; i < per_host; i++) {
        struct gen_binding x = next_free(b, host, next, gap);
        uint32_t number = pick(b, 4);
        if (pick(b, 10) == 0)
            x.address = address_of(host, number);
        uint32_t at = add(b, x);
        if (i + 1 == per_host)
            break;
        if (b->every && pick(b, b->every) == 0) {
            struct gen_binding y = clashing(b, x, address_of(host, number));
            if (y.last >= next[x.udp])
                next[x.udp] = y.last + 1u;
            add_pair(b, at, add(b, y));
            i++;
        } else if (x.address && pick(b, 4) == 0) {
            x.address = address_of(host, number + 1);
            add(b, x);
            i++;
        }
    }
}

void gen_grid(struct gen_bindings *b, uint32_t hosts, uint32_t per_host)
{
    for (uint32_t host = 0; host < hosts; host++)
        grid_host(b, host, per_host);
}

/* Clash number k of a dense host: the first two are on the wildcard. */
static void dense_clash(struct gen_bindings *b, uint32_t k, uint32_t addresses,
                        uint32_t per_address)
{
    uint32_t i = k * (per_address / 60), on = pick(b, addresses);
    struct gen_binding y = b->items[i];
    y.first = y.last = (uint16_t)(y.first + pick(b, y.last - y.first + 1u));
    y.address = k < 2 ? 0 : 0x0A000000u + on;
    uint32_t at = add(b, y);
    if (k >= 2) {
        add_pair(b, on * per_address + i, at);
        return;
    }
    for (on = 0; on < addresses; on++)
        add_pair(b, on * per_address + i, at);
}

void gen_dense(struct gen_bindings *b, uint32_t addresses, uint32_t per_address)
{
    uint32_t next[2] = {1, 1}, gap = 65000 / per_address - 130;
    for (uint32_t i = 0; i < per_address; i++) {
        struct gen_binding x = next_free(b, 0, next, gap);
        x.address = 0x0A000000u;
        add(b, x);
    }
    for (uint32_t on = 1; on < addresses; on++) {
        for (uint32_t i = 0; i < per_address; i++) {
            struct gen_binding x = b->items[i];
            x.address = 0x0A000000u + on;
            add(b, x);
        }
    }
    for (uint32_t k = 0; k < 60; k++)
        dense_clash(b, k, addresses, per_address);
}

static int by_ids(const void *left, const void *right)
{
    const struct gen_pair *x = left, *y = right;
    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    return (x->high > y->high) - (x->high < y->high);
}

void gen_number(struct gen_bindings *b)
{
    for (size_t i = 0; i < b->count; i++)
        b->items[i].id = (uint32_t)i;
    for (size_t i = b->count; i > 1; i--) {
        uint32_t j = pick(b, (uint32_t)i), id = b->items[i - 1].id;
        b->items[i - 1].id = b->items[j].id;
        b->items[j].id = id;
    }
    for (size_t i = 0; i < b->pair_count; i++) {
        uint32_t x = b->items[b->pairs[i].low].id, y = b->items[b->pairs[i].high].id;
        b->pairs[i] = x < y ? (struct gen_pair){x, y} : (struct gen_pair){y, x};
    }
    if (b->pair_count)
        qsort(b->pairs, b->pair_count, sizeof *b->pairs, by_ids);
}

/* Indexes of all bindings in the order in which they are written. */
static uint32_t *order_of(const struct gen_bindings *b, uint64_t shuffle)
{
    uint32_t *order = gen_resize(NULL, b->count * sizeof *order);
    for (size_t i = 0; i < b->count; i++)
        order[b->items[i].id] = (uint32_t)i;
    for (size_t i = b->count; shuffle && i > 1; i--) {
        uint32_t j = random_below(&shuffle, (uint32_t)i), at = order[i - 1];
        order[i - 1] = order[j];
        order[j] = at;
    }
    return order;
}

static const char *address_text(uint32_t address, char text[16])
{
    if (!address)
        return "*";
    snprintf(text, 16, "%u.%u.%u.%u", address >> 24, address >> 16 & 255u, address >> 8 & 255u,
             address & 255u);
    return text;
}

void gen_write_csv(const struct gen_bindings *b, uint64_t shuffle, FILE *out)
{
    uint32_t *order = order_of(b, shuffle);
    char text[16];
    fputs("id,host,proto,addr,first,last\n", out);
    for (size_t i = 0; i < b->count; i++) {
        const struct gen_binding *x = &b->items[order[i]];
        fprintf(out, "%u,h%07u,%s,%s,%u,%u\n", x->id, x->host, x->udp ? "udp" : "tcp",
                address_text(x->address, text), x->first, x->last);
    }
    free(order);
}

void gen_write_facts(const struct gen_bindings *b, FILE *out)
{
    uint32_t *order = order_of(b, 0);
    char text[16];
    for (size_t i = 0; i < b->count; i++) {
        const struct gen_binding *x = &b->items[order[i]];
        fprintf(out, "b(%u,%u,%s,\"%s\",%u,%u).\n", x->id, x->host, x->udp ? "udp" : "tcp",
                address_text(x->address, text), x->first, x->last);
    }
    free(order);
}

void gen_write_pairs(const struct gen_bindings *b, FILE *out)
{
    for (size_t i = 0; i < b->pair_count; i++)
        fprintf(out, "%u,%u\n", b->pairs[i].low, b->pairs[i].high);
}

void gen_bindings_release(struct gen_bindings *b)
{
    free(b->items);
    free(b->pairs);
}
