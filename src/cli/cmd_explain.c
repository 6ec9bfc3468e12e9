/* cmd_explain: `portplan explain`. */
#include "base/text.h"
#include "cli/commands.h"
#include "cli/rule_pages.h"
#include "cli/run.h"
#include "cli/streams.h"

#include <string.h>
#include <unistd.h>

/* The policies of --policy, and those that are shipped. */
struct explained {
    struct pp_run run;
    struct pp_policies *shipped;
};

static void load_shipped(struct explained *explained)
{
    size_t count;
    explained->shipped = pp_policies_new(&explained->run.script);
    const char **ids = pp_policies_shipped(explained->shipped, &count);
    for (size_t i = 0; i < count; i++)
        pp_policies_load(explained->shipped,
                         pp_arena_printf(&explained->run.arena, PP_SHIPPED_POLICIES "%s", ids[i]),
                         (struct pp_loc){0});
}

/* The built-in rule of that id, the policy of --policy, or the shipped one; or NULL. */
static const struct pp_rule *find_rule(const struct explained *explained, const char *id)
{
    size_t prefix = strlen(PP_SHIPPED_POLICIES);
    if (strncmp(id, PP_SHIPPED_POLICIES, prefix) == 0)
        return pp_policies_find(explained->shipped, id + prefix);
    const struct pp_rule *rule = pp_rule_find(id);
    if (!rule)
        rule = pp_policies_find(explained->run.policies, id);
    return rule ? rule : pp_policies_find(explained->shipped, id);
}

static int complain(const struct explained *explained, const char *id)
{
    size_t count, shipped, prefix = strlen(PP_SHIPPED_POLICIES);
    bool only_shipped = strncmp(id, PP_SHIPPED_POLICIES, prefix) == 0;
    const char *const *ids = pp_policies_rule_ids(explained->run.policies, &count);
    const char **more = pp_policies_shipped(explained->shipped, &shipped);
    const char *near = only_shipped ? NULL : pp_nearest(id, ids, count);
    if (!near)
        near = pp_nearest(only_shipped ? id + prefix : id, more, shipped);
    if (near)
        pp_say("there is no rule '%s'; did you mean '%s%s'?", id,
               only_shipped ? PP_SHIPPED_POLICIES : "", near);
    else
        pp_say("there is no rule '%s'; `portplan explain` lists them", id);
    return PP_EXIT_USAGE;
}

static void add_policies(const struct pp_policies *policies, const char *title,
                         const struct pp_style *style, struct pp_arena *arena,
                         struct pp_strbuf *buf)
{
    size_t count;
    const struct pp_rule *const *rules = pp_policies_rules(policies, &count);
    const struct pp_explained_rule *pages = pp_rule_pages(arena, rules, count);
    if (count == 0)
        return;
    pp_strbuf_printf(buf, "\n%s\n", title);
    pp_report_rule_table(pages, count, "HOLDS WHEN", style, buf);
}

static void add_tables(struct explained *explained, const struct pp_style *style,
                       struct pp_strbuf *buf)
{
    size_t count = pp_rule_count();
    struct pp_arena *arena = &explained->run.arena;
    const struct pp_explained_rule *pages = pp_rule_pages(arena, pp_rules, count);
    pp_report_rule_table(pages, count, "FIRES WHEN", style, buf);
    add_policies(explained->run.policies, "Policies of --policy", style, arena, buf);
    add_policies(explained->shipped,
                 "Shipped policies, off until a plan (policy \"" PP_SHIPPED_POLICIES
                 "ID\") or --policy names them",
                 style, arena, buf);
}

static int explain(struct explained *explained, const char *id, struct pp_strbuf *buf)
{
    struct pp_style style = pp_style_of(STDOUT_FILENO, explained->run.options->color);
    pp_run_load_policies(&explained->run, NULL, 0);
    load_shipped(explained);
    if (explained->run.diags.count > 0)
        return pp_run_reject(&explained->run);
    const struct pp_rule *rule = id ? find_rule(explained, id) : NULL;
    if (id && !rule)
        return complain(explained, id);
    if (rule) {
        struct pp_explained_rule page = pp_rule_page_of(rule);
        pp_report_rule(&page, &style, buf);
    } else {
        add_tables(explained, &style, buf);
    }
    return pp_write_output(buf) ? PP_EXIT_GOOD : PP_EXIT_INTERNAL;
}

int pp_command_explain(const struct pp_options *options)
{
    struct explained explained = {.shipped = NULL};
    struct pp_strbuf buf;
    pp_run_init(&explained.run, options);
    pp_strbuf_init(&buf);
    int code = explain(&explained,
                       options->arguments.count > 0 ? options->arguments.items[0] : NULL, &buf);
    pp_strbuf_release(&buf);
    pp_policies_free(explained.shipped);
    pp_run_release(&explained.run);
    return code;
}
