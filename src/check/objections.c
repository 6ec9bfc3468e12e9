/* objections: asking rules before a port is chosen. */
#include "check/objections.h"

#include "check/units.h"

void pp_objections_init(struct pp_objections *objections, const struct pp_check *check)
{
    *objections = (struct pp_objections){.check = check};
    objections->rules = pp_arena_array(check->arena, pp_rule_count(), sizeof *objections->rules);
    for (size_t i = 0; pp_rules[i]; i++) {
        if (pp_rules[i]->concerns && pp_check_severity(check, pp_rules[i]) >= PP_WARNING)
            objections->rules[objections->count++] = pp_rules[i];
    }
}

static bool is_objected(const struct pp_objections *objections, const struct pp_listener *listener,
                        uint16_t port)
{
    for (size_t i = 0; i < objections->count; i++) {
        if (objections->rules[i]->concerns(objections->check, listener, port))
            return true;
    }
    return false;
}

/* The highest port of the block, above `above`, that is objected to; or `above`. */
static uint16_t last_of(const struct pp_objections *objections, const struct pp_listener *listener,
                        struct pp_range block, uint16_t above)
{
    for (uint32_t port = block.last; port >= block.first && port > above; port--) {
        if (is_objected(objections, listener, (uint16_t)port))
            return (uint16_t)port;
    }
    return above;
}

uint16_t pp_objections_last(const struct pp_objections *objections, const uint32_t *units,
                            size_t count, struct pp_range block)
{
    const struct pp_plan *plan = objections->check->plan;
    uint16_t last = 0;
    for (size_t i = 0; i < count && last < block.last; i++) {
        PP_EACH_OF_UNIT(plan, units[i], listener)
        {
            last = last_of(objections, &plan->listeners[listener], block, last);
        }
    }
    return last;
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
