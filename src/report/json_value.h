/* json_value: the model's values as JSON. Stands on base/json.h, model/finding.h. */
#ifndef PP_REPORT_JSON_VALUE_H
#define PP_REPORT_JSON_VALUE_H

#include "base/json.h"
#include "model/finding.h"

/* Puts a member behind those that are there; unset: null. */
void pp_json_put_tri(json_t *object, const char *key, enum pp_tri value);

/* New lists: a finding's ports as [{"first", "last"}], its services as [{"port", "name"}],
 * the first ports of what would do instead as numbers. */
json_t *pp_json_ranges(const struct pp_finding *finding);
json_t *pp_json_services(const struct pp_finding *finding);
json_t *pp_json_suggestions(const struct pp_finding *finding);

#endif
