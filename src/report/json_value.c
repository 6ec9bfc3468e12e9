/* json_value: the model's values as JSON. */
#include "report/json_value.h"

void pp_json_put_tri(json_t *object, const char *key, enum pp_tri value)
{
    pp_json_put(object, key, value == PP_UNSET ? json_null() : json_boolean(value == PP_YES));
}
