/* decode_settings: what a plan, or portplan.yaml, says of the rules: settings and waivers. */
#include "read/decode_parts.h"

#include "base/text.h"

#include <stddef.h>
#include <string.h>

/* The only rule with a setting beside its severity. */
#define RULE_WITH_ABOVE "prefer-above"

struct rule_form {
    uint32_t severity; /* 1 + enum pp_severity, or 0 */
    uint16_t above;    /* or 0 */
};

bool pp_decode_check_rule(struct pp_decoder *decoder, const char *const *ids, size_t count,
                          const char *id, struct pp_loc loc)
{
    for (size_t i = 0; ids && i < count; i++) {
        if (strcmp(ids[i], id) == 0)
            return true;
    }
    if (!ids)
        return true;
    const char *near = pp_nearest(id, ids, count);
    pp_diags_add_near(
        decoder->diags, loc, near, "there is no rule '%s'%s", id,
        near ? ""
             : "; `portplan explain` lists them, and those of a policy are there when it "
               "is named: policy \"FILE\" or --policy FILE");
    return false;
}

static bool check_rule(struct pp_plan_decoder *decoder, const char *id, struct pp_loc loc)
{
    return pp_decode_check_rule(&decoder->base, decoder->rules, decoder->rule_count, id, loc);
}

/* --- rules ----------------------------------------------------------------- */

static const struct pp_rule_setting *find_setting(const struct pp_plan *plan, const char *rule)
{
    for (size_t i = 0; i < plan->setting_count; i++) {
        if (strcmp(plan->settings[i].rule, rule) == 0)
            return &plan->settings[i];
    }
    return NULL;
}

static bool same_setting(const struct pp_rule_setting *a, const struct pp_rule_setting *b)
{
    return a->has_severity == b->has_severity && a->severity == b->severity &&
           a->has_above == b->has_above && a->above == b->above;
}

/* Two plans of an estate may say the same of a rule, and nothing else. */
static bool add_setting(struct pp_plan_decoder *decoder, const struct pp_rule_setting *setting)
{
    const struct pp_rule_setting *had = find_setting(decoder->plan, setting->rule);
    if (!had) {
        pp_plan_add_setting(decoder->plan, setting);
        return true;
    }
    if (same_setting(had, setting))
        return true;
    pp_diags_add(decoder->base.diags, setting->loc,
                 "rule '%s' is set twice, in different ways; set it once", setting->rule);
    pp_diags_also(decoder->base.diags, had->loc, "first set here");
    return false;
}

bool pp_decode_check_above(struct pp_decoder *decoder, const struct pp_rule_setting *setting,
                           struct pp_loc loc)
{
    if (!setting->has_above || strcmp(setting->rule, RULE_WITH_ABOVE) == 0)
        return true;
    pp_diags_add(decoder->diags, loc, "rule '%s' has no setting 'above'; '" RULE_WITH_ABOVE "' has",
                 setting->rule);
    return false;
}

bool pp_decode_rule_setting(struct pp_decoder *decoder, const struct pp_entry *entry,
                            struct pp_rule_setting *setting)
{
    struct rule_form form = {0};
    const char *subject = pp_arena_printf(decoder->arena, "rule '%s'", entry->key);
    bool good = pp_fields_decode(decoder, entry->value, &pp_rule_shape, subject, &form);
    *setting = (struct pp_rule_setting){
        .rule = entry->key,
        .has_severity = form.severity > 0,
        .severity = form.severity > 0 ? (enum pp_severity)(form.severity - 1) : PP_OFF,
        .has_above = form.above > 0,
        .above = form.above,
        .loc = entry->key_loc,
    };
    return good;
}

static bool decode_rule(struct pp_plan_decoder *decoder, const struct pp_entry *entry)
{
    struct pp_rule_setting setting;
    bool known = check_rule(decoder, entry->key, entry->key_loc);
    bool good = pp_decode_rule_setting(&decoder->base, entry, &setting) && known;
    if (known)
        good = pp_decode_check_above(&decoder->base, &setting,
                                     pp_fields_place(entry->value, "above")) &&
               good;
    return good && add_setting(decoder, &setting);
}

bool pp_decode_rules(struct pp_plan_decoder *decoder, const struct pp_node *map)
{
    bool good = true;
    for (const struct pp_entry *entry = map->first; entry; entry = entry->next)
        good = decode_rule(decoder, entry) && good;
    return good;
}

/* --- waivers --------------------------------------------------------------- */

/* What is found when waivers and baselines have been applied. */
static const char *const beyond_waivers[] = {"waiver-unused", "waiver-expired", "baseline-unused"};

static bool check_waivable(struct pp_decoder *decoder, const char *rule, struct pp_loc loc)
{
    for (size_t i = 0; i < PP_COUNT_OF(beyond_waivers); i++) {
        if (strcmp(rule, beyond_waivers[i]) != 0)
            continue;
        pp_diags_add(decoder->diags, loc,
                     "'%s' cannot be waived: it is about what excuses findings; mend that, or set "
                     "the rule's severity",
                     rule);
        return false;
    }
    return true;
}

bool pp_decode_waiver(struct pp_plan_decoder *decoder, const struct pp_node *node)
{
    struct pp_waiver waiver = {.loc = node->loc};
    bool good = pp_fields_decode(&decoder->base, node, &pp_waiver_shape, "a waiver", &waiver);
    waiver.has_ports = waiver.ports.first > 0;
    if (waiver.rule)
        good = check_rule(decoder, waiver.rule, pp_fields_place(node, "rule")) &&
               check_waivable(&decoder->base, waiver.rule, pp_fields_place(node, "rule")) && good;
    if (good)
        pp_plan_add_waiver(decoder->plan, &waiver);
    return good;
}

/* --- the fields ------------------------------------------------------------ */

#define AT(member) offsetof(struct rule_form, member)
static const struct pp_field rule_fields[] = {
    {.name = "severity",
     .kind = PP_FIELD_CHOICE,
     .offset = AT(severity),
     .choices = pp_severity_names,
     .choice_count = PP_ERROR + 1,
     .base = 1,
     .help = "how its findings count; off: it does not run"},
    {.name = "above",
     .kind = PP_FIELD_PORT,
     .offset = AT(above),
     .help = "of prefer-above: ports up to this one are reported; by default 8000"},
};
#undef AT
const struct pp_shape pp_rule_shape = {.what = "a rule's settings",
                                       .fields = rule_fields,
                                       .count = PP_COUNT_OF(rule_fields),
                                       .shorthand = "severity"};

#define AT(member) offsetof(struct pp_waiver, member)
static const struct pp_field waiver_fields[] = {
    {.name = "rule",
     .kind = PP_FIELD_NAME,
     .required = true,
     .offset = AT(rule),
     .known = PP_KNOWN_RULES,
     .help = "the id of the rule whose findings are accepted"},
    {.name = "host",
     .kind = PP_FIELD_NAME,
     .offset = AT(host),
     .help = "only on this host; * and ? stand for any characters"},
    {.name = "product",
     .kind = PP_FIELD_NAME,
     .offset = AT(product),
     .help = "only of this product; * and ? stand for any characters"},
    {.name = "endpoint",
     .kind = PP_FIELD_NAME,
     .offset = AT(endpoint),
     .help = "only of this endpoint; * and ? stand for any characters"},
    {.name = "label",
     .kind = PP_FIELD_NAME,
     .offset = AT(label),
     .help = "only of placements with this label; * and ? stand for any characters"},
    {.name = "port",
     .kind = PP_FIELD_RANGE,
     .offset = AT(ports),
     .help = "only findings whose ports all lie in this port or range"},
    {.name = "reason",
     .kind = PP_FIELD_TEXT,
     .required = true,
     .offset = AT(reason),
     .help = "why it is accepted"},
    {.name = "owner", .kind = PP_FIELD_NAME, .offset = AT(owner), .help = "who answers for it"},
    {.name = "expires",
     .kind = PP_FIELD_DATE,
     .offset = AT(expires),
     .help = "the last day on which it holds, YYYY-MM-DD; by default for ever"},
};
#undef AT
const struct pp_shape pp_waiver_shape = {
    .what = "a waiver", .fields = waiver_fields, .count = PP_COUNT_OF(waiver_fields)};
