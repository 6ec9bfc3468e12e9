/* meta: what editors are told of the plan language is there, and what is there they are told. */
#include "support/meta_text.h"

#include "script/env.h"
#include "script/lib.h"
#include "script/lib_plans.h"
#include "script/place.h"
#include "script/policy.h"
#include "script/test_script.h"
#include "script/view.h"
#include "script/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <lauxlib.h>

#define defines meta_text_defines

/* --- help ------------------------------------------------------------------- */

/* Runs the plan; nothing of it may be wrong. */
static void expect_good(struct meta_text *fixture, const char *format, ...)
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

/* What is done with the names of a kind of script, in a state of that kind: its words are at
 * index 1, the environment at index 2. */
struct visit {
    const struct meta_text *meta;
    enum pp_script_kind kind;
    void (*see)(lua_State *L, struct visit *visit);
    struct pp_strbuf names; /* that were met, a blank before and behind each */
};

static struct visit *visiting; /* for enter, which Lua calls */

static int enter(lua_State *L)
{
    assert_non_null(pp_chunk_add(L, "script.lua", NULL, "", 0));
    pp_env_push(L);
    assert_int_equal(lua_gettop(L), 2);
    pp_words_open(L, 1, 2);
    visiting->see(L, visiting);
    return 0;
}

static void visit_kind(struct visit *visit)
{
    struct pp_script_start start = {.path = "script.lua"};
    struct pp_running running = {.start = &start};
    struct pp_state *script = pp_state_new(&visit->meta->text->script, visit->kind, "the script");
    assert_non_null(script);
    script->running = &running;
    visiting = visit;
    assert_true(pp_state_read_prelude(script));
    assert_true(pp_state_run(script, enter, (struct pp_loc){0}));
    pp_state_free(script);
}

static bool has_met(const struct visit *visit, const char *name)
{
    char word[META_NAME + 2];
    snprintf(word, sizeof word, " %s ", name);
    return strstr(visit->names.text, word) != NULL;
}

/* What scripts find of a library is an empty table in front of it: strict.h. */
static void see_library(lua_State *L, struct visit *visit, const char *library)
{
    if (!lua_getmetatable(L, -1))
        return; /* a table like `arg` */
    assert_int_equal(lua_getfield(L, -1, "__index"), LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        const char *name = lua_tostring(L, -2);
        pp_strbuf_printf(&visit->names, " %s.%s ", library, name);
        if (!defines(visit->meta, "function %s.%s(", library, name))
            fail_msg("%s.%s is not defined", library, name);
    }
    lua_pop(L, 2);
}

static void see_words(lua_State *L, struct visit *visit)
{
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        const char *name = lua_tostring(L, -2);
        if (is_lua(name))
            continue;
        pp_strbuf_printf(&visit->names, " %s ", name);
        if (!defines(visit->meta, lua_istable(L, -1) ? "%s = {}" : "function %s(", name) &&
            !defines(visit->meta, "%s = {}", name))
            fail_msg("'%s' is not defined", name);
        if (lua_istable(L, -1))
            see_library(L, visit, name);
    }
}

static void every_word_and_function_is_defined(void **state)
{
    static const char *const core[] = {"include",         "clashes",       "overlaps",
                                       "ports.range",     "ports.set",     "bands.of",
                                       "bands.preferred", "bands.system",  "bands.ephemeral",
                                       "bands.excluded",  "registry.find", "registry.named"};
    static const char *const own[PP_SCRIPT_KINDS][6] = {
        [PP_SCRIPT_PLAN] = {"site", "host", "catalog", "auto", "waive", "policy"},
        [PP_SCRIPT_POLICY] = {"policy"},
        [PP_SCRIPT_RUN] = {"load_plan", "check", "arg"},
        [PP_SCRIPT_TEST] = {"test"},
    };
    for (size_t kind = 0; kind < PP_SCRIPT_KINDS; kind++) {
        struct visit visit = {.meta = *state, .kind = (enum pp_script_kind)kind, .see = see_words};
        pp_strbuf_init(&visit.names);
        visit_kind(&visit);
        for (size_t i = 0; i < sizeof core / sizeof *core; i++)
            assert_true(has_met(&visit, core[i]));
        for (size_t i = 0; i < 6 && own[kind][i]; i++)
            assert_true(has_met(&visit, own[kind][i]));
        pp_strbuf_release(&visit.names);
    }
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

/* Whether a script of this kind can say `expression`. */
static bool can_say(lua_State *L, const char *expression)
{
    lua_pushfstring(L, "local _ = %s", expression);
    assert_int_equal(luaL_loadstring(L, lua_tostring(L, -1)), LUA_OK);
    lua_pushvalue(L, 2);
    lua_setupvalue(L, -2, 1);
    bool good = lua_pcall(L, 0, 0, 0) == LUA_OK;
    lua_settop(L, 2);
    return good;
}

/* The names that are defined with a line "function NAME(" or "NAME = {}". */
static const char *next_definition(const char *at, char *name)
{
    static const char function[] = "function ";
    while ((at = strchr(at, '\n'))) {
        at++;
        if (strncmp(at, function, strlen(function)) == 0) {
            assert_int_equal(*meta_text_name(at + strlen(function), name), '(');
            return at;
        }
        if (strncmp(meta_text_name(at, name), " = {}\n", 6) == 0 && *name)
            return at;
    }
    return NULL;
}

/* Notes what of the definitions is there. */
static void see_definitions(lua_State *L, struct visit *visit)
{
    static const char range[] = "range:", set[] = "set:";
    char name[META_NAME];
    for (const char *at = visit->meta->meta.text; (at = next_definition(at, name));) {
        char text[2 * META_NAME];
        if (strncmp(name, range, strlen(range)) == 0)
            snprintf(text, sizeof text, "ports.range(80).%s", name + strlen(range));
        else if (strncmp(name, set, strlen(set)) == 0)
            snprintf(text, sizeof text, "ports.set({}).%s", name + strlen(set));
        else
            snprintf(text, sizeof text, "%s", name);
        if (can_say(L, text))
            pp_strbuf_printf(&visit->names, " %s ", name);
    }
}

static void every_definition_is_there_in_a_kind_of_script(void **state)
{
    struct visit visit = {.meta = *state, .see = see_definitions};
    char name[META_NAME];
    size_t count = 0;
    pp_strbuf_init(&visit.names);
    for (size_t kind = 0; kind < PP_SCRIPT_KINDS; kind++) {
        visit.kind = (enum pp_script_kind)kind;
        visit_kind(&visit);
    }
    for (const char *at = visit.meta->meta.text; (at = next_definition(at, name)); count++) {
        if (!has_met(&visit, name))
            fail_msg("'%s' is defined, but no script has it", name);
    }
    assert_true(count >= 30);
    pp_strbuf_release(&visit.names);
}

/* Runs the plan `before` FIELD `after` for every field of a class. */
static void check_fields(struct meta_text *fixture, const char *class, const char *before,
                         const char *after)
{
    char name[META_NAME];
    size_t count = 0;
    const char *at = meta_text_class(fixture, class);
    while ((at = meta_text_field(at, name))) {
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
    check_fields(*state, "portplan.claim", "local _, why = pcall(clashes, { ",
                 " = {} }, {}) assert(not why:find 'is unknown', why)");
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

static void check_all(const struct meta_text *fixture, const struct pp_shape *shape,
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
    check_all(*state, &pp_policy_shape, " check "); /* always to be given */
    check_all(*state, &pp_test_shape, "");
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

static void the_definitions_are_lua(void **state)
{
    const struct meta_text *fixture = *state;
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
        cmocka_unit_test(every_definition_is_there_in_a_kind_of_script),
        cmocka_unit_test(every_field_is_there),
        cmocka_unit_test(every_field_of_the_decoder_is_there_with_its_help),
        cmocka_unit_test(types_come_from_the_kinds_of_fields),
        cmocka_unit_test(known_names_are_offered),
        cmocka_unit_test(the_definitions_are_lua),
    };
    return cmocka_run_group_tests(tests, meta_text_setup, meta_text_teardown);
}
