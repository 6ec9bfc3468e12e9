/* test_script: from a test file to the tests that it declares. */
#include "script/test_script.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/transport.h"
#include "read/utf8.h"
#include "script/declare.h"
#include "script/env.h"
#include "script/include.h"
#include "script/policies.h"
#include "script/words.h"

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- the fields -------------------------------------------------------------- */

static const char *const severities[] = {"note", "warning", "error"};

#define AT(member) offsetof(struct pp_expectation, member)
static const struct pp_field expectation_fields[] = {
    {.name = "rule",
     .kind = PP_FIELD_NAME,
     .offset = AT(rule),
     .help = "the id of the rule; by default the policy's"},
    {.name = "host", .kind = PP_FIELD_NAME, .offset = AT(host), .help = "the host's name"},
    {.name = "port",
     .kind = PP_FIELD_PORT,
     .offset = AT(port),
     .help = "one of the ports that it is about"},
    {.name = "transport",
     .kind = PP_FIELD_CHOICE,
     .offset = AT(transport),
     .choices = pp_transport_names,
     .choice_count = PP_TRANSPORTS,
     .base = 1,
     .help = "the transport of those ports"},
    {.name = "line",
     .kind = PP_FIELD_INTEGER,
     .offset = AT(line),
     .min = 1,
     .max = UINT32_MAX,
     .help = "the line of the plan's text that it leads to, counted from 1"},
    {.name = "severity",
     .kind = PP_FIELD_CHOICE,
     .offset = AT(severity),
     .choices = severities,
     .choice_count = COUNT(severities),
     .base = PP_NOTE,
     .help = "its severity"},
    {.name = "product",
     .kind = PP_FIELD_NAME,
     .offset = AT(product),
     .help = "the product's name, such as cinegy.playout_engine"},
    {.name = "endpoint",
     .kind = PP_FIELD_NAME,
     .offset = AT(endpoint),
     .help = "the name of the product's endpoint"},
    {.name = "message",
     .kind = PP_FIELD_NAME,
     .offset = AT(message),
     .help = "its message, word for word"},
    {.name = "says", .kind = PP_FIELD_NAME, .offset = AT(says), .help = "a part of its message"},
};
#undef AT
static const struct pp_shape expectation_shape = {
    .what = "an expectation", .fields = expectation_fields, .count = COUNT(expectation_fields)};

struct test_form {
    struct pp_names policies, rules;
    const char *plan, *yaml, *fails;
    const struct pp_node *expect;
};

#define AT(member) offsetof(struct test_form, member)
static const struct pp_field test_fields[] = {
    {.name = "policy",
     .kind = PP_FIELD_NAMES,
     .offset = AT(policies),
     .help = "the policy's file, or a shipped one such as portplan/no-plain-http, or a list; by "
             "default NAME.lua in a file NAME" PP_TEST_SUFFIX},
    {.name = "plan", .kind = PP_FIELD_TEXT, .offset = AT(plan), .help = "a plan in Lua"},
    {.name = "yaml", .kind = PP_FIELD_TEXT, .offset = AT(yaml), .help = "a plan in YAML"},
    {.name = "expect",
     .kind = PP_FIELD_SHAPE_LIST,
     .offset = AT(expect),
     .shape = &expectation_shape,
     .help = "the findings of the policy, each with what the test wants to say of it"},
    {.name = "fails",
     .kind = PP_FIELD_NAME,
     .offset = AT(fails),
     .help = "instead of 'expect': a part of the message with which policy or plan fail"},
    {.name = "rules",
     .kind = PP_FIELD_NAMES,
     .offset = AT(rules),
     .help = "rules whose findings are expected, too; all: those of every rule"},
};
#undef AT
const struct pp_shape pp_test_shape = {
    .what = "a test", .fields = test_fields, .count = COUNT(test_fields)};

/* --- the word ---------------------------------------------------------------- */

static void enter_test(lua_State *L, struct pp_decl *decl)
{
    (void)L;
    (void)decl; /* state->decls has it */
}

static const struct pp_reserved test_reserved[] = {
    {"name", "is given twice: the test's name stands before its table"}};
const struct pp_word pp_test_word = {.word = "test",
                                     .kind = "test",
                                     .form = "test \"NAME\" { plan = [[ ... ]], expect = { ... } }",
                                     .reserved = test_reserved,
                                     .reserved_count = COUNT(test_reserved),
                                     .enter = enter_test};

static int run_file(lua_State *L)
{
    const struct pp_input *input = &pp_state_of(L)->input;
    struct pp_chunk *chunk = pp_chunk_add(L, input->name, input->path, input->text, input->length);
    pp_env_push(L);
    int env = lua_gettop(L);
    pp_words_open(L, env - 1, env);
    pp_chunk_push(L, chunk, env);
    lua_call(L, 0, 0);
    pp_declare_finish(L);
    return 0;
}

/* --- one test ---------------------------------------------------------------- */

/* A declaration on its way to a test. */
struct reading {
    struct pp_script *script;
    const struct pp_decl *decl;
    const char *subject; /* "test 'x'" */
    struct test_form form;
    struct pp_test *test;
};

static bool is_given(const struct reading *reading, const char *field)
{
    return pp_node_get(reading->decl->node, field) != NULL;
}

static struct pp_loc place_of(const struct reading *reading, const char *field)
{
    return pp_fields_place(reading->decl->node, field);
}

/* Whether a field that there is not was meant to be one of the two: that was said. */
static bool is_misspelt(const struct reading *reading, const char *first, const char *second)
{
    const char *const names[] = {first, second};
    const struct pp_entry *entry = reading->decl->node->first;
    while (entry && !pp_nearest(entry->key, names, 2))
        entry = entry->next;
    return entry != NULL;
}

/* Of two fields there is to be one. */
static void want_one(const struct reading *reading, const char *first, const char *second,
                     const char *hint)
{
    struct pp_diags *diags = reading->script->diags;
    if (is_given(reading, first) && is_given(reading, second))
        pp_diags_add(diags, place_of(reading, second), "%s has both '%s' and '%s'; it takes one",
                     reading->subject, first, second);
    else if (!is_given(reading, first) && !is_given(reading, second) &&
             !is_misspelt(reading, first, second))
        pp_diags_add(diags, reading->decl->loc, "%s has no '%s'; %s", reading->subject, first,
                     hint);
}

/* NAME.lua of NAME_test.lua, from the root; NULL when there is no such file. */
static const char *default_policy(const struct reading *reading)
{
    const struct pp_test_file *file = reading->test->file;
    struct pp_arena *arena = reading->script->arena;
    size_t length = strlen(file->relative), suffix = strlen(PP_TEST_SUFFIX);
    if (length <= suffix || strcmp(file->relative + length - suffix, PP_TEST_SUFFIX) != 0)
        return NULL;
    struct pp_strbuf path;
    pp_strbuf_init(&path);
    const char *relative =
        pp_arena_printf(arena, "%.*s.lua", (int)(length - suffix), file->relative);
    pp_path_join(file->root, relative, &path);
    bool there = pp_file_exists(path.text);
    if (!there)
        pp_diags_add(reading->script->diags, reading->decl->loc,
                     "%s has no 'policy', and there is no file '%s' to be it", reading->subject,
                     path.text);
    pp_strbuf_release(&path);
    return there ? relative : NULL;
}

/* The paths from the root of what the test names from its file's folder. */
static void read_policies(struct reading *reading)
{
    struct pp_arena *arena = reading->script->arena;
    struct pp_names *names = &reading->form.policies;
    const struct pp_chunk *chunk = reading->decl->chunk; /* none in a tail call */
    const char *from = chunk && chunk->relative ? chunk->relative : reading->test->file->relative;
    if (!is_given(reading, "policy")) {
        names->items = pp_arena_array(arena, 1, sizeof *names->items);
        names->locs = pp_arena_array(arena, 1, sizeof *names->locs);
        names->items[0] = default_policy(reading);
        names->locs[0] = reading->decl->loc;
        names->count = names->items[0] ? 1 : 0;
    } else if (pp_node_get(reading->decl->node, "policy")->kind == PP_NODE_LIST &&
               pp_node_get(reading->decl->node, "policy")->count == 0) {
        pp_diags_add(reading->script->diags, place_of(reading, "policy"),
                     "'policy' is empty: a test is one of a policy");
    }
    for (size_t i = 0; i < names->count && is_given(reading, "policy"); i++) {
        char path[PATH_MAX];
        if (strncmp(names->items[i], PP_SHIPPED_POLICIES, strlen(PP_SHIPPED_POLICIES)) == 0)
            continue;
        const char *why = pp_include_resolve(from, names->items[i], path);
        if (why)
            pp_diags_add(reading->script->diags, names->locs[i], "policy '%s' cannot be loaded: %s",
                         names->items[i], why);
        else
            names->items[i] = pp_arena_strdup(arena, path);
    }
    reading->test->policies = *names;
}

static uint32_t count_lines(const char *text)
{
    uint32_t lines = 1;
    for (; *text; text++)
        lines += *text == '\n' && text[1] != '\0';
    return lines;
}

static void read_expectation(struct reading *reading, struct pp_decoder *decoder,
                             const struct pp_node *node, struct pp_expectation *expectation)
{
    uint32_t lines = reading->test->text ? count_lines(reading->test->text) : UINT32_MAX;
    expectation->loc = node->loc;
    if (pp_fields_decode(decoder, node, &expectation_shape, "the expectation", expectation) &&
        expectation->line > lines)
        pp_diags_add(decoder->diags, pp_fields_place(node, "line"),
                     "'line' is %lu, but the plan's text ends with line %lu; it is counted from "
                     "the start of that text",
                     (unsigned long)expectation->line, (unsigned long)lines);
}

static void read_expectations(struct reading *reading, struct pp_decoder *decoder)
{
    const struct pp_node *list = reading->form.expect;
    if (!list)
        return;
    struct pp_expectation *all = pp_arena_array(decoder->arena, list->count, sizeof *all);
    size_t count = 0;
    for (const struct pp_entry *entry = list->first; entry; entry = entry->next)
        read_expectation(reading, decoder, entry->value, &all[count++]);
    reading->test->expectations = all;
    reading->test->expectation_count = count;
}

static void read_rules(struct reading *reading)
{
    const struct pp_names *rules = &reading->form.rules;
    for (size_t i = 0; i < rules->count; i++)
        reading->test->all_rules = reading->test->all_rules || strcmp(rules->items[i], "all") == 0;
    reading->test->rules = *rules;
}

static void read_test(struct reading *reading)
{
    struct pp_decoder decoder = {.arena = reading->script->arena, .diags = reading->script->diags};
    struct pp_test *test = reading->test;
    struct test_form *form = &reading->form;
    pp_fields_decode(&decoder, reading->decl->node, &pp_test_shape, reading->subject, form);
    want_one(reading, "plan", "yaml",
             "it is the text of a plan: plan = [[ host \"A\" { ... } ]], or yaml = [[ ... ]]");
    want_one(reading, "expect", "fails",
             "it lists the findings that are to come, and may be empty; a test of what goes wrong "
             "has 'fails'");
    test->text = form->yaml ? form->yaml : form->plan;
    test->is_yaml = form->yaml != NULL;
    test->text_loc = place_of(reading, test->is_yaml ? "yaml" : "plan");
    test->fails = form->fails;
    test->fails_loc = place_of(reading, "fails");
    read_policies(reading);
    read_rules(reading);
    read_expectations(reading, &decoder);
}

/* --- the file ---------------------------------------------------------------- */

/* In a tail call there is no line to be found. */
static struct pp_test *add_test(struct pp_tests *tests, const struct pp_decl *decl,
                                const struct pp_test_file *file, uint16_t source)
{
    tests->items = pp_grow(tests->items, &tests->capacity, tests->count + 1, sizeof *tests->items);
    struct pp_test *test = &tests->items[tests->count++];
    *test = (struct pp_test){.name = decl->name, .loc = decl->loc, .file = file};
    if (test->loc.source == 0)
        test->loc.source = source;
    return test;
}

static void refuse_repeated(const struct pp_tests *tests, size_t first, struct pp_diags *diags)
{
    struct pp_map names;
    pp_map_init(&names, false);
    for (size_t i = first; i < tests->count; i++) {
        uint32_t before = pp_map_add(&names, tests->items[i].name, (uint32_t)i);
        if (before == i)
            continue;
        pp_diags_add(diags, tests->items[i].loc, "test '%s' is declared twice",
                     tests->items[i].name);
        pp_diags_also(diags, tests->items[before].loc, "first declared here");
    }
    pp_map_release(&names);
}

/* Whether it has no table at all: that was said. */
static bool has_no_table(const struct pp_decl *decl, const struct pp_diags *diags)
{
    bool said = false;
    for (size_t i = 0; i < diags->count && decl->node->count == 0; i++)
        said = said || pp_loc_compare(diags->items[i].loc, decl->loc) == 0;
    return said;
}

static void read_declarations(struct pp_tests *tests, const struct pp_test_file *file,
                              uint16_t source, const struct pp_state *state)
{
    size_t first = tests->count;
    struct pp_script *script = state->script;
    for (const struct pp_decl *decl = state->decls; decl; decl = decl->next) {
        if (!decl->name || !decl->filled || has_no_table(decl, script->diags))
            continue;
        struct reading reading = {
            .script = script,
            .decl = decl,
            .subject = pp_arena_printf(script->arena, "test '%s'", decl->name),
            .test = add_test(tests, decl, file, source),
        };
        read_test(&reading);
    }
    refuse_repeated(tests, first, script->diags);
    if (!state->decls)
        pp_diags_add(script->diags, pp_loc_at(source, 0, 0),
                     "the file has no test; it is written: %s", pp_test_word.form);
}

static void run(struct pp_tests *tests, const struct pp_test_file *file, struct pp_script *script,
                uint16_t source, const struct pp_strbuf *buf)
{
    const char *text = pp_arena_strndup(script->arena, buf->text, buf->length);
    size_t length = buf->length;
    if (!pp_utf8_open(&text, &length, source, script->diags))
        return;
    struct pp_state *state = pp_state_new(script, PP_SCRIPT_TEST, "the test file");
    if (!state)
        return;
    state->input = (struct pp_input){file->relative, file->path, text, length};
    state->folder = file->root;
    if (pp_state_read_prelude(state) && pp_state_run(state, run_file, pp_loc_at(source, 1, 0)))
        read_declarations(tests, file, source, state);
    pp_state_free(state);
}

bool pp_tests_load(struct pp_tests *tests, const struct pp_test_file *file,
                   struct pp_script *script)
{
    size_t before = script->diags->count;
    uint16_t source = pp_sources_add(script->sources, file->path);
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    const char *why = pp_file_read(file->path, &text);
    if (why)
        pp_diags_add(script->diags, pp_loc_at(source, 0, 0), "the test cannot be read: %s", why);
    else
        run(tests, file, script, source, &text);
    pp_strbuf_release(&text);
    return script->diags->count == before;
}

void pp_tests_release(struct pp_tests *tests)
{
    free(tests->items);
    *tests = (struct pp_tests){0};
}
