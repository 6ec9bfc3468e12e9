/* identity: the pieces of a finding that do not change when its lines do. */
#include "model/identity.h"

#include "base/utf8.h"

#include <string.h>

/* The host, the ports and the parties as text, on their way to an identity. */
struct pieces {
    const char *host;
    struct pp_strbuf ports, parties[2];
};

/* Whether it is about two hosts: its parties have to say on which they are. */
static bool is_across(const struct pp_finding *finding)
{
    return finding->party_count == 2 && finding->parties[0].host != finding->parties[1].host;
}

static void add_party(const struct pp_plan *plan, const struct pp_party *party, bool across,
                      struct pp_strbuf *buf)
{
    const struct pp_listener *listener =
        party->listener == PP_NONE ? NULL : &plan->listeners[party->listener];
    uint32_t at = listener ? listener->placement : party->placement;
    if (at == PP_NONE) {
        pp_strbuf_add(buf, party->host == PP_NONE ? "" : plan->hosts[party->host].name);
        return;
    }
    const struct pp_placement *placement = &plan->placements[at];
    pp_strbuf_add(buf, placement->product->name);
    if (placement->label)
        pp_strbuf_printf(buf, "(%s)", placement->label);
    if (listener)
        pp_strbuf_printf(buf, "/%s", listener->endpoint->id);
    if (across)
        pp_strbuf_printf(buf, "@%s", plan->hosts[party->host].name);
}

/* Of a finding about two hosts the first by name, whichever the plan has first. */
static const char *host_of(const struct pp_plan *plan, const struct pp_finding *finding)
{
    if (finding->host == PP_NONE)
        return "";
    const char *name = plan->hosts[finding->host].name;
    for (size_t i = 0; i < finding->party_count; i++) {
        uint32_t host = finding->parties[i].host;
        if (host != PP_NONE && strcmp(plan->hosts[host].name, name) < 0)
            name = plan->hosts[host].name;
    }
    return name;
}

static void pieces_init(struct pieces *pieces, const struct pp_plan *plan,
                        const struct pp_finding *finding)
{
    pieces->host = host_of(plan, finding);
    pp_strbuf_init(&pieces->ports);
    for (size_t i = 0; i < finding->port_count; i++) {
        pp_strbuf_add(&pieces->ports, i > 0 ? ", " : "");
        pp_range_format(finding->ports[i], &pieces->ports);
    }
    for (size_t i = 0; i < 2; i++) {
        pp_strbuf_init(&pieces->parties[i]);
        if (i < finding->party_count)
            add_party(plan, &finding->parties[i], is_across(finding), &pieces->parties[i]);
    }
    if (finding->party_count == 2 && strcmp(pieces->parties[0].text, pieces->parties[1].text) > 0) {
        struct pp_strbuf first = pieces->parties[0];
        pieces->parties[0] = pieces->parties[1];
        pieces->parties[1] = first;
    }
}

static void pieces_release(struct pieces *pieces)
{
    pp_strbuf_release(&pieces->ports);
    pp_strbuf_release(&pieces->parties[0]);
    pp_strbuf_release(&pieces->parties[1]);
}

/* Points into the pieces. */
static struct pp_identity identity_from(const struct pieces *pieces,
                                        const struct pp_finding *finding)
{
    return (struct pp_identity){
        .rule = finding->rule,
        .host = pieces->host,
        .transport = finding->transport == PP_NONE ? "" : pp_transport_names[finding->transport],
        .ports = pieces->ports.text,
        .parties = {pieces->parties[0].text, pieces->parties[1].text},
        .message = finding->party_count > 0 ? "" : finding->message,
    };
}

struct pp_identity pp_identity_of(const struct pp_plan *plan, const struct pp_finding *finding,
                                  struct pp_arena *arena)
{
    struct pieces pieces;
    pieces_init(&pieces, plan, finding);
    struct pp_identity identity = identity_from(&pieces, finding);
    identity.ports = pp_arena_strdup(arena, identity.ports);
    for (size_t i = 0; i < 2; i++)
        identity.parties[i] = pp_arena_strdup(arena, identity.parties[i]);
    pieces_release(&pieces);
    return identity;
}

/* A piece with the text's own marks escaped: no two findings may come to the same text by what
 * something is called. */
static void add_piece(struct pp_strbuf *buf, const char *piece)
{
    for (size_t left = strlen(piece), size; left > 0; piece += size, left -= size) {
        uint32_t value = 0;
        size = pp_utf8_decode(piece, left, &value);
        bool plain = size > 1 || (size == 1 && pp_utf8_is_printable(value));
        size = size == 0 ? 1 : size;
        if (!plain) {
            pp_strbuf_printf(buf, "\\x%02x", (unsigned char)*piece);
        } else {
            if (size == 1 && strchr("|\\", *piece))
                pp_strbuf_add_char(buf, '\\');
            pp_strbuf_add_bytes(buf, piece, size);
        }
    }
}

void pp_identity_format(const struct pp_identity *identity, struct pp_strbuf *buf)
{
    const char *const always[] = {identity->rule, identity->host, identity->transport,
                                  identity->ports};
    const char *const perhaps[] = {identity->parties[0], identity->parties[1], identity->message};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        pp_strbuf_add(buf, i > 0 ? "|" : "");
        add_piece(buf, always[i]);
    }
    for (size_t i = 0; i < sizeof perhaps / sizeof *perhaps; i++) {
        pp_strbuf_add(buf, perhaps[i][0] ? "|" : "");
        add_piece(buf, perhaps[i]);
    }
}

void pp_finding_identity(const struct pp_plan *plan, const struct pp_finding *finding,
                         struct pp_strbuf *buf)
{
    struct pieces pieces;
    pieces_init(&pieces, plan, finding);
    struct pp_identity identity = identity_from(&pieces, finding);
    pp_identity_format(&identity, buf);
    pieces_release(&pieces);
}

int pp_identity_compare(const struct pp_identity *a, const struct pp_identity *b)
{
    const char *const left[] = {a->rule,       a->host,       a->transport, a->ports,
                                a->parties[0], a->parties[1], a->message};
    const char *const right[] = {b->rule,       b->host,       b->transport, b->ports,
                                 b->parties[0], b->parties[1], b->message};
    int order = 0;
    for (size_t i = 0; i < sizeof left / sizeof *left && order == 0; i++)
        order = strcmp(left[i], right[i]);
    return order;
}
