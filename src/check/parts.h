/* parts: what rules build findings from. Stands on check.h. */
#ifndef PP_CHECK_PARTS_H
#define PP_CHECK_PARTS_H

#include "check/check.h"

/* Ports of one party while they are collected: a growing list on the heap. */
struct pp_uses {
    struct pp_use *items;
    size_t count, capacity;
};

void pp_uses_add(struct pp_uses *uses, struct pp_range ports, uint32_t instance);
void pp_uses_release(struct pp_uses *uses);

/* A party that is a listener, with the collected ports (sorted, without repeats). */
void pp_finding_add_listener(struct pp_check *check, struct pp_finding *finding, uint32_t listener,
                             struct pp_uses *uses);

/* A party that is a placement as a whole, with the collected ports of all its endpoints; and
 * one that is a host's address. */
void pp_finding_add_placement(struct pp_check *check, struct pp_finding *finding,
                              uint32_t placement, struct pp_uses *uses);
void pp_finding_add_host(struct pp_finding *finding, uint32_t host,
                         const struct pp_host_address *address);

/* A party that is a host as a whole, where it is declared. */
void pp_finding_add_whole_host(struct pp_check *check, struct pp_finding *finding, uint32_t host);

/* Sets finding->ports to the merged ports of `uses`. */
void pp_finding_set_ports(struct pp_check *check, struct pp_finding *finding,
                          const struct pp_uses *uses);

/* "8888/tcp", "5421-5436, 5471/udp"; long lists are cut behind five ranges:
 * "8001-8009, 8015-8016, 8019, 8021, 8023/tcp and 45 more". */
const char *pp_finding_ports_text(struct pp_check *check, const struct pp_finding *finding);

/* Whether it is about a single port; "is" then, "are" for several. */
bool pp_finding_is_one(const struct pp_finding *finding);
const char *pp_finding_be(const struct pp_finding *finding);

/* Sets suggestions and help: ports that would do for `listener` instead (suggest.c). */
void pp_finding_suggest(struct pp_check *check, struct pp_finding *finding, uint32_t listener);

/* The same with ports that would do on the host `backup` as well. */
void pp_finding_suggest_with(struct pp_check *check, struct pp_finding *finding, uint32_t listener,
                             uint32_t backup);

/* What a lock keeps against the plan of the instances that the finding is about, or NULL. */
struct pp_lock_use;
const struct pp_lock_use *pp_finding_conflict(const struct pp_check *check,
                                              const struct pp_finding *finding);

/* The same where that is what the finding comes from: to lock anew; or, when it is a port that the
 * plan gives to another listener, one for that instead. All findings of the conflict say the same
 * (suggest_locked.c). */
void pp_finding_suggest_lock(struct pp_check *check, struct pp_finding *finding,
                             const struct pp_lock_use *use);

/* The same whatever is locked. */
void pp_finding_suggest_port(struct pp_check *check, struct pp_finding *finding, uint32_t listener,
                             uint32_t backup);

/* The same of a listener some of whose instances found no port in its range: a wider range, where
 * that mends it (suggest_wider.c). */
void pp_finding_suggest_wider(struct pp_check *check, struct pp_finding *finding,
                              uint32_t listener);

/* The same of a listener some of whose ports are locked, so that it cannot move as a whole. False,
 * and nothing is set, when that is not so, or no wider range mends it. */
bool pp_finding_suggest_beside_locked(struct pp_check *check, struct pp_finding *finding,
                                      uint32_t listener);

/* "shop.till", or "shop.till (left)" when its host has others of the product. In the arena. */
const char *pp_placement_words(const struct pp_check *check, uint32_t placement);

/* The host's name of a finding or listener. */
const char *pp_host_name(const struct pp_check *check, uint32_t host);

#endif
