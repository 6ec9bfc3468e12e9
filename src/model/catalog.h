/* catalog: what products listen on. Stands on port.h, url.h, clash.h, base/source.h.
 * Made by read/decode; lives in the run's arena; const afterwards. */
#ifndef PP_MODEL_CATALOG_H
#define PP_MODEL_CATALOG_H

#include "base/source.h"
#include "model/clash.h"

/* Yes, no, or not said: "not applicable" for url_reservation. */
enum pp_tri { PP_UNSET, PP_NO, PP_YES };

struct pp_pool {
    const char *id;
    struct pp_range range;
    struct pp_loc loc;
};

struct pp_endpoint {
    const char *id;
    enum pp_transport transport;
    struct pp_port_expr port;   /* when pool is NULL */
    const struct pp_pool *pool; /* of the same product: one port of it per instance */
    const char *technology;     /* or NULL */
    const char *url;            /* as written, {port} not replaced; or NULL */
    struct pp_url prefix;       /* of url, when that is http(s) */
    bool has_prefix;
    enum pp_tri http_sys; /* `listener`: YES http.sys, NO socket, UNSET by the url and the OS */
    struct pp_address address;
    enum pp_tri v6only;
    enum pp_reuse reuse;
    enum pp_tri firewall, url_reservation;
    const char *notes;
    struct pp_loc loc;
};

struct pp_product {
    const char *catalog; /* NULL for a product of the plan itself */
    const char *id;
    const char *name; /* "cinegy.playout_engine", "mediamtx" */
    const char *title;
    uint32_t max_instances; /* 0 = no limit */
    struct pp_pool *pools;
    size_t pool_count;
    struct pp_endpoint *endpoints;
    size_t endpoint_count;
    const char **iana; /* service names that are this product's own */
    size_t iana_count;
    const char *notes;
    struct pp_loc loc;
};

struct pp_catalog {
    const char *id, *title, *source, *notes; /* title, source, notes may be NULL */
    struct pp_product *products;
    size_t product_count;
    struct pp_loc loc;
};

/* NULL when there is none of that id. */
const struct pp_product *pp_catalog_product(const struct pp_catalog *catalog, const char *id);
const struct pp_endpoint *pp_product_endpoint(const struct pp_product *product, const char *id);
const struct pp_pool *pp_product_pool(const struct pp_product *product, const char *id);

/* Whether `service` (an IANA name) is the product's own. */
bool pp_product_owns(const struct pp_product *product, const char *service);

/* How it listens on that system, and whether its socket on '::' leaves IPv4 alone. */
enum pp_listener_kind pp_endpoint_kind(const struct pp_endpoint *endpoint, enum pp_os os);
bool pp_endpoint_is_v6only(const struct pp_endpoint *endpoint, enum pp_os os);

/* What it brings to a clash where no plan says otherwise. `url` of it points into the endpoint. */
struct pp_claim pp_endpoint_claim(const struct pp_endpoint *endpoint, enum pp_os os);

#endif
