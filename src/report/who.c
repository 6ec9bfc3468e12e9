/* who: which answers there are, and in which formats. */
#include "report/who.h"

#include "report/who_rows.h"

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

const struct pp_report_format pp_who_formats[] = {
    {"text", pp_report_who_text}, /* people */
    {"json", pp_report_who_json}, /* programs */
    {NULL, NULL},
};
