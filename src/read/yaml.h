/* yaml: YAML text to a node tree, with lines and columns. Stands on node.h, base/diag.h.
 * Scalars follow YAML 1.2's core schema (no `yes`/`no` booleans, no octal 010). */
#ifndef PP_READ_YAML_H
#define PP_READ_YAML_H

#include "base/diag.h"
#include "read/node.h"

/* Limits against hostile files (NULL: the defaults); hitting one is a mistake with its place. */
struct pp_yaml_limits {
    size_t depth, nodes, aliases; /* nodes counts alias expansions; 0 = the default */
};

/* Parses one document. NULL when it cannot be parsed: the reasons are in `diags`
 * (syntax, duplicate key, a key that is not a string, a limit, more than one document).
 * An empty document is NULL with the mistake "the file is empty". */
struct pp_node *pp_yaml_parse(const char *text, size_t length, uint16_t source,
                              struct pp_arena *arena, struct pp_diags *diags,
                              const struct pp_yaml_limits *limits);

#endif
