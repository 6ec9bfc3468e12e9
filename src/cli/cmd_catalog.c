/* cmd_catalog: `portplan catalog`. */
#include "base/text.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/streams.h"
#include "report/catalogs.h"

#include <string.h>
#include <unistd.h>

static void add_list(struct pp_run *run, const struct pp_style *style, struct pp_strbuf *buf)
{
    size_t ids, count = 0;
    const char **names = pp_library_list(&run->library, NULL, &ids);
    const struct pp_catalog **catalogs = pp_arena_array(&run->arena, ids, sizeof *catalogs);
    for (size_t i = 0; i < ids; i++) {
        const struct pp_catalog *catalog =
            pp_library_load(&run->library, names[i], NULL, (struct pp_loc){0});
        if (catalog)
            catalogs[count++] = catalog;
    }
    pp_report_catalog_list(catalogs, count, &run->sources, style, buf);
}

/* False, with a message, when there is no such catalogue. */
static bool is_there(struct pp_run *run, const char *id)
{
    size_t count;
    const char **ids = pp_library_list(&run->library, NULL, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    const char *near = pp_nearest(id, ids, count);
    if (near)
        pp_say("there is no catalogue '%s'; did you mean '%s'?", id, near);
    else
        pp_say("there is no catalogue '%s'; `portplan catalog` lists them", id);
    return false;
}

/* The page or the list; the exit code. */
static int write_catalogs(struct pp_run *run, const char *id, struct pp_strbuf *buf)
{
    struct pp_style style = pp_style_of(STDOUT_FILENO, run->options->color);
    if (id && !is_there(run, id))
        return PP_EXIT_USAGE;
    const struct pp_catalog *catalog =
        id ? pp_library_load(&run->library, id, NULL, (struct pp_loc){0}) : NULL;
    if (catalog)
        pp_report_catalog(catalog, &style, buf);
    else if (!id)
        add_list(run, &style, buf);
    if (run->diags.count > 0)
        return pp_run_reject(run);
    return pp_write_output(buf) ? PP_EXIT_GOOD : PP_EXIT_INTERNAL;
}

int pp_command_catalog(const struct pp_options *options)
{
    struct pp_run run;
    struct pp_strbuf buf;
    pp_run_init(&run, options);
    pp_strbuf_init(&buf);
    int code = write_catalogs(
        &run, options->arguments.count > 0 ? options->arguments.items[0] : NULL, &buf);
    pp_strbuf_release(&buf);
    pp_run_release(&run);
    return code;
}
