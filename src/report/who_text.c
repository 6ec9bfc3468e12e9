/* who_text: the answers of `who` for people. */
#include "report/table.h"
#include "report/who.h"
#include "report/who_rows.h"

#include <string.h>

#define MOST_NAMES 12 /* of registered services on one line */

struct page {
    const struct pp_report *report;
    const struct pp_plan *plan;
    struct pp_arena arena;
    struct pp_strbuf *buf;
};

static void add_title(struct page *page, const char *text)
{
    pp_strbuf_add(page->buf, page->buf->length > 0 ? "\n" : "");
    pp_add_painted(page->buf, page->report->style.color, PP_PAINT_BOLD, text);
}

static void add_table(struct page *page, struct pp_table *table, size_t indent)
{
    pp_add_table(page->buf, table, indent, page->report->style.color);
    pp_table_release(table);
}

static const char *service_name(struct page *page, const struct pp_who_has *row)
{
    return pp_bindings_name(page->plan, row->bindings, row->count, &page->arena);
}

static const char *address_of(struct page *page, const struct pp_listener *listener)
{
    char address[PP_ADDRESS_TEXT];
    return pp_arena_strdup(&page->arena, pp_address_format(&listener->local->address, address));
}

/* How the ports came about; with the number of the instance when there is only one. */
static const char *derivation_of(struct page *page, const struct pp_who_has *row)
{
    uint32_t instance = row->count == 1 ? pp_plan_instance(page->plan, row->bindings[0]) : PP_NONE;
    return pp_listener_derivation(page->plan, &page->plan->listeners[row->listener], instance,
                                  &page->arena);
}

/* --- a port -------------------------------------------------------------------- */

static void add_services(struct page *page, enum pp_transport transport)
{
    const struct pp_who *who = page->report->who;
    size_t count;
    const struct pp_service **services =
        pp_who_services(page->report->registry, transport, who->ports, &page->arena, &count);
    pp_strbuf_add(page->buf, "  registered: ");
    if (count == 0)
        pp_strbuf_add(page->buf, "no");
    for (size_t i = 0; i < count && i < MOST_NAMES; i++) {
        struct pp_range ports = services[i]->ports;
        bool plain = ports.first == who->ports.first && ports.last == who->ports.last;
        pp_strbuf_add(page->buf, i > 0 ? ", " : "");
        pp_add_clean(page->buf, services[i]->name);
        if (plain)
            continue;
        pp_strbuf_add(page->buf, " (");
        pp_range_format(ports, page->buf);
        pp_strbuf_add(page->buf, ")");
    }
    if (count > MOST_NAMES)
        pp_strbuf_printf(page->buf, " and %zu more", count - MOST_NAMES);
    pp_strbuf_add_char(page->buf, '\n');
}

static void add_excluding(struct page *page, enum pp_transport transport)
{
    const struct pp_who *who = page->report->who;
    bool any = false;
    for (size_t i = 0; i < page->plan->host_count; i++) {
        const struct pp_host *host = &page->plan->hosts[i];
        uint32_t port = who->ports.first;
        while (port <= who->ports.last && !pp_host_excludes(host, transport, (uint16_t)port))
            port++;
        if (port > who->ports.last)
            continue;
        pp_strbuf_add(page->buf, any ? ", " : "  excluded on: ");
        pp_add_clean(page->buf, host->name);
        any = true;
    }
    pp_strbuf_add(page->buf, any ? "\n" : "");
}

static const char *const have_heads[] = {"HOST",    "SERVICE", "ENDPOINT", "PORT",
                                         "ADDRESS", "FROM",    "OWNER",    "PLACE"};

static void add_having(struct page *page, enum pp_transport transport)
{
    struct pp_table table;
    size_t count;
    struct pp_who_has *rows =
        pp_who_have(page->plan, transport, page->report->who->ports, &page->arena, &count);
    pp_strbuf_add(page->buf, count > 0 ? "  has it:\n" : "  has it: nobody\n");
    if (count == 0)
        return;
    pp_table_init(&table, &page->arena, have_heads, sizeof have_heads / sizeof *have_heads, 0);
    for (size_t i = 0; i < count; i++) {
        const struct pp_listener *listener = &page->plan->listeners[rows[i].listener];
        const struct pp_placement *placement = &page->plan->placements[listener->placement];
        pp_table_cell(&table, page->plan->hosts[listener->host].name);
        pp_table_cell(&table, service_name(page, &rows[i]));
        pp_table_cell(&table, listener->endpoint->id);
        pp_table_cell(&table, pp_binding_ports_text(page->plan, rows[i].bindings, rows[i].count,
                                                    &page->arena));
        pp_table_cell(&table, address_of(page, listener));
        pp_table_cell(&table, derivation_of(page, &rows[i]));
        pp_table_cell(&table, placement->owner);
        pp_table_cell(&table, pp_place_text(page->plan, placement->loc, &page->arena));
    }
    add_table(page, &table, 4);
}

static const char *const could_heads[] = {"HOST", "SERVICE", "ENDPOINT", "HOW", "OWNER", "PLACE"};

/* "instance 16, 5421+N", "instances 16-20, 5421+N", "pool control 8001-8099". */
static const char *how(struct page *page, const struct pp_who_could *row)
{
    const struct pp_listener *listener = &page->plan->listeners[row->listener];
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    if (!row->reach.by_formula) {
        pp_strbuf_add(&buf, listener->origin == PP_FROM_POOL ? "pool " : "auto ");
        if (listener->origin == PP_FROM_POOL)
            pp_strbuf_printf(&buf, "%s ", listener->pool->id);
        pp_range_format(row->reach.range, &buf);
    } else {
        pp_strbuf_printf(&buf, "instance%s ", row->reach.first == row->reach.last ? "" : "s");
        pp_add_spans(&buf, &(struct pp_span){row->reach.first, row->reach.last}, 1);
        pp_strbuf_add(&buf, ", ");
        pp_port_expr_format(&listener->port, &buf);
    }
    const char *text = pp_arena_strdup(&page->arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

static void add_coming(struct page *page, enum pp_transport transport)
{
    struct pp_table table;
    size_t count;
    struct pp_who_could *rows =
        pp_who_could(page->plan, transport, page->report->who->ports, &page->arena, &count);
    pp_strbuf_add(page->buf,
                  count > 0 ? "  could come to have it:\n" : "  could come to have it: nobody\n");
    if (count == 0)
        return;
    pp_table_init(&table, &page->arena, could_heads, sizeof could_heads / sizeof *could_heads, 0);
    for (size_t i = 0; i < count; i++) {
        const struct pp_listener *listener = &page->plan->listeners[rows[i].listener];
        const struct pp_placement *placement = &page->plan->placements[listener->placement];
        const char *label = placement->label;
        pp_table_cell(&table, page->plan->hosts[listener->host].name);
        pp_table_cell(&table,
                      pp_arena_printf(&page->arena, "%s%s%s%s", placement->product->title,
                                      label ? " (" : "", label ? label : "", label ? ")" : ""));
        pp_table_cell(&table, listener->endpoint->id);
        pp_table_cell(&table, how(page, &rows[i]));
        pp_table_cell(&table, placement->owner);
        pp_table_cell(&table, pp_place_text(page->plan, placement->loc, &page->arena));
    }
    add_table(page, &table, 4);
}

static void add_port(struct page *page)
{
    const struct pp_who *who = page->report->who;
    for (int i = 0; i < PP_TRANSPORTS; i++) {
        enum pp_transport transport = (enum pp_transport)i;
        struct pp_strbuf title;
        if (!pp_who_tells(page->report, transport))
            continue;
        pp_strbuf_init(&title);
        pp_range_format(who->ports, &title);
        pp_strbuf_printf(&title, "/%s", pp_transport_names[transport]);
        add_title(page, title.text);
        pp_strbuf_add_char(page->buf, '\n');
        pp_strbuf_release(&title);
        add_services(page, transport);
        add_excluding(page, transport);
        add_having(page, transport);
        add_coming(page, transport);
    }
}

/* --- a host ---------------------------------------------------------------------- */

static const char *const host_heads[] = {"SERVICE", "ENDPOINT", "PORT",  "ADDRESS",
                                         "FROM",    "FIREWALL", "OWNER", "PLACE"};

static void add_host_head(struct page *page, const struct pp_host *host)
{
    const char *addresses = pp_host_addresses_text(host, &page->arena);
    add_title(page, host->name);
    pp_strbuf_printf(page->buf, "  %s", pp_os_names[host->os]);
    if (addresses)
        pp_strbuf_printf(page->buf, "  %s", addresses);
    pp_strbuf_add(page->buf, host->loc.source != 0 ? "  " : "");
    pp_add_place(page->buf, page->plan->sources, host->loc);
    pp_strbuf_add_char(page->buf, '\n');
}

static void add_pools(struct page *page)
{
    size_t count;
    struct pp_who_pool *pools =
        pp_who_pools(page->plan, page->report->who->host, &page->arena, &count);
    struct pp_table table;
    static const char *const heads[] = {"POOL", "OF", "RANGE", "USED", "OTHERS", "FREE"};
    if (count == 0)
        return;
    pp_strbuf_add_char(page->buf, '\n');
    pp_table_init(&table, &page->arena, heads, sizeof heads / sizeof *heads, 8u | 16u | 32u);
    for (size_t i = 0; i < count; i++) {
        const struct pp_listener *listener = &page->plan->listeners[pools[i].listener];
        const struct pp_placement *placement = &page->plan->placements[listener->placement];
        pp_table_cell(&table, pools[i].name);
        pp_table_cell(&table, placement->product->title);
        pp_table_cell(&table, pp_arena_printf(&page->arena, "%u-%u/%s", pools[i].range.first,
                                              pools[i].range.last,
                                              pp_transport_names[listener->transport]));
        pp_table_cell(&table, pp_arena_printf(&page->arena, "%zu", pools[i].used));
        pp_table_cell(&table, pp_arena_printf(&page->arena, "%zu", pools[i].others));
        pp_table_cell(&table, pp_arena_printf(&page->arena, "%zu", pools[i].free));
    }
    add_table(page, &table, 2);
}

static void add_host(struct page *page)
{
    struct pp_table table;
    size_t count;
    uint32_t host = page->report->who->host;
    struct pp_who_has *rows = pp_who_of_host(page->plan, host, &page->arena, &count);
    add_host_head(page, &page->plan->hosts[host]);
    if (count == 0)
        pp_strbuf_add(page->buf, "  nothing is placed here\n");
    pp_table_init(&table, &page->arena, host_heads, sizeof host_heads / sizeof *host_heads, 0);
    for (size_t i = 0; i < count; i++) {
        const struct pp_listener *listener = &page->plan->listeners[rows[i].listener];
        const struct pp_placement *placement = &page->plan->placements[listener->placement];
        enum pp_tri firewall = listener->endpoint->firewall;
        pp_table_cell(&table, service_name(page, &rows[i]));
        pp_table_cell(&table, listener->endpoint->id);
        pp_table_cell(&table, pp_binding_ports_text(page->plan, rows[i].bindings, rows[i].count,
                                                    &page->arena));
        pp_table_cell(&table, address_of(page, listener));
        pp_table_cell(&table, derivation_of(page, &rows[i]));
        pp_table_cell(&table, pp_tri_words[firewall]);
        pp_table_cell(&table, placement->owner);
        pp_table_cell(&table, pp_place_text(page->plan, placement->loc, &page->arena));
    }
    if (count > 0)
        add_table(page, &table, 2);
    else
        pp_table_release(&table);
    add_pools(page);
}

/* --- a product -------------------------------------------------------------------- */

/* Hosts on which an endpoint is alike. */
struct spot {
    const char *endpoint, *ports, *instances, *address, *from;
    struct pp_strbuf hosts;
};

static bool is_alike(const struct spot *a, const struct spot *b)
{
    return strcmp(a->endpoint, b->endpoint) == 0 && strcmp(a->ports, b->ports) == 0 &&
           strcmp(a->instances, b->instances) == 0 && strcmp(a->address, b->address) == 0 &&
           strcmp(a->from, b->from) == 0;
}

static struct spot spot_of(struct page *page, const struct pp_who_has *row)
{
    const struct pp_listener *listener = &page->plan->listeners[row->listener];
    return (struct spot){
        .endpoint = listener->endpoint->id,
        .ports = pp_binding_ports_text(page->plan, row->bindings, row->count, &page->arena),
        .instances = pp_binding_instances_text(page->plan, row->bindings, row->count, &page->arena),
        .address = address_of(page, listener),
        .from = pp_listener_derivation(page->plan, listener, PP_NONE, &page->arena),
    };
}

/* "A", "B (label)" behind the others. */
static void add_place(struct page *page, struct spot *spot, const struct pp_who_has *row)
{
    const struct pp_listener *listener = &page->plan->listeners[row->listener];
    const struct pp_placement *placement = &page->plan->placements[listener->placement];
    pp_strbuf_printf(&spot->hosts, "%s%s", spot->hosts.length > 0 ? ", " : "",
                     page->plan->hosts[listener->host].name);
    if (placement->label)
        pp_strbuf_printf(&spot->hosts, " (%s)", placement->label);
}

/* The spot that is alike, or a new one: behind those of its endpoint. */
static struct spot *spot_like(struct spot *spots, size_t *count, const struct spot *spot)
{
    size_t end = *count;
    for (size_t i = 0; i < *count; i++) {
        if (is_alike(&spots[i], spot))
            return &spots[i];
        if (strcmp(spots[i].endpoint, spot->endpoint) == 0)
            end = i + 1;
    }
    memmove(&spots[end + 1], &spots[end], (*count - end) * sizeof *spots);
    spots[end] = *spot;
    pp_strbuf_init(&spots[end].hosts);
    ++*count;
    return &spots[end];
}

static void add_spots(struct page *page, const struct pp_who_has *rows, size_t count)
{
    static const char *const heads[] = {"ENDPOINT", "PORT", "INSTANCES", "ADDRESS", "FROM", "ON"};
    struct spot *spots = pp_arena_array(&page->arena, count, sizeof *spots);
    size_t spot_count = 0;
    struct pp_table table;
    for (size_t i = 0; i < count; i++) {
        struct spot spot = spot_of(page, &rows[i]);
        add_place(page, spot_like(spots, &spot_count, &spot), &rows[i]);
    }
    pp_table_init(&table, &page->arena, heads, sizeof heads / sizeof *heads, 0);
    for (size_t i = 0; i < spot_count; i++) {
        pp_table_cell(&table, spots[i].endpoint);
        pp_table_cell(&table, spots[i].ports);
        pp_table_cell(&table, spots[i].instances);
        pp_table_cell(&table, spots[i].address);
        pp_table_cell(&table, spots[i].from);
        pp_table_cell(&table, spots[i].hosts.text);
        pp_strbuf_release(&spots[i].hosts);
    }
    add_table(page, &table, 2);
}

static void count_places(const struct pp_plan *plan, const struct pp_product *product,
                         size_t *hosts, size_t *instances)
{
    uint32_t last = PP_NONE;
    *hosts = *instances = 0;
    for (size_t i = 0; i < plan->placement_count; i++) { /* by host */
        const struct pp_placement *placement = &plan->placements[i];
        if (strcmp(placement->product->name, product->name) != 0)
            continue;
        *hosts += placement->host != last ? 1 : 0;
        *instances += placement->instance_count;
        last = placement->host;
    }
}

static void add_differing(struct page *page, const struct pp_who_has *rows, size_t count)
{
    size_t differing;
    const char **names = pp_who_differing(page->plan, rows, count, &page->arena, &differing);
    pp_strbuf_add(page->buf, differing == 0 ? "  an instance has the same ports wherever it runs"
                                            : "  not the same ports everywhere: ");
    for (size_t i = 0; i < differing; i++)
        pp_strbuf_printf(page->buf, "%s%s", i > 0 ? ", " : "", names[i]);
    pp_strbuf_add_char(page->buf, '\n');
}

static void add_product(struct page *page)
{
    const struct pp_product *product = page->report->who->product;
    size_t count, hosts, instances;
    struct pp_who_has *rows = pp_who_of_product(page->plan, product->name, &page->arena, &count);
    count_places(page->plan, product, &hosts, &instances);
    add_title(page, product->name);
    pp_strbuf_add(page->buf, "  ");
    pp_add_clean(page->buf, product->title);
    pp_strbuf_add(page->buf, ": ");
    pp_add_count(page->buf, instances, "instance");
    pp_strbuf_add(page->buf, " on ");
    pp_add_count(page->buf, hosts, "host");
    pp_strbuf_add_char(page->buf, '\n');
    if (count == 0)
        return;
    add_spots(page, rows, count);
    if (hosts > 1)
        add_differing(page, rows, count);
}

/* --- what cools -------------------------------------------------------------------- */

static void add_cooling(struct page *page)
{
    static const char *const heads[] = {"HOST", "PORT", "WAS", "GONE", "FREE FROM", "PLACE"};
    const struct pp_who *who = page->report->who;
    struct pp_table table;
    bool any = false;
    pp_table_init(&table, &page->arena, heads, sizeof heads / sizeof *heads, 0);
    for (size_t i = 0; i < who->cooled_count; i++) {
        const struct pp_cooled *cooled = &who->cooled[i];
        struct pp_strbuf ports;
        if (!pp_who_asks_of(page->report, cooled))
            continue;
        pp_strbuf_init(&ports);
        pp_range_format(cooled->entry->ports, &ports);
        pp_table_cell(&table, cooled->entry->host);
        pp_table_cell(&table, ports.text);
        pp_table_cell(&table, cooled->what);
        pp_table_cell(&table, cooled->gone);
        pp_table_cell(&table, cooled->until);
        pp_table_cell(&table, pp_place_text(page->plan, cooled->entry->loc, &page->arena));
        pp_strbuf_release(&ports);
        any = true;
    }
    if (any) {
        add_title(page, "cooling");
        pp_strbuf_add(page->buf, "  given up, by a lock, and given to others from FREE FROM on\n");
        add_table(page, &table, 2);
    } else {
        pp_table_release(&table);
    }
}

void pp_report_who_text(const struct pp_report *report, struct pp_strbuf *buf)
{
    struct page page = {.report = report, .plan = report->plan, .buf = buf};
    pp_arena_init(&page.arena);
    switch (report->who->kind) {
    case PP_WHO_PORT: add_port(&page); break;
    case PP_WHO_HOST: add_host(&page); break;
    case PP_WHO_PRODUCT: add_product(&page); break;
    }
    add_cooling(&page);
    pp_arena_release(&page.arena);
}
