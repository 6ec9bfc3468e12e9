/* show: the bindings of each host, as a table, as JSON and as CSV.
 *
 * One list of fields (struct row) feeds all three, so that they tell the same. */
#include "report/json_value.h"
#include "report/report.h"
#include "report/table.h"

#include "base/mem.h"

#include <stdlib.h>

static const char *const csv_tri_words[] = {[PP_UNSET] = "", [PP_NO] = "false", [PP_YES] = "true"};

struct row {
    const struct pp_host *host;
    const struct pp_placement *placement;
    const struct pp_listener *listener;
    uint32_t instance;
    uint16_t first, last; /* 0: a pool or auto had no port left */
    const char *address, *url, *derivation;
};

static struct row row_of(const struct pp_plan *plan, uint32_t binding, struct pp_arena *arena)
{
    char address[PP_ADDRESS_TEXT];
    const struct pp_listener *listener = &plan->listeners[plan->bindings.listener[binding]];
    uint32_t instance = pp_plan_instance(plan, binding);
    bool placed = plan->bindings.first[binding] != 0;
    return (struct row){
        .host = &plan->hosts[listener->host],
        .placement = &plan->placements[listener->placement],
        .listener = listener,
        .instance = instance,
        .first = plan->bindings.first[binding],
        .last = plan->bindings.last[binding],
        .address = pp_arena_strdup(arena, pp_address_format(&listener->local->address, address)),
        .url = placed ? pp_binding_url(plan, binding, arena) : listener->endpoint->url,
        .derivation = pp_listener_derivation(plan, listener, instance, arena),
    };
}

/* --- order ------------------------------------------------------------------ */

struct key {
    uint32_t port, transport, binding;
};

static int compare_keys(const void *left, const void *right)
{
    const struct key *a = left, *b = right;
    if (a->port != b->port)
        return a->port < b->port ? -1 : 1;
    if (a->transport != b->transport)
        return a->transport < b->transport ? -1 : 1;
    return a->binding < b->binding ? -1 : a->binding > b->binding;
}

/* The host's bindings by port, transport and place in the plan; without a port last. */
static struct key *sorted_bindings(const struct pp_plan *plan, const struct pp_host *host)
{
    struct key *keys = pp_calloc(host->binding_count, sizeof *keys);
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        uint16_t port = plan->bindings.first[binding];
        keys[i].port = port == 0 ? PP_PORT_MAX + 1 : port;
        keys[i].transport = plan->listeners[plan->bindings.listener[binding]].transport;
        keys[i].binding = binding;
    }
    if (host->binding_count > 1)
        qsort(keys, host->binding_count, sizeof *keys, compare_keys);
    return keys;
}

/* Calls `each` for every row in order. */
static void for_each_row(const struct pp_report *report, const struct pp_host *host,
                         void (*each)(const struct pp_report *, const struct row *, void *),
                         void *context)
{
    struct key *keys = sorted_bindings(report->plan, host);
    struct pp_arena arena;
    pp_arena_init(&arena);
    for (uint32_t i = 0; i < host->binding_count; i++) {
        struct row row = row_of(report->plan, keys[i].binding, &arena);
        each(report, &row, context);
    }
    pp_arena_release(&arena);
    free(keys);
}

/* --- text ------------------------------------------------------------------- */

static const char *const table_heads[] = {"PORT",     "TRANSPORT", "ADDRESS",    "LISTENER",
                                          "PRODUCT",  "ENDPOINT",  "TECHNOLOGY", "URL",
                                          "FIREWALL", "URL ACL",   "PORT FROM"};

static void cell_row(const struct pp_report *report, const struct row *row, void *context)
{
    struct pp_table *table = context;
    const struct pp_endpoint *endpoint = row->listener->endpoint;
    struct pp_strbuf text;
    (void)report;
    pp_strbuf_init(&text);
    if (row->first != 0)
        pp_range_format((struct pp_range){row->first, row->last}, &text);
    pp_table_cell(table, row->first != 0 ? text.text : "none");
    pp_table_cell(table, pp_transport_names[row->listener->transport]);
    pp_table_cell(table, row->address);
    pp_table_cell(table, pp_listener_kind_names[row->listener->kind]);
    pp_strbuf_clear(&text);
    pp_add_instance_name(&text, row->placement, row->instance);
    pp_table_cell(table, text.text);
    pp_table_cell(table, endpoint->id);
    pp_table_cell(table, endpoint->technology);
    pp_table_cell(table, row->url);
    pp_table_cell(table, pp_tri_words[endpoint->firewall]);
    pp_table_cell(table, pp_tri_words[endpoint->url_reservation]);
    pp_table_cell(table, row->derivation);
    pp_strbuf_release(&text);
}

/* "MUC-CAP-01  windows  10.20.2.11, 10.20.3.11  plans/munich.lua:12" */
static void add_host(const struct pp_report *report, const struct pp_host *host,
                     struct pp_strbuf *buf)
{
    char address[PP_ADDRESS_TEXT];
    pp_add_painted(buf, report->style.color, PP_PAINT_BOLD, host->name);
    pp_strbuf_printf(buf, "  %s", pp_os_names[host->os]);
    for (size_t i = 0; i < host->address_count; i++)
        pp_strbuf_printf(buf, "%s%s", i ? ", " : "  ",
                         pp_address_format(&host->addresses[i].address, address));
    pp_strbuf_add(buf, host->loc.source != 0 ? "  " : "");
    pp_add_place(buf, report->sources, host->loc);
    pp_strbuf_add_char(buf, '\n');
}

void pp_report_show_text(const struct pp_report *report, struct pp_strbuf *buf)
{
    const size_t columns = sizeof table_heads / sizeof table_heads[0];
    for (size_t i = 0; i < report->plan->host_count; i++) {
        const struct pp_host *host = &report->plan->hosts[i];
        struct pp_arena arena;
        struct pp_table table;
        pp_arena_init(&arena);
        pp_table_init(&table, &arena, table_heads, columns, 1u);
        pp_strbuf_add(buf, i > 0 ? "\n" : "");
        add_host(report, host, buf);
        for_each_row(report, host, cell_row, &table);
        if (host->binding_count > 0)
            pp_add_table(buf, &table, 2, report->style.color);
        else
            pp_strbuf_add(buf, "  nothing is placed here\n");
        pp_table_release(&table);
        pp_arena_release(&arena);
    }
}

/* --- JSON ------------------------------------------------------------------- */

static void append_row(const struct pp_report *report, const struct row *row, void *context)
{
    const struct pp_endpoint *endpoint = row->listener->endpoint;
    json_t *object = pp_json_object();
    pp_json_put_text(object, "host", row->host->name);
    pp_json_put_text(object, "product", row->placement->product->name);
    pp_json_put_text(object, "label", row->placement->label);
    pp_json_put_number(object, "instance", row->instance);
    pp_json_put_text(object, "endpoint", endpoint->id);
    pp_json_put_text(object, "technology", endpoint->technology);
    pp_json_put_text(object, "transport", pp_transport_names[row->listener->transport]);
    pp_json_put_text(object, "address", row->address);
    pp_json_put_known(object, "first", row->first);
    pp_json_put_known(object, "last", row->last);
    pp_json_put_text(object, "listener", pp_listener_kind_names[row->listener->kind]);
    pp_json_put_text(object, "url", row->url);
    pp_json_put_tri(object, "firewall", endpoint->firewall);
    pp_json_put_tri(object, "url_reservation", endpoint->url_reservation);
    pp_json_put_text(object, "derivation", row->derivation);
    pp_json_put_text(object, "file", pp_sources_name(report->sources, row->placement->loc.source));
    pp_json_put_known(object, "line", row->placement->loc.line);
    pp_json_append(context, object);
}

void pp_report_show_json(const struct pp_report *report, struct pp_strbuf *buf)
{
    json_t *root = pp_json_object();
    json_t *bindings = pp_json_array();
    for (size_t i = 0; i < report->plan->host_count; i++)
        for_each_row(report, &report->plan->hosts[i], append_row, bindings);
    pp_json_put_number(root, "format_version", 1);
    pp_json_put(root, "bindings", bindings);
    pp_json_write(root, buf);
}

/* --- CSV -------------------------------------------------------------------- */

static void add_number_field(struct pp_strbuf *buf, uint32_t number, bool known)
{
    if (known)
        pp_strbuf_printf(buf, "%lu", (unsigned long)number);
    pp_strbuf_add_char(buf, ',');
}

static void add_field(struct pp_strbuf *buf, const char *text)
{
    pp_add_csv_field(buf, text);
    pp_strbuf_add_char(buf, ',');
}

static void add_csv_row(const struct pp_report *report, const struct row *row, void *context)
{
    struct pp_strbuf *buf = context;
    const struct pp_endpoint *endpoint = row->listener->endpoint;
    add_field(buf, row->host->name);
    add_field(buf, row->placement->product->name);
    add_field(buf, row->placement->label);
    add_number_field(buf, row->instance, true);
    add_field(buf, endpoint->id);
    add_field(buf, endpoint->technology);
    add_field(buf, pp_transport_names[row->listener->transport]);
    add_field(buf, row->address);
    add_number_field(buf, row->first, row->first != 0);
    add_number_field(buf, row->last, row->last != 0);
    add_field(buf, pp_listener_kind_names[row->listener->kind]);
    add_field(buf, row->url);
    add_field(buf, csv_tri_words[endpoint->firewall]);
    add_field(buf, csv_tri_words[endpoint->url_reservation]);
    add_field(buf, row->derivation);
    add_field(buf, pp_sources_name(report->sources, row->placement->loc.source));
    if (row->placement->loc.line != 0)
        pp_strbuf_printf(buf, "%lu", (unsigned long)row->placement->loc.line);
    pp_strbuf_add_char(buf, '\n');
}

void pp_report_show_csv(const struct pp_report *report, struct pp_strbuf *buf)
{
    pp_strbuf_add(buf, "host,product,label,instance,endpoint,technology,transport,address,first,"
                       "last,listener,url,firewall,url_reservation,derivation,file,line\n");
    for (size_t i = 0; i < report->plan->host_count; i++)
        for_each_row(report, &report->plan->hosts[i], add_csv_row, buf);
}
