/* catalogs: what catalogues hold, for people. Stands on table.h, model/catalog.h. */
#ifndef PP_REPORT_CATALOGS_H
#define PP_REPORT_CATALOGS_H

#include "model/catalog.h"
#include "report/words.h"

/* The catalogues, one per line. */
void pp_report_catalog_list(const struct pp_catalog *const *catalogs, size_t count,
                            const struct pp_sources *sources, const struct pp_style *style,
                            struct pp_strbuf *buf);

/* The products and endpoints of one. */
void pp_report_catalog(const struct pp_catalog *catalog, const struct pp_style *style,
                       struct pp_strbuf *buf);

#endif
