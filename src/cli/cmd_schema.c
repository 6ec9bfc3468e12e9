/* cmd_schema: `portplan schema`. */
#include "base/text.h"
#include "cli/commands.h"
#include "cli/known.h"
#include "cli/streams.h"

#include <string.h>

/* NULL, with a message, when there is none. */
static const struct pp_json_schema *find_schema(const char *name, struct pp_arena *arena)
{
    const char **names = pp_arena_array(arena, pp_json_schema_count, sizeof *names);
    for (size_t i = 0; i < pp_json_schema_count; i++) {
        names[i] = pp_json_schemas[i].name;
        if (strcmp(names[i], name) == 0)
            return &pp_json_schemas[i];
    }
    const char *near = pp_nearest(name, names, pp_json_schema_count);
    if (near)
        pp_say("there is no schema '%s'; did you mean '%s'?", name, near);
    else
        pp_say("there is no schema '%s'; there are %s", name,
               pp_names_join(arena, names, pp_json_schema_count, " and "));
    return NULL;
}

static int write_schema(const struct pp_options *options, const struct pp_json_schema *schema)
{
    struct pp_run run;
    struct pp_strbuf buf;
    struct pp_known_names known[PP_KNOWNS] = {{0}};
    int code = PP_EXIT_GOOD;
    pp_run_init(&run, options);
    pp_strbuf_init(&buf);
    pp_known_find(&run, known);
    if (run.diags.count > 0) {
        code = pp_run_reject(&run);
    } else {
        pp_json_schema_write(schema, known, &buf);
        code = pp_write_output(&buf) ? PP_EXIT_GOOD : PP_EXIT_INTERNAL;
    }
    pp_strbuf_release(&buf);
    pp_run_release(&run);
    return code;
}

int pp_command_schema(const struct pp_options *options)
{
    const struct pp_json_schema *schema = find_schema(options->arguments.items[0], options->arena);
    return schema ? write_schema(options, schema) : PP_EXIT_USAGE;
}
