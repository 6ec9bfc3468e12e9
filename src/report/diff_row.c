/* diff_row: from a change to words. */
#include "report/diff_row.h"

bool pp_change_is_gone(const struct pp_change *change)
{
    return change->kind == PP_CLOSED;
}

const uint32_t *pp_change_bindings(const struct pp_change *change, bool after,
                                   struct pp_arena *arena)
{
    uint32_t *bindings = pp_arena_array(arena, change->pair_count, sizeof *bindings);
    for (size_t i = 0; i < change->pair_count; i++)
        bindings[i] = after ? change->pairs[i].after : change->pairs[i].before;
    return bindings;
}

/* One side of a change that has both. */
struct side {
    const struct pp_plan *plan;
    const uint32_t *bindings;
    const struct pp_listener *listener;
};

static struct side side_of(const struct pp_diff *diff, const struct pp_change *change, bool after,
                           struct pp_arena *arena)
{
    struct side side = {.plan = after ? diff->after : diff->before};
    side.bindings = pp_change_bindings(change, after, arena);
    side.listener = pp_binding_listener(side.plan, side.bindings[0]);
    return side;
}

static const char *url_of(const struct side *side)
{
    return side->listener->endpoint->url ? side->listener->endpoint->url : "none";
}

static const char *yes_or_no(enum pp_tri value)
{
    return value == PP_YES ? "yes" : "no";
}

/* What was otherwise before; what is now stands in the columns, or else behind it. */
static const char *before_of(const struct pp_diff *diff, const struct pp_change *change,
                             struct pp_arena *arena)
{
    struct side old = side_of(diff, change, false, arena), new = side_of(diff, change, true, arena);
    char address[PP_ADDRESS_TEXT];
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    if (change->what & (PP_WHAT_PORTS | PP_WHAT_TRANSPORT))
        pp_strbuf_printf(&buf, ", %s",
                         pp_binding_ports_text(old.plan, old.bindings, change->pair_count, arena));
    if (change->what & PP_WHAT_ADDRESS)
        pp_strbuf_printf(&buf, ", on %s",
                         pp_address_format(&old.listener->local->address, address));
    if (change->what & PP_WHAT_FIREWALL)
        pp_strbuf_printf(&buf, ", firewall %s", yes_or_no(old.listener->endpoint->firewall));
    if (change->what & PP_WHAT_LISTENER)
        pp_strbuf_printf(&buf, ", %s, now %s", pp_listener_kind_names[old.listener->kind],
                         pp_listener_kind_names[new.listener->kind]);
    if (change->what & PP_WHAT_URL)
        pp_strbuf_printf(&buf, ", url %s, now %s", url_of(&old), url_of(&new));
    if (change->what & PP_WHAT_URL_RESERVATION)
        pp_strbuf_printf(&buf, ", url acl %s, now %s",
                         yes_or_no(old.listener->endpoint->url_reservation),
                         yes_or_no(new.listener->endpoint->url_reservation));
    const char *text = pp_arena_strdup(arena, buf.length > 2 ? buf.text + 2 : "");
    pp_strbuf_release(&buf);
    return text;
}

/* The host itself: its addresses. */
static void fill_host(struct pp_diff_row *row, const struct pp_diff *diff,
                      const struct pp_change *change, struct pp_arena *arena)
{
    const struct pp_host *old = &diff->before->hosts[change->before];
    const struct pp_host *new = &diff->after->hosts[change->after];
    const char *before = pp_host_addresses_text(old, arena);
    row->address = row->addresses ? row->addresses : "not said";
    row->service = "the host's addresses";
    row->before = pp_arena_printf(arena, "on %s", before ? before : "no address said");
    row->owner = new->owner;
    row->place = pp_place_text(diff->after, new->loc, arena);
}

static void fill_bindings(struct pp_diff_row *row, const struct pp_diff *diff,
                          const struct pp_change *change, struct pp_arena *arena)
{
    struct side side = side_of(diff, change, !pp_change_is_gone(change), arena);
    const struct pp_endpoint *endpoint = side.listener->endpoint;
    const struct pp_placement *placement = &side.plan->placements[side.listener->placement];
    char address[PP_ADDRESS_TEXT];
    row->ports = pp_binding_ports_text(side.plan, side.bindings, change->pair_count, arena);
    row->address =
        pp_arena_strdup(arena, pp_address_format(&side.listener->local->address, address));
    row->service = pp_arena_printf(
        arena, "%s, %s", pp_bindings_name(side.plan, side.bindings, change->pair_count, arena),
        endpoint->id);
    row->technology = endpoint->technology;
    row->firewall = endpoint->firewall;
    if (change->what != 0)
        row->before = before_of(diff, change, arena);
    row->owner = placement->owner;
    row->reason = pp_binding_reason(side.plan, side.bindings[0], arena);
    row->place = pp_place_text(side.plan, placement->loc, arena);
}

struct pp_diff_row pp_diff_row_of(const struct pp_diff *diff, const struct pp_change *change,
                                  struct pp_arena *arena)
{
    bool gone = pp_change_is_gone(change);
    const struct pp_plan *plan = gone ? diff->before : diff->after;
    const struct pp_host *host = &plan->hosts[gone ? change->before : change->after];
    struct pp_diff_row row = {
        .change = pp_change_names[change->kind],
        .host = host->name,
        .addresses = pp_host_addresses_text(host, arena),
    };
    if (change->pair_count == 0)
        fill_host(&row, diff, change, arena);
    else
        fill_bindings(&row, diff, change, arena);
    return row;
}
