/* decode_baseline: the tree of a baseline file into its entries. */
#include "read/decode_baseline.h"

#include "read/decode_parts.h"
#include "read/record.h"
#include "read/yaml.h"

#include <stddef.h>
#include <string.h>

#define NODES_MAX 16000000 /* of more than a million findings */

struct baseline_form {
    uint32_t version;
    const struct pp_node *findings;
};

struct entry_form {
    const char *rule, *host, *ports, *message;
    uint32_t transport; /* 1 + enum pp_transport, or 0 */
    struct pp_names parties;
    uint32_t count; /* or 0 */
};

static const struct pp_shape baseline_shape, entry_shape;

/* --- one entry -------------------------------------------------------------- */

/* "8888, 8890-8892", each of them a port or a range; NULL with a mistake. */
static const char *decode_ports(struct pp_decoder *decoder, const char *text, struct pp_loc loc)
{
    struct pp_strbuf all;
    bool good = true;
    pp_strbuf_init(&all);
    while (good && text) {
        struct pp_range range;
        struct pp_port_error error;
        size_t length = strcspn(text, ",");
        const char *one = pp_arena_strndup(decoder->arena, text, length);
        text = text[length] == ',' ? text + length + 1 : NULL;
        good = pp_range_parse(one + strspn(one, " "), &range, &error);
        if (good) {
            pp_strbuf_add(&all, all.length > 0 ? ", " : "");
            pp_range_format(range, &all);
        } else {
            pp_diags_add(decoder->diags, loc, "'%s': %s", one + strspn(one, " "), error.text);
        }
    }
    const char *ports = good ? pp_arena_strdup(decoder->arena, all.text) : NULL;
    pp_strbuf_release(&all);
    return ports;
}

static bool check_parties(struct pp_decoder *decoder, const struct pp_names *parties)
{
    if (parties->count <= 2)
        return true;
    pp_diags_add(decoder->diags, parties->locs[2], "a finding has no more than 2 parties, not %zu",
                 parties->count);
    return false;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static void decode_entry(struct pp_decoder *decoder, const struct pp_node *node,
                         struct pp_baseline *baseline)
{
    struct entry_form form = {0};
    bool good = pp_fields_decode(decoder, node, &entry_shape, "a finding", &form);
    good = check_parties(decoder, &form.parties) && good;
    if (form.ports) {
        form.ports = decode_ports(decoder, form.ports, pp_fields_place(node, "ports"));
        good = form.ports && good;
    }
    if (!good)
        return;
    struct pp_baseline_entry entry = {
        .identity = {.rule = form.rule,
                     .host = or_empty(form.host),
                     .transport = form.transport > 0 ? pp_transport_names[form.transport - 1] : "",
                     .ports = or_empty(form.ports),
                     .parties = {"", ""},
                     .message = or_empty(form.message)},
        .count = form.count > 0 ? form.count : 1,
        .loc = node->loc,
    };
    for (size_t i = 0; i < form.parties.count; i++)
        entry.identity.parties[i] = form.parties.items[i];
    baseline->entries[baseline->count++] = entry;
}

/* --- the file --------------------------------------------------------------- */

static const struct pp_record_kind baseline_kind = {
    .name = "baseline",
    .version = PP_BASELINE_VERSION,
    .maker = "--write-baseline makes one",
    .merge = "keep the findings of both sides and take the marks out, then --prune-baseline "
             "removes what is gone",
};

bool pp_baseline_read(const char *text, size_t length, uint16_t source, struct pp_arena *arena,
                      struct pp_diags *diags, struct pp_baseline *baseline)
{
    struct pp_yaml_limits limits = {.nodes = NODES_MAX};
    struct pp_decoder decoder = {.arena = arena, .diags = diags};
    struct baseline_form form = {0};
    size_t mistakes = diags->count;
    *baseline = (struct pp_baseline){0};
    if (!pp_record_is_merged(&baseline_kind, text, length, source, diags))
        return false;
    const struct pp_node *root = pp_yaml_parse(text, length, source, arena, diags, &limits);
    if (!root || !pp_record_is_known(&baseline_kind, root, diags))
        return false;
    pp_fields_decode(&decoder, root, &baseline_shape, "a baseline", &form);
    if (form.findings) {
        baseline->entries = pp_arena_array(arena, form.findings->count, sizeof *baseline->entries);
        for (const struct pp_entry *entry = form.findings->first; entry; entry = entry->next)
            decode_entry(&decoder, entry->value, baseline);
    }
    return diags->count == mistakes;
}

/* --- the fields ------------------------------------------------------------- */

#define AT(member) offsetof(struct entry_form, member)
static const struct pp_field entry_fields[] = {
    {.name = "rule",
     .kind = PP_FIELD_NAME,
     .required = true,
     .offset = AT(rule),
     .help = "the id of its rule"},
    {.name = "host", .kind = PP_FIELD_NAME, .offset = AT(host), .help = "the host it is about"},
    {.name = "transport",
     .kind = PP_FIELD_CHOICE,
     .offset = AT(transport),
     .choices = pp_transport_names,
     .choice_count = PP_TRANSPORTS,
     .base = 1,
     .help = "the transport of its ports"},
    {.name = "ports",
     .kind = PP_FIELD_NAME,
     .offset = AT(ports),
     .help = "its ports and ranges, ascending: \"8888, 8890-8892\""},
    {.name = "parties",
     .kind = PP_FIELD_NAMES,
     .offset = AT(parties),
     .help = "one or two of product(label)/endpoint, by name"},
    {.name = "message",
     .kind = PP_FIELD_TEXT,
     .offset = AT(message),
     .help = "its message, when it has no parties"},
    {.name = "count",
     .kind = PP_FIELD_INTEGER,
     .offset = AT(count),
     .min = 1,
     .max = UINT32_MAX,
     .help = "how many findings are alike; by default 1"},
};
#undef AT
static const struct pp_shape entry_shape = {
    .what = "a finding", .fields = entry_fields, .count = PP_COUNT_OF(entry_fields)};

#define AT(member) offsetof(struct baseline_form, member)
static const struct pp_field baseline_fields[] = {
    {.name = "baseline",
     .kind = PP_FIELD_INTEGER,
     .required = true,
     .offset = AT(version),
     .min = PP_BASELINE_VERSION,
     .max = PP_BASELINE_VERSION,
     .help = "the version of the file's form"},
    {.name = "findings",
     .kind = PP_FIELD_SHAPE_LIST,
     .required = true,
     .offset = AT(findings),
     .shape = &entry_shape,
     .help = "the findings that are accepted for now"},
};
#undef AT
static const struct pp_shape baseline_shape = {
    .what = "a baseline", .fields = baseline_fields, .count = PP_COUNT_OF(baseline_fields)};
