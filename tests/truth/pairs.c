/* pairs: what holds for every pair of claims, on both systems. */
#include "truth/replays.h"
#include "truth/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct {
    const char *text;
    bool v6only;
} addresses[] = {
    {"*", false},         {"0.0.0.0", false},
    {"127.0.0.1", false}, {"127.0.0.2", false},
    {"10.0.0.1", false},  {"::", true},
    {"::", false},        {"::1", false},
    {"fd00::1", false},   {"::ffff:127.0.0.1", false},
};

/* The last has no prefix: an http.sys listener whose URL is unknown. */
static const char *const prefixes[] = {
    "http://+:80/",         "http://+:80/a/",  "http://+:80/A/b/",
    "https://+:80/",        "http://*:80/",    "http://host:80/a/",
    "http://127.0.0.1:80/", "https://*:80/a/", NULL,
};

#define MAX_CLAIMS 2048

struct claims {
    struct pp_arena arena;
    struct pp_url urls[COUNT(prefixes)];
    struct pp_claim items[MAX_CLAIMS];
    size_t count;
};

static void add(struct claims *claims, struct pp_claim claim)
{
    assert_in_range(claims->count, 0, MAX_CLAIMS - 1);
    claims->items[claims->count++] = claim;
}

/* Every address and option on one transport: once as a socket, once with each prefix. */
static void add_transport(struct claims *claims, enum pp_transport transport)
{
    for (size_t a = 0; a < COUNT(addresses); a++) {
        struct pp_address address;
        assert_true(pp_address_parse(addresses[a].text, &address));
        struct pp_claim claim = {.transport = transport,
                                 .addresses = pp_addrset_of(&address, addresses[a].v6only)};
        for (int reuse = 0; reuse < PP_REUSES; reuse++) {
            claim.reuse = (enum pp_reuse)reuse;
            claim.kind = PP_SOCKET;
            claim.url = NULL;
            add(claims, claim);
            claim.kind = PP_HTTP_SYS;
            for (size_t u = 0; u < COUNT(prefixes); u++) {
                claim.url = prefixes[u] ? &claims->urls[u] : NULL;
                add(claims, claim);
            }
        }
    }
}

static struct claims *every_claim(void)
{
    struct claims *claims = test_calloc(1, sizeof *claims);
    pp_arena_init(&claims->arena);
    for (size_t u = 0; u < COUNT(prefixes); u++) {
        if (prefixes[u])
            assert_null(pp_url_parse(prefixes[u], &claims->arena, &claims->urls[u]));
    }
    for (int transport = 0; transport < PP_TRANSPORTS; transport++)
        add_transport(claims, (enum pp_transport)transport);
    return claims;
}

static void release(struct claims *claims)
{
    pp_arena_release(&claims->arena);
    test_free(claims);
}

/* Calls `holds` with every ordered pair on every system until it says no. */
static void for_every_pair(bool (*holds)(enum pp_os os, const struct pp_claim *a,
                                         const struct pp_claim *b))
{
    struct claims *claims = every_claim();
    for (int os = 0; os < PP_OSES; os++) {
        for (size_t i = 0; i < claims->count; i++) {
            for (size_t j = 0; j < claims->count; j++) {
                if (!holds((enum pp_os)os, &claims->items[i], &claims->items[j]))
                    fail_msg("not on %s for claims %zu and %zu", pp_os_names[os], i, j);
            }
        }
    }
    assert_int_equal(claims->count,
                     PP_TRANSPORTS * COUNT(addresses) * PP_REUSES * (1 + COUNT(prefixes)));
    release(claims);
}

static bool same_kind_both_ways(enum pp_os os, const struct pp_claim *a, const struct pp_claim *b)
{
    return pp_clash_judge(os, a, b).kind == pp_clash_judge(os, b, a).kind;
}

void the_kind_of_a_verdict_does_not_depend_on_the_order(void **state)
{
    (void)state;
    for_every_pair(same_kind_both_ways);
}

/* Only http.sys' refusal of a second scheme has no error that is known by name. */
static bool is_explained(enum pp_os os, const struct pp_claim *a, const struct pp_claim *b)
{
    struct pp_clash clash = pp_clash_judge(os, a, b);
    bool second_scheme = clash.kind == PP_CLASH_URL_OVERLAP && a->url->https != b->url->https;
    bool has_error = truth_is_refusal(clash.kind) && !second_scheme;
    return (clash.os_error != NULL) == has_error && (clash.why != NULL) == (clash.kind != 0);
}

void a_verdict_has_a_reason_and_only_a_refusal_an_error(void **state)
{
    (void)state;
    for_every_pair(is_explained);
}

static bool apart_is_fine(enum pp_os os, const struct pp_claim *a, const struct pp_claim *b)
{
    bool http_sys = os == PP_WINDOWS && (a->kind == PP_HTTP_SYS || b->kind == PP_HTTP_SYS);
    bool apart = a->transport != b->transport ||
                 (!http_sys && !pp_addrset_overlaps(&a->addresses, &b->addresses));
    return !apart || pp_clash_judge(os, a, b).kind == PP_CLASH_NONE;
}

void other_transports_and_other_addresses_never_clash(void **state)
{
    (void)state;
    for_every_pair(apart_is_fine);
}
