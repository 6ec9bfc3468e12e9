/* json_schema: shapes to objects, each a definition that the others refer to. */
#include "read/json_schema.h"

#include "read/field_kinds.h"
#include "read/json_schema_kinds.h"
#include "read/settings_file.h"

#include <string.h>

static json_t *make_value(struct pp_schema_maker *maker, const struct pp_field *field);

/* --- shapes ----------------------------------------------------------------- */

/* "a rule's settings" -> "rule's settings". */
static const char *title_of(const struct pp_shape *shape)
{
    return strchr(shape->what, ' ') + 1;
}

/* "rules_settings", as a part of a JSON pointer. */
static const char *definition_name(struct pp_arena *arena, const struct pp_shape *shape)
{
    struct pp_strbuf name;
    pp_strbuf_init(&name);
    for (const char *at = title_of(shape); *at; at++) {
        if (*at != '\'')
            pp_strbuf_add_char(&name, (char)(*at == ' ' ? '_' : *at));
    }
    const char *copy = pp_arena_strdup(arena, name.text);
    pp_strbuf_release(&name);
    return copy;
}

static void put_properties(struct pp_schema_maker *maker, const struct pp_shape *shape,
                           json_t *schema)
{
    json_t *properties = pp_json_object(), *required = pp_json_array();
    for (size_t i = 0; i < shape->count; i++) {
        const struct pp_field *field = &shape->fields[i];
        json_t *property = pp_json_object();
        pp_json_put_text(property, "description", field->help);
        pp_json_put_all(property, make_value(maker, field));
        pp_json_put(properties, field->name, property);
        if (field->required)
            pp_json_append(required, pp_json_text(field->name));
    }
    pp_json_put(schema, "properties", properties);
    pp_json_put(schema, "additionalProperties", json_false());
    if (json_array_size(required) > 0)
        pp_json_put(schema, "required", required);
    else
        json_decref(required);
}

static const struct pp_field *shorthand_of(const struct pp_shape *shape)
{
    for (size_t i = 0; shape->shorthand && i < shape->count; i++) {
        if (strcmp(shape->fields[i].name, shape->shorthand) == 0)
            return &shape->fields[i];
    }
    return NULL;
}

static bool has_required(const struct pp_shape *shape)
{
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->fields[i].required)
            return true;
    }
    return false;
}

/* Fills in what a map of the shape is: also the string that stands for it, and an empty list
 * where an empty map would do. */
static void put_shape(struct pp_schema_maker *maker, const struct pp_shape *shape, json_t *schema)
{
    const struct pp_field *shorthand = shorthand_of(shape);
    bool may_be_empty = !has_required(shape);
    const char *types[3] = {"object"};
    size_t count = 1;
    if (shorthand) {
        pp_json_put_all(schema, make_value(maker, shorthand));
        types[count++] = "string";
    }
    if (may_be_empty)
        types[count++] = "array";
    pp_schema_put_types(schema, types, count);
    put_properties(maker, shape, schema);
    if (may_be_empty)
        pp_schema_put_empty(schema, "array",
                            shorthand ? "a string or a map of fields" : "a map of fields");
}

/* A reference to the shape's definition, which is made when it is not there yet. */
static json_t *refer(struct pp_schema_maker *maker, const struct pp_shape *shape)
{
    const char *name = definition_name(maker->arena, shape);
    if (!json_object_get(maker->definitions, name)) {
        json_t *schema = pp_json_object();
        pp_json_put(maker->definitions, name, schema);
        pp_json_put_text(schema, "title", title_of(shape));
        put_shape(maker, shape, schema);
    }
    json_t *reference = pp_json_object();
    pp_json_put_text(reference, "$ref", pp_arena_printf(maker->arena, "#/definitions/%s", name));
    return reference;
}

/* --- fields that hold shapes ------------------------------------------------ */

/* A reference that may have a description beside it: draft-07 ignores what is beside $ref. */
static json_t *make_shape(struct pp_schema_maker *maker, const struct pp_field *field)
{
    json_t *schema = pp_json_object(), *all = pp_json_array();
    pp_json_append(all, refer(maker, field->shape));
    pp_json_put(schema, "allOf", all);
    return schema;
}

static json_t *make_shape_list(struct pp_schema_maker *maker, const struct pp_field *field)
{
    return pp_schema_list(refer(maker, field->shape), pp_field_readers[field->kind].must);
}

/* What keys are known is a property of its own, so that editors offer it. */
static json_t *make_shape_map(struct pp_schema_maker *maker, const struct pp_field *field)
{
    const struct pp_known_names *known = &maker->known[field->known];
    json_t *schema = pp_schema_map(refer(maker, field->shape), pp_field_readers[field->kind].must,
                                   field->known == PP_KNOWN_NONE);
    if (known->count == 0)
        return schema;
    json_t *properties = pp_json_object();
    for (size_t i = 0; i < known->count; i++) {
        json_t *value = make_shape(maker, field);
        if (known->items[i].help)
            pp_json_put_text(value, "description", known->items[i].help);
        pp_json_put(properties, known->items[i].name, value);
    }
    pp_json_put(schema, "properties", properties);
    return schema;
}

/* A map whose values are one word or a map of the shape. */
static json_t *make_ports(struct pp_schema_maker *maker, const struct pp_field *field)
{
    static const char *const types[] = {"integer", "string", "object", "array"};
    json_t *value = pp_schema_of_kind(maker, field);
    pp_schema_put_types(value, types, 4);
    put_properties(maker, field->shape, value);
    pp_schema_put_empty(value, "array", "a port, an expression, auto or a map of fields");
    return pp_schema_map(value, pp_field_readers[field->kind].must, true);
}

static json_t *make_value(struct pp_schema_maker *maker, const struct pp_field *field)
{
    switch (field->kind) {
    case PP_FIELD_PORTS: return make_ports(maker, field);
    case PP_FIELD_SHAPE: return make_shape(maker, field);
    case PP_FIELD_SHAPE_LIST: return make_shape_list(maker, field);
    case PP_FIELD_SHAPE_MAP: return make_shape_map(maker, field);
    default: return pp_schema_of_kind(maker, field);
    }
}

/* --- the schema ------------------------------------------------------------- */

void pp_json_schema_write(const struct pp_json_schema *schema,
                          const struct pp_known_names known[PP_KNOWNS], struct pp_strbuf *buf)
{
    struct pp_arena arena;
    pp_arena_init(&arena);
    struct pp_schema_maker maker = {
        .arena = &arena, .known = known, .definitions = pp_json_object()};
    json_t *root = pp_json_object();
    pp_json_put_text(root, "$schema", "http://json-schema.org/draft-07/schema#");
    pp_json_put_text(root, "title",
                     pp_arena_printf(&arena, "portplan %s", title_of(schema->shape)));
    pp_json_put_text(root, "description", schema->help);
    put_shape(&maker, schema->shape, root);
    pp_json_put(root, "definitions", maker.definitions);
    pp_json_write(root, buf);
    pp_arena_release(&arena);
}

const struct pp_json_schema pp_json_schemas[] = {
    {"plan", &pp_plan_shape, "what runs on which hosts, for portplan check"},
    {"catalog", &pp_catalog_shape, "products and the ports on which they listen"},
    {"settings", &pp_settings_shape, "portplan.yaml: what holds for every plan below its folder"},
};
const size_t pp_json_schema_count = sizeof pp_json_schemas / sizeof *pp_json_schemas;
