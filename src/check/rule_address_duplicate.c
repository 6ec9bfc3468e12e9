/* address-duplicate: two hosts with one address. */
#include "base/mem.h"
#include "check/parts.h"

#include <stdlib.h>
#include <string.h>

struct owned {
    uint32_t host;
    const struct pp_host_address *address;
};

static int compare_address(const struct owned *a, const struct owned *b)
{
    return pp_address_compare(&a->address->address, &b->address->address);
}

static int compare(const void *left, const void *right)
{
    const struct owned *a = left, *b = right;
    int order = compare_address(a, b);
    return order ? order : a->host < b->host ? -1 : a->host > b->host;
}

static void report(struct pp_check *check, const struct pp_rule *rule, const struct owned *a,
                   const struct owned *b)
{
    char text[PP_ADDRESS_TEXT];
    struct pp_finding *finding = pp_check_add(check, rule, a->host, PP_NONE);
    pp_finding_add_host(finding, a->host, a->address);
    pp_finding_add_host(finding, b->host, b->address);
    finding->message = pp_arena_printf(check->arena, "address %s belongs to both %s and %s",
                                       pp_address_format(&a->address->address, text),
                                       pp_host_name(check, a->host), pp_host_name(check, b->host));
    finding->help = "give one of them another address";
}

static uint64_t hash_of(const struct pp_address *address)
{
    uint64_t halves[2], hash;
    memcpy(halves, address->bytes, sizeof halves);
    hash = (halves[0] ^ (uint64_t)address->kind << 56) * UINT64_C(0x9e3779b97f4a7c15);
    hash = (hash ^ hash >> 29 ^ halves[1]) * UINT64_C(0xbf58476d1ce4e5b9);
    return (hash ^ hash >> 32) | 1;
}

/* Most plans have no address twice: a table of hashes tells that in less time than sorting. It says true,
 * too, when two addresses have one hash. */
static bool may_repeat(const struct owned *all, size_t count)
{
    size_t mask = 15, at;
    bool repeats = false;
    while (mask < 2 * count)
        mask = 2 * mask + 1;
    uint64_t *seen = pp_calloc(mask + 1, sizeof *seen);
    for (size_t i = 0; i < count && !repeats; i++) {
        uint64_t hash = hash_of(&all[i].address->address);
        for (at = (size_t)(hash >> 1) & mask; seen[at] && seen[at] != hash;)
            at = (at + 1) & mask;
        repeats = seen[at] == hash;
        seen[at] = hash;
    }
    free(seen);
    return repeats;
}

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    const struct pp_plan *plan = check->plan;
    struct owned *all = NULL;
    size_t count = 0, capacity = 0;
    for (size_t h = 0; h < plan->host_count; h++) {
        for (size_t i = 0; i < plan->hosts[h].address_count; i++) {
            if (pp_address_is_loopback(&plan->hosts[h].addresses[i].address))
                continue;
            all = pp_grow(all, &capacity, count + 1, sizeof *all);
            all[count++] = (struct owned){(uint32_t)h, &plan->hosts[h].addresses[i]};
        }
    }
    if (!may_repeat(all, count))
        count = 0;
    if (count > 1)
        qsort(all, count, sizeof *all, compare);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && compare_address(&all[i], &all[j]) == 0; j++) {
            if (all[i].host != all[j].host)
                report(check, rule, &all[i], &all[j]);
        }
    }
    free(all);
}

const struct pp_rule pp_rule_address_duplicate = {
    .id = "address-duplicate",
    .severity = PP_ERROR,
    .summary = "two hosts have the same address",
    .page =
        {
            .means =
                "Two hosts of the plans given have the same address. Loopback addresses are not "
                "compared.",
            .matters =
                "One of the two is unreachable, or a copied line of the plan was not edited: "
                "every answer about it is wrong.",
            .bad = "local media = product \"media\" { tcp \"hls\" { port = 8450 } }\n"
                   "host \"A\" { address = \"10.0.0.1\", media }\n"
                   "host \"B\" { address = \"10.0.0.1\", media }",
            .good = "local media = product \"media\" { tcp \"hls\" { port = 8450 } }\n"
                    "host \"A\" { address = \"10.0.0.1\", media }\n"
                    "host \"B\" { address = \"10.0.0.2\", media }",
            .source = "RFC 5227 (IPv4 address conflict detection).",
        },
    .run = run,
};
