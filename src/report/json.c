/* json: findings for programs, format_version 1. The order of the fields is the contract's;
 * fields may be added, none renamed or removed. */
#include "report/json_value.h"
#include "report/party.h"
#include "report/remark.h"

static json_t *plan_files(const struct pp_plan *plan)
{
    json_t *files = pp_json_array();
    for (size_t i = 0; i < plan->file_count; i++) {
        struct pp_strbuf clean;
        pp_strbuf_init(&clean);
        pp_add_utf8(&clean, plan->files[i]);
        pp_json_append(files, json_stringn(clean.text, clean.length));
        pp_strbuf_release(&clean);
    }
    return files;
}

static json_t *registry(const struct pp_registry *services)
{
    json_t *object = pp_json_object();
    pp_json_put_text(object, "source", services->source);
    pp_json_put_text(object, "date", services->date);
    pp_json_put_number(object, "entries", services->assignments);
    return object;
}

static json_t *summary(const struct pp_summary *counts)
{
    json_t *object = pp_json_object();
    pp_json_put_number(object, "hosts", counts->hosts);
    pp_json_put_number(object, "placements", counts->placements);
    pp_json_put_number(object, "bindings", counts->bindings);
    pp_json_put_number(object, "errors", counts->errors);
    pp_json_put_number(object, "warnings", counts->warnings);
    pp_json_put_number(object, "notes", counts->notes);
    pp_json_put_number(object, "waived", counts->waived);
    pp_json_put_number(object, "baselined", counts->baselined);
    return object;
}

static void put_place(json_t *object, const struct pp_report *report, struct pp_loc loc)
{
    pp_json_put_text(object, "file", pp_sources_name(report->sources, loc.source));
    pp_json_put_known(object, "line", loc.line);
}

/* One entry per port; an instance that got no port has none. */
static json_t *party_ports(const struct pp_party *party)
{
    json_t *array = pp_json_array();
    for (size_t i = 0; i < party->use_count; i++) {
        const struct pp_use *use = &party->uses[i];
        for (uint32_t port = use->ports.first; port != 0 && port <= use->ports.last; port++) {
            json_t *entry = pp_json_object();
            pp_json_put_number(entry, "port", port);
            pp_json_put_number(entry, "instance", use->instance);
            pp_json_append(array, entry);
        }
    }
    return array;
}

static json_t *party_object(const struct pp_report *report, const struct pp_party *party,
                            struct pp_arena *arena)
{
    const struct pp_placement *placement = pp_party_placement(report->plan, party);
    const struct pp_listener *listener = pp_party_listener(report->plan, party);
    json_t *object = pp_json_object();
    pp_json_put_text(object, "product", placement ? placement->product->name : NULL);
    pp_json_put_text(object, "title", pp_party_title(report->plan, party));
    pp_json_put_text(object, "label", placement ? placement->label : NULL);
    pp_json_put_text(object, "endpoint", listener ? listener->endpoint->id : NULL);
    pp_json_put_text(object, "address", pp_party_address(report->plan, party, arena));
    pp_json_put_text(object, "listener", listener ? pp_listener_kind_names[listener->kind] : NULL);
    pp_json_put_text(object, "url", pp_party_url(report->plan, party, arena));
    pp_json_put(object, "ports", party_ports(party));
    pp_json_put_text(object, "derivation", pp_party_derivation(report->plan, party, arena));
    put_place(object, report, party->loc);
    pp_json_put_text(object, "host",
                     party->host == PP_NONE ? NULL : report->plan->hosts[party->host].name);
    return object;
}

static json_t *parties(const struct pp_report *report, const struct pp_finding *finding,
                       struct pp_arena *arena)
{
    json_t *array = pp_json_array();
    for (size_t i = 0; i < finding->party_count; i++)
        pp_json_append(array, party_object(report, &finding->parties[i], arena));
    return array;
}

static json_t *waiver(const struct pp_report *report, const struct pp_waiver *waived_by)
{
    if (!waived_by)
        return json_null();
    json_t *object = pp_json_object();
    pp_json_put_text(object, "reason", waived_by->reason);
    pp_json_put_text(object, "owner", waived_by->owner);
    pp_json_put_text(object, "expires", waived_by->expires);
    put_place(object, report, waived_by->loc);
    return object;
}

static json_t *finding_object(const struct pp_report *report, const struct pp_finding *finding,
                              struct pp_arena *arena)
{
    json_t *object = pp_json_object();
    uint32_t host = finding->host, transport = finding->transport;
    pp_json_put_text(object, "rule", finding->rule);
    pp_json_put_text(object, "severity", pp_severity_names[finding->severity]);
    pp_json_put_text(object, "host", host == PP_NONE ? NULL : report->plan->hosts[host].name);
    pp_json_put_text(object, "transport",
                     transport == PP_NONE ? NULL : pp_transport_names[transport]);
    pp_json_put_text(object, "message", finding->message);
    pp_json_put_text(object, "help", finding->help);
    pp_json_put_text(object, "os_error", finding->os_error);
    if (finding->pairs > 0)
        pp_json_put(object, "pairs", json_integer((json_int_t)finding->pairs));
    pp_json_put(object, "ports", pp_json_ranges(finding));
    pp_json_put(object, "parties", parties(report, finding, arena));
    pp_json_put(object, "services", pp_json_services(finding));
    pp_json_put(object, "suggestions", pp_json_suggestions(finding));
    pp_json_put(object, "waived_by", waiver(report, finding->waived_by));
    pp_json_put_text(object, "detail", finding->detail);
    put_place(object, report, finding->loc);
    return object;
}

/* There may be a million. */
static void add_findings(const struct pp_report *report, struct pp_json_list *list)
{
    struct pp_arena arena;
    pp_arena_init(&arena);
    for (size_t i = 0; i < report->findings->count; i++) {
        pp_json_list_add(list, finding_object(report, &report->findings->items[i], &arena));
        pp_arena_clear(&arena);
    }
    pp_arena_release(&arena);
}

/* The second place of a mistake goes behind its message: the contract has one place. */
static void put_message(json_t *object, const struct pp_report *report, const struct pp_diag *diag)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_add_mistake(&text, report, diag);
    pp_json_put_text(object, "message", text.text);
    pp_strbuf_release(&text);
}

static json_t *rejected(const struct pp_report *report)
{
    json_t *array = pp_json_array();
    for (size_t i = 0; i < report->diags->count; i++) {
        const struct pp_diag *diag = &report->diags->items[i];
        json_t *object = pp_json_object();
        put_message(object, report, diag);
        put_place(object, report, diag->loc);
        pp_json_put_known(object, "column", diag->loc.column);
        pp_json_append(array, object);
    }
    return array;
}

void pp_report_check_json(const struct pp_report *report, struct pp_strbuf *buf)
{
    struct pp_json_list findings;
    json_t *root = pp_json_object();
    pp_json_list_init(&findings, 2);
    add_findings(report, &findings);
    pp_json_put_number(root, "format_version", 1);
    pp_json_put_text(root, "portplan", report->version);
    pp_json_put(root, "plans", plan_files(report->plan));
    pp_json_put(root, "services", registry(report->registry));
    pp_json_put(root, "summary", summary(&report->summary));
    pp_json_put(root, "findings", pp_json_list_place());
    pp_json_put(root, "rejected", rejected(report));
    pp_json_write_with(root, &findings, buf);
    pp_json_list_release(&findings);
}
