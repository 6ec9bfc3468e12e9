/* cmd_lookup: `portplan lookup`. */
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/streams.h"
#include "report/lookup.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first argument as one port; false, with a message, when it is none. */
static bool parse_port(const char *text, struct pp_lookup *lookup)
{
    struct pp_range range;
    struct pp_port_error error;
    if (!pp_port_ref_parse(text, &range, &lookup->transport, &lookup->has_transport, &error)) {
        pp_say("'%s': %s", text, error.text);
        return false;
    }
    if (range.first != range.last) {
        pp_say("'%s': lookup tells of one port; name one, such as %u", text, range.first);
        return false;
    }
    lookup->port = range.first;
    return true;
}

static int compare_ids(const void *left, const void *right)
{
    const struct pp_catalog *const *a = left, *const *b = right;
    return strcmp((*a)->id, (*b)->id);
}

/* Every catalogue there is, those of the plans too, by id. */
static const struct pp_catalog **load_catalogs(struct pp_run *run, size_t *count)
{
    size_t ids;
    const char **names = pp_library_list(&run->library, NULL, &ids);
    for (size_t i = 0; i < ids; i++)
        pp_library_load(&run->library, names[i], NULL, (struct pp_loc){0});
    const struct pp_catalog **catalogs =
        pp_arena_array(&run->arena, run->library.count, sizeof *catalogs);
    *count = 0;
    for (size_t i = 0; i < run->library.count; i++)
        if (run->library.catalogs[i])
            catalogs[(*count)++] = run->library.catalogs[i];
    if (*count > 1)
        qsort(catalogs, *count, sizeof *catalogs, compare_ids);
    return catalogs;
}

int pp_command_lookup(const struct pp_options *options)
{
    struct pp_lookup lookup = {0};
    if (!parse_port(options->arguments.items[0], &lookup))
        return PP_EXIT_USAGE;
    struct pp_run run;
    int code = PP_EXIT_GOOD;
    pp_run_init(&run, options);
    if (options->arguments.count > 1)
        pp_run_plans(&run, options->arguments.items + 1, options->arguments.count - 1);
    lookup.catalogs = load_catalogs(&run, &lookup.catalog_count);
    if (run.diags.count == 0 && !run.wrong_usage) {
        struct pp_strbuf buf;
        struct pp_report report = pp_run_report(&run, STDOUT_FILENO);
        pp_strbuf_init(&buf);
        pp_report_lookup(&report, &lookup, &buf);
        if (!pp_write_output(&buf))
            code = PP_EXIT_INTERNAL;
        pp_strbuf_release(&buf);
    } else {
        code = pp_run_reject(&run);
    }
    pp_run_release(&run);
    return code;
}
