/* fields: reading a node map by a table of fields. Every mistake of the map is collected. */
#include "read/fields.h"

#include "base/mem.h"
#include "base/text.h"
#include "read/field_kinds.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS_MAX 16 /* of one shape; an assert, not a limit for users */

bool pp_is_id(const char *text)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_-";
    return *text && *text != '-' && text[strspn(text, allowed)] == '\0';
}

struct pp_loc pp_fields_place(const struct pp_node *node, const char *field)
{
    const struct pp_node *value = node->kind == PP_NODE_MAP ? pp_node_get(node, field) : NULL;
    return value ? value->loc : node->loc;
}

static size_t find_field(const struct pp_shape *shape, const char *name)
{
    size_t i = 0;
    while (i < shape->count && strcmp(shape->fields[i].name, name) != 0)
        i++;
    return i;
}

static bool decode_value(struct pp_decoder *decoder, const struct pp_field *field,
                         const struct pp_node *node, void *out)
{
    return pp_field_readers[field->kind].decode(decoder, field, node, (char *)out + field->offset);
}

/* What is known of the fields of one map while it is read. */
struct reading {
    const struct pp_entry *given[FIELDS_MAX];
    bool misspelt[FIELDS_MAX]; /* an unknown field was most likely meant to be this one */
};

static void refuse_unknown(struct pp_decoder *decoder, const struct pp_shape *shape,
                           const struct pp_entry *entry, struct reading *reading)
{
    const char *names[FIELDS_MAX];
    for (size_t i = 0; i < shape->count; i++)
        names[i] = shape->fields[i].name;
    const char *near = pp_nearest(entry->key, names, shape->count);
    if (near)
        reading->misspelt[find_field(shape, near)] = true;
    pp_diags_add_near(decoder->diags, entry->key_loc, near,
                      "'%s' is not a field of %s; its fields are %s", entry->key, shape->what,
                      pp_names_join(decoder->arena, names, shape->count, " and "));
}

static bool decode_entry(struct pp_decoder *decoder, const struct pp_shape *shape,
                         const struct pp_entry *entry, struct reading *reading, void *out)
{
    size_t i = find_field(shape, entry->key);
    if (i == shape->count) {
        refuse_unknown(decoder, shape, entry, reading);
        return false;
    }
    if (reading->given[i]) {
        pp_diags_add(decoder->diags, entry->key_loc, "'%s' is given twice", entry->key);
        pp_diags_also(decoder->diags, reading->given[i]->key_loc, "first given here");
        return false;
    }
    reading->given[i] = entry;
    return decode_value(decoder, &shape->fields[i], entry->value, out);
}

/* Whether all that must be given is; a misspelt field has been reported already. */
static bool check_required(struct pp_decoder *decoder, const struct pp_shape *shape,
                           const struct reading *reading, const char *subject, struct pp_loc loc)
{
    bool good = true;
    for (size_t i = 0; i < shape->count; i++) {
        const struct pp_field *field = &shape->fields[i];
        if (!field->required || reading->given[i] || reading->misspelt[i])
            continue;
        pp_diags_add(decoder->diags, loc, "%s has no '%s'; it must be %s", subject, field->name,
                     pp_field_must(decoder, field));
        good = false;
    }
    return good;
}

bool pp_fields_decode(struct pp_decoder *decoder, const struct pp_node *node,
                      const struct pp_shape *shape, const char *subject, void *out)
{
    struct reading reading = {0};
    assert(shape->count <= FIELDS_MAX);
    if (shape->shorthand && node->kind == PP_NODE_STRING)
        return decode_value(decoder, &shape->fields[find_field(shape, shape->shorthand)], node,
                            out);
    if (!pp_field_is_map(node)) {
        pp_diags_add(decoder->diags, node->loc, "%s must be a %smap of fields, not %s", subject,
                     shape->shorthand ? "string or a " : "", pp_node_kind_name(node));
        return false;
    }
    bool good = true;
    for (const struct pp_entry *entry = node->first; entry; entry = entry->next)
        good = decode_entry(decoder, shape, entry, &reading, out) && good;
    return check_required(decoder, shape, &reading, subject, node->loc) && good;
}

bool pp_fields_check_ids(struct pp_decoder *decoder, const struct pp_node *map, const char *what)
{
    struct pp_map seen;
    struct pp_loc *locs = pp_calloc(map->count + 1u, sizeof *locs);
    uint32_t count = 0;
    bool good = true;
    pp_map_init(&seen, false);
    for (const struct pp_entry *entry = map->first; entry; entry = entry->next) {
        if (!pp_is_id(entry->key)) {
            pp_diags_add(decoder->diags, entry->key_loc,
                         "%s '%s' is not an id; an id is made of letters, digits, '_' and '-'",
                         what, entry->key);
            good = false;
        }
        locs[count] = entry->key_loc;
        uint32_t first = pp_map_add(&seen, entry->key, count);
        if (first != count) {
            pp_diags_add(decoder->diags, entry->key_loc, "%s '%s' is declared twice", what,
                         entry->key);
            pp_diags_also(decoder->diags, locs[first], "first declared here");
            good = false;
        }
        count++;
    }
    pp_map_release(&seen);
    free(locs);
    return good;
}
