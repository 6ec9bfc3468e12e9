/* plan: growing a plan, and small questions about a frozen one. */
#include "model/plan.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>

const char *const pp_severity_names[4] = {"off", "note", "warning", "error"};

void pp_plan_init(struct pp_plan *plan, struct pp_arena *arena, const struct pp_sources *sources)
{
    *plan = (struct pp_plan){.arena = arena, .sources = sources};
    pp_map_init(&plan->host_names, true);
    pp_map_init(&plan->tie_keys, false);
    pp_locals_init(&plan->locals, arena);
}

void pp_plan_release(struct pp_plan *plan)
{
    pp_map_release(&plan->host_names);
    pp_map_release(&plan->tie_keys);
    pp_locals_release(&plan->locals);
    free(plan->ties);
    free(plan->sites);
    free(plan->hosts);
    free(plan->placements);
    free(plan->listeners);
    free(plan->bindings.listener);
    free(plan->bindings.first);
    free(plan->bindings.last);
    free(plan->bindings.transport);
    free(plan->bindings.address);
    free(plan->settings);
    free(plan->waivers);
    *plan = (struct pp_plan){0};
}

struct pp_site *pp_plan_add_site(struct pp_plan *plan, const struct pp_site *item)
{
    plan->sites =
        pp_grow(plan->sites, &plan->site_capacity, plan->site_count + 1, sizeof *plan->sites);
    plan->sites[plan->site_count] = *item;
    return &plan->sites[plan->site_count++];
}

struct pp_host *pp_plan_add_host(struct pp_plan *plan, const struct pp_host *item)
{
    plan->hosts =
        pp_grow(plan->hosts, &plan->host_capacity, plan->host_count + 1, sizeof *plan->hosts);
    plan->hosts[plan->host_count] = *item;
    pp_map_add(&plan->host_names, item->name, (uint32_t)plan->host_count);
    return &plan->hosts[plan->host_count++];
}

struct pp_placement *pp_plan_add_placement(struct pp_plan *plan, const struct pp_placement *item)
{
    plan->placements = pp_grow(plan->placements, &plan->placement_capacity,
                               plan->placement_count + 1, sizeof *plan->placements);
    plan->placements[plan->placement_count] = *item;
    return &plan->placements[plan->placement_count++];
}

struct pp_rule_setting *pp_plan_add_setting(struct pp_plan *plan,
                                            const struct pp_rule_setting *item)
{
    plan->settings = pp_grow(plan->settings, &plan->setting_capacity, plan->setting_count + 1,
                             sizeof *plan->settings);
    plan->settings[plan->setting_count] = *item;
    return &plan->settings[plan->setting_count++];
}

struct pp_waiver *pp_plan_add_waiver(struct pp_plan *plan, const struct pp_waiver *item)
{
    plan->waivers = pp_grow(plan->waivers, &plan->waiver_capacity, plan->waiver_count + 1,
                            sizeof *plan->waivers);
    plan->waivers[plan->waiver_count] = *item;
    return &plan->waivers[plan->waiver_count++];
}

const uint32_t *pp_plan_numbers_from(struct pp_plan *plan, uint32_t first)
{
    if (!plan->numbers) {
        uint32_t *numbers = pp_arena_array(plan->arena, PP_INSTANCE_MAX, sizeof *numbers);
        for (uint32_t i = 0; i < PP_INSTANCE_MAX; i++)
            numbers[i] = i;
        plan->numbers = numbers;
    }
    return plan->numbers + first;
}

bool pp_host_excludes(const struct pp_host *host, enum pp_transport transport, uint16_t port)
{
    for (size_t i = 0; i < host->excluded_count; i++) {
        const struct pp_excluded *excluded = &host->excluded[i];
        if (pp_range_contains(excluded->ports, port) &&
            (excluded->transport == PP_NONE || excluded->transport == transport))
            return true;
    }
    return false;
}

uint32_t pp_plan_find_host(const struct pp_plan *plan, const char *name)
{
    return pp_map_find(&plan->host_names, name);
}

uint32_t pp_plan_instance(const struct pp_plan *plan, uint32_t binding)
{
    const struct pp_listener *listener = &plan->listeners[plan->bindings.listener[binding]];
    return plan->placements[listener->placement].instances[binding - listener->first_binding];
}

uint32_t pp_listener_address(const struct pp_listener *listener)
{
    const struct pp_addrset *covers = &listener->local->covers;
    if (listener->kind == PP_HTTP_SYS)
        return PP_ADDRESS_HTTP;
    if (covers->v4 == PP_COVER_ALL)
        return covers->v6 == PP_COVER_ALL ? PP_ADDRESS_ANY : PP_ADDRESS_V4_ANY;
    if (covers->v6 == PP_COVER_ALL)
        return PP_ADDRESS_V6_ANY;
    return PP_ADDRESS_SPECIFIC + 2 * listener->local->number + (covers->v6 == PP_COVER_ONE);
}

bool pp_listeners_share(const struct pp_listener *a, const struct pp_listener *b)
{
    return a == b || (a->pool && a->pool == b->pool && a->placement == b->placement &&
                      a->origin == b->origin);
}

struct pp_claim pp_listener_claim(const struct pp_listener *listener)
{
    return (struct pp_claim){
        .transport = (enum pp_transport)listener->transport,
        .kind = (enum pp_listener_kind)listener->kind,
        .reuse = (enum pp_reuse)listener->reuse,
        .addresses = listener->local->covers,
        .url = listener->endpoint->has_prefix ? &listener->endpoint->prefix : NULL,
    };
}

const char *pp_listener_url(const struct pp_listener *listener, uint16_t port,
                            struct pp_arena *arena)
{
    const struct pp_endpoint *endpoint = listener->endpoint;
    if (!endpoint->url)
        return NULL;
    if (port == 0)
        return endpoint->url;
    bool sound = endpoint->has_prefix && !(endpoint->prefix.flaws & ~(unsigned)PP_URL_NO_SLASH);
    if (endpoint->has_prefix && (sound || listener->kind == PP_HTTP_SYS))
        return pp_url_canonical(&endpoint->prefix, port, arena);
    return pp_url_expand(endpoint->url, port, arena);
}

const char *pp_binding_url(const struct pp_plan *plan, uint32_t binding, struct pp_arena *arena)
{
    return pp_listener_url(&plan->listeners[plan->bindings.listener[binding]],
                           plan->bindings.first[binding], arena);
}

static void describe_expr(const struct pp_listener *listener, uint32_t instance,
                          struct pp_strbuf *buf)
{
    if (listener->origin == PP_FROM_PLAN) {
        pp_strbuf_add(buf, "plan");
        if (listener->port.stride)
            pp_strbuf_add(buf, " ");
    }
    if (listener->origin == PP_FROM_CATALOG || listener->port.stride)
        pp_port_expr_format(&listener->port, buf);
    if (listener->port.stride && instance != PP_NONE)
        pp_strbuf_printf(buf, ", N=%u", instance);
}

/* The index of an instance among those of the listener; of the first for PP_NONE. */
static uint32_t index_of(const struct pp_plan *plan, const struct pp_listener *listener,
                         uint32_t instance)
{
    const uint32_t *instances = plan->placements[listener->placement].instances;
    uint32_t low = 0, high = listener->binding_count;
    while (instance != PP_NONE && low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (instances[middle] < instance)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void describe_range(const struct pp_listener *listener, struct pp_strbuf *buf)
{
    const struct pp_pool *pool = listener->pool;
    bool own = !pool || listener->range.first != pool->range.first ||
               listener->range.last != pool->range.last;
    if (listener->origin == PP_FROM_POOL)
        pp_strbuf_printf(buf, "pool %s%s", pool->id, own ? " of plan " : "");
    else
        pp_strbuf_add(buf, listener->range.first ? "auto " : "auto");
    if (listener->range.first && (own || listener->origin == PP_FROM_AUTO))
        pp_range_format(listener->range, buf);
    if (listener->block > 1)
        pp_strbuf_printf(buf, ", block of %u", listener->block);
    if (listener->align > 1)
        pp_strbuf_printf(buf, ", aligned to %u", listener->align);
    if (listener->tie != PP_NONE)
        pp_strbuf_add(buf, ", same on all hosts");
}

/* Who has chosen: the lock for all of them, for some, or for none. */
static const char *describe_chooser(const struct pp_plan *plan, const struct pp_listener *listener,
                                    uint32_t index, uint32_t count)
{
    uint32_t locked = 0;
    for (uint32_t i = 0; plan->locked && i < count; i++)
        locked += plan->locked[listener->first_binding + index + i];
    return locked == 0 ? ", lowest free" : locked == count ? ", locked" : ", locked or lowest free";
}

static void describe_choice(const struct pp_plan *plan, const struct pp_listener *listener,
                            uint32_t instance, struct pp_strbuf *buf)
{
    uint32_t index = index_of(plan, listener, instance);
    describe_range(listener, buf);
    if (plan->bindings.first[listener->first_binding + index] == 0) {
        pp_strbuf_add(buf, ", none free");
        return;
    }
    bool all = instance == PP_NONE;
    pp_strbuf_add(buf, describe_chooser(plan, listener, index, all ? listener->binding_count : 1));
    bool chosen = all || !plan->locked || !plan->locked[listener->first_binding + index];
    if (listener->broken_rules && chosen && (index >= listener->broken_from || all))
        pp_strbuf_printf(buf, " (breaks %s: no better port is left)", listener->broken_rules);
}

const char *pp_listener_derivation(const struct pp_plan *plan, const struct pp_listener *listener,
                                   uint32_t instance, struct pp_arena *arena)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    if (pp_listener_is_chosen(listener))
        describe_choice(plan, listener, instance, &buf);
    else
        describe_expr(listener, instance, &buf);
    const char *text = pp_arena_strdup(arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}
