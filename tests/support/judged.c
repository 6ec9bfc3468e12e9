/* judged: one policy over one plan. */
#include "support/judged.h"

#include "base/mem.h"
#include "check/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void print(void *data, const char *text, size_t length)
{
    pp_strbuf_add_bytes(data, text, length);
}

int judged_setup(void **state)
{
    struct judged *judged = pp_calloc(1, sizeof *judged);
    check_text_init(&judged->check);
    pp_strbuf_init(&judged->out);
    judged->script = (struct pp_script){.arena = &judged->check.text.arena,
                                        .sources = &judged->check.text.sources,
                                        .diags = &judged->check.text.diags,
                                        .library = &judged->check.text.library,
                                        .registry = &judged->check.registry,
                                        .print = print,
                                        .print_data = &judged->out};
    *state = judged;
    return 0;
}

int judged_teardown(void **state)
{
    struct judged *judged = *state;
    pp_policies_free(judged->policies);
    pp_strbuf_release(&judged->out);
    check_text_release(&judged->check);
    free(judged);
    return 0;
}

/* Policies come from files. */
static bool load(struct judged *judged, const char *lua)
{
    char path[64];
    strcpy(judged->folder, "/tmp/portplan-judged-XXXXXX");
    assert_non_null(mkdtemp(judged->folder));
    snprintf(path, sizeof path, "%s/policy.lua", judged->folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(lua, file) >= 0 && fclose(file) == 0);
    bool good = pp_policies_load(judged->policies, path, (struct pp_loc){0});
    remove(path);
    rmdir(judged->folder);
    return good;
}

static void add_mistakes(struct judged *judged)
{
    const struct pp_diags *diags = &judged->check.text.diags;
    for (size_t i = 0; i < diags->count; i++)
        pp_strbuf_printf(&judged->out, "%u: %s\n", diags->items[i].loc.line,
                         diags->items[i].message);
}

static void add_findings(struct judged *judged)
{
    struct pp_check *check = &judged->check.check;
    for (size_t i = 0; i < check->findings.count; i++) {
        struct pp_finding *finding = &check->findings.items[i];
        const char *rule = finding->rule;
        finding->rule = "this one";
        const char *line = check_text_findings(&judged->check, "this one");
        finding->rule = rule;
        const char *told = strstr(line, "this one:") + strlen("this one:");
        pp_strbuf_printf(&judged->out, "%s %.*s: %s\n", pp_severity_names[finding->severity],
                         (int)strcspn(told, "\n"), told, finding->message);
    }
}

const char *judged_run(struct judged *judged, const char *yaml, const char *lua)
{
    struct check_text *check = &judged->check;
    assert_true(plan_text_expand(&check->text, yaml));
    judged->policies = pp_policies_new(&judged->script);
    if (load(judged, lua)) {
        size_t count;
        check_text_allocate(check);
        const struct pp_rule *const *rules = pp_policies_rules(judged->policies, &count);
        pp_check_add_rules(&check->check, rules, count);
        for (const char *const *id = pp_rule_ids; *id; id++)
            pp_check_set_severity(&check->check, *id, PP_OFF);
        pp_check_run(&check->check);
        add_findings(judged);
    }
    add_mistakes(judged);
    return judged->out.text;
}

const char *judged_check(struct judged *judged, const char *yaml, const char *each,
                         const char *body)
{
    return judged_run(judged, yaml,
                      pp_arena_printf(&judged->check.text.arena,
                                      "return policy { title = 't', each = '%s', check = "
                                      "function(thing, report)\n%s\nend }\n",
                                      each, body));
}
