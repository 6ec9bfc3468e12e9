/* port-overlap: two sockets want one port, and the OS refuses the second. */
#include "check/clashes.h"
#include "check/parts.h"

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    pp_clash_rule_run(check, rule, PP_CLASH_PORT_OVERLAP);
}

const struct pp_rule pp_rule_port_overlap = {
    .id = "port-overlap",
    .severity = PP_ERROR,
    .summary = "two bindings of one host share a port, and its OS would refuse the second",
    .page =
        {
            .means =
                "Two bindings of one host have a port in common on one transport, the addresses "
                "they bind meet, and the host's operating system would refuse the second one. "
                "Instances of one product can clash with each other too.\n\n"
                "Addresses are compared as what they cover: * covers both families, 0.0.0.0 all "
                "of IPv4, :: all of IPv6 (and of IPv4 on Linux, unless v6only is set). Ranges "
                "overlap when they have one port in common; both ends belong to them.",
            .matters =
                "The service that starts second does not start, or starts without that port. "
                "Which one it is changes from boot to boot.",
            .bad = "host \"A\" {\n"
                   "  os = \"linux\", address = \"10.0.0.1\",\n"
                   "  product \"player\" { tcp \"api\" { port = 9100 } },\n"
                   "  product \"logger\" { tcp \"web\" { port = \"9090-9110\" } },\n"
                   "}",
            .good = "host \"A\" {\n"
                    "  os = \"linux\", address = \"10.0.0.1\",\n"
                    "  product \"player\" { tcp \"api\" { port = 9111 } },\n"
                    "  product \"logger\" { tcp \"web\" { port = \"9090-9110\" } },\n"
                    "}",
            .source = "Linux: 5,000 ordered pairs of real binds. Windows: Microsoft, \"Using "
                      "SO_REUSEADDR and SO_EXCLUSIVEADDRUSE\", table for Windows Server 2003 and "
                      "later.",
        },
    .run = run,
};
