/* bindings: ports and instances that belong together, in few words. */
#include "report/bindings.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

const struct pp_listener *pp_binding_listener(const struct pp_plan *plan, uint32_t binding)
{
    return &plan->listeners[plan->bindings.listener[binding]];
}

const struct pp_placement *pp_binding_placement(const struct pp_plan *plan, uint32_t binding)
{
    return &plan->placements[pp_binding_listener(plan, binding)->placement];
}

struct pp_span *pp_binding_ports(const struct pp_plan *plan, const uint32_t *bindings, size_t count,
                                 size_t *spans)
{
    struct pp_span *list = pp_malloc((count + 1) * sizeof *list);
    size_t placed = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t at = bindings[i];
        if (plan->bindings.first[at] != 0)
            list[placed++] = (struct pp_span){plan->bindings.first[at], plan->bindings.last[at]};
    }
    *spans = pp_spans_merge(list, placed);
    return list;
}

struct pp_span *pp_binding_instances(const struct pp_plan *plan, const uint32_t *bindings,
                                     size_t count, size_t *spans)
{
    struct pp_span *list = pp_malloc((count + 1) * sizeof *list);
    for (size_t i = 0; i < count; i++) {
        uint32_t instance = pp_plan_instance(plan, bindings[i]);
        list[i] = (struct pp_span){instance, instance};
    }
    *spans = pp_spans_merge(list, count);
    return list;
}

/* Takes the buffer's text over into the arena. */
static const char *keep(struct pp_strbuf *buf, struct pp_arena *arena)
{
    const char *text = pp_arena_strndup(arena, buf->text, buf->length);
    pp_strbuf_release(buf);
    return text;
}

const char *pp_binding_ports_text(const struct pp_plan *plan, const uint32_t *bindings,
                                  size_t count, struct pp_arena *arena)
{
    struct pp_strbuf buf;
    size_t spans;
    struct pp_span *ports = pp_binding_ports(plan, bindings, count, &spans);
    size_t without = 0;
    for (size_t i = 0; i < count; i++)
        without += plan->bindings.first[bindings[i]] == 0 ? 1 : 0;
    pp_strbuf_init(&buf);
    if (spans > 0)
        pp_add_spans(&buf, ports, spans);
    else
        pp_strbuf_add(&buf, "none");
    free(ports);
    pp_strbuf_printf(&buf, "/%s",
                     pp_transport_names[pp_binding_listener(plan, bindings[0])->transport]);
    if (spans > 0 && without > 0)
        pp_strbuf_printf(&buf, ", %zu without", without);
    return keep(&buf, arena);
}

const char *pp_binding_instances_text(const struct pp_plan *plan, const uint32_t *bindings,
                                      size_t count, struct pp_arena *arena)
{
    struct pp_strbuf buf;
    size_t spans;
    struct pp_span *instances = pp_binding_instances(plan, bindings, count, &spans);
    pp_strbuf_init(&buf);
    pp_add_spans(&buf, instances, spans);
    free(instances);
    return keep(&buf, arena);
}

const char *pp_bindings_name(const struct pp_plan *plan, const uint32_t *bindings, size_t count,
                             struct pp_arena *arena)
{
    const struct pp_placement *placement = pp_binding_placement(plan, bindings[0]);
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_strbuf_add(&buf, placement->product->title);
    if (placement->label)
        pp_strbuf_printf(&buf, " (%s)", placement->label);
    if (placement->instance_count > 1 || placement->instances[0] != 0)
        pp_strbuf_printf(&buf, " #%s", pp_binding_instances_text(plan, bindings, count, arena));
    return keep(&buf, arena);
}

const char *pp_binding_reason(const struct pp_plan *plan, uint32_t binding, struct pp_arena *arena)
{
    const char *reason = pp_binding_placement(plan, binding)->reason;
    if (!reason)
        reason = pp_binding_listener(plan, binding)->endpoint->notes;
    if (!reason)
        return NULL;
    char *line = pp_arena_strdup(arena, reason);
    for (char *c = line; *c; c++)
        *c = *c == '\n' || *c == '\t' || *c == '\r' ? ' ' : *c;
    for (size_t length = strlen(line); length > 0 && line[length - 1] == ' '; length--)
        line[length - 1] = '\0';
    return line;
}

const char *pp_place_text(const struct pp_plan *plan, struct pp_loc loc, struct pp_arena *arena)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_add_place(&buf, plan->sources, loc);
    return keep(&buf, arena);
}

const char *pp_host_addresses_text(const struct pp_host *host, struct pp_arena *arena)
{
    char address[PP_ADDRESS_TEXT];
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < host->address_count; i++)
        pp_strbuf_printf(&buf, "%s%s", i > 0 ? ", " : "",
                         pp_address_format(&host->addresses[i].address, address));
    const char *text = keep(&buf, arena);
    return host->address_count > 0 ? text : NULL;
}
