/* help: pages made from the command and option tables. Stands on options.h. */
#ifndef PP_CLI_HELP_H
#define PP_CLI_HELP_H

#include "cli/options.h"

/* `portplan --help`. `commands` ends with a name of NULL. */
void pp_add_help(struct pp_strbuf *buf, const struct pp_command *commands,
                 const struct pp_style *style);

/* `portplan COMMAND --help`. */
void pp_add_command_help(struct pp_strbuf *buf, const struct pp_command *command,
                         const struct pp_style *style);

#endif
