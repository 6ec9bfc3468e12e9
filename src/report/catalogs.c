/* catalogs: the list of catalogues, and the products and endpoints of one. */
#include "report/catalogs.h"

#include "report/table.h"

/* "broadcast: casparcg, vmix, ...", wrapped. */
static void add_product_ids(const struct pp_catalog *catalog, const struct pp_style *style,
                            struct pp_strbuf *buf)
{
    struct pp_strbuf line;
    pp_strbuf_init(&line);
    pp_strbuf_printf(&line, "%s: ", catalog->id);
    for (size_t i = 0; i < catalog->product_count; i++)
        pp_strbuf_printf(&line, "%s%s", i > 0 ? ", " : "", catalog->products[i].id);
    pp_strbuf_add_char(buf, '\n');
    pp_add_wrapped(buf, line.text, 0, 2, style->width);
    pp_strbuf_add_char(buf, '\n');
    pp_strbuf_release(&line);
}

void pp_report_catalog_list(const struct pp_catalog *const *catalogs, size_t count,
                            const struct pp_sources *sources, const struct pp_style *style,
                            struct pp_strbuf *buf)
{
    static const char *const heads[] = {"CATALOGUE", "PRODUCTS", "TITLE", "FILE"};
    struct pp_arena arena;
    struct pp_table table;
    pp_arena_init(&arena);
    pp_table_init(&table, &arena, heads, 4, 2u);
    for (size_t i = 0; i < count; i++) {
        pp_table_cell(&table, catalogs[i]->id);
        pp_table_cell(&table, pp_arena_printf(&arena, "%zu", catalogs[i]->product_count));
        pp_table_cell(&table, catalogs[i]->title);
        pp_table_cell(&table, pp_sources_name(sources, catalogs[i]->loc.source));
    }
    pp_add_table(buf, &table, 0, style->color);
    for (size_t i = 0; i < count; i++)
        add_product_ids(catalogs[i], style, buf);
    pp_table_release(&table);
    pp_arena_release(&arena);
}

static void cell_port(struct pp_table *table, const struct pp_endpoint *endpoint)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    if (endpoint->pool) {
        pp_strbuf_printf(&text, "%s ", endpoint->pool->id);
        pp_range_format(endpoint->pool->range, &text);
    } else {
        pp_port_expr_format(&endpoint->port, &text);
    }
    pp_table_cell(table, text.text);
    pp_strbuf_release(&text);
}

static void add_endpoints(const struct pp_product *product, bool color, struct pp_strbuf *buf)
{
    static const char *const heads[] = {"ENDPOINT", "TRANSPORT", "PORT",    "TECHNOLOGY",
                                        "URL",      "FIREWALL",  "URL ACL", "NOTES"};
    struct pp_arena arena;
    struct pp_table table;
    pp_arena_init(&arena);
    pp_table_init(&table, &arena, heads, 8, 0);
    for (size_t i = 0; i < product->endpoint_count; i++) {
        const struct pp_endpoint *endpoint = &product->endpoints[i];
        pp_table_cell(&table, endpoint->id);
        pp_table_cell(&table, pp_transport_names[endpoint->transport]);
        cell_port(&table, endpoint);
        pp_table_cell(&table, endpoint->technology);
        pp_table_cell(&table, endpoint->url);
        pp_table_cell(&table, pp_tri_words[endpoint->firewall]);
        pp_table_cell(&table, pp_tri_words[endpoint->url_reservation]);
        pp_table_cell(&table, endpoint->notes);
    }
    pp_add_table(buf, &table, 4, color);
    pp_table_release(&table);
    pp_arena_release(&arena);
}

/* "cinegy.playout_engine  Cinegy Playout Engine, at most 16 instances" */
static void add_product(const struct pp_product *product, const struct pp_style *style,
                        struct pp_strbuf *buf)
{
    pp_strbuf_add(buf, "\n  ");
    pp_add_painted(buf, style->color, PP_PAINT_BOLD, product->name);
    pp_strbuf_add(buf, "  ");
    pp_add_clean(buf, product->title);
    if (product->max_instances > 0) {
        pp_strbuf_add(buf, ", at most ");
        pp_add_count(buf, product->max_instances, "instance");
    }
    pp_strbuf_add_char(buf, '\n');
    for (size_t i = 0; i < product->iana_count; i++) {
        pp_strbuf_add(buf, i > 0 ? ", " : "    registered as ");
        pp_add_clean(buf, product->iana[i]);
    }
    pp_strbuf_add(buf, product->iana_count > 0 ? "\n" : "");
    if (product->notes) {
        pp_strbuf_fill(buf, ' ', 4);
        pp_add_wrapped(buf, product->notes, 4, 4, style->width);
        pp_strbuf_add_char(buf, '\n');
    }
    add_endpoints(product, style->color, buf);
}

void pp_report_catalog(const struct pp_catalog *catalog, const struct pp_style *style,
                       struct pp_strbuf *buf)
{
    pp_add_painted(buf, style->color, PP_PAINT_BOLD, catalog->id);
    if (catalog->title) {
        pp_strbuf_add(buf, "  ");
        pp_add_clean(buf, catalog->title);
    }
    pp_strbuf_add_char(buf, '\n');
    if (catalog->source) {
        pp_strbuf_add(buf, "  source: ");
        pp_add_clean(buf, catalog->source);
        pp_strbuf_add_char(buf, '\n');
    }
    if (catalog->notes) {
        pp_strbuf_add(buf, "  ");
        pp_add_wrapped(buf, catalog->notes, 2, 2, style->width);
        pp_strbuf_add_char(buf, '\n');
    }
    for (size_t i = 0; i < catalog->product_count; i++)
        add_product(&catalog->products[i], style, buf);
}
