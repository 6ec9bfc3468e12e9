/* cmd_explain: `portplan explain`. */
#include "base/text.h"
#include "cli/commands.h"
#include "cli/rule_pages.h"
#include "cli/streams.h"

#include <unistd.h>

static void add_table(const struct pp_options *options, const struct pp_style *style,
                      struct pp_strbuf *buf)
{
    size_t count;
    const struct pp_explained_rule *pages = pp_rule_pages(options->arena, &count);
    pp_report_rule_table(pages, count, style, buf);
}

static int complain(const char *id)
{
    const char *near = pp_nearest(id, pp_rule_ids, pp_rule_count());
    if (near)
        pp_say("there is no rule '%s'; did you mean '%s'?", id, near);
    else
        pp_say("there is no rule '%s'; `portplan explain` lists them", id);
    return PP_EXIT_USAGE;
}

int pp_command_explain(const struct pp_options *options)
{
    const char *id = options->arguments.count > 0 ? options->arguments.items[0] : NULL;
    const struct pp_rule *rule = id ? pp_rule_find(id) : NULL;
    if (id && !rule)
        return complain(id);
    struct pp_style style = pp_style_of(STDOUT_FILENO, options->color);
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    if (rule) {
        struct pp_explained_rule page = pp_rule_page_of(rule);
        pp_report_rule(&page, &style, &buf);
    } else {
        add_table(options, &style, &buf);
    }
    bool good = pp_write_output(&buf);
    pp_strbuf_release(&buf);
    return good ? PP_EXIT_GOOD : PP_EXIT_INTERNAL;
}
