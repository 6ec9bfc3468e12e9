/* who: which answers there are, and in which formats. */
#include "report/who.h"

#include "base/text.h"
#include "report/who_rows.h"

#include <string.h>

bool pp_who_tells(const struct pp_report *report, enum pp_transport transport)
{
    const struct pp_who *who = report->who;
    struct pp_arena arena;
    size_t having, coming;
    if (who->has_transport || transport == PP_TCP || transport == PP_UDP)
        return !who->has_transport || transport == who->transport;
    pp_arena_init(&arena);
    pp_who_have(report->plan, transport, who->ports, &arena, &having);
    pp_who_could(report->plan, transport, who->ports, &arena, &coming);
    pp_arena_release(&arena);
    return having > 0 || coming > 0;
}

bool pp_who_asks_of(const struct pp_report *report, const struct pp_cooled *cooled)
{
    const struct pp_who *who = report->who;
    const struct pp_lock_entry *entry = cooled->entry;
    switch (who->kind) {
    case PP_WHO_PORT: return pp_range_overlaps(entry->ports, who->ports);
    case PP_WHO_HOST: return pp_casecmp(entry->host, report->plan->hosts[who->host].name) == 0;
    case PP_WHO_PRODUCT: return strcmp(entry->product, who->product->name) == 0;
    }
    return false;
}

const struct pp_report_format pp_who_formats[] = {
    {"text", pp_report_who_text}, /* people */
    {"json", pp_report_who_json}, /* programs */
    {NULL, NULL},
};
