/* yaml_anchor: the anchors of a YAML document, by name. Stands on node.h, base/map. */
#ifndef PP_READ_YAML_ANCHOR_H
#define PP_READ_YAML_ANCHOR_H

#include "base/map.h"
#include "read/node.h"

#include <stddef.h>

struct pp_yaml_anchor {
    const char *name;
    struct pp_node *node; /* NULL while it is being read, and when it is mistaken */
    bool is_open;         /* while it is being read */
    size_t opener;        /* values read before it: tells two anchors of one name apart */
    size_t nodes, height; /* values in it, and levels of lists and maps */
};

struct pp_yaml_anchors {
    struct pp_arena *arena;
    struct pp_map names; /* to indexes in items */
    struct pp_yaml_anchor *items;
    size_t count, capacity;
};

void pp_yaml_anchors_init(struct pp_yaml_anchors *anchors, struct pp_arena *arena);
void pp_yaml_anchors_release(struct pp_yaml_anchors *anchors);

/* Begins the anchor `name` of a value before which `opener` others were read; the result is
 * for pp_yaml_anchors_close. A name given again stands for the new value. */
size_t pp_yaml_anchors_open(struct pp_yaml_anchors *anchors, const char *name, size_t opener);

/* The value has been read. An anchor of the same name inside it is the later one and stays. */
void pp_yaml_anchors_close(struct pp_yaml_anchors *anchors, size_t index,
                           const struct pp_yaml_anchor *value);

/* The anchor of that name, or NULL; good until the next open. */
const struct pp_yaml_anchor *pp_yaml_anchors_find(const struct pp_yaml_anchors *anchors,
                                                  const char *name);

/* The name that was probably meant, or NULL. */
const char *pp_yaml_anchors_nearest(const struct pp_yaml_anchors *anchors, const char *name);

#endif
