/* decode_placement: one product on one host: its instances, and what differs from the catalogue. */
#include "read/decode_parts.h"

#include "base/mem.h"
#include "base/text.h"

#include <assert.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define NO_ADDRESS UINT8_MAX /* what it is before one is given */

struct placement_form {
    const char *use, *label, *owner, *reason;
    const struct pp_node *instances, *ports;
    struct pp_address address;
    struct pp_names without, tags;
};

/* --- the product ----------------------------------------------------------- */

/* The name of a product that the file can use and that a typist most likely meant: one of
 * that id in another catalogue, the nearest name, or the nearest id. NULL when none is near. */
static const char *nearest_product(const struct pp_plan_decoder *decoder, const char *use)
{
    size_t count = decoder->product_count;
    const char **names = pp_arena_array(decoder->base.arena, count, sizeof *names);
    const char **ids = pp_arena_array(decoder->base.arena, count, sizeof *ids);
    const char *dot = strchr(use, '.');
    const char *id = dot ? dot + 1 : use;
    for (size_t i = 0; i < count; i++) {
        names[i] = decoder->products[i]->name;
        ids[i] = decoder->products[i]->id;
        if (pp_casecmp(ids[i], id) == 0)
            return names[i];
    }
    const char *near = pp_nearest(use, names, count);
    if (near)
        return near;
    near = pp_nearest(id, ids, count);
    for (size_t i = 0; near && i < count; i++) {
        if (ids[i] == near)
            return names[i];
    }
    return NULL;
}

static const struct pp_catalog_use *find_catalog(const struct pp_plan_decoder *decoder,
                                                 const char *id)
{
    for (size_t i = 0; i < decoder->catalog_count; i++) {
        if (strcmp(decoder->catalogs[i].id, id) == 0)
            return &decoder->catalogs[i];
    }
    return NULL;
}

static bool catalog_exists(struct pp_plan_decoder *decoder, const char *id)
{
    if (!decoder->existing)
        decoder->existing =
            pp_library_list(decoder->library, decoder->folder, &decoder->existing_count);
    for (size_t i = 0; i < decoder->existing_count; i++) {
        if (strcmp(decoder->existing[i], id) == 0)
            return true;
    }
    return false;
}

static void refuse_catalog(struct pp_plan_decoder *decoder, const char *use, const char *id,
                           struct pp_loc loc)
{
    if (decoder->catalogs_refused)
        return; /* one of them may be this one, misspelt */
    if (catalog_exists(decoder, id))
        pp_diags_add(decoder->base.diags, loc,
                     "product '%s' needs catalogue '%s', which the plan does not name; in Lua, "
                     "catalog \"%s\"; in YAML, catalogs: [%s]",
                     use, id, id, id);
    else
        pp_diags_add_near(decoder->base.diags, loc, nearest_product(decoder, use),
                          "product '%s' is of no known catalogue; there is no catalogue '%s'", use,
                          id);
}

static void refuse_product(struct pp_plan_decoder *decoder, const char *use, const char *catalog,
                           struct pp_loc loc)
{
    const char *id = strchr(use, '.') + 1;
    const char *owner = pp_library_owner(decoder->library, decoder->folder, id);
    if (owner)
        pp_diags_add(decoder->base.diags, loc,
                     "catalogue '%s' has no product '%s'; catalogue '%s' has it", catalog, id,
                     owner);
    else
        pp_diags_add_near(decoder->base.diags, loc, nearest_product(decoder, use),
                          "catalogue '%s' has no product '%s'", catalog, id);
}

/* The product that `use` names; NULL when there is none: a mistake, unless the catalogue's
 * own mistakes have been reported instead. */
static const struct pp_product *find_product(struct pp_plan_decoder *decoder, const char *use,
                                             const struct pp_node *node)
{
    struct pp_used_product *used =
        &decoder->used[(uintptr_t)use / sizeof(max_align_t) % PP_USED_PRODUCTS];
    if (used->name == use)
        return used->product;
    uint32_t found = pp_map_find(&decoder->product_names, use);
    if (found != PP_MAP_NONE) {
        *used = (struct pp_used_product){use, decoder->products[found]};
        return used->product;
    }
    struct pp_loc loc = pp_fields_place(node, "use");
    const char *dot = strchr(use, '.');
    if (!dot) {
        pp_diags_add_near(decoder->base.diags, loc, nearest_product(decoder, use),
                          "the plan declares no product '%s'; one of a catalogue is named "
                          "catalogue.product",
                          use);
        return NULL;
    }
    const char *id = pp_arena_strndup(decoder->base.arena, use, (size_t)(dot - use));
    const struct pp_catalog_use *catalog = find_catalog(decoder, id);
    if (!catalog)
        refuse_catalog(decoder, use, id, loc);
    else if (catalog->catalog)
        refuse_product(decoder, use, id, loc);
    return NULL;
}

/* --- instances ------------------------------------------------------------- */

static void number_from(struct pp_plan_decoder *decoder, struct pp_placement *placement,
                        uint32_t first, uint32_t count)
{
    placement->instance_count = count;
    placement->instances = pp_plan_numbers_from(decoder->plan, first);
}

static bool decode_count(struct pp_plan_decoder *decoder, const struct pp_node *node,
                         struct pp_placement *placement)
{
    if (node->integer < 1 || node->integer > PP_INSTANCE_MAX) {
        pp_diags_add(decoder->base.diags, node->loc,
                     "'instances' is %" PRId64 "; a count of instances is 1-%u", node->integer,
                     PP_INSTANCE_MAX);
        return false;
    }
    number_from(decoder, placement, 0, (uint32_t)node->integer);
    return true;
}

static bool decode_instance_text(struct pp_plan_decoder *decoder, const struct pp_node *node,
                                 struct pp_placement *placement)
{
    const char *text = node->string.text, *dash = strchr(text, '-');
    size_t length = dash ? (size_t)(dash - text) : strlen(text);
    uint32_t first = 0, last = 0;
    bool number = pp_parse_uint(text, length, PP_INSTANCE_MAX - 1, &first);
    bool good = number && dash &&
                pp_parse_uint(dash + 1, strlen(dash + 1), PP_INSTANCE_MAX - 1, &last);
    if (number && !dash)
        pp_diags_add(decoder->base.diags, node->loc,
                     "'instances' is '%s' in quotes; write %" PRIu32 " for so many instances, or a "
                     "list with %" PRIu32 " for the instance of that number",
                     text, first, first);
    else if (!good)
        pp_diags_add(decoder->base.diags, node->loc,
                     "'instances' is '%s'; it must be a count such as 4, a list of numbers or a "
                     "range of numbers such as \"4-7\", from 0 to %u",
                     text, PP_INSTANCE_MAX - 1);
    else if (last < first)
        pp_diags_add(decoder->base.diags, node->loc,
                     "'instances' is '%s', which runs backwards; write %" PRIu32 "-%" PRIu32, text,
                     last, first);
    if (!good || last < first)
        return false;
    number_from(decoder, placement, first, last - first + 1);
    return true;
}

/* Whether `item` can be an instance number: *number. */
static bool instance_number(struct pp_plan_decoder *decoder, const struct pp_node *item,
                            uint32_t *number)
{
    if (item->kind != PP_NODE_INTEGER)
        pp_diags_add(decoder->base.diags, item->loc,
                     "an instance number must be an integer from 0 to %u, not %s",
                     PP_INSTANCE_MAX - 1, pp_node_kind_name(item));
    else if (item->integer < 0 || item->integer >= PP_INSTANCE_MAX)
        pp_diags_add(decoder->base.diags, item->loc,
                     "an instance number must be an integer from 0 to %u, not %" PRId64,
                     PP_INSTANCE_MAX - 1, item->integer);
    else {
        *number = (uint32_t)item->integer;
        return true;
    }
    return false;
}

static void refuse_twice(struct pp_plan_decoder *decoder, const struct pp_node *list,
                         const struct pp_node *item)
{
    pp_diags_add(decoder->base.diags, item->loc, "instance %" PRId64 " is listed twice",
                 item->integer);
    for (const struct pp_entry *entry = list->first; entry; entry = entry->next) {
        if (entry->value->kind == PP_NODE_INTEGER && entry->value->integer == item->integer) {
            pp_diags_also(decoder->base.diags, entry->value->loc, "first listed here");
            return;
        }
    }
}

static bool decode_instance_list(struct pp_plan_decoder *decoder, const struct pp_node *list,
                                 struct pp_placement *placement)
{
    bool good = true;
    bool *listed = pp_calloc(PP_INSTANCE_MAX, sizeof *listed);
    uint32_t *numbers = pp_arena_array(decoder->base.arena, list->count, sizeof *numbers);
    placement->instances = numbers;
    for (const struct pp_entry *entry = list->first; entry; entry = entry->next) {
        uint32_t number = 0;
        if (!instance_number(decoder, entry->value, &number)) {
            good = false;
        } else if (listed[number]) {
            refuse_twice(decoder, list, entry->value);
            good = false;
        } else {
            listed[number] = true;
        }
    }
    for (uint32_t number = 0; good && placement->instance_count < list->count; number++) {
        if (listed[number])
            numbers[placement->instance_count++] = number;
    }
    free(listed);
    if (list->count == 0)
        pp_diags_add(decoder->base.diags, list->loc,
                     "'instances' lists no instance; leave the placement out or list one");
    return good && list->count > 0;
}

static bool decode_instances(struct pp_plan_decoder *decoder, const struct pp_node *node,
                             struct pp_placement *placement)
{
    if (!node) {
        number_from(decoder, placement, 0, 1);
        return true;
    }
    if (node->kind == PP_NODE_INTEGER)
        return decode_count(decoder, node, placement);
    if (node->kind == PP_NODE_STRING)
        return decode_instance_text(decoder, node, placement);
    return decode_instance_list(decoder, node, placement);
}

/* --- the placement --------------------------------------------------------- */

bool pp_decode_placement(struct pp_plan_decoder *decoder, const struct pp_node *node, uint32_t host)
{
    struct placement_form form = {.address.kind = NO_ADDRESS};
    struct pp_placement placement = {.host = host, .site = decoder->site, .loc = node->loc};
    bool good = pp_fields_decode(&decoder->base, node, &pp_placement_shape, "a placement", &form);
    good = decode_instances(decoder, form.instances, &placement) && good;
    placement.label = form.label;
    placement.tags = form.tags.items;
    placement.tag_count = form.tags.count;
    placement.owner = form.owner ? form.owner : decoder->owner;
    placement.reason = form.reason;
    placement.has_address = form.address.kind != NO_ADDRESS;
    if (placement.has_address)
        placement.address = form.address;
    if (!form.use)
        return false;
    placement.product = find_product(decoder, form.use, node);
    if (!placement.product)
        return false;
    good = pp_decode_without(decoder, &form.without, &placement) && good;
    if (form.ports)
        good = pp_decode_ports(decoder, form.ports, &placement) && good;
    if (host != PP_NONE)
        pp_plan_add_placement(decoder->plan, &placement);
    return good;
}

#define AT(member) offsetof(struct placement_form, member)
static const struct pp_field placement_fields[] = {
    {.name = "use",
     .kind = PP_FIELD_NAME,
     .required = true,
     .offset = AT(use),
     .known = PP_KNOWN_PRODUCTS,
     .help = "the product: catalogue.product, or one of the plan's own"},
    {.name = "instances",
     .kind = PP_FIELD_INSTANCES,
     .offset = AT(instances),
     .help = "how many run there (numbered from 0), their numbers, or a range of numbers \"4-7\"; "
             "by default one"},
    {.name = "label",
     .kind = PP_FIELD_NAME,
     .offset = AT(label),
     .help = "what this use of the product is called in reports and waivers"},
    {.name = "address",
     .kind = PP_FIELD_ADDRESS,
     .offset = AT(address),
     .help = "the address all its endpoints bind, instead of the catalogue's"},
    {.name = "ports",
     .kind = PP_FIELD_PORTS,
     .offset = AT(ports),
     .shape = &pp_auto_shape,
     .help = "ports other than the catalogue's: endpoint or pool to a port, an expression, auto, "
             "\"auto 10000-10999\" or how auto is to choose"},
    {.name = "without",
     .kind = PP_FIELD_NAMES,
     .offset = AT(without),
     .help = "endpoints that are switched off"},
    {.name = "tags",
     .kind = PP_FIELD_NAMES,
     .offset = AT(tags),
     .help = "words of your own, for policies"},
    {.name = "owner",
     .kind = PP_FIELD_NAME,
     .offset = AT(owner),
     .help = "who answers for it; by default the host's owner"},
    {.name = "reason",
     .kind = PP_FIELD_TEXT,
     .offset = AT(reason),
     .help = "why it is there, for whoever opens its ports"},
};
#undef AT
const struct pp_shape pp_placement_shape = {.what = "a placement",
                                            .fields = placement_fields,
                                            .count = PP_COUNT_OF(placement_fields),
                                            .shorthand = "use"};
