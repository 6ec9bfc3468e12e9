/* lines: on which line each field of a table constructor stands, read from the text, because
 * Lua's tables do not remember it. Stands on base/arena. Knows Lua's tokens, not Lua.
 *
 * Only constructors that span several lines are kept: the fields of the others stand on the
 * line of the call. One pass over the text, linear in its length. */
#ifndef PP_SCRIPT_LINES_H
#define PP_SCRIPT_LINES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define PP_LINES_NONE UINT32_MAX

struct pp_lines_field {
    const char *name; /* of `name =` and `["name"] =`, in the text, not terminated */
    uint32_t length;  /* of name */
    uint32_t line;
    uint32_t group; /* index of the constructor that is its value, or PP_LINES_NONE */
    bool item;      /* positional; neither item nor name: `[computed] =` */
};

struct pp_lines_group {
    uint32_t open;   /* line of the { */
    uint32_t before; /* line of the token before it */
    bool call;       /* the { is an argument: f {, f "x" {, f(x) {, f(x, { */
    const struct pp_lines_field *fields;
    uint32_t count;
};

struct pp_lines {
    struct pp_lines_group *groups; /* in the order of the text */
    uint32_t count;
};

/* `text` must be a chunk that Lua has compiled and must outlive the result, which is in `arena`. */
struct pp_lines *pp_lines_scan(const char *text, size_t length, struct pp_arena *arena);

/* The constructor that is the argument of the call on `line` and has every one of
 * names[0..count) among its fields, or NULL: the outermost that opens there, or the innermost. */
const struct pp_lines_group *pp_lines_call(const struct pp_lines *lines, uint32_t line,
                                           bool innermost, const char *const *names, size_t count);

/* The field of that name; NULL when there is none. */
const struct pp_lines_field *pp_lines_field(const struct pp_lines_group *group, const char *name);

/* The next positional field, starting with *cursor = 0; at the end the last one again (a call
 * there may have given several values). NULL when there is none. */
const struct pp_lines_field *pp_lines_item(const struct pp_lines_group *group, uint32_t *cursor);

#endif
