/* meta: what editors are told of the plan language is there, and what is there they are told. */
#include "script/meta.h"

#include "base/asset.h"
#include "script/declare.h"
#include "script/env.h"
#include "script/lib.h"
#include "script/place.h"
#include "support/script_text.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <lauxlib.h>

/* --- help ------------------------------------------------------------------- */

static const struct pp_known_name rules[] = {{"port-overlap", "two bindings"}, {"url-form", NULL}};
static const struct pp_known_name catalogs[] = {{"cinegy", "Cinegy"}, {"our-own", NULL}};
static const struct pp_known_name products[] = {
    {"cinegy.license_service", "License"}, {"our-own.1st", NULL}, {"our-own.big-one", "Big"}};
static const struct pp_known_names known[PP_KNOWNS] = {[PP_KNOWN_RULES] = {rules, 2},
                                                       [PP_KNOWN_CATALOGS] = {catalogs, 2},
                                                       [PP_KNOWN_PRODUCTS] = {products, 3}};

static const struct pp_meta_field view_fields[] = {{"port", "integer|nil", "its port"}};
static const struct pp_meta_class view = {"portplan.view", "A view.", view_fields, 1};

struct fixture {
    struct script_text *text;
    struct pp_strbuf meta;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    struct pp_strbuf words;
    const char *path;
    script_text_setup((void **)&fixture.text);
    pp_strbuf_init(&words);
    pp_strbuf_init(&fixture.meta);
    assert_null(pp_asset_read(PP_META_WORDS, NULL, &fixture.text->arena, &words, &path));
    pp_meta_write(&(struct pp_meta){words.text, known, &view, 1}, &fixture.meta);
    pp_strbuf_release(&words);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    pp_strbuf_release(&fixture->meta);
    return script_text_teardown((void **)&fixture->text);
}

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Whether a line of the definitions begins so, and a name at its end is a whole one. */
static bool defines(const struct fixture *fixture, const char *format, ...)
{
    char line[128];
    va_list args;
    va_start(args, format);
    line[0] = '\n';
    vsnprintf(line + 1, sizeof line - 1, format, args);
    va_end(args);
    const char *at = fixture->meta.text;
    while ((at = strstr(at, line))) {
        at += strlen(line);
        if (!is_letter(at[-1]) || !is_letter(*at))
            return true;
    }
    return false;
}

/* Runs the plan; nothing of it may be wrong. */
static void expect_good(struct fixture *fixture, const char *format, ...)
{
    char plan[512];
    va_list args;
    va_start(args, format);
    vsnprintf(plan, sizeof plan, format, args);
    va_end(args);
    const char *mistakes = script_text_run(fixture->text, plan);
    if (*mistakes)
        fail_msg("%s: %s", plan, mistakes);
}

/* The name at `at` in `name`, which has room for 64 characters; what stands behind it. */
static const char *take_name(const char *at, char *name)
{
    size_t length = 0;
    while (length < 63 && (is_letter(at[length]) || at[length] == '.' || at[length] == ':'))
        length++;
    memcpy(name, at, length);
    name[length] = '\0';
    return at + length;
}

/* --- what is there is defined ------------------------------------------------ */

/* What LuaLS knows without being told. */
static bool is_lua(const char *name)
{
    static const char *const names[] = {"assert",   "error",    "ipairs", "math",   "pairs",
                                        "pcall",    "print",    "select", "string", "table",
                                        "tonumber", "tostring", "type",   "utf8"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return false;
}

static void check_library(lua_State *L, const struct fixture *fixture, const char *library)
{
    assert_true(defines(fixture, "%s = {}", library));
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        if (!defines(fixture, "function %s.%s(", library, lua_tostring(L, -2)))
            fail_msg("%s.%s is not defined", library, lua_tostring(L, -2));
    }
}

static const struct fixture *running; /* for check_words, which Lua calls */

static int check_words(lua_State *L)
{
    struct pp_chunk *chunk = pp_chunk_add(L, "plan.lua", NULL, "", 0);
    pp_env_push(L);
    int env = lua_gettop(L), words = env - 1, count = 0;
    pp_declare_open(L, words, env);
    assert_non_null(chunk);
    for (lua_pushnil(L); lua_next(L, words); lua_pop(L, 1)) {
        const char *name = lua_tostring(L, -2);
        if (is_lua(name))
            continue;
        count++;
        if (lua_istable(L, -1))
            check_library(L, running, name);
        else if (!defines(running, "function %s(", name) && !defines(running, "%s = {}", name))
            fail_msg("'%s' is not defined", name);
    }
    assert_true(count >= 17);
    return 0;
}

static void every_word_and_function_is_defined(void **state)
{
    running = *state;
    struct pp_state *script = pp_state_new(&running->text->script, PP_SCRIPT_PLAN, "the plan");
    assert_non_null(script);
    assert_true(pp_state_read_prelude(script));
    assert_true(pp_state_run(script, check_words, (struct pp_loc){0}));
    pp_state_free(script);
}

static void members_of_ranges_and_sets_are_defined(void **state)
{
    for (size_t i = 0; i < 5; i++) {
        const char *name = pp_range_members[i];
        assert_true(defines(*state, "---@field %s", name) ||
                    defines(*state, "function range:%s(", name));
    }
    for (size_t i = 0; i < 3; i++)
        assert_true(defines(*state, "function set:%s(", pp_set_members[i]));
}

/* --- what is defined is there ------------------------------------------------ */

static void every_function_is_there(void **state)
{
    struct fixture *fixture = *state;
    static const char range[] = "range:", set[] = "set:", start[] = "\nfunction ";
    size_t count = 0;
    for (const char *at = fixture->meta.text; (at = strstr(at, start)); count++) {
        char name[64];
        at = take_name(at + strlen(start), name);
        assert_int_equal(*at, '(');
        if (strncmp(name, range, strlen(range)) == 0)
            expect_good(fixture, "local _ = ports.range(80).%s", name + strlen(range));
        else if (strncmp(name, set, strlen(set)) == 0)
            expect_good(fixture, "local _ = ports.set({}).%s", name + strlen(set));
        else
            expect_good(fixture, "local _ = %s", name);
    }
    assert_true(count >= 20);
}

/* Runs the plan `before` FIELD `after` for every field of a class. */
static void check_fields(struct fixture *fixture, const char *class, const char *before,
                         const char *after)
{
    char head[64], name[64];
    static const char field[] = "---@field ";
    snprintf(head, sizeof head, "---@class %s\n", class);
    const char *at = strstr(fixture->meta.text, head);
    assert_non_null(at);
    size_t count = 0;
    for (at += strlen(head); strncmp(at, field, strlen(field)) == 0; at = strchr(at, '\n') + 1) {
        take_name(at + strlen(field), name);
        if (!*name)
            continue; /* the list part */
        expect_good(fixture, "%s%s%s", before, name, after);
        count++;
    }
    assert_true(count > 0);
}

static void every_field_is_there(void **state)
{
    check_fields(*state, "portplan.range", "local _ = ports.range('80/tcp').", "");
    check_fields(*state, "portplan.assignment", "assert(registry.find(8090, 'tcp').",
                 ", 'no such field')");
    check_fields(*state, "portplan.listener", "local _, why = pcall(clashes, { ",
                 " = {} }, {}) assert(why:find 'is a table')");
    check_fields(*state, "portplan.site_fields", "site 'S' { ", " = true }");
    check_fields(*state, "portplan.host_fields", "host 'A' { ", " = true }");
    check_fields(*state, "portplan.product_fields", "product 'p' { ", " = true }");
    check_fields(*state, "portplan.endpoint_fields", "product 'p' { tcp 'a' { ", " = true } }");
    check_fields(*state, "portplan.placement_fields", "host 'A' { product 'p' {} { ",
                 " = true } }");
    check_fields(*state, "portplan.rule_fields", "rule 'r' { ", " = true }");
    check_fields(*state, "portplan.waiver_fields", "waive 'r' { ", " = true }");
}

/* --- field tables and names --------------------------------------------------- */

static void check_all(const struct fixture *fixture, const struct pp_shape *shape,
                      const char *without)
{
    for (size_t i = 0; i < shape->count; i++) {
        const struct pp_field *field = &shape->fields[i];
        char line[64], word[64];
        snprintf(word, sizeof word, " %s ", field->name);
        bool left_out = strstr(without, word) != NULL;
        snprintf(line, sizeof line, "\n---@field %s%s ", field->name, field->required ? "" : "?");
        const char *at = strstr(fixture->meta.text, line);
        while (at && !left_out) {
            const char *end = strchr(at + 1, '\n');
            size_t length = strlen(field->help);
            if ((size_t)(end - at) > length && memcmp(end - length, field->help, length) == 0)
                break;
            at = strstr(end, line);
        }
        if (!at && !left_out)
            fail_msg("'%s' of %s is not there with its help", field->name, shape->what);
        if (field->shape)
            check_all(fixture, field->shape, without);
    }
}

static void every_field_of_the_decoder_is_there_with_its_help(void **state)
{
    static const char said_otherwise[] = " site catalogs products hosts rules waivers policies "
                                         "endpoints transport name use rule ";
    check_all(*state, &pp_plan_shape, said_otherwise);
}

static void types_come_from_the_kinds_of_fields(void **state)
{
    assert_true(defines(*state, "---@field os? \"windows\"|\"linux\""));
    assert_true(defines(*state, "---@field instances? integer|string|integer[]"));
    assert_true(defines(*state, "---@field port integer|string|portplan.range a port"));
    assert_true(defines(*state, "---@field reason string why"));
    assert_true(defines(*state, "---@field v6only? boolean"));
}

static void known_names_are_offered(void **state)
{
    assert_true(defines(*state, "---| \"port-overlap\" # two bindings"));
    assert_true(defines(*state, "---| \"url-form\"\n"));
    assert_true(defines(*state, "---Cinegy\n---@class portplan.catalog.cinegy\n"
                                "---@field license_service portplan.product License\n"));
    assert_true(defines(*state, "---@overload fun(id: \"our-own\"): portplan.catalog.our_own\n"));
    assert_true(defines(*state, "---our-own\n---@class portplan.catalog.our_own\n"
                                "---@field [\"1st\"] portplan.product\n"
                                "---@field [\"big-one\"] portplan.product Big\n"));
}

static void further_classes_are_there(void **state)
{
    assert_true(defines(*state, "---A view.\n---@class portplan.view\n"
                                "---@field port integer|nil its port\n"));
}

static void the_definitions_are_lua(void **state)
{
    const struct fixture *fixture = *state;
    lua_State *L = luaL_newstate();
    if (luaL_loadbuffer(L, fixture->meta.text, fixture->meta.length, "=meta") != LUA_OK)
        fail_msg("%s", lua_tostring(L, -1));
    lua_close(L);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_and_function_is_defined),
        cmocka_unit_test(members_of_ranges_and_sets_are_defined),
        cmocka_unit_test(every_function_is_there),
        cmocka_unit_test(every_field_is_there),
        cmocka_unit_test(every_field_of_the_decoder_is_there_with_its_help),
        cmocka_unit_test(types_come_from_the_kinds_of_fields),
        cmocka_unit_test(known_names_are_offered),
        cmocka_unit_test(further_classes_are_there),
        cmocka_unit_test(the_definitions_are_lua),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
