/* lookup: what is known of one port. Stands on report.h, model/. */
#ifndef PP_REPORT_LOOKUP_H
#define PP_REPORT_LOOKUP_H

#include "report/report.h"

struct pp_lookup {
    uint16_t port;
    bool has_transport; /* otherwise all four are told, sctp and dccp only if they know the port */
    enum pp_transport transport;
    const struct pp_catalog *const *catalogs;
    size_t catalog_count;
};

/* Per transport: the registered names, the bands, the endpoints of the catalogues that can
 * use the port, and what the plans of `report` have there. */
void pp_report_lookup(const struct pp_report *report, const struct pp_lookup *lookup,
                      struct pp_strbuf *buf);

/* Whether an endpoint can use `port`, and with which instance (PP_NONE: whatever the
 * instance). A product without max_instances is taken to have PP_ASSUMED_INSTANCES (model/reach.h). */
bool pp_endpoint_reaches(const struct pp_product *product, const struct pp_endpoint *endpoint,
                         uint16_t port, uint32_t *instance);

#endif
