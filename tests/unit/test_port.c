/* port, transport: ports, ranges and expressions, good and bad. */
#include "model/port.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* --- writing ----------------------------------------------------------------- */

static const char *range_text(struct pp_range range, struct pp_strbuf *buf)
{
    pp_strbuf_clear(buf);
    pp_range_format(range, buf);
    return buf->text;
}

static const char *expr_text(const struct pp_port_expr *expr, struct pp_strbuf *buf)
{
    pp_strbuf_clear(buf);
    pp_port_expr_format(expr, buf);
    return buf->text;
}

/* --- ports and ranges ---------------------------------------------------------- */

static void a_port_is_a_number_from_1_to_65535(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint16_t port;
    } cases[] = {{"1", 1}, {"8090", 8090}, {"65535", 65535}, {" 8090\t", 8090}, {"0080", 80}};
    struct pp_port_error error;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint16_t port = 0;
        assert_true(pp_port_parse(cases[i].text, &port, &error));
        assert_int_equal(port, cases[i].port);
    }
}

#define PORT_IS "a port is a number from 1 to 65535"
#define PORT_ZERO "port 0 means \"choose one\" to the system; a port is 1-65535"
#define PORT_BOUND "a port is 1-65535"
#define PORT_NEGATIVE "a port is 1-65535, not negative"

static void what_is_no_port_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"", PORT_IS},          {"x", PORT_IS},
        {"80x", PORT_IS},       {"8090-8091", PORT_IS},
        {"80 90", PORT_IS},     {"+80", PORT_IS},
        {"80.5", PORT_IS},      {"-", PORT_IS},
        {"0", PORT_ZERO},       {"000", PORT_ZERO},
        {"65536", PORT_BOUND},  {"1000000", PORT_BOUND},
        {"-80", PORT_NEGATIVE}, {"-0", PORT_NEGATIVE},
        {"0x50", PORT_IS},      {"99999999999999999999999999999999", PORT_BOUND},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_port_error error = {""};
        uint16_t port = 7;
        if (pp_port_parse(cases[i].text, &port, &error))
            fail_msg("'%s' was accepted", cases[i].text);
        assert_string_equal(error.text, cases[i].why);
        assert_int_equal(port, 7);
    }
}

static void integers_get_the_same_complaints(void **state)
{
    (void)state;
    struct pp_port_error error = {""};
    uint16_t port = 7;
    assert_true(pp_port_from_integer(65535, &port, &error));
    assert_int_equal(port, 65535);
    assert_false(pp_port_from_integer(0, &port, &error));
    assert_string_equal(error.text, PORT_ZERO);
    assert_false(pp_port_from_integer(65536, &port, &error));
    assert_string_equal(error.text, PORT_BOUND);
    assert_false(pp_port_from_integer(-1, &port, &error)); /* Lua's 8040-8041 */
    assert_string_equal(error.text, PORT_BOUND "; a range is text in quotes: \"8040-8059\"");
    assert_false(pp_port_from_integer(INT64_MIN, &port, &error));
    assert_int_equal(port, 65535);
}

static void a_range_has_both_its_ends(void **state)
{
    (void)state;
    struct pp_port_error error;
    struct pp_range range;
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    assert_true(pp_range_parse("8001-8099", &range, &error));
    assert_string_equal(range_text(range, &buf), "8001-8099");
    assert_int_equal(pp_range_size(range), 99);
    assert_true(pp_range_contains(range, 8001));
    assert_true(pp_range_contains(range, 8099));
    assert_false(pp_range_contains(range, 8100));
    assert_false(pp_range_contains(range, 8001 + 65536));
    assert_true(pp_range_parse(" 1 - 65535 ", &range, &error));
    assert_int_equal(pp_range_size(range), 65535);
    assert_true(pp_range_parse("8090-8090", &range, &error));
    assert_string_equal(range_text(range, &buf), "8090");
    assert_true(pp_range_parse("8090", &range, &error));
    assert_int_equal(range.last, 8090);
    pp_strbuf_release(&buf);
}

static void ranges_overlap_when_they_have_a_port_in_common(void **state)
{
    (void)state;
    const struct pp_range range = {8001, 8099};
    assert_true(pp_range_overlaps(range, (struct pp_range){8099, 8100}));
    assert_true(pp_range_overlaps(range, (struct pp_range){7000, 8001}));
    assert_true(pp_range_overlaps(range, (struct pp_range){1, 65535}));
    assert_true(pp_range_overlaps(range, (struct pp_range){8050, 8050}));
    assert_false(pp_range_overlaps(range, (struct pp_range){8100, 8200}));
    assert_false(pp_range_overlaps(range, (struct pp_range){1, 8000}));
}

#define RANGE_WRITE "write a port such as 8090 or a range such as 8001-8099"

static void a_reversed_range_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"8099-8001", "the range runs backwards; write 8001-8099"},
        {"8001-", "behind '-' write the last port of the range, as in 8001-8010"},
        {"8001-x", "behind '-' write the last port of the range, as in 8001-8010"},
        {"65530-", "behind '-' write the last port of the range, as in 65530-65535"},
        {"-8001", PORT_NEGATIVE},
        {"8001--8099", PORT_NEGATIVE},
        {"0-80", PORT_ZERO},
        {"80-0", PORT_ZERO},
        {"80-65536", PORT_BOUND},
        {"1-2-3", RANGE_WRITE},
        {"8001:8099", RANGE_WRITE},
        {"8090/tcp", RANGE_WRITE},
        {"5421+N", RANGE_WRITE},
        {"", PORT_IS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_port_error error = {""};
        struct pp_range range = {1, 2};
        if (pp_range_parse(cases[i].text, &range, &error))
            fail_msg("'%s' was accepted", cases[i].text);
        assert_string_equal(error.text, cases[i].why);
        assert_int_equal(range.last, 2);
    }
}

/* --- expressions --------------------------------------------------------------- */

static void expressions_are_read_and_written_again(void **state)
{
    (void)state;
    static const struct {
        const char *text, *canonical;
        uint16_t first, last;
        uint32_t stride;
    } cases[] = {
        {"8090", "8090", 8090, 8090, 0},
        {"8001-8099", "8001-8099", 8001, 8099, 0},
        {"5421+N", "5421+N", 5421, 5421, 1},
        {"5421+n", "5421+N", 5421, 5421, 1},
        {"5000+4*N", "5000+4*N", 5000, 5000, 4},
        {"5000+1*N", "5000+N", 5000, 5000, 1},
        {"5000-5003+4*N", "5000-5003+4*N", 5000, 5003, 4},
        {" 5000 - 5003 + 10 * N ", "5000-5003+10*N", 5000, 5003, 10},
        {"1+65535*N", "1+65535*N", 1, 1, 65535},
    };
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_port_error error;
        struct pp_port_expr expr;
        assert_true(pp_port_expr_parse(cases[i].text, &expr, &error));
        assert_int_equal(expr.first, cases[i].first);
        assert_int_equal(expr.last, cases[i].last);
        assert_int_equal(expr.stride, cases[i].stride);
        assert_string_equal(expr_text(&expr, &buf), cases[i].canonical);
    }
    pp_strbuf_release(&buf);
}

#define EXPR_STRIDE "behind '+' write N or a stride such as 4*N"
#define EXPR_WRITE "write a port (8090), a range (8001-8099) or a formula (5421+N, 5000+4*N)"

static void what_is_no_expression_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"5000-5003+N", "the stride 1 is narrower than its block of 4 ports: instance 1 would meet "
                        "instance 0; write at least 4*N"},
        {"5000-5003+3*N", "the stride 3 is narrower than its block of 4 ports: instance 1 would "
                          "meet instance 0; write at least 4*N"},
        {"5000+0*N", "a stride is 1-65535"},
        {"5000+65536*N", "a stride is 1-65535"},
        {"5000+99999999999*N", "a stride is 1-65535"},
        {"5000+4", EXPR_STRIDE},
        {"5000+4N", EXPR_STRIDE},
        {"5000+", EXPR_STRIDE},
        {"5000+*N", EXPR_STRIDE},
        {"5000+N*4", EXPR_WRITE},
        {"5000+NN", EXPR_WRITE},
        {"5000*N", EXPR_WRITE},
        {"5000+N+N", EXPR_WRITE},
        {"5000 5001", EXPR_WRITE},
        {"N", PORT_IS},
        {"N+5000", PORT_IS},
        {"0+N", PORT_ZERO},
        {"65536+N", PORT_BOUND},
        {"control", PORT_IS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_port_error error = {""};
        struct pp_port_expr expr = {1, 2, 3};
        if (pp_port_expr_parse(cases[i].text, &expr, &error))
            fail_msg("'%s' was accepted", cases[i].text);
        assert_string_equal(error.text, cases[i].why);
        assert_int_equal(expr.stride, 3);
    }
}

static void each_instance_has_its_own_block(void **state)
{
    (void)state;
    const struct pp_port_expr blocks = {5000, 5003, 4}, fixed = {8001, 8099, 0};
    struct pp_range range;
    assert_true(pp_port_expr_at(&blocks, 0, &range));
    assert_int_equal(range.first, 5000);
    assert_true(pp_port_expr_at(&blocks, 15, &range));
    assert_int_equal(range.first, 5060);
    assert_int_equal(range.last, 5063);
    assert_true(pp_port_expr_at(&fixed, UINT32_MAX, &range));
    assert_int_equal(range.last, 8099);
}

static void the_last_instance_still_fits_and_the_next_does_not(void **state)
{
    (void)state;
    static const struct {
        struct pp_port_expr expr;
        uint32_t last;
    } cases[] = {
        {{65535, 65535, 1}, 0},   {{65534, 65534, 1}, 1}, {{1, 1, 1}, 65534},
        {{5000, 5003, 4}, 15133}, {{65532, 65535, 4}, 0}, {{1, 1, 65535}, 0},
        {{1, 65535, 65535}, 0},   {{65528, 65531, 4}, 1}, {{65528, 65532, 5}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_range range = {1, 1};
        uint32_t last = pp_port_expr_max_instance(&cases[i].expr);
        assert_int_equal(last, cases[i].last);
        assert_true(pp_port_expr_at(&cases[i].expr, last, &range));
        struct pp_range before = range;
        assert_false(pp_port_expr_at(&cases[i].expr, last + 1, &range));
        assert_int_equal(range.first, before.first);
        assert_false(pp_port_expr_at(&cases[i].expr, UINT32_MAX, &range));
    }
    const struct pp_port_expr fixed = {65535, 65535, 0};
    assert_int_equal(pp_port_expr_max_instance(&fixed), UINT32_MAX);
}

/* --- references ----------------------------------------------------------------- */

static void a_reference_names_its_transport(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct pp_range range;
        enum pp_transport transport;
    } cases[] = {
        {"8090/tcp", {8090, 8090}, PP_TCP},
        {"5421-5436/udp", {5421, 5436}, PP_UDP},
        {"1/SCTP", {1, 1}, PP_SCTP},
        {"65535 / dccp ", {65535, 65535}, PP_DCCP},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_port_error error;
        struct pp_range range;
        enum pp_transport transport;
        bool has = false;
        assert_true(pp_port_ref_parse(cases[i].text, &range, &transport, NULL, &error));
        assert_int_equal(range.first, cases[i].range.first);
        assert_int_equal(range.last, cases[i].range.last);
        assert_int_equal(transport, cases[i].transport);
        assert_true(pp_port_ref_parse(cases[i].text, &range, &transport, &has, &error));
        assert_true(has);
    }
}

static void a_transport_may_be_absent_where_that_is_allowed(void **state)
{
    (void)state;
    struct pp_port_error error;
    struct pp_range range;
    enum pp_transport transport = PP_UDP;
    bool has = true;
    assert_true(pp_port_ref_parse("8090", &range, &transport, &has, &error));
    assert_false(has);
    assert_false(pp_port_ref_parse("8090", &range, &transport, NULL, &error));
    assert_string_equal(error.text, "the transport is missing: write 8090/tcp or /udp");
}

static void what_is_no_reference_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"8090/", "behind '/' write tcp, udp, sctp or dccp"},
        {"8090/http", "behind '/' write tcp, udp, sctp or dccp"},
        {"8090/tcpp", "behind '/' write tcp, udp, sctp or dccp"},
        {"8090/tc", "behind '/' write tcp, udp, sctp or dccp"},
        {"8090/tcp/udp", "behind '/' write tcp, udp, sctp or dccp"},
        {"8090/tcp x", "write a port or range such as 8090 or 5421-5436/udp"},
        {"8090 tcp", "write a port or range such as 8090 or 5421-5436/udp"},
        {"0/tcp", PORT_ZERO},
        {"9-8/tcp", "the range runs backwards; write 8-9"},
        {"/tcp", PORT_IS},
        {"tcp/8090", PORT_IS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_port_error error = {""};
        struct pp_range range = {1, 2};
        enum pp_transport transport;
        if (pp_port_ref_parse(cases[i].text, &range, &transport, NULL, &error))
            fail_msg("'%s' was accepted", cases[i].text);
        assert_string_equal(error.text, cases[i].why);
        assert_int_equal(range.last, 2);
    }
}

static void a_very_long_reference_does_not_overflow_its_message(void **state)
{
    (void)state;
    char text[1000];
    struct pp_port_error error;
    struct pp_range range;
    enum pp_transport transport;
    memset(text, ' ', sizeof text - 1);
    memcpy(text, "8090", 4);
    text[sizeof text - 1] = '\0';
    assert_false(pp_port_ref_parse(text, &range, &transport, NULL, &error));
    assert_true(strlen(error.text) < sizeof error.text);
}

static void transports_have_names(void **state)
{
    (void)state;
    enum pp_transport transport = PP_TCP;
    assert_string_equal(pp_transport_name(PP_SCTP), "sctp");
    assert_true(pp_transport_parse("UdP/x", 3, &transport));
    assert_int_equal(transport, PP_UDP);
    assert_false(pp_transport_parse("icmp", 4, &transport));
    assert_false(pp_transport_parse("", 0, &transport));
    assert_int_equal(transport, PP_UDP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_port_is_a_number_from_1_to_65535),
        cmocka_unit_test(what_is_no_port_is_refused),
        cmocka_unit_test(integers_get_the_same_complaints),
        cmocka_unit_test(a_range_has_both_its_ends),
        cmocka_unit_test(ranges_overlap_when_they_have_a_port_in_common),
        cmocka_unit_test(a_reversed_range_is_refused),
        cmocka_unit_test(expressions_are_read_and_written_again),
        cmocka_unit_test(what_is_no_expression_is_refused),
        cmocka_unit_test(each_instance_has_its_own_block),
        cmocka_unit_test(the_last_instance_still_fits_and_the_next_does_not),
        cmocka_unit_test(a_reference_names_its_transport),
        cmocka_unit_test(a_transport_may_be_absent_where_that_is_allowed),
        cmocka_unit_test(what_is_no_reference_is_refused),
        cmocka_unit_test(a_very_long_reference_does_not_overflow_its_message),
        cmocka_unit_test(transports_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
