/* instance-limit: an instance number beyond the product's maximum. */
#include "check/parts.h"

/* The ports of the instances behind the `good` first ones, on every endpoint. */
static void add_uses(const struct pp_plan *plan, const struct pp_placement *placement,
                     uint32_t good, struct pp_uses *uses)
{
    for (uint32_t l = 0; l < placement->listener_count; l++) {
        const struct pp_listener *listener = &plan->listeners[placement->first_listener + l];
        for (uint32_t i = good; i < listener->binding_count; i++) {
            uint32_t binding = listener->first_binding + i;
            struct pp_range ports = {plan->bindings.first[binding], plan->bindings.last[binding]};
            if (ports.first)
                pp_uses_add(uses, ports, placement->instances[i]);
        }
    }
}

static void judge(struct pp_check *check, const struct pp_rule *rule, uint32_t index)
{
    const struct pp_placement *placement = &check->plan->placements[index];
    const struct pp_product *product = placement->product;
    uint32_t last = placement->instances[placement->instance_count - 1];
    uint32_t beyond = 0;
    for (uint32_t i = placement->instance_count; i > 0; i--)
        beyond += placement->instances[i - 1] >= product->max_instances;
    if (beyond == 0)
        return;
    struct pp_finding *finding = pp_check_add(check, rule, placement->host, PP_NONE);
    struct pp_uses uses = {0};
    add_uses(check->plan, placement, placement->instance_count - beyond, &uses);
    pp_finding_set_ports(check, finding, &uses);
    pp_finding_add_placement(check, finding, index, &uses);
    pp_uses_release(&uses);
    uint32_t first = placement->instances[placement->instance_count - beyond];
    const char *subject = first == last ? pp_arena_printf(check->arena, "instance %u", last)
                                        : pp_arena_printf(check->arena, "%u instances (%u to %u)",
                                                          beyond, first, last);
    finding->message = pp_arena_printf(
        check->arena, "%s of %s on %s %s beyond its limit of %u", subject, product->title,
        pp_host_name(check, placement->host), beyond == 1 ? "is" : "are", product->max_instances);
    finding->help = pp_arena_printf(check->arena,
                                    "instances are 0 to %u; place the others on another host",
                                    product->max_instances - 1);
}

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    for (size_t i = 0; i < check->plan->placement_count; i++) {
        if (check->plan->placements[i].product->max_instances > 0)
            judge(check, rule, (uint32_t)i);
    }
}

const struct pp_rule pp_rule_instance_limit = {
    .id = "instance-limit",
    .severity = PP_ERROR,
    .summary = "an instance number is not below the product's max_instances",
    .page =
        {
            .means = "An instance number is not below the product's `max_instances`. Numbers begin "
                     "at 0: with a limit of 16 the last instance is 15.",
            .matters =
                "The product does not start that instance, or its ports run into those of other "
                "endpoints: the windows of its formulas are sized for the limit.",
            .bad = "local engine = product \"engine\" { max_instances = 16, udp \"preview\" { port "
                   "= \"9421+N\" } }\n"
                   "host \"A\" { address = \"10.0.0.1\", engine { instances = 17 } }",
            .good = "local engine = product \"engine\" { max_instances = 16, udp \"preview\" { "
                    "port = \"9421+N\" } }\n"
                    "host \"A\" { address = \"10.0.0.1\", engine { instances = 16 } }",
            .source = "The product's catalogue.",
        },
    .run = run,
};
