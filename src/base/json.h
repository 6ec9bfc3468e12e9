/* json: JSON values that are always there. Stands on jansson, strbuf.h.
 *
 * Running out of memory ends the program (mem.h), so callers test nothing. Texts may hold
 * any bytes: what is no UTF-8 is replaced. */
#ifndef PP_BASE_JSON_H
#define PP_BASE_JSON_H

#include "base/strbuf.h"

#include <jansson.h>

json_t *pp_json_object(void);
json_t *pp_json_array(void);
json_t *pp_json_text(const char *text); /* NULL: null */

/* Put a member behind those that are there. */
void pp_json_put(json_t *object, const char *key, json_t *value);         /* takes the value over */
void pp_json_put_text(json_t *object, const char *key, const char *text); /* NULL: null */
void pp_json_put_number(json_t *object, const char *key, size_t number);
void pp_json_put_known(json_t *object, const char *key, size_t number); /* 0: null */

/* Puts every member of `other` likewise, instead of one of that name; frees `other`. */
void pp_json_put_all(json_t *object, json_t *other);

/* Appends to an array; takes the value over. */
void pp_json_append(json_t *array, json_t *value);

/* Adds the value with two blanks of indent and a newline at the end, and frees it. */
void pp_json_write(json_t *value, struct pp_strbuf *buf);

/* A long array that is held as text: its items are freed as they come. */
struct pp_json_list {
    struct pp_strbuf text;
    unsigned depth; /* of its items in the value that it belongs to */
    size_t count;
};

void pp_json_list_init(struct pp_json_list *list, unsigned depth);
void pp_json_list_release(struct pp_json_list *list);
void pp_json_list_add(struct pp_json_list *list, json_t *item); /* takes it over */

/* What stands in the value where the list is to be: one such in all. */
json_t *pp_json_list_place(void);

/* Like pp_json_write, with the list in its place. */
void pp_json_write_with(json_t *value, const struct pp_json_list *list, struct pp_strbuf *buf);

#endif
