/* identity: what a finding is about, as one line of text that outlives edits of the plan. */
#include "base/utf8.h"
#include "model/finding.h"

#include <string.h>

/* A name with the line's own marks escaped: no two findings may come to the same text by what
 * something is called. */
static void add_name(struct pp_strbuf *buf, const char *name)
{
    for (size_t left = strlen(name), size; left > 0; name += size, left -= size) {
        uint32_t value = 0;
        size = pp_utf8_decode(name, left, &value);
        bool plain = size > 1 || (size == 1 && pp_utf8_is_printable(value));
        size = size == 0 ? 1 : size;
        if (!plain) {
            pp_strbuf_printf(buf, "\\x%02x", (unsigned char)*name);
        } else {
            if (size == 1 && strchr("|\\", *name))
                pp_strbuf_add_char(buf, '\\');
            pp_strbuf_add_bytes(buf, name, size);
        }
    }
}

static void add_ports(struct pp_strbuf *buf, const struct pp_finding *finding)
{
    for (size_t i = 0; i < finding->port_count; i++) {
        pp_strbuf_add(buf, i > 0 ? "," : "");
        pp_range_format(finding->ports[i], buf);
    }
}

static void add_party(struct pp_strbuf *buf, const struct pp_plan *plan,
                      const struct pp_party *party)
{
    const struct pp_listener *listener =
        party->listener == PP_NONE ? NULL : &plan->listeners[party->listener];
    uint32_t placed = listener ? listener->placement : party->placement;
    if (placed == PP_NONE) {
        add_name(buf, party->host == PP_NONE ? "" : plan->hosts[party->host].name);
        return;
    }
    const struct pp_placement *placement = &plan->placements[placed];
    add_name(buf, placement->product->name);
    if (placement->label) {
        pp_strbuf_add_char(buf, '(');
        add_name(buf, placement->label);
        pp_strbuf_add_char(buf, ')');
    }
    if (listener) {
        pp_strbuf_add_char(buf, '/');
        add_name(buf, listener->endpoint->id);
    }
}

void pp_finding_identity(const struct pp_plan *plan, const struct pp_finding *finding,
                         struct pp_strbuf *buf)
{
    add_name(buf, finding->rule);
    pp_strbuf_add_char(buf, '|');
    if (finding->host != PP_NONE)
        add_name(buf, plan->hosts[finding->host].name);
    pp_strbuf_add_char(buf, '|');
    if (finding->transport != PP_NONE)
        pp_strbuf_add(buf, pp_transport_names[finding->transport]);
    pp_strbuf_add_char(buf, '|');
    add_ports(buf, finding);
    for (size_t i = 0; i < finding->party_count; i++) {
        pp_strbuf_add_char(buf, '|');
        add_party(buf, plan, &finding->parties[i]);
    }
    if (finding->party_count == 0) {
        pp_strbuf_add_char(buf, '|');
        add_name(buf, finding->message);
    }
}
