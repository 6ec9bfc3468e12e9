/* decode_host: one host of a plan. A host that an earlier plan of the estate declared is merged. */
#include "read/decode_parts.h"

#include "base/mem.h"

#include <stddef.h>
#include <string.h>

struct host_form {
    const char *name;
    uint32_t os; /* 1 + enum pp_os, or 0 */
    struct pp_addresses addresses;
    struct pp_exclusions excluded;
    struct pp_range ephemeral; /* first 0: not given */
    struct pp_names tags;
    struct pp_backup_form backup;
    const char *owner;
    const struct pp_node *products;
};

/* --- lists of a host ------------------------------------------------------- */

/* A copy of `count` items with room for `added` more. */
static void *widen(struct pp_arena *arena, const void *items, size_t count, size_t added,
                   size_t size)
{
    void *all = pp_arena_array(arena, count + added, size);
    if (count > 0)
        memcpy(all, items, count * size);
    return all;
}

static const char *address_key(struct pp_arena *arena, const struct pp_address *address)
{
    char text[PP_ADDRESS_TEXT];
    return pp_arena_strdup(arena, pp_address_format(address, text));
}

/* Adds the addresses that the host has not yet; one that the list itself repeats is a mistake. */
static bool unite_addresses(struct pp_decoder *decoder, struct pp_host *host,
                            const struct pp_addresses *added)
{
    struct pp_map seen;
    size_t had = host->address_count;
    bool good = true;
    pp_map_init(&seen, false);
    host->addresses =
        widen(decoder->arena, host->addresses, had, added->count, sizeof *host->addresses);
    for (size_t i = 0; i < had; i++)
        pp_map_add(&seen, address_key(decoder->arena, &host->addresses[i].address), (uint32_t)i);
    for (size_t i = 0; i < added->count; i++) {
        const char *key = address_key(decoder->arena, &added->items[i].address);
        uint32_t next = (uint32_t)host->address_count;
        uint32_t first = pp_map_add(&seen, key, next);
        if (first == next) {
            host->addresses[host->address_count++] = added->items[i];
        } else if (first >= had) {
            pp_diags_add(decoder->diags, added->items[i].loc, "address '%s' is given twice", key);
            pp_diags_also(decoder->diags, host->addresses[first].loc, "first given here");
            good = false;
        }
    }
    pp_map_release(&seen);
    return good;
}

/* Excluded ranges are a set: one that comes twice (pasted for tcp and for udp) does no harm. */
static void unite_excluded(struct pp_arena *arena, struct pp_host *host,
                           const struct pp_exclusions *added)
{
    host->excluded =
        widen(arena, host->excluded, host->excluded_count, added->count, sizeof *host->excluded);
    for (size_t i = 0; i < added->count; i++)
        host->excluded[host->excluded_count++] = added->items[i];
}

static void unite_tags(struct pp_arena *arena, struct pp_host *host, const struct pp_names *added)
{
    struct pp_map seen;
    pp_map_init(&seen, false);
    host->tags = widen(arena, host->tags, host->tag_count, added->count, sizeof *host->tags);
    for (size_t i = 0; i < host->tag_count; i++)
        pp_map_add(&seen, host->tags[i], (uint32_t)i);
    for (size_t i = 0; i < added->count; i++) {
        uint32_t next = (uint32_t)host->tag_count;
        if (pp_map_add(&seen, added->items[i], next) == next)
            host->tags[host->tag_count++] = added->items[i];
    }
    pp_map_release(&seen);
}

/* --- a host in several plans ------------------------------------------------ */

static bool unite_os(struct pp_plan_decoder *decoder, struct pp_host *host, enum pp_os os,
                     struct pp_loc loc)
{
    if (host->os_given && host->os != os) {
        pp_diags_add(decoder->base.diags, loc,
                     "host '%s' is a %s host here and a %s host elsewhere", host->name,
                     pp_os_names[os], pp_os_names[host->os]);
        pp_diags_also(decoder->base.diags, host->loc, "declared here");
        return false;
    }
    host->os = os;
    host->os_given = true;
    return true;
}

static bool unite_ephemeral(struct pp_plan_decoder *decoder, struct pp_host *host,
                            struct pp_range range, struct pp_loc loc)
{
    struct pp_range had = host->ephemeral;
    if (host->ephemeral_given && (had.first != range.first || had.last != range.last)) {
        pp_diags_add(decoder->base.diags, loc,
                     "host '%s' has the ephemeral range %u-%u here and %u-%u elsewhere", host->name,
                     range.first, range.last, had.first, had.last);
        pp_diags_also(decoder->base.diags, host->loc, "declared here");
        return false;
    }
    host->ephemeral = range;
    host->ephemeral_given = true;
    return true;
}

/* Adds what the form says to the host, which may be new. */
static bool unite(struct pp_plan_decoder *decoder, struct pp_host *host,
                  const struct host_form *form, const struct pp_node *node)
{
    const struct pp_site *site = &decoder->plan->sites[decoder->site];
    bool good = true;
    if (form->os > 0)
        good = unite_os(decoder, host, (enum pp_os)(form->os - 1), pp_fields_place(node, "os"));
    else if (site->has_os)
        good = unite_os(decoder, host, site->os, node->loc);
    if (form->ephemeral.first > 0)
        good =
            unite_ephemeral(decoder, host, form->ephemeral, pp_fields_place(node, "ephemeral")) &&
            good;
    if (!host->ephemeral_given)
        host->ephemeral = pp_profile_of(host->os)->ephemeral;
    good = unite_addresses(&decoder->base, host, &form->addresses) && good;
    unite_excluded(decoder->base.arena, host, &form->excluded);
    unite_tags(decoder->base.arena, host, &form->tags);
    host->owner = host->owner ? host->owner : form->owner;
    return pp_decode_backup(&decoder->base, host, &form->backup, node) && good;
}

/* Whether the name is new in this file. */
static bool check_name(struct pp_plan_decoder *decoder, const char *name,
                       const struct pp_node *node)
{
    uint32_t next = (uint32_t)decoder->host_loc_count;
    uint32_t first = pp_map_add(&decoder->host_names, name, next);
    if (first != next) {
        pp_diags_add(decoder->base.diags, pp_fields_place(node, "name"),
                     "host '%s' is declared twice; host names are compared without case", name);
        pp_diags_also(decoder->base.diags, decoder->host_locs[first], "first declared here");
        return false;
    }
    decoder->host_locs = pp_grow(decoder->host_locs, &decoder->host_loc_capacity,
                                 decoder->host_loc_count + 1, sizeof *decoder->host_locs);
    decoder->host_locs[decoder->host_loc_count++] = pp_fields_place(node, "name");
    return true;
}

/* The index of the host of that name, added when no plan has it yet. */
static uint32_t host_of(struct pp_plan_decoder *decoder, const char *name,
                        const struct pp_node *node)
{
    struct pp_plan *plan = decoder->plan;
    uint32_t index = pp_plan_find_host(plan, name);
    if (index != PP_NONE)
        return index;
    struct pp_host host = {.name = name, .os = PP_WINDOWS, .site = decoder->site, .loc = node->loc};
    pp_plan_add_host(plan, &host);
    return (uint32_t)(plan->host_count - 1);
}

bool pp_decode_host(struct pp_plan_decoder *decoder, const struct pp_node *node)
{
    struct host_form form = {0};
    bool good = pp_fields_decode(&decoder->base, node, &pp_host_shape, "a host", &form);
    bool named = form.name && check_name(decoder, form.name, node);
    /* without a name of its own it is rejected, but the rest is still looked at */
    struct pp_host nameless = {.name = form.name ? form.name : ""};
    uint32_t index = named ? host_of(decoder, form.name, node) : PP_NONE;
    struct pp_host *host = named ? &decoder->plan->hosts[index] : &nameless;
    good = unite(decoder, host, &form, node) && good && named;
    decoder->owner = form.owner;
    for (const struct pp_entry *entry = form.products ? form.products->first : NULL; entry;
         entry = entry->next)
        good = pp_decode_placement(decoder, entry->value, index) && good;
    return good;
}

#define AT(member) offsetof(struct host_form, member)
static const struct pp_field host_fields[] = {
    {.name = "name",
     .kind = PP_FIELD_NAME,
     .required = true,
     .offset = AT(name),
     .help = "its name, compared without case; the same name in two plans is one host"},
    {.name = "os",
     .kind = PP_FIELD_CHOICE,
     .offset = AT(os),
     .choices = pp_os_names,
     .choice_count = PP_OSES,
     .base = 1,
     .help = "its operating system; by default the site's, else windows"},
    {.name = "address",
     .kind = PP_FIELD_ADDRESSES,
     .offset = AT(addresses),
     .help = "its own addresses, one or several"},
    {.name = "excluded",
     .kind = PP_FIELD_EXCLUDED,
     .offset = AT(excluded),
     .help = "port ranges that its system refuses to give (netsh int ipv4 show "
             "excludedportrange), of all transports or \"50000-50059/tcp\""},
    {.name = "ephemeral",
     .kind = PP_FIELD_RANGE,
     .offset = AT(ephemeral),
     .help = "the range of which its system picks client ports; by default 49152-65535 on "
             "windows, 32768-60999 on linux"},
    {.name = "tags",
     .kind = PP_FIELD_NAMES,
     .offset = AT(tags),
     .help = "words of your own, for policies"},
    {.name = "owner",
     .kind = PP_FIELD_NAME,
     .offset = AT(owner),
     .help = "who answers for what this plan places there, unless a placement says otherwise"},
    {.name = "backup_of",
     .kind = PP_FIELD_NAMES,
     .offset = AT(backup.backup_of),
     .help = "the hosts, one or several, for which it stands by: what runs there must be able to "
             "run here"},
    {.name = "pool",
     .kind = PP_FIELD_NAME,
     .offset = AT(backup.pool),
     .help = "the pool of hosts it belongs to, compared without case: the pool's spares stand by "
             "for its other hosts"},
    {.name = "spare",
     .kind = PP_FIELD_YES_NO,
     .offset = AT(backup.spare),
     .help = "whether it is a spare of its pool; by default no"},
    {.name = "products",
     .kind = PP_FIELD_SHAPE_LIST,
     .offset = AT(products),
     .shape = &pp_placement_shape,
     .help = "what runs there"},
};
#undef AT
const struct pp_shape pp_host_shape = {
    .what = "a host", .fields = host_fields, .count = PP_COUNT_OF(host_fields)};
