/* asset: finding a shipped file by name. */
#include "base/asset.h"

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
