/* fuzz_services: any bytes as a services file, in whichever of the three formats they look like. */
#include "fuzz.h"

#include "read/services.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_diags diags;
    struct pp_registry registry;
    pp_arena_init(&arena);
    pp_sources_init(&sources, &arena);
    pp_diags_init(&diags, &arena);
    pp_registry_init(&registry, &arena);

    pp_services_read((const char *)data, size, pp_sources_add(&sources, "input"), &registry,
                     &diags);
    pp_diags_sort(&diags);
    pp_registry_freeze(&registry);
    for (uint32_t port = 1; port <= PP_PORT_MAX; port += 97)
        pp_registry_find(&registry, (uint16_t)port, PP_TCP);

    pp_registry_release(&registry);
    pp_diags_release(&diags);
    pp_sources_release(&sources);
    pp_arena_release(&arena);
    return 0;
}
