/* clash: verdicts on two listeners of one host, on both systems. */
#include "model/clash.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct pp_claim socket_on(const char *address, enum pp_reuse reuse)
{
    struct pp_claim claim = {.transport = PP_TCP, .kind = PP_SOCKET, .reuse = reuse};
    struct pp_address parsed;
    assert_true(pp_address_parse(address, &parsed));
    claim.addresses = pp_addrset_of(&parsed, true);
    return claim;
}

static struct pp_claim http_sys(struct pp_arena *arena, struct pp_url *url, const char *text)
{
    struct pp_claim claim = {.transport = PP_TCP, .kind = PP_HTTP_SYS, .url = url};
    struct pp_address any = {.kind = PP_ADDR_ANY};
    assert_null(pp_url_parse(text, arena, url));
    claim.addresses = pp_addrset_of(&any, true);
    return claim;
}

/* "split-binding", "port-overlap EADDRINUSE", ..., or "none"; the same both ways. */
static const char *verdict(enum pp_os os, const struct pp_claim *a, const struct pp_claim *b)
{
    static char text[64];
    struct pp_clash clash = pp_clash_judge(os, a, b), back = pp_clash_judge(os, b, a);
    assert_int_equal(clash.kind, back.kind);
    if (clash.kind == PP_CLASH_NONE) {
        assert_null(clash.os_error);
        assert_null(clash.why);
        return "none";
    }
    assert_non_null(clash.why);
    snprintf(text, sizeof text, "%s%s%s", pp_clash_rule_ids[clash.kind], clash.os_error ? " " : "",
             clash.os_error ? clash.os_error : "");
    return text;
}

#define IN_USE "port-overlap EADDRINUSE"
#define WSA_IN_USE "port-overlap WSAEADDRINUSE 10048"
#define WSA_ACCESS "port-overlap WSAEACCES 10013"

static void sockets_with_default_options_differ_between_the_systems(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b, *linux_, *windows;
    } cases[] = {
        {"*", "*", IN_USE, WSA_IN_USE},
        {"10.0.0.1", "10.0.0.1", IN_USE, WSA_IN_USE},
        {"10.0.0.1", "10.0.0.2", "none", "none"},
        {"10.0.0.1", "::1", "none", "none"},
        {"0.0.0.0", "127.0.0.1", IN_USE, "split-binding"},
        {"*", "127.0.0.1", IN_USE, "split-binding"},
        {"::", "::1", IN_USE, "split-binding"},
        {"::", "0.0.0.0", "none", "none"}, /* v6only */
        {"*", "0.0.0.0", IN_USE, WSA_IN_USE},
        {"::ffff:10.0.0.1", "10.0.0.1", IN_USE, WSA_IN_USE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_claim a = socket_on(cases[i].a, PP_REUSE_NONE);
        struct pp_claim b = socket_on(cases[i].b, PP_REUSE_NONE);
        assert_string_equal(verdict(PP_LINUX, &a, &b), cases[i].linux_);
        assert_string_equal(verdict(PP_WINDOWS, &a, &b), cases[i].windows);
    }
}

static void transports_are_apart(void **state)
{
    (void)state;
    struct pp_claim a = socket_on("*", PP_REUSE_NONE), b = a;
    for (int i = 0; i < PP_TRANSPORTS; i++) {
        for (int j = 0; j < PP_TRANSPORTS; j++) {
            a.transport = (enum pp_transport)i;
            b.transport = (enum pp_transport)j;
            assert_string_equal(verdict(PP_LINUX, &a, &b), i == j ? IN_USE : "none");
        }
    }
}

static void reuse_on_linux_is_as_measured(void **state)
{
    (void)state;
    static const struct {
        enum pp_transport transport;
        enum pp_reuse a, b;
        const char *verdict;
    } cases[] = {
        {PP_TCP, PP_REUSE_PORT, PP_REUSE_PORT, "none"},
        {PP_UDP, PP_REUSE_PORT, PP_REUSE_PORT, "none"},
        {PP_TCP, PP_REUSE_PORT, PP_REUSE_NONE, IN_USE},
        {PP_UDP, PP_REUSE_PORT, PP_REUSE_ADDRESS, IN_USE},
        {PP_TCP, PP_REUSE_ADDRESS, PP_REUSE_ADDRESS, IN_USE}, /* the second listen() fails */
        {PP_UDP, PP_REUSE_ADDRESS, PP_REUSE_ADDRESS, "split-binding"},
        {PP_UDP, PP_REUSE_ADDRESS, PP_REUSE_NONE, IN_USE},
        {PP_UDP, PP_REUSE_MULTICAST, PP_REUSE_MULTICAST, "none"},
        {PP_UDP, PP_REUSE_MULTICAST, PP_REUSE_ADDRESS, "split-binding"},
        {PP_TCP, PP_REUSE_MULTICAST, PP_REUSE_MULTICAST, IN_USE},
        {PP_TCP, PP_REUSE_EXCLUSIVE, PP_REUSE_EXCLUSIVE, IN_USE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_claim a = socket_on("*", cases[i].a), b = socket_on("10.0.0.1", cases[i].b);
        a.transport = b.transport = cases[i].transport;
        assert_string_equal(verdict(PP_LINUX, &a, &b), cases[i].verdict);
    }
}

static void reuse_on_windows_is_the_worse_of_both_orders(void **state)
{
    (void)state;
    static const struct {
        const char *x;
        enum pp_reuse a;
        const char *y;
        enum pp_reuse b;
        const char *verdict;
    } cases[] = {
        {"*", PP_REUSE_ADDRESS, "*", PP_REUSE_ADDRESS, "split-binding"},
        {"*", PP_REUSE_ADDRESS, "10.0.0.1", PP_REUSE_ADDRESS, "split-binding"},
        {"*", PP_REUSE_PORT, "*", PP_REUSE_PORT, WSA_IN_USE}, /* there is no such option */
        {"*", PP_REUSE_NONE, "*", PP_REUSE_ADDRESS, WSA_ACCESS},
        {"10.0.0.1", PP_REUSE_NONE, "10.0.0.1", PP_REUSE_ADDRESS, WSA_ACCESS},
        {"*", PP_REUSE_EXCLUSIVE, "10.0.0.1", PP_REUSE_NONE, WSA_ACCESS},
        {"10.0.0.1", PP_REUSE_EXCLUSIVE, "*", PP_REUSE_NONE, "split-binding"},
        {"*", PP_REUSE_EXCLUSIVE, "*", PP_REUSE_EXCLUSIVE, WSA_IN_USE},
        {"10.0.0.1", PP_REUSE_EXCLUSIVE, "10.0.0.2", PP_REUSE_EXCLUSIVE, "none"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_claim a = socket_on(cases[i].x, cases[i].a),
                        b = socket_on(cases[i].y, cases[i].b);
        assert_string_equal(verdict(PP_WINDOWS, &a, &b), cases[i].verdict);
    }
}

static void multicast_receivers_share_on_both_systems(void **state)
{
    (void)state;
    struct pp_claim a = socket_on("239.1.1.1", PP_REUSE_MULTICAST), b = a;
    a.transport = b.transport = PP_UDP;
    assert_string_equal(verdict(PP_WINDOWS, &a, &b), "none");
    assert_string_equal(verdict(PP_LINUX, &a, &b), "none");
    b.reuse = PP_REUSE_NONE;
    assert_string_equal(verdict(PP_LINUX, &a, &b), IN_USE);
}

static void http_sys_holds_the_port_against_every_socket(void **state)
{
    (void)state;
    struct pp_arena arena;
    struct pp_url url;
    pp_arena_init(&arena);
    struct pp_claim a = http_sys(&arena, &url, "http://10.0.0.9:8888/x/");
    static const char *const addresses[] = {"*", "10.0.0.1", "127.0.0.1", "::1"};
    for (size_t i = 0; i < 4; i++) {
        for (int reuse = 0; reuse < PP_REUSES; reuse++) {
            struct pp_claim b = socket_on(addresses[i], (enum pp_reuse)reuse);
            assert_string_equal(verdict(PP_WINDOWS, &a, &b), "listener-mix WSAEACCES 10013");
        }
    }
    struct pp_claim udp = socket_on("*", PP_REUSE_NONE);
    udp.transport = PP_UDP;
    assert_string_equal(verdict(PP_WINDOWS, &a, &udp), "none");
    pp_arena_release(&arena);
}

static void prefixes_are_judged_against_each_other_alone(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b, *verdict;
    } cases[] = {
        {"http://+:1/a", "http://+:1/A/", "url-overlap ERROR_ALREADY_EXISTS 183"},
        {"http://+:1/a", "https://host:1/b", "url-overlap"},
        {"http://+:1/a", "http://+:1/b", "none"},
        {"http://+:1/a", "http://host:1/a/b/", "split-binding"},
        {"http://host:1/", "http://*:1/", "none"},
    };
    struct pp_arena arena;
    pp_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_url x, y;
        struct pp_claim a = http_sys(&arena, &x, cases[i].a), b = http_sys(&arena, &y, cases[i].b);
        assert_string_equal(verdict(PP_WINDOWS, &a, &b), cases[i].verdict);
    }
    pp_arena_release(&arena);
}

static void which_order_fails_is_said(void **state)
{
    (void)state;
    /* a specific socket with SO_REUSEADDR against the default on the same address */
    struct pp_claim first = socket_on("10.0.0.1", PP_REUSE_NONE);
    struct pp_claim second = socket_on("*", PP_REUSE_EXCLUSIVE);
    struct pp_clash clash = pp_clash_judge(PP_WINDOWS, &first, &second);
    assert_string_equal(clash.why, "the second to start fails");
    second = socket_on("10.0.0.1", PP_REUSE_ADDRESS);
    first = socket_on("*", PP_REUSE_NONE);
    clash = pp_clash_judge(PP_WINDOWS, &first, &second);
    assert_int_equal(clash.kind, PP_CLASH_SPLIT);
    first = socket_on("*", PP_REUSE_EXCLUSIVE);
    second = socket_on("*", PP_REUSE_ADDRESS);
    clash = pp_clash_judge(PP_WINDOWS, &second, &first);
    assert_string_equal(clash.why, "the second to start fails");
}

/* Different users: only the rows of an earlier wildcard are stricter. */
static void another_user_is_refused_beside_a_wildcard(void **state)
{
    (void)state;
    for (int a = 0; a < 6; a++) {
        for (int b = 0; b < 6; b++) {
            enum pp_bind_outcome same = pp_windows_bind((enum pp_win_option)(a / 2), a % 2 == 0,
                                                        (enum pp_win_option)(b / 2), b % 2 == 0,
                                                        true);
            enum pp_bind_outcome other = pp_windows_bind((enum pp_win_option)(a / 2), a % 2 == 0,
                                                         (enum pp_win_option)(b / 2), b % 2 == 0,
                                                         false);
            bool row = a == 0 || a == 2; /* default or reuse, wildcard */
            bool stricter = row && b % 2 == 1 && !(a == 2 && b == 3);
            if (stricter)
                assert_int_equal(other, PP_BIND_ACCESS);
            else
                assert_int_equal(other, same);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sockets_with_default_options_differ_between_the_systems),
        cmocka_unit_test(transports_are_apart),
        cmocka_unit_test(reuse_on_linux_is_as_measured),
        cmocka_unit_test(reuse_on_windows_is_the_worse_of_both_orders),
        cmocka_unit_test(multicast_receivers_share_on_both_systems),
        cmocka_unit_test(http_sys_holds_the_port_against_every_socket),
        cmocka_unit_test(prefixes_are_judged_against_each_other_alone),
        cmocka_unit_test(which_order_fails_is_said),
        cmocka_unit_test(another_user_is_refused_beside_a_wildcard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
