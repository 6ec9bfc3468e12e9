/* url: prefixes read, written, compared and routed. */
#include "model/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
    static struct pp_arena arena;
    pp_arena_init(&arena);
    *state = &arena;
    return 0;
}

static int teardown(void **state)
{
    pp_arena_release(*state);
    return 0;
}

static struct pp_url parse(void **state, const char *text)
{
    struct pp_url url = {0};
    const char *why = pp_url_parse(text, *state, &url);
    if (why)
        fail_msg("'%s' was refused: %s", text, why);
    return url;
}

static void only_http_and_https_are_judged(void **state)
{
    (void)state;
    assert_true(pp_url_is_http("http://+:80/"));
    assert_true(pp_url_is_http("https://x"));
    assert_true(pp_url_is_http("HTTPS://x"));
    assert_true(pp_url_is_http("hTtP://"));
    assert_false(pp_url_is_http("srt://host:9000"));
    assert_false(pp_url_is_http("http:/x"));
    assert_false(pp_url_is_http("httpx://x"));
    assert_false(pp_url_is_http(" http://x"));
    assert_false(pp_url_is_http(""));
}

static void prefixes_are_taken_apart(void **state)
{
    static const struct {
        const char *text;
        enum pp_url_category category;
        const char *host;
        uint16_t port;
        const char *path;
        bool https;
    } cases[] = {
        {"http://+:8097/gateway/", PP_URL_STRONG, "+", 8097, "/gateway/", false},
        {"https://*:443/", PP_URL_WEAK, "*", 443, "/", true},
        {"http://WWW.Adatum.com:80/VRoot/", PP_URL_EXPLICIT, "www.adatum.com", 80, "/VRoot/",
         false},
        {"http://localhost:80/x/", PP_URL_EXPLICIT, "localhost", 80, "/x/", false},
        {"http://*.Adatum.com:80/", PP_URL_EXPLICIT, "*.adatum.com", 80, "/", false},
        {"http://192.168.0.1:80/", PP_URL_IP, "192.168.0.1", 80, "/", false},
        {"http://[::1]:80/", PP_URL_IP, "[::1]", 80, "/", false},
        {"http://[3FFE:FFFF::6ECB:0101]:80/a/b/", PP_URL_IP, "[3ffe:ffff::6ecb:101]", 80, "/a/b/",
         false},
        {"http://[::ffff:10.0.0.1]:80/", PP_URL_IP, "10.0.0.1", 80, "/", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_url url = parse(state, cases[i].text);
        assert_int_equal(url.category, cases[i].category);
        assert_string_equal(url.host, cases[i].host);
        assert_int_equal(url.port, cases[i].port);
        assert_string_equal(url.path, cases[i].path);
        assert_int_equal(url.https, cases[i].https);
        assert_int_equal(url.flaws, 0);
        assert_false(url.port_is_template);
        assert_false(url.path_is_template);
    }
}

static void flaws_are_noted_and_survived(void **state)
{
    static const struct {
        const char *text;
        unsigned flaws;
        const char *canonical;
    } cases[] = {
        {"HTTP://+:80/", PP_URL_UPPER_SCHEME, "http://+:80/"},
        {"httpS://+:80/", PP_URL_UPPER_SCHEME, "https://+:80/"},
        {"http://+/vroot/", PP_URL_NO_PORT, "http://+:8097/vroot/"},
        {"http://+", PP_URL_NO_PORT | PP_URL_NO_SLASH, "http://+:8097/"},
        {"http://+:080/", PP_URL_LEADING_ZERO, "http://+:80/"},
        {"http://+:80/a b/", PP_URL_SPACE, "http://+:80/a b/"},
        {"http://+:80/a\tb/", PP_URL_SPACE, "http://+:80/a\tb/"},
        {"http://+:80/vroot", PP_URL_NO_SLASH, "http://+:80/vroot/"},
        {"http://+:80", PP_URL_NO_SLASH, "http://+:80/"},
        {"HTTP://[::1]/x", PP_URL_UPPER_SCHEME | PP_URL_NO_PORT | PP_URL_NO_SLASH,
         "http://[::1]:8097/x/"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_url url = parse(state, cases[i].text);
        assert_int_equal(url.flaws, cases[i].flaws);
        assert_string_equal(pp_url_canonical(&url, 8097, *state), cases[i].canonical);
    }
}

static void malformed_prefixes_are_refused(void **state)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"ftp://+:80/", "it does not begin with http:// or https://"},
        {"+:80/", "it does not begin with http:// or https://"},
        {"http://:80/", "the host is empty; write + for every host"},
        {"http://", "the host is empty; write + for every host"},
        {"http:///x/", "the host is empty; write + for every host"},
        {"http://::1:80/", "the host is empty; write + for every host"},
        {"http://+:0/", "the port is not between 1 and 65535"},
        {"http://+:65536/", "the port is not between 1 and 65535"},
        {"http://+:999999/", "the port is not between 1 and 65535"},
        {"http://+:*/", "the port is not a number"},
        {"http://+:/", "the port is not a number"},
        {"http://+:80x/", "the port is not a number"},
        {"http://+:-80/", "the port is not a number"},
        {"http://+:{PORT}/", "the port is not a number"},
        {"http://+:{port}0/", "the port is not a number"},
        {"http://[::1:80/", "the host in brackets is not an IPv6 address"},
        {"http://[x]:80/", "the host in brackets is not an IPv6 address"},
        {"http://[10.0.0.1]:80/", "the host in brackets is not an IPv6 address"},
        {"http://[::1]80/", "behind the host comes neither a port nor a path"},
        {"http://a+b:80/", "the host is neither +, *, a name nor an address"},
        {"http://a.*.com:80/", "the host is neither +, *, a name nor an address"},
        {"http://+ :80/", "the host is neither +, *, a name nor an address"},
        {"http://user@host:80/", "the host is neither +, *, a name nor an address"},
        {"http://{host}:80/", "the host is neither +, *, a name nor an address"},
        {"http://host?x", "the host is neither +, *, a name nor an address"},
        {"http://host#x", "the host is neither +, *, a name nor an address"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_url url = {.port = 7};
        const char *why = pp_url_parse(cases[i].text, *state, &url);
        if (!why)
            fail_msg("'%s' was accepted", cases[i].text);
        assert_string_equal(why, cases[i].why);
        assert_int_equal(url.port, 7);
    }
}

static void the_port_of_a_template_comes_from_the_binding(void **state)
{
    struct pp_url url = parse(state, "http://+:{port}/Cinegy/CaptureControl");
    assert_true(url.port_is_template);
    assert_false(url.path_is_template);
    assert_int_equal(url.port, 0);
    assert_string_equal(pp_url_canonical(&url, 8001, *state),
                        "http://+:8001/Cinegy/CaptureControl/");
    url = parse(state, "http://+:{port}/i{port}/x{port}/");
    assert_true(url.path_is_template);
    assert_string_equal(pp_url_canonical(&url, 80, *state), "http://+:80/i80/x80/");
    url = parse(state, "http://+:81/i{port}/");
    assert_string_equal(pp_url_canonical(&url, 80, *state), "http://+:81/i80/");
}

static void every_template_word_is_replaced(void **state)
{
    assert_string_equal(pp_url_expand("srt://h:{port}?x={port}", 9000, *state),
                        "srt://h:9000?x=9000");
    assert_string_equal(pp_url_expand("rtsp://h:554/", 9000, *state), "rtsp://h:554/");
    assert_string_equal(pp_url_expand("{port}", 1, *state), "1");
    assert_string_equal(pp_url_expand("{port}{port}", 65535, *state), "6553565535");
    assert_string_equal(pp_url_expand("{Port}{por", 1, *state), "{Port}{por");
    assert_string_equal(pp_url_expand("", 1, *state), "");
}

static void prefixes_clash_as_http_sys_says(void **state)
{
    static const struct {
        const char *a, *b;
        enum pp_url_clash clash;
    } cases[] = {
        {"http://+:80/vroot/", "http://+:80/vroot/", PP_URL_CLASH_SAME},
        {"http://+:80/vroot", "http://+:80/VROOT/", PP_URL_CLASH_SAME},
        {"http://WWW.adatum.com:80/a/", "http://www.ADATUM.com:80/A/", PP_URL_CLASH_SAME},
        {"http://[::1]:80/", "http://[0:0::1]:80/", PP_URL_CLASH_SAME},
        {"http://10.0.0.1:80/", "http://[::ffff:10.0.0.1]:80/", PP_URL_CLASH_SAME},
        {"http://*:80/", "http://*:80/", PP_URL_CLASH_SAME},
        {"http://+:80/vroot/", "https://+:80/vroot/", PP_URL_CLASH_SCHEME},
        {"http://+:80/", "https://adatum.com:80/other/", PP_URL_CLASH_SCHEME},
        {"http://+:80/vroot/", "http://+:80/vroot/subdir/", PP_URL_CLASH_NONE},
        {"http://+:80/a/", "http://+:80/b/", PP_URL_CLASH_NONE},
        {"http://a.example:80/", "http://b.example:80/", PP_URL_CLASH_NONE},
        {"http://10.0.0.1:80/", "http://10.0.0.2:80/", PP_URL_CLASH_NONE},
        {"http://10.0.0.1:80/", "http://*:80/", PP_URL_CLASH_NONE},
        {"http://localhost:80/x/", "http://127.0.0.1:80/x/", PP_URL_CLASH_NONE},
        {"http://*:80/", "http://+:80/", PP_URL_SWALLOWED},
        {"http://host:80/vroot/x/", "http://+:80/VRoot/", PP_URL_SWALLOWED},
        {"http://10.0.0.1:80/a/", "http://+:80/a/", PP_URL_SWALLOWED},
        {"http://host:80/vroot/", "http://+:80/vroot/x/", PP_URL_CLASH_NONE},
        {"http://host:80/vroot2/", "http://+:80/vroot/", PP_URL_CLASH_NONE},
        {"http://host:80/x/", "http://*:80/", PP_URL_CLASH_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_url a = parse(state, cases[i].a), b = parse(state, cases[i].b);
        if (pp_url_compare(&a, &b) != cases[i].clash || pp_url_compare(&b, &a) != cases[i].clash)
            fail_msg("%s and %s", cases[i].a, cases[i].b);
    }
}

static void paths_are_covered_by_whole_segments(void **state)
{
    (void)state;
    assert_true(pp_url_path_covers("/", "/a/b/"));
    assert_true(pp_url_path_covers("/a/", "/a/"));
    assert_true(pp_url_path_covers("/a/", "/a/b/"));
    assert_false(pp_url_path_covers("/a/", "/ab/"));
    assert_false(pp_url_path_covers("/a/b/", "/a/"));
}

static void requests_go_to_the_highest_category_then_the_longest_path(void **state)
{
    static const char *const texts[] = {
        "http://+:80/vroot/",  "http://adatum.com:80/",         "http://*:80/",
        "http://10.0.0.1:80/", "http://adatum.com:80/dir/sna/", "http://*:81/x/",
        "https://*:82/",
    };
    static const uint16_t ports[] = {80, 80, 80, 80, 80, 81, 82};
    static const struct {
        const char *request;
        uint16_t port;
        int to;
    } cases[] = {
        {"http://adatum.com:80/vroot/subdir/file.htm", 80, 0},
        {"http://ADATUM.com:80/default.htm", 80, 1},
        {"http://other.com:80/file.htm", 80, 2},
        {"http://10.0.0.1:80/", 80, 3},
        {"http://10.0.0.2:80/", 80, 2},
        {"http://adatum.com:80/dir/sna/x.htm", 80, 4},
        {"http://adatum.com:80/dir/snap/x.htm", 80, 1},
        {"http://adatum.com:81/", 81, -1},
        {"http://adatum.com:81/X/y", 81, 5},
        {"http://adatum.com:82/", 82, -1}, /* the scheme is another */
        {"https://adatum.com:82/", 82, 6},
        {"http://adatum.com:83/", 83, -1},
    };
    struct pp_url prefixes[7];
    for (size_t i = 0; i < 7; i++)
        prefixes[i] = parse(state, texts[i]);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_url request = parse(state, cases[i].request);
        if (pp_url_route(prefixes, ports, 7, &request, cases[i].port) != cases[i].to)
            fail_msg("%s", cases[i].request);
    }
    struct pp_url request = parse(state, "http://x:80/");
    assert_int_equal(pp_url_route(NULL, NULL, 0, &request, 80), -1);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(only_http_and_https_are_judged),
        CASE(prefixes_are_taken_apart),
        CASE(flaws_are_noted_and_survived),
        CASE(malformed_prefixes_are_refused),
        CASE(the_port_of_a_template_comes_from_the_binding),
        CASE(every_template_word_is_replaced),
        CASE(prefixes_clash_as_http_sys_says),
        CASE(paths_are_covered_by_whole_segments),
        CASE(requests_go_to_the_highest_category_then_the_longest_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
