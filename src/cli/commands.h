/* commands: what each command does; the table is in main.c. Stands on run.h. */
#ifndef PP_CLI_COMMANDS_H
#define PP_CLI_COMMANDS_H

#include "cli/options.h"

/* Each returns the exit code. */
int pp_command_check(const struct pp_options *options);
int pp_command_show_settings(const struct pp_options *options); /* check --show-settings */
int pp_command_show(const struct pp_options *options);
int pp_command_lock(const struct pp_options *options);
int pp_command_lookup(const struct pp_options *options);
int pp_command_explain(const struct pp_options *options);
int pp_command_catalog(const struct pp_options *options);
int pp_command_schema(const struct pp_options *options);
int pp_command_meta(const struct pp_options *options);
int pp_command_free(const struct pp_options *options);
int pp_command_lint(const struct pp_options *options);
int pp_command_run(const struct pp_options *options);
int pp_command_test(const struct pp_options *options);
int pp_command_new(const struct pp_options *options);
int pp_command_diff(const struct pp_options *options);
int pp_command_who(const struct pp_options *options);

#endif
