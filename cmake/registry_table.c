/* registry_table SERVICES TABLE: reads the snapshot of the registry and writes it, frozen, as C.
 *
 * It runs while the program is built, so that no run has to read 11,000 lines before it can answer.
 * Stands on read/services.h. */
#include "base/file.h"
#include "read/services.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const names[PP_TRANSPORTS] = {"tcp", "udp", "sctp", "dccp"};

static void add_services(const struct pp_registry *registry, struct pp_strbuf *out)
{
    pp_strbuf_add(out, "static const struct pp_service services[] = {\n");
    for (size_t i = 0; i < registry->count; i++) {
        const struct pp_service *service = &registry->services[i];
        pp_strbuf_printf(out, "    {\"%s\", {%u, %u}, %d, %u, %d},\n", service->name,
                         service->ports.first, service->ports.last, service->transport,
                         service->order, service->alias);
    }
    pp_strbuf_add(out, "};\n\n");
}

static void add_index(const struct pp_registry *registry, int t, struct pp_strbuf *out)
{
    pp_strbuf_printf(out, "static const uint32_t %s_by_port[65536] = {\n    0,\n", names[t]);
    for (uint32_t port = 1; port <= PP_PORT_MAX && registry->by_port[t]; port++) {
        if (registry->by_port[t][port])
            pp_strbuf_printf(out, "    [%u] = %u,\n", port, registry->by_port[t][port]);
    }
    pp_strbuf_printf(out, "};\nstatic const uint32_t %s_ranges[] = {\n", names[t]);
    for (size_t i = 0; i < registry->range_counts[t]; i++)
        pp_strbuf_printf(out, "    %u,\n", registry->ranges[t][i]);
    pp_strbuf_printf(out, "    0};\nstatic const struct pp_portset %s_in_ranges = {{\n    0,\n",
                     names[t]);
    for (uint32_t word = 0; word < PP_PORTSET_WORDS && registry->in_ranges[t]; word++) {
        if (registry->in_ranges[t]->words[word])
            pp_strbuf_printf(out, "    [%u] = UINT64_C(%llu),\n", word,
                             (unsigned long long)registry->in_ranges[t]->words[word]);
    }
    pp_strbuf_add(out, "}};\n\n");
}

/* ".member = {a, b, ...}" with one item for each transport. */
static void add_member(const char *member, const char *before, const char *behind,
                       struct pp_strbuf *out)
{
    pp_strbuf_printf(out, "    .%s = {", member);
    for (int t = 0; t < PP_TRANSPORTS; t++)
        pp_strbuf_printf(out, "%s%s%s%s", t > 0 ? ", " : "", before, names[t], behind);
    pp_strbuf_add(out, "},\n");
}

static void add_registry(const struct pp_registry *registry, struct pp_strbuf *out)
{
    pp_strbuf_printf(out,
                     "const struct pp_registry pp_registry_built_in = {\n"
                     "    .count = %zu,\n    .services = services,\n    .assignments = %zu,\n"
                     "    .source = \"built-in\",\n    .date = \"%s\",\n",
                     registry->count, registry->assignments, registry->date);
    add_member("by_port", "", "_by_port", out);
    add_member("ranges", "", "_ranges", out);
    add_member("range_counts", "sizeof ", "_ranges / sizeof(uint32_t) - 1", out);
    add_member("in_ranges", "&", "_in_ranges", out);
    pp_strbuf_add(out, "    .borrowed = true};\n");
}

static bool make(const char *path, struct pp_registry *registry, struct pp_diags *diags,
                 struct pp_strbuf *out)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    bool good = !pp_file_read(path, &text) &&
                pp_services_read(text.text, text.length, 0, registry, diags) && registry->date;
    pp_strbuf_release(&text);
    if (!good)
        return false;
    pp_registry_freeze(registry);
    pp_strbuf_add(out, "/* Made by cmake/registry_table.c. */\n#include \"model/registry.h\"\n\n");
    add_services(registry, out);
    for (int t = 0; t < PP_TRANSPORTS; t++)
        add_index(registry, t, out);
    add_registry(registry, out);
    return true;
}

int main(int argc, char **argv)
{
    struct pp_arena arena;
    struct pp_registry registry;
    struct pp_diags diags;
    struct pp_strbuf out;
    if (argc != 3) {
        fputs("usage: registry_table SERVICES TABLE\n", stderr);
        return 2;
    }
    pp_arena_init(&arena);
    pp_registry_init(&registry, &arena);
    pp_diags_init(&diags, &arena);
    pp_strbuf_init(&out);
    const char *why = make(argv[1], &registry, &diags, &out)
                          ? pp_file_write(argv[2], out.text, out.length)
                          : "it is no services file with a date";
    if (why)
        fprintf(stderr, "registry_table: %s: %s\n", argv[1], why);
    pp_strbuf_release(&out);
    pp_diags_release(&diags);
    pp_registry_release(&registry);
    pp_arena_release(&arena);
    return why ? 1 : 0;
}
