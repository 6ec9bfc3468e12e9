/* json_value: the model's values as JSON. */
#include "report/json_value.h"

void pp_json_put_tri(json_t *object, const char *key, enum pp_tri value)
{
    pp_json_put(object, key, value == PP_UNSET ? json_null() : json_boolean(value == PP_YES));
}

json_t *pp_json_ranges(const struct pp_finding *finding)
{
    json_t *array = pp_json_array();
    for (size_t i = 0; i < finding->port_count; i++) {
        json_t *range = pp_json_object();
        pp_json_put_number(range, "first", finding->ports[i].first);
        pp_json_put_number(range, "last", finding->ports[i].last);
        pp_json_append(array, range);
    }
    return array;
}

json_t *pp_json_services(const struct pp_finding *finding)
{
    json_t *array = pp_json_array();
    for (size_t i = 0; i < finding->service_count; i++) {
        json_t *entry = pp_json_object();
        pp_json_put_number(entry, "port", finding->services[i].port);
        pp_json_put_text(entry, "name", finding->services[i].name);
        pp_json_append(array, entry);
    }
    return array;
}

json_t *pp_json_suggestions(const struct pp_finding *finding)
{
    json_t *array = pp_json_array();
    for (size_t i = 0; i < finding->suggestion_count; i++)
        pp_json_append(array, json_integer(finding->suggestions[i]));
    return array;
}
