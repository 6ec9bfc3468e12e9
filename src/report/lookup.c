/* lookup: one port in the registry, the bands, the catalogues and the plans. */
#include "report/lookup.h"

#include "model/reach.h"
#include "report/table.h"

#include <assert.h>
#include <string.h>

struct page {
    const struct pp_report *report;
    const struct pp_lookup *lookup;
    struct pp_arena arena;
    struct pp_table endpoints, bindings; /* of the transport at hand */
};

bool pp_endpoint_reaches(const struct pp_product *product, const struct pp_endpoint *endpoint,
                         uint16_t port, uint32_t *instance)
{
    const struct pp_port_expr *expr = &endpoint->port;
    *instance = PP_NONE;
    if (endpoint->pool)
        return pp_range_contains(endpoint->pool->range, port);
    if (expr->stride == 0)
        return expr->first <= port && port <= expr->last;
    uint32_t last;
    return pp_expr_meets(expr, product, (struct pp_range){port, port}, instance, &last);
}

/* --- gathering ------------------------------------------------------------- */

static const char *port_source(struct page *page, const struct pp_endpoint *endpoint,
                               uint32_t instance)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    if (endpoint->pool) {
        pp_strbuf_printf(&text, "pool %s ", endpoint->pool->id);
        pp_range_format(endpoint->pool->range, &text);
    } else {
        pp_port_expr_format(&endpoint->port, &text);
    }
    if (instance != PP_NONE)
        pp_strbuf_printf(&text, ", N=%lu", (unsigned long)instance);
    const char *kept = pp_arena_strndup(&page->arena, text.text, text.length);
    pp_strbuf_release(&text);
    return kept;
}

static void gather_product(struct page *page, const struct pp_product *product,
                           enum pp_transport transport)
{
    for (size_t i = 0; i < product->endpoint_count; i++) {
        const struct pp_endpoint *endpoint = &product->endpoints[i];
        uint32_t instance;
        if (endpoint->transport != transport ||
            !pp_endpoint_reaches(product, endpoint, page->lookup->port, &instance))
            continue;
        pp_table_cell(&page->endpoints, product->name);
        pp_table_cell(&page->endpoints, endpoint->id);
        pp_table_cell(&page->endpoints, port_source(page, endpoint, instance));
        pp_table_cell(&page->endpoints, endpoint->technology);
    }
}

static void gather_binding(struct page *page, uint32_t binding)
{
    const struct pp_plan *plan = page->report->plan;
    const struct pp_listener *listener = &plan->listeners[plan->bindings.listener[binding]];
    const struct pp_placement *placement = &plan->placements[listener->placement];
    char address[PP_ADDRESS_TEXT];
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_table_cell(&page->bindings, plan->hosts[listener->host].name);
    pp_add_instance_name(&text, placement, pp_plan_instance(plan, binding));
    pp_strbuf_printf(&text, ", %s", listener->endpoint->id);
    pp_table_cell(&page->bindings, text.text);
    pp_strbuf_clear(&text);
    pp_strbuf_printf(&text, "%s on %s", pp_listener_kind_names[listener->kind],
                     pp_address_format(&listener->local->address, address));
    pp_table_cell(&page->bindings, text.text);
    pp_table_cell(&page->bindings, pp_binding_url(plan, binding, &page->arena));
    pp_strbuf_clear(&text);
    pp_add_place(&text, page->report->sources, placement->loc);
    pp_table_cell(&page->bindings, text.text);
    pp_strbuf_release(&text);
}

/* A host that refuses the port, though nothing is there. */
static void gather_exclusion(struct page *page, const struct pp_host *host)
{
    struct pp_strbuf place;
    pp_strbuf_init(&place);
    pp_add_place(&place, page->report->sources, host->loc);
    pp_table_cell(&page->bindings, host->name);
    pp_table_cell(&page->bindings, "excluded by the host");
    pp_table_cell(&page->bindings, NULL);
    pp_table_cell(&page->bindings, NULL);
    pp_table_cell(&page->bindings, place.text);
    pp_strbuf_release(&place);
}

static void gather(struct page *page, enum pp_transport transport)
{
    const struct pp_lookup *lookup = page->lookup;
    const struct pp_bindings *bindings = &page->report->plan->bindings;
    for (size_t i = 0; i < lookup->catalog_count; i++)
        for (size_t k = 0; k < lookup->catalogs[i]->product_count; k++)
            gather_product(page, &lookup->catalogs[i]->products[k], transport);
    for (size_t i = 0; i < page->report->plan->host_count; i++) {
        const struct pp_host *host = &page->report->plan->hosts[i];
        if (pp_host_excludes(host, transport, lookup->port))
            gather_exclusion(page, host);
    }
    for (uint32_t i = 0; i < bindings->count; i++) {
        const struct pp_listener *listener = &page->report->plan->listeners[bindings->listener[i]];
        struct pp_range ports = {bindings->first[i], bindings->last[i]};
        if (listener->transport == transport && ports.first != 0 &&
            pp_range_contains(ports, lookup->port))
            gather_binding(page, i);
    }
}

/* --- telling ---------------------------------------------------------------- */

static void add_registered(const struct page *page, enum pp_transport transport,
                           struct pp_strbuf *buf)
{
    const struct pp_registry *registry = page->report->registry;
    uint32_t cursor = 0;
    const struct pp_service *service =
        pp_registry_next(registry, page->lookup->port, transport, &cursor);
    pp_strbuf_add(buf, "  registered: ");
    if (!service)
        pp_strbuf_add(buf, "no, not assigned");
    for (size_t i = 0; service; i++) {
        pp_strbuf_add(buf, i > 0 ? ", " : "");
        pp_add_clean(buf, service->name);
        if (service->alias)
            pp_strbuf_add(buf, " (alias)");
        if (service->ports.first != service->ports.last) {
            pp_strbuf_add(buf, " (");
            pp_range_format(service->ports, buf);
            pp_strbuf_add(buf, ")");
        }
        service = pp_registry_next(registry, page->lookup->port, transport, &cursor);
    }
    pp_strbuf_add_char(buf, '\n');
}

/* The bands that do not depend on the system, and for each system those that do. */
static void add_bands(const struct page *page, enum pp_transport transport, struct pp_strbuf *buf)
{
    const unsigned of_port = PP_BAND_SYSTEM | PP_BAND_USER | PP_BAND_DYNAMIC;
    uint16_t port = page->lookup->port;
    pp_strbuf_add(buf, "  band:       ");
    for (int os = 0; os < PP_OSES; os++) {
        const struct pp_profile *profile = pp_profile_of((enum pp_os)os);
        unsigned bands = pp_bands_of((enum pp_os)os, profile->ephemeral, port);
        if (os == 0)
            pp_strbuf_add(buf, pp_band_name(bands & of_port));
        if (bands & PP_BAND_EPHEMERAL)
            pp_strbuf_printf(buf, ", ephemeral on %s", pp_os_names[os]);
        const struct pp_os_service *service = pp_profile_service((enum pp_os)os, port, transport);
        if (service)
            pp_strbuf_printf(buf, ", held on a stock %s host by %s", pp_os_names[os],
                             service->name);
    }
    if (transport == PP_TCP && pp_browser_blocks(port))
        pp_strbuf_add(buf, ", refused by web browsers");
    pp_strbuf_add_char(buf, '\n');
}

static void add_rows(const struct pp_table *table, const char *title, const char *none,
                     struct pp_strbuf *buf)
{
    if (table->count == 0) {
        pp_strbuf_printf(buf, "  %-12s%s\n", title, none);
        return;
    }
    pp_strbuf_printf(buf, "  %s\n", title);
    pp_add_table(buf, table, 4, false);
}

static void add_transport(struct page *page, enum pp_transport transport, struct pp_strbuf *buf)
{
    const struct pp_report *report = page->report;
    pp_table_init(&page->endpoints, &page->arena, NULL, 4, 0);
    pp_table_init(&page->bindings, &page->arena, NULL, 5, 0);
    gather(page, transport);
    uint32_t cursor = 0;
    bool known = page->endpoints.count > 0 || page->bindings.count > 0 ||
                 pp_registry_next(report->registry, page->lookup->port, transport, &cursor);
    if (known || page->lookup->has_transport || transport == PP_TCP || transport == PP_UDP) {
        struct pp_strbuf head;
        pp_strbuf_init(&head);
        pp_strbuf_printf(&head, "%u/%s", page->lookup->port, pp_transport_names[transport]);
        pp_strbuf_add(buf, buf->length > 0 ? "\n" : "");
        pp_add_painted(buf, report->style.color, PP_PAINT_BOLD, head.text);
        pp_strbuf_add_char(buf, '\n');
        add_registered(page, transport, buf);
        add_bands(page, transport, buf);
        add_rows(&page->endpoints, "catalogues:", "no endpoint uses it", buf);
        if (report->plan->file_count > 0)
            add_rows(&page->bindings, "plans:", "nothing is there", buf);
        pp_strbuf_release(&head);
    }
    pp_table_release(&page->endpoints);
    pp_table_release(&page->bindings);
}

void pp_report_lookup(const struct pp_report *report, const struct pp_lookup *lookup,
                      struct pp_strbuf *buf)
{
    struct page page = {.report = report, .lookup = lookup};
    pp_arena_init(&page.arena);
    for (int transport = 0; transport < PP_TRANSPORTS; transport++)
        if (!lookup->has_transport || lookup->transport == (enum pp_transport)transport)
            add_transport(&page, (enum pp_transport)transport, buf);
    pp_arena_release(&page.arena);
}
