/* meta: field tables and known names as classes of LuaLS. */
#include "script/meta.h"

#include "base/text.h"
#include "script/policy.h"
#include "script/test_script.h"

#include <assert.h>
#include <string.h>

const char *const pp_meta_parts[PP_META_PARTS] = {"lua/portplan/meta/plan.lua",
                                                  "lua/portplan/meta/scripts.lua"};

/* --- types ------------------------------------------------------------------ */

#define PORTS "integer|string|portplan.range"

/* What Lua gives for each kind of field; NULL: made from the row, or not written in Lua. */
static const char *const types[PP_FIELD_KINDS] = {
    [PP_FIELD_NAME] = "string",
    [PP_FIELD_TEXT] = "string",
    [PP_FIELD_NAMES] = "string|string[]",
    [PP_FIELD_YES_NO] = "boolean",
    [PP_FIELD_INTEGER] = "integer",
    [PP_FIELD_PORT] = "integer|string",
    [PP_FIELD_RANGE] = PORTS,
    [PP_FIELD_EXCLUDED] = PORTS "|portplan.set|(" PORTS ")[]",
    [PP_FIELD_ADDRESS] = "string",
    [PP_FIELD_ADDRESSES] = "string|string[]",
    [PP_FIELD_DATE] = "string",
    [PP_FIELD_INSTANCES] = "integer|string|integer[]",
    [PP_FIELD_LISTEN] = PORTS,
    [PP_FIELD_PORTS] = "table<string, " PORTS "|portplan.auto>",
    [PP_FIELD_POOLS] = "table<string, " PORTS ">",
};

static void add_choices(struct pp_strbuf *buf, const char *const *choices, size_t count)
{
    for (size_t i = 0; i < count; i++)
        pp_strbuf_printf(buf, "%s\"%s\"", i > 0 ? "|" : "", choices[i]);
}

static void add_type(struct pp_strbuf *buf, const struct pp_field *field)
{
    if (field->kind == PP_FIELD_CHOICE) {
        add_choices(buf, field->choices, field->choice_count);
        return;
    }
    assert(types[field->kind]);
    pp_strbuf_add(buf, types[field->kind]);
}

/* --- classes of field tables ------------------------------------------------ */

/* A table that a word takes. */
struct table {
    const char *name, *help;
    const struct pp_shape *root;
    const char *path;    /* of its shape: fields of the root, from the outermost in */
    const char *without; /* fields that Lua says in another way */
    const char *items;   /* the type of its list part, or NULL */
};

static const struct table tables[] = {
    {"portplan.site_fields", "What stands behind a site's name.", &pp_plan_shape, "site", "name",
     NULL},
    {"portplan.host_fields", "What stands behind a host's name: fields, and what runs there.",
     &pp_plan_shape, "hosts", "name products",
     "portplan.placement|portplan.product|portplan.placements|string"},
    {"portplan.placement_fields", "What differs from the catalogue where a product is placed.",
     &pp_plan_shape, "hosts products", "use", NULL},
    {"portplan.auto_fields", "How portplan is to choose: what stands behind `auto`.",
     &pp_plan_shape, "hosts products ports", "", NULL},
    {"portplan.product_fields", "What stands behind a product's id: fields, and its endpoints.",
     &pp_plan_shape, "products", "endpoints", "portplan.endpoint|portplan.endpoints"},
    {"portplan.endpoint_fields", "What stands behind an endpoint's name.", &pp_plan_shape,
     "products endpoints", "transport", NULL},
    {"portplan.rule_fields", "How a rule counts.", &pp_plan_shape, "rules", "", NULL},
    {"portplan.waiver_fields", "Which findings of the rule are accepted, and why.", &pp_plan_shape,
     "waivers", "rule", NULL},
    {"portplan.policy_fields", "What a policy is.", &pp_policy_shape, "", "", NULL},
    {"portplan.test_fields", "What stands behind a test's name.", &pp_test_shape, "", "", NULL},
    {"portplan.expectation", "A finding that a test expects: what it says of it.", &pp_test_shape,
     "expect", "", NULL},
};

/* Fields whose kind does not say what Lua gives for them, with '?' where they can be left out. */
static const struct other {
    const char *table, *field, *name, *type;
} others[] = {
    {"portplan.policy_fields", "check", "check",
     "fun(thing: portplan.thing, report: portplan.report)"},
    {"portplan.test_fields", "expect", "expect?", "portplan.expectation[]"},
};

static const struct other *find_other(const char *table, const char *field)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (strcmp(others[i].table, table) == 0 && strcmp(others[i].field, field) == 0)
            return &others[i];
    }
    return NULL;
}

static void add_field(struct pp_strbuf *buf, const char *table, const struct pp_field *field)
{
    const struct other *other = find_other(table, field->name);
    if (other) {
        pp_strbuf_printf(buf, "---@field %s %s", other->name, other->type);
    } else {
        pp_strbuf_printf(buf, "---@field %s%s ", field->name, field->required ? "" : "?");
        add_type(buf, field);
    }
    pp_strbuf_printf(buf, " %s\n", field->help);
}

/* Whether the blank-separated words have this one. */
static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    while (*words) {
        size_t size = strcspn(words, " ");
        if (size == length && strncmp(words, word, size) == 0)
            return true;
        words += size + strspn(words + size, " ");
    }
    return false;
}

static const struct pp_shape *find_shape(const struct pp_shape *shape, const char *path)
{
    while (*path) {
        size_t size = strcspn(path, " "), i = 0;
        while (i < shape->count && (strlen(shape->fields[i].name) != size ||
                                    strncmp(shape->fields[i].name, path, size) != 0))
            i++;
        assert(i < shape->count);
        shape = shape->fields[i].shape;
        path += size + strspn(path + size, " ");
    }
    return shape;
}

static void add_class(struct pp_strbuf *buf, const char *name, const char *help)
{
    pp_strbuf_printf(buf, "\n---%s\n---@class %s\n", help, name);
}

static void add_table(struct pp_strbuf *buf, const struct table *table)
{
    const struct pp_shape *shape = find_shape(table->root, table->path);
    add_class(buf, table->name, table->help);
    if (table->items)
        pp_strbuf_printf(buf, "---@field [integer] %s\n", table->items);
    for (size_t i = 0; i < shape->count; i++) {
        const struct pp_field *field = &shape->fields[i];
        if (!has_word(table->without, field->name))
            add_field(buf, table->name, field);
    }
}

static void add_further(struct pp_strbuf *buf, const struct pp_meta_class *class)
{
    add_class(buf, class->name, class->help);
    for (size_t i = 0; i < class->count; i++) {
        const struct pp_meta_field *field = &class->fields[i];
        pp_strbuf_printf(buf, "---@field %s %s %s\n", field->name, field->type, field->help);
    }
}

/* --- names ------------------------------------------------------------------ */

static void add_section(struct pp_strbuf *buf, const char *title)
{
    size_t width = 96, used = strlen(title) + 4;
    pp_strbuf_printf(buf, "\n-- %s ", title);
    pp_strbuf_fill(buf, '-', width > used ? width - used : 0);
    pp_strbuf_add_char(buf, '\n');
}

static void add_choice_alias(struct pp_strbuf *buf, const char *name, const char *const *choices,
                             size_t count)
{
    pp_strbuf_printf(buf, "\n---@alias %s ", name);
    add_choices(buf, choices, count);
    pp_strbuf_add_char(buf, '\n');
}

/* "portplan.rule_id": any string, of which these are known. */
static void add_name_alias(struct pp_strbuf *buf, const char *name,
                           const struct pp_known_names *known)
{
    pp_strbuf_printf(buf, "\n---@alias %s\n---| string\n", name);
    for (size_t i = 0; i < known->count; i++) {
        const char *help = known->items[i].help;
        pp_strbuf_printf(buf, "---| \"%s\"%s%s\n", known->items[i].name, help ? " # " : "",
                         help ? help : "");
    }
}

/* "portplan.catalog.cinegy_extra" */
static void add_catalog_class(struct pp_strbuf *buf, const char *id)
{
    pp_strbuf_add(buf, "portplan.catalog.");
    for (; *id; id++)
        pp_strbuf_add_char(buf, (char)(*id == '-' ? '_' : *id));
}

/* A field may have any name; in brackets when Lua cannot write it behind a '.'. */
static void add_product(struct pp_strbuf *buf, const char *id, const char *title)
{
    bool plain = !pp_is_digit(*id) && !strchr(id, '-');
    pp_strbuf_printf(buf, plain ? "---@field %s" : "---@field [\"%s\"]", id);
    pp_strbuf_printf(buf, " portplan.product%s%s\n", title ? " " : "", title ? title : "");
}

/* A class for each catalogue, with its products. */
static void add_catalog(struct pp_strbuf *buf, const struct pp_known_name *catalog,
                        const struct pp_known_names *products)
{
    size_t length = strlen(catalog->name);
    pp_strbuf_printf(buf, "\n---%s\n---@class ", catalog->help ? catalog->help : catalog->name);
    add_catalog_class(buf, catalog->name);
    pp_strbuf_add_char(buf, '\n');
    for (size_t i = 0; i < products->count; i++) {
        const struct pp_known_name *product = &products->items[i];
        if (strncmp(product->name, catalog->name, length) != 0 || product->name[length] != '.')
            continue;
        add_product(buf, product->name + length + 1, product->help);
    }
}

/* The function that gives a known catalogue's class for its id, and any other's for others. */
static void add_catalog_word(struct pp_strbuf *buf, const struct pp_known_names *catalogs)
{
    pp_strbuf_add(buf, "\n---A catalogue that is none of these.\n"
                       "---@class portplan.catalog\n---@field [string] portplan.product\n"
                       "\n---A catalogue; its fields are its products.\n---\n"
                       "---    local cinegy = catalog \"cinegy\"\n"
                       "---@param id string the file's name without .yaml\n"
                       "---@return portplan.catalog\n");
    for (size_t i = 0; i < catalogs->count; i++) {
        pp_strbuf_printf(buf, "---@overload fun(id: \"%s\"): ", catalogs->items[i].name);
        add_catalog_class(buf, catalogs->items[i].name);
        pp_strbuf_add_char(buf, '\n');
    }
    pp_strbuf_add(buf, "function catalog(id) end\n");
}

void pp_meta_write(const struct pp_meta *meta, struct pp_strbuf *buf)
{
    const struct pp_known_names *catalogs = &meta->known[PP_KNOWN_CATALOGS];
    for (size_t i = 0; i < PP_META_PARTS; i++)
        pp_strbuf_printf(buf, "%s%s", i > 0 ? "\n" : "", meta->words[i]);
    add_section(buf, "Tables, as they are read");
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        add_table(buf, &tables[i]);
    for (size_t i = 0; i < meta->class_count; i++)
        add_further(buf, &meta->classes[i]);
    add_section(buf, "Names that are known");
    add_choice_alias(buf, "portplan.transport", pp_transport_names, PP_TRANSPORTS);
    add_choice_alias(buf, "portplan.os", pp_os_names, PP_OSES);
    add_name_alias(buf, "portplan.rule_id", &meta->known[PP_KNOWN_RULES]);
    for (size_t i = 0; i < catalogs->count; i++)
        add_catalog(buf, &catalogs->items[i], &meta->known[PP_KNOWN_PRODUCTS]);
    add_catalog_word(buf, catalogs);
}
