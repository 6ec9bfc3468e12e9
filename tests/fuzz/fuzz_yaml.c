/* fuzz_yaml: any bytes as a YAML catalogue, as a baseline and as a YAML plan; a plan that is accepted
 * is judged, and a baseline of its findings has to be read as it was written. */
#include "fuzz.h"

#include "check/allocate.h"
#include "check/baseline.h"
#include "read/decode.h"
#include "read/decode_baseline.h"
#include "read/yaml.h"
#include "report/baseline.h"

#include <stdlib.h>

/* A plan of more bindings than this is read but not judged: it would only be slow. */
#define MOST_BINDINGS 3000

struct run {
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_diags diags;
    struct pp_library library;
    struct pp_registry registry;
    struct pp_plan plan;
};

static void run_init(struct run *run)
{
    pp_arena_init(&run->arena);
    pp_sources_init(&run->sources, &run->arena);
    pp_diags_init(&run->diags, &run->arena);
    pp_library_init(&run->library, &run->arena, &run->sources, &run->diags);
    pp_registry_init(&run->registry, &run->arena);
    pp_registry_add(&run->registry, "opsmessaging", (struct pp_range){8090, 8090}, PP_TCP, false);
    pp_registry_freeze(&run->registry);
    pp_plan_init(&run->plan, &run->arena, &run->sources);
}

static void run_release(struct run *run)
{
    pp_plan_release(&run->plan);
    pp_registry_release(&run->registry);
    pp_library_release(&run->library);
    pp_diags_release(&run->diags);
    pp_sources_release(&run->sources);
    pp_arena_release(&run->arena);
}

static size_t bindings_asked_for(const struct pp_plan *plan)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->placement_count; i++)
        count += plan->placements[i].instance_count * plan->placements[i].product->endpoint_count;
    return count;
}

/* Writes the baseline and reads it again: it must be a good one. */
static void write_and_read(struct run *run, struct pp_baseline *baseline)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_report_baseline(baseline, &text);
    if (!pp_baseline_read(text.text, text.length, pp_sources_add(&run->sources, "again.yaml"),
                          &run->arena, &run->diags, baseline))
        abort();
    pp_strbuf_release(&text);
}

/* With a baseline of its own findings a plan has none but waived ones. */
static void adopt(struct run *run, struct pp_check *check)
{
    struct pp_baseline baseline;
    pp_baseline_record(check, &baseline);
    write_and_read(run, &baseline);
    pp_baseline_apply(check, &baseline);
    pp_baseline_report_unused(check, &baseline);
    for (size_t i = 0; i < check->findings.count; i++)
        if (!check->findings.items[i].waived_by)
            abort();
}

static void judge(struct run *run)
{
    struct pp_check check;
    if (bindings_asked_for(&run->plan) > MOST_BINDINGS || !pp_plan_expand(&run->plan, &run->diags))
        return;
    pp_check_init(&check, &run->arena, &run->plan, &run->registry, "2027-01-01");
    pp_allocate(&check, &run->plan);
    pp_check_run(&check);
    adopt(run, &check);
    pp_check_release(&check);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct run run;
    run_init(&run);
    struct pp_node *root = pp_yaml_parse((const char *)data, size,
                                         pp_sources_add(&run.sources, "plan.yaml"), &run.arena,
                                         &run.diags, NULL);
    struct pp_baseline baseline;
    if (pp_baseline_read((const char *)data, size, pp_sources_add(&run.sources, "baseline.yaml"),
                         &run.arena, &run.diags, &baseline))
        write_and_read(&run, &baseline);
    if (root) {
        pp_decode_catalog(root, &run.arena, &run.diags);
        if (pp_decode_plan(root, "plan.yaml", &run.plan, &run.library, &run.diags, pp_rule_ids,
                           pp_rule_count()))
            judge(&run);
    }
    pp_diags_sort(&run.diags);
    run_release(&run);
    return 0;
}
