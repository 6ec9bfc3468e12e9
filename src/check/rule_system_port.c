/* system-port: a port below 1024. */
#include "check/obstacles.h"
#include "check/parts.h"
#include "check/port_rules.h"

static bool concerns(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port)
{
    (void)check;
    (void)listener;
    return port <= PP_SYSTEM_LAST;
}

static void candidates(const struct pp_check *check, uint32_t host, enum pp_transport transport,
                       struct pp_portset *ports)
{
    pp_obstacle_add(check, PP_OBSTACLE_LOW, host, transport, PP_SYSTEM_LAST, ports);
}

static void describe(struct pp_check *check, struct pp_finding *finding,
                     const struct pp_listener *listener)
{
    (void)listener;
    finding->message = pp_arena_printf(
        check->arena, "%s on %s %s", pp_finding_ports_text(check, finding),
        pp_host_name(check, finding->host),
        pp_finding_is_one(finding) ? "is a system port (1-1023)" : "are system ports (1-1023)");
    if (check->plan->hosts[finding->host].os == PP_LINUX)
        finding->detail = "a process without the privilege CAP_NET_BIND_SERVICE gets EACCES";
    pp_finding_suggest(check, finding, finding->parties[0].listener);
}

const struct pp_rule pp_rule_system_port = {
    .id = "system-port",
    .severity = PP_WARNING,
    .summary = "port 1-1023",
    .page =
        {
            .means = "The port is one of the system ports, 1-1023.",
            .matters =
                "System ports are assigned by IETF review to standard services. On Linux a "
                "process needs a privilege to bind them (EACCES), and web browsers refuse many "
                "of them.",
            .bad = "host \"A\" { address = \"10.0.0.1\", product \"web\" { tcp \"ui\" { port = "
                   "1010 } } }",
            .good = "host \"A\" { address = \"10.0.0.1\", product \"web\" { tcp \"ui\" { port = "
                    "8450 } } }",
            .source = "RFC 6335, section 6; ip(7), ip_unprivileged_port_start.",
        },
    .run = pp_port_rule_run,
    .concerns = concerns,
    .candidates = candidates,
    .exact = PP_EXACT_ALWAYS,
    .hostless = true,
    .describe = describe,
};
