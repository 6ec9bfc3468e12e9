/* os-reserved: a port of a stock service of the OS. */
#include "check/obstacles.h"
#include "check/parts.h"
#include "check/port_rules.h"

static const struct pp_os_service *service_on(const struct pp_check *check,
                                              const struct pp_listener *listener, uint16_t port)
{
    return pp_profile_service(check->plan->hosts[listener->host].os, port,
                              (enum pp_transport)listener->transport);
}

static bool concerns(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port)
{
    const struct pp_os_service *service = service_on(check, listener, port);
    return service &&
           !(service->iana &&
             pp_product_owns(check->plan->placements[listener->placement].product, service->iana));
}

static const char *names(const struct pp_check *check, const struct pp_listener *listener,
                         uint16_t port)
{
    return service_on(check, listener, port)->name;
}

static void candidates(const struct pp_check *check, uint32_t host, enum pp_transport transport,
                       struct pp_portset *ports)
{
    pp_obstacle_add(check, PP_OBSTACLE_STOCK, host, transport, 0, ports);
}

static void describe(struct pp_check *check, struct pp_finding *finding,
                     const struct pp_listener *listener)
{
    const struct pp_host *host = &check->plan->hosts[finding->host];
    finding->message =
        pp_arena_printf(check->arena, "%s on %s %s held by %s of a stock %s host",
                        pp_finding_ports_text(check, finding), host->name, pp_finding_be(finding),
                        finding->service_count == 1 ? finding->services[0].name : "services",
                        host->os == PP_WINDOWS ? "Windows" : "Linux");
    const struct pp_os_service *service = service_on(check, listener, finding->ports[0].first);
    if (service->http_sys && listener->kind == PP_HTTP_SYS)
        finding->detail =
            "both listen through http.sys: they can share the port while their prefixes differ";
    pp_finding_suggest(check, finding, finding->parties[0].listener);
}

const struct pp_rule pp_rule_os_reserved = {
    .id = "os-reserved",
    .severity = PP_WARNING,
    .summary = "the port belongs to a service of a stock Windows or Linux host",
    .page =
        {
            .means =
                "The port belongs to a service that a stock installation of the host's "
                "operating system runs: RPC, SMB, Remote Desktop, WinRM and others on Windows; "
                "SSH, rpcbind, systemd-resolved and others on Linux. A product that is this "
                "service says so with its IANA service name in `iana`.",
            .matters =
                "The service is usually there before anything is installed, and nobody put it "
                "into the plan.",
            .bad = "host \"A\" { address = \"10.0.0.1\", product \"web\" { tcp \"ui\" { port = "
                   "47001 } } }",
            .good = "host \"A\" { address = \"10.0.0.1\", product \"web\" { tcp \"ui\" { port = "
                    "8450 } } }",
            .source =
                "Microsoft, \"Service overview and network port requirements for Windows\"; "
                "`netsh http show urlacl` of a default machine; default packages of Debian and "
                "Ubuntu.",
        },
    .run = pp_port_rule_run,
    .concerns = concerns,
    .candidates = candidates,
    .exact = PP_EXACT_UNLESS_OWNED,
    .hostless = true,
    .names = names,
    .describe = describe,
};
