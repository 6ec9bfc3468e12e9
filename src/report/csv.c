/* csv: findings as a table, one row each with its two parties beside one another.
 *
 * Mistakes of the input are rows whose rule is "rejected". Fields are quoted as RFC 4180 says;
 * lines end as those of `show --format csv`. Columns may be added behind the last, none is
 * renamed or moved. */
#include "report/party.h"
#include "report/remark.h"

static const char heads[] =
    "rule,severity,host,transport,ports,message,help,os_error,"
    "product,label,endpoint,instances,address,url,file,line,column,"
    "host2,product2,label2,endpoint2,instances2,address2,url2,file2,line2,column2,waived_by\n";

static void add_field(struct pp_strbuf *buf, const char *text)
{
    pp_add_csv_field(buf, text);
    pp_strbuf_add_char(buf, ',');
}

static void add_number(struct pp_strbuf *buf, uint32_t number)
{
    if (number != 0)
        pp_strbuf_printf(buf, "%lu", (unsigned long)number);
    pp_strbuf_add_char(buf, ',');
}

static void add_place(struct pp_strbuf *buf, const struct pp_report *report, struct pp_loc loc)
{
    add_field(buf, pp_sources_name(report->sources, loc.source));
    add_number(buf, loc.line);
    add_number(buf, loc.column);
}

static void add_spans(struct pp_strbuf *buf, struct pp_span *spans, size_t count)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_add_spans(&text, spans, pp_spans_merge(spans, count));
    add_field(buf, text.text);
    pp_strbuf_release(&text);
}

static void add_ports(struct pp_strbuf *buf, const struct pp_finding *finding,
                      struct pp_arena *arena)
{
    struct pp_span *spans = pp_arena_array(arena, finding->port_count, sizeof *spans);
    for (size_t i = 0; i < finding->port_count; i++)
        spans[i] = (struct pp_span){finding->ports[i].first, finding->ports[i].last};
    add_spans(buf, spans, finding->port_count);
}

static void add_instances(struct pp_strbuf *buf, const struct pp_party *party,
                          struct pp_arena *arena)
{
    struct pp_span *spans = pp_arena_array(arena, party->use_count, sizeof *spans);
    for (size_t i = 0; i < party->use_count; i++)
        spans[i] = (struct pp_span){party->uses[i].instance, party->uses[i].instance};
    add_spans(buf, spans, party->use_count);
}

/* product, label, endpoint, instances, address, url; empty where there is no party. */
static void add_party(struct pp_strbuf *buf, const struct pp_report *report,
                      const struct pp_party *party, struct pp_arena *arena)
{
    if (!party) {
        pp_strbuf_add(buf, ",,,,,,");
        return;
    }
    const struct pp_placement *placement = pp_party_placement(report->plan, party);
    const struct pp_listener *listener = pp_party_listener(report->plan, party);
    add_field(buf, placement ? placement->product->name : NULL);
    add_field(buf, placement ? placement->label : NULL);
    add_field(buf, listener ? listener->endpoint->id : NULL);
    add_instances(buf, party, arena);
    add_field(buf, pp_party_address(report->plan, party, arena));
    add_field(buf, pp_party_url(report->plan, party, arena));
}

static const char *host_name(const struct pp_report *report, uint32_t host)
{
    return host == PP_NONE ? NULL : report->plan->hosts[host].name;
}

static void add_waived(struct pp_strbuf *buf, const struct pp_waiver *waiver)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    if (waiver)
        pp_add_waiver(&text, waiver);
    pp_add_csv_field(buf, text.text);
    pp_strbuf_add_char(buf, '\n');
    pp_strbuf_release(&text);
}

static void add_finding(struct pp_strbuf *buf, const struct pp_report *report,
                        const struct pp_finding *finding, struct pp_arena *arena)
{
    const struct pp_party *first = finding->party_count > 0 ? &finding->parties[0] : NULL;
    const struct pp_party *second = finding->party_count > 1 ? &finding->parties[1] : NULL;
    add_field(buf, finding->rule);
    add_field(buf, pp_severity_names[finding->severity]);
    add_field(buf, host_name(report, finding->host));
    add_field(buf, finding->transport == PP_NONE ? NULL : pp_transport_names[finding->transport]);
    add_ports(buf, finding, arena);
    add_field(buf, finding->message);
    add_field(buf, finding->help);
    add_field(buf, finding->os_error);
    add_party(buf, report, first, arena);
    add_place(buf, report, first ? first->loc : finding->loc);
    add_field(buf, second ? host_name(report, second->host) : NULL);
    add_party(buf, report, second, arena);
    add_place(buf, report, second ? second->loc : (struct pp_loc){0});
    add_waived(buf, finding->waived_by);
}

static void add_rejected(struct pp_strbuf *buf, const struct pp_report *report,
                         const struct pp_diag *diag)
{
    struct pp_strbuf message;
    pp_strbuf_init(&message);
    pp_add_mistake(&message, report, diag);
    pp_strbuf_add(buf, "rejected,error,,,,");
    add_field(buf, message.text);
    pp_strbuf_add(buf, ",,");
    add_party(buf, report, NULL, NULL);
    add_place(buf, report, diag->loc);
    add_field(buf, NULL);
    add_party(buf, report, NULL, NULL);
    add_place(buf, report, diag->also);
    add_waived(buf, NULL);
    pp_strbuf_release(&message);
}

void pp_report_check_csv(const struct pp_report *report, struct pp_strbuf *buf)
{
    struct pp_arena arena;
    pp_arena_init(&arena);
    pp_strbuf_add(buf, heads);
    for (size_t i = 0; i < report->diags->count; i++)
        add_rejected(buf, report, &report->diags->items[i]);
    for (size_t i = 0; i < report->findings->count; i++)
        add_finding(buf, report, &report->findings->items[i], &arena);
    pp_arena_release(&arena);
}
