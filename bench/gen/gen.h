/* gen: what the parts of the workload generator share.
 *
 * Everything is deterministic: the same arguments give the same bytes on every machine. */
#ifndef PP_BENCH_GEN_H
#define PP_BENCH_GEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Some free ports of the registry, in a row: no rule has anything to say about them. */
#define GEN_QUIET_PORT 29200u

struct gen_binding {
    uint32_t host, address, id; /* address 0 is the wildcard */
    uint16_t first, last;
    bool udp;
};

/* Two bindings that clash, by their index until gen_number() makes it their ids. */
struct gen_pair {
    uint32_t low, high;
};

struct gen_bindings {
    struct gen_binding *items; /* in the order of generation, host by host */
    size_t count, capacity;
    struct gen_pair *pairs; /* all that clash */
    size_t pair_count, pair_capacity;
    uint32_t every; /* grid: one binding in so many gets a partner that clashes; 0: none */
    uint64_t state; /* of the random numbers */
};

/* A grid of hosts x per_host bindings. Three tcp to one udp; 70 % single ports, 25 % ranges of 2 to
 * 16 and 5 % of 17 to 100; 90 % on the wildcard, the others on one of the host's four addresses, and
 * one in four of those a second time on another address, which is legal. A planted clash is equal,
 * overlapping, contained or containing, and is exactly one pair. per_host is at most 450. */
void gen_grid(struct gen_bindings *b, uint32_t hosts, uint32_t per_host);

/* One host whose addresses all have the same per_address ranges, which is legal; then 58 bindings
 * that clash with one each, and 2 on the wildcard that clash once on every address. per_address is
 * 60 to 450. */
void gen_dense(struct gen_bindings *b, uint32_t addresses, uint32_t per_address);

/* Numbers the bindings in random order and sorts the pairs by these ids. */
void gen_number(struct gen_bindings *b);

/* Writes "id,host,proto,addr,first,last" rows by id or, with a shuffle other than 0, in an order
 * that it seeds. */
void gen_write_csv(const struct gen_bindings *b, uint64_t shuffle, FILE *out);

/* Writes facts b(id,host,transport,"address",first,last) for clingo. */
void gen_write_facts(const struct gen_bindings *b, FILE *out);

/* Writes the expected answer: "id,id" lines, the lower id first, sorted. */
void gen_write_pairs(const struct gen_bindings *b, FILE *out);

void gen_bindings_release(struct gen_bindings *b);

/* Site plans: hosts of ten placements and 100 bindings each, on products of the catalogue `bench`
 * (gen_write_catalog). Every hundredth host has one clash, a port-overlap. The plan in Lua loops over
 * the hosts, its text form has a line for each placement, and the YAML form is the twin of both. */
void gen_write_catalog(FILE *out);
void gen_write_plan_lua(uint32_t hosts, FILE *out);
void gen_write_plan_text(uint32_t hosts, FILE *out);
void gen_write_plan_yaml(uint32_t hosts, FILE *out);

/* A plan of one host whose http.sys prefixes all lie on one port. They differ, but for the last
 * `clashes` of them, which repeat one of the others each. */
void gen_write_prefixes(uint32_t count, uint32_t clashes, FILE *out);

/* A plan of one host with `count` placements of one product: all on one port and address, or
 * (clean) no two of them. */
void gen_write_alike(uint32_t count, bool clean, FILE *out);

/* A plan of `hosts` hosts with 20 bindings each, on products of the shipped catalogue. */
void gen_write_site(uint32_t hosts, FILE *out);

/* Memory that is there, or the end of the program. */
void *gen_resize(void *block, size_t bytes);

#endif
