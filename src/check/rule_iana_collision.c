/* iana-collision: a port that IANA assigned to another service. */
#include "check/obstacles.h"
#include "check/parts.h"
#include "check/port_rules.h"

#include <string.h>

static bool concerns(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port)
{
    const struct pp_product *product = check->plan->placements[listener->placement].product;
    enum pp_transport transport = (enum pp_transport)listener->transport;
    uint32_t cursor = 0;
    const struct pp_service *service = pp_registry_next(check->registry, port, transport, &cursor);
    if (!service)
        return false;
    for (; service; service = pp_registry_next(check->registry, port, transport, &cursor)) {
        if (pp_product_owns(product, service->name))
            return false;
    }
    return true;
}

static const char *names(const struct pp_check *check, const struct pp_listener *listener,
                         uint16_t port)
{
    return pp_registry_find(check->registry, port, (enum pp_transport)listener->transport)->name;
}

/* Whether a whole range belongs to one service, as 6000-6063 does. */
static bool is_one_service(const struct pp_finding *finding)
{
    for (size_t i = 1; i < finding->service_count; i++) {
        if (strcmp(finding->services[i].name, finding->services[0].name) != 0)
            return false;
    }
    return true;
}

static void candidates(const struct pp_check *check, uint32_t host, enum pp_transport transport,
                       struct pp_portset *ports)
{
    pp_obstacle_add(check, PP_OBSTACLE_ASSIGNED, host, transport, 0, ports);
}

static void describe(struct pp_check *check, struct pp_finding *finding,
                     const struct pp_listener *listener)
{
    (void)listener;
    const char *ports = pp_finding_ports_text(check, finding);
    const char *host = pp_host_name(check, finding->host);
    if (is_one_service(finding))
        finding->message = pp_arena_printf(check->arena, "%s on %s %s assigned by IANA to '%s'",
                                           ports, host, pp_finding_be(finding),
                                           finding->services[0].name);
    else
        finding->message = pp_arena_printf(check->arena,
                                           "%s on %s are assigned by IANA to %zu other services",
                                           ports, host, finding->service_count);
    pp_finding_suggest(check, finding, finding->parties[0].listener);
}

const struct pp_rule pp_rule_iana_collision = {
    .id = "iana-collision",
    .severity = PP_WARNING,
    .summary = "the port is assigned by IANA to a service that is not the product's own",
    .page =
        {
            .means =
                "The port is assigned by IANA, on that transport, to a service that is not the "
                "product's own (a product names its own with `iana`). Reserved, unassigned and "
                "nameless entries are no collision. Each port is listed with the registered "
                "name.",
            .matters =
                "The registered service may be installed on the host or the network some day, "
                "firewalls and monitoring classify the traffic by its name, and the vendor's "
                "caution says that assigned ports should not be used without registration.",
            .bad = "host \"A\" { address = \"10.0.0.1\", product \"viewer\" { tcp \"rest\" { port "
                   "= 8090 } } }",
            .good = "host \"A\" { address = \"10.0.0.1\", product \"viewer\" { tcp \"rest\" { port "
                    "= 8093 } } }",
            .source = "RFC 6335; IANA Service Name and Transport Protocol Port Number Registry, as "
                      "read from the services file.",
        },
    .run = pp_port_rule_run,
    .concerns = concerns,
    .candidates = candidates,
    .exact = PP_EXACT_UNLESS_OWNED,
    .hostless = true,
    .names = names,
    .describe = describe,
};
