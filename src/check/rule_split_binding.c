/* split-binding: both start, but the traffic does not go where it is meant to. */
#include "check/clashes.h"
#include "check/parts.h"

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    pp_clash_rule_run(check, rule, PP_CLASH_SPLIT);
}

const struct pp_rule pp_rule_split_binding = {
    .id = "split-binding",
    .severity = PP_WARNING,
    .summary = "the OS accepts the pair, but traffic is split, hijackable or swallowed",
    .page =
        {
            .means =
                "The operating system lets both parties start, but their traffic does not go "
                "where it is meant to. On Windows: a wildcard and a specific address on one "
                "port; or two sockets with reuse = \"address\", of which an undefined one gets "
                "the traffic; or a URL prefix all of whose requests a '+' prefix on the same "
                "port takes. On Linux: two UDP sockets with reuse = \"address\", of which the "
                "last one bound gets the unicast datagrams.",
            .matters =
                "Nothing fails, and nothing works: the service answers on one address and is "
                "silent on another, or another program answers in its place.",
            .bad =
                "local a = product \"a\" { tcp \"api\" { port = 9100 } }\n"
                "local b = product \"b\" { tcp \"api\" { port = 9100, address = \"127.0.0.1\" } }\n"
                "host \"A\" { os = \"windows\", address = \"10.0.0.1\", a, b }",
            .good =
                "local a = product \"a\" { tcp \"api\" { port = 9100 } }\n"
                "local b = product \"b\" { tcp \"api\" { port = 9101, address = \"127.0.0.1\" } }\n"
                "host \"A\" { os = \"windows\", address = \"10.0.0.1\", a, b }",
            .source =
                "Microsoft, \"Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE\" and \"Routing Incoming "
                "Requests\"; socket(7).",
        },
    .run = run,
};
