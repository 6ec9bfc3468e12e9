/* json_value: the model's values as JSON. Stands on base/json.h, model/catalog.h. */
#ifndef PP_REPORT_JSON_VALUE_H
#define PP_REPORT_JSON_VALUE_H

#include "base/json.h"
#include "model/catalog.h"

/* Puts a member behind those that are there; unset: null. */
void pp_json_put_tri(json_t *object, const char *key, enum pp_tri value);

#endif
