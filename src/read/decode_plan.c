/* decode_plan: the tree of one plan file, from Lua or YAML, into the plan. */
#include "read/decode_parts.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "read/settings_file.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct plan_form {
    const struct pp_node *site, *products, *hosts, *rules, *waivers;
    struct pp_names catalogs, policies;
};

struct site_form {
    const char *name;
    uint32_t os; /* 1 + enum pp_os, or 0 */
};

static const struct pp_shape site_shape;

/* --- site ------------------------------------------------------------------ */

/* The file's name without folder and extension. */
static const char *name_of_file(struct pp_arena *arena, const char *file)
{
    const char *name = pp_path_name(file), *dot = strrchr(name, '.');
    if (strcmp(file, "-") == 0)
        return "standard input";
    return pp_arena_strndup(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

static bool decode_site(struct pp_plan_decoder *decoder, const struct pp_node *node,
                        struct pp_loc plan_loc)
{
    struct site_form form = {0};
    bool good = !node || pp_fields_decode(&decoder->base, node, &site_shape, "'site'", &form);
    struct pp_site site = {
        .name = form.name ? form.name : name_of_file(decoder->base.arena, decoder->file),
        .has_os = form.os > 0,
        .os = form.os > 0 ? (enum pp_os)(form.os - 1) : PP_WINDOWS,
        .loc = node ? node->loc : plan_loc,
    };
    pp_plan_add_site(decoder->plan, &site);
    decoder->site = (uint32_t)(decoder->plan->site_count - 1);
    return good;
}

/* --- products that the file can use ---------------------------------------- */

static void offer_products(struct pp_plan_decoder *decoder, const struct pp_product *products,
                           size_t count)
{
    decoder->products = pp_grow(decoder->products, &decoder->product_capacity,
                                decoder->product_count + count, sizeof *decoder->products);
    for (size_t i = 0; i < count; i++) {
        pp_map_add(&decoder->product_names, products[i].name, (uint32_t)decoder->product_count);
        decoder->products[decoder->product_count++] = &products[i];
    }
}

static bool decode_catalogs(struct pp_plan_decoder *decoder, const struct pp_names *names)
{
    bool good = true;
    decoder->catalogs =
        pp_arena_array(decoder->base.arena, names->count, sizeof *decoder->catalogs);
    for (size_t i = 0; i < names->count; i++) {
        size_t before = 0;
        while (before < i && strcmp(names->items[before], names->items[i]) != 0)
            before++;
        if (before < i) {
            pp_diags_add(decoder->base.diags, names->locs[i], "catalogue '%s' is named twice",
                         names->items[i]);
            pp_diags_also(decoder->base.diags, names->locs[before], "first named here");
            good = false;
            continue;
        }
        const struct pp_catalog *catalog =
            pp_library_load(decoder->library, names->items[i], decoder->folder, names->locs[i]);
        decoder->catalogs[decoder->catalog_count++] =
            (struct pp_catalog_use){.id = names->items[i], .catalog = catalog};
        good = good && catalog;
        decoder->catalogs_refused = decoder->catalogs_refused || !catalog;
        if (catalog)
            offer_products(decoder, catalog->products, catalog->product_count);
    }
    return good;
}

static bool decode_own_products(struct pp_plan_decoder *decoder, const struct pp_node *map)
{
    struct pp_product *products = NULL;
    size_t count = 0;
    bool good = pp_decode_products(&decoder->base, map, NULL, &products, &count);
    offer_products(decoder, products, count);
    return good;
}

/* --- the plan -------------------------------------------------------------- */

static void add_policy_name(struct pp_policy_names *names, const struct pp_node *node)
{
    bool named = node->kind == PP_NODE_STRING &&
                 node->string.text[strspn(node->string.text, " \t")] != '\0';
    if (named) /* what is blank is refused with the plan */
        names->items[names->count++] = (struct pp_policy_name){node->string.text, node->loc};
}

struct pp_policy_names pp_decode_policy_names(const struct pp_node *root, struct pp_arena *arena)
{
    struct pp_policy_names names = {0};
    const struct pp_node *node = root->kind == PP_NODE_MAP ? pp_node_get(root, "policies") : NULL;
    if (!node)
        return names;
    bool list = node->kind == PP_NODE_LIST;
    names.items = pp_arena_array(arena, list ? node->count : 1, sizeof *names.items);
    if (!list)
        add_policy_name(&names, node);
    for (struct pp_entry *entry = list ? node->first : NULL; entry; entry = entry->next)
        add_policy_name(&names, entry->value);
    return names;
}

static bool decode_root(struct pp_plan_decoder *decoder, const struct pp_node *root)
{
    struct plan_form form = {0};
    bool good = pp_fields_decode(&decoder->base, root, &pp_plan_shape, "a plan", &form);
    good = decode_catalogs(decoder, &form.catalogs) && good;
    if (form.products)
        good = decode_own_products(decoder, form.products) && good;
    good = decode_site(decoder, form.site, root->loc) && good;
    for (struct pp_entry *entry = form.hosts ? form.hosts->first : NULL; entry; entry = entry->next)
        good = pp_decode_host(decoder, entry->value) && good;
    if (form.rules)
        good = pp_decode_rules(decoder, form.rules) && good;
    for (struct pp_entry *entry = form.waivers ? form.waivers->first : NULL; entry;
         entry = entry->next)
        good = pp_decode_waiver(decoder, entry->value) && good;
    return good;
}

/* A catalogue that was given as a plan, as by `check *.yaml`. */
static bool refuse_catalogue(const struct pp_node *root, struct pp_diags *diags)
{
    if (root->kind != PP_NODE_MAP || !pp_node_get(root, "catalog") || pp_node_get(root, "hosts"))
        return false;
    pp_diags_add(diags, root->loc,
                 "this is a catalogue, not a plan; plans name it in their catalogs");
    return true;
}

/* Settings that were given as a plan, likewise. */
static bool refuse_settings(const struct pp_node *root, const char *file, struct pp_diags *diags)
{
    if (root->kind != PP_NODE_MAP || pp_node_get(root, "hosts"))
        return false;
    if (strcmp(pp_path_name(file), PP_SETTINGS_NAME) != 0 && !pp_node_get(root, "fail-on") &&
        !pp_node_get(root, "services") && !pp_node_get(root, "catalog-path"))
        return false;
    pp_diags_add(diags, root->loc,
                 "these are settings, not a plan; " PP_SETTINGS_NAME
                 " is found from the folder of each plan upward, any other with --settings FILE");
    return true;
}

bool pp_decode_plan(const struct pp_node *root, const char *file, struct pp_plan *plan,
                    struct pp_library *library, struct pp_diags *diags, const char *const *rules,
                    size_t rule_count)
{
    struct pp_strbuf folder;
    if (refuse_catalogue(root, diags) || refuse_settings(root, file, diags))
        return false;
    pp_strbuf_init(&folder);
    pp_path_folder(file, &folder);
    struct pp_plan_decoder decoder = {
        .base = {plan->arena, diags},
        .file = file,
        .folder = pp_arena_strdup(plan->arena, folder.text),
        .plan = plan,
        .library = library,
        .rules = rules,
        .rule_count = rule_count,
    };
    pp_strbuf_release(&folder);
    pp_map_init(&decoder.product_names, false);
    pp_map_init(&decoder.host_names, true);
    bool good = decode_root(&decoder, root);
    pp_map_release(&decoder.product_names);
    pp_map_release(&decoder.host_names);
    free(decoder.products);
    free(decoder.host_locs);
    return good;
}

/* --- the fields ------------------------------------------------------------ */

#define AT(member) offsetof(struct site_form, member)
static const struct pp_field site_fields[] = {
    {.name = "name",
     .kind = PP_FIELD_NAME,
     .offset = AT(name),
     .help = "the site's name; by default the file's"},
    {.name = "os",
     .kind = PP_FIELD_CHOICE,
     .offset = AT(os),
     .choices = pp_os_names,
     .choice_count = PP_OSES,
     .base = 1,
     .help = "the operating system of its hosts, unless they say otherwise"},
};
#undef AT
static const struct pp_shape site_shape = {.what = "a site",
                                           .fields = site_fields,
                                           .count = PP_COUNT_OF(site_fields),
                                           .shorthand = "name"};

#define AT(member) offsetof(struct plan_form, member)
static const struct pp_field plan_fields[] = {
    {.name = "site",
     .kind = PP_FIELD_SHAPE,
     .offset = AT(site),
     .shape = &site_shape,
     .help = "what is planned, and defaults for its hosts"},
    {.name = "catalogs",
     .kind = PP_FIELD_NAMES,
     .offset = AT(catalogs),
     .known = PP_KNOWN_CATALOGS,
     .help = "the catalogues whose products it uses"},
    {.name = "products",
     .kind = PP_FIELD_SHAPE_MAP,
     .offset = AT(products),
     .shape = &pp_product_shape,
     .help = "products of its own, by id"},
    {.name = "hosts",
     .kind = PP_FIELD_SHAPE_LIST,
     .offset = AT(hosts),
     .shape = &pp_host_shape,
     .help = "the hosts, and what runs on each"},
    {.name = "rules",
     .kind = PP_FIELD_SHAPE_MAP,
     .offset = AT(rules),
     .shape = &pp_rule_shape,
     .known = PP_KNOWN_RULES,
     .help = "how rules count here, by rule id"},
    {.name = "waivers",
     .kind = PP_FIELD_SHAPE_LIST,
     .offset = AT(waivers),
     .shape = &pp_waiver_shape,
     .help = "findings that are accepted, and why"},
    {.name = "policies",
     .kind = PP_FIELD_NAMES,
     .offset = AT(policies),
     .help = "files of rules of your own"},
};
#undef AT
const struct pp_shape pp_plan_shape = {
    .what = "a plan", .fields = plan_fields, .count = PP_COUNT_OF(plan_fields)};
