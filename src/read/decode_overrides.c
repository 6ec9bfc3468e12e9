/* decode_overrides: what a placement changes of its product: endpoints switched off, other ports. */
#include "read/decode_parts.h"

#include "base/mem.h"
#include "base/text.h"
#include "read/field_kinds.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* --- endpoints switched off ------------------------------------------------ */

static const char **endpoint_names(struct pp_plan_decoder *decoder,
                                   const struct pp_product *product)
{
    const char **names =
        pp_arena_array(decoder->base.arena, product->endpoint_count, sizeof *names);
    for (size_t i = 0; i < product->endpoint_count; i++)
        names[i] = product->endpoints[i].id;
    return names;
}

static bool refuse_endpoint(struct pp_plan_decoder *decoder, const struct pp_product *product,
                            const char *id, struct pp_loc loc)
{
    const char **names = endpoint_names(decoder, product);
    size_t count = product->endpoint_count;
    pp_diags_add_near(decoder->base.diags, loc, pp_nearest(id, names, count),
                      "product '%s' has no endpoint '%s'; its endpoints are %s", product->name, id,
                      pp_names_join(decoder->base.arena, names, count, " and "));
    return false;
}

bool pp_decode_without(struct pp_plan_decoder *decoder, const struct pp_names *names,
                       struct pp_placement *placement)
{
    const struct pp_product *product = placement->product;
    bool good = true;
    if (names->count == 0)
        return true;
    placement->without =
        pp_arena_array(decoder->base.arena, product->endpoint_count, sizeof *placement->without);
    bool *off = pp_calloc(product->endpoint_count + 1, sizeof *off);
    for (size_t i = 0; i < names->count; i++) {
        const struct pp_endpoint *endpoint = pp_product_endpoint(product, names->items[i]);
        if (endpoint)
            off[endpoint - product->endpoints] = true;
        else
            good = refuse_endpoint(decoder, product, names->items[i], names->locs[i]);
    }
    for (uint32_t i = 0; i < product->endpoint_count; i++) {
        if (off[i])
            placement->without[placement->without_count++] = i;
    }
    free(off);
    if (placement->without_count > 0 && placement->without_count == product->endpoint_count) {
        pp_diags_add(decoder->base.diags, names->locs[0],
                     "every endpoint of '%s' is switched off; leave the placement out",
                     product->name);
        good = false;
    }
    return good;
}

/* --- ports of its own ------------------------------------------------------ */

static bool refuse_port_name(struct pp_plan_decoder *decoder, const struct pp_product *product,
                             const struct pp_entry *entry)
{
    size_t endpoints = product->endpoint_count, pools = product->pool_count;
    const char **names = pp_arena_array(decoder->base.arena, endpoints + pools, sizeof *names);
    for (size_t i = 0; i < endpoints; i++)
        names[i] = product->endpoints[i].id;
    for (size_t i = 0; i < pools; i++)
        names[endpoints + i] = product->pools[i].id;
    const char *listed = pp_names_join(decoder->base.arena, names, endpoints, " and ");
    if (pools > 0)
        listed =
            pp_arena_printf(decoder->base.arena, "%s, its pools %s", listed,
                            pp_names_join(decoder->base.arena, names + endpoints, pools, " and "));
    pp_diags_add_near(decoder->base.diags, entry->key_loc,
                      pp_nearest(entry->key, names, endpoints + pools),
                      "product '%s' has no endpoint or pool '%s'; its endpoints are %s",
                      product->name, entry->key, listed);
    return false;
}

/* The range behind `auto`, NULL when there is none; false when the node is no `auto`. */
static bool is_auto(const struct pp_node *node, const char **range)
{
    *range = NULL;
    if (node->kind == PP_NODE_AUTO) {
        *range = node->string.text;
        return true;
    }
    if (node->kind != PP_NODE_STRING || strncmp(node->string.text, "auto", 4) != 0)
        return false;
    const char *rest = node->string.text + 4;
    if (*rest != '\0')
        *range = rest + strspn(rest, " ");
    return *rest == '\0' || *rest == ' ';
}

static bool decode_auto(struct pp_plan_decoder *decoder, const struct pp_node *node,
                        const char *range, struct pp_override *override)
{
    struct pp_port_error error;
    if (!range || pp_range_parse(range, &override->choice.range, &error))
        return true;
    pp_diags_add(decoder->base.diags, node->loc, "'auto %s': %s", range, error.text);
    return false;
}

/* The first port of the range at which a block could begin; past 65535 when there is none. */
static uint32_t first_start(const struct pp_auto *choice)
{
    uint32_t from = choice->range.first ? choice->range.first : 1;
    return (from + choice->align - 1) / choice->align * choice->align;
}

/* Whether at least one instance could have its block. */
static bool check_block(struct pp_plan_decoder *decoder, const struct pp_node *map,
                        const struct pp_auto *choice)
{
    struct pp_diags *diags = decoder->base.diags;
    struct pp_range range = choice->range.first ? choice->range : (struct pp_range){1, PP_PORT_MAX};
    uint32_t size = pp_range_size(range), start = first_start(choice);
    if (choice->block > size)
        pp_diags_add(diags, pp_fields_place(map, "block"),
                     "'block' is %u, but range %u-%u has %u port%s", choice->block, range.first,
                     range.last, size, size == 1 ? "" : "s");
    else if (start > range.last)
        pp_diags_add(diags, pp_fields_place(map, "align"), "range %u-%u has no multiple of %u",
                     range.first, range.last, choice->align);
    else if (start + choice->block - 1 > range.last)
        pp_diags_add(diags, pp_fields_place(map, "block"),
                     "no block of %u ports fits into range %u-%u from a multiple of %u on: the "
                     "first is %u-%u",
                     choice->block, range.first, range.last, choice->align, start,
                     start + choice->block - 1);
    else
        return true;
    return false;
}

/* `auto { range = ..., ... }`, in YAML the map alone. */
static bool decode_auto_map(struct pp_plan_decoder *decoder, const struct pp_entry *entry,
                            struct pp_override *override)
{
    const char *subject = pp_arena_printf(decoder->base.arena, "'%s' of 'ports'", entry->key);
    return pp_fields_decode(&decoder->base, entry->value, &pp_auto_shape, subject,
                            &override->choice) &&
           check_block(decoder, entry->value, &override->choice);
}

static bool decode_override(struct pp_plan_decoder *decoder, const struct pp_entry *entry,
                            struct pp_override *override)
{
    const struct pp_node *node = entry->value;
    const char *range = NULL;
    bool is_map = pp_field_is_map(node);
    override->choice = (struct pp_auto){.block = 1, .align = 1};
    override->is_auto = is_map || is_auto(node, &range);
    if (is_map)
        return decode_auto_map(decoder, entry, override);
    if (override->is_auto)
        return decode_auto(decoder, node, range, override);
    if (node->kind != PP_NODE_INTEGER && node->kind != PP_NODE_STRING) {
        pp_diags_add(decoder->base.diags, node->loc,
                     "'%s' of 'ports' must be a port, an expression such as \"5421+N\" or auto, "
                     "not %s",
                     entry->key, pp_node_kind_name(node));
        return false;
    }
    if (!pp_fields_expr(&decoder->base, node, &override->expr))
        return false;
    if (override->pool != PP_NONE && override->expr.stride > 0) {
        pp_diags_add(decoder->base.diags, node->loc,
                     "'%s' is a formula, but '%s' is a pool; write a range such as 8001-8099",
                     node->string.text, entry->key);
        return false;
    }
    return true;
}

bool pp_decode_ports(struct pp_plan_decoder *decoder, const struct pp_node *map,
                     struct pp_placement *placement)
{
    const struct pp_product *product = placement->product;
    bool good = true;
    placement->overrides =
        pp_arena_array(decoder->base.arena, map->count, sizeof *placement->overrides);
    for (const struct pp_entry *entry = map->first; entry; entry = entry->next) {
        const struct pp_endpoint *endpoint = pp_product_endpoint(product, entry->key);
        const struct pp_pool *pool = pp_product_pool(product, entry->key);
        if (!endpoint && !pool) {
            good = refuse_port_name(decoder, product, entry);
            continue;
        }
        struct pp_override *override = &placement->overrides[placement->override_count++];
        *override = (struct pp_override){
            .endpoint = endpoint ? (uint32_t)(endpoint - product->endpoints) : PP_NONE,
            .pool = endpoint ? PP_NONE : (uint32_t)(pool - product->pools),
            .loc = entry->value->loc,
        };
        good = decode_override(decoder, entry, override) && good;
    }
    return good;
}

static const char *const ties[] = {"all hosts"};

#define AT(member) offsetof(struct pp_auto, member)
static const struct pp_field auto_fields[] = {
    {.name = "range",
     .kind = PP_FIELD_RANGE,
     .offset = AT(range),
     .help = "where the ports are chosen; without it 10000-32767 is preferred"},
    {.name = "same_on",
     .kind = PP_FIELD_CHOICE,
     .offset = AT(tied),
     .choices = ties,
     .choice_count = PP_COUNT_OF(ties),
     .base = PP_TIED_ALL_HOSTS,
     .help = "where the choice is the same, instance by instance: \"all hosts\" of the estate "
             "with that product"},
    {.name = "block",
     .kind = PP_FIELD_INTEGER,
     .offset = AT(block),
     .min = 1,
     .max = PP_PORT_MAX,
     .help = "how many adjacent ports each instance gets; by default one"},
    {.name = "align",
     .kind = PP_FIELD_INTEGER,
     .offset = AT(align),
     .min = 1,
     .max = PP_PORT_MAX,
     .help = "the first port is a multiple of it"},
};
#undef AT
const struct pp_shape pp_auto_shape = {
    .what = "an auto", .fields = auto_fields, .count = PP_COUNT_OF(auto_fields)};
