/* straight: which check functions may be run without counting, and which may not. */
#include "script/straight.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool is_straight(const char *text, uint32_t line)
{
    uint32_t steps = 0;
    bool straight = pp_straight_scan(text, strlen(text), line, &steps);
    assert_true(!straight || steps > 0);
    return straight;
}

static void expect(const char *const *texts, size_t count, bool straight)
{
    for (size_t i = 0; i < count; i++) {
        if (is_straight(texts[i], 1) != straight)
            fail_msg("%s is %sstraight", texts[i], straight ? "not " : "");
    }
}
#define EXPECT(texts, straight) expect(texts, sizeof(texts) / sizeof *(texts), straight)

static void code_that_only_reads_its_thing_is_straight(void **state)
{
    static const char *const texts[] = {
        "f = function(b) end",
        "f = function(b, report) end",
        "local function f(b, report) if b.port == 80 then report(b, 'x') end end",
        "f = function(b, r) if b.url and b.url:find('^http:') then r(b, 'x' .. b.url) end end",
        "f = function(b, r) if b.a then r(b, 'x') elseif b.c then r(b, 'y') else do r(b, 'z') end "
        "end end",
        "f = function(b, r) r(b, b.port .. '', { help = 'x', ports = { b.first, b.last } }) end",
        "f = function(b, r) seen[b.port] = true end",
        "f = function(b, r) local p, q = (b.port), 2 return p end",
        "f = function(b, r) local x = b.placement.on.os return x end",
        "f = function(b, r) if not (b.first < 1024 or limits[b.port]) then r(b, [[x]]) end end",
        "f = function(b, r) -- while b do\n r(b, 'while') end",
        "f = function(b, r) r(b, ('x'), nil) end",
        "f = function(b, r) local b2, r2 = 1, 2 end",
        "f = function(b, r) b.url:find('x') end",
        "f = function(b, r) r(b, 'x' .. b.url:lower() .. b.url:upper()) end",
    };
    (void)state;
    EXPECT(texts, true);
}

static void what_can_go_on_for_long_is_not(void **state)
{
    static const char *const texts[] = {
        "f = function(b) while true do end end",
        "f = function(b) for i = 1, 9 do end end",
        "f = function(b) repeat until false end",
        "f = function(b) ::again:: goto again end",
        "f = function(b) g() end",
        "f = function(b) g'x' end",
        "f = function(b) g{} end",
        "f = function(b) g[[x]] end",
        "f = function(b) t.g() end",
        "f = function(b) t[1]() end",
        "f = function(b) (g)() end",
        "f = function(b) t:find('x') end",
        "f = function(b) t.port:find('x') end",
        "f = function(b) t.b.port:find('x') end",
        "f = function(b) return t.b.port:find('x') end",
        "f = function(b) local x = b.port t.port:find('x') end",
        "f = function(b) ::l:: t:find('x') end",
        "f = function(b, r) r(b, t:find('x')) end",
        "f = function(b) local x = ('x'):rep(1e9) end",
        "f = function(b) local x = b.url:gsub('x', g) end",
        "f = function(b) local x = b.url:rep(9) end",
        "f = function(b) local x = b.url:find'x' end",
        "f = function(b) local x = b.url:find('x'):rep(9) end",
        "f = function(b) b.url() end",
        "f = function(b) b.url'x' end",
        "f = function(b) b.url{} end",
        "f = function(b, r) local g = function() end end",
        "f = function(b, r) x.r(b, 'x') end",
        "f = function(b, r) x:r(b, 'x') end",
    };
    (void)state;
    EXPECT(texts, false);
}

static void what_could_keep_or_change_its_thing_is_not(void **state)
{
    static const char *const texts[] = {
        "f = function(b) kept = b end",
        "f = function(b) local c = b end",
        "f = function(b) t[1] = b end",
        "f = function(b) t[b] = 1 end",
        "f = function(b) t = { b } end",
        "f = function(b) t = { x = b } end",
        "f = function(b) return b end",
        "f = function(b, r) r(b) end",
        "f = function(b, r) r({ b, b }, 'x') end",
        "f = function(b, r) r(1, b, 'x') end",
        "f = function(b) b.port = 1 end",
        "f = function(b) b.port, x = 1, 2 end",
        "f = function(b) x, b.port = 1, 2 end",
        "f = function(b) b = nil end",
        "f = function(b) local x = b['port'] end",
        "f = function(b) local x = 'x' .. b end",
        "f = function(b) local x = b .. 'x' end",
        "f = function(b) local x = #b end",
        "f = function(b) local x = b == c end",
        "f = function(b) b:claims(1) end",
        "f = function(b, r) local c = r end",
        "f = function(b, r) r = print end",
        "f = function(b, r) local r = print end",
        "f = function(b, b) end",
        "f = function(_ENV) port = 1 end",
        "f = function(_ENV, r) kept = port end",
        "f = function(b, _ENV) end",
        "f = function(...) end",
        "f = function() end",
        "f = function(b, ...) end",
        "f = function(b, r, x) end",
    };
    (void)state;
    EXPECT(texts, false);
}

static void the_function_must_be_the_only_one_of_its_line(void **state)
{
    (void)state;
    assert_true(is_straight("x = 1\nf = function(b) end\ng = function(...) end", 2));
    assert_false(is_straight("f, g = function(b) end, function(b) end", 1));
    assert_false(is_straight("f = 1\n", 1));
    assert_false(is_straight("f = 1\n", 7));
    /* Lua says that this one begins on line 2, where an innocent one stands */
    assert_false(is_straight("f = function\n(b) local g = function(c) end while b do end end", 2));
    assert_false(is_straight("function t.\nf(b) local g = function(c) end end", 2));
}

static void text_that_ends_early_is_not(void **state)
{
    static const char *const texts[] = {
        "f = function",       "f = function(",          "f = function(b",     "f = function(b)",
        "f = function(b) if", "f = function(b, r) r(b", "f = function(b) b.", "f = function(b) b",
    };
    (void)state;
    EXPECT(texts, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_that_only_reads_its_thing_is_straight),
        cmocka_unit_test(what_can_go_on_for_long_is_not),
        cmocka_unit_test(what_could_keep_or_change_its_thing_is_not),
        cmocka_unit_test(the_function_must_be_the_only_one_of_its_line),
        cmocka_unit_test(text_that_ends_early_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
