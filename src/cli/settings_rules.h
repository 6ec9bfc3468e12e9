/* settings_rules: rules that a settings file may set though a run does not have them. Stands on
 * run.h. */
#ifndef PP_CLI_SETTINGS_RULES_H
#define PP_CLI_SETTINGS_RULES_H

#include "cli/run.h"

/* Checks the rules that run->settings names: mistakes are in run->diags. A rule of a policy that
 * only other plans name is right: a shipped one, or one with a file of its name in the folder tree
 * of the settings; and when the file has other mistakes, whatever is not close to another name. */
void pp_settings_check(struct pp_run *run, const char *const *ids, size_t count);

#endif
