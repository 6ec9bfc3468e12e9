/* table: text in columns that fit their content. Stands on words.h, base/arena.h. */
#ifndef PP_REPORT_TABLE_H
#define PP_REPORT_TABLE_H

#include "base/arena.h"
#include "report/words.h"

struct pp_table {
    struct pp_arena *arena;
    const char *const *heads; /* column titles; NULL: a table without a head */
    size_t columns;
    unsigned right;         /* bit i: column i stands to the right */
    const char **cells;     /* cleaned; row by row */
    size_t count, capacity; /* of cells */
};

/* `heads` must outlive the table; cells are copied to `arena`. */
void pp_table_init(struct pp_table *table, struct pp_arena *arena, const char *const *heads,
                   size_t columns, unsigned right);
void pp_table_release(struct pp_table *table);

/* The next cell, from left to right, row after row; NULL is an empty one. */
void pp_table_cell(struct pp_table *table, const char *text);

/* Adds the table: columns two blanks apart, columns without content left out,
 * `indent` blanks before each line, no blanks at line ends. Nothing is ever cut. */
void pp_add_table(struct pp_strbuf *buf, const struct pp_table *table, size_t indent, bool color);

#endif
