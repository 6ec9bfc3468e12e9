/* asset: finding a shipped file by name. */
#include "base/asset.h"

#include "base/file.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *key, const void *row)
{
    return strcmp(key, ((const struct pp_asset *)row)->name);
}

const struct pp_asset *pp_asset_find(const char *name)
{
    return bsearch(name, pp_assets, pp_asset_count, sizeof *pp_assets, compare);
}

const char *pp_asset_read(const char *name, const char *data, struct pp_arena *arena,
                          struct pp_strbuf *buf, const char **path)
{
    if (data) {
        const char *file = pp_arena_printf(arena, "%s/%s", data, name);
        if (pp_file_exists(file)) {
            *path = file;
            return pp_file_read(file, buf);
        }
    }
    const struct pp_asset *asset = pp_asset_find(name);
    assert(asset);
    pp_strbuf_clear(buf);
    pp_strbuf_add_bytes(buf, asset->bytes, asset->size);
    *path = pp_arena_printf(arena, "built-in:%s", name);
    return NULL;
}
