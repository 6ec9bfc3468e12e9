/* settings: the settings file of a run, and who goes before whom: the command line before the
 * plans before the file. Stands on run.h, read/settings_file.h. */
#ifndef PP_CLI_SETTINGS_H
#define PP_CLI_SETTINGS_H

#include "cli/run.h"

/* Reads the file of --settings, or the portplan.yaml of the plans on the command line, into
 * run->settings; mistakes go to diags. run->options becomes a copy with the file's values where
 * the command line has none. The policies it names are in run->settings.policies. */
void pp_settings_load(struct pp_run *run);

/* Gives the file's rules to the run's check. */
void pp_settings_apply(struct pp_run *run);

/* The plans among the arguments of the command. */
struct pp_texts pp_settings_plans(const struct pp_options *options);

#endif
