/* lint: the run, the findings and their messages. */
#include "check/lint.h"

#include "base/mem.h"
#include "check/lint_parts.h"

#include <stdlib.h>
#include <string.h>

/* --- findings --------------------------------------------------------------- */

struct pp_lint_party *lint_add_party(const struct linting *linting, struct pp_lint_finding *finding,
                                     const struct lint_window *window, uint32_t instance)
{
    struct pp_lint_party party = {
        .product = lint_product(linting, window),
        .endpoint = window->pool ? NULL : window->endpoint,
        .pool = window->pool,
        .transport = window->transport,
        .instance = instance,
        .ports = {window->expr.first, window->expr.last},
        .loc = window->pool ? window->pool->loc : window->endpoint->loc,
    };
    if (!window->pool)
        pp_port_expr_at(&window->expr, instance, &party.ports);
    finding->parties = pp_grow(finding->parties, &finding->party_capacity, finding->party_count + 1,
                               sizeof *finding->parties);
    size_t at = finding->party_count++;
    size_t place = at;
    while (place > 0 && finding->parties[place - 1].product != party.product)
        place--;
    if (place == 0) /* the first of its product */
        place = at;
    for (; at > place; at--)
        finding->parties[at] = finding->parties[at - 1];
    finding->parties[place] = party;
    return &finding->parties[place];
}

struct pp_lint_finding *lint_add(struct linting *linting, enum pp_lint_kind kind,
                                 enum pp_severity severity, const struct lint_window *window,
                                 uint32_t instance, const char *detail)
{
    struct pp_lint *lint = linting->lint;
    lint->findings =
        pp_grow(lint->findings, &lint->capacity, lint->count + 1, sizeof *lint->findings);
    struct pp_lint_finding *finding = &lint->findings[lint->count++];
    *finding = (struct pp_lint_finding){.kind = kind, .severity = severity, .detail = detail};
    finding->ports = lint_add_party(linting, finding, window, instance)->ports;
    return finding;
}

/* --- messages --------------------------------------------------------------- */

static void add_ports(struct pp_strbuf *buf, struct pp_range ports, enum pp_transport transport)
{
    pp_range_format(ports, buf);
    pp_strbuf_printf(buf, "/%s", pp_transport_names[transport]);
}

/* Whether it has to be told which instance of the party's product is meant. */
static bool is_numbered(const struct pp_lint_finding *finding, const struct pp_lint_party *party)
{
    for (size_t i = 0; i < finding->party_count; i++) {
        if (finding->parties[i].product == party->product && finding->parties[i].instance > 0)
            return true;
    }
    return false;
}

/* "soap and rest of Cinegy Capture Engine #3", from parties[*at] on. */
static void add_group(struct pp_strbuf *buf, const struct pp_lint_finding *finding, size_t *at)
{
    const struct pp_lint_party *first = &finding->parties[*at];
    size_t end = *at;
    while (end < finding->party_count && finding->parties[end].product == first->product &&
           finding->parties[end].instance == first->instance)
        end++;
    for (size_t i = *at; i < end; i++)
        pp_strbuf_printf(buf, "%s%s",
                         i == *at      ? ""
                         : i + 1 < end ? ", "
                                       : " and ",
                         finding->parties[i].pool ? finding->parties[i].pool->id
                                                  : finding->parties[i].endpoint->id);
    pp_strbuf_printf(buf, " of %s", first->product->title);
    if (is_numbered(finding, first))
        pp_strbuf_printf(buf, " #%u", first->instance);
    *at = end;
}

/* "5471/udp is main_preview of Cinegy Playout Engine #50 and cued_preview of ... #0"; on
 * different transports each has its number. */
static void say_meeting(struct pp_strbuf *buf, const struct pp_lint_finding *finding)
{
    enum pp_transport transport = finding->parties[0].transport;
    const char *verb = finding->ports.first == finding->ports.last ? "is" : "are";
    for (size_t at = 0; at < finding->party_count;) {
        const struct pp_lint_party *party = &finding->parties[at];
        bool again = at == 0 || party->transport != transport;
        pp_strbuf_add(buf, at == 0 ? "" : again ? ", and " : " and ");
        if (again) {
            add_ports(buf, finding->ports, party->transport);
            pp_strbuf_printf(buf, " %s ", verb);
        }
        transport = party->transport;
        add_group(buf, finding, &at);
    }
}

static void say_fixed(struct pp_strbuf *buf, const struct pp_lint_finding *finding)
{
    size_t at = 0;
    add_group(buf, finding, &at);
    pp_strbuf_printf(buf, " %s one port for all instances",
                     finding->party_count == 1 ? "has" : "have each");
}

static void say_shared(struct pp_strbuf *buf, const struct pp_lint_finding *finding)
{
    size_t at = 0;
    add_group(buf, finding, &at);
    pp_strbuf_printf(buf, " take one port from pool %s, ", finding->shared->id);
    add_ports(buf, finding->ports, finding->parties[0].transport);
}

static void say_pool(struct pp_strbuf *buf, const struct pp_lint_finding *finding)
{
    const struct pp_lint_party *pool = &finding->parties[0];
    size_t others = finding->party_count - 1;
    pp_strbuf_printf(buf, "pool %s of %s, ", pool->pool->id, pool->product->title);
    add_ports(buf, finding->ports, pool->transport);
    pp_strbuf_printf(buf, ", covers ports of %zu other endpoint%s%s", others,
                     others == 1 ? "" : "s", finding->legal ? ", legally" : "");
}

static void say_assigned(struct pp_strbuf *buf, const struct pp_lint_finding *finding)
{
    const struct pp_lint_party *party = &finding->parties[0];
    if (finding->party_count > 1) {
        pp_strbuf_printf(buf, "%zu endpoints of %s have ports that IANA assigned to other services",
                         finding->party_count, party->product->title);
        return;
    }
    size_t at = 0;
    add_ports(buf, party->ports, party->transport);
    pp_strbuf_add(buf, " of ");
    add_group(buf, finding, &at);
    pp_strbuf_printf(buf, " is assigned by IANA to '%s'", party->service);
}

static void say_ephemeral(struct pp_strbuf *buf, const struct pp_lint_finding *finding)
{
    struct pp_range clients = pp_profile_of(finding->os)->ephemeral;
    size_t count = finding->party_count, at = 0;
    if (count > 1)
        pp_strbuf_printf(buf, "%zu endpoints of %s have", count,
                         finding->parties[0].product->title);
    else
        add_group(buf, finding, &at);
    pp_strbuf_printf(buf, "%s ports from which %s serves its clients, %u-%u",
                     count > 1 ? "" : " has", pp_os_names[finding->os], clients.first,
                     clients.last);
}

static void say(struct pp_strbuf *buf, const struct pp_lint_finding *finding)
{
    const struct pp_lint_party *party = &finding->parties[0];
    switch (finding->kind) {
    case PP_LINT_ITSELF:
        if (finding->shared)
            say_shared(buf, finding);
        else if (finding->fixed)
            say_fixed(buf, finding);
        else
            say_meeting(buf, finding);
        break;
    case PP_LINT_OTHER: say_meeting(buf, finding); break;
    case PP_LINT_POOL: say_pool(buf, finding); break;
    case PP_LINT_ASSIGNED: say_assigned(buf, finding); break;
    case PP_LINT_EPHEMERAL: say_ephemeral(buf, finding); break;
    case PP_LINT_END:
        pp_strbuf_printf(buf, "%s of %s passes port 65535 behind instance %u", party->endpoint->id,
                         party->product->title, party->instance);
        break;
    case PP_LINT_SMALL:
        pp_strbuf_printf(buf, "pool %s of %s has %u ports only", party->pool->id,
                         party->product->title, pp_range_size(party->pool->range));
        break;
    case PP_LINT_KINDS: break;
    }
}

/* Its message; and behind the detail, which limit it is beyond. */
static void finish(const struct linting *linting, struct pp_lint_finding *finding)
{
    struct pp_strbuf buf;
    uint32_t most = 0;
    for (size_t i = 0; i < finding->party_count; i++) {
        const struct pp_lint_party *party = &finding->parties[i];
        if (party->instance > 0 && party->instance >= party->product->max_instances)
            most = party->product->max_instances;
    }
    pp_strbuf_init(&buf);
    say(&buf, finding);
    finding->message = pp_arena_strdup(linting->arena, buf.text);
    if (finding->beyond && most > 0)
        finding->detail =
            pp_arena_printf(linting->arena, "%s; beyond max_instances %u", finding->detail, most);
    else if (finding->beyond)
        finding->detail =
            pp_arena_printf(linting->arena, "%s; there is no max_instances", finding->detail);
    pp_strbuf_release(&buf);
}

/* --- order ------------------------------------------------------------------ */

static int order_u32(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int compare(const void *left, const void *right)
{
    const struct pp_lint_finding *a = left, *b = right;
    int order = order_u32(b->severity, a->severity);
    if (!order)
        order = pp_loc_compare(a->parties[0].loc, b->parties[0].loc);
    if (!order)
        order = order_u32(a->kind, b->kind);
    if (!order)
        order = order_u32(a->ports.first, b->ports.first);
    if (!order)
        order = order_u32(a->os, b->os);
    if (!order && a->party_count > 1 && b->party_count > 1)
        order = pp_loc_compare(a->parties[1].loc, b->parties[1].loc);
    return order ? order : strcmp(a->message, b->message);
}

/* --- the run ---------------------------------------------------------------- */

static void add_product(struct linting *linting, const struct pp_product *product)
{
    struct pp_lint *lint = linting->lint;
    struct pp_lint_capacity *capacity = &lint->capacities[lint->product_count];
    *capacity = (struct pp_lint_capacity){.product = product,
                                          .itself = PP_LINT_ANY,
                                          .others = PP_LINT_ANY,
                                          .assigned = PP_LINT_ANY,
                                          .end = PP_LINT_ANY,
                                          .pool = PP_LINT_ANY};
    for (int os = 0; os < PP_OSES; os++)
        capacity->ephemeral[os] = PP_LINT_ANY;
    lint->endpoint_count += product->endpoint_count;
    lint_windows_add(linting, (uint32_t)lint->product_count++);
}

static void add_catalogs(struct linting *linting)
{
    struct pp_lint *lint = linting->lint;
    size_t count = 0;
    for (size_t i = 0; i < lint->catalog_count; i++)
        count += lint->catalogs[i]->product_count;
    lint->capacities = pp_arena_array(linting->arena, count, sizeof *lint->capacities);
    for (size_t i = 0; i < lint->catalog_count; i++) {
        for (size_t j = 0; j < lint->catalogs[i]->product_count; j++)
            add_product(linting, &lint->catalogs[i]->products[j]);
    }
}

void pp_lint_run(struct pp_lint *lint, struct pp_arena *arena,
                 const struct pp_catalog *const *catalogs, size_t count,
                 const struct pp_registry *registry)
{
    struct linting linting = {.lint = lint, .arena = arena, .registry = registry};
    *lint = (struct pp_lint){.catalogs = catalogs, .catalog_count = count};
    add_catalogs(&linting);
    lint_clashes(&linting);
    lint_shared(&linting);
    lint_bounds(&linting);
    for (size_t i = 0; i < lint->count; i++) {
        finish(&linting, &lint->findings[i]);
        lint->severities[lint->findings[i].severity]++;
    }
    if (lint->count > 1)
        qsort(lint->findings, lint->count, sizeof *lint->findings, compare);
    free(linting.windows);
}

void pp_lint_release(struct pp_lint *lint)
{
    for (size_t i = 0; i < lint->count; i++)
        free(lint->findings[i].parties);
    free(lint->findings);
    *lint = (struct pp_lint){0};
}

const char *const pp_lint_kind_ids[PP_LINT_KINDS] = {
    [PP_LINT_ITSELF] = "meets-itself",    [PP_LINT_OTHER] = "meets-other",
    [PP_LINT_POOL] = "pool-covers",       [PP_LINT_END] = "past-65535",
    [PP_LINT_SMALL] = "pool-small",       [PP_LINT_ASSIGNED] = "iana-assigned",
    [PP_LINT_EPHEMERAL] = "client-ports",
};
