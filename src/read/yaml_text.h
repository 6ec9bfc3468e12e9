/* yaml_text: mistakes of YAML text that libyaml does not explain, and those it does, with
 * their place and in words that help. Stands on utf8.h. */
#ifndef PP_READ_YAML_TEXT_H
#define PP_READ_YAML_TEXT_H

#include "base/diag.h"

#include <yaml.h>

/* The place of a mark; a column beyond 65535 stays there. */
struct pp_loc pp_yaml_place(const yaml_mark_t *mark, uint16_t source);

/* Whether every character may stand in YAML: no broken UTF-8, no control characters, and
 * none of the line separators that YAML 1.1 counts as line ends and YAML 1.2 does not.
 * Otherwise a mistake with the place of the first is added. */
bool pp_yaml_text_check(const char *text, size_t length, uint16_t source, struct pp_diags *diags);

/* Adds the mistake that `parser` stopped at. */
void pp_yaml_text_explain(const yaml_parser_t *parser, const char *text, size_t length,
                          uint16_t source, struct pp_diags *diags);

#endif
