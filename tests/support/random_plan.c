/* random_plan: small plans for property tests. */
#include "support/random_plan.h"

enum { PRODUCTS = 4, ENDPOINTS = 3 };

struct choice {
    uint32_t first, last, block, align;
};

struct maker {
    uint64_t *random;
    struct pp_strbuf *yaml;
    bool windows;
    bool may_be_auto[PRODUCTS][ENDPOINTS]; /* it has no `reuse` */
    uint32_t endpoints[PRODUCTS];
    bool estate;                                 /* `auto` may be a map */
    struct choice ties[PRODUCTS][ENDPOINTS + 1]; /* of an endpoint; behind them, of the pool */
};

static const char *pick(struct maker *maker, const char *const *items, uint32_t count)
{
    return items[test_below(maker->random, count)];
}

#define PICK(maker, items) pick(maker, items, sizeof(items) / sizeof *(items))

static void add_port(struct maker *maker, bool pool)
{
    uint32_t port = PP_RANDOM_FIRST + test_below(maker->random, 6);
    switch (pool ? 9 : test_below(maker->random, 6)) {
    case 0:
    case 1: pp_strbuf_printf(maker->yaml, "port: %u", port); break;
    case 2:
        pp_strbuf_printf(maker->yaml, "port: %u-%u", port, port + test_below(maker->random, 4));
        break;
    case 3: pp_strbuf_printf(maker->yaml, "port: %u+N", port); break;
    case 4: pp_strbuf_printf(maker->yaml, "port: %u+2*N", port); break;
    case 5: pp_strbuf_printf(maker->yaml, "port: %u-%u+3*N", port, port + 1); break;
    default: pp_strbuf_add(maker->yaml, "port: pool"); break;
    }
}

static void add_url(struct maker *maker)
{
    static const char *const hosts[] = {"+", "+", "*", "host", "HOST", "10.0.0.1", "[::1]"};
    static const char *const paths[] = {"/", "", "/a", "/A/b/", "/ab", "/a/b/c"};
    const char *scheme = test_once_in(maker->random, 6) ? "https" : "http";
    const char *host = PICK(maker, hosts);
    pp_strbuf_printf(maker->yaml, ", url: \"%s://%s:{port}%s\"", scheme, host, PICK(maker, paths));
    if (test_once_in(maker->random, 4))
        pp_strbuf_printf(maker->yaml, ", url_reservation: %s",
                         test_once_in(maker->random, 2) ? "true" : "false");
    else if (test_once_in(maker->random, 6))
        pp_strbuf_add(maker->yaml, ", listener: socket");
}

static void add_endpoint(struct maker *maker, uint32_t product, uint32_t endpoint)
{
    static const char *const addresses[] = {
        "*",   "0.0.0.0",   "::",         "10.0.0.1", "10.0.0.2", "::ffff:10.0.0.1",
        "::1", "127.0.0.1", "2001:db8::1"};
    static const char *const reuses[] = {"port", "address", "exclusive", "multicast"};
    bool tcp = !test_once_in(maker->random, 3), pool = test_once_in(maker->random, 4);
    pp_strbuf_printf(maker->yaml, "      e%u: {transport: %s, ", endpoint, tcp ? "tcp" : "udp");
    add_port(maker, pool);
    if (tcp && test_once_in(maker->random, 2))
        add_url(maker);
    if (test_once_in(maker->random, 2))
        pp_strbuf_printf(maker->yaml, ", address: \"%s\"", PICK(maker, addresses));
    if (test_once_in(maker->random, 4))
        pp_strbuf_printf(maker->yaml, ", v6only: %s",
                         test_once_in(maker->random, 2) ? "true" : "false");
    maker->may_be_auto[product][endpoint] = pool || !test_once_in(maker->random, 3);
    if (!maker->may_be_auto[product][endpoint])
        pp_strbuf_printf(maker->yaml, ", reuse: %s", PICK(maker, reuses));
    pp_strbuf_add(maker->yaml, "}\n");
}

static void add_product(struct maker *maker, uint32_t product)
{
    uint32_t first = PP_RANDOM_FIRST + test_below(maker->random, 6);
    pp_strbuf_printf(maker->yaml, "  p%u:\n    pools: {pool: %u-%u, spare: 1}\n    endpoints:\n",
                     product, first, first + test_below(maker->random, 8));
    maker->endpoints[product] = 1 + test_below(maker->random, ENDPOINTS);
    for (uint32_t i = 0; i < maker->endpoints[product]; i++)
        add_endpoint(maker, product, i);
}

static struct choice choose(struct maker *maker)
{
    uint32_t block = 1 + test_below(maker->random, 3), align = 1 + test_below(maker->random, 4);
    uint32_t first = PP_RANDOM_FIRST + test_below(maker->random, 8);
    uint32_t last = first + block + align + test_below(maker->random, 9);
    if (test_once_in(maker->random, 2)) /* often the same, as in one table of a plan */
        first = PP_RANDOM_FIRST, last = first + 15;
    return (struct choice){first, last, block, align};
}

/* ", ports: {e0: {range: 9200-9209, block: 2, align: 3, same_on: all hosts}}" */
static void add_choice(struct maker *maker, uint32_t product, uint32_t endpoint)
{
    bool pool = !maker->may_be_auto[product][endpoint] || test_once_in(maker->random, 3);
    bool tied = !test_once_in(maker->random, 3);
    struct choice choice = tied ? maker->ties[product][pool ? ENDPOINTS : endpoint] : choose(maker);
    pp_strbuf_add(maker->yaml, ", ports: {");
    if (pool)
        pp_strbuf_add(maker->yaml, "pool: {");
    else
        pp_strbuf_printf(maker->yaml, "e%u: {", endpoint);
    pp_strbuf_printf(maker->yaml, "range: %u-%u, block: %u, align: %u%s}}", choice.first,
                     choice.last, choice.block, choice.align, tied ? ", same_on: all hosts" : "");
}

static void add_placement(struct maker *maker)
{
    static const char *const instances[] = {"1", "1", "2", "4", "[0, 3]", "2-4"};
    static const char *const addresses[] = {"10.0.0.1", "10.0.0.2", "0.0.0.0"};
    uint32_t product = test_below(maker->random, PRODUCTS);
    uint32_t endpoint = test_below(maker->random, maker->endpoints[product]);
    pp_strbuf_printf(maker->yaml, "      - {use: p%u, instances: %s", product,
                     PICK(maker, instances));
    if (test_once_in(maker->random, 4))
        pp_strbuf_printf(maker->yaml, ", address: %s", PICK(maker, addresses));
    uint32_t first = PP_RANDOM_FIRST + test_below(maker->random, 8);
    uint32_t last = first + test_below(maker->random, 8);
    if (maker->estate && !test_once_in(maker->random, 3))
        add_choice(maker, product, endpoint);
    else if (maker->may_be_auto[product][endpoint] && test_once_in(maker->random, 3))
        pp_strbuf_printf(maker->yaml, ", ports: {e%u: auto %u-%u}", endpoint, first, last);
    else if (test_once_in(maker->random, 6))
        pp_strbuf_printf(maker->yaml, ", ports: {pool: %s%u-%u}",
                         test_once_in(maker->random, 2) ? "auto " : "", first, last);
    else if (maker->endpoints[product] > 1 && test_once_in(maker->random, 6))
        pp_strbuf_printf(maker->yaml, ", without: [e%u]", endpoint);
    pp_strbuf_add(maker->yaml, "}\n");
}

static void add_products(struct maker *maker)
{
    pp_strbuf_clear(maker->yaml);
    pp_strbuf_add(maker->yaml, "products:\n");
    for (uint32_t i = 0; i < PRODUCTS; i++)
        add_product(maker, i);
    for (uint32_t i = 0; i < PRODUCTS && maker->estate; i++) {
        for (uint32_t j = 0; j <= ENDPOINTS; j++)
            maker->ties[i][j] = choose(maker);
    }
}

static void add_host(struct maker *maker, const char *name, bool windows)
{
    struct pp_strbuf *yaml = maker->yaml;
    pp_strbuf_printf(yaml, "  - name: %s\n    os: %s\n", name, windows ? "windows" : "linux");
    pp_strbuf_printf(yaml, "    ephemeral: %u-%u\n", PP_RANDOM_FIRST + 5u,
                     PP_RANDOM_FIRST + 5 + test_below(maker->random, 4));
    if (test_once_in(maker->random, 2))
        pp_strbuf_printf(yaml, "    excluded: [%u/tcp, %u-%u]\n", PP_RANDOM_FIRST + 2u,
                         PP_RANDOM_FIRST + 8u, PP_RANDOM_FIRST + 9u);
}

static void add_placements(struct maker *maker, uint32_t count)
{
    pp_strbuf_add(maker->yaml, "    products:\n");
    for (uint32_t i = 0; i < count; i++)
        add_placement(maker);
}

void random_plan(uint64_t *random, struct pp_strbuf *yaml)
{
    struct maker maker = {.random = random, .yaml = yaml, .windows = !test_once_in(random, 3)};
    add_products(&maker);
    pp_strbuf_add(yaml, "hosts:\n");
    add_host(&maker, "A", maker.windows);
    add_placements(&maker, 2 + test_below(random, 5));
    if (test_once_in(random, 3))
        pp_strbuf_add(yaml, "rules: {ephemeral-range: {severity: note}}\n");
}

void random_failover(uint64_t *random, struct pp_strbuf *yaml)
{
    struct maker maker = {.random = random, .yaml = yaml, .windows = !test_once_in(random, 3)};
    bool backup_first = test_once_in(random, 2);
    add_products(&maker);
    pp_strbuf_add(yaml, "hosts:\n");
    for (int i = 0; i < 2; i++) {
        bool backup = backup_first == (i == 0);
        add_host(&maker, backup ? "B" : "A", maker.windows);
        pp_strbuf_add(yaml, backup ? "    backup_of: A\n" : "");
        add_placements(&maker, 1 + test_below(random, 3));
    }
}

void random_estate(uint64_t *random, struct pp_strbuf *yaml)
{
    static const char *const names[] = {"A", "B", "C"};
    struct maker maker = {
        .random = random, .yaml = yaml, .windows = !test_once_in(random, 3), .estate = true};
    add_products(&maker);
    pp_strbuf_add(yaml, "hosts:\n");
    for (uint32_t i = 0, hosts = 1 + test_below(random, 3); i < hosts; i++) {
        add_host(&maker, names[i], maker.windows);
        add_placements(&maker, 2 + test_below(random, 5));
    }
    if (test_once_in(random, 3))
        pp_strbuf_add(yaml, "rules: {ephemeral-range: {severity: note}}\n");
}
