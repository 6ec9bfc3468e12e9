/* settings_report: settings as a table, and as JSON. */
#include "report/settings_report.h"

#include "report/json_value.h"
#include "report/table.h"

#include <string.h>

/* "fail-on", "rule url-form", "rule prefer-above, above". */
static void cell_name(struct pp_table *table, const struct pp_setting_row *row)
{
    bool severity = row->rule && strcmp(row->name, "severity") == 0;
    if (!row->rule)
        pp_table_cell(table, row->name);
    else
        pp_table_cell(table, pp_arena_printf(table->arena, "rule %s%s%s", row->rule,
                                             severity ? "" : ", ", severity ? "" : row->name));
}

static void cell_from(struct pp_table *table, const struct pp_setting_row *row,
                      const struct pp_sources *sources)
{
    const char *file = pp_sources_name(sources, row->loc.source);
    if (!file)
        pp_table_cell(table, row->from);
    else
        pp_table_cell(table,
                      pp_arena_printf(table->arena, "%s:%lu", file, (unsigned long)row->loc.line));
}

void pp_report_settings_text(const struct pp_setting_rows *rows, const struct pp_sources *sources,
                             const struct pp_style *style, struct pp_strbuf *buf)
{
    static const char *const heads[] = {"SETTING", "VALUE", "FROM"};
    struct pp_arena arena;
    struct pp_table table;
    pp_arena_init(&arena);
    pp_table_init(&table, &arena, heads, 3, 0);
    for (size_t i = 0; i < rows->count; i++) {
        const struct pp_setting_row *row = &rows->items[i];
        cell_name(&table, row);
        pp_table_cell(&table, row->value ? row->value : "none");
        cell_from(&table, row, sources);
    }
    pp_add_table(buf, &table, 0, style->color);
    pp_table_release(&table);
    pp_arena_release(&arena);
}

void pp_report_settings_json(const struct pp_setting_rows *rows, const struct pp_sources *sources,
                             struct pp_strbuf *buf)
{
    json_t *root = pp_json_object(), *settings = pp_json_array();
    for (size_t i = 0; i < rows->count; i++) {
        const struct pp_setting_row *row = &rows->items[i];
        json_t *item = pp_json_object();
        pp_json_put_text(item, "setting", row->name);
        pp_json_put_text(item, "rule", row->rule);
        pp_json_put_text(item, "value", row->value);
        pp_json_put_text(item, "from", row->from);
        pp_json_put_text(item, "file", pp_sources_name(sources, row->loc.source));
        pp_json_put_known(item, "line", row->loc.line);
        pp_json_append(settings, item);
    }
    pp_json_put_number(root, "format_version", 1);
    pp_json_put(root, "settings", settings);
    pp_json_write(root, buf);
}
