/* decode_overrides: what a placement changes of its product: endpoints switched off, other ports. */
#include "read/decode_parts.h"

#include "base/mem.h"
#include "base/text.h"

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
    override->is_auto = true;
    override->has_range = range != NULL;
    if (!range || pp_range_parse(range, &override->range, &error))
        return true;
    pp_diags_add(decoder->base.diags, node->loc, "'auto %s': %s", range, error.text);
    return false;
}

static bool decode_override(struct pp_plan_decoder *decoder, const struct pp_entry *entry,
                            struct pp_override *override)
{
    const struct pp_node *node = entry->value;
    const char *range = NULL;
    if (is_auto(node, &range))
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
