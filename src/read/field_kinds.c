/* field_kinds: reading the value of one field, by its kind. */
#include "read/field_kinds.h"

#include "base/text.h"
#include "base/utf8.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

static bool is_list(const struct pp_node *node)
{
    return node->kind == PP_NODE_LIST || (node->kind == PP_NODE_MAP && node->count == 0);
}

bool pp_field_is_map(const struct pp_node *node)
{
    return node->kind == PP_NODE_MAP || (node->kind == PP_NODE_LIST && node->count == 0);
}

/* "tcp, udp or sctp"; words that a sentence would swallow are in quotes. */
static const char *must_choose(struct pp_decoder *decoder, const struct pp_field *field)
{
    const char **names = pp_arena_array(decoder->arena, field->choice_count, sizeof *names);
    for (size_t i = 0; i < field->choice_count; i++)
        names[i] = strchr(field->choices[i], ' ')
                       ? pp_arena_printf(decoder->arena, "'%s'", field->choices[i])
                       : field->choices[i];
    return pp_names_join(decoder->arena, names, field->choice_count, " or ");
}

const char *pp_field_must(struct pp_decoder *decoder, const struct pp_field *field)
{
    if (field->kind == PP_FIELD_CHOICE)
        return must_choose(decoder, field);
    if (field->kind == PP_FIELD_INTEGER)
        return pp_arena_printf(decoder->arena, "an integer from %" PRIu32 " to %" PRIu32,
                               field->min, field->max);
    if (field->kind == PP_FIELD_SHAPE)
        return field->shape->shorthand ? "a string or a map of fields" : "a map of fields";
    return pp_field_readers[field->kind].must;
}

/* "a string"; a number itself, of which the fraction is what is wrong. */
static const char *what_is_there(struct pp_decoder *decoder, const struct pp_node *node)
{
    if (node->kind != PP_NODE_NUMBER)
        return pp_node_kind_name(node);
    const char *text = pp_arena_printf(decoder->arena, "%.14g", node->number);
    bool whole = text[strspn(text, "-0123456789")] == '\0';
    return whole ? pp_arena_printf(decoder->arena, "%s.0", text) : text;
}

static bool wrong_type(struct pp_decoder *decoder, const struct pp_field *field,
                       const struct pp_node *node)
{
    bool bare = node->kind == PP_NODE_INTEGER || node->kind == PP_NODE_NUMBER ||
                node->kind == PP_NODE_BOOL;
    bool string = field->kind == PP_FIELD_NAME || field->kind == PP_FIELD_TEXT ||
                  field->kind == PP_FIELD_NAMES;
    pp_diags_add(decoder->diags, node->loc, "'%s' must be %s, not %s%s", field->name,
                 pp_field_must(decoder, field), what_is_there(decoder, node),
                 bare && string ? "; put it in quotes" : "");
    return false;
}

/* --- strings --------------------------------------------------------------- */

/* Why a string cannot be shown in a report, or NULL. */
static const char *unprintable(const char *text, size_t length, bool one_line)
{
    size_t size = 0, plain = pp_utf8_plain(text, length);
    bool blank = strspn(text, " ") >= plain;
    for (size_t i = plain; i < length; i += size) {
        uint32_t c = 0;
        size = pp_utf8_decode(text + i, length - i, &c);
        if (size == 0)
            return "is not UTF-8 text";
        bool newline = c == '\n' || c == '\r' || c == '\t';
        if (!pp_utf8_is_printable(c) && !newline)
            return "holds a control character";
        if (newline && one_line)
            return "must be one line";
        blank = blank && (newline || c == ' ');
    }
    return blank ? "is empty" : NULL;
}

static bool decode_string(struct pp_decoder *decoder, const struct pp_field *field,
                          const struct pp_node *node, void *slot)
{
    if (node->kind != PP_NODE_STRING)
        return wrong_type(decoder, field, node);
    bool one_line = field->kind != PP_FIELD_TEXT;
    const char *why = unprintable(node->string.text, node->string.length, one_line);
    if (why) {
        pp_diags_add(decoder->diags, node->loc, "'%s' %s", field->name, why);
        return false;
    }
    *(const char **)slot = node->string.text;
    return true;
}

static bool decode_date(struct pp_decoder *decoder, const struct pp_field *field,
                        const struct pp_node *node, void *slot)
{
    const char *text = NULL;
    if (!decode_string(decoder, field, node, &text))
        return false;
    if (!pp_is_date(text)) {
        pp_diags_add(decoder->diags, node->loc,
                     "'%s' is not a day of the calendar; write it as YYYY-MM-DD", text);
        return false;
    }
    *(const char **)slot = text;
    return true;
}

/* --- one or several -------------------------------------------------------- */

struct items {
    const struct pp_node *single;
    const struct pp_entry *next;
    size_t count;
};

static struct items items_of(const struct pp_node *node)
{
    if (is_list(node))
        return (struct items){.next = node->first, .count = node->count};
    return (struct items){.single = node, .count = 1};
}

static const struct pp_node *next_item(struct items *items)
{
    const struct pp_node *item = items->single;
    items->single = NULL;
    if (items->next) {
        item = items->next->value;
        items->next = items->next->next;
    }
    return item;
}

static bool decode_names(struct pp_decoder *decoder, const struct pp_field *field,
                         const struct pp_node *node, void *slot)
{
    struct items items = items_of(node);
    struct pp_names names = {
        .items = pp_arena_array(decoder->arena, items.count, sizeof *names.items),
        .locs = pp_arena_array(decoder->arena, items.count, sizeof *names.locs),
    };
    bool good = true;
    for (const struct pp_node *item; (item = next_item(&items)) != NULL;) {
        names.locs[names.count] = item->loc;
        if (decode_string(decoder, field, item, &names.items[names.count]))
            names.count++;
        else
            good = false;
    }
    *(struct pp_names *)slot = names;
    return good;
}

/* What people write beside an address, or instead of one. */
static const char *address_hint(const char *text)
{
    if (strchr(text, '/'))
        return "; write it without the length of its prefix";
    if (strchr(text, '%'))
        return "; write it without the name of its interface";
    if (pp_casecmp(text, "localhost") == 0)
        return "; write 127.0.0.1 or ::1";
    return "";
}

static bool decode_address(struct pp_decoder *decoder, const struct pp_field *field,
                           const struct pp_node *node, void *slot)
{
    struct pp_address address;
    if (node->kind != PP_NODE_STRING)
        return wrong_type(decoder, field, node);
    if (!pp_address_parse(node->string.text, &address)) {
        pp_diags_add(decoder->diags, node->loc, "address '%s' is not an IPv4 or IPv6 address%s%s",
                     node->string.text, field->kind == PP_FIELD_ADDRESS ? " or '*'" : "",
                     address_hint(node->string.text));
        return false;
    }
    *(struct pp_address *)slot = address;
    return true;
}

/* An address that a host can have for itself. */
static bool decode_own_address(struct pp_decoder *decoder, const struct pp_field *field,
                               const struct pp_node *node, struct pp_host_address *own)
{
    if (!decode_address(decoder, field, node, &own->address))
        return false;
    own->loc = node->loc;
    const char *what = NULL;
    if (!pp_address_is_specific(&own->address))
        what = "a wildcard";
    else if (pp_address_is_multicast(&own->address))
        what = "a multicast group";
    if (what)
        pp_diags_add(decoder->diags, node->loc,
                     "address '%s' is %s; a host has specific addresses such as 10.20.1.11",
                     node->string.text, what);
    return !what;
}

static bool decode_addresses(struct pp_decoder *decoder, const struct pp_field *field,
                             const struct pp_node *node, void *slot)
{
    struct items items = items_of(node);
    struct pp_addresses all = {
        .items = pp_arena_array(decoder->arena, items.count, sizeof *all.items),
    };
    bool good = true;
    for (const struct pp_node *item; (item = next_item(&items)) != NULL;) {
        if (decode_own_address(decoder, field, item, &all.items[all.count]))
            all.count++;
        else
            good = false;
    }
    *(struct pp_addresses *)slot = all;
    return good;
}

/* --- ports ----------------------------------------------------------------- */

static bool is_port_like(const struct pp_node *node)
{
    return node->kind == PP_NODE_INTEGER || node->kind == PP_NODE_STRING;
}

static bool refuse_port(struct pp_decoder *decoder, const struct pp_node *node,
                        const struct pp_port_error *error)
{
    if (node->kind == PP_NODE_INTEGER)
        pp_diags_add(decoder->diags, node->loc, "'%" PRId64 "': %s", node->integer, error->text);
    else
        pp_diags_add(decoder->diags, node->loc, "'%s': %s", node->string.text, error->text);
    return false;
}

bool pp_fields_range(struct pp_decoder *decoder, const struct pp_node *node, struct pp_range *range)
{
    struct pp_port_error error;
    assert(is_port_like(node));
    if (node->kind == PP_NODE_STRING)
        return pp_range_parse(node->string.text, range, &error) ||
               refuse_port(decoder, node, &error);
    if (!pp_port_from_integer(node->integer, &range->first, &error))
        return refuse_port(decoder, node, &error);
    range->last = range->first;
    return true;
}

bool pp_fields_expr(struct pp_decoder *decoder, const struct pp_node *node,
                    struct pp_port_expr *expr)
{
    struct pp_port_error error;
    assert(is_port_like(node));
    if (node->kind == PP_NODE_STRING)
        return pp_port_expr_parse(node->string.text, expr, &error) ||
               refuse_port(decoder, node, &error);
    if (!pp_port_from_integer(node->integer, &expr->first, &error))
        return refuse_port(decoder, node, &error);
    expr->last = expr->first;
    expr->stride = 0;
    return true;
}

static bool decode_port(struct pp_decoder *decoder, const struct pp_field *field,
                        const struct pp_node *node, void *slot)
{
    struct pp_port_error error;
    if (!is_port_like(node))
        return wrong_type(decoder, field, node);
    bool good = node->kind == PP_NODE_INTEGER ? pp_port_from_integer(node->integer, slot, &error)
                                              : pp_port_parse(node->string.text, slot, &error);
    return good || refuse_port(decoder, node, &error);
}

static bool decode_range(struct pp_decoder *decoder, const struct pp_field *field,
                         const struct pp_node *node, void *slot)
{
    if (!is_port_like(node))
        return wrong_type(decoder, field, node);
    return pp_fields_range(decoder, node, slot);
}

#define DIGITS "0123456789"

/* "8010        8089", as netsh prints it; with a star behind it. */
static bool is_netsh_row(const char *text)
{
    size_t first = strspn(text, DIGITS), blank = strspn(text + first, " \t");
    size_t second = strspn(text + first + blank, DIGITS);
    size_t end = first + blank + second + strspn(text + first + blank + second, " \t*");
    return first && blank && second && text[end] == '\0';
}

static bool decode_netsh_row(struct pp_decoder *decoder, const struct pp_node *node,
                             struct pp_range *range)
{
    struct pp_port_error error;
    const char *text = node->string.text;
    size_t first = strspn(text, DIGITS), blank = strspn(text + first, " \t");
    if (strchr(text, '*')) {
        pp_diags_add(decoder->diags, node->loc,
                     "'%s' has a star: a program can still bind the ports; leave the row out",
                     text);
        return false;
    }
    int last = (int)strspn(text + first + blank, DIGITS);
    const char *written =
        pp_arena_printf(decoder->arena, "%.*s-%.*s", (int)first, text, last, text + first + blank);
    return pp_range_parse(written, range, &error) || refuse_port(decoder, node, &error);
}

/* "50000-50059", "50000-50059/udp" or a port number. */
static bool decode_exclusion(struct pp_decoder *decoder, const struct pp_field *field,
                             const struct pp_node *node, struct pp_excluded *excluded)
{
    struct pp_port_error error;
    enum pp_transport transport = PP_TCP;
    bool has_transport = false;
    excluded->transport = PP_NONE;
    if (node->kind != PP_NODE_STRING)
        return decode_range(decoder, field, node, &excluded->ports);
    if (is_netsh_row(node->string.text))
        return decode_netsh_row(decoder, node, &excluded->ports);
    if (!pp_port_ref_parse(node->string.text, &excluded->ports, &transport, &has_transport, &error))
        return refuse_port(decoder, node, &error);
    if (has_transport)
        excluded->transport = transport;
    return true;
}

static bool decode_excluded(struct pp_decoder *decoder, const struct pp_field *field,
                            const struct pp_node *node, void *slot)
{
    struct items items = items_of(node);
    struct pp_exclusions all = {
        .items = pp_arena_array(decoder->arena, items.count, sizeof *all.items),
    };
    bool good = true;
    for (const struct pp_node *item; (item = next_item(&items)) != NULL;) {
        if (decode_exclusion(decoder, field, item, &all.items[all.count]))
            all.count++;
        else
            good = false;
    }
    *(struct pp_exclusions *)slot = all;
    return good;
}

/* --- small values, and what callers decode ---------------------------------- */

static bool decode_yes_no(struct pp_decoder *decoder, const struct pp_field *field,
                          const struct pp_node *node, void *slot)
{
    if (node->kind != PP_NODE_BOOL)
        return wrong_type(decoder, field, node);
    *(enum pp_tri *)slot = node->boolean ? PP_YES : PP_NO;
    return true;
}

static bool decode_integer(struct pp_decoder *decoder, const struct pp_field *field,
                           const struct pp_node *node, void *slot)
{
    if (node->kind != PP_NODE_INTEGER)
        return wrong_type(decoder, field, node);
    if (node->integer < field->min || node->integer > field->max) {
        pp_diags_add(decoder->diags, node->loc, "'%s' must be %s, not %" PRId64, field->name,
                     pp_field_must(decoder, field), node->integer);
        return false;
    }
    *(uint32_t *)slot = (uint32_t)node->integer;
    return true;
}

/* Enums are filled as the unsigned int that both compilers make of them. */
_Static_assert(sizeof(enum pp_transport) == sizeof(uint32_t), "an enum is 32 bits");

static bool decode_choice(struct pp_decoder *decoder, const struct pp_field *field,
                          const struct pp_node *node, void *slot)
{
    if (node->kind != PP_NODE_STRING)
        return wrong_type(decoder, field, node);
    for (uint32_t i = 0; i < field->choice_count; i++) {
        uint32_t value = field->base + i;
        if (pp_casecmp(field->choices[i], node->string.text) == 0) {
            memcpy(slot, &value, sizeof value);
            return true;
        }
    }
    pp_diags_add_near(decoder->diags, node->loc,
                      pp_nearest(node->string.text, field->choices, field->choice_count),
                      "'%s' must be %s, not '%s'", field->name, pp_field_must(decoder, field),
                      node->string.text);
    return false;
}

static bool fits(enum pp_field_kind kind, const struct pp_field *field, const struct pp_node *node)
{
    switch (kind) {
    case PP_FIELD_INSTANCES:
        return node->kind == PP_NODE_INTEGER || node->kind == PP_NODE_STRING || is_list(node);
    case PP_FIELD_LISTEN: return is_port_like(node);
    case PP_FIELD_SHAPE_LIST: return is_list(node);
    case PP_FIELD_SHAPE:
        return pp_field_is_map(node) || (field->shape->shorthand && node->kind == PP_NODE_STRING);
    default: return pp_field_is_map(node);
    }
}

static bool keep_node(struct pp_decoder *decoder, const struct pp_field *field,
                      const struct pp_node *node, void *slot)
{
    if (!fits(field->kind, field, node))
        return wrong_type(decoder, field, node);
    *(const struct pp_node **)slot = node;
    return true;
}

const struct pp_field_reader pp_field_readers[PP_FIELD_KINDS] = {
    [PP_FIELD_NAME] = {"a string", decode_string},
    [PP_FIELD_TEXT] = {"a string", decode_string},
    [PP_FIELD_NAMES] = {"a string or a list of strings", decode_names},
    [PP_FIELD_YES_NO] = {"true or false", decode_yes_no},
    [PP_FIELD_INTEGER] = {NULL, decode_integer},
    [PP_FIELD_CHOICE] = {NULL, decode_choice},
    [PP_FIELD_PORT] = {"a port from 1 to 65535", decode_port},
    [PP_FIELD_RANGE] = {"a port or a range such as \"8001-8099\"", decode_range},
    [PP_FIELD_EXCLUDED] = {"ports or ranges such as \"50000-50059\" or \"50000-50059/udp\"",
                           decode_excluded},
    [PP_FIELD_ADDRESS] = {"an address or \"*\"", decode_address},
    [PP_FIELD_ADDRESSES] = {"an address or a list of addresses", decode_addresses},
    [PP_FIELD_DATE] = {"a date, YYYY-MM-DD", decode_date},
    [PP_FIELD_INSTANCES] = {"an integer, a list of integers or a range such as \"4-7\"", keep_node},
    [PP_FIELD_LISTEN] = {"a port, an expression such as \"5421+N\" or the name of a pool",
                         keep_node},
    [PP_FIELD_PORTS] = {"a map of endpoints and pools to ports", keep_node},
    [PP_FIELD_POOLS] = {"a map of names to ranges such as \"8001-8099\"", keep_node},
    [PP_FIELD_SHAPE] = {NULL, keep_node},
    [PP_FIELD_SHAPE_LIST] = {"a list", keep_node},
    [PP_FIELD_SHAPE_MAP] = {"a map", keep_node},
};
