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

enum pp_listener_kind pp_endpoint_kind(const struct pp_endpoint *endpoint, enum pp_os os)
{
    if (endpoint->http_sys != PP_UNSET)
        return endpoint->http_sys == PP_YES ? PP_HTTP_SYS : PP_SOCKET;
    return pp_listener_kind_by_url(os, endpoint->transport,
                                   endpoint->has_prefix ? &endpoint->prefix : NULL,
                                   endpoint->url_reservation != PP_UNSET);
}

bool pp_endpoint_is_v6only(const struct pp_endpoint *endpoint, enum pp_os os)
{
    return endpoint->v6only == PP_UNSET ? pp_profile_of(os)->v6only : endpoint->v6only == PP_YES;
}

struct pp_claim pp_endpoint_claim(const struct pp_endpoint *endpoint, enum pp_os os)
{
    static const struct pp_address any = {.kind = PP_ADDR_ANY};
    enum pp_listener_kind kind = pp_endpoint_kind(endpoint, os);
    return (struct pp_claim){
        .transport = endpoint->transport,
        .kind = kind,
        .reuse = endpoint->reuse,
        .addresses = pp_addrset_of(kind == PP_HTTP_SYS ? &any : &endpoint->address,
                                   pp_endpoint_is_v6only(endpoint, os)),
        .url = endpoint->has_prefix ? &endpoint->prefix : NULL,
    };
}
