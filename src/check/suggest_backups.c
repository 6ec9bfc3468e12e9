/* suggest_backups: whether ports that would do for a host do on those that stand by for it. */
#include "check/suggest_backups.h"

#include "check/free_ports.h"
#include "check/partners.h"
#include "check/parts.h"

#define NAMED_MAX 3u

/* Whether the host could give the ports to what has that transport. */
static bool is_free_on(const struct pp_plan *plan, const struct pp_host *host, unsigned transport,
                       struct pp_range ports)
{
    for (uint32_t i = 0; i < host->binding_count; i++) {
        uint32_t binding = host->first_binding + i;
        struct pp_range taken = {plan->bindings.first[binding], plan->bindings.last[binding]};
        if (taken.first &&
            plan->listeners[plan->bindings.listener[binding]].transport == transport &&
            pp_range_overlaps(taken, ports))
            return false;
    }
    for (size_t i = 0; i < host->excluded_count; i++) {
        uint32_t of = host->excluded[i].transport;
        if ((of == PP_NONE || of == transport) && pp_range_overlaps(host->excluded[i].ports, ports))
            return false;
    }
    return !pp_range_overlaps(host->ephemeral, ports);
}

bool pp_ports_are_free_on(const struct pp_plan *plan, uint32_t host, const uint32_t *listeners,
                          size_t count, struct pp_range ports)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_free_on(plan, &plan->hosts[host], plan->listeners[listeners[i]].transport, ports))
            return false;
    }
    return true;
}

/* Those that stand by for a host and have the ports free, or have not. */
struct backups {
    uint32_t named[NAMED_MAX];
    size_t count;
};

static void add_backup(struct backups *backups, uint32_t host)
{
    if (backups->count < NAMED_MAX)
        backups->named[backups->count] = host;
    backups->count++;
}

static void add_names(const struct pp_check *check, const struct backups *backups,
                      struct pp_strbuf *buf)
{
    if (backups->count > NAMED_MAX) {
        pp_strbuf_printf(buf, "%zu of its backups", backups->count);
        return;
    }
    pp_strbuf_printf(buf, "its backup%s", backups->count == 1 ? "" : "s");
    for (size_t i = 0; i < backups->count; i++)
        pp_strbuf_printf(buf, "%s %s",
                         i == 0                    ? ""
                         : i + 1 == backups->count ? " and"
                                                   : ",",
                         pp_host_name(check, backups->named[i]));
}

void pp_suggest_add_backups(const struct pp_check *check, const uint32_t *listeners, size_t count,
                            struct pp_range ports, struct pp_strbuf *buf)
{
    const struct pp_partners *partners = pp_free_ports_partners(check);
    uint32_t host = check->plan->listeners[listeners[0]].host;
    struct backups good = {.count = 0}, bad = {.count = 0};
    for (size_t i = partners ? pp_partners_first(partners, host) : 0;
         partners && i < partners->count && partners->items[i].host == host; i++) {
        uint32_t other = partners->items[i].other;
        if (partners->items[i].stands_by)
            add_backup(pp_ports_are_free_on(check->plan, other, listeners, count, ports) ? &good
                                                                                         : &bad,
                       other);
    }
    if (good.count > 0) {
        pp_strbuf_add(buf, " and ");
        add_names(check, &good, buf);
    }
    if (bad.count > 0) {
        pp_strbuf_add(buf, good.count > 0 ? ", but not on " : " but not on ");
        add_names(check, &bad, buf);
    }
}
