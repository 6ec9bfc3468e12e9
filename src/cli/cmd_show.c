/* cmd_show: `portplan show`. */
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/streams.h"

#include <unistd.h>

int pp_command_show(const struct pp_options *options)
{
    struct pp_run run;
    int code = PP_EXIT_GOOD;
    pp_run_init(&run, options);
    if (pp_run_plans(&run, options->arguments.items, options->arguments.count)) {
        struct pp_strbuf buf;
        struct pp_report report = pp_run_report(&run, STDOUT_FILENO);
        pp_strbuf_init(&buf);
        options->format->write(&report, &buf);
        if (!pp_write_output(&buf))
            code = PP_EXIT_INTERNAL;
        pp_strbuf_release(&buf);
    } else {
        code = pp_run_reject(&run);
    }
    pp_run_release(&run);
    return code;
}
