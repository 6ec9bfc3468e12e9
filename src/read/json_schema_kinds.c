/* json_schema_kinds: patterns for the strings of plans, and the schema of each kind.
 *
 * The patterns keep to what every dialect of regular expressions has: no looking ahead or
 * behind. A keyword speaks of values of its own type only, so that "a port or a range" is one
 * schema with two types, and an editor's message is that of the part that failed. */
#include "read/json_schema_kinds.h"

#include "read/field_kinds.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

/* --- patterns --------------------------------------------------------------- */

#define CONTROLS "\\x00-\\x1f\\x7f-\\x9f"
#define CONTROLS_IN_LINES "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"
#define LINE "^ *[^ " CONTROLS "][^" CONTROLS "]*$"
#define LINES "^[ \\t\\r\\n]*[^ " CONTROLS "][^" CONTROLS_IN_LINES "]*$"
#define ID "^[A-Za-z0-9_][A-Za-z0-9_-]*$"

#define BLANKS "[ \\t]*"
#define BELOW_65530 "[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]"
#define PORT "0*(?:[1-9][0-9]{0,3}|" BELOW_65530 "|6553[0-5])"
#define RANGE BLANKS PORT "(?:" BLANKS "-" BLANKS PORT ")?"
#define FORMULA "(?:" BLANKS "\\+" BLANKS "(?:" PORT BLANKS "\\*" BLANKS ")?[Nn])?"
#define EXPRESSION RANGE FORMULA BLANKS
/* A pool's name has a letter: 8001-80999 is no pool, but a range that is wrong. */
#define POOL "[0-9][0-9-]*[A-Za-z_][A-Za-z0-9_-]*|[A-Za-z_][A-Za-z0-9_-]*"
#define AUTO "auto(?: " RANGE BLANKS ")?"

#define INSTANCE "0*(?:[0-9]|[1-9][0-9]{1,3}|" BELOW_65530 "|6553[0-4])"

#define MONTHS_OF_31 "0[13578]|1[02]"
#define MONTHS_OF_30 "0[469]|11"
#define YEAR "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
#define DATE                                                                          \
    "^" YEAR "-(?:(?:" MONTHS_OF_31 "|" MONTHS_OF_30 "|02)-(?:0[1-9]|1[0-9]|2[0-9])|" \
    "(?:" MONTHS_OF_31 "|" MONTHS_OF_30 ")-30|(?:" MONTHS_OF_31 ")-31)$"

#define OCTET "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
#define V4 "(?:" OCTET "\\.){3}" OCTET
#define HEX "[0-9A-Fa-f]{1,4}"
#define TAIL "(?:(?:\\.[0-9]{1,3}){3})?" /* of ::ffff:10.20.1.11, loosely */
/* `left` groups, "::" and at most `more` + 1 groups */
#define SHORTENED(left, more) "(?:" HEX ":){" left "}:(?:(?:" HEX ":){0," more "}" HEX TAIL ")?"
#define V6                                                                                      \
    "(?:" HEX ":){7}" HEX "|(?:" HEX ":){6}" HEX "(?:\\.[0-9]{1,3}){3}"                         \
    "|:" SHORTENED("0", "6") "|" SHORTENED("1", "5") "|" SHORTENED("2", "4") "|" SHORTENED(     \
        "3", "3") "|" SHORTENED("4", "2") "|" SHORTENED("5", "1") "|" SHORTENED("6",            \
                                                                                "0") "|(?:" HEX \
                                                                                     ":){7}:"
#define SPECIFIC V4 "|" V6 "|\\[(?:" V6 ")\\]"
/* 0.0.0.0, ::, and multicast groups: RFC 5771, RFC 4291 section 2.7 */
#define NO_HOSTS_OWN \
    "^(?:0\\.0\\.0\\.0|2(?:2[4-9]|3[0-9])\\..*|\\[?(?:[0:]+|[Ff]{2}[0-9A-Fa-f]{2}:.*)\\]?)$"

/* "[Tt][Cc][Pp]|[Uu][Dd][Pp]": the decoder compares choices without case. */
static void add_caseless(struct pp_strbuf *buf, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            pp_strbuf_add_char(buf, '|');
        for (const char *at = names[i]; *at; at++) {
            unsigned char c = (unsigned char)*at;
            if (isalpha(c))
                pp_strbuf_printf(buf, "[%c%c]", toupper(c), tolower(c));
            else
                pp_strbuf_printf(buf, c == '.' ? "\\%c" : "%c", c);
        }
    }
}

/* --- parts of schemas ------------------------------------------------------- */

static json_t *texts(const char *const *items, size_t count)
{
    json_t *array = pp_json_array();
    for (size_t i = 0; i < count; i++)
        pp_json_append(array, pp_json_text(items[i]));
    return array;
}

void pp_schema_put_types(json_t *schema, const char *const *types, size_t count)
{
    pp_json_put(schema, "type", count == 1 ? pp_json_text(types[0]) : texts(types, count));
}

static json_t *typed(const char *type)
{
    json_t *schema = pp_json_object();
    pp_json_put_text(schema, "type", type);
    return schema;
}

/* What editors that know the keyword say of a value that is not as it must be. */
static void put_message(json_t *schema, const char *keyword, const char *must)
{
    struct pp_strbuf message;
    pp_strbuf_init(&message);
    pp_strbuf_printf(&message, "must be %s", must);
    pp_json_put_text(schema, keyword, message.text);
    pp_strbuf_release(&message);
}

static void put_pattern(json_t *schema, const char *pattern, const char *must)
{
    pp_json_put_text(schema, "pattern", pattern);
    put_message(schema, "patternErrorMessage", must);
}

static void put_bounds(json_t *schema, size_t min, size_t max)
{
    pp_json_put_number(schema, "minimum", min);
    pp_json_put_number(schema, "maximum", max);
}

/* A port as a number, or a string that matches. */
static json_t *port_or(const char *pattern, const char *must)
{
    static const char *const types[] = {"integer", "string"};
    json_t *schema = pp_json_object();
    pp_schema_put_types(schema, types, 2);
    put_bounds(schema, 1, PP_PORT_MAX);
    put_pattern(schema, pattern, must);
    return schema;
}

static json_t *known_names(const struct pp_known_names *names)
{
    json_t *schema = pp_json_object(), *list = pp_json_array(), *helps = pp_json_array();
    size_t helped = 0;
    for (size_t i = 0; i < names->count; i++) {
        pp_json_append(list, pp_json_text(names->items[i].name));
        pp_json_append(helps, pp_json_text(names->items[i].help ? names->items[i].help : ""));
        helped += names->items[i].help ? 1 : 0;
    }
    pp_json_put(schema, "enum", list);
    if (helped > 0)
        pp_json_put(schema, "enumDescriptions", helps);
    else
        json_decref(helps);
    return schema;
}

/* What matches `offered` or the pattern: editors offer the first and take the second. */
static void put_offers(json_t *schema, json_t *offered, const char *pattern, const char *must)
{
    json_t *any = pp_json_array(), *rest = pp_json_object();
    put_pattern(rest, pattern, must);
    pp_json_append(any, offered);
    pp_json_append(any, rest);
    pp_json_put(schema, "anyOf", any);
}

void pp_schema_put_empty(json_t *schema, const char *type, const char *must)
{
    json_t *then = pp_json_object();
    bool is_list = strcmp(type, "array") == 0;
    pp_json_put(then, "const", is_list ? pp_json_array() : pp_json_object());
    put_message(then, "errorMessage", must);
    pp_json_put(schema, "if", typed(type));
    pp_json_put(schema, "then", then);
}

json_t *pp_schema_list(json_t *item, const char *must)
{
    static const char *const types[] = {"array", "object"};
    json_t *schema = pp_json_object();
    pp_schema_put_types(schema, types, 2);
    put_message(schema, "errorMessage", must);
    pp_json_put(schema, "items", item);
    pp_schema_put_empty(schema, "object", must);
    return schema;
}

json_t *pp_schema_map(json_t *value, const char *must, bool keys_are_ids)
{
    static const char *const types[] = {"object", "array"};
    json_t *schema = pp_json_object();
    pp_schema_put_types(schema, types, 2);
    put_message(schema, "errorMessage", must);
    if (keys_are_ids) {
        json_t *names = pp_json_object();
        put_pattern(names, ID, "made of letters, digits, '_' and '-'");
        pp_json_put(schema, "propertyNames", names);
    }
    pp_json_put(schema, "additionalProperties", value);
    pp_schema_put_empty(schema, "array", must);
    return schema;
}

/* One value, of one type or several, or a list of them. */
static json_t *one_or_several(json_t *one, const char *must)
{
    json_t *type = json_object_get(one, "type"), *types = pp_json_array();
    json_t *schema = json_deep_copy(one);
    if (json_is_string(type))
        pp_json_append(types, json_incref(type));
    for (size_t i = 0; i < json_array_size(type); i++)
        pp_json_append(types, json_incref(json_array_get(type, i)));
    pp_json_append(types, pp_json_text("array"));
    pp_json_append(types, pp_json_text("object"));
    pp_json_put_all(schema, pp_schema_list(one, must));
    pp_json_put(schema, "type", types);
    return schema;
}

/* --- kinds ------------------------------------------------------------------ */

static const char *must_of(struct pp_schema_maker *maker, const struct pp_field *field)
{
    struct pp_decoder decoder = {.arena = maker->arena};
    return pp_field_must(&decoder, field);
}

static json_t *make_name(struct pp_schema_maker *maker, const struct pp_field *field)
{
    const struct pp_known_names *known = &maker->known[field->known];
    static const char must[] = "one line of text, not empty";
    json_t *schema = typed("string");
    if (known->count > 0)
        put_offers(schema, known_names(known), LINE, must);
    else
        put_pattern(schema, LINE, must);
    return schema;
}

static json_t *make_names(struct pp_schema_maker *maker, const struct pp_field *field)
{
    return one_or_several(make_name(maker, field), must_of(maker, field));
}

static json_t *make_text(struct pp_schema_maker *maker, const struct pp_field *field)
{
    json_t *schema = typed("string");
    (void)maker;
    (void)field;
    put_pattern(schema, LINES, "text, not empty");
    return schema;
}

static json_t *make_yes_no(struct pp_schema_maker *maker, const struct pp_field *field)
{
    (void)maker;
    (void)field;
    return typed("boolean");
}

static json_t *make_integer(struct pp_schema_maker *maker, const struct pp_field *field)
{
    json_t *schema = typed("integer");
    (void)maker;
    put_bounds(schema, field->min, field->max);
    return schema;
}

static json_t *make_choice(struct pp_schema_maker *maker, const struct pp_field *field)
{
    struct pp_strbuf pattern;
    json_t *schema = typed("string"), *offered = pp_json_object();
    pp_json_put(offered, "enum", texts(field->choices, field->choice_count));
    pp_strbuf_init(&pattern);
    pp_strbuf_add(&pattern, "^(?:");
    add_caseless(&pattern, field->choices, field->choice_count);
    pp_strbuf_add(&pattern, ")$");
    put_offers(schema, offered, pattern.text, must_of(maker, field));
    pp_strbuf_release(&pattern);
    return schema;
}

static json_t *make_port(struct pp_schema_maker *maker, const struct pp_field *field)
{
    return port_or("^" BLANKS PORT BLANKS "$", must_of(maker, field));
}

static json_t *make_range(struct pp_schema_maker *maker, const struct pp_field *field)
{
    return port_or("^" RANGE BLANKS "$", must_of(maker, field));
}

/* A range with a transport or without, or a row of netsh. */
static json_t *make_excluded(struct pp_schema_maker *maker, const struct pp_field *field)
{
    struct pp_strbuf pattern;
    pp_strbuf_init(&pattern);
    pp_strbuf_add(&pattern, "^(?:" RANGE "(?:" BLANKS "/" BLANKS "(?:");
    add_caseless(&pattern, pp_transport_names, PP_TRANSPORTS);
    pp_strbuf_add(&pattern, "))?|" PORT "[ \\t]+" PORT ")" BLANKS "$");
    json_t *one = port_or(pattern.text, must_of(maker, field));
    pp_strbuf_release(&pattern);
    return one_or_several(one, must_of(maker, field));
}

static json_t *make_address(struct pp_schema_maker *maker, const struct pp_field *field)
{
    json_t *schema = typed("string");
    put_pattern(schema, "^(?:\\*|" SPECIFIC ")$", must_of(maker, field));
    return schema;
}

static json_t *make_addresses(struct pp_schema_maker *maker, const struct pp_field *field)
{
    json_t *one = typed("string"), *wild = typed("string");
    put_pattern(one, "^(?:" SPECIFIC ")$", must_of(maker, field));
    pp_json_put_text(wild, "pattern", NO_HOSTS_OWN);
    pp_json_put(one, "not", wild);
    return one_or_several(one, must_of(maker, field));
}

static json_t *make_date(struct pp_schema_maker *maker, const struct pp_field *field)
{
    json_t *schema = typed("string");
    put_pattern(schema, DATE, must_of(maker, field));
    return schema;
}

static json_t *make_instances(struct pp_schema_maker *maker, const struct pp_field *field)
{
    static const char *const types[] = {"integer", "string", "array"};
    json_t *schema = pp_json_object(), *number = typed("integer");
    pp_schema_put_types(schema, types, 3);
    put_bounds(schema, 1, PP_INSTANCE_MAX);
    put_pattern(schema, "^" INSTANCE "-" INSTANCE "$", must_of(maker, field));
    put_bounds(number, 0, PP_INSTANCE_MAX - 1);
    pp_json_put(schema, "items", number);
    pp_json_put_number(schema, "minItems", 1);
    pp_json_put(schema, "uniqueItems", json_true());
    return schema;
}

static json_t *make_listen(struct pp_schema_maker *maker, const struct pp_field *field)
{
    return port_or("^(?:" EXPRESSION "|" POOL ")$", must_of(maker, field));
}

/* One of them: json_schema.c makes the map, and adds what `auto` may say. */
static json_t *make_ports(struct pp_schema_maker *maker, const struct pp_field *field)
{
    (void)maker;
    (void)field;
    return port_or("^(?:" EXPRESSION "|" AUTO ")$",
                   "a port, an expression such as \"5421+N\" or auto");
}

static json_t *make_pools(struct pp_schema_maker *maker, const struct pp_field *field)
{
    json_t *value = make_range(maker, &(struct pp_field){.kind = PP_FIELD_RANGE});
    return pp_schema_map(value, must_of(maker, field), true);
}

typedef json_t *make_function(struct pp_schema_maker *maker, const struct pp_field *field);

static make_function *const makers[PP_FIELD_KINDS] = {
    [PP_FIELD_NAME] = make_name,           [PP_FIELD_TEXT] = make_text,
    [PP_FIELD_NAMES] = make_names,         [PP_FIELD_YES_NO] = make_yes_no,
    [PP_FIELD_INTEGER] = make_integer,     [PP_FIELD_CHOICE] = make_choice,
    [PP_FIELD_PORT] = make_port,           [PP_FIELD_RANGE] = make_range,
    [PP_FIELD_EXCLUDED] = make_excluded,   [PP_FIELD_ADDRESS] = make_address,
    [PP_FIELD_ADDRESSES] = make_addresses, [PP_FIELD_DATE] = make_date,
    [PP_FIELD_INSTANCES] = make_instances, [PP_FIELD_LISTEN] = make_listen,
    [PP_FIELD_PORTS] = make_ports,         [PP_FIELD_POOLS] = make_pools,
};

bool pp_schema_has_kind(enum pp_field_kind kind)
{
    return makers[kind] != NULL;
}

json_t *pp_schema_of_kind(struct pp_schema_maker *maker, const struct pp_field *field)
{
    assert(pp_schema_has_kind(field->kind));
    return makers[field->kind](maker, field);
}
