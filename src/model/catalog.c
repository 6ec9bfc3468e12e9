/* catalog: finding the parts of catalogues and products by id. */
#include "model/catalog.h"

#include "base/text.h"

#include <string.h>

const struct pp_product *pp_catalog_product(const struct pp_catalog *catalog, const char *id)
{
    for (size_t i = 0; i < catalog->product_count; i++) {
        if (strcmp(catalog->products[i].id, id) == 0)
            return &catalog->products[i];
    }
    return NULL;
}

const struct pp_endpoint *pp_product_endpoint(const struct pp_product *product, const char *id)
{
    for (size_t i = 0; i < product->endpoint_count; i++) {
        if (strcmp(product->endpoints[i].id, id) == 0)
            return &product->endpoints[i];
    }
    return NULL;
}

const struct pp_pool *pp_product_pool(const struct pp_product *product, const char *id)
{
    for (size_t i = 0; i < product->pool_count; i++) {
        if (strcmp(product->pools[i].id, id) == 0)
            return &product->pools[i];
    }
    return NULL;
}

bool pp_product_owns(const struct pp_product *product, const char *service)
{
    for (size_t i = 0; i < product->iana_count; i++) {
        if (pp_casecmp(product->iana[i], service) == 0)
            return true;
    }
    return false;
}
