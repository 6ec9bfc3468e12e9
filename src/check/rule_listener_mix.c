/* listener-mix: http.sys and a plain socket want one TCP port. */
#include "check/clashes.h"
#include "check/parts.h"

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    pp_clash_rule_run(check, rule, PP_CLASH_LISTENER_MIX);
}

const struct pp_rule pp_rule_listener_mix = {
    .id = "listener-mix",
    .severity = PP_ERROR,
    .summary = "an http.sys binding and a plain socket on one TCP port (Windows)",
    .page =
        {
            .means = "On Windows an http.sys listener and a plain socket want the same TCP port. "
                     "http.sys binds the wildcard address of both families for any prefix on the "
                     "port, and shares the port only with other prefixes.",
            .matters =
                "If http.sys has the port first, the socket fails with WSAEACCES (10013); if "
                "the socket is first, the registration fails with a sharing violation (32). "
                "Neither message names the other party.",
            .bad =
                "local web = product \"web\" {\n"
                "  tcp \"ui\" { port = 8200, url = \"http://+:8200/\", url_reservation = true },\n"
                "}\n"
                "local media = product \"media\" { tcp \"hls\" { port = 8200 } }\n"
                "host \"A\" { address = \"10.0.0.1\", web, media }",
            .good =
                "local web = product \"web\" {\n"
                "  tcp \"ui\" { port = 8200, url = \"http://+:8200/\", url_reservation = true },\n"
                "}\n"
                "local media = product \"media\" { tcp \"hls\" { port = 8201 } }\n"
                "host \"A\" { address = \"10.0.0.1\", web, media }",
            .source = "Microsoft, \"IP Listen List\" and \"Configuring HTTP and HTTPS\" (WCF).",
        },
    .run = run,
};
