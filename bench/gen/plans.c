/* Plans in the language of portplan. */
#include "gen.h"

/* A product of the catalogue: `instances` is what a placement asks for; 100 bindings in all. */
struct product {
    const char *name, *title;
    unsigned endpoints, instances;
};

static const struct product products[] = {
    {"encoder", "Encoder", 1, 10},     {"player", "Player", 2, 5},   {"recorder", "Recorder", 5, 2},
    {"gateway", "Gateway", 10, 1},     {"mixer", "Mixer", 2, 4},     {"logger", "Logger", 4, 3},
    {"archive", "Archive", 1, 12},     {"monitor", "Monitor", 3, 3}, {"planner", "Planner", 11, 1},
    {"router", "Matrix router", 2, 4},
};
#define PRODUCTS (sizeof products / sizeof *products)

#define CLASH_EVERY 100u          /* hosts */
#define CLASH_PORT GEN_QUIET_PORT /* of the encoder's first instance, which a gateway takes too */
#define CLASH_PRODUCT 3u          /* the gateway, ... */
#define CLASH_ENDPOINT "e1"       /* ... and its endpoint: tcp, and a socket */
#define PREFIXES_PER_PRODUCT 100u
#define ALIKE_ADDRESSES 200u

/* Endpoint number e of all: one in four is udp, one in four of the others is behind http.sys. */
static void write_endpoint(const struct product *product, unsigned e, unsigned port, FILE *out)
{
    const char *transport = e % 4 == 3 ? "udp" : "tcp";
    fprintf(out, "      e%u: {transport: %s, port: %u%s", e, transport, port,
            product->instances > 1 ? "+N" : "");
    if (e % 4 == 2)
        fprintf(out, ", technology: HTTP, url: \"http://+:{port}/%s/\", url_reservation: true",
                product->name);
    fputs("}\n", out);
}

void gen_write_catalog(FILE *out)
{
    unsigned port = GEN_QUIET_PORT;
    fputs("catalog: bench\ntitle: Products of the benchmark\nproducts:\n", out);
    for (size_t i = 0; i < PRODUCTS; i++) {
        const struct product *product = &products[i];
        fprintf(out, "  %s:\n    title: %s\n    max_instances: 16\n    endpoints:\n", product->name,
                product->title);
        for (unsigned e = 0; e < product->endpoints; e++, port += product->instances)
            write_endpoint(product, e, port, out);
    }
}

void gen_write_plan_lua(uint32_t hosts, FILE *out)
{
    fprintf(out,
            "local bench = catalog \"bench\"\n\n"
            "site \"Continent\" { os = \"windows\" }\n\n"
            "for i = 1, %u do\n"
            "  host((\"h%%06d\"):format(i)) {\n"
            "    address = (\"10.%%d.%%d.%%d\"):format(i >> 16, i >> 8 & 255, i & 255),\n",
            hosts);
    for (size_t i = 0; i < PRODUCTS; i++) {
        fprintf(out, "    bench.%s { instances = %u", products[i].name, products[i].instances);
        if (i == CLASH_PRODUCT)
            fprintf(out, ", ports = i %% %u == 0 and { %s = %u } or nil", CLASH_EVERY,
                    CLASH_ENDPOINT, CLASH_PORT);
        fputs(" },\n", out);
    }
    fputs("  }\nend\n", out);
}

void gen_write_plan_text(uint32_t hosts, FILE *out)
{
    fputs("local bench = catalog \"bench\"\n\nsite \"Continent\" { os = \"windows\" }\n\n", out);
    for (uint32_t h = 1; h <= hosts; h++) {
        fprintf(out, "host \"h%06u\" {\n  address = \"10.%u.%u.%u\",\n", h, h >> 16, h >> 8 & 255u,
                h & 255u);
        for (size_t i = 0; i < PRODUCTS; i++) {
            fprintf(out, "  bench.%s { instances = %u", products[i].name, products[i].instances);
            if (i == CLASH_PRODUCT && h % CLASH_EVERY == 0)
                fprintf(out, ", ports = { %s = %u }", CLASH_ENDPOINT, CLASH_PORT);
            fputs(" },\n", out);
        }
        fputs("}\n", out);
    }
}

void gen_write_plan_yaml(uint32_t hosts, FILE *out)
{
    fputs("site: {name: Continent, os: windows}\ncatalogs: [bench]\nhosts:\n", out);
    for (uint32_t h = 1; h <= hosts; h++) {
        fprintf(out, "  - name: h%06u\n    address: 10.%u.%u.%u\n    products:\n", h, h >> 16,
                h >> 8 & 255u, h & 255u);
        for (size_t i = 0; i < PRODUCTS; i++) {
            fprintf(out, "      - {use: bench.%s, instances: %u", products[i].name,
                    products[i].instances);
            if (i == CLASH_PRODUCT && h % CLASH_EVERY == 0)
                fprintf(out, ", ports: {%s: %u}", CLASH_ENDPOINT, CLASH_PORT);
            fputs("}\n", out);
        }
    }
}

void gen_write_prefixes(uint32_t count, uint32_t clashes, FILE *out)
{
    uint32_t different = count - clashes, made = 0;
    fputs("site \"Gateway\" { os = \"windows\" }\n\nhost \"WEB-01\" {\n  address = \"10.0.0.1\",\n",
          out);
    for (uint32_t p = 0; made < count; p++) {
        fprintf(out, "  product \"service_%04u\" {\n", p);
        for (uint32_t e = 0; e < PREFIXES_PER_PRODUCT && made < count; e++, made++) {
            /* The clashes repeat prefixes that are spread over the others. */
            uint32_t url = made < different ? made : (made - different) * (different / clashes);
            fprintf(out,
                    "    tcp \"e%02u\" { port = %u, url = \"http://+:%u/s%u/v%u/\", "
                    "url_reservation = true },\n",
                    e, GEN_QUIET_PORT, GEN_QUIET_PORT, url / 100, url % 100);
        }
        fputs("  },\n", out);
    }
    fputs("}\n", out);
}

void gen_write_alike(uint32_t count, bool clean, FILE *out)
{
    fprintf(out,
            "local listener = product \"listener\" { tcp \"feed\" { port = %u } }\n"
            "local addresses, placements = {}, {}\n"
            "for i = 0, %u do addresses[i + 1] = \"10.0.0.\" .. i + 1 end\n"
            "for i = 0, %u do\n"
            "  local at = %s\n"
            "  placements[i + 1] = listener {\n"
            "    label = \"n\" .. i,\n"
            "    address = addresses[at %% %u + 1],\n"
            "    ports = { feed = %u + at // %u },\n"
            "  }\n"
            "end\n"
            "host \"SRV-01\" { address = addresses, placements }\n",
            GEN_QUIET_PORT, ALIKE_ADDRESSES - 1, count - 1, clean ? "i" : "0 * i", ALIKE_ADDRESSES,
            GEN_QUIET_PORT, ALIKE_ADDRESSES);
}

void gen_write_site(uint32_t hosts, FILE *out)
{
    fputs("local cinegy = catalog \"cinegy\"\n\nsite \"Small site\" { os = \"windows\" }\n\n", out);
    for (uint32_t h = 1; h <= hosts; h++)
        fprintf(out,
                "host \"PLAY-%02u\" {\n"
                "  address = \"10.20.%u.%u\",\n"
                "  cinegy.playout_engine { instances = 4 },\n"
                "  cinegy.playout_engine_agent,\n"
                "  cinegy.air_web_api,\n"
                "  cinegy.license_service,\n"
                "}\n",
                h, h / 200, h % 200 + 1);
}
