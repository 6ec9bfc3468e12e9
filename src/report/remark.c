/* remark: the words of findings and mistakes that every format uses. */
#include "report/remark.h"

#include <string.h>

void pp_add_detail(struct pp_strbuf *buf, const struct pp_finding *finding)
{
    const char *detail = finding->detail ? finding->detail : "";
    pp_strbuf_add(buf, detail);
    if (finding->os_error && !strstr(detail, finding->os_error))
        pp_strbuf_printf(buf, "%s%s", detail[0] ? ", " : "the system answers ", finding->os_error);
}

bool pp_tells_services(const struct pp_finding *finding)
{
    if (finding->service_count == 1)
        return !strstr(finding->message, finding->services[0].name);
    return finding->service_count > 1;
}

const char *pp_services_word(const struct pp_finding *finding)
{
    return strcmp(finding->rule, "os-reserved") == 0 ? "reserved" : "registered";
}

/* Services from `from` on that have one name on consecutive ports: how many. */
static size_t same_service(const struct pp_finding *finding, size_t from)
{
    size_t count = 1;
    const struct pp_service_use *all = finding->services;
    while (from + count < finding->service_count &&
           all[from + count].port == all[from].port + count &&
           strcmp(all[from + count].name, all[from].name) == 0)
        count++;
    return count;
}

size_t pp_add_service(struct pp_strbuf *buf, const struct pp_finding *finding, size_t from)
{
    size_t run = same_service(finding, from);
    unsigned first = finding->services[from].port;
    pp_strbuf_printf(buf, "%u", first);
    if (run > 1)
        pp_strbuf_printf(buf, "-%zu", first + run - 1);
    pp_strbuf_add_char(buf, ' ');
    pp_add_clean(buf, finding->services[from].name);
    return run;
}

size_t pp_add_service_or_rest(struct pp_strbuf *buf, const struct pp_finding *finding, size_t from,
                              size_t told)
{
    size_t left = finding->service_count - from;
    if (told < PP_SERVICES_TOLD || same_service(finding, from) == left)
        return pp_add_service(buf, finding, from);
    pp_strbuf_add(buf, "and ");
    pp_strbuf_add_grouped(buf, left);
    pp_strbuf_add(buf, " more");
    return left;
}

void pp_add_remarks(struct pp_strbuf *buf, const struct pp_finding *finding)
{
    if (finding->detail || finding->os_error) {
        pp_strbuf_add_char(buf, '\n');
        pp_add_detail(buf, finding);
    }
    if (pp_tells_services(finding)) {
        pp_strbuf_printf(buf, "\n%s: ", pp_services_word(finding));
        for (size_t i = 0, told = 0; i < finding->service_count; told++) {
            pp_strbuf_add(buf, i > 0 ? ", " : "");
            i += pp_add_service_or_rest(buf, finding, i, told);
        }
    }
    if (finding->help)
        pp_strbuf_printf(buf, "\nhelp: %s", finding->help);
}

void pp_add_mistake(struct pp_strbuf *buf, const struct pp_report *report,
                    const struct pp_diag *diag)
{
    pp_strbuf_add(buf, diag->message);
    if (!diag->also_message)
        return;
    pp_strbuf_printf(buf, " (%s%s", diag->also_message, diag->also.source != 0 ? ": " : "");
    pp_add_place(buf, report->sources, diag->also);
    pp_strbuf_add(buf, ")");
}

void pp_add_waiver(struct pp_strbuf *buf, const struct pp_waiver *waiver)
{
    pp_strbuf_add(buf, waiver->reason);
    if (!waiver->owner && !waiver->expires)
        return;
    pp_strbuf_printf(buf, " (%s%s", waiver->owner ? "owner: " : "",
                     waiver->owner ? waiver->owner : "");
    if (waiver->expires)
        pp_strbuf_printf(buf, "%suntil %s", waiver->owner ? ", " : "", waiver->expires);
    pp_strbuf_add(buf, ")");
}

const bool *pp_clean_hosts(const struct pp_report *report, struct pp_arena *arena, size_t *count)
{
    const struct pp_plan *plan = report->plan;
    bool *clean = pp_arena_array(arena, plan->host_count, sizeof *clean);
    *count = 0;
    if (report->diags->count > 0)
        return clean;
    for (size_t i = 0; i < plan->host_count; i++)
        clean[i] = true;
    for (size_t i = 0; i < report->findings->count; i++) {
        const struct pp_finding *finding = &report->findings->items[i];
        if (finding->host != PP_NONE)
            clean[finding->host] = false;
        for (size_t j = 0; j < finding->party_count; j++)
            if (finding->parties[j].host != PP_NONE)
                clean[finding->parties[j].host] = false;
    }
    for (size_t i = 0; i < plan->host_count; i++)
        *count += clean[i] ? 1 : 0;
    return clean;
}
