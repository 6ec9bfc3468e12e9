/* iana-unregistered: a user port on which the product is not registered. */
#include "check/parts.h"
#include "check/port_rules.h"
#include "model/portset.h"

static bool concerns(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port)
{
    const struct pp_product *product = check->plan->placements[listener->placement].product;
    uint32_t cursor = 0;
    const struct pp_service *service;
    if (port <= PP_SYSTEM_LAST || port >= PP_DYNAMIC_FIRST)
        return false;
    while ((service = pp_registry_next(check->registry, port,
                                       (enum pp_transport)listener->transport, &cursor))) {
        if (pp_product_owns(product, service->name))
            return false;
    }
    return true;
}

static void candidates(const struct pp_check *check, uint32_t host, enum pp_transport transport,
                       struct pp_portset *ports)
{
    (void)check;
    (void)host;
    (void)transport;
    pp_portset_add(ports, (struct pp_range){PP_SYSTEM_LAST + 1, PP_DYNAMIC_FIRST - 1});
}

static void describe(struct pp_check *check, struct pp_finding *finding,
                     const struct pp_listener *listener)
{
    const struct pp_product *product = check->plan->placements[listener->placement].product;
    finding->message = pp_arena_printf(check->arena, "%s on %s %s used by %s without registration",
                                       pp_finding_ports_text(check, finding),
                                       pp_host_name(check, finding->host), pp_finding_be(finding),
                                       product->title);
    finding->help = pp_arena_printf(check->arena,
                                    "register the service with IANA, then name it in 'iana' of %s",
                                    product->name);
}

const struct pp_rule pp_rule_iana_unregistered = {
    .id = "iana-unregistered",
    .severity = PP_OFF,
    .summary = "a user port on which the product is not the registered service",
    .page =
        {
            .means =
                "A user port (1024-49151) on which the product is not the service that IANA has "
                "registered. The rule is off unless a plan or --rule turns it on.",
            .matters =
                "The registry asks that user ports are registered before they are used. A "
                "vendor that ships products can be asked to do so; a single site can not, which "
                "is why the rule is off.",
            .bad = "rule \"iana-unregistered\" { severity = \"note\" }\n"
                   "host \"A\" { address = \"10.0.0.1\", product \"viewer\" { tcp \"rest\" { port "
                   "= 8093 } } }",
            .good =
                "rule \"iana-unregistered\" { severity = \"note\" }\n"
                "host \"A\" {\n"
                "  address = \"10.0.0.1\",\n"
                "  product \"database\" { iana = \"postgresql\", tcp \"sql\" { port = 5432 } },\n"
                "}",
            .source = "RFC 6335, sections 6 and 8.1.",
        },
    .run = pp_port_rule_run,
    .concerns = concerns,
    .candidates = candidates,
    .exact = PP_EXACT_UNLESS_OWNED,
    .hostless = true,
    .describe = describe,
};
