/* rows: reading the tables and keeping the account of their rows. */
#include "truth/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

void truth_open(struct truth *truth, const char *file, const struct truth_exception *exceptions,
                size_t exception_count)
{
    json_error_t error;
    memset(truth, 0, sizeof *truth);
    assert_in_range(exception_count, 0, TRUTH_EXCEPTIONS);
    pp_arena_init(&truth->arena);
    truth->exceptions = exceptions;
    truth->exception_count = exception_count;
    const char *path = pp_arena_printf(&truth->arena, "%s/truth/%s", PP_TEST_DATA, file);
    truth->rows = json_load_file(path, 0, &error);
    if (!json_is_array(truth->rows))
        fail_msg("%s:%d: %s", path, error.line, error.text);
    assert_true(json_array_size(truth->rows) > 0);
}

void truth_close(struct truth *truth)
{
    size_t rows = json_array_size(truth->rows);
    for (size_t i = 0; i < truth->exception_count; i++) {
        const struct truth_exception *exception = &truth->exceptions[i];
        if (truth->met[i] != exception->rows) {
            print_error("'%s' stands for %zu rows, listed are %zu\n", exception->id, truth->met[i],
                        exception->rows);
            truth->surprises++;
        }
    }
    json_decref(truth->rows);
    pp_arena_release(&truth->arena);
    assert_int_equal(truth->accounted, rows);
    assert_int_equal(truth->surprises, 0);
}

static bool exception_is_for(const struct truth_exception *exception, const char *id)
{
    size_t length = strlen(exception->id);
    if (exception->id[length - 1] == '*')
        return strncmp(exception->id, id, length - 1) == 0;
    return strcmp(exception->id, id) == 0;
}

/* The exception for a row, counted as met, or NULL. */
static const struct truth_exception *meet(struct truth *truth, const char *id)
{
    for (size_t i = 0; i < truth->exception_count; i++) {
        if (exception_is_for(&truth->exceptions[i], id)) {
            truth->met[i]++;
            return &truth->exceptions[i];
        }
    }
    return NULL;
}

static void surprise(struct truth *truth, const char *id, const char *what,
                     const struct truth_exception *exception)
{
    print_error("%s: %s%s%s\n", id, what, exception ? "; it is listed because " : "",
                exception ? exception->why : "");
    truth->surprises++;
}

void truth_judge(struct truth *truth, const json_t *row, bool agrees)
{
    const char *id = truth_id(row);
    const struct truth_exception *exception = meet(truth, id);
    truth->accounted++;
    if (agrees && exception)
        surprise(truth, id, "agrees after all", exception);
    else if (!agrees && !exception)
        surprise(truth, id, "portplan's verdict is another", NULL);
    else if (!agrees && exception->stance != TRUTH_DIFFERS)
        surprise(truth, id, "was replayed", exception);
}

void truth_set_aside(struct truth *truth, const json_t *row)
{
    const char *id = truth_id(row);
    const struct truth_exception *exception = meet(truth, id);
    truth->accounted++;
    if (!exception)
        surprise(truth, id, "was not replayed", NULL);
    else if (exception->stance != TRUTH_NO_MATCH)
        surprise(truth, id, "was not replayed", exception);
}

const char *truth_id(const json_t *row)
{
    const char *id = json_string_value(json_object_get(row, "id"));
    assert_non_null(id);
    return id;
}

const char *truth_text(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value) && !json_is_null(value))
        fail_msg("%s: '%s' is not a text", json_string_value(json_object_get(object, "id")), key);
    return json_string_value(value);
}

bool truth_flag(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    assert_true(json_is_boolean(value));
    return json_is_true(value);
}

bool truth_id_begins(const json_t *row, const char *beginning)
{
    return strncmp(truth_id(row), beginning, strlen(beginning)) == 0;
}

bool truth_is_refusal(enum pp_clash_kind kind)
{
    return kind != PP_CLASH_NONE && kind != PP_CLASH_SPLIT;
}

bool truth_refused(enum pp_os os, const struct truth_side *as, size_t a_count,
                   const struct truth_side *bs, size_t b_count, struct pp_clash *clash)
{
    *clash = (struct pp_clash){PP_CLASH_NONE, NULL, NULL};
    for (size_t i = 0; i < a_count; i++) {
        for (size_t j = 0; j < b_count; j++) {
            if (!pp_range_overlaps(as[i].ports, bs[j].ports))
                continue;
            *clash = pp_clash_judge(os, &as[i].claim, &bs[j].claim);
            if (truth_is_refusal(clash->kind))
                return true;
        }
    }
    return false;
}
