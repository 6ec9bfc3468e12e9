/* cmd_free: `portplan free`. */
#include "base/text.h"
#include "check/free_blocks.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/streams.h"
#include "model/free.h"

#include <string.h>
#include <unistd.h>

/* Without a plan: a stock host of each system, with nothing on it. */
static void place_stock_hosts(struct pp_run *run)
{
    for (int os = 0; os < PP_OSES; os++) {
        struct pp_host host = {
            .name = pp_arena_printf(&run->arena, "stock %s", pp_os_names[os]),
            .os = (enum pp_os)os,
            .ephemeral = pp_profile_of((enum pp_os)os)->ephemeral,
        };
        pp_plan_add_host(&run->plan, &host);
    }
    if (pp_plan_expand(&run->plan, &run->diags))
        pp_run_start_check(run);
}

static void refuse_host(struct pp_run *run, const char *name)
{
    const char **names = pp_arena_array(&run->arena, run->plan.host_count, sizeof *names);
    for (size_t i = 0; i < run->plan.host_count; i++)
        names[i] = run->plan.hosts[i].name;
    const char *near = pp_nearest(name, names, run->plan.host_count);
    if (near)
        pp_say("no plan has a host '%s'; did you mean '%s'?", name, near);
    else
        pp_say("no plan has a host '%s'; `portplan show` lists them", name);
}

/* The hosts of the question, in the order of the plan; false, with a message, when one of --host
 * is none. */
static bool find_hosts(struct pp_run *run, struct pp_free_question *question)
{
    const struct pp_texts *names = &run->options->free.hosts;
    bool *chosen = pp_arena_array(&run->arena, run->plan.host_count, sizeof *chosen);
    uint32_t *hosts = pp_arena_array(&run->arena, run->plan.host_count, sizeof *hosts);
    for (size_t i = 0; i < names->count; i++) {
        uint32_t host = pp_plan_find_host(&run->plan, names->items[i]);
        if (host == PP_NONE) {
            refuse_host(run, names->items[i]);
            return false;
        }
        chosen[host] = true;
    }
    for (uint32_t i = 0; i < run->plan.host_count; i++) {
        if (names->count == 0 || chosen[i])
            hosts[question->host_count++] = i;
    }
    question->hosts = hosts;
    return true;
}

static int answer(struct pp_run *run)
{
    const struct pp_free_options *options = &run->options->free;
    struct pp_free_question question = {.width = options->width, .count = options->count};
    struct pp_free_answer found;
    struct pp_strbuf buf;
    bool any = false;
    if (!find_hosts(run, &question))
        return PP_EXIT_USAGE;
    for (int i = 0; i < PP_TRANSPORTS; i++)
        any |= question.transports[i] = options->transports[i];
    if (!any)
        question.transports[PP_TCP] = true;
    question.above = options->has_above ? options->above : run->check.above;
    pp_free_blocks_find(&run->check, &question, &found);
    struct pp_report report = pp_run_report(run, STDOUT_FILENO);
    report.free = &found;
    pp_strbuf_init(&buf);
    run->options->format->write(&report, &buf);
    bool good = pp_write_output(&buf);
    pp_strbuf_release(&buf);
    return !good ? PP_EXIT_INTERNAL : found.count > 0 ? PP_EXIT_GOOD : PP_EXIT_FINDINGS;
}

/* Whether the options agree; says so when not. */
static bool options_fit(const struct pp_options *options)
{
    if (options->free.all_hosts && options->free.hosts.count > 0)
        pp_say("--all-hosts and --host '%s' are both given; say one of them",
               options->free.hosts.items[0]);
    else if (options->free.hosts.count > 0 && options->arguments.count == 0)
        pp_say("--host '%s' needs a plan that has the host", options->free.hosts.items[0]);
    else
        return true;
    return false;
}

int pp_command_free(const struct pp_options *options)
{
    struct pp_run run;
    if (!options_fit(options))
        return PP_EXIT_USAGE;
    pp_run_init(&run, options);
    if (options->arguments.count > 0)
        pp_run_plans(&run, options->arguments.items, options->arguments.count);
    else if (run.diags.count == 0)
        place_stock_hosts(&run);
    int code = run.diags.count > 0 || run.wrong_usage ? pp_run_reject(&run) : answer(&run);
    pp_run_release(&run);
    return code;
}
