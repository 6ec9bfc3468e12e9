/* map: names to indexes, an open-addressing hash table. Stands on mem.h, text.h.
 * Keys are not copied: they must outlive the map. */
#ifndef PP_BASE_MAP_H
#define PP_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PP_MAP_NONE UINT32_MAX

struct pp_map_entry;

struct pp_map {
    struct pp_map_entry *entries;
    size_t count, capacity; /* capacity is 0 or a power of two */
    bool caseless;          /* keys compare without (ASCII) case */
};

void pp_map_init(struct pp_map *map, bool caseless);
void pp_map_release(struct pp_map *map);

/* The value under `key`, or PP_MAP_NONE. */
uint32_t pp_map_find(const struct pp_map *map, const char *key);

/* Adds `key` with `value` unless it is there; returns the value now under it. */
uint32_t pp_map_add(struct pp_map *map, const char *key, uint32_t value);

#endif
