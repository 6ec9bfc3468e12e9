/* url-form: a URL that is not a valid prefix. */
#include "check/parts.h"

static const struct {
    unsigned flaw;
    const char *text;
} flaws[] = {
    {PP_URL_UPPER_SCHEME, "the scheme is not in lower case"},
    {PP_URL_NO_PORT, "it has no port"},
    {PP_URL_LEADING_ZERO, "its port begins with a zero"},
    {PP_URL_SPACE, "there is a space in it"},
};

/* With %20 for every space. */
static const char *without_spaces(struct pp_check *check, const char *url)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (; *url; url++) {
        if (*url == ' ')
            pp_strbuf_add(&buf, "%20");
        else
            pp_strbuf_add_char(&buf, *url);
    }
    const char *text = pp_arena_strdup(check->arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

/* What is wrong with the URL whatever its port, "a and b", or NULL. */
static const char *flaws_of(struct pp_check *check, const struct pp_url *url)
{
    const char *what = NULL;
    for (size_t i = 0; i < sizeof flaws / sizeof *flaws; i++) {
        if (url->flaws & flaws[i].flaw)
            what = what ? pp_arena_printf(check->arena, "%s and %s", what, flaws[i].text)
                        : flaws[i].text;
    }
    return what;
}

/* The prefix to write: with {port} when the endpoint's port is not one number. */
static const char *mended(struct pp_check *check, const struct pp_listener *listener)
{
    struct pp_url url = listener->endpoint->prefix;
    url.port_is_template = true;
    const char *prefix = pp_listener_is_fixed(listener)
                             ? pp_url_canonical(&url, listener->port.first, check->arena)
                             : pp_arena_printf(check->arena, "http%s://%s:{port}%s",
                                               url.https ? "s" : "", url.host, url.path);
    return without_spaces(check, prefix);
}

static void report(struct pp_check *check, const struct pp_rule *rule, uint32_t index,
                   struct pp_uses *uses, const char *what)
{
    const struct pp_listener *listener = &check->plan->listeners[index];
    struct pp_finding *finding = pp_check_add(check, rule, listener->host, listener->transport);
    pp_finding_set_ports(check, finding, uses);
    pp_finding_add_listener(check, finding, index, uses);
    finding->message = pp_arena_printf(check->arena, "url '%s' on %s is no valid prefix: %s",
                                       listener->endpoint->url, pp_host_name(check, listener->host),
                                       what);
    finding->help = pp_arena_printf(check->arena, "write %s", mended(check, listener));
}

static bool concerns(const struct pp_check *check, const struct pp_listener *listener,
                     uint16_t port)
{
    const struct pp_url *url = &listener->endpoint->prefix;
    (void)check;
    return listener->endpoint->has_prefix && !url->port_is_template && url->port &&
           url->port != port;
}

static void judge(struct pp_check *check, const struct pp_rule *rule, uint32_t index,
                  struct pp_uses *uses)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *listener = &plan->listeners[index];
    const char *what = flaws_of(check, &listener->endpoint->prefix);
    uses->count = 0;
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        uint32_t binding = listener->first_binding + i;
        struct pp_range ports = {plan->bindings.first[binding], plan->bindings.last[binding]};
        if (ports.first && (what || concerns(check, listener, ports.first)))
            pp_uses_add(uses, ports, pp_plan_instance(plan, binding));
    }
    if (uses->count > 0)
        report(check, rule, index, uses,
               what ? what : "its port is not the port that the endpoint binds");
}

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    struct pp_uses uses = {0};
    for (size_t i = 0; i < check->plan->listener_count && check->plan->prefix_count > 0; i++) {
        if (check->plan->listeners[i].endpoint->has_prefix)
            judge(check, rule, (uint32_t)i, &uses);
    }
    pp_uses_release(&uses);
}

const struct pp_rule pp_rule_url_form = {
    .id = "url-form",
    .severity = PP_WARNING,
    .summary = "a URL is not a valid prefix, or its port is not the binding's",
    .page =
        {
            .means = "The URL of an endpoint is not a valid URL prefix: the scheme is not in lower "
                     "case, the port is missing or begins with zero, there are spaces; or its port "
                     "is not the port that the endpoint binds. A missing slash at the end is "
                     "normalised silently. Write {port} for the port and it always agrees.",
            .matters =
                "http.sys refuses such a prefix with error 87, and a URL with the wrong port "
                "sends people and reservations to the wrong place.",
            .bad = "host \"A\" {\n"
                   "  address = \"10.0.0.1\",\n"
                   "  product \"web\" { tcp \"ui\" { port = 8450, url = \"http://+:8451/\" } },\n"
                   "}",
            .good =
                "host \"A\" {\n"
                "  address = \"10.0.0.1\",\n"
                "  product \"web\" { tcp \"ui\" { port = 8450, url = \"http://+:{port}/\" } },\n"
                "}",
            .source = "Microsoft, \"UrlPrefix Strings\" (Windows HTTP Server API).",
        },
    .run = run,
    .concerns = concerns,
    .hostless = true,
};
