/* who_json: the answers of `who` for programs, format_version 1. */
#include "report/json_value.h"
#include "report/who.h"
#include "report/who_rows.h"

struct page {
    const struct pp_report *report;
    const struct pp_plan *plan;
    struct pp_arena arena;
};

/* What is the same in all rows: whose listener it is. */
static json_t *listener_of(const struct page *page, uint32_t index)
{
    char address[PP_ADDRESS_TEXT];
    const struct pp_listener *listener = &page->plan->listeners[index];
    const struct pp_placement *placement = &page->plan->placements[listener->placement];
    json_t *object = pp_json_object();
    pp_json_put_text(object, "host", page->plan->hosts[listener->host].name);
    pp_json_put_text(object, "product", placement->product->name);
    pp_json_put_text(object, "title", placement->product->title);
    pp_json_put_text(object, "label", placement->label);
    pp_json_put_text(object, "endpoint", listener->endpoint->id);
    pp_json_put_text(object, "transport", pp_transport_names[listener->transport]);
    pp_json_put_text(object, "address", pp_address_format(&listener->local->address, address));
    pp_json_put_text(object, "owner", placement->owner);
    pp_json_put_text(object, "reason", placement->reason);
    pp_json_put_text(object, "file", pp_sources_name(page->plan->sources, placement->loc.source));
    pp_json_put_known(object, "line", placement->loc.line);
    return object;
}

static json_t *bindings_of(struct page *page, const struct pp_who_has *rows, size_t count)
{
    json_t *list = pp_json_array();
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < rows[i].count; k++) {
            uint32_t binding = rows[i].bindings[k];
            const struct pp_listener *listener = &page->plan->listeners[rows[i].listener];
            uint32_t instance = pp_plan_instance(page->plan, binding);
            json_t *object = listener_of(page, rows[i].listener);
            pp_json_put_number(object, "instance", instance);
            pp_json_put_known(object, "first", page->plan->bindings.first[binding]);
            pp_json_put_known(object, "last", page->plan->bindings.last[binding]);
            pp_json_put_text(object, "listener", pp_listener_kind_names[listener->kind]);
            pp_json_put_text(object, "url", pp_binding_url(page->plan, binding, &page->arena));
            pp_json_put_tri(object, "firewall", listener->endpoint->firewall);
            pp_json_put_text(object, "derivation",
                             pp_listener_derivation(page->plan, listener, instance, &page->arena));
            pp_json_append(list, object);
        }
    return list;
}

static json_t *range_of(struct pp_range range)
{
    json_t *object = pp_json_object();
    pp_json_put_number(object, "first", range.first);
    pp_json_put_number(object, "last", range.last);
    return object;
}

/* --- a port ---------------------------------------------------------------------- */

static json_t *coming_of(struct page *page, enum pp_transport transport)
{
    size_t count;
    const struct pp_who_could *rows =
        pp_who_could(page->plan, transport, page->report->who->ports, &page->arena, &count);
    json_t *list = pp_json_array();
    for (size_t i = 0; i < count; i++) {
        const struct pp_listener *listener = &page->plan->listeners[rows[i].listener];
        const struct pp_reach *reach = &rows[i].reach;
        json_t *object = listener_of(page, rows[i].listener), *instances = json_null();
        bool pool = listener->origin == PP_FROM_POOL;
        if (reach->by_formula) {
            instances = pp_json_object();
            pp_json_put_number(instances, "first", reach->first);
            pp_json_put_number(instances, "last", reach->last);
        }
        pp_json_put_text(object, "by", reach->by_formula ? "formula" : pool ? "pool" : "auto");
        pp_json_put(object, "instances", instances);
        pp_json_put_text(object, "pool", listener->pool ? listener->pool->id : NULL);
        pp_json_put(object, "range", reach->by_formula ? json_null() : range_of(reach->range));
        pp_json_append(list, object);
    }
    return list;
}

static json_t *services_of(struct page *page, enum pp_transport transport)
{
    size_t count;
    const struct pp_service **services = pp_who_services(
        page->report->registry, transport, page->report->who->ports, &page->arena, &count);
    json_t *list = pp_json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *object = range_of(services[i]->ports);
        pp_json_put_text(object, "name", services[i]->name);
        pp_json_append(list, object);
    }
    return list;
}

static json_t *ports_of(struct page *page)
{
    const struct pp_who *who = page->report->who;
    json_t *list = pp_json_array();
    for (int i = 0; i < PP_TRANSPORTS; i++) {
        enum pp_transport transport = (enum pp_transport)i;
        if (!pp_who_tells(page->report, transport))
            continue;
        size_t count;
        const struct pp_who_has *rows =
            pp_who_have(page->plan, transport, who->ports, &page->arena, &count);
        json_t *object = range_of(who->ports);
        pp_json_put_text(object, "transport", pp_transport_names[transport]);
        pp_json_put(object, "registered", services_of(page, transport));
        pp_json_put(object, "bindings", bindings_of(page, rows, count));
        pp_json_put(object, "possible", coming_of(page, transport));
        pp_json_append(list, object);
    }
    return list;
}

/* --- a host ------------------------------------------------------------------------ */

static json_t *pools_of(struct page *page)
{
    size_t count;
    const struct pp_who_pool *pools =
        pp_who_pools(page->plan, page->report->who->host, &page->arena, &count);
    json_t *list = pp_json_array();
    for (size_t i = 0; i < count; i++) {
        const struct pp_listener *listener = &page->plan->listeners[pools[i].listener];
        const struct pp_placement *placement = &page->plan->placements[listener->placement];
        json_t *object = range_of(pools[i].range);
        pp_json_put_text(object, "name", pools[i].name);
        pp_json_put_text(object, "product", placement->product->name);
        pp_json_put_text(object, "label", placement->label);
        pp_json_put_text(object, "transport", pp_transport_names[listener->transport]);
        pp_json_put_number(object, "used", pools[i].used);
        pp_json_put_number(object, "others", pools[i].others);
        pp_json_put_number(object, "free", pools[i].free);
        pp_json_append(list, object);
    }
    return list;
}

static json_t *host_of(struct page *page)
{
    const struct pp_host *host = &page->plan->hosts[page->report->who->host];
    size_t count;
    const struct pp_who_has *rows =
        pp_who_of_host(page->plan, page->report->who->host, &page->arena, &count);
    json_t *object = pp_json_object(), *addresses = pp_json_array();
    for (size_t i = 0; i < host->address_count; i++) {
        char address[PP_ADDRESS_TEXT];
        pp_json_append(addresses,
                       pp_json_text(pp_address_format(&host->addresses[i].address, address)));
    }
    pp_json_put_text(object, "name", host->name);
    pp_json_put_text(object, "os", pp_os_names[host->os]);
    pp_json_put(object, "addresses", addresses);
    pp_json_put_text(object, "owner", host->owner);
    pp_json_put_text(object, "file", pp_sources_name(page->plan->sources, host->loc.source));
    pp_json_put_known(object, "line", host->loc.line);
    pp_json_put(object, "bindings", bindings_of(page, rows, count));
    pp_json_put(object, "pools", pools_of(page));
    return object;
}

/* --- a product ----------------------------------------------------------------------- */

static json_t *product_of(struct page *page)
{
    const struct pp_product *product = page->report->who->product;
    size_t count, differing;
    const struct pp_who_has *rows =
        pp_who_of_product(page->plan, product->name, &page->arena, &count);
    const char **names = pp_who_differing(page->plan, rows, count, &page->arena, &differing);
    json_t *object = pp_json_object(), *list = pp_json_array();
    for (size_t i = 0; i < differing; i++)
        pp_json_append(list, pp_json_text(names[i]));
    pp_json_put_text(object, "name", product->name);
    pp_json_put_text(object, "title", product->title);
    pp_json_put(object, "bindings", bindings_of(page, rows, count));
    pp_json_put(object, "differing", list);
    return object;
}

/* --- what cools ----------------------------------------------------------------------- */

static json_t *cooling_of(const struct page *page)
{
    const struct pp_who *who = page->report->who;
    json_t *list = pp_json_array();
    for (size_t i = 0; i < who->cooled_count; i++) {
        const struct pp_lock_entry *entry = who->cooled[i].entry;
        if (!pp_who_asks_of(page->report, &who->cooled[i]))
            continue;
        json_t *object = range_of(entry->ports);
        pp_json_put_text(object, "host", entry->host);
        pp_json_put_text(object, "product", entry->product);
        pp_json_put_text(object, "label", entry->label[0] ? entry->label : NULL);
        pp_json_put_text(object, entry->is_pool ? "pool" : "endpoint", entry->name);
        pp_json_put_text(object, entry->is_pool ? "endpoint" : "pool", NULL);
        pp_json_put_number(object, "instance", entry->instance);
        pp_json_put_text(object, "gone", who->cooled[i].gone);
        pp_json_put_text(object, "free_from", who->cooled[i].until);
        pp_json_put_text(object, "file", pp_sources_name(page->plan->sources, entry->loc.source));
        pp_json_put_known(object, "line", entry->loc.line);
        pp_json_append(list, object);
    }
    return list;
}

/* Of the answers host, product and ports one is not null. */
void pp_report_who_json(const struct pp_report *report, struct pp_strbuf *buf)
{
    struct page page = {.report = report, .plan = report->plan};
    enum pp_who_kind kind = report->who->kind;
    json_t *root = pp_json_object(), *files = pp_json_array();
    pp_arena_init(&page.arena);
    for (size_t i = 0; i < report->plan->file_count; i++)
        pp_json_append(files, pp_json_text(report->plan->files[i]));
    pp_json_put_number(root, "format_version", 1);
    pp_json_put_text(root, "portplan", report->version);
    pp_json_put(root, "plans", files);
    pp_json_put(root, "ports", kind == PP_WHO_PORT ? ports_of(&page) : json_null());
    pp_json_put(root, "host", kind == PP_WHO_HOST ? host_of(&page) : json_null());
    pp_json_put(root, "product", kind == PP_WHO_PRODUCT ? product_of(&page) : json_null());
    pp_json_put(root, "cooling", cooling_of(&page));
    pp_json_write(root, buf);
    pp_arena_release(&page.arena);
}
