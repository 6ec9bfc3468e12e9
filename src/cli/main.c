/* main: argv to a command, its exit code to the system. */
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/streams.h"
#include "cli/watchdog.h"
#include "report/diff.h"
#include "report/free.h"
#include "report/lint.h"
#include "report/tests.h"
#include "report/who.h"
#include "script/plan_script.h"

#include <signal.h>
#include <stdint.h>
#include <unistd.h>

static const struct pp_command commands[] = {
    {.name = "check",
     .bit = PP_FOR_CHECK,
     .arguments = "PLAN...",
     .summary = "check plans: what cannot run together, and what should not; several plans are "
                "checked as one estate",
     .example = "portplan check --fail-on warning --format json --output ports.json site.lua",
     .needs = "a plan",
     .least = 1,
     .most = SIZE_MAX,
     .formats = pp_check_formats,
     .run = pp_command_check},
    {.name = "show",
     .bit = PP_FOR_SHOW,
     .arguments = "PLAN...",
     .summary = "the bindings of each host, ports of pools assigned",
     .example = "portplan show --format csv site.lua > ports.csv",
     .needs = "a plan",
     .least = 1,
     .most = SIZE_MAX,
     .formats = pp_show_formats,
     .run = pp_command_show},
    {.name = "lock",
     .bit = PP_FOR_LOCK,
     .arguments = "PLAN...",
     .summary = "write the ports that were chosen for each plan to PLAN.lock, so that they stay",
     .example = "portplan lock site.lua",
     .needs = "a plan",
     .least = 1,
     .most = SIZE_MAX,
     .run = pp_command_lock},
    {.name = "lookup",
     .bit = PP_FOR_LOOKUP,
     .arguments = "PORT[/TRANSPORT] [PLAN...]",
     .summary = "what IANA, the catalogues and the plans say of a port",
     .example = "portplan lookup 8090/tcp site.lua",
     .needs = "a port",
     .least = 1,
     .most = SIZE_MAX,
     .run = pp_command_lookup},
    {.name = "free",
     .bit = PP_FOR_FREE,
     .arguments = "[PLAN...]",
     .summary = "ports, or blocks of them, that are free on every host, the best first",
     .example = "portplan free --block 16 --host CAP-01 --host CAP-02 site.lua",
     .most = SIZE_MAX,
     .formats = pp_free_formats,
     .run = pp_command_free},
    {.name = "explain",
     .bit = PP_FOR_EXPLAIN,
     .arguments = "[RULE]",
     .summary = "a rule's page; without a rule, the table of all",
     .example = "portplan explain listener-mix",
     .most = 1,
     .run = pp_command_explain},
    {.name = "catalog",
     .bit = PP_FOR_CATALOG,
     .arguments = "[ID]",
     .summary = "the catalogues, or the products and endpoints of one",
     .example = "portplan catalog cinegy",
     .most = 1,
     .run = pp_command_catalog},
    {.name = "lint",
     .bit = PP_FOR_LINT,
     .arguments = "CATALOG...",
     .summary = "judge catalogues, by id or file, for every instance that could be placed",
     .example = "portplan lint --fail-on warning cinegy ./studio.yaml",
     .needs = "a catalogue",
     .least = 1,
     .most = SIZE_MAX,
     .formats = pp_lint_formats,
     .run = pp_command_lint},
    {.name = "schema",
     .bit = PP_FOR_SCHEMA,
     .arguments = "plan|catalog|settings",
     .summary = "the JSON Schema of YAML files, for editors",
     .example = "portplan schema plan > plan.schema.json",
     .needs = "a kind of file",
     .least = 1,
     .most = 1,
     .run = pp_command_schema},
    {.name = "meta",
     .bit = PP_FOR_META,
     .arguments = "",
     .summary = "definitions of Lua plans, for editors",
     .example = "portplan meta > meta/portplan.lua",
     .run = pp_command_meta},
    {.name = "run",
     .bit = PP_FOR_RUN,
     .arguments = "SCRIPT [ARGUMENT...]",
     .summary = "a Lua script of your own over plans; what follows SCRIPT is for the script",
     .example = "portplan run port-table.lua site.lua > ports.csv",
     .needs = "a script",
     .least = 1,
     .most = SIZE_MAX,
     .passes_on = true,
     .run = pp_command_run},
    {.name = "test",
     .bit = PP_FOR_TEST,
     .arguments = "DIR|FILE...",
     .summary = "run policy tests: the *_test.lua below a folder",
     .example = "portplan test --coverage policies",
     .needs = "a folder with tests, or a test file",
     .least = 1,
     .most = SIZE_MAX,
     .formats = pp_test_formats,
     .run = pp_command_test},
    {.name = "new",
     .bit = PP_FOR_NEW,
     .arguments = "policy NAME",
     .summary = "write a policy to begin with, and its tests",
     .example = "portplan new policy our-ports --dir policies",
     .needs = "a kind and a name",
     .least = 2,
     .most = 2,
     .run = pp_command_new},
    {.name = "diff",
     .bit = PP_FOR_DIFF,
     .arguments = "OLD NEW",
     .summary = "what opens, closes, moves, widens and narrows on each host from one plan to "
                "another; REV:path is a plan in git",
     .example = "portplan diff --format markdown HEAD~1:site.lua site.lua",
     .needs = "two plans",
     .least = 2,
     .most = 2,
     .formats = pp_diff_formats,
     .run = pp_command_diff},
    {.name = "who",
     .bit = PP_FOR_WHO,
     .arguments = "PORT[/TRANSPORT]|HOST|PRODUCT PLAN...",
     .summary = "who has a port and who could come to have it; what a host has; where a product is",
     .example = "portplan who 8090/tcp site.lua",
     .needs = "a port, host or product, and a plan",
     .least = 2,
     .most = SIZE_MAX,
     .formats = pp_who_formats,
     .run = pp_command_who},
    {.name = NULL},
};

/* A reader that goes away is a failed write with a message, not a silent end. */
static void ignore_broken_pipes(void)
{
    struct sigaction action = {0};
    action.sa_handler = SIG_IGN;
    sigemptyset(&action.sa_mask);
    sigaction(SIGPIPE, &action, NULL);
}

static int print(const struct pp_strbuf *buf)
{
    return pp_write_output(buf) ? PP_EXIT_GOOD : PP_EXIT_INTERNAL;
}

static int print_help(const struct pp_options *options, struct pp_strbuf *buf)
{
    struct pp_style style = pp_style_of(STDOUT_FILENO, options->color);
    pp_strbuf_clear(buf);
    if (options->command)
        pp_add_command_help(buf, options->command, &style);
    else
        pp_add_help(buf, commands, &style);
    return print(buf);
}

/* The process may use so many times --max-memory: a plan's bindings are judged and reported,
 * too. */
#define MEMORY_FACTOR 16
#define LEAST_MEMORY ((size_t)16 << 20)

static int run_command(struct pp_options *options)
{
    struct pp_watchdog watchdog;
    struct pp_interrupt interrupt = {.seconds = options->timeout};
    options->interrupt = &interrupt;
    size_t memory = options->max_memory ? options->max_memory : PP_SCRIPT_MAX_MEMORY;
    if (memory <= SIZE_MAX / MEMORY_FACTOR)
        pp_watchdog_limit_memory(memory < LEAST_MEMORY ? MEMORY_FACTOR * LEAST_MEMORY
                                                       : MEMORY_FACTOR * memory);
    if (!pp_watchdog_start(&watchdog, &interrupt)) {
        pp_say("the CPU time cannot be limited here; --timeout 0 runs without a limit");
        return PP_EXIT_INTERNAL;
    }
    int code = options->command->run(options);
    pp_watchdog_stop(&watchdog);
    return code;
}

int main(int argc, char **argv)
{
    struct pp_arena arena;
    struct pp_strbuf buf;
    struct pp_options options;
    int code = PP_EXIT_USAGE;
    ignore_broken_pipes();
    pp_arena_init(&arena);
    pp_strbuf_init(&buf);
    switch (pp_options_parse(&options, commands, argc, argv, &arena, &buf)) {
    case PP_RUN: code = run_command(&options); break;
    case PP_HELP: code = print_help(&options, &buf); break;
    case PP_VERSION_ASKED:
        pp_strbuf_add(&buf, "portplan " PP_VERSION "\n");
        code = print(&buf);
        break;
    case PP_WRONG: pp_say("%s", buf.text); break;
    }
    pp_strbuf_release(&buf);
    pp_arena_release(&arena);
    return code;
}
