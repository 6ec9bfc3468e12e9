/* objections: asking rules before a port is chosen. */
#include "check/objections.h"

#include "base/mem.h"
#include "check/units.h"

#include <assert.h>
#include <stdlib.h>

#define COMPARED 4u /* voices, the latest: one that is there further back is asked twice */

void pp_objections_init(struct pp_objections *objections, const struct pp_check *check)
{
    *objections = (struct pp_objections){
        .check = check,
        .rules = pp_arena_array(check->arena, pp_rule_count(), sizeof(const struct pp_rule *)),
        .answers = pp_arena_alloc(check->arena, sizeof *objections->answers)};
    for (size_t i = 0; pp_rules[i]; i++) {
        const struct pp_rule *rule = pp_rules[i];
        if (!rule->concerns || pp_check_severity(check, rule) < PP_WARNING ||
            rule == &pp_rule_excluded_range)
            continue;
        assert(rule->hostless || rule == &pp_rule_ephemeral_range); /* see answers.h */
        objections->rules[objections->count++] = rule;
    }
    pp_answers_init(objections->answers, check, objections->rules, objections->count);
}

void pp_objections_release(struct pp_objections *objections)
{
    free(objections->voices);
    *objections = (struct pp_objections){0};
}

static bool has_voice(const struct pp_objections *objections, const struct pp_answers_entry *voice)
{
    size_t count = objections->voice_count, first = count > COMPARED ? count - COMPARED : 0;
    for (size_t i = first; i < count; i++) {
        if (objections->voices[i] == voice)
            return true;
    }
    return false;
}

void pp_objections_set_units(struct pp_objections *objections, const uint32_t *units, size_t count)
{
    const struct pp_plan *plan = objections->check->plan;
    objections->voice_count = 0;
    for (size_t i = 0; i < count; i++) {
        PP_EACH_OF_UNIT(plan, units[i], listener)
        {
            struct pp_answers_entry *voice =
                pp_answers_entry_of(objections->answers, &plan->listeners[listener]);
            if (has_voice(objections, voice))
                continue;
            objections->voices = pp_grow(objections->voices, &objections->voice_capacity,
                                         objections->voice_count + 1, sizeof *objections->voices);
            objections->voices[objections->voice_count++] = voice;
        }
    }
}

uint64_t pp_objections_ask(const struct pp_objections *objections, uint32_t word)
{
    uint64_t bad = 0;
    for (size_t i = 0; i < objections->voice_count; i++)
        bad |= pp_answers_ask(objections->answers, objections->voices[i], word);
    return bad;
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
