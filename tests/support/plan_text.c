/* plan_text: plans and catalogues from text, for unit tests. */
#include "support/plan_text.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "read/yaml.h"

#include <stdlib.h>
#include <string.h>

static const char *const builtin_rules[] = {
    "port-overlap",      "url-overlap",     "listener-mix",   "split-binding",
    "failover-clash",    "instance-limit",  "pool-exhausted", "address-unknown",
    "address-duplicate", "excluded-range",  "iana-collision", "iana-unregistered",
    "prefer-above",      "system-port",     "dynamic-port",   "ephemeral-range",
    "os-reserved",       "browser-blocked", "url-form",       "waiver-unused",
    "waiver-expired",    "baseline-unused",
};

void plan_text_init(struct plan_text *text)
{
    *text = (struct plan_text){.rules = builtin_rules,
                               .rule_count = sizeof builtin_rules / sizeof *builtin_rules};
    pp_arena_init(&text->arena);
    pp_sources_init(&text->sources, &text->arena);
    pp_diags_init(&text->diags, &text->arena);
    pp_library_init(&text->library, &text->arena, &text->sources, &text->diags);
    pp_plan_init(&text->plan, &text->arena, &text->sources);
}

void plan_text_release(struct plan_text *text)
{
    pp_plan_release(&text->plan);
    pp_library_release(&text->library);
    pp_diags_release(&text->diags);
    pp_sources_release(&text->sources);
    pp_arena_release(&text->arena);
}

int plan_text_setup(void **state)
{
    *state = pp_malloc(sizeof(struct plan_text));
    plan_text_init(*state);
    return 0;
}

int plan_text_teardown(void **state)
{
    plan_text_release(*state);
    free(*state);
    return 0;
}

static struct pp_node *parse(struct plan_text *text, const char *file, const char *yaml)
{
    struct pp_yaml_limits limits = {0};
    return pp_yaml_parse(yaml, strlen(yaml), pp_sources_add(&text->sources, file), &text->arena,
                         &text->diags, &limits);
}

struct pp_node *plan_text_tree(struct plan_text *text, const char *file, const char *yaml)
{
    struct pp_node *root = parse(text, file, yaml);
    if (!root)
        abort();
    return root;
}

bool plan_text_add(struct plan_text *text, const char *file, const char *yaml)
{
    struct pp_node *root = parse(text, file, yaml);
    return root && pp_decode_plan(root, file, &text->plan, &text->library, &text->diags,
                                  text->rules, text->rule_count);
}

bool plan_text_expand(struct plan_text *text, const char *yaml)
{
    return plan_text_add(text, "plan.yaml", yaml) && pp_plan_expand(&text->plan, &text->diags);
}

struct pp_catalog *plan_text_catalog(struct plan_text *text, const char *yaml)
{
    struct pp_node *root = parse(text, "catalog.yaml", yaml);
    return root ? pp_decode_catalog(root, &text->arena, &text->diags) : NULL;
}

static void describe(const struct plan_text *text, struct pp_loc loc, const char *message,
                     struct pp_strbuf *buf)
{
    if (loc.source > 1)
        pp_strbuf_printf(buf, "%s:", pp_sources_name(&text->sources, loc.source));
    pp_strbuf_printf(buf, "%u:%u: %s", (unsigned)loc.line, (unsigned)loc.column, message);
}

const char *plan_text_mistakes(struct plan_text *text)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_diags_sort(&text->diags);
    for (size_t i = 0; i < text->diags.count; i++) {
        const struct pp_diag *diag = &text->diags.items[i];
        describe(text, diag->loc, diag->message, &buf);
        if (diag->also.line > 0) {
            pp_strbuf_add(&buf, " (");
            describe(text, diag->also, diag->also_message, &buf);
            pp_strbuf_add(&buf, ")");
        }
        pp_strbuf_add(&buf, "\n");
    }
    const char *result = pp_arena_strdup(&text->arena, buf.text);
    pp_strbuf_release(&buf);
    return result;
}
