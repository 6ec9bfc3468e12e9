/* address-unknown: a binding on an address that the host has not. */
#include "base/mem.h"
#include "check/parts.h"

#define AHEAD 64u /* bindings that are looked at before their turn */

static bool is_known(const struct pp_host *host, const struct pp_address *address)
{
    if (!pp_address_is_specific(address) || pp_address_is_loopback(address) ||
        pp_address_is_multicast(address) || host->address_count == 0)
        return true;
    for (size_t i = 0; i < host->address_count; i++) {
        if (pp_address_equal(&host->addresses[i].address, address))
            return true;
    }
    return false;
}

/* What the plan wants the listener to be bound to. http.sys is bound to every address whatever
 * the plan says, but what it says is wrong all the same. */
static const struct pp_address *wanted(const struct pp_plan *plan,
                                       const struct pp_listener *listener)
{
    if (listener->kind == PP_HTTP_SYS && plan->placements[listener->placement].has_address)
        return &plan->placements[listener->placement].address;
    return &listener->local->address;
}

static const char *addresses_of(struct pp_check *check, const struct pp_host *host)
{
    struct pp_strbuf buf;
    char text[PP_ADDRESS_TEXT];
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < host->address_count; i++)
        pp_strbuf_printf(&buf, "%s%s", i ? ", " : "",
                         pp_address_format(&host->addresses[i].address, text));
    const char *result = pp_arena_strdup(check->arena, buf.text);
    pp_strbuf_release(&buf);
    return result;
}

static void report(struct pp_check *check, const struct pp_rule *rule, uint32_t index)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_listener *listener = &plan->listeners[index];
    const struct pp_host *host = &plan->hosts[listener->host];
    struct pp_uses uses = {0};
    char text[PP_ADDRESS_TEXT];
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        uint32_t binding = listener->first_binding + i;
        struct pp_range ports = {plan->bindings.first[binding], plan->bindings.last[binding]};
        if (ports.first)
            pp_uses_add(&uses, ports, pp_plan_instance(plan, binding));
    }
    struct pp_finding *finding = pp_check_add(check, rule, listener->host, listener->transport);
    pp_finding_set_ports(check, finding, &uses);
    pp_finding_add_listener(check, finding, index, &uses);
    pp_uses_release(&uses);
    finding->message = pp_arena_printf(check->arena, "address %s of %s is no address of %s",
                                       pp_address_format(wanted(plan, listener), text),
                                       pp_finding_ports_text(check, finding), host->name);
    if (listener->kind == PP_SOCKET)
        finding->os_error = host->os == PP_WINDOWS ? "WSAEADDRNOTAVAIL 10049" : "EADDRNOTAVAIL";
    finding->detail = finding->os_error
                          ? pp_arena_printf(check->arena, "the bind fails, %s", finding->os_error)
                          : "http.sys listens on every address: the plan's is not used";
    finding->help = pp_arena_printf(check->arena,
                                    "%s has %s; add the address to the host, or correct it",
                                    host->name, addresses_of(check, host));
}

/* Sockets on all addresses, which are most, need no look at the listener. */
static bool is_judged(const struct pp_bindings *bindings, size_t binding)
{
    return binding < bindings->count && bindings->address[binding] >= PP_ADDRESS_HTTP;
}

static void run(struct pp_check *check, const struct pp_rule *rule)
{
    const struct pp_plan *plan = check->plan;
    const struct pp_bindings *bindings = &plan->bindings;
    for (size_t i = 0; i < bindings->count; i++) {
        /* The others are far apart, and so is what they are bound to. */
        if (is_judged(bindings, i + 2 * AHEAD))
            pp_prefetch(&plan->listeners[bindings->listener[i + 2 * AHEAD]]);
        if (is_judged(bindings, i + AHEAD))
            pp_prefetch(plan->listeners[bindings->listener[i + AHEAD]].local);
        if (!is_judged(bindings, i) ||
            (i > 0 && bindings->listener[i] == bindings->listener[i - 1]))
            continue;
        const struct pp_listener *listener = &plan->listeners[bindings->listener[i]];
        if (!is_known(&plan->hosts[listener->host], wanted(plan, listener)))
            report(check, rule, bindings->listener[i]);
    }
}

const struct pp_rule pp_rule_address_unknown = {
    .id = "address-unknown",
    .severity = PP_ERROR,
    .summary = "a binding's address is none of the host's addresses",
    .page =
        {
            .means = "A binding is bound to an address that is none of the addresses of its host. "
                     "Loopback addresses belong to every host and multicast groups to none; a host "
                     "for which the plan gives no address is not judged.",
            .matters = "The bind fails with EADDRNOTAVAIL on Linux, WSAEADDRNOTAVAIL (10049) on "
                       "Windows.",
            .bad = "local media = product \"media\" { tcp \"hls\" { port = 8450 } }\n"
                   "host \"A\" { address = \"10.0.0.1\", media { address = \"10.0.0.2\" } }",
            .good = "local media = product \"media\" { tcp \"hls\" { port = 8450 } }\n"
                    "host \"A\" { address = { \"10.0.0.1\", \"10.0.0.2\" }, media { address = "
                    "\"10.0.0.2\" } }",
            .source = "ip(7); Winsock error codes.",
        },
    .run = run,
};
