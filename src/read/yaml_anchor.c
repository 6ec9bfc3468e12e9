/* yaml_anchor: names of YAML values, for aliases. */
#include "read/yaml_anchor.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>

#define NEAR_MAX 1000 /* names among which a misspelt one is sought */

void pp_yaml_anchors_init(struct pp_yaml_anchors *anchors, struct pp_arena *arena)
{
    *anchors = (struct pp_yaml_anchors){.arena = arena};
    pp_map_init(&anchors->names, false);
}

void pp_yaml_anchors_release(struct pp_yaml_anchors *anchors)
{
    pp_map_release(&anchors->names);
    free(anchors->items);
    anchors->items = NULL;
    anchors->count = anchors->capacity = 0;
}

size_t pp_yaml_anchors_open(struct pp_yaml_anchors *anchors, const char *name, size_t opener)
{
    uint32_t index = pp_map_find(&anchors->names, name);
    if (index == PP_MAP_NONE) {
        anchors->items =
            pp_grow(anchors->items, &anchors->capacity, anchors->count + 1, sizeof *anchors->items);
        index = (uint32_t)anchors->count++;
        anchors->items[index].name = pp_arena_strdup(anchors->arena, name);
        pp_map_add(&anchors->names, anchors->items[index].name, index);
    }
    anchors->items[index].node = NULL;
    anchors->items[index].is_open = true;
    anchors->items[index].opener = opener;
    return index;
}

void pp_yaml_anchors_close(struct pp_yaml_anchors *anchors, size_t index,
                           const struct pp_yaml_anchor *value)
{
    struct pp_yaml_anchor *anchor = &anchors->items[index];
    if (anchor->opener != value->opener)
        return;
    anchor->is_open = false;
    anchor->node = value->node;
    anchor->nodes = value->nodes;
    anchor->height = value->height;
}

const struct pp_yaml_anchor *pp_yaml_anchors_find(const struct pp_yaml_anchors *anchors,
                                                  const char *name)
{
    uint32_t index = pp_map_find(&anchors->names, name);
    return index == PP_MAP_NONE ? NULL : &anchors->items[index];
}

const char *pp_yaml_anchors_nearest(const struct pp_yaml_anchors *anchors, const char *name)
{
    size_t count = anchors->count < NEAR_MAX ? anchors->count : NEAR_MAX;
    const char **names = pp_arena_array(anchors->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = anchors->items[i].name;
    return pp_nearest(name, names, count);
}
