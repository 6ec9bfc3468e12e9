/* browser-blocked: an HTTP endpoint that browsers will not open. */
#include "base/text.h"
#include "check/obstacles.h"
#include "check/parts.h"
#include "check/port_rules.h"

/* By its URL, or by what its technology is called. */
static bool is_http(const struct pp_endpoint *endpoint)
{
    static const char *const words[] = {"*http*", "*rest*", "*soap*", "*websocket*", "*web page*"};
    if (endpoint->has_prefix || (endpoint->url && (pp_glob_match("ws://*", endpoint->url) ||
                                                   pp_glob_match("wss://*", endpoint->url))))
        return true;
    for (size_t i = 0; endpoint->technology && i < sizeof words / sizeof *words; i++) {
        if (pp_glob_match(words[i], endpoint->technology))
            return true;
    }
    return false;
}

static bool concerns(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port)
{
    (void)check;
    return listener->transport == PP_TCP && is_http(listener->endpoint) && pp_browser_blocks(port);
}

static void candidates(const struct pp_check *check, uint32_t host, enum pp_transport transport,
                       struct pp_portset *ports)
{
    pp_obstacle_add(check, PP_OBSTACLE_BROWSERS, host, transport, 0, ports);
}

static void describe(struct pp_check *check, struct pp_finding *finding,
                     const struct pp_listener *listener)
{
    (void)listener;
    finding->message = pp_arena_printf(check->arena, "%s on %s %s refused by web browsers",
                                       pp_finding_ports_text(check, finding),
                                       pp_host_name(check, finding->host), pp_finding_be(finding));
    pp_finding_suggest(check, finding, finding->parties[0].listener);
}

const struct pp_rule pp_rule_browser_blocked = {
    .id = "browser-blocked",
    .severity = PP_WARNING,
    .summary = "an HTTP endpoint on a port that browsers refuse",
    .page =
        {
            .means =
                "An endpoint that speaks HTTP listens on one of the ports to which web browsers "
                "refuse to connect. An endpoint counts as HTTP by its URL or its technology "
                "(HTTP, REST, SOAP, WebSocket).",
            .matters =
                "The service runs and curl reaches it, but every browser shows an error such as "
                "ERR_UNSAFE_PORT.",
            .bad = "host \"A\" {\n"
                   "  address = \"10.0.0.1\",\n"
                   "  product \"web\" { tcp \"ui\" { port = 10080, technology = \"HTTP\" } },\n"
                   "}",
            .good = "host \"A\" {\n"
                    "  address = \"10.0.0.1\",\n"
                    "  product \"web\" { tcp \"ui\" { port = 10082, technology = \"HTTP\" } },\n"
                    "}",
            .source = "WHATWG, Fetch standard, \"Port blocking\": the table of bad ports.",
        },
    .run = pp_port_rule_run,
    .concerns = concerns,
    .candidates = candidates,
    .hostless = true,
    .describe = describe,
};
