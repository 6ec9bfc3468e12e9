/* lib_registry, lib_bands: who a port is assigned to, and in which bands it lies. */
#include "support/script_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define CASES(state, cases) script_text_cases(*(state), cases, COUNT(cases))
#define HOLDS(state, lua) assert_string_equal(script_text_run(*(state), lua), "")

static void the_registry_finds_the_service_of_a_port(void **state)
{
    HOLDS(state, "local s = registry.find(8090, 'tcp')\n"
                 "assert(s.name == 'opsmessaging' and s.first == 8090 and s.last == 8090)\n"
                 "assert(s.transport == 'tcp')\n"
                 "local x = registry.find(6010, 'TCP')\n"
                 "assert(x.name == 'x11' and x.first == 6000 and x.last == 6063)\n"
                 "assert(registry.find(8090, 'udp') == nil and registry.find(1, 'sctp') == nil)\n");
}

static void the_registry_lists_the_assignments_of_a_name(void **state)
{
    HOLDS(state,
          "local list = registry.named 'PostgreSQL'\n"
          "assert(#list == 2 and list[1].transport == 'tcp' and list[2].transport == 'udp')\n"
          "assert(list[1].first == 5432 and #registry.named 'nothing' == 0)\n");
}

static void results_are_the_scripts_own(void **state)
{
    HOLDS(state, "registry.find(8090, 'tcp').name = 'x'\n"
                 "assert(registry.find(8090, 'tcp').name == 'opsmessaging')\n");
}

static void the_registry_refuses_what_is_no_port(void **state)
{
    static const struct script_case cases[] = {
        {"registry.find(0, 'tcp')",
         "1: bad argument #1 to 'find' ('0': port 0 means \"choose one\" "
         "to the system; a port is 1-65535)\n"},
        {"registry.find('x', 'tcp')",
         "1: bad argument #1 to 'find' (number expected, got string)\n"},
        {"registry.find(80)", "1: bad argument #2 to 'find' (string expected, got no value)\n"},
        {"registry.find(80, 'tpc')",
         "1: bad argument #2 to 'find' ('tpc' is no transport: tcp, udp, "
         "sctp or dccp expected)\n"},
        {"registry.named(5)", "1: bad argument #1 to 'named' (string expected, got number)\n"},
        {"registry.named 'a\\0'",
         "1: bad argument #1 to 'named' (the text contains a zero byte)\n"},
    };
    CASES(state, cases);
}

static void a_port_lies_in_bands(void **state)
{
    HOLDS(state,
          "local function of(...) return table.concat(bands.of(...), ' ') end\n"
          "assert(of(51000, 'windows') == 'dynamic ephemeral')\n"
          "assert(of(51000) == 'dynamic ephemeral')\n"
          "assert(of(40000, 'linux') == 'ephemeral user' and of(40000, 'Windows') == 'user')\n"
          "assert(of(61000, 'linux') == 'dynamic')\n"
          "assert(of(6000, 'windows') == 'browser-blocked user')\n");
}

static void bands_refuse_what_is_no_port_or_system(void **state)
{
    static const struct script_case cases[] = {
        {"bands.of(65536)", "1: bad argument #1 to 'of' ('65536': a port is 1-65535)\n"},
        {"bands.of()", "1: bad argument #1 to 'of' (number expected, got no value)\n"},
        {"bands.of(5, 'macos')",
         "1: bad argument #2 to 'of' ('macos' is no system: windows or linux expected)\n"},
        {"bands.of(5, 5)", "1: bad argument #2 to 'of' (string expected, got number)\n"},
        {"bands.off(5)", "1: bands has no 'off'; did you mean 'of'?\n"},
    };
    CASES(state, cases);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, script_text_setup, script_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_registry_finds_the_service_of_a_port),
        TEST(the_registry_lists_the_assignments_of_a_name),
        TEST(results_are_the_scripts_own),
        TEST(the_registry_refuses_what_is_no_port),
        TEST(a_port_lies_in_bands),
        TEST(bands_refuse_what_is_no_port_or_system),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
