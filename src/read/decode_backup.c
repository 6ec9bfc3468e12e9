/* decode_backup: for whom a host stands by. A host that several plans declare stands by for all
 * that they name; of its pool they must agree. */
#include "read/decode_parts.h"

#include "base/text.h"

/* Adds the names that the host has not yet; one that the list itself repeats is a mistake. */
static bool unite_mains(struct pp_decoder *decoder, struct pp_host *host,
                        const struct pp_names *names)
{
    struct pp_map seen;
    size_t had = host->main_count;
    bool good = true;
    struct pp_main *all = pp_arena_array(decoder->arena, had + names->count, sizeof *all);
    pp_map_init(&seen, true); /* as host names are */
    for (size_t i = 0; i < had; i++) {
        all[i] = host->mains[i];
        pp_map_add(&seen, all[i].name, (uint32_t)i);
    }
    for (size_t i = 0; i < names->count; i++) {
        uint32_t next = (uint32_t)host->main_count;
        uint32_t first = pp_map_add(&seen, names->items[i], next);
        if (first == next) {
            all[host->main_count++] = (struct pp_main){names->items[i], names->locs[i], PP_NONE};
        } else if (first >= had) {
            pp_diags_add(decoder->diags, names->locs[i], "host '%s' is named twice",
                         names->items[i]);
            pp_diags_also(decoder->diags, all[first].loc, "first named here");
            good = false;
        }
    }
    host->mains = all;
    pp_map_release(&seen);
    return good;
}

static bool unite_pool(struct pp_decoder *decoder, struct pp_host *host, const char *pool,
                       struct pp_loc loc)
{
    if (host->pool && pp_casecmp(host->pool, pool) != 0) {
        pp_diags_add(decoder->diags, loc,
                     "host '%s' is in pool '%s' here and in pool '%s' "
                     "elsewhere",
                     host->name, pool, host->pool);
        pp_diags_also(decoder->diags, host->pool_loc, "declared here");
        return false;
    }
    if (!host->pool) {
        host->pool = pool;
        host->pool_loc = loc;
    }
    return true;
}

static bool unite_spare(struct pp_decoder *decoder, struct pp_host *host, enum pp_tri spare,
                        struct pp_loc loc)
{
    if (host->spare != PP_UNSET && host->spare != spare) {
        pp_diags_add(decoder->diags, loc, "host '%s' is %s here and %s elsewhere", host->name,
                     spare == PP_YES ? "a spare" : "no spare",
                     spare == PP_YES ? "none" : "a spare");
        pp_diags_also(decoder->diags, host->spare_loc, "declared here");
        return false;
    }
    if (host->spare == PP_UNSET) {
        host->spare = spare;
        host->spare_loc = loc;
    }
    return true;
}

bool pp_decode_backup(struct pp_decoder *decoder, struct pp_host *host,
                      const struct pp_backup_form *form, const struct pp_node *node)
{
    bool good = true;
    if (form->backup_of.count > 0)
        good = unite_mains(decoder, host, &form->backup_of);
    if (form->pool)
        good = unite_pool(decoder, host, form->pool, pp_fields_place(node, "pool")) && good;
    if (form->spare != PP_UNSET)
        good = unite_spare(decoder, host, form->spare, pp_fields_place(node, "spare")) && good;
    return good;
}
