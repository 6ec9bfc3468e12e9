/* excluded-range: a port that the host excludes. */
#include "check/obstacles.h"
#include "check/parts.h"
#include "check/port_rules.h"

static bool concerns(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port)
{
    return pp_host_excludes(&check->plan->hosts[listener->host],
                            (enum pp_transport)listener->transport, port);
}

static void candidates(const struct pp_check *check, uint32_t host, enum pp_transport transport,
                       struct pp_portset *ports)
{
    pp_obstacle_add(check, PP_OBSTACLE_EXCLUDED, host, transport, 0, ports);
}

static void describe(struct pp_check *check, struct pp_finding *finding,
                     const struct pp_listener *listener)
{
    (void)listener;
    finding->message = pp_arena_printf(check->arena, "%s on %s %s in an excluded range of the host",
                                       pp_finding_ports_text(check, finding),
                                       pp_host_name(check, finding->host), pp_finding_be(finding));
    if (check->plan->hosts[finding->host].os == PP_WINDOWS) {
        finding->os_error = "WSAEACCES 10013";
        finding->detail = "Windows refuses the bind although nothing listens, WSAEACCES 10013";
    }
    pp_finding_suggest(check, finding, finding->parties[0].listener);
}

const struct pp_rule pp_rule_excluded_range = {
    .id = "excluded-range",
    .severity = PP_ERROR,
    .summary = "the port lies in the host's excluded ranges (Windows refuses it: 10013)",
    .page =
        {
            .means = "The port lies in one of the ranges that the plan lists as `excluded` for the "
                     "host. On Windows these are the lines without a star in the output of `netsh "
                     "int ipv4 show excludedportrange protocol=tcp`: blocks that Hyper-V, WSL or "
                     "containers took at boot.",
            .matters =
                "The bind fails with WSAEACCES (10013) although no program listens, which costs "
                "hours to find. The blocks can move at the next boot: reserve the port for "
                "yourself with `netsh int ipv4 add excludedportrange`, or choose another.",
            .bad = "host \"A\" {\n"
                   "  address = \"10.0.0.1\", excluded = { \"14522-14621\" },\n"
                   "  product \"gateway\" { tcp \"bxf\" { port = 14544 } },\n"
                   "}",
            .good = "host \"A\" {\n"
                    "  address = \"10.0.0.1\", excluded = { \"14522-14621\" },\n"
                    "  product \"gateway\" { tcp \"bxf\" { port = 14644 } },\n"
                    "}",
            .source =
                "Microsoft, \"netsh interface ipv4 show excludedportrange\"; WSL and Docker issue "
                "trackers on error 10013.",
        },
    .run = pp_port_rule_run,
    .concerns = concerns,
    .candidates = candidates,
    .exact = PP_EXACT_ALWAYS,
    .describe = describe,
};
