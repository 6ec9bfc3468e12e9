/* dynamic-port: a port that is never assigned. */
#include "check/obstacles.h"
#include "check/parts.h"
#include "check/port_rules.h"

static bool concerns(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port)
{
    (void)check;
    (void)listener;
    return port >= PP_DYNAMIC_FIRST;
}

static void candidates(const struct pp_check *check, uint32_t host, enum pp_transport transport,
                       struct pp_portset *ports)
{
    pp_obstacle_add(check, PP_OBSTACLE_DYNAMIC, host, transport, 0, ports);
}

static void describe(struct pp_check *check, struct pp_finding *finding,
                     const struct pp_listener *listener)
{
    (void)listener;
    finding->message =
        pp_arena_printf(check->arena, "%s on %s %s", pp_finding_ports_text(check, finding),
                        pp_host_name(check, finding->host),
                        pp_finding_is_one(finding) ? "is a dynamic port (49152-65535)"
                                                   : "are dynamic ports (49152-65535)");
    pp_finding_suggest(check, finding, finding->parties[0].listener);
}

const struct pp_rule pp_rule_dynamic_port = {
    .id = "dynamic-port",
    .severity = PP_WARNING,
    .summary = "port 49152-65535, never assigned by IANA",
    .page =
        {
            .means = "The port is one of the dynamic ports, 49152-65535, which IANA never assigns.",
            .matters =
                "Windows picks client ports there, so an outbound connection of any program may "
                "have the port when the service starts. It works for weeks and fails after one "
                "reboot.",
            .bad = "host \"A\" { address = \"10.0.0.1\", product \"web\" { tcp \"ui\" { port = "
                   "50000 } } }",
            .good = "host \"A\" { address = \"10.0.0.1\", product \"web\" { tcp \"ui\" { port = "
                    "8450 } } }",
            .source =
                "RFC 6335, section 6; Microsoft, \"The default dynamic port range for TCP/IP has "
                "changed\".",
        },
    .run = pp_port_rule_run,
    .concerns = concerns,
    .candidates = candidates,
    .exact = PP_EXACT_ALWAYS,
    .hostless = true,
    .describe = describe,
};
