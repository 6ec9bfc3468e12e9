/* The registry that is inside the program, and IANA's own CSV of a known month where a copy of it
 * lies beside the project (../shared/data): both load whole, and agree. */
#include "base/asset.h"
#include "base/file.h"
#include "read/services.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char iana_csv[] = "../shared/data/iana-service-names-2026-02.csv";

struct loaded {
    struct pp_arena arena;
    struct pp_diags diags;
    struct pp_registry registry;
};

static void load(struct loaded *loaded, const char *text, size_t length)
{
    pp_arena_init(&loaded->arena);
    pp_diags_init(&loaded->diags, &loaded->arena);
    pp_registry_init(&loaded->registry, &loaded->arena);
    assert_true(pp_services_read(text, length, 1, &loaded->registry, &loaded->diags));
    assert_int_equal(loaded->diags.count, 0);
    pp_registry_freeze(&loaded->registry);
}

static void release(struct loaded *loaded)
{
    pp_registry_release(&loaded->registry);
    pp_diags_release(&loaded->diags);
    pp_arena_release(&loaded->arena);
}

static void load_snapshot(struct loaded *loaded)
{
    const struct pp_asset *asset = pp_asset_find("services/iana.services");
    assert_non_null(asset);
    load(loaded, (const char *)asset->bytes, asset->size);
}

static void expect(const struct pp_registry *registry, uint16_t port, enum pp_transport transport,
                   const char *name)
{
    const struct pp_service *service = pp_registry_find(registry, port, transport);
    if (!name) {
        assert_null(service);
        return;
    }
    assert_non_null(service);
    assert_string_equal(service->name, name);
}

static void the_snapshot_says_what_its_header_says(void **state)
{
    struct loaded loaded;
    (void)state;
    load_snapshot(&loaded);
    const struct pp_asset *asset = pp_asset_find("services/iana.services");
    const char *entries = strstr((const char *)asset->bytes, "# entries: ");
    assert_non_null(entries);
    assert_int_equal(loaded.registry.assignments, atoi(entries + strlen("# entries: ")));
    assert_non_null(loaded.registry.date);
    release(&loaded);
}

static void the_snapshot_knows_ports_ranges_and_transports(void **state)
{
    struct loaded loaded;
    (void)state;
    load_snapshot(&loaded);
    expect(&loaded.registry, 8090, PP_TCP, "opsmessaging");
    expect(&loaded.registry, 8090, PP_UDP, NULL);
    expect(&loaded.registry, 5432, PP_TCP, "postgresql");
    expect(&loaded.registry, 6000, PP_UDP, "x11");
    expect(&loaded.registry, 6063, PP_TCP, "x11");
    expect(&loaded.registry, 6064, PP_TCP, "ndl-ahp-svc");
    expect(&loaded.registry, 9, PP_SCTP, "discard");
    expect(&loaded.registry, 9, PP_DCCP, "discard");
    expect(&loaded.registry, 8093, PP_TCP, NULL);
    release(&loaded);
}

/* What IANA has given away, renamed or taken back since the CSV's month. */
#define CHANGED_SINCE 40

static void all_of_ianas_csv_loads_and_the_snapshot_agrees(void **state)
{
    struct loaded csv, snapshot;
    struct pp_strbuf text;
    size_t differences = 0;
    (void)state;
    if (!pp_file_exists(iana_csv)) {
        print_message("no copy of IANA's CSV beside the project: only the excerpt is read\n");
        return;
    }
    pp_strbuf_init(&text);
    assert_null(pp_file_read(iana_csv, &text));
    load(&csv, text.text, text.length);
    load_snapshot(&snapshot);
    assert_true(csv.registry.assignments > 11000);
    for (int transport = 0; transport < PP_TRANSPORTS; transport++) {
        for (uint32_t port = 1; port <= PP_PORT_MAX; port++) {
            const struct pp_service *a =
                pp_registry_find(&csv.registry, (uint16_t)port, (enum pp_transport)transport);
            const struct pp_service *b =
                pp_registry_find(&snapshot.registry, (uint16_t)port, (enum pp_transport)transport);
            differences += (a != NULL) != (b != NULL) || (a && strcmp(a->name, b->name) != 0);
        }
    }
    print_message("%zu ports differ from the CSV\n", differences);
    assert_in_range(differences, 0, CHANGED_SINCE);
    release(&snapshot);
    release(&csv);
    pp_strbuf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_snapshot_says_what_its_header_says),
        cmocka_unit_test(the_snapshot_knows_ports_ranges_and_transports),
        cmocka_unit_test(all_of_ianas_csv_loads_and_the_snapshot_agrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
