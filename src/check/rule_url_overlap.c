/* url-overlap: two http.sys prefixes that cannot both be registered. */
#include "check/clashes.h"
#include "check/parts.h"

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    pp_clash_rule_run(check, rule, PP_CLASH_URL_OVERLAP);
}

const struct pp_rule pp_rule_url_overlap = {
    .id = "url-overlap",
    .severity = PP_ERROR,
    .summary = "two http.sys bindings register the same prefix, or http and https on one port",
    .page =
        {
            .means = "Two http.sys listeners of one Windows host register the same URL prefix: "
                     "scheme, kind of host (+, name, address, *), host, port and path are equal "
                     "without regard to case. Or one port carries both http and https, which "
                     "http.sys never allows, whatever the hosts and paths. Prefixes that differ "
                     "share a port legally.",
            .matters =
                "The second registration fails with ERROR_ALREADY_EXISTS (183), and the service "
                "with it.",
            .bad = "local api = product \"api\" {\n"
                   "  tcp \"rest\" { port = 8200, url = \"http://+:8200/api\", url_reservation = "
                   "true },\n"
                   "}\n"
                   "local tool = product \"tool\" {\n"
                   "  tcp \"rest\" { port = 8200, url = \"http://+:8200/API/\", url_reservation = "
                   "true },\n"
                   "}\n"
                   "host \"A\" { address = \"10.0.0.1\", api, tool }",
            .good = "local api = product \"api\" {\n"
                    "  tcp \"rest\" { port = 8200, url = \"http://+:8200/api\", url_reservation = "
                    "true },\n"
                    "}\n"
                    "local tool = product \"tool\" {\n"
                    "  tcp \"rest\" { port = 8200, url = \"http://+:8200/tool\", url_reservation = "
                    "true },\n"
                    "}\n"
                    "host \"A\" { address = \"10.0.0.1\", api, tool }",
            .source =
                "Microsoft, \"Processing Registrations\" and \"HttpAddUrl\" (Windows HTTP Server "
                "API).",
        },
    .run = run,
};
