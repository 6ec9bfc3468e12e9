/* yaml_scalar: what a YAML scalar is: the core schema of YAML 1.2. Stands on node.h. */
#ifndef PP_READ_YAML_SCALAR_H
#define PP_READ_YAML_SCALAR_H

#include "read/node.h"

/* Fills kind and value of `node` from a plain scalar without a tag: null, a boolean, an
 * integer (decimal, 0x, 0o), a number, else a string. A decimal beyond 64 bits is a
 * number. `text` is NUL-terminated and has no NUL inside; a string is copied. */
void pp_yaml_resolve(struct pp_node *node, struct pp_arena *arena, const char *text, size_t length);

#endif
