/* lib_ports, range_value, set_value: ports.range and ports.set. */
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

static void a_range_has_ends_a_transport_and_a_size(void **state)
{
    HOLDS(state,
          "local r = ports.range '8000-8099/tcp'\n"
          "assert(r.first == 8000 and r.last == 8099 and r.transport == 'tcp' and #r == 100)\n"
          "assert(tostring(r) == '8000-8099/tcp' and ('%s'):format(r) == '8000-8099/tcp')\n"
          "local one = ports.range(8090)\n"
          "assert(one.first == 8090 and one.last == 8090 and one.transport == nil and #one == 1)\n"
          "assert(tostring(one) == '8090' and tostring(ports.range '5/UDP') == '5/udp')\n"
          "assert(#ports.range '1-65535' == 65535)\n");
}

static void ranges_overlap_and_contain(void **state)
{
    HOLDS(state, "local r = ports.range '8000-8099/tcp'\n"
                 "assert(r:overlaps(ports.range '8099-9000') and r:overlaps '7000-8000/tcp')\n"
                 "assert(not r:overlaps '8100-8200' and not r:overlaps '8000/udp')\n"
                 "assert(r:contains(8010) and r:contains '8000-8099' and r:contains '8010/tcp')\n"
                 "assert(not r:contains(8100) and not r:contains '8099-8100' and not r:contains "
                 "'8010/udp')\n");
}

static void ranges_are_equal_by_value(void **state)
{
    HOLDS(state, "assert(ports.range '5-6' == ports.range '5-6')\n"
                 "assert(ports.range '5' == ports.range(5))\n"
                 "assert(ports.range '5-6' ~= ports.range '5-7')\n"
                 "assert(ports.range '5/tcp' ~= ports.range '5/udp')\n"
                 "assert(ports.range '5/tcp' ~= ports.range '5')\n"
                 "assert(ports.range '5' ~= ports.set { 5 } and ports.range '5' ~= '5')\n"
                 "assert(ports.range(ports.range '5-6/udp') == ports.range '5-6/udp')\n");
}

static void a_range_is_refused_with_what_would_be_right(void **state)
{
    static const struct script_case cases[] = {
        {"ports.range '6-5'",
         "1: bad argument #1 to 'range' ('6-5': the range runs backwards; write 5-6)\n"},
        {"ports.range(0)", "1: bad argument #1 to 'range' ('0': port 0 means \"choose one\" to the "
                           "system; a port is 1-65535)\n"},
        {"ports.range(65536)", "1: bad argument #1 to 'range' ('65536': a port is 1-65535)\n"},
        {"ports.range(-1)", "1: bad argument #1 to 'range' ('-1': a port is 1-65535; a range is "
                            "text in quotes: \"8040-8059\")\n"},
        {"ports.range(1.5)",
         "1: bad argument #1 to 'range' (number has no integer representation)\n"},
        {"ports.range {}", "1: bad argument #1 to 'range' (port range, port number or text such as "
                           "\"8000-8099/tcp\" expected, got table)\n"},
        {"ports.range()", "1: bad argument #1 to 'range' (port range, port number or text such as "
                          "\"8000-8099/tcp\" expected, got no value)\n"},
        {"ports.range '5\\0'", "1: bad argument #1 to 'range' (the text contains a zero byte)\n"},
        {"local r = ports.range '5'\nr:overlaps()",
         "2: bad argument #1 to 'overlaps' (port range, port number or text such as "
         "\"8000-8099/tcp\" expected, got no value)\n"},
        {"ports.range '5'.contains(5, 5)",
         "1: bad argument #1 to 'contains' (port range expected, got number)\n"},
    };
    CASES(state, cases);
}

static void a_range_cannot_be_changed_and_has_no_other_fields(void **state)
{
    static const struct script_case cases[] = {
        {"local r = ports.range '5'\nr.first = 6", "2: a port range cannot be changed\n"},
        {"local x = ports.range '5'.frist",
         "1: a port range has no 'frist'; did you mean 'first'?\n"},
        {"local x = ports.range '5'.zzz",
         "1: a port range has no 'zzz'; it has first, last, transport, overlaps and contains\n"},
    };
    CASES(state, cases);
}

static void a_set_is_made_of_ports_texts_ranges_and_sets(void **state)
{
    HOLDS(state,
          "local s = ports.set { '5421-5436', 8090, ports.range '7-9', ports.set { 1 }, 16 / 2 }\n"
          "assert(#s == 21 and tostring(s) == '1, 7-9, 5421-5436, 8090')\n"
          "assert(s:contains(5430) and s:contains '7-9' and s:contains(ports.range '5421-5436'))\n"
          "assert(not s:contains(2) and not s:contains '8-10' and not s:contains '1-7')\n"
          "assert(#ports.set {} == 0 and tostring(ports.set {}) == '')\n"
          "assert(#ports.set { '1-65535' } == 65535)\n");
}

static void sets_have_arithmetic(void **state)
{
    HOLDS(state, "local a, b = ports.set { '1-10' }, ports.set { '6-15' }\n"
                 "assert(tostring(a + b) == '1-15' and tostring(a - b) == '1-5')\n"
                 "assert(tostring(a * b) == '6-10' and tostring(a) == '1-10')\n"
                 "assert(a + b == b + a and a ~= b and a - a == ports.set {})\n"
                 "assert(tostring(a + 12) == '1-10, 12' and tostring(a - '2-9') == '1, 10')\n"
                 "assert(tostring(ports.range '11-12' + a) == '1-12')\n");
}

static void a_set_finds_what_is_free(void **state)
{
    HOLDS(state, "local s = ports.set { '1-1023', '8000-8009', 8011 }\n"
                 "assert(s:first_free() == 1024 and s:first_free(8000) == 8010)\n"
                 "assert(s:first_free(8000, 2) == 8012 and s:first_free(1, 64512 - 11) == nil)\n"
                 "local full = ports.set { '2-65535' }\n"
                 "local port, why = full:first_free(2, 1)\n"
                 "assert(port == nil and why == 'no 1 free ports in a row from 2 on')\n");
}

static void a_set_gives_its_ranges(void **state)
{
    HOLDS(state, "local list = ports.set { 8090, '5-6', 7, 65535 }:ranges()\n"
                 "assert(#list == 3 and list[1] == ports.range '5-7' and list[2].first == 8090)\n"
                 "assert(list[3].last == 65535 and #ports.set {}:ranges() == 0)\n");
}

static void a_set_is_refused_with_what_would_be_right(void **state)
{
    static const struct script_case cases[] = {
        {"ports.set(5)", "1: bad argument #1 to 'set' (table expected, got number)\n"},
        {"ports.set { 'x' }",
         "1: bad argument #1 to 'set' ('x': a port is a number from 1 to 65535)\n"},
        {"ports.set { 0 }", "1: bad argument #1 to 'set' ('0': port 0 means \"choose one\" to the "
                            "system; a port is 1-65535)\n"},
        {"ports.set { true }",
         "1: bad argument #1 to 'set' (a boolean is no port, range or set)\n"},
        {"ports.set { 1.5 }", "1: bad argument #1 to 'set' ('1.5': a port is an integer)\n"},
        {"ports.set { ports.range '5/tcp' }",
         "1: bad argument #1 to 'set' ('5/tcp': a set has no transport)\n"},
        {"ports.set { x = 5 }",
         "1: bad argument #1 to 'set' (a set is made from a list, without names)\n"},
        {"ports.set { 1, nil, 3 }", "1: bad argument #1 to 'set' (an item of the list is nil)\n"},
        {"local x = ports.set {} + {}",
         "1: bad argument #2 to 'add' (a table is no port, range or set)\n"},
        {"ports.set {}:first_free(0)", "1: bad argument #1 to 'first_free' ('0': port 0 means "
                                       "\"choose one\" to the system; a port "
                                       "is 1-65535)\n"},
        {"ports.set {}:first_free(1, 0)",
         "1: bad argument #2 to 'first_free' (a count is 1-65535)\n"},
        {"ports.set {}:first_free(1, 65536)",
         "1: bad argument #2 to 'first_free' (a count is 1-65535)\n"},
        {"ports.set {}.x = 5", "1: a port set cannot be changed\n"},
        {"ports.set {}:containz(5)", "1: a port set has no 'containz'; did you mean 'contains'?\n"},
    };
    CASES(state, cases);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, script_text_setup, script_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_range_has_ends_a_transport_and_a_size),
        TEST(ranges_overlap_and_contain),
        TEST(ranges_are_equal_by_value),
        TEST(a_range_is_refused_with_what_would_be_right),
        TEST(a_range_cannot_be_changed_and_has_no_other_fields),
        TEST(a_set_is_made_of_ports_texts_ranges_and_sets),
        TEST(sets_have_arithmetic),
        TEST(a_set_finds_what_is_free),
        TEST(a_set_gives_its_ranges),
        TEST(a_set_is_refused_with_what_would_be_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
