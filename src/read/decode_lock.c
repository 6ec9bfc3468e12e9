/* decode_lock: the tree of a lock file into its entries. */
#include "read/decode_lock.h"

#include "read/decode_parts.h"
#include "read/record.h"
#include "read/yaml.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define NODES_MAX 16000000 /* of about a million ports */

struct lock_form {
    uint32_t version;
    const struct pp_node *ports;
};

struct entry_form {
    const char *host, *product, *label, *address, *endpoint, *pool;
    uint32_t number, instance;
    struct pp_range port;
    const char *gone, *seal;
};

static const struct pp_shape lock_shape, entry_shape;

static const struct pp_record_kind lock_kind = {
    .name = "lock",
    .version = PP_LOCK_VERSION,
    .maker = "restore it from version control, or take it away: `portplan lock` makes one",
    .merge = "keep the lines of both sides and take the marks out, then `portplan lock` sorts them",
};

/* --- one entry -------------------------------------------------------------- */

static bool check_name(struct pp_decoder *decoder, const struct pp_node *node,
                       const struct entry_form *form)
{
    if (!form->endpoint == !form->pool)
        pp_diags_add(decoder->diags, node->loc, "a locked port has an endpoint or a pool, %s",
                     form->pool ? "not both" : "and this has neither");
    return !form->endpoint != !form->pool;
}

/* What was changed by hand looks like a choice and is none; a plan is where to give a port. */
static bool check_seal(struct pp_decoder *decoder, const struct pp_lock_entry *entry,
                       const char *seal)
{
    static const char cure[] = "restore it from version control, or take it out and run "
                               "`portplan lock`; a port of your own belongs in the plan";
    char right[PP_LOCK_SEAL];
    if (!seal)
        pp_diags_add(decoder->diags, entry->loc, "the line was written by hand: it has no seal; %s",
                     cure);
    else if (strcmp(seal, pp_lock_seal(entry, right)) != 0)
        pp_diags_add(decoder->diags, entry->loc,
                     "the line was changed by hand, and its seal '%s' no longer fits; %s", seal,
                     cure);
    else
        return true;
    return false;
}

static void decode_entry(struct pp_decoder *decoder, const struct pp_node *node,
                         struct pp_lock *lock)
{
    struct entry_form form = {.number = 1};
    bool good = pp_fields_decode(decoder, node, &entry_shape, "a locked port", &form);
    good = good && check_name(decoder, node, &form);
    if (!good)
        return;
    struct pp_lock_entry entry = {
        .host = form.host,
        .product = form.product,
        .label = form.label ? form.label : "",
        .address = form.address ? form.address : "",
        .number = form.number,
        .is_pool = form.pool != NULL,
        .name = form.pool ? form.pool : form.endpoint,
        .instance = form.instance,
        .ports = form.port,
        .gone = form.gone,
        .loc = node->loc,
    };
    if (check_seal(decoder, &entry, form.seal))
        lock->entries[lock->count++] = entry;
}

/* --- the file --------------------------------------------------------------- */

/* An assignment has one port; those that are gone may be several, of several days. */
static void check_repeats(struct pp_decoder *decoder, const struct pp_lock *lock)
{
    for (size_t i = 1; i < lock->count; i++) {
        const struct pp_lock_entry *a = &lock->entries[i - 1], *b = &lock->entries[i];
        if (a->gone || b->gone || pp_lock_key_compare(a, b) != 0)
            continue;
        pp_diags_add(decoder->diags, b->loc,
                     "%s '%s' of '%s' #%lu on '%s' is locked twice; take one of the lines out",
                     b->is_pool ? "pool" : "endpoint", b->name, b->product,
                     (unsigned long)b->instance, b->host);
        pp_diags_also(decoder->diags, a->loc, "locked here too");
    }
}

bool pp_lock_read(const char *text, size_t length, struct pp_arena *arena, struct pp_diags *diags,
                  struct pp_lock *lock)
{
    struct pp_yaml_limits limits = {.nodes = NODES_MAX};
    struct pp_decoder decoder = {.arena = arena, .diags = diags};
    struct lock_form form = {0};
    size_t mistakes = diags->count;
    lock->entries = NULL;
    lock->count = 0;
    if (!pp_record_is_merged(&lock_kind, text, length, lock->source, diags))
        return false;
    const struct pp_node *root = pp_yaml_parse(text, length, lock->source, arena, diags, &limits);
    if (!root || !pp_record_is_known(&lock_kind, root, diags))
        return false;
    pp_fields_decode(&decoder, root, &lock_shape, "a lock", &form);
    if (form.ports) {
        lock->entries = pp_arena_array(arena, form.ports->count, sizeof *lock->entries);
        for (const struct pp_entry *entry = form.ports->first; entry; entry = entry->next)
            decode_entry(&decoder, entry->value, lock);
    }
    if (lock->count > 1)
        qsort(lock->entries, lock->count, sizeof *lock->entries, pp_lock_entry_compare);
    check_repeats(&decoder, lock);
    return diags->count == mistakes;
}

/* --- the fields ------------------------------------------------------------- */

#define AT(member) offsetof(struct entry_form, member)
static const struct pp_field entry_fields[] = {
    {.name = "host",
     .kind = PP_FIELD_NAME,
     .required = true,
     .offset = AT(host),
     .help = "the host that has the port"},
    {.name = "product",
     .kind = PP_FIELD_NAME,
     .required = true,
     .offset = AT(product),
     .help = "the product that is placed there"},
    {.name = "label",
     .kind = PP_FIELD_NAME,
     .offset = AT(label),
     .help = "the label of its placement"},
    {.name = "address",
     .kind = PP_FIELD_NAME,
     .offset = AT(address),
     .help = "the address of its placement, when it has one of its own"},
    {.name = "number",
     .kind = PP_FIELD_INTEGER,
     .offset = AT(number),
     .min = 2,
     .max = UINT32_MAX,
     .help =
         "which of the host's placements of that product, label and address; absent: the first"},
    {.name = "endpoint",
     .kind = PP_FIELD_NAME,
     .offset = AT(endpoint),
     .help = "the endpoint, or ..."},
    {.name = "pool",
     .kind = PP_FIELD_NAME,
     .offset = AT(pool),
     .help = "... the pool whose endpoints have the port"},
    {.name = "instance",
     .kind = PP_FIELD_INTEGER,
     .required = true,
     .offset = AT(instance),
     .max = UINT16_MAX,
     .help = "the number of the instance"},
    {.name = "port",
     .kind = PP_FIELD_RANGE,
     .required = true,
     .offset = AT(port),
     .help = "the port, or the range"},
    {.name = "gone",
     .kind = PP_FIELD_DATE,
     .offset = AT(gone),
     .help = "the day from which the plan has no use for it"},
    {.name = "seal",
     .kind = PP_FIELD_NAME,
     .offset = AT(seal),
     .help = "tells whether the line is as portplan wrote it"},
};
#undef AT
static const struct pp_shape entry_shape = {
    .what = "a locked port", .fields = entry_fields, .count = PP_COUNT_OF(entry_fields)};

#define AT(member) offsetof(struct lock_form, member)
static const struct pp_field lock_fields[] = {
    {.name = "lock",
     .kind = PP_FIELD_INTEGER,
     .required = true,
     .offset = AT(version),
     .min = PP_LOCK_VERSION,
     .max = PP_LOCK_VERSION,
     .help = "the version of the file's form"},
    {.name = "ports",
     .kind = PP_FIELD_SHAPE_LIST,
     .required = true,
     .offset = AT(ports),
     .shape = &entry_shape,
     .help = "the ports that are locked"},
};
#undef AT
static const struct pp_shape lock_shape = {
    .what = "a lock", .fields = lock_fields, .count = PP_COUNT_OF(lock_fields)};
