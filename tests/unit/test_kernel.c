/* kernel: real sockets on loopback. What this machine's kernel lets stand side by side is what
 * portplan says of a Linux host, pair by pair. Nothing is sent; no address but loopback is named
 * and wildcards listen for no longer than a bind takes. */
#define _DEFAULT_SOURCE /* SO_REUSEPORT */
#include "model/clash.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define TRIES 5 /* with another port each, when somebody else's socket may be in the way */

/* As a socket is opened: v4-mapped addresses are IPv6 sockets with V6ONLY off. */
static const struct {
    const char *text;
    bool v6only;
} addresses[] = {
    {"127.0.0.1", false},
    {"127.0.0.2", false},
    {"0.0.0.0", false},
    {"::1", true},
    {"::1", false},
    {"::", true},
    {"::", false},
    {"::ffff:127.0.0.1", false},
    {"::ffff:127.0.0.2", false},
    {"::ffff:0.0.0.0", false},
};

struct opening {
    size_t address;
    enum pp_transport transport;
    enum pp_reuse reuse;
};

static bool is_v6(const struct opening *opening)
{
    return strchr(addresses[opening->address].text, ':') != NULL;
}

static bool set_option(int fd, int level, int option, bool value)
{
    int number = value;
    return setsockopt(fd, level, option, &number, sizeof number) == 0;
}

static bool set_options(int fd, const struct opening *opening)
{
    if (is_v6(opening) &&
        !set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, addresses[opening->address].v6only))
        return false;
    if (!set_option(fd, SOL_SOCKET, SO_REUSEPORT, opening->reuse == PP_REUSE_PORT))
        return false;
    return set_option(fd, SOL_SOCKET, SO_REUSEADDR, opening->reuse == PP_REUSE_ADDRESS);
}

static bool bind_to(int fd, const struct opening *opening, uint16_t port)
{
    const char *text = addresses[opening->address].text;
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    if (is_v6(opening)) {
        assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
        return bind(fd, (const struct sockaddr *)&v6, sizeof v6) == 0;
    }
    assert_int_equal(inet_pton(AF_INET, text, &v4.sin_addr), 1);
    return bind(fd, (const struct sockaddr *)&v4, sizeof v4) == 0;
}

/* A bound (and for tcp listening) socket, or -1 with errno set. Port 0: any. */
static int open_socket(const struct opening *opening, uint16_t port)
{
    bool tcp = opening->transport == PP_TCP;
    int fd = socket(is_v6(opening) ? AF_INET6 : AF_INET, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
    if (fd < 0)
        return -1;
    if (set_options(fd, opening) && bind_to(fd, opening, port) && (!tcp || listen(fd, 1) == 0))
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

/* Whether the port is free now: on every address, for both transports. */
static bool is_free(uint16_t port)
{
    for (size_t i = 0; i < COUNT(addresses) * 2; i++) {
        struct opening opening = {i / 2, i % 2 ? PP_UDP : PP_TCP, PP_REUSE_NONE};
        int fd = open_socket(&opening, port);
        if (fd < 0 && errno == EADDRINUSE)
            return false;
        if (fd >= 0)
            close(fd);
    }
    return true;
}

/* The next free port below the range of client ports, from a start that differs by process. */
static uint16_t next_port(uint16_t last)
{
    uint32_t port = last ? last : 20000u + (uint32_t)getpid() * 37u % 10000u;
    for (int i = 0; i < 1000; i++) {
        port = port >= 32000 ? 20000 : port + 1;
        if (is_free((uint16_t)port))
            return (uint16_t)port;
    }
    fail_msg("no port of 1000 is free");
    return 0;
}

/* --- comparing ---------------------------------------------------------------- */

enum outcome { ACCEPTED, REFUSED, PORT_TAKEN };

/* What the second socket gets while the first stands; PORT_TAKEN when not even that one could. */
static enum outcome ask_kernel(const struct opening *a, const struct opening *b, uint16_t port)
{
    int first = open_socket(a, port);
    if (first < 0 && errno == EADDRINUSE)
        return PORT_TAKEN;
    if (first < 0)
        fail_msg("%s: %s", addresses[a->address].text, strerror(errno));
    int second = open_socket(b, port);
    int why = errno;
    close(first);
    if (second < 0 && why != EADDRINUSE)
        fail_msg("%s: %s", addresses[b->address].text, strerror(why));
    if (second >= 0)
        close(second);
    return second < 0 ? REFUSED : ACCEPTED;
}

static struct pp_claim claim_of(const struct opening *opening)
{
    struct pp_address address;
    assert_true(pp_address_parse(addresses[opening->address].text, &address));
    return (struct pp_claim){.transport = opening->transport,
                             .reuse = opening->reuse,
                             .addresses =
                                 pp_addrset_of(&address, addresses[opening->address].v6only)};
}

static bool checker_refuses(const struct opening *a, const struct opening *b)
{
    struct pp_claim first = claim_of(a), second = claim_of(b);
    struct pp_clash clash = pp_clash_judge(PP_LINUX, &first, &second);
    assert_true(clash.kind == PP_CLASH_NONE || clash.kind == PP_CLASH_SPLIT ||
                clash.kind == PP_CLASH_PORT_OVERLAP);
    return clash.kind == PP_CLASH_PORT_OVERLAP;
}

/* Compares one pair; *port moves on when another process may have taken it meanwhile. */
static void compare(const struct opening *a, const struct opening *b, uint16_t *port)
{
    enum outcome expected = checker_refuses(a, b) ? REFUSED : ACCEPTED;
    for (int i = 0; i < TRIES; i++) {
        if (ask_kernel(a, b, *port) == expected)
            return;
        *port = next_port(*port);
    }
    fail_msg("%s %s %s, then %s %s %s: the kernel %s the second", addresses[a->address].text,
             pp_transport_name(a->transport), pp_reuse_names[a->reuse], addresses[b->address].text,
             pp_transport_name(b->transport), pp_reuse_names[b->reuse],
             expected == REFUSED ? "accepts" : "refuses");
}

/* Which addresses this machine lets be bound at all; says so of the others. */
static size_t find_usable(bool usable[COUNT(addresses)])
{
    size_t count = 0;
    for (size_t i = 0; i < COUNT(addresses); i++) {
        struct opening opening = {i, PP_UDP, PP_REUSE_NONE};
        int fd = open_socket(&opening, 0);
        usable[i] = fd >= 0;
        if (fd < 0) {
            print_message("skipped: pairs with %s%s: %s\n", addresses[i].text,
                          addresses[i].v6only ? " (V6ONLY)" : "", strerror(errno));
            continue;
        }
        count++;
        close(fd);
    }
    return count;
}

/* Compares every ordered pair of usable addresses, and of transports, with these options. */
static size_t compare_all(const bool usable[COUNT(addresses)], enum pp_reuse first,
                          enum pp_reuse second)
{
    size_t pairs = 0;
    uint16_t port = next_port(0);
    for (size_t i = 0; i < COUNT(addresses) * COUNT(addresses) * 4; i++) {
        struct opening a = {i / 4 / COUNT(addresses), i & 1 ? PP_UDP : PP_TCP, first};
        struct opening b = {i / 4 % COUNT(addresses), i & 2 ? PP_UDP : PP_TCP, second};
        if (!usable[a.address] || !usable[b.address])
            continue;
        compare(&a, &b, &port);
        pairs++;
    }
    return pairs;
}

static void require_linux(void)
{
#ifndef __linux__
    print_message("skipped: this machine does not run Linux\n");
    skip();
#endif
}

static void the_kernel_and_the_checker_agree_on_every_pair(void **state)
{
    (void)state;
    require_linux();
    bool usable[COUNT(addresses)];
    size_t count = find_usable(usable);
    size_t pairs = compare_all(usable, PP_REUSE_NONE, PP_REUSE_NONE);
    print_message("%zu pairs compared\n", pairs);
    assert_int_equal(pairs, count * count * 4);
    assert_true(count >= 3); /* IPv4 loopback is everywhere */
}

static void the_kernel_and_the_checker_agree_with_reuse_options_too(void **state)
{
    (void)state;
    require_linux();
    static const enum pp_reuse reuses[] = {PP_REUSE_NONE, PP_REUSE_PORT, PP_REUSE_ADDRESS};
    bool usable[COUNT(addresses)];
    size_t pairs = 0, count = find_usable(usable);
    for (size_t i = 1; i < COUNT(reuses) * COUNT(reuses); i++)
        pairs += compare_all(usable, reuses[i / COUNT(reuses)], reuses[i % COUNT(reuses)]);
    print_message("%zu pairs compared\n", pairs);
    assert_int_equal(pairs, count * count * 4 * (COUNT(reuses) * COUNT(reuses) - 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_kernel_and_the_checker_agree_on_every_pair),
        cmocka_unit_test(the_kernel_and_the_checker_agree_with_reuse_options_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
