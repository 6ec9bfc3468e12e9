/* lint: findings laid out as those of `check`, and how many instances there can be.
 *
 *   note[meets-itself]: 5471/udp is main_preview of Cinegy Playout Engine #50 and cued_preview of ...
 *     --> cinegy.yaml:58: main_preview   5421+N
 *     --> cinegy.yaml:60: cued_preview   5471+N
 *     = on windows: the second to start fails, WSAEADDRINUSE 10048; beyond max_instances 16
 */
#include "report/lint.h"

#include "base/json.h"
#include "model/lint.h"
#include "report/table.h"

#include <string.h>

static const enum pp_paint paints[] = {
    [PP_OFF] = PP_PAINT_PLAIN,
    [PP_NOTE] = PP_PAINT_CYAN,
    [PP_WARNING] = PP_PAINT_YELLOW,
    [PP_ERROR] = PP_PAINT_RED,
};

/* --- text ------------------------------------------------------------------- */

static void add_headline(const struct pp_report *report, const struct pp_lint_finding *finding,
                         struct pp_strbuf *buf)
{
    struct pp_strbuf tag;
    pp_strbuf_init(&tag);
    pp_strbuf_printf(&tag, "%s[%s]", pp_severity_names[finding->severity],
                     pp_lint_kind_ids[finding->kind]);
    pp_add_painted(buf, report->style.color, paints[finding->severity], tag.text);
    pp_strbuf_add(buf, ": ");
    pp_add_painted(buf, report->style.color, PP_PAINT_BOLD, finding->message);
    pp_strbuf_add_char(buf, '\n');
    pp_strbuf_release(&tag);
}

/* That the party is, or that its endpoint takes its port from; or NULL. */
static const struct pp_pool *pool_of(const struct pp_lint_party *party)
{
    return party->pool ? party->pool : party->endpoint->pool;
}

/* "5421+N", "control 8001-8099": as the catalogue has it. */
static void add_source(const struct pp_lint_party *party, struct pp_strbuf *buf)
{
    const struct pp_pool *pool = pool_of(party);
    if (pool) {
        pp_strbuf_add(buf, "pool ");
        pp_range_format(pool->range, buf);
    } else {
        pp_port_expr_format(&party->endpoint->port, buf);
    }
}

/* What of the party is concerned: "#50: 5471", "8001 vcom-tunnel, 12 of 99 ports". */
static void add_concern(const struct pp_lint_party *party, struct pp_strbuf *buf)
{
    if (!party->pool && party->endpoint->port.stride > 0) {
        pp_strbuf_printf(buf, "#%lu: ", (unsigned long)party->instance);
        pp_range_format(party->ports, buf);
    } else if (party->service) {
        pp_range_format(party->ports, buf);
    }
    if (party->service)
        pp_strbuf_printf(buf, " %s", party->service);
    if (party->count > 1)
        pp_strbuf_printf(buf, ", and %lu more of %lu ports", (unsigned long)party->count - 1,
                         (unsigned long)pp_range_size(party->pool->range));
}

static void add_parties(const struct pp_report *report, const struct pp_lint_finding *finding,
                        struct pp_strbuf *buf)
{
    struct pp_arena arena;
    struct pp_table table;
    struct pp_strbuf cell;
    pp_arena_init(&arena);
    pp_strbuf_init(&cell);
    pp_table_init(&table, &arena, NULL, 4, 0);
    for (size_t i = 0; i < finding->party_count; i++) {
        const struct pp_lint_party *party = &finding->parties[i];
        pp_strbuf_add(&cell, "--> ");
        pp_add_place(&cell, report->sources, party->loc);
        pp_strbuf_printf(&cell, ": %s, %s", party->product->name,
                         party->pool ? party->pool->id : party->endpoint->id);
        pp_table_cell(&table, cell.text);
        pp_strbuf_clear(&cell);
        add_source(party, &cell);
        pp_strbuf_printf(&cell, "/%s", pp_transport_names[party->transport]);
        pp_table_cell(&table, cell.text);
        pp_strbuf_clear(&cell);
        add_concern(party, &cell);
        pp_table_cell(&table, cell.text);
        pp_table_cell(&table, party->endpoint ? party->endpoint->url : NULL);
        pp_strbuf_clear(&cell);
    }
    pp_add_table(buf, &table, 2, false);
    pp_table_release(&table);
    pp_strbuf_release(&cell);
    pp_arena_release(&arena);
}

static void add_finding(const struct pp_report *report, const struct pp_lint_finding *finding,
                        struct pp_strbuf *buf)
{
    add_headline(report, finding, buf);
    add_parties(report, finding, buf);
    if (finding->detail) {
        pp_strbuf_add(buf, "  = ");
        pp_add_wrapped(buf, finding->detail, 4, 4, report->style.width);
        pp_strbuf_add_char(buf, '\n');
    }
}

static void cell_capacity(struct pp_table *table, struct pp_arena *arena, uint32_t instances)
{
    pp_table_cell(table, instances == PP_LINT_ANY
                             ? "-"
                             : pp_arena_printf(arena, "%lu", (unsigned long)instances));
}

static void add_capacities(const struct pp_report *report, struct pp_strbuf *buf)
{
    static const char *const heads[] = {"PRODUCT",     "MAX",           "ITSELF", "OTHERS", "IANA",
                                        "WIN CLIENTS", "LINUX CLIENTS", "65535",  "POOL"};
    const struct pp_lint *lint = report->lint;
    struct pp_arena arena;
    struct pp_table table;
    pp_arena_init(&arena);
    pp_table_init(&table, &arena, heads, 9, 0x1feu);
    for (size_t i = 0; i < lint->product_count; i++) {
        const struct pp_lint_capacity *row = &lint->capacities[i];
        pp_table_cell(&table, row->product->name);
        cell_capacity(&table, &arena,
                      row->product->max_instances ? row->product->max_instances : PP_LINT_ANY);
        cell_capacity(&table, &arena, row->itself);
        cell_capacity(&table, &arena, row->others);
        cell_capacity(&table, &arena, row->assigned);
        cell_capacity(&table, &arena, row->ephemeral[PP_WINDOWS]);
        cell_capacity(&table, &arena, row->ephemeral[PP_LINUX]);
        cell_capacity(&table, &arena, row->end);
        cell_capacity(&table, &arena, row->pool);
    }
    pp_add_wrapped(buf,
                   "so many instances have their ports before the first clash with one another, or "
                   "with instance 0 of another product; before the first port that IANA assigned, "
                   "the first of "
                   "the client ports of each system, port 65535 and the end of the pool (-: that "
                   "never comes):",
                   0, 0, report->style.width);
    pp_strbuf_add_char(buf, '\n');
    pp_add_table(buf, &table, 2, report->style.color);
    pp_table_release(&table);
    pp_arena_release(&arena);
}

static void add_summary(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_lint *lint = report->lint;
    bool any = false;
    pp_strbuf_add(buf, "linted ");
    pp_add_count(buf, lint->catalog_count, "catalogue");
    pp_strbuf_add(buf, ", ");
    pp_add_count(buf, lint->product_count, "product");
    pp_strbuf_add(buf, ", ");
    pp_add_count(buf, lint->endpoint_count, "endpoint");
    pp_strbuf_add(buf, ": ");
    for (int severity = PP_ERROR; severity > PP_OFF; severity--) {
        if (lint->severities[severity] == 0)
            continue;
        pp_strbuf_add(buf, any ? ", " : "");
        pp_add_count(buf, lint->severities[severity], pp_severity_names[severity]);
        any = true;
    }
    if (!any)
        pp_add_painted(buf, report->style.color, PP_PAINT_GREEN, "no findings");
    pp_strbuf_add_char(buf, '\n');
}

static void write_text(const struct pp_report *report, struct pp_strbuf *buf)
{
    for (size_t i = 0; i < report->lint->count; i++) {
        add_finding(report, &report->lint->findings[i], buf);
        pp_strbuf_add_char(buf, '\n');
    }
    add_capacities(report, buf);
    pp_strbuf_add_char(buf, '\n');
    add_summary(report, buf);
}

/* --- JSON ------------------------------------------------------------------- */

static void put_place(json_t *object, const struct pp_report *report, struct pp_loc loc)
{
    pp_json_put_text(object, "file", pp_sources_name(report->sources, loc.source));
    pp_json_put_known(object, "line", loc.line);
}

static json_t *range_object(struct pp_range range)
{
    json_t *object = pp_json_object();
    pp_json_put_number(object, "first", range.first);
    pp_json_put_number(object, "last", range.last);
    return object;
}

static json_t *party_object(const struct pp_report *report, const struct pp_lint_party *party)
{
    json_t *object = pp_json_object();
    const struct pp_pool *pool = pool_of(party);
    struct pp_strbuf source;
    pp_strbuf_init(&source);
    pp_json_put_text(object, "product", party->product->name);
    pp_json_put_text(object, "title", party->product->title);
    pp_json_put_text(object, "endpoint", party->endpoint ? party->endpoint->id : NULL);
    pp_json_put_text(object, "pool", pool ? pool->id : NULL);
    pp_json_put_text(object, "transport", pp_transport_names[party->transport]);
    if (pool)
        pp_range_format(pool->range, &source);
    else
        pp_port_expr_format(&party->endpoint->port, &source);
    pp_json_put_text(object, "port", source.text);
    pp_json_put(object, "instance", pool ? json_null() : json_integer(party->instance));
    pp_json_put(object, "ports", range_object(party->ports));
    pp_json_put_text(object, "url", party->endpoint ? party->endpoint->url : NULL);
    pp_json_put_text(object, "service", party->service);
    put_place(object, report, party->loc);
    pp_strbuf_release(&source);
    return object;
}

static json_t *finding_object(const struct pp_report *report, const struct pp_lint_finding *finding)
{
    json_t *object = pp_json_object(), *parties = pp_json_array();
    pp_json_put_text(object, "kind", pp_lint_kind_ids[finding->kind]);
    pp_json_put_text(object, "severity", pp_severity_names[finding->severity]);
    pp_json_put_text(object, "message", finding->message);
    pp_json_put_text(object, "detail", finding->detail);
    pp_json_put(object, "legal", json_boolean(finding->legal));
    pp_json_put(object, "beyond_max_instances", json_boolean(finding->beyond));
    pp_json_put(object, "ports", range_object(finding->ports));
    for (size_t i = 0; i < finding->party_count; i++)
        pp_json_append(parties, party_object(report, &finding->parties[i]));
    pp_json_put(object, "parties", parties);
    return object;
}

static void put_capacity(json_t *object, const char *key, uint32_t instances)
{
    pp_json_put(object, key, instances == PP_LINT_ANY ? json_null() : json_integer(instances));
}

static json_t *capacity_object(const struct pp_lint_capacity *capacity)
{
    json_t *object = pp_json_object();
    pp_json_put_text(object, "product", capacity->product->name);
    pp_json_put_known(object, "max_instances", capacity->product->max_instances);
    put_capacity(object, "itself", capacity->itself);
    put_capacity(object, "others", capacity->others);
    put_capacity(object, "iana", capacity->assigned);
    put_capacity(object, "clients_windows", capacity->ephemeral[PP_WINDOWS]);
    put_capacity(object, "clients_linux", capacity->ephemeral[PP_LINUX]);
    put_capacity(object, "past_65535", capacity->end);
    put_capacity(object, "pool", capacity->pool);
    return object;
}

static json_t *catalogs(const struct pp_report *report)
{
    json_t *array = pp_json_array();
    for (size_t i = 0; i < report->lint->catalog_count; i++) {
        const struct pp_catalog *catalog = report->lint->catalogs[i];
        json_t *object = pp_json_object();
        pp_json_put_text(object, "id", catalog->id);
        pp_json_put_text(object, "file", pp_sources_name(report->sources, catalog->loc.source));
        pp_json_append(array, object);
    }
    return array;
}

static json_t *summary(const struct pp_lint *lint)
{
    json_t *object = pp_json_object();
    pp_json_put_number(object, "products", lint->product_count);
    pp_json_put_number(object, "endpoints", lint->endpoint_count);
    pp_json_put_number(object, "errors", lint->severities[PP_ERROR]);
    pp_json_put_number(object, "warnings", lint->severities[PP_WARNING]);
    pp_json_put_number(object, "notes", lint->severities[PP_NOTE]);
    return object;
}

static void write_json(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_lint *lint = report->lint;
    json_t *root = pp_json_object(), *findings = pp_json_array(), *capacities = pp_json_array();
    pp_json_put_number(root, "format_version", 1);
    pp_json_put_text(root, "portplan", report->version);
    pp_json_put(root, "catalogs", catalogs(report));
    pp_json_put(root, "summary", summary(lint));
    for (size_t i = 0; i < lint->count; i++)
        pp_json_append(findings, finding_object(report, &lint->findings[i]));
    pp_json_put(root, "findings", findings);
    for (size_t i = 0; i < lint->product_count; i++)
        pp_json_append(capacities, capacity_object(&lint->capacities[i]));
    pp_json_put(root, "capacities", capacities);
    pp_json_write(root, buf);
}

const struct pp_report_format pp_lint_formats[] = {
    {"text", write_text},
    {"json", write_json},
    {NULL, NULL},
};
