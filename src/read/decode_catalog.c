/* decode_catalog: node trees to catalogues, and to the products that a plan declares. */
#include "read/decode_parts.h"

#include "base/text.h"

#include <stddef.h>
#include <string.h>

/* --- what is filled from the tables ---------------------------------------- */

struct endpoint_form {
    struct pp_endpoint endpoint;
    const struct pp_node *port;
};

struct product_form {
    struct pp_product product;
    struct pp_names iana;
    const struct pp_node *pools, *endpoints;
};

struct catalog_form {
    struct pp_catalog catalog;
    const struct pp_node *products;
};

/* --- endpoints ------------------------------------------------------------- */

static bool refuse_pool(struct pp_decoder *decoder, const struct pp_product *product,
                        const struct pp_node *node)
{
    const char **names = pp_arena_array(decoder->arena, product->pool_count, sizeof *names);
    for (size_t i = 0; i < product->pool_count; i++)
        names[i] = product->pools[i].id;
    const char *text = node->string.text;
    if (product->pool_count == 0)
        pp_diags_add(decoder->diags, node->loc,
                     "product '%s' has no pool '%s'; it has no pools, write a port such as 8090",
                     product->name, text);
    else
        pp_diags_add_near(decoder->diags, node->loc, pp_nearest(text, names, product->pool_count),
                          "product '%s' has no pool '%s'; its pools are %s", product->name, text,
                          pp_names_join(decoder->arena, names, product->pool_count, " and "));
    return false;
}

static bool decode_port(struct pp_decoder *decoder, const struct pp_node *node,
                        const struct pp_product *product, struct pp_endpoint *endpoint)
{
    if (node->kind == PP_NODE_STRING) {
        endpoint->pool = pp_product_pool(product, node->string.text);
        if (endpoint->pool)
            return true;
        if (pp_is_id(node->string.text) && !pp_is_digit(node->string.text[0]))
            return refuse_pool(decoder, product, node);
    }
    return pp_fields_expr(decoder, node, &endpoint->port);
}

static bool decode_url(struct pp_decoder *decoder, const struct pp_node *node,
                       struct pp_endpoint *endpoint)
{
    if (!endpoint->url)
        return true;
    const char *why = NULL;
    if (strlen(endpoint->url) > PP_URL_LENGTH_MAX) {
        pp_diags_add(decoder->diags, pp_fields_place(node, "url"),
                     "the url has more than %d characters", PP_URL_LENGTH_MAX);
        endpoint->url = NULL;
        return false;
    }
    if (pp_url_is_http(endpoint->url))
        why = pp_url_parse(endpoint->url, decoder->arena, &endpoint->prefix);
    else if (strstr(endpoint->url, "://"))
        return true; /* other schemes are documentation */
    else
        why = "it has no '://' behind its scheme";
    if (why) {
        pp_diags_add(decoder->diags, pp_fields_place(node, "url"), "url '%s' is malformed: %s",
                     endpoint->url, why);
        endpoint->url = NULL;
        return false;
    }
    endpoint->has_prefix = true;
    /* a URL that says the default port again means the endpoint's port: it moves with it */
    bool fixed = !endpoint->pool && endpoint->port.stride == 0 &&
                 endpoint->port.first == endpoint->port.last;
    if (fixed && endpoint->prefix.port != 0 && endpoint->prefix.port == endpoint->port.first)
        endpoint->prefix.port_is_template = true;
    return true;
}

/* What http.sys serves is a URL prefix on TCP. */
static bool check_http_sys(struct pp_decoder *decoder, const struct pp_node *node,
                           const struct pp_endpoint *endpoint, const char *subject)
{
    bool reserved = endpoint->url_reservation == PP_YES;
    if (!reserved && endpoint->http_sys != PP_YES)
        return true;
    struct pp_loc loc = pp_fields_place(node, reserved ? "url_reservation" : "listener");
    const char *what = reserved ? "'url_reservation'" : "'listener' http.sys";
    bool nameless = reserved && !endpoint->has_prefix;
    if (nameless)
        pp_diags_add(decoder->diags, loc,
                     "%s has %s but no http url; give a 'url' such as \"http://+:{port}/\"",
                     subject, what);
    if (endpoint->transport != PP_TCP)
        pp_diags_add(decoder->diags, loc, "%s has %s on %s; http.sys listens on tcp", subject, what,
                     pp_transport_name(endpoint->transport));
    return !nameless && endpoint->transport == PP_TCP;
}

static bool decode_endpoint(struct pp_decoder *decoder, const struct pp_entry *entry,
                            const struct pp_product *product, struct pp_endpoint *endpoint);

static bool decode_endpoints(struct pp_decoder *decoder, const struct pp_node *map,
                             struct pp_product *product)
{
    bool good = pp_fields_check_ids(decoder, map, "endpoint");
    product->endpoints = pp_arena_array(decoder->arena, map->count, sizeof *product->endpoints);
    for (const struct pp_entry *entry = map->first; entry; entry = entry->next) {
        struct pp_endpoint *endpoint = &product->endpoints[product->endpoint_count++];
        good = decode_endpoint(decoder, entry, product, endpoint) && good;
        if (pp_product_pool(product, entry->key)) {
            pp_diags_add(decoder->diags, entry->key_loc,
                         "endpoint '%s' has the name of a pool of '%s'; 'ports' of a plan could "
                         "not tell them apart",
                         entry->key, product->name);
            pp_diags_also(decoder->diags, pp_product_pool(product, entry->key)->loc,
                          "the pool is declared here");
            good = false;
        }
    }
    if (product->endpoint_count == 0) {
        pp_diags_add(decoder->diags, map->loc,
                     "product '%s' has no endpoints; it needs at least one", product->name);
        good = false;
    }
    return good;
}

/* --- products -------------------------------------------------------------- */

static bool decode_pools(struct pp_decoder *decoder, const struct pp_node *map,
                         struct pp_product *product)
{
    bool good = pp_fields_check_ids(decoder, map, "pool");
    product->pools = pp_arena_array(decoder->arena, map->count, sizeof *product->pools);
    for (const struct pp_entry *entry = map->first; entry; entry = entry->next) {
        struct pp_pool *pool = &product->pools[product->pool_count++];
        *pool = (struct pp_pool){.id = entry->key, .loc = entry->key_loc};
        const struct pp_node *value = entry->value;
        if (value->kind == PP_NODE_STRING || value->kind == PP_NODE_INTEGER) {
            good = pp_fields_range(decoder, value, &pool->range) && good;
        } else {
            pp_diags_add(decoder->diags, value->loc,
                         "pool '%s' must be a range such as \"8001-8099\", not %s", entry->key,
                         pp_node_kind_name(value));
            good = false;
        }
    }
    return good;
}

static bool decode_product(struct pp_decoder *decoder, const struct pp_entry *entry,
                           const char *catalog, struct pp_product *product)
{
    struct product_form form = {
        .product = {.catalog = catalog,
                    .id = entry->key,
                    .title = entry->key,
                    .loc = entry->key_loc},
    };
    form.product.name = catalog ? pp_arena_printf(decoder->arena, "%s.%s", catalog, entry->key)
                                : entry->key;
    const char *subject = pp_arena_printf(decoder->arena, "product '%s'", form.product.name);
    bool good = pp_fields_decode(decoder, entry->value, &pp_product_shape, subject, &form);
    form.product.iana = form.iana.items;
    form.product.iana_count = form.iana.count;
    if (form.pools)
        good = decode_pools(decoder, form.pools, &form.product) && good;
    if (form.endpoints)
        good = decode_endpoints(decoder, form.endpoints, &form.product) && good;
    *product = form.product;
    return good;
}

bool pp_decode_products(struct pp_decoder *decoder, const struct pp_node *map, const char *catalog,
                        struct pp_product **products, size_t *count)
{
    bool good = pp_fields_check_ids(decoder, map, "product");
    *products = pp_arena_array(decoder->arena, map->count, sizeof **products);
    *count = 0;
    for (const struct pp_entry *entry = map->first; entry; entry = entry->next)
        good = decode_product(decoder, entry, catalog, &(*products)[(*count)++]) && good;
    return good;
}

/* --- the catalogue --------------------------------------------------------- */

struct pp_catalog *pp_decode_catalog(const struct pp_node *root, struct pp_arena *arena,
                                     struct pp_diags *diags)
{
    struct pp_decoder decoder = {.arena = arena, .diags = diags};
    struct catalog_form form = {.catalog = {.loc = root->loc}};
    bool good = pp_fields_decode(&decoder, root, &pp_catalog_shape, "a catalogue", &form);
    struct pp_catalog *catalog = pp_arena_copy(arena, &form.catalog, sizeof form.catalog);
    if (!catalog->title)
        catalog->title = catalog->id;
    if (catalog->id && !pp_is_id(catalog->id)) {
        pp_diags_add(diags, pp_fields_place(root, "catalog"),
                     "catalogue '%s' is not an id; an id is made of letters, digits, '_' and '-'",
                     catalog->id);
        good = false;
    }
    if (form.products)
        good = pp_decode_products(&decoder, form.products, catalog->id ? catalog->id : "",
                                  &catalog->products, &catalog->product_count) &&
               good;
    return good ? catalog : NULL;
}

/* --- the fields ------------------------------------------------------------ */

#define AT(member) offsetof(struct endpoint_form, member)
static const struct pp_field endpoint_fields[] = {
    {.name = "transport",
     .kind = PP_FIELD_CHOICE,
     .required = true,
     .offset = AT(endpoint.transport),
     .choices = pp_transport_names,
     .choice_count = PP_TRANSPORTS,
     .help = "the transport whose port is taken"},
    {.name = "port",
     .kind = PP_FIELD_LISTEN,
     .required = true,
     .offset = AT(port),
     .help = "a port (8090), a range (8001-8099), a formula over the instance number N "
             "(5421+N, 5000-5003+4*N), or a pool of the product"},
    {.name = "technology",
     .kind = PP_FIELD_NAME,
     .offset = AT(endpoint.technology),
     .help = "what is spoken there, for people: HTTP, WCF SOAP, SRT"},
    {.name = "url",
     .kind = PP_FIELD_NAME,
     .offset = AT(endpoint.url),
     .help = "where it is served; {port} is replaced; http and https are URL prefixes that are "
             "checked"},
    {.name = "listener",
     .kind = PP_FIELD_CHOICE,
     .offset = AT(endpoint.http_sys),
     .choices = pp_listener_kind_names,
     .choice_count = 2,
     .base = PP_NO,
     .help = "who holds the port; by default http.sys on Windows when the url's host is + or * "
             "or url_reservation is given, else socket"},
    {.name = "address",
     .kind = PP_FIELD_ADDRESS,
     .offset = AT(endpoint.address),
     .help = "the address it binds; by default *, every address of both families"},
    {.name = "v6only",
     .kind = PP_FIELD_YES_NO,
     .offset = AT(endpoint.v6only),
     .help = "whether a socket on :: leaves IPv4 alone; by default as the host's system does"},
    {.name = "reuse",
     .kind = PP_FIELD_CHOICE,
     .offset = AT(endpoint.reuse),
     .choices = pp_reuse_names,
     .choice_count = PP_REUSES,
     .help = "how its socket shares the port: SO_REUSEPORT, SO_REUSEADDR, SO_EXCLUSIVEADDRUSE or "
             "as a multicast receiver"},
    {.name = "firewall",
     .kind = PP_FIELD_YES_NO,
     .offset = AT(endpoint.firewall),
     .help = "whether the host's firewall must let it in"},
    {.name = "url_reservation",
     .kind = PP_FIELD_YES_NO,
     .offset = AT(endpoint.url_reservation),
     .help = "whether the url must be reserved (netsh http add urlacl); absent means not "
             "applicable"},
    {.name = "notes",
     .kind = PP_FIELD_TEXT,
     .offset = AT(endpoint.notes),
     .help = "remarks for people"},
};
#undef AT
static const struct pp_shape endpoint_shape = {
    .what = "an endpoint", .fields = endpoint_fields, .count = PP_COUNT_OF(endpoint_fields)};

static bool decode_endpoint(struct pp_decoder *decoder, const struct pp_entry *entry,
                            const struct pp_product *product, struct pp_endpoint *endpoint)
{
    const char *subject = pp_arena_printf(decoder->arena, "endpoint '%s'", entry->key);
    struct endpoint_form form = {.endpoint = {.id = entry->key, .loc = entry->key_loc}};
    bool good = pp_fields_decode(decoder, entry->value, &endpoint_shape, subject, &form);
    if (form.port)
        good = decode_port(decoder, form.port, product, &form.endpoint) && good;
    bool had_url = decode_url(decoder, entry->value, &form.endpoint);
    good = had_url && good;
    if (had_url)
        good = check_http_sys(decoder, entry->value, &form.endpoint, subject) && good;
    *endpoint = form.endpoint;
    return good;
}

#define AT(member) offsetof(struct product_form, member)
static const struct pp_field product_fields[] = {
    {.name = "title",
     .kind = PP_FIELD_NAME,
     .offset = AT(product.title),
     .help = "its name for people; by default its id"},
    {.name = "max_instances",
     .kind = PP_FIELD_INTEGER,
     .offset = AT(product.max_instances),
     .min = 1,
     .max = PP_INSTANCE_MAX,
     .help = "how many instances one host can run, numbered from 0; by default no limit"},
    {.name = "pools",
     .kind = PP_FIELD_POOLS,
     .offset = AT(pools),
     .help = "ranges of which each instance takes one free port, by name"},
    {.name = "endpoints",
     .kind = PP_FIELD_SHAPE_MAP,
     .required = true,
     .offset = AT(endpoints),
     .shape = &endpoint_shape,
     .help = "what it listens on, by name"},
    {.name = "notes",
     .kind = PP_FIELD_TEXT,
     .offset = AT(product.notes),
     .help = "remarks for people, sources"},
    {.name = "iana",
     .kind = PP_FIELD_NAMES,
     .offset = AT(iana),
     .help = "registered service names that are its own, so that their ports are no collision"},
};
#undef AT
const struct pp_shape pp_product_shape = {
    .what = "a product", .fields = product_fields, .count = PP_COUNT_OF(product_fields)};

#define AT(member) offsetof(struct catalog_form, member)
static const struct pp_field catalog_fields[] = {
    {.name = "catalog",
     .kind = PP_FIELD_NAME,
     .required = true,
     .offset = AT(catalog.id),
     .help = "its id: the file's name without .yaml, and what plans call it"},
    {.name = "title",
     .kind = PP_FIELD_NAME,
     .offset = AT(catalog.title),
     .help = "its name for people; by default its id"},
    {.name = "source",
     .kind = PP_FIELD_NAME,
     .offset = AT(catalog.source),
     .help = "where the numbers come from"},
    {.name = "notes",
     .kind = PP_FIELD_TEXT,
     .offset = AT(catalog.notes),
     .help = "remarks for people"},
    {.name = "products",
     .kind = PP_FIELD_SHAPE_MAP,
     .required = true,
     .offset = AT(products),
     .shape = &pp_product_shape,
     .help = "what it describes, by id"},
};
#undef AT
const struct pp_shape pp_catalog_shape = {
    .what = "a catalogue", .fields = catalog_fields, .count = PP_COUNT_OF(catalog_fields)};
