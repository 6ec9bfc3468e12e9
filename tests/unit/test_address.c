/* address: texts to addresses and back, and what sockets cover. */
#include "model/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct pp_address parse(const char *text)
{
    struct pp_address address = {0};
    if (!pp_address_parse(text, &address))
        fail_msg("'%s' was refused", text);
    return address;
}

static void addresses_have_a_canonical_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *canonical;
        enum pp_address_kind kind;
    } cases[] = {
        {"*", "*", PP_ADDR_ANY},
        {"0.0.0.0", "0.0.0.0", PP_ADDR_V4_ANY},
        {"::ffff:0.0.0.0", "0.0.0.0", PP_ADDR_V4_ANY},
        {"::", "::", PP_ADDR_V6_ANY},
        {"[::]", "::", PP_ADDR_V6_ANY},
        {"0:0:0:0:0:0:0:0", "::", PP_ADDR_V6_ANY},
        {"10.20.1.11", "10.20.1.11", PP_ADDR_V4},
        {"255.255.255.255", "255.255.255.255", PP_ADDR_V4},
        {"::ffff:10.0.0.1", "10.0.0.1", PP_ADDR_V4},
        {"::FFFF:0a00:0001", "10.0.0.1", PP_ADDR_V4},
        {"[::ffff:10.0.0.1]", "10.0.0.1", PP_ADDR_V4},
        {"2001:DB8:0:0:0:0:0:1", "2001:db8::1", PP_ADDR_V6},
        {"[2001:db8::1]", "2001:db8::1", PP_ADDR_V6},
        {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1", PP_ADDR_V6},
        {"0:0:0:0:0:0:0:1", "::1", PP_ADDR_V6},
        {"fe80::1", "fe80::1", PP_ADDR_V6},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[PP_ADDRESS_TEXT];
        struct pp_address address = parse(cases[i].text);
        assert_int_equal(address.kind, cases[i].kind);
        assert_string_equal(pp_address_format(&address, text), cases[i].canonical);
    }
}

static void what_is_no_address_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "+",
        "localhost",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.1.1",
        "10.0.0.01x",
        "1::2::3",
        ":::",
        "[::1",
        "::1]",
        "[]",
        "[10.0.0.1]",
        "[*]",
        "fe80::1%eth0",
        " 10.0.0.1",
        "10.0.0.1 ",
        "10.0.0.1/8",
        "**",
        "12345::",
        "1111:2222:3333:4444:5555:6666:7777:8888:9999",
        "[1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb:cccc:dddd]",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct pp_address address = {.kind = PP_ADDR_V4};
        if (pp_address_parse(texts[i], &address))
            fail_msg("'%s' was accepted", texts[i]);
        assert_int_equal(address.kind, PP_ADDR_V4);
    }
}

static void spellings_of_one_address_are_equal(void **state)
{
    (void)state;
    struct pp_address a = parse("::1"), b = parse("[0:0::1]"), c = parse("127.0.0.1");
    struct pp_address d = parse("::ffff:127.0.0.1"), e = parse("*"), f = parse("0.0.0.0");
    assert_true(pp_address_equal(&a, &b));
    assert_true(pp_address_equal(&c, &d));
    assert_false(pp_address_equal(&a, &c));
    assert_false(pp_address_equal(&e, &f));
}

static void loopback_multicast_and_wildcards_are_known(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool loopback, multicast, specific;
    } cases[] = {
        {"127.0.0.1", true, false, true},  {"127.255.0.9", true, false, true},
        {"::1", true, false, true},        {"::ffff:127.0.0.1", true, false, true},
        {"128.0.0.1", false, false, true}, {"::2", false, false, true},
        {"224.0.0.1", false, true, true},  {"239.255.255.255", false, true, true},
        {"240.0.0.0", false, false, true}, {"223.255.255.255", false, false, true},
        {"ff02::fb", false, true, true},   {"fe80::1", false, false, true},
        {"*", false, false, false},        {"0.0.0.0", false, false, false},
        {"::", false, false, false},       {"0.0.0.1", false, false, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_address address = parse(cases[i].text);
        assert_int_equal(pp_address_is_loopback(&address), cases[i].loopback);
        assert_int_equal(pp_address_is_multicast(&address), cases[i].multicast);
        assert_int_equal(pp_address_is_specific(&address), cases[i].specific);
    }
}

/* The measured table: rows and columns are the same sockets, 'C' where the sets meet. */
static void sets_meet_as_measured(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool v6only;
        const char *row;
    } sockets[] = {
        {"127.0.0.1", false, "C-C--CC-C"},
        {"127.0.0.2", false, "-CC--C--C"},
        {"0.0.0.0", false, "CCC--CC-C"},
        {"::1", false, "---CCC--C"},
        {"::", true, "---CCC-CC"},
        {"::", false, "CCCCCCCCC"},
        {"::ffff:127.0.0.1", false, "C-C--CC-C"},
        {"2001:db8::1", true, "----CC-CC"},
        {"*", true, "CCCCCCCCC"},
    };
    for (size_t i = 0; i < 9; i++) {
        struct pp_address a = parse(sockets[i].text);
        struct pp_addrset x = pp_addrset_of(&a, sockets[i].v6only);
        for (size_t j = 0; j < 9; j++) {
            struct pp_address b = parse(sockets[j].text);
            struct pp_addrset y = pp_addrset_of(&b, sockets[j].v6only);
            if (pp_addrset_overlaps(&x, &y) != (sockets[i].row[j] == 'C'))
                fail_msg("%s and %s", sockets[i].text, sockets[j].text);
        }
    }
}

static void the_order_of_sets_is_total(void **state)
{
    (void)state;
    static const char *const texts[] = {"*", "0.0.0.0", "::", "10.0.0.1", "10.0.0.2", "::1", "::2"};
    struct pp_addrset sets[7];
    for (size_t i = 0; i < 7; i++) {
        struct pp_address address = parse(texts[i]);
        sets[i] = pp_addrset_of(&address, true);
    }
    for (size_t i = 0; i < 7; i++) {
        for (size_t j = 0; j < 7; j++) {
            int forth = pp_addrset_compare(&sets[i], &sets[j]);
            int back = pp_addrset_compare(&sets[j], &sets[i]);
            assert_int_equal(forth == 0, i == j);
            assert_int_equal(forth<0, back> 0);
            for (size_t k = 0; k < 7; k++) {
                if (forth < 0 && pp_addrset_compare(&sets[j], &sets[k]) < 0)
                    assert_true(pp_addrset_compare(&sets[i], &sets[k]) < 0);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_have_a_canonical_text),
        cmocka_unit_test(what_is_no_address_is_refused),
        cmocka_unit_test(spellings_of_one_address_are_equal),
        cmocka_unit_test(loopback_multicast_and_wildcards_are_known),
        cmocka_unit_test(sets_meet_as_measured),
        cmocka_unit_test(the_order_of_sets_is_total),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
