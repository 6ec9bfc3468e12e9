/* lib_clashes: whether two listeners can both run. */
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

static void http_sys_and_a_socket_clash_on_windows(void **state)
{
    HOLDS(state, "local a = { transport = 'tcp', port = 8888, url = 'http://+:8888/' }\n"
                 "local b = { transport = 'tcp', port = 8888 }\n"
                 "local rule, why = clashes(a, b, 'windows')\n"
                 "assert(rule == 'listener-mix' and why == 'WSAEACCES 10013')\n"
                 "assert(clashes(b, a) == 'listener-mix')\n"
                 "rule, why = clashes(a, b, 'linux')\n"
                 "assert(rule == 'port-overlap' and why == 'EADDRINUSE')\n"
                 "a.listener = 'socket'\n"
                 "assert(clashes(a, b, 'windows') == 'port-overlap')\n");
}

static void prefixes_that_differ_share_a_port(void **state)
{
    HOLDS(state, "local function h(url) return { transport = 'tcp', port = 80, url = url } end\n"
                 "assert(clashes(h 'http://+:80/a/', h 'http://+:80/b/') == nil)\n"
                 "assert(clashes(h 'http://+:80/a/', h 'http://+:80/A') == 'url-overlap')\n"
                 "assert(clashes(h 'http://+:80/a/', h 'https://+:80/b/') == 'url-overlap')\n"
                 "local named = h 'http://box:80/'\n"
                 "assert(clashes(named, h 'http://+:80/a/') == 'listener-mix')\n"
                 "named.listener = 'http.sys'\n"
                 "assert(clashes(named, h 'http://*:80/a/') == nil)\n");
}

static void sockets_clash_by_address_as_the_system_says(void **state)
{
    HOLDS(state, "local function s(address, reuse, v6only)\n"
                 "  return { transport = 'tcp', port = 5, address = address, reuse = reuse, v6only "
                 "= v6only }\n"
                 "end\n"
                 "assert(clashes(s '10.0.0.1', s '10.0.0.2', 'linux') == nil)\n"
                 "assert(clashes(s '0.0.0.0', s '127.0.0.1', 'linux') == 'port-overlap')\n"
                 "local rule, why = clashes(s '0.0.0.0', s '127.0.0.1', 'windows')\n"
                 "assert(rule == 'split-binding' and why == nil)\n"
                 "assert(clashes(s '::', s '0.0.0.0', 'linux') == 'port-overlap')\n"
                 "assert(clashes(s('::', nil, true), s '0.0.0.0', 'linux') == nil)\n"
                 "assert(clashes(s('*', 'port'), s('*', 'port'), 'linux') == nil)\n");
}

static void ports_that_do_not_meet_do_not_clash(void **state)
{
    HOLDS(state, "local function s(port, transport) return { transport = transport or 'tcp', port "
                 "= port } end\n"
                 "assert(clashes(s(5), s(6)) == nil and clashes(s(5), s(5, 'udp')) == nil)\n"
                 "assert(clashes(s '5-9', s(7)) and clashes(s(ports.range '5-9'), s '9-12'))\n"
                 "assert(clashes(s '5-9', s '10-12') == nil)\n");
}

static void a_listener_is_read_strictly(void **state)
{
    static const struct script_case cases[] = {
        {"clashes(5, {})",
         "1: bad argument #1 to 'clashes' (binding or table expected, got number)\n"},
        {"clashes({ transport = 'tcp', port = 5 })",
         "1: bad argument #2 to 'clashes' (binding or table expected, got nil)\n"},
        {"clashes({}, {})",
         "1: bad argument #1 to 'clashes' ('transport' is missing: tcp, udp, sctp or dccp)\n"},
        {"clashes({ transport = 'tcp' }, {})",
         "1: bad argument #1 to 'clashes' ('port' is missing)\n"},
        {"clashes({ transport = 'tcp', port = 5 }, { prot = 5 })",
         "1: bad argument #2 to 'clashes' ('prot' is unknown; did you mean 'port'?)\n"},
        {"clashes({ 5 }, {})", "1: bad argument #1 to 'clashes' ('number' is unknown; a listener "
                               "has transport, port, address, "
                               "url, listener, reuse and v6only)\n"},
        {"clashes({ transport = 'tpc' }, {})", "1: bad argument #1 to 'clashes' ('transport' is "
                                               "'tpc', not one of tcp, udp, sctp, dccp)\n"},
        {"clashes({ transport = 5 }, {})",
         "1: bad argument #1 to 'clashes' ('transport' is a number, not a text)\n"},
        {"clashes({ transport = 'tcp', port = 0 }, {})",
         "1: bad argument #1 to 'clashes' ('port' is '0': port 0 means \"choose one\" to the "
         "system; "
         "a port is 1-65535)\n"},
        {"clashes({ transport = 'tcp', port = 1.5 }, {})",
         "1: bad argument #1 to 'clashes' ('port' is '1.5': a port is 1-65535)\n"},
        {"clashes({ transport = 'tcp', port = '9-5' }, {})",
         "1: bad argument #1 to 'clashes' ('port' is '9-5': the range runs backwards; write "
         "5-9)\n"},
        {"clashes({ transport = 'tcp', port = 5, address = 'box' }, {})",
         "1: bad argument #1 to 'clashes' ('address' is 'box': no IP address and not *)\n"},
        {"clashes({ transport = 'tcp', port = 5, v6only = 1 }, {})",
         "1: bad argument #1 to 'clashes' ('v6only' is a number, not true or false)\n"},
        {"clashes({ transport = 'tcp', port = 5, listener = 'http.sys' }, {}, 'linux')",
         "1: bad argument #1 to 'clashes' ('listener' is 'http.sys', which only windows has)\n"},
        {"clashes({ transport = 'udp', port = 5, url = 'http://+:5/', listener = 'http.sys' }, {})",
         "1: bad argument #1 to 'clashes' ('listener' is 'http.sys', which listens on tcp)\n"},
        {"clashes({}, {}, 'macos')",
         "1: bad argument #3 to 'clashes' ('macos' is no system: windows or linux expected)\n"},
    };
    CASES(state, cases);
}

static void a_malformed_url_is_refused_and_others_only_document(void **state)
{
    struct script_text *text = *state;
    HOLDS(state, "local a = { transport = 'tcp', port = 554, url = 'rtsp://+:554/' }\n"
                 "assert(clashes(a, a) == 'port-overlap')\n");
    script_text_run(text, "clashes({ transport = 'tcp', port = 5, url = 'http://' }, {})");
    assert_int_equal(text->diags.count, 1);
    assert_non_null(strstr(text->diags.items[0].message, "'url' is 'http://': "));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, script_text_setup, script_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(http_sys_and_a_socket_clash_on_windows),
        TEST(prefixes_that_differ_share_a_port),
        TEST(sockets_clash_by_address_as_the_system_says),
        TEST(ports_that_do_not_meet_do_not_clash),
        TEST(a_listener_is_read_strictly),
        TEST(a_malformed_url_is_refused_and_others_only_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
