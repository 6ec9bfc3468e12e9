/* suggest_wider: the help for a range that is too small, "widen api to "18001-18006": ...". */
#include "check/parts.h"
#include "check/widen.h"

#define RANGES_NAMED_MAX 3

/* What to write. `auto` that has more to say than a range has it in a table. */
static void add_range(const struct pp_listener *listener, struct pp_range range,
                      struct pp_strbuf *buf)
{
    bool range_alone = listener->block > 1 || listener->align > 1 || listener->tie != PP_NONE;
    bool word = listener->origin == PP_FROM_AUTO && !range_alone;
    pp_strbuf_printf(buf, "widen %s%s to \"%s", range_alone ? "the range of " : "",
                     listener->pool ? listener->pool->id : listener->endpoint->id,
                     word ? "auto " : "");
    pp_range_format(range, buf);
    pp_strbuf_add(buf, "\": ");
}

static void add_ports(const struct pp_portset *ports, struct pp_strbuf *buf)
{
    struct pp_range part = {0, 0};
    size_t named = 0;
    for (uint32_t from = 1; pp_portset_next_range(ports, from, &part); from = part.last + 1u) {
        if (named++ == RANGES_NAMED_MAX) {
            pp_strbuf_add(buf, " and others");
            return;
        }
        pp_strbuf_add(buf, named > 1 ? ", " : "");
        pp_range_format(part, buf);
    }
}

/* The hosts and transports of all that have the range. */
static void add_where(const struct pp_check *check, const struct pp_listener *listener, bool one,
                      struct pp_strbuf *buf)
{
    const struct pp_plan *plan = check->plan;
    bool met[PP_TRANSPORTS] = {false};
    uint32_t hosts = 0, last = PP_NONE;
    for (uint32_t i = 0; i < plan->listener_count; i++) {
        const struct pp_listener *other = &plan->listeners[i];
        if (listener->tie != PP_NONE ? other->tie != listener->tie
                                     : !pp_listeners_share(other, listener))
            continue;
        met[other->transport] = true;
        hosts += other->host != last;
        last = other->host;
    }
    for (unsigned i = 0; i < PP_TRANSPORTS; i++) {
        if (met[i])
            pp_strbuf_printf(buf, "/%s", pp_transport_names[i]);
    }
    pp_strbuf_printf(buf, " %s free on ", one ? "is" : "are");
    if (hosts > 2)
        pp_strbuf_printf(buf, "all %u hosts", hosts);
    else
        pp_strbuf_add(buf, hosts == 2 ? "both hosts" : pp_host_name(check, last));
}

/* "widen api to "18001-18006": 18005-18006/tcp are free on A" */
static const char *words_of(const struct pp_check *check, uint32_t index,
                            const struct pp_widening *widening)
{
    const struct pp_listener *listener = &check->plan->listeners[index];
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    add_range(listener, widening->range, &buf);
    add_ports(&widening->ports, &buf);
    add_where(check, listener, pp_portset_count(&widening->ports) == 1, &buf);
    const char *text = pp_arena_strdup(check->arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

static void tell(struct pp_check *check, struct pp_finding *finding, uint32_t index,
                 const struct pp_widening *widening)
{
    struct pp_range first = {0, 0};
    pp_portset_next_range(&widening->ports, 1, &first);
    finding->suggestions = pp_arena_copy(check->arena, &first.first, sizeof first.first);
    finding->suggestion_count = 1;
    finding->help = words_of(check, index, widening);
}

bool pp_finding_suggest_beside_locked(struct pp_check *check, struct pp_finding *finding,
                                      uint32_t index)
{
    struct pp_widening widening;
    bool found = pp_widen_find_beside_locked(check, index, &widening);
    if (found)
        tell(check, finding, index, &widening);
    return found;
}

void pp_finding_suggest_wider(struct pp_check *check, struct pp_finding *finding, uint32_t index)
{
    struct pp_widening widening;
    if (pp_widen_find(check, index, &widening)) {
        tell(check, finding, index, &widening);
        return;
    }
    pp_finding_suggest(check, finding, index);
    if (pp_widen_find_locked(check, index, &widening))
        finding->help = finding->suggestion_count > 0
                            ? pp_arena_printf(check->arena, "%s; or, moving what is locked: %s",
                                              words_of(check, index, &widening), finding->help)
                            : words_of(check, index, &widening);
}
