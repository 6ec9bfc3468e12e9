/* yaml_scalar: strings in YAML files that portplan writes. Stands on base/. */
#ifndef PP_REPORT_YAML_SCALAR_H
#define PP_REPORT_YAML_SCALAR_H

#include "base/strbuf.h"

/* Adds the text as one scalar on one line, quoted where it has to be: any reader gets the same
 * string. What is no UTF-8 becomes U+FFFD. */
void pp_add_yaml_scalar(struct pp_strbuf *buf, const char *text);

#endif
