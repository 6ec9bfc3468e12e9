/* prefer-above: a port that is not above the preferred bound. */
#include "check/obstacles.h"
#include "check/parts.h"
#include "check/port_rules.h"

static bool concerns(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port)
{
    (void)listener;
    return port <= check->above;
}

/* Whether the number is that of the product, and not one that a placement chose. */
static bool is_default(const struct pp_listener *listener)
{
    return listener->origin == PP_FROM_CATALOG ||
           (listener->origin == PP_FROM_POOL &&
            listener->range.first == listener->pool->range.first &&
            listener->range.last == listener->pool->range.last);
}

static void candidates(const struct pp_check *check, uint32_t host, enum pp_transport transport,
                       struct pp_portset *ports)
{
    pp_obstacle_add(check, PP_OBSTACLE_LOW, host, transport, check->above, ports);
}

static void describe(struct pp_check *check, struct pp_finding *finding,
                     const struct pp_listener *listener)
{
    bool vendor = is_default(listener);
    if (vendor && !pp_check_severity_is_set(check, &pp_rule_prefer_above))
        finding->severity = PP_NOTE;
    finding->message = pp_arena_printf(check->arena, "%s on %s %s not above %u%s",
                                       pp_finding_ports_text(check, finding),
                                       pp_host_name(check, finding->host), pp_finding_be(finding),
                                       check->above, vendor ? " by the product's default" : "");
    pp_finding_suggest(check, finding, finding->parties[0].listener);
}

const struct pp_rule pp_rule_prefer_above = {
    .id = "prefer-above",
    .severity = PP_WARNING,
    .summary = "the port is not above 8000: a note for a default, a warning when the plan chose it",
    .page =
        {
            .means =
                "The port is not above the bound of the setting `above`. It is a note when the "
                "number is the catalogue's default, and a warning when the plan chose it. A "
                "severity that is set explicitly holds for both.",
            .matters =
                "Most well-known services live below 8000. The vendor's page says that new port "
                "usage should not collide with existing protocols, and that ports above 8000 "
                "are preferable and normally safe.",
            .bad = "local web = product \"web\" { tcp \"ui\" { port = 8200 } }\n"
                   "host \"A\" { address = \"10.0.0.1\", web { ports = { ui = 7450 } } }",
            .good = "local web = product \"web\" { tcp \"ui\" { port = 8200 } }\n"
                    "host \"A\" { address = \"10.0.0.1\", web { ports = { ui = 8450 } } }",
            .settings = "above: the bound, a port number (8000).",
            .source =
                "Cinegy, \"Ports and URL registry\": \"over port 8000 is preferable and normally "
                "safe\".",
        },
    .run = pp_port_rule_run,
    .concerns = concerns,
    .candidates = candidates,
    .exact = PP_EXACT_ALWAYS,
    .hostless = true,
    .describe = describe,
};
