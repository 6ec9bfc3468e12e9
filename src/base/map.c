/* map: open addressing, linear probing, FNV-1a hashes with a final mix. */
#include "base/map.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct pp_map_entry {
    const char *key; /* NULL = free */
    uint32_t hash, value;
};

void pp_map_init(struct pp_map *map, bool caseless)
{
    *map = (struct pp_map){.caseless = caseless};
}

void pp_map_release(struct pp_map *map)
{
    free(map->entries);
    pp_map_init(map, map->caseless);
}

static uint32_t hash_of(const struct pp_map *map, const char *key)
{
    uint32_t hash = 2166136261u;
    for (; *key; key++)
        hash = (hash ^ (unsigned char)(map->caseless ? pp_lower(*key) : *key)) * 16777619u;
    hash ^= hash >> 16;
    hash *= 0x7feb352du;
    return hash ^ hash >> 15;
}

/* The entry that has `key`, or the free one where it would go. */
static struct pp_map_entry *slot_of(const struct pp_map *map, const char *key, uint32_t hash)
{
    size_t mask = map->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct pp_map_entry *entry = &map->entries[i];
        if (!entry->key)
            return entry;
        if (entry->hash == hash &&
            (map->caseless ? pp_casecmp(entry->key, key) : strcmp(entry->key, key)) == 0)
            return entry;
    }
}

static void enlarge(struct pp_map *map)
{
    struct pp_map old = *map;
    map->capacity = old.capacity ? old.capacity * 2 : 16;
    map->entries = pp_calloc(map->capacity, sizeof *map->entries);
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.entries[i].key)
            *slot_of(map, old.entries[i].key, old.entries[i].hash) = old.entries[i];
    }
    free(old.entries);
}

uint32_t pp_map_find(const struct pp_map *map, const char *key)
{
    if (!map->capacity)
        return PP_MAP_NONE;
    const struct pp_map_entry *entry = slot_of(map, key, hash_of(map, key));
    return entry->key ? entry->value : PP_MAP_NONE;
}

uint32_t pp_map_add(struct pp_map *map, const char *key, uint32_t value)
{
    if ((map->count + 1) * 4 > map->capacity * 3)
        enlarge(map);
    uint32_t hash = hash_of(map, key);
    struct pp_map_entry *entry = slot_of(map, key, hash);
    if (!entry->key) {
        *entry = (struct pp_map_entry){.key = key, .hash = hash, .value = value};
        map->count++;
    }
    return entry->value;
}
