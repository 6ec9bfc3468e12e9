/* sarif_files: files and places in them. */
#include "report/escape.h"
#include "report/sarif.h"

#include <string.h>

/* Paths are relative to where portplan ran, which is for the reader of the log to know. */
static json_t *artifact_location(const struct pp_sarif_files *files, uint16_t source)
{
    const char *name = pp_sources_name(files->sources, source);
    json_t *location = pp_json_object();
    struct pp_strbuf uri;
    pp_strbuf_init(&uri);
    pp_add_uri(&uri, name);
    pp_json_put_text(location, "uri", uri.text);
    if (name[0] != '/')
        pp_json_put_text(location, "uriBaseId", "%SRCROOT%");
    pp_strbuf_release(&uri);
    return location;
}

static void add_file(struct pp_sarif_files *files, uint16_t source, bool is_plan)
{
    json_t *artifact = pp_json_object();
    pp_json_put(artifact, "location", artifact_location(files, source));
    if (is_plan) {
        json_t *roles = pp_json_array();
        pp_json_append(roles, json_string("analysisTarget"));
        pp_json_put(artifact, "roles", roles);
    }
    pp_json_append(files->artifacts, artifact);
    files->indexes[source] = json_array_size(files->artifacts);
}

static bool is_plan(const struct pp_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->file_count; i++) {
        const char *file = plan->files[i];
        if (strcmp(strcmp(file, "-") == 0 ? "<stdin>" : file, name) == 0)
            return true;
    }
    return false;
}

void pp_sarif_files_init(struct pp_sarif_files *files, const struct pp_report *report,
                         struct pp_arena *arena)
{
    *files = (struct pp_sarif_files){
        .sources = report->sources,
        .artifacts = pp_json_array(),
        .indexes = pp_arena_array(arena, report->sources->count, sizeof *files->indexes)};
    for (size_t i = 1; i < report->sources->count; i++) {
        uint16_t source = (uint16_t)i;
        if (!is_plan(report->plan, pp_sources_name(report->sources, source)))
            continue;
        add_file(files, source, true);
        files->plan = files->plan != 0 ? files->plan : source;
    }
}

json_t *pp_sarif_location(struct pp_sarif_files *files, struct pp_loc loc)
{
    if (loc.source == 0)
        loc = pp_loc_at(files->plan, 0, 0);
    if (loc.source == 0)
        return NULL;
    if (files->indexes[loc.source] == 0)
        add_file(files, loc.source, false);
    json_t *file = artifact_location(files, loc.source);
    json_t *physical = pp_json_object(), *location = pp_json_object();
    pp_json_put_number(file, "index", files->indexes[loc.source] - 1);
    pp_json_put(physical, "artifactLocation", file);
    if (loc.line > 0) {
        json_t *region = pp_json_object();
        pp_json_put_number(region, "startLine", loc.line);
        if (loc.column > 0)
            pp_json_put_number(region, "startColumn", loc.column);
        pp_json_put(physical, "region", region);
    }
    pp_json_put(location, "physicalLocation", physical);
    return location;
}
