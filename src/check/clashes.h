/* clashes: every pair of listeners of one host that cannot both run, or not well.
 * Stands on check.h, model/clash.h.
 *
 * Sockets by a sweep over sorted ranges, wildcards and specific addresses apart; http.sys
 * prefixes by sorting them. Cost follows the number of bindings and of clashes, not the
 * square of what merely shares a port. */
#ifndef PP_CHECK_CLASHES_H
#define PP_CHECK_CLASHES_H

#include "check/check.h"
#include "model/portset.h"

/* Two bindings meet. For a listener whose instances all have the same ports, `binding` is
 * the first one's and stands for all. */
struct pp_hit {
    uint32_t listener[2], binding[2]; /* listener[0] <= listener[1] */
    struct pp_range ports;
};

struct pp_uses; /* parts.h */

struct pp_hits {
    struct pp_hit *items;
    size_t count, capacity;
    /* NULL, or the ports that each of two hosts has: only meetings of one's bindings with the
     * other's are kept then. */
    const struct pp_portset *common;
};

/* Hits of one pair of listeners, hits[first .. first+count). */
struct pp_clash_pair {
    uint32_t listener[2];
    struct pp_clash clash;
    size_t first, count;
};

/* A host of which only some pairs are listed (crowd.h); the others are counted by their verdict. */
struct pp_crowded {
    uint32_t host;
    uint64_t unlisted[PP_CLASH_KINDS];
};

struct pp_crowds {
    struct pp_crowded *items;
    size_t count, capacity;
};

struct pp_clash_pairs {
    struct pp_hits hits; /* by listeners, then ports */
    struct pp_clash_pair *items;
    size_t count, capacity;
    struct pp_crowds crowds;
};

/* Finds them once per check. */
const struct pp_clash_pairs *pp_clash_pairs_of(struct pp_check *check);
void pp_clash_pairs_release(struct pp_clash_pairs *pairs);

/* Finds those of a listener of one host with one of another, as if all ran on one host of their
 * operating system, which is the same. *pairs is empty before. */
void pp_clash_pairs_across(const struct pp_plan *plan, const struct pp_host *const hosts[2],
                           struct pp_clash_pairs *pairs);
void pp_clash_pairs_clear(struct pp_clash_pairs *pairs);

/* Adds the ports of one side (0 or 1) of a pair, with their instances. */
void pp_clash_pair_uses(const struct pp_plan *plan, const struct pp_clash_pairs *pairs,
                        const struct pp_clash_pair *pair, int side, struct pp_uses *uses);

/* Whether a binding can meet something: it has ports, and among them common ones. */
bool pp_hits_wants(const struct pp_hits *hits, const struct pp_plan *plan, uint32_t binding);

/* Adds a meeting of two bindings, given in any order. */
void pp_hits_add(struct pp_hits *hits, uint32_t binding_a, uint32_t binding_b,
                 const struct pp_plan *plan, struct pp_range ports);

/* Whether two URLs meet that one process serves on one socket: the same placement and instance,
 * plain sockets, the same port and address, and different paths or hosts. */
bool pp_hit_is_one_socket(const struct pp_plan *plan, const struct pp_hit *hit);

/* Adds to `hits` every meeting on one host of plain sockets, and of http.sys with a socket, with up
 * to `jobs` threads, but for what is counted in `crowds`; and those of two hosts, as if all ran on
 * one (sockets.c). */
void pp_sockets_find(const struct pp_plan *plan, unsigned jobs, struct pp_hits *hits,
                     struct pp_crowds *crowds);
void pp_sockets_find_across(const struct pp_plan *plan, const struct pp_host *const hosts[2],
                            struct pp_hits *hits);

/* Adds to `hits` every meeting of http.sys prefixes with each other, as if all that hosts[0..count)
 * have ran on one host (prefixes.c). */
void pp_prefixes_find(const struct pp_plan *plan, const struct pp_host *const *hosts, size_t count,
                      struct pp_hits *hits);

/* For the clash rules: one finding per pair whose verdict is `kind`. */
void pp_clash_rule_run(struct pp_check *check, const struct pp_rule *rule, enum pp_clash_kind kind);

#endif
