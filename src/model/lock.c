/* lock: the order and the seals of locked ports. */
#include "model/lock.h"

#include "base/strbuf.h"
#include "base/text.h"

#include <string.h>

static int order(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

int pp_lock_key_compare(const struct pp_lock_entry *a, const struct pp_lock_entry *b)
{
    int result = pp_casecmp(a->host, b->host);
    if (!result)
        result = strcmp(a->product, b->product);
    if (!result)
        result = strcmp(a->label, b->label);
    if (!result)
        result = strcmp(a->address, b->address);
    if (!result)
        result = order(a->number, b->number);
    if (!result)
        result = order(a->is_pool, b->is_pool);
    if (!result)
        result = strcmp(a->name, b->name);
    return result ? result : order(a->instance, b->instance);
}

int pp_lock_entry_compare(const void *left, const void *right)
{
    const struct pp_lock_entry *a = left, *b = right;
    int result = pp_lock_key_compare(a, b);
    if (!result)
        result = order(a->gone != NULL, b->gone != NULL);
    if (!result)
        result = order(a->ports.first, b->ports.first);
    if (!result)
        result = order(a->ports.last, b->ports.last);
    if (!result && a->gone)
        result = strcmp(a->gone, b->gone);
    return result ? result : pp_loc_compare(a->loc, b->loc);
}

/* FNV-1a: against a slip of the hand, not against malice. */
static uint32_t hash(const char *bytes, size_t size)
{
    uint32_t value = UINT32_C(2166136261);
    for (size_t i = 0; i < size; i++)
        value = (value ^ (unsigned char)bytes[i]) * UINT32_C(16777619);
    return value;
}

const char *pp_lock_seal(const struct pp_lock_entry *entry, char seal[PP_LOCK_SEAL])
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_strbuf_printf(&text, "%s\n%s\n%s\n%lu\n%s\n%s\n%lu\n%u-%u\n%s", entry->host, entry->product,
                     entry->label, (unsigned long)entry->number,
                     entry->is_pool ? "pool" : "endpoint", entry->name,
                     (unsigned long)entry->instance, entry->ports.first, entry->ports.last,
                     entry->gone ? entry->gone : "");
    if (entry->address[0]) /* seals are older than addresses */
        pp_strbuf_printf(&text, "\naddress %s", entry->address);
    uint32_t value = hash(text.text, text.length);
    for (size_t i = 0; i < PP_LOCK_SEAL - 1; i++, value >>= 4)
        seal[i] = "bcdfghjklmnpqrst"[value & 15];
    seal[PP_LOCK_SEAL - 1] = '\0';
    pp_strbuf_release(&text);
    return seal;
}
