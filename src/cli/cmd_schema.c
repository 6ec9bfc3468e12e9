/* cmd_schema: `portplan schema`. */
#include "base/text.h"
#include "check/rule.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/streams.h"
#include "read/json_schema.h"

#include <string.h>

/* --- names that editors offer ----------------------------------------------- */

static struct pp_known_names known_rules(struct pp_run *run)
{
    struct pp_known_names known = {.count = pp_rule_count()};
    struct pp_known_name *names = pp_arena_array(&run->arena, known.count, sizeof *names);
    for (size_t i = 0; i < known.count; i++)
        names[i] = (struct pp_known_name){pp_rules[i]->id, pp_rules[i]->summary};
    known.items = names;
    return known;
}

static struct pp_known_names known_catalogs(struct pp_run *run,
                                            const struct pp_catalog *const *catalogs, size_t count)
{
    struct pp_known_name *names = pp_arena_array(&run->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = (struct pp_known_name){catalogs[i]->id, catalogs[i]->title};
    return (struct pp_known_names){names, count};
}

static struct pp_known_names known_products(struct pp_run *run,
                                            const struct pp_catalog *const *catalogs, size_t count)
{
    size_t all = 0, next = 0;
    for (size_t i = 0; i < count; i++)
        all += catalogs[i]->product_count;
    struct pp_known_name *names = pp_arena_array(&run->arena, all, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        const struct pp_product *products = catalogs[i]->products;
        for (size_t j = 0; j < catalogs[i]->product_count; j++)
            names[next++] = (struct pp_known_name){products[j].name, products[j].title};
    }
    return (struct pp_known_names){names, all};
}

static void find_known(struct pp_run *run, struct pp_known_names known[PP_KNOWNS])
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
    known[PP_KNOWN_RULES] = known_rules(run);
    known[PP_KNOWN_CATALOGS] = known_catalogs(run, catalogs, count);
    known[PP_KNOWN_PRODUCTS] = known_products(run, catalogs, count);
}

/* --- the command ------------------------------------------------------------ */

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
    find_known(&run, known);
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
