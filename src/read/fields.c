/* fields: reading a node map by a table of fields. Every mistake of the map is collected. */
#include "read/fields.h"

#include "base/mem.h"
#include "base/text.h"
#include "read/field_kinds.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

bool pp_is_id(const char *text)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_-";
    return *text && *text != '-' && text[strspn(text, allowed)] == '\0';
}

struct pp_loc pp_fields_place(const struct pp_node *node, const char *field)
{
    if (node->kind == PP_NODE_RECORD) {
        const struct pp_keys *keys = node->record.keys;
        for (uint32_t i = 0; node->record.locs && i < keys->count; i++) {
            if (strcmp(keys->names[i], field) == 0)
                return node->record.locs[i];
        }
        return node->loc;
    }
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
    const struct pp_entry *given[PP_FIELDS_MAX];
    bool misspelt[PP_FIELDS_MAX]; /* an unknown field was most likely meant to be this one */
};

static void refuse_unknown(struct pp_decoder *decoder, const struct pp_shape *shape,
                           const struct pp_entry *entry, struct reading *reading)
{
    const char *names[PP_FIELDS_MAX];
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

/* Whether each of the keys is a field, and every field that must be given has one. */
static bool match_keys(struct pp_last_record *last, const struct pp_keys *keys,
                       const struct pp_shape *shape)
{
    bool given[PP_FIELDS_MAX] = {false};
    if (keys->count > PP_FIELDS_MAX)
        return false;
    for (uint32_t i = 0; i < keys->count; i++) {
        size_t field = find_field(shape, keys->names[i]);
        if (field == shape->count || given[field])
            return false;
        given[field] = true;
        last->fields[i] = (uint8_t)field;
    }
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->fields[i].required && !given[i])
            return false;
    }
    return true;
}

/* The same text as that of the last record, in the same place, is worth the same. */
static bool decode_again(const struct pp_last_record *last, uint32_t i,
                         const struct pp_value *value, const struct pp_field *field, void *out)
{
    void *slot = (char *)out + field->offset;
    if (value->kind != PP_NODE_STRING || value->text != last->sound[i])
        return false;
    switch (field->kind) {
    case PP_FIELD_NAME:
    case PP_FIELD_TEXT: *(const char **)slot = value->text; return true;
    case PP_FIELD_ADDRESS:
        if (i == last->address_at)
            *(struct pp_address *)slot = last->address;
        return i == last->address_at;
    default: return false;
    }
}

static bool decode_anew(struct pp_decoder *decoder, const struct pp_node *record, uint32_t i,
                        const struct pp_field *field, void *out)
{
    struct pp_last_record *last = &decoder->last;
    last->values[i] = pp_record_value(record, i);
    bool good = decode_value(decoder, field, &last->values[i], out);
    last->sound[i] = good && last->values[i].kind == PP_NODE_STRING ? last->values[i].string.text
                                                                    : NULL;
    if (good && field->kind == PP_FIELD_ADDRESS) {
        last->address = *(const struct pp_address *)((const char *)out + field->offset);
        last->address_at = i;
    }
    return good;
}

/* One whose keys are not what they should be is reported as the map that it is. */
static bool decode_record(struct pp_decoder *decoder, const struct pp_node *record,
                          const struct pp_shape *shape, const char *subject, void *out)
{
    struct pp_last_record *last = &decoder->last;
    const struct pp_keys *keys = record->record.keys;
    bool good = true;
    if (last->keys != keys || last->shape != shape) {
        *last = (struct pp_last_record){.keys = keys, .shape = shape};
        last->plain = match_keys(last, keys, shape);
    }
    if (!last->plain)
        return pp_fields_decode(decoder, pp_record_map(decoder->arena, record), shape, subject,
                                out);
    for (uint32_t i = 0; i < keys->count; i++) {
        const struct pp_field *field = &shape->fields[last->fields[i]];
        if (!decode_again(last, i, &record->record.values[i], field, out))
            good &= decode_anew(decoder, record, i, field, out);
    }
    return good;
}

bool pp_fields_decode(struct pp_decoder *decoder, const struct pp_node *node,
                      const struct pp_shape *shape, const char *subject, void *out)
{
    struct reading reading = {0};
    assert(shape->count <= PP_FIELDS_MAX);
    if (node->kind == PP_NODE_RECORD)
        return decode_record(decoder, node, shape, subject, out);
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
