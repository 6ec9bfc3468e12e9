/* rows: tables of verdicts that others measured or documented, replayed row by row.
 * Stands on model/, jansson and cmocka.
 *
 * Each row of a table is judged or set aside exactly once. Rows that portplan must not
 * agree with are listed with the reason, and the list is exact: a row on it that agrees
 * after all, or that the table no longer has, fails the test like any other surprise. */
#ifndef PP_TESTS_TRUTH_ROWS_H
#define PP_TESTS_TRUTH_ROWS_H

#include "model/clash.h"

#include <jansson.h>

enum truth_stance {
    TRUTH_DIFFERS, /* replayed, and portplan's verdict is another */
    TRUTH_NO_MATCH /* nothing in portplan stands for what the row is about */
};

struct truth_exception {
    const char *id; /* of a row; or the beginning of `rows` ids, ending with '*' */
    size_t rows;
    enum truth_stance stance;
    const char *why;
};

#define TRUTH_EXCEPTIONS 16

struct truth {
    struct pp_arena arena;
    json_t *rows;
    const struct truth_exception *exceptions;
    size_t exception_count, accounted, surprises;
    size_t met[TRUTH_EXCEPTIONS];
};

/* Opens the table of that name in tests/data/truth. */
void truth_open(struct truth *truth, const char *file, const struct truth_exception *exceptions,
                size_t exception_count);

/* Ends the replay: fails the test when there was a surprise or a row is unaccounted for. */
void truth_close(struct truth *truth);

/* A row was replayed, and portplan's verdict is the row's or not. */
void truth_judge(struct truth *truth, const json_t *row, bool agrees);

/* A row cannot be replayed. */
void truth_set_aside(struct truth *truth, const json_t *row);

/* Fields of a row: they must be there, except that truth_text() gives NULL for null. */
const char *truth_id(const json_t *row);
const char *truth_text(const json_t *object, const char *key);
bool truth_flag(const json_t *object, const char *key);
bool truth_id_begins(const json_t *row, const char *beginning);

/* A socket with ports: one side of a row. */
struct truth_side {
    struct pp_claim claim;
    struct pp_range ports;
};

/* Whether one of `as` and one of `bs` are refused side by side, as `os` behaves; *clash is
 * that verdict, or the last one. */
bool truth_refused(enum pp_os os, const struct truth_side *as, size_t a_count,
                   const struct truth_side *bs, size_t b_count, struct pp_clash *clash);

/* Whether the operating system lets only one of both run. */
bool truth_is_refusal(enum pp_clash_kind kind);

#endif
