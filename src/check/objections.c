/* objections: asking rules before a port is chosen. */
#include "check/objections.h"

#include "check/units.h"

void pp_objections_init(struct pp_objections *objections, const struct pp_check *check)
{
    size_t hostless_count = 0;
    size_t size = sizeof(const struct pp_rule *);
    const struct pp_rule **hostless = pp_arena_array(check->arena, pp_rule_count(), size);
    *objections =
        (struct pp_objections){.check = check,
                               .rules = pp_arena_array(check->arena, pp_rule_count(), size),
                               .of_host = pp_arena_array(check->arena, pp_rule_count(), size)};
    for (size_t i = 0; pp_rules[i]; i++) {
        const struct pp_rule *rule = pp_rules[i];
        if (!rule->concerns || pp_check_severity(check, rule) < PP_WARNING)
            continue;
        objections->rules[objections->count++] = rule;
        if (rule->hostless)
            hostless[hostless_count++] = rule;
        else
            objections->of_host[objections->of_host_count++] = rule;
    }
    objections->answers = pp_arena_alloc(check->arena, sizeof *objections->answers);
    pp_answers_init(objections->answers, check, hostless, hostless_count);
}

static bool is_objected(const struct pp_objections *objections, const struct pp_listener *listener,
                        uint16_t port)
{
    if (pp_answers_ask(objections->answers, listener, port))
        return true;
    for (size_t i = 0; i < objections->of_host_count; i++) {
        if (objections->of_host[i]->concerns(objections->check, listener, port))
            return true;
    }
    return false;
}

/* Whether a rule would report the port of one of the units. */
static bool is_objected_by_any(const struct pp_objections *objections, const uint32_t *units,
                               size_t count, uint16_t port)
{
    const struct pp_plan *plan = objections->check->plan;
    for (size_t i = 0; i < count; i++) {
        PP_EACH_OF_UNIT(plan, units[i], listener)
        {
            if (is_objected(objections, &plan->listeners[listener], port))
                return true;
        }
    }
    return false;
}

uint16_t pp_objections_last(const struct pp_objections *objections, const uint32_t *units,
                            size_t count, struct pp_range block)
{
    for (uint32_t port = block.last; port >= block.first; port--) {
        if (is_objected_by_any(objections, units, count, (uint16_t)port))
            return (uint16_t)port;
    }
    return 0;
}

bool pp_objections_has(const struct pp_objections *objections, const struct pp_rule *rule,
                       const uint32_t *units, size_t count, struct pp_range block)
{
    const struct pp_plan *plan = objections->check->plan;
    for (size_t i = 0; i < count; i++) {
        PP_EACH_OF_UNIT(plan, units[i], listener)
        {
            for (uint32_t port = block.first; port <= block.last; port++) {
                if (rule->concerns(objections->check, &plan->listeners[listener], (uint16_t)port))
                    return true;
            }
        }
    }
    return false;
}
