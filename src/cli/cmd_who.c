/* cmd_who: `portplan who`. What its first argument is, is found out: a port, a host, a product. */
#include "report/who.h"

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/streams.h"
#include "cli/who_find.h"

#include <string.h>
#include <unistd.h>

/* What looks like a port but is none, unless a host is called that. */
static bool is_meant_as_port(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits > 0 &&
           strspn(text + digits, "0123456789-/tcpudsTCPUDS ") == strlen(text + digits);
}

static bool find(const struct pp_run *run, const char *text, struct pp_who *who)
{
    struct pp_port_error error;
    if (pp_port_ref_parse(text, &who->ports, &who->transport, &who->has_transport, &error)) {
        who->kind = PP_WHO_PORT;
        return true;
    }
    if (is_meant_as_port(text) && pp_plan_find_host(&run->plan, text) == PP_NONE) {
        pp_say("'%s': %s", text, error.text);
        return false;
    }
    return pp_who_find(run, text, who);
}

int pp_command_who(const struct pp_options *options)
{
    const struct pp_texts *arguments = &options->arguments;
    struct pp_run run;
    struct pp_who who = {0};
    int code = PP_EXIT_GOOD;
    pp_run_init(&run, options);
    if (!pp_run_plans(&run, arguments->items + 1, arguments->count - 1)) {
        code = pp_run_reject(&run);
    } else if (!find(&run, arguments->items[0], &who)) {
        code = PP_EXIT_USAGE;
    } else {
        struct pp_report report = pp_run_report(&run, STDOUT_FILENO);
        who.cooled = pp_locks_cooled(&run.locks, run.check.today, &who.cooled_count);
        report.who = &who;
        code = pp_output_report(options, &report) ? PP_EXIT_GOOD : PP_EXIT_INTERNAL;
    }
    pp_run_release(&run);
    return code;
}
