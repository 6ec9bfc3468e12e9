/* ephemeral-range: a port that the OS may give to a client. */
#include "check/obstacles.h"
#include "check/parts.h"
#include "check/port_rules.h"

static bool concerns(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port)
{
    if (port >= PP_DYNAMIC_FIRST && pp_check_severity(check, &pp_rule_dynamic_port) != PP_OFF)
        return false;
    return pp_range_contains(check->plan->hosts[listener->host].ephemeral, port);
}

static void candidates(const struct pp_check *check, uint32_t host, enum pp_transport transport,
                       struct pp_portset *ports)
{
    pp_obstacle_add(check, PP_OBSTACLE_EPHEMERAL, host, transport, 0, ports);
}

static void describe(struct pp_check *check, struct pp_finding *finding,
                     const struct pp_listener *listener)
{
    (void)listener;
    const struct pp_host *host = &check->plan->hosts[finding->host];
    finding->message = pp_arena_printf(
        check->arena, "%s on %s %s in the range from which the host picks client ports, %u-%u",
        pp_finding_ports_text(check, finding), host->name, pp_finding_be(finding),
        host->ephemeral.first, host->ephemeral.last);
    finding->detail = "an outbound connection may hold the port when the service starts";
    pp_finding_suggest(check, finding, finding->parties[0].listener);
}

const struct pp_rule pp_rule_ephemeral_range = {
    .id = "ephemeral-range",
    .severity = PP_WARNING,
    .summary = "the port lies in the range from which the host's OS picks client ports",
    .page =
        {
            .means =
                "The port lies in the range from which the host's operating system picks ports "
                "for outbound connections: 32768-60999 on Linux, 49152-65535 on Windows, or "
                "what the host says with `ephemeral`. Ports that dynamic-port reports are not "
                "reported again.",
            .matters =
                "A client's automatically chosen port blocks a listener on the same address, "
                "even one with SO_REUSEADDR: the service fails to start now and then, and "
                "starts when tried again.",
            .bad = "host \"A\" {\n"
                   "  os = \"linux\", address = \"10.0.0.1\",\n"
                   "  product \"web\" { tcp \"ui\" { port = 40100 } },\n"
                   "}",
            .good = "host \"A\" {\n"
                    "  os = \"linux\", address = \"10.0.0.1\",\n"
                    "  product \"web\" { tcp \"ui\" { port = 10100 } },\n"
                    "}",
            .source = "Measured on Linux; ip(7), ip_local_port_range; Microsoft, \"default dynamic "
                      "port range\".",
        },
    .run = pp_port_rule_run,
    .concerns = concerns,
    .candidates = candidates,
    .describe = describe,
};
