/* yaml: libyaml's events made into a node tree.
 *
 * Aliases share the node they name: nothing is copied, but everything is counted as if
 * it were, because whoever walks the tree meets it as often as it is named. */
#include "read/yaml.h"

#include "base/map.h"
#include "base/mem.h"
#include "read/utf8.h"
#include "read/yaml_anchor.h"
#include "read/yaml_scalar.h"
#include "read/yaml_text.h"

#include <string.h>

#define DEPTH_DEFAULT 64
#define NODES_DEFAULT 2000000
#define ALIASES_DEFAULT 100000
#define MISTAKES_MAX 100 /* a file with more is not read on */

struct reader {
    yaml_parser_t parser;
    const char *text;
    size_t length;
    uint16_t source;
    struct pp_arena *arena;
    struct pp_diags *diags;
    struct pp_yaml_limits limits;
    struct pp_yaml_anchors anchors;
    size_t nodes, aliases, mistakes;
    bool stopped;
};

static struct pp_loc place(const struct reader *reader, const yaml_event_t *event)
{
    return pp_yaml_place(&event->start_mark, reader->source);
}

/* Called after each mistake. */
static void count_mistake(struct reader *reader, struct pp_loc loc)
{
    if (++reader->mistakes < MISTAKES_MAX || reader->stopped)
        return;
    pp_diags_add(reader->diags, loc, "too many mistakes: the rest of the file is not read");
    reader->stopped = true;
}

static void hit_limit(struct reader *reader)
{
    reader->diags->limit_hit = true;
    reader->mistakes++;
    reader->stopped = true;
}

static int shown(const char *text)
{
    return pp_utf8_shown(text, strlen(text));
}

/* The next event, which the caller deletes; false when there is none: reading has stopped. */
static bool next(struct reader *reader, yaml_event_t *event)
{
    if (reader->stopped)
        return false;
    if (yaml_parser_parse(&reader->parser, event))
        return true;
    pp_yaml_text_explain(&reader->parser, reader->text, reader->length, reader->source,
                         reader->diags);
    reader->mistakes++;
    reader->stopped = true;
    return false;
}

static void count_nodes(struct reader *reader, size_t count, struct pp_loc loc)
{
    reader->nodes += count;
    if (reader->nodes <= reader->limits.nodes || reader->stopped)
        return;
    pp_diags_add(reader->diags, loc, "more than %zu values, an alias counted as what it stands for",
                 reader->limits.nodes);
    hit_limit(reader);
}

static void check_depth(struct reader *reader, size_t depth, struct pp_loc loc)
{
    if (depth <= reader->limits.depth || reader->stopped)
        return;
    pp_diags_add(reader->diags, loc, "nested deeper than %zu levels", reader->limits.depth);
    hit_limit(reader);
}

/* --- anchors and aliases -------------------------------------------------- */

static const char *anchor_of(const yaml_event_t *event)
{
    const yaml_char_t *name = NULL;
    if (event->type == YAML_SCALAR_EVENT)
        name = event->data.scalar.anchor;
    else if (event->type == YAML_SEQUENCE_START_EVENT)
        name = event->data.sequence_start.anchor;
    else if (event->type == YAML_MAPPING_START_EVENT)
        name = event->data.mapping_start.anchor;
    return (const char *)name;
}

static struct pp_node *read_alias(struct reader *reader, const yaml_event_t *event, size_t depth,
                                  size_t *height)
{
    const char *name = (const char *)event->data.alias.anchor;
    struct pp_loc loc = place(reader, event);
    const struct pp_yaml_anchor *anchor = pp_yaml_anchors_find(&reader->anchors, name);
    if (!anchor) {
        pp_diags_add_near(reader->diags, loc, pp_yaml_anchors_nearest(&reader->anchors, name),
                          "the alias '*%.*s' names nothing: no '&%.*s' stands before it",
                          shown(name), name, shown(name), name);
        count_mistake(reader, loc);
        return NULL;
    }
    if (anchor->is_open) {
        pp_diags_add(reader->diags, loc, "the alias '*%.*s' stands inside the value it names",
                     shown(name), name);
        count_mistake(reader, loc);
        return NULL;
    }
    if (!anchor->node)
        return NULL;
    if (++reader->aliases > reader->limits.aliases) {
        pp_diags_add(reader->diags, loc, "more than %zu aliases", reader->limits.aliases);
        hit_limit(reader);
        return NULL;
    }
    count_nodes(reader, anchor->nodes, loc);
    check_depth(reader, depth + anchor->height, loc);
    *height = anchor->height;
    return anchor->node;
}

/* --- scalars and tags ----------------------------------------------------- */

#define CORE_TAG "tag:yaml.org,2002:"

struct tag {
    const char *name; /* behind CORE_TAG */
    enum pp_node_kind kind;
};

static const struct tag tags[] = {
    {"null", PP_NODE_NULL},    {"bool", PP_NODE_BOOL},  {"int", PP_NODE_INTEGER},
    {"float", PP_NODE_NUMBER}, {"str", PP_NODE_STRING}, {"seq", PP_NODE_LIST},
    {"map", PP_NODE_MAP},
};

/* Whether `tag` may stand on a value of that kind. */
static void check_tag(struct reader *reader, const char *tag, const struct pp_node *node)
{
    if (!tag || strcmp(tag, "!") == 0)
        return;
    const char *name = strncmp(tag, CORE_TAG, strlen(CORE_TAG)) == 0 ? tag + strlen(CORE_TAG) : "";
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (strcmp(tags[i].name, name) != 0)
            continue;
        bool fits = node->kind == tags[i].kind ||
                    (tags[i].kind == PP_NODE_NUMBER && node->kind == PP_NODE_INTEGER);
        if (!fits) {
            pp_diags_add(reader->diags, node->loc, "the tag '!!%s' does not fit: this is %s", name,
                         pp_node_kind_name(node));
            count_mistake(reader, node->loc);
        }
        return;
    }
    pp_diags_add(reader->diags, node->loc, "the tag '%.*s' has no meaning here: remove it",
                 shown(tag), tag);
    count_mistake(reader, node->loc);
}

static bool check_no_nul(struct reader *reader, const yaml_event_t *event)
{
    if (!memchr(event->data.scalar.value, '\0', event->data.scalar.length))
        return true;
    pp_diags_add(reader->diags, place(reader, event), "a string cannot hold a NUL character");
    count_mistake(reader, place(reader, event));
    return false;
}

static struct pp_node *read_scalar(struct reader *reader, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    const char *tag = (const char *)event->data.scalar.tag;
    if (!check_no_nul(reader, event))
        return NULL;
    struct pp_node *node = pp_node_new(reader->arena, PP_NODE_STRING, place(reader, event));
    bool as_string = tag ? strcmp(tag, "!") == 0 || strcmp(tag, CORE_TAG "str") == 0
                         : event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    if (as_string) {
        node->quoted = true;
        node->string.text = pp_arena_strndup(reader->arena, text, event->data.scalar.length);
        node->string.length = event->data.scalar.length;
    } else {
        pp_yaml_resolve(node, reader->arena, text, event->data.scalar.length);
    }
    check_tag(reader, tag, node);
    return node;
}

/* --- lists and maps ------------------------------------------------------- */

static struct pp_node *read_value(struct reader *reader, const yaml_event_t *event, size_t depth,
                                  size_t *height);

static void rise(size_t *height, size_t inner)
{
    if (*height < inner + 1)
        *height = inner + 1;
}

static void read_list(struct reader *reader, struct pp_node *list, size_t depth, size_t *height)
{
    yaml_event_t event;
    while (next(reader, &event)) {
        bool ends = event.type == YAML_SEQUENCE_END_EVENT;
        if (!ends) {
            size_t inner = 0;
            struct pp_node *item = read_value(reader, &event, depth, &inner);
            rise(height, inner);
            if (item)
                pp_node_add(reader->arena, list, NULL, item->loc, item);
        }
        yaml_event_delete(&event);
        if (ends)
            break;
    }
}

/* A key that is no scalar: read, to get behind it, and refused. */
static void refuse_key(struct reader *reader, const yaml_event_t *event, size_t depth)
{
    struct pp_loc loc = place(reader, event);
    size_t height = 0;
    const struct pp_node *node = read_value(reader, event, depth, &height);
    if (reader->stopped || !node)
        return;
    if (event->type == YAML_ALIAS_EVENT)
        pp_diags_add(reader->diags, loc, "a key cannot be an alias: write it out");
    else
        pp_diags_add(reader->diags, loc, "a key must be a string, not %s", pp_node_kind_name(node));
    count_mistake(reader, loc);
}

/* Reads what stands for a key: its text, or NULL after a mistake. */
static const char *read_key(struct reader *reader, const yaml_event_t *event, size_t depth)
{
    if (event->type != YAML_SCALAR_EVENT) {
        refuse_key(reader, event, depth);
        return NULL;
    }
    struct pp_loc loc = place(reader, event);
    size_t height = 0;
    bool marked = event->data.scalar.anchor || event->data.scalar.tag;
    if (marked ? !read_value(reader, event, depth, &height) : !check_no_nul(reader, event))
        return NULL;
    const char *text = (const char *)event->data.scalar.value;
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (plain && *text == '\0')
        pp_diags_add(reader->diags, loc, "the key before ':' is missing");
    else if (plain && strcmp(text, "<<") == 0)
        pp_diags_add(reader->diags, loc,
                     "'<<' (merging) is not supported: write the fields out, or use a Lua plan");
    else
        return pp_arena_strndup(reader->arena, text, event->data.scalar.length);
    count_mistake(reader, loc);
    return NULL;
}

/* Whether `key` is new to its map; otherwise a mistake. */
static bool check_new(struct reader *reader, const struct pp_node *map, struct pp_map *keys,
                      const char *key, struct pp_loc loc)
{
    if (pp_map_add(keys, key, map->count) == map->count)
        return true;
    const struct pp_entry *first = map->first;
    while (strcmp(first->key, key) != 0)
        first = first->next;
    pp_diags_add(reader->diags, loc, "'%.*s' is given twice: first on line %u", shown(key), key,
                 (unsigned)first->key_loc.line);
    pp_diags_also(reader->diags, first->key_loc, "first given here");
    count_mistake(reader, loc);
    return false;
}

/* One key and its value; `event` is the key's. */
static void read_entry(struct reader *reader, const yaml_event_t *event, struct pp_node *map,
                       struct pp_map *keys, size_t depth, size_t *height)
{
    yaml_event_t following;
    size_t inner = 0;
    struct pp_loc loc = place(reader, event);
    const char *key = read_key(reader, event, depth);
    bool is_new = key && check_new(reader, map, keys, key, loc);
    if (!next(reader, &following))
        return;
    struct pp_node *value = read_value(reader, &following, depth, &inner);
    rise(height, inner);
    /* a mistaken value leaves its key, so that the same key again is still seen */
    if (is_new)
        pp_node_add(reader->arena, map, key, loc,
                    value ? value : pp_node_new(reader->arena, PP_NODE_NULL, loc));
    yaml_event_delete(&following);
}

static void read_map(struct reader *reader, struct pp_node *map, size_t depth, size_t *height)
{
    struct pp_map keys;
    yaml_event_t event;
    pp_map_init(&keys, false);
    while (next(reader, &event)) {
        bool ends = event.type == YAML_MAPPING_END_EVENT;
        if (!ends)
            read_entry(reader, &event, map, &keys, depth, height);
        yaml_event_delete(&event);
        if (ends)
            break;
    }
    pp_map_release(&keys);
}

static struct pp_node *read_collection(struct reader *reader, const yaml_event_t *event,
                                       size_t depth, size_t *height)
{
    bool is_map = event->type == YAML_MAPPING_START_EVENT;
    struct pp_loc loc = place(reader, event);
    check_depth(reader, depth + 1, loc);
    if (reader->stopped)
        return NULL;
    struct pp_node *node = pp_node_new(reader->arena, is_map ? PP_NODE_MAP : PP_NODE_LIST, loc);
    const yaml_char_t *tag = is_map ? event->data.mapping_start.tag
                                    : event->data.sequence_start.tag;
    check_tag(reader, (const char *)tag, node);
    *height = 1;
    if (is_map)
        read_map(reader, node, depth + 1, height);
    else
        read_list(reader, node, depth + 1, height);
    return node;
}

/* The value that begins with `event`, below `depth` lists and maps, itself with *height of
 * them; NULL after a mistake that leaves none. */
static struct pp_node *read_value(struct reader *reader, const yaml_event_t *event, size_t depth,
                                  size_t *height)
{
    if (event->type == YAML_ALIAS_EVENT)
        return read_alias(reader, event, depth, height);
    const char *name = anchor_of(event);
    size_t before = reader->nodes, index = 0;
    struct pp_node *node = NULL;
    if (name)
        index = pp_yaml_anchors_open(&reader->anchors, name, before);
    count_nodes(reader, 1, place(reader, event));
    if (reader->stopped)
        return NULL;
    if (event->type == YAML_SCALAR_EVENT)
        node = read_scalar(reader, event);
    else
        node = read_collection(reader, event, depth, height);
    if (name)
        pp_yaml_anchors_close(&reader->anchors, index,
                              &(struct pp_yaml_anchor){.node = node,
                                                       .opener = before,
                                                       .nodes = reader->nodes - before,
                                                       .height = *height});
    return node;
}

/* --- documents ------------------------------------------------------------ */

/* Skips to the event that begins a value or ends the stream. */
static bool next_content(struct reader *reader, yaml_event_t *event)
{
    while (next(reader, event)) {
        if (event->type != YAML_STREAM_START_EVENT && event->type != YAML_DOCUMENT_START_EVENT &&
            event->type != YAML_DOCUMENT_END_EVENT)
            return true;
        yaml_event_delete(event);
    }
    return false;
}

static bool is_empty(const yaml_event_t *event)
{
    return event->type == YAML_STREAM_END_EVENT ||
           (event->type == YAML_SCALAR_EVENT && event->data.scalar.length == 0 &&
            event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE);
}

/* After the first document only the end may come. */
static void read_end(struct reader *reader)
{
    yaml_event_t event;
    bool ends = false;
    while (!ends && next(reader, &event)) {
        if (event.type == YAML_DOCUMENT_START_EVENT) {
            pp_diags_add(reader->diags, place(reader, &event),
                         "a second document begins here: a file holds one");
            reader->mistakes++;
            reader->stopped = true;
        }
        ends = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
}

static struct pp_node *read_document(struct reader *reader)
{
    yaml_event_t event;
    struct pp_node *root = NULL;
    size_t height = 0;
    if (!next_content(reader, &event))
        return NULL;
    bool empty = is_empty(&event);
    if (!empty)
        root = read_value(reader, &event, 0, &height);
    if (event.type != YAML_STREAM_END_EVENT)
        read_end(reader);
    if (empty && !reader->mistakes) {
        pp_diags_add(reader->diags, pp_loc_at(reader->source, 1, 1), "the file is empty");
        reader->mistakes++;
    }
    yaml_event_delete(&event);
    return reader->mistakes ? NULL : root;
}

static size_t or_default(size_t limit, size_t standard)
{
    return limit ? limit : standard;
}

static struct pp_node *parse(const char *text, size_t length, uint16_t source,
                             struct pp_arena *arena, struct pp_diags *diags,
                             struct pp_yaml_limits limits)
{
    struct reader reader = {.text = text,
                            .length = length,
                            .source = source,
                            .arena = arena,
                            .diags = diags,
                            .limits = limits};
    if (!yaml_parser_initialize(&reader.parser))
        pp_die_memory();
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text, length);
    pp_yaml_anchors_init(&reader.anchors, arena);
    struct pp_node *root = read_document(&reader);
    pp_yaml_anchors_release(&reader.anchors);
    yaml_parser_delete(&reader.parser);
    return root;
}

struct pp_node *pp_yaml_parse(const char *text, size_t length, uint16_t source,
                              struct pp_arena *arena, struct pp_diags *diags,
                              const struct pp_yaml_limits *limits)
{
    struct pp_yaml_limits in_force = limits ? *limits : (struct pp_yaml_limits){0};
    in_force.depth = or_default(in_force.depth, DEPTH_DEFAULT);
    in_force.nodes = or_default(in_force.nodes, NODES_DEFAULT);
    in_force.aliases = or_default(in_force.aliases, ALIASES_DEFAULT);
    text = length ? text : "";
    if (!pp_utf8_open(&text, &length, source, diags) ||
        !pp_yaml_text_check(text, length, source, diags))
        return NULL;
    return parse(text, length, source, arena, diags, in_force);
}
