/* library: finding, reading and keeping catalogues. */
#include "read/library.h"

#include "base/asset.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "read/decode.h"
#include "read/fields.h"
#include "read/yaml.h"

#include <stdlib.h>
#include <string.h>

#define SUFFIX ".yaml"
#define ASSETS "catalog/"          /* where catalogues are among the assets */
#define ASSET_SOURCE "built-in:%s" /* how messages name them */

void pp_library_init(struct pp_library *library, struct pp_arena *arena, struct pp_sources *sources,
                     struct pp_diags *diags)
{
    *library = (struct pp_library){.arena = arena, .sources = sources, .diags = diags};
    pp_map_init(&library->files, false);
}

static void release_others(struct pp_library_others *others);

void pp_library_release(struct pp_library *library)
{
    release_others(library->others);
    free(library->catalogs);
    pp_map_release(&library->files);
    *library = (struct pp_library){0};
}

/* --- folders --------------------------------------------------------------- */

/* Where to look, in order, as an arena array; the built-in ones come behind them. */
static const char **folders_of(struct pp_library *library, const char *folder, size_t *count)
{
    const char **folders = pp_arena_array(library->arena, library->path_count + 2, sizeof *folders);
    *count = 0;
    if (folder)
        folders[(*count)++] = folder;
    for (size_t i = 0; i < library->path_count; i++)
        folders[(*count)++] = library->paths[i];
    if (library->data)
        folders[(*count)++] = pp_arena_printf(library->arena, "%s/catalog", library->data);
    return folders;
}

/* The folder whose tree holds what is taken from the folder of that index, or NULL. */
static const char *bound_of(const struct pp_library *library, const char *folder, size_t index)
{
    if (folder && index == 0)
        return folder;
    size_t path = index - (folder ? 1 : 0);
    return path >= library->bound_from && path < library->path_count ? library->bound : NULL;
}

/* The file of catalogue `id` in the first folder that has it, or NULL. In the arena. */
static const char *find_file(struct pp_library *library, const char *id, const char *folder)
{
    size_t count = 0;
    const char **folders = folders_of(library, folder, &count);
    const char *name = pp_arena_printf(library->arena, "%s" SUFFIX, id), *found = NULL;
    struct pp_strbuf path;
    pp_strbuf_init(&path);
    for (size_t i = 0; i < count && !found; i++) {
        const char *bound = bound_of(library, folder, i);
        pp_path_join(folders[i], name, &path);
        if (pp_file_exists(path.text) && (!bound || pp_path_is_inside(path.text, bound)))
            found = pp_arena_strdup(library->arena, path.text);
    }
    pp_strbuf_release(&path);
    return found;
}

/* --- loading --------------------------------------------------------------- */

static struct pp_catalog *decode(struct pp_library *library, const char *id, const char *text,
                                 size_t length, const char *name)
{
    struct pp_yaml_limits limits = {0};
    struct pp_node *root = pp_yaml_parse(text, length, pp_sources_add(library->sources, name),
                                         library->arena, library->diags, &limits);
    if (!root)
        return NULL;
    struct pp_catalog *catalog = pp_decode_catalog(root, library->arena, library->diags);
    if (!catalog || strcmp(catalog->id, id) == 0)
        return catalog;
    pp_diags_add(library->diags, pp_fields_place(root, "catalog"),
                 "catalogue '%s' is in a file named '%s'; name the file '%s" SUFFIX "' or the "
                 "catalogue '%s'",
                 catalog->id, pp_path_name(name), catalog->id, id);
    return NULL;
}

/* Keeps the catalogue of the file `name`, NULL for one with mistakes. */
static const struct pp_catalog *keep(struct pp_library *library, const char *name,
                                     struct pp_catalog *catalog)
{
    library->catalogs = pp_grow(library->catalogs, &library->capacity, library->count + 1,
                                sizeof *library->catalogs);
    library->catalogs[library->count] = catalog;
    pp_map_add(&library->files, name, (uint32_t)library->count);
    library->count++;
    return catalog;
}

static const struct pp_catalog *load_file(struct pp_library *library, const char *id,
                                          const char *name, struct pp_loc loc)
{
    struct pp_catalog *catalog = NULL;
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    const char *why = pp_file_read(name, &text);
    if (why)
        pp_diags_add(library->diags, loc, "catalogue '%s' cannot be read from '%s': %s", id, name,
                     why);
    else
        catalog = decode(library, id, text.text, text.length, name);
    pp_strbuf_release(&text);
    return keep(library, name, catalog);
}

static const struct pp_catalog *load_asset(struct pp_library *library, const char *id,
                                           const struct pp_asset *asset, const char *name)
{
    return keep(library, name, decode(library, id, (const char *)asset->bytes, asset->size, name));
}

static void refuse(struct pp_library *library, const char *id, const char *folder,
                   struct pp_loc loc)
{
    size_t count = 0;
    const char **ids = pp_library_list(library, folder, &count);
    const char *near = pp_nearest(id, ids, count);
    if (library->incomplete && !near)
        return;
    const char *beside = loc.line > 0 ? "beside the plan, " : folder ? "here, " : "";
    pp_diags_add_near(library->diags, loc, near,
                      "there is no catalogue '%s' %sin --catalog-path or built in; there are %s",
                      id, beside,
                      count > 0 ? pp_names_join(library->arena, ids, count, " and ") : "none");
}

const struct pp_catalog *pp_library_load(struct pp_library *library, const char *id,
                                         const char *folder, struct pp_loc loc)
{
    if (!pp_is_id(id)) {
        pp_diags_add(library->diags, loc,
                     "'%s' is not the id of a catalogue; an id is made of letters, digits, '_' "
                     "and '-'",
                     id);
        return NULL;
    }
    const char *name = find_file(library, id, folder);
    const struct pp_asset *asset = NULL;
    if (!name) {
        asset = pp_asset_find(pp_arena_printf(library->arena, ASSETS "%s" SUFFIX, id));
        if (!asset) {
            refuse(library, id, folder, loc);
            return NULL;
        }
        name = pp_arena_printf(library->arena, ASSET_SOURCE, asset->name);
    }
    uint32_t known = pp_map_find(&library->files, name);
    if (known != PP_MAP_NONE)
        return library->catalogs[known];
    return asset ? load_asset(library, id, asset, name) : load_file(library, id, name, loc);
}

/* --- listing --------------------------------------------------------------- */

struct listing {
    struct pp_arena *arena;
    const char **ids;
    size_t count, capacity;
};

/* The id in "cinegy.yaml", or NULL when the name is not one of a catalogue. */
static const char *id_of_name(struct pp_arena *arena, const char *name)
{
    size_t length = strlen(name), tail = strlen(SUFFIX);
    if (length <= tail || strcmp(name + length - tail, SUFFIX) != 0)
        return NULL;
    const char *id = pp_arena_strndup(arena, name, length - tail);
    return pp_is_id(id) ? id : NULL;
}

static void list_id(struct listing *listing, const char *id)
{
    listing->ids =
        pp_grow(listing->ids, &listing->capacity, listing->count + 1, sizeof *listing->ids);
    listing->ids[listing->count++] = id;
}

/* Whether the file is meant as a catalogue: plans in YAML may lie in the same folder. A line
 * of it begins with the field `catalog`. */
static bool is_catalog(const char *path)
{
    static const char field[] = "catalog:";
    struct pp_strbuf text;
    bool found = false;
    pp_strbuf_init(&text);
    if (pp_file_exists(path) && !pp_file_read(path, &text)) {
        const char *line = text.text;
        while (line && !found) {
            found = strncmp(line, field, sizeof field - 1) == 0;
            line = strchr(line, '\n');
            line = line ? line + 1 : NULL;
        }
    }
    pp_strbuf_release(&text);
    return found;
}

/* `contained`: links that lead out of the folder are passed over, as in find_file. */
static void list_folder(struct listing *listing, const char *folder, bool contained)
{
    size_t count;
    const char **names = pp_folder_list(folder, listing->arena, &count);
    struct pp_strbuf path;
    pp_strbuf_init(&path);
    for (size_t i = 0; i < count; i++) {
        const char *id = id_of_name(listing->arena, names[i]);
        pp_path_join(folder, names[i], &path);
        if (id && (!contained || pp_path_is_inside(path.text, folder)) && is_catalog(path.text))
            list_id(listing, id);
    }
    pp_strbuf_release(&path);
}

static void list_assets(struct listing *listing)
{
    size_t prefix = strlen(ASSETS);
    for (size_t i = 0; i < pp_asset_count; i++) {
        const char *id = strncmp(pp_assets[i].name, ASSETS, prefix) == 0
                             ? id_of_name(listing->arena, pp_assets[i].name + prefix)
                             : NULL;
        if (id)
            list_id(listing, id);
    }
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **pp_library_list(struct pp_library *library, const char *folder, size_t *count)
{
    struct listing listing = {.arena = library->arena};
    size_t folder_count = 0;
    const char **folders = folders_of(library, folder, &folder_count);
    for (size_t i = 0; i < folder_count; i++)
        list_folder(&listing, folders[i], folder && i == 0);
    list_assets(&listing);
    if (listing.count > 0)
        qsort(listing.ids, listing.count, sizeof *listing.ids, compare_ids);
    const char **ids = pp_arena_array(library->arena, listing.count, sizeof *ids);
    *count = 0;
    for (size_t i = 0; i < listing.count; i++) {
        if (*count == 0 || strcmp(ids[*count - 1], listing.ids[i]) != 0)
            ids[(*count)++] = listing.ids[i];
    }
    free(listing.ids);
    return ids;
}

/* The catalogues that no plan names, in a library of their own: what is wrong with them stays
 * unsaid, and is said when a plan does name them. */
struct pp_library_others {
    struct pp_library library;
    struct pp_diags unsaid;
    const char *folder; /* listed last */
    const char **ids;
    size_t count;
};

static struct pp_library_others *others_of(struct pp_library *library)
{
    if (!library->others) {
        struct pp_library_others *others = pp_calloc(1, sizeof *others);
        pp_diags_init(&others->unsaid, library->arena);
        pp_library_init(&others->library, library->arena, library->sources, &others->unsaid);
        library->others = others;
    }
    library->others->library.paths = library->paths;
    library->others->library.path_count = library->path_count;
    library->others->library.bound = library->bound;
    library->others->library.bound_from = library->bound_from;
    library->others->library.data = library->data;
    return library->others;
}

static void release_others(struct pp_library_others *others)
{
    if (!others)
        return;
    pp_library_release(&others->library);
    pp_diags_release(&others->unsaid);
    free(others);
}

const char *pp_library_owner(struct pp_library *library, const char *folder, const char *id)
{
    struct pp_library_others *others = others_of(library);
    if (!others->ids || others->folder != folder)
        others->ids = pp_library_list(&others->library, folder, &others->count);
    others->folder = folder;
    for (size_t i = 0; i < others->count; i++) {
        const struct pp_catalog *catalog =
            pp_library_load(&others->library, others->ids[i], folder, (struct pp_loc){0});
        if (catalog && pp_catalog_product(catalog, id))
            return others->ids[i];
    }
    return NULL;
}
