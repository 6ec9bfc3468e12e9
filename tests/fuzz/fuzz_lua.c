/* fuzz_lua: any bytes as a plan in Lua, under small limits; the tree it gives is decoded. */
#include "fuzz.h"

#include "check/rule.h"
#include "read/decode.h"
#include "script/plan_script.h"

#define MOST_MEMORY ((size_t)32 << 20)
#define MOST_STEPS 200000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_diags diags;
    struct pp_library library;
    struct pp_registry registry;
    struct pp_plan plan;
    pp_arena_init(&arena);
    pp_sources_init(&sources, &arena);
    pp_diags_init(&diags, &arena);
    pp_library_init(&library, &arena, &sources, &diags);
    pp_registry_init(&registry, &arena);
    pp_registry_freeze(&registry);
    pp_plan_init(&plan, &arena, &sources);

    struct pp_script script = {
        .arena = &arena,
        .sources = &sources,
        .diags = &diags,
        .library = &library,
        .registry = &registry,
        .max_memory = MOST_MEMORY,
        .max_steps = MOST_STEPS,
    };
    struct pp_node *root = pp_script_run_plan(&script, (const char *)data, size, "plan.lua", NULL);
    if (root) {
        pp_decode_plan(root, "plan.lua", &plan, &library, &diags, pp_rule_ids, pp_rule_count());
    }
    pp_diags_sort(&diags);

    pp_plan_release(&plan);
    pp_registry_release(&registry);
    pp_library_release(&library);
    pp_diags_release(&diags);
    pp_sources_release(&sources);
    pp_arena_release(&arena);
    return 0;
}
