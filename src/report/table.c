/* table: columns that fit their content. */
#include "report/table.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

void pp_table_init(struct pp_table *table, struct pp_arena *arena, const char *const *heads,
                   size_t columns, unsigned right)
{
    *table = (struct pp_table){.arena = arena, .heads = heads, .columns = columns, .right = right};
}

void pp_table_release(struct pp_table *table)
{
    free(table->cells);
    *table = (struct pp_table){0};
}

void pp_table_cell(struct pp_table *table, const char *text)
{
    struct pp_strbuf clean;
    pp_strbuf_init(&clean);
    pp_add_clean(&clean, text ? text : "");
    table->cells = pp_grow(table->cells, &table->capacity, table->count + 1, sizeof *table->cells);
    table->cells[table->count++] = pp_arena_strndup(table->arena, clean.text, clean.length);
    pp_strbuf_release(&clean);
}

static size_t content_width(const struct pp_table *table, size_t column)
{
    size_t widest = 0;
    for (size_t i = column; i < table->count; i += table->columns) {
        size_t columns = pp_text_columns(table->cells[i]);
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

/* One line; `widths` of 0 leave a column out. */
static void add_row(struct pp_strbuf *buf, const struct pp_table *table, const size_t *widths,
                    const char *const *cells, size_t indent, enum pp_paint paint)
{
    size_t pending = indent; /* blanks that are due before the next text */
    for (size_t i = 0; i < table->columns; i++) {
        if (widths[i] == 0)
            continue;
        size_t gap = widths[i] - pp_text_columns(cells[i]);
        bool right = (table->right >> i & 1u) != 0;
        pending += right ? gap : 0;
        if (cells[i][0] != '\0') {
            pp_strbuf_fill(buf, ' ', pending);
            pp_add_painted(buf, true, paint, cells[i]);
            pending = 0;
        }
        pending += (right ? 0 : gap) + 2;
    }
    pp_strbuf_add_char(buf, '\n');
}

void pp_add_table(struct pp_strbuf *buf, const struct pp_table *table, size_t indent, bool color)
{
    assert(table->count % table->columns == 0);
    size_t *widths = pp_calloc(table->columns, sizeof *widths);
    for (size_t i = 0; i < table->columns; i++) {
        widths[i] = content_width(table, i);
        size_t head = table->heads ? pp_text_columns(table->heads[i]) : 0;
        if (widths[i] > 0 && head > widths[i])
            widths[i] = head;
    }
    if (table->heads)
        add_row(buf, table, widths, table->heads, indent, color ? PP_PAINT_BOLD : PP_PAINT_PLAIN);
    for (size_t i = 0; i < table->count; i += table->columns)
        add_row(buf, table, widths, table->cells + i, indent, PP_PAINT_PLAIN);
    free(widths);
}
