/* diff: the same rows as text, as JSON and as Markdown. */
#include "report/diff.h"

#include "base/text.h"
#include "report/diff_row.h"
#include "report/escape.h"
#include "report/json_value.h"
#include "report/table.h"

#include <stdlib.h>
#include <string.h>

/* --- text ------------------------------------------------------------------- */

static const char *const table_heads[] = {"CHANGE",   "PORT",   "ADDRESS", "SERVICE", "TECHNOLOGY",
                                          "FIREWALL", "BEFORE", "OWNER",   "REASON",  "PLACE"};
#define COLUMNS (sizeof table_heads / sizeof *table_heads)

static void add_host_head(const struct pp_report *report, const struct pp_diff_row *row,
                          struct pp_strbuf *buf)
{
    pp_strbuf_add(buf, buf->length > 0 ? "\n" : "");
    pp_add_painted(buf, report->style.color, PP_PAINT_BOLD, row->host);
    if (row->addresses)
        pp_strbuf_printf(buf, "  %s", row->addresses);
    pp_strbuf_add_char(buf, '\n');
}

static void cell_row(struct pp_table *table, const struct pp_diff_row *row)
{
    const char *const cells[] = {
        row->change,     row->ports,
        row->address,    row->service,
        row->technology, row->firewall == PP_UNSET ? NULL : pp_tri_words[row->firewall],
        row->before,     row->owner,
        row->reason,     row->place,
    };
    for (size_t i = 0; i < COLUMNS; i++)
        pp_table_cell(table, cells[i]);
}

/* The changes of one host, from `from` on; returns where the next one's begin. */
static size_t add_host(const struct pp_report *report, size_t from, struct pp_strbuf *buf)
{
    const struct pp_diff *diff = report->diff;
    struct pp_arena arena;
    struct pp_table table;
    pp_arena_init(&arena);
    pp_table_init(&table, &arena, table_heads, COLUMNS, 0);
    struct pp_diff_row head = pp_diff_row_of(diff, &diff->changes[from], &arena), row = head;
    size_t at = from;
    while (at < diff->count && pp_casecmp(row.host, head.host) == 0) {
        cell_row(&table, &row);
        if (!pp_change_is_gone(&diff->changes[at]))
            head.addresses = row.addresses; /* where it is by now */
        if (++at < diff->count)
            row = pp_diff_row_of(diff, &diff->changes[at], &arena);
    }
    add_host_head(report, &head, buf);
    pp_add_table(buf, &table, 2, report->style.color);
    pp_table_release(&table);
    pp_arena_release(&arena);
    return at;
}

/* "3 differences: 1 opened, 2 moved". */
static void add_counts(const struct pp_diff *diff, struct pp_strbuf *buf)
{
    const char *between = ": ";
    if (diff->count == 0) {
        pp_strbuf_add(buf, "no differences\n");
        return;
    }
    pp_strbuf_add(buf, "\n");
    pp_add_count(buf, diff->count, "difference");
    for (size_t kind = 0; kind < PP_CHANGES; kind++) {
        if (diff->counts[kind] == 0)
            continue;
        pp_strbuf_add(buf, between);
        pp_strbuf_add_grouped(buf, diff->counts[kind]);
        pp_strbuf_printf(buf, " %s", pp_change_names[kind]);
        between = ", ";
    }
    pp_strbuf_add_char(buf, '\n');
}

void pp_report_diff_text(const struct pp_report *report, struct pp_strbuf *buf)
{
    for (size_t i = 0; i < report->diff->count;)
        i = add_host(report, i, buf);
    add_counts(report->diff, buf);
}

/* --- Markdown ---------------------------------------------------------------- */

/* Where packets go: the listener's own address, or the host's when it takes every one. */
static const char *destination_of(const struct pp_diff_row *row)
{
    if (row->address && strcmp(row->address, "*") != 0)
        return row->address;
    return row->addresses ? row->addresses : "any";
}

static void add_markdown_row(const struct pp_diff_row *row, struct pp_strbuf *buf)
{
    const char *const cells[] = {
        row->change,         row->host,
        destination_of(row), row->ports,
        row->before,         row->service,
        row->technology,     row->firewall == PP_UNSET ? NULL : pp_tri_words[row->firewall],
        row->owner,          row->reason,
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        pp_strbuf_add(buf, "| ");
        pp_add_markdown(buf, cells[i] ? cells[i] : "");
        pp_strbuf_add(buf, cells[i] && cells[i][0] ? " " : "");
    }
    pp_strbuf_add(buf, "|\n");
}

void pp_report_diff_markdown(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_diff *diff = report->diff;
    if (diff->count == 0) {
        pp_strbuf_add(buf, "No differences.\n");
        return;
    }
    pp_strbuf_add(buf, "| Change | Host | Address | Port | Before | Service | Technology "
                       "| Firewall | Owner | Reason |\n"
                       "|---|---|---|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < diff->count; i++) {
        struct pp_arena arena;
        pp_arena_init(&arena);
        struct pp_diff_row row = pp_diff_row_of(diff, &diff->changes[i], &arena);
        add_markdown_row(&row, buf);
        pp_arena_release(&arena);
    }
}

/* --- JSON ---------------------------------------------------------------------- */

static json_t *files_of(const struct pp_plan *plan)
{
    json_t *files = pp_json_array();
    for (size_t i = 0; i < plan->file_count; i++)
        pp_json_append(files, pp_json_text(plan->files[i]));
    return files;
}

static json_t *addresses_of(const struct pp_host *host)
{
    char address[PP_ADDRESS_TEXT];
    json_t *list = pp_json_array();
    for (size_t i = 0; i < host->address_count; i++)
        pp_json_append(list, pp_json_text(pp_address_format(&host->addresses[i].address, address)));
    return list;
}

static json_t *bindings_of(const struct pp_plan *plan, const uint32_t *bindings, size_t count,
                           struct pp_arena *arena)
{
    json_t *list = pp_json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *object = pp_json_object();
        pp_json_put_number(object, "instance", pp_plan_instance(plan, bindings[i]));
        pp_json_put_number(object, "first", plan->bindings.first[bindings[i]]);
        pp_json_put_number(object, "last", plan->bindings.last[bindings[i]]);
        pp_json_put_text(object, "url", pp_binding_url(plan, bindings[i], arena));
        pp_json_append(list, object);
    }
    return list;
}

/* One side of a change: what listens, and where; null when it is not there. */
static json_t *side_of(const struct pp_diff *diff, const struct pp_change *change, bool after,
                       struct pp_arena *arena)
{
    const struct pp_plan *plan = after ? diff->after : diff->before;
    if (change->kind == (after ? PP_CLOSED : PP_OPENED))
        return json_null();
    const struct pp_host *host = &plan->hosts[after ? change->after : change->before];
    json_t *object = pp_json_object();
    pp_json_put(object, "host_addresses", addresses_of(host));
    if (change->pair_count > 0) {
        const uint32_t *bindings = pp_change_bindings(change, after, arena);
        const struct pp_listener *listener = pp_binding_listener(plan, bindings[0]);
        char address[PP_ADDRESS_TEXT];
        pp_json_put_text(object, "transport", pp_transport_names[listener->transport]);
        pp_json_put_text(object, "address", pp_address_format(&listener->local->address, address));
        pp_json_put(object, "bindings", bindings_of(plan, bindings, change->pair_count, arena));
        pp_json_put_text(object, "listener", pp_listener_kind_names[listener->kind]);
        pp_json_put_tri(object, "firewall", listener->endpoint->firewall);
        pp_json_put_tri(object, "url_reservation", listener->endpoint->url_reservation);
    }
    struct pp_loc loc =
        change->pair_count == 0
            ? host->loc
            : pp_binding_placement(plan, after ? change->pairs[0].after : change->pairs[0].before)
                  ->loc;
    pp_json_put_text(object, "file", pp_sources_name(plan->sources, loc.source));
    pp_json_put_known(object, "line", loc.line);
    return object;
}

static json_t *what_of(const struct pp_change *change)
{
    static const char *const names[] = {"transport", "ports",    "address",        "listener",
                                        "url",       "firewall", "url_reservation"};
    json_t *list = pp_json_array();
    for (unsigned bit = 0; bit < sizeof names / sizeof *names; bit++)
        if (change->what >> bit & 1u)
            pp_json_append(list, pp_json_text(names[bit]));
    return list;
}

static void put_placement(json_t *object, const struct pp_diff *diff,
                          const struct pp_change *change)
{
    bool gone = pp_change_is_gone(change), known = change->pair_count > 0;
    const struct pp_plan *plan = gone ? diff->before : diff->after;
    uint32_t binding = !known ? PP_NONE : gone ? change->pairs[0].before : change->pairs[0].after;
    const struct pp_placement *placement = known ? pp_binding_placement(plan, binding) : NULL;
    const struct pp_endpoint *endpoint = known ? pp_binding_listener(plan, binding)->endpoint
                                               : NULL;
    const struct pp_host *host = &plan->hosts[gone ? change->before : change->after];
    pp_json_put_text(object, "host", host->name);
    pp_json_put_text(object, "product", known ? placement->product->name : NULL);
    pp_json_put_text(object, "title", known ? placement->product->title : NULL);
    pp_json_put_text(object, "label", known ? placement->label : NULL);
    pp_json_put_text(object, "endpoint", known ? endpoint->id : NULL);
    pp_json_put_text(object, "technology", known ? endpoint->technology : NULL);
    pp_json_put_text(object, "owner", known ? placement->owner : host->owner);
    pp_json_put_text(object, "reason", known ? placement->reason : NULL);
    pp_json_put_text(object, "notes", known ? endpoint->notes : NULL);
}

static json_t *change_of(const struct pp_diff *diff, const struct pp_change *change)
{
    struct pp_arena arena;
    json_t *object = pp_json_object();
    pp_arena_init(&arena);
    pp_json_put_text(object, "change", pp_change_names[change->kind]);
    put_placement(object, diff, change);
    pp_json_put(object, "differs", what_of(change));
    pp_json_put(object, "before", side_of(diff, change, false, &arena));
    pp_json_put(object, "after", side_of(diff, change, true, &arena));
    pp_arena_release(&arena);
    return object;
}

void pp_report_diff_json(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_diff *diff = report->diff;
    json_t *root = pp_json_object(), *summary = pp_json_object(), *changes = pp_json_array();
    for (size_t kind = 0; kind < PP_CHANGES; kind++)
        pp_json_put_number(summary, pp_change_names[kind], diff->counts[kind]);
    for (size_t i = 0; i < diff->count; i++)
        pp_json_append(changes, change_of(diff, &diff->changes[i]));
    pp_json_put_number(root, "format_version", 1);
    pp_json_put_text(root, "portplan", report->version);
    pp_json_put(root, "old", files_of(diff->before));
    pp_json_put(root, "new", files_of(diff->after));
    pp_json_put_text(root, "only", diff->firewall_only ? "firewall" : NULL);
    pp_json_put(root, "summary", summary);
    pp_json_put(root, "changes", changes);
    pp_json_write(root, buf);
}

const struct pp_report_format pp_diff_formats[] = {
    {"text", pp_report_diff_text},         /* people */
    {"json", pp_report_diff_json},         /* programs */
    {"markdown", pp_report_diff_markdown}, /* tickets */
    {NULL, NULL},
};
