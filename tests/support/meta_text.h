/* meta_text: the definitions that `portplan meta` writes, for tests that look into them. */
#ifndef TESTS_META_TEXT_H
#define TESTS_META_TEXT_H

#include "script/meta.h"
#include "support/script_text.h"

struct meta_text {
    struct script_text *text;
    struct pp_strbuf meta; /* of the names and the class that the setup makes up, and of views */
};

/* A cmocka setup and teardown: *state is a struct meta_text *. */
int meta_text_setup(void **state);
int meta_text_teardown(void **state);

/* Whether a line of the definitions begins so, and a name at its end is a whole one. */
bool meta_text_defines(const struct meta_text *meta, const char *format, ...);

/* The name at `at` in `name`, which has room for META_NAME characters; what stands behind it. */
#define META_NAME 64
const char *meta_text_name(const char *at, char *name);

/* The first line of a class's fields; fails when there is no such class. */
const char *meta_text_class(const struct meta_text *meta, const char *class);

/* Puts the field's name at `line`, a line of a class, into `name`: "" for its list part. The
 * line behind it, or NULL when this one is no field. */
const char *meta_text_field(const char *line, char *name);

#endif
