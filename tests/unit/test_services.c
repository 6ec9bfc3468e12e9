/* services files: the three formats, what is skipped, and the mistakes with their places. */
#include "base/file.h"
#include "read/services.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct reading {
    struct pp_arena arena;
    struct pp_diags diags;
    struct pp_registry registry;
    bool ok;
};

static void start(struct reading *reading, const char *text, size_t length)
{
    pp_arena_init(&reading->arena);
    pp_diags_init(&reading->diags, &reading->arena);
    pp_registry_init(&reading->registry, &reading->arena);
    reading->ok = pp_services_read(text, length, 1, &reading->registry, &reading->diags);
    pp_registry_freeze(&reading->registry);
    assert_int_equal(reading->ok, reading->diags.count == 0);
}

static void start_file(struct reading *reading, const char *name, enum pp_services_format format)
{
    struct pp_strbuf path, text;
    pp_strbuf_init(&path);
    pp_strbuf_init(&text);
    pp_path_join(PP_TEST_DATA "/services", name, &path);
    assert_null(pp_file_read(path.text, &text));
    assert_int_equal(pp_services_detect(text.text, text.length), format);
    start(reading, text.text, text.length);
    pp_strbuf_release(&text);
    pp_strbuf_release(&path);
}

static void finish(struct reading *reading)
{
    pp_registry_release(&reading->registry);
    pp_diags_release(&reading->diags);
    pp_arena_release(&reading->arena);
}

static void expect(const struct reading *reading, uint16_t port, enum pp_transport transport,
                   const char *name)
{
    const struct pp_service *found = pp_registry_find(&reading->registry, port, transport);
    if (!name) {
        assert_null(found);
        return;
    }
    assert_non_null(found);
    assert_string_equal(found->name, name);
}

static size_t count_of(const struct reading *reading, const char *name)
{
    uint32_t cursor = 0;
    size_t count = 0;
    while (pp_registry_named(&reading->registry, name, &cursor))
        count++;
    return count;
}

/* `text` has one mistake, there. */
static void refused(const char *text, uint32_t line, uint16_t column, const char *message)
{
    struct reading reading;
    start(&reading, text, strlen(text));
    assert_int_equal(reading.diags.count, 1);
    assert_string_equal(reading.diags.items[0].message, message);
    assert_int_equal(reading.diags.items[0].loc.line, line);
    assert_int_equal(reading.diags.items[0].loc.column, column);
    assert_int_equal(reading.diags.items[0].loc.source, 1);
    finish(&reading);
}

static void accepted(const char *text, size_t services)
{
    struct reading reading;
    start(&reading, text, strlen(text));
    assert_true(reading.ok);
    assert_int_equal(reading.registry.count, services);
    finish(&reading);
}

static void services_5_with_everything_in_it_is_read(void **state)
{
    struct reading reading;
    (void)state;
    start_file(&reading, "etc.services", PP_SERVICES_ETC);
    assert_true(reading.ok);
    assert_string_equal(reading.registry.date, "2026-08");
    expect(&reading, 9, PP_DCCP, "discard");
    expect(&reading, 53, PP_UDP, "domain");
    expect(&reading, 80, PP_TCP, "http");
    expect(&reading, 211, PP_UDP, "914c/g");
    expect(&reading, 63, PP_TCP, "whois++");
    expect(&reading, 66, PP_TCP, "sql*net");
    expect(&reading, 6031, PP_UDP, "x11");
    expect(&reading, 65535, PP_TCP, "last-without-line-end");
    finish(&reading);
}

static void reserved_nameless_and_strange_transports_are_skipped(void **state)
{
    struct reading reading;
    (void)state;
    start_file(&reading, "etc.services", PP_SERVICES_ETC);
    expect(&reading, 4, PP_UDP, NULL);
    expect(&reading, 230, PP_TCP, NULL);
    assert_int_equal(count_of(&reading, "rtmp"), 0);
    assert_int_equal(count_of(&reading, "lite"), 0);
    finish(&reading);
}

static void aliases_are_names_but_no_assignments(void **state)
{
    struct reading reading;
    uint32_t cursor = 0;
    (void)state;
    start_file(&reading, "etc.services", PP_SERVICES_ETC);
    const struct pp_service *alias = pp_registry_named(&reading.registry, "WWW-HTTP", &cursor);
    assert_non_null(alias);
    assert_true(alias->alias);
    assert_int_equal(alias->ports.first, 80);
    assert_int_equal(count_of(&reading, "null"), 4);
    assert_int_equal(count_of(&reading, "x-server"), 2);
    finish(&reading);
}

static void nmap_services_are_read_without_the_unknown(void **state)
{
    struct reading reading;
    (void)state;
    start_file(&reading, "nmap-services", PP_SERVICES_NMAP);
    assert_true(reading.ok);
    assert_int_equal(reading.registry.count, 5);
    expect(&reading, 80, PP_SCTP, "http");
    expect(&reading, 1900, PP_UDP, "ssdp");
    expect(&reading, 4, PP_TCP, NULL);
    finish(&reading);
}

static void the_iana_csv_is_read_with_its_odd_records(void **state)
{
    struct reading reading;
    (void)state;
    start_file(&reading, "iana-excerpt.csv", PP_SERVICES_IANA_CSV);
    assert_true(reading.ok);
    assert_null(reading.registry.date);
    assert_int_equal(reading.registry.count, 42);
    expect(&reading, 9, PP_DCCP, "discard");
    expect(&reading, 63, PP_UDP, "whoispp"); /* the first of two */
    assert_int_equal(count_of(&reading, "whois++"), 2);
    assert_int_equal(count_of(&reading, "EtherNet/IP-2"), 2);
    assert_int_equal(count_of(&reading, "z39.50"), 2);
    expect(&reading, 6063, PP_UDP, "x11");
    expect(&reading, 6665, PP_TCP, "ircu");
    expect(&reading, 8090, PP_TCP, "opsmessaging");
    finish(&reading);
}

static void iana_records_without_name_port_or_transport_are_skipped(void **state)
{
    struct reading reading;
    (void)state;
    start_file(&reading, "iana-excerpt.csv", PP_SERVICES_IANA_CSV);
    expect(&reading, 8090, PP_UDP, NULL);
    expect(&reading, 6665, PP_UDP, NULL);
    expect(&reading, 225, PP_TCP, NULL);
    expect(&reading, 6400, PP_TCP, NULL);
    assert_int_equal(count_of(&reading, "1password"), 0);
    assert_int_equal(count_of(&reading, "sleep-proxy"), 0);
    finish(&reading);
}

#define HEADER "Service Name,Port Number,Transport Protocol,Description\r\n"

static void csv_columns_are_found_by_their_titles(void **state)
{
    struct reading reading;
    (void)state;
    const char *text = "Description,\"TRANSPORT PROTOCOL\",Port Number,Service Name\n"
                       "\"web, \"\"plain\"\"\",tcp,80,http\n";
    start(&reading, text, strlen(text));
    assert_true(reading.ok);
    expect(&reading, 80, PP_TCP, "http");
    finish(&reading);
    refused("Service Name,Port Number,Protocol\nhttp,80,tcp\n", 1, 1,
            "no column 'Transport Protocol': IANA's registry has it, with commas between the "
            "columns");
}

static void a_csv_mistake_is_placed_on_the_records_first_line(void **state)
{
    (void)state;
    refused(HEADER
            "a,80,tcp,\"one\r\ntwo\n\nthree\"\r\n\r\nb,70000,tcp,\"four\nfive\"\r\nc,81,tcp,\r\n",
            7, 1, "port '70000' of 'b': a port is 1-65535");
    refused(HEADER "a,80,tcp,x\r\n\"b\nc\",99-1,tcp,\r\n", 3, 1,
            "port '99-1' of 'b': the range runs backwards; write 1-99");
    refused(HEADER "a,80,tcp,x\r\nb,81\r\n", 3, 1,
            "the record ends before its 'Transport Protocol'");
    refused(HEADER "a,80,tcp,x\nb,81,tcp,\"y\nz\n", 3, 1,
            "the record is not valid CSV: a quoted field of it does not end");
    refused(HEADER "a,80,tcp,x\nb,81,tcp,y\"z\"\nc,82,tcp,\n", 3, 1,
            "the record is not valid CSV: a quote stands inside a field that does not begin with "
            "one, or a quoted field goes on behind its last quote");
}

static void line_ends_and_byte_order_marks_of_any_kind_are_fine(void **state)
{
    (void)state;
    accepted("\xEF\xBB\xBF"
             "ssh 22/tcp\r\nhttp 80/tcp\r\n",
             2);
    accepted("ssh 22/tcp\rhttp 80/tcp\r", 2);
    accepted("\xEF\xBB\xBF" HEADER "ssh,22,tcp,x\r\n", 1);
    accepted("Service Name,Port Number,Transport Protocol\rssh,22,tcp\rhttp,80,tcp", 2);
    accepted("  ssh   22/tcp  \n\t\n\n#only a comment\n#\n", 1);
    accepted("", 0);
    refused("\xEF\xBB\xBF"
            "\r\nssh\r\n",
            2, 1, "'ssh' has no port; a line is a name and a port such as 8090/tcp");
}

static void only_a_comment_line_of_a_month_dates_the_registry(void **state)
{
    static const char *const others[] = {"# date: 2026-13\n", "# date: soon\n",
                                         "# updated: 2026-08\n", "ssh 22/tcp # date: 2026-08\n",
                                         "# date:\n"};
    struct reading reading;
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        start(&reading, others[i], strlen(others[i]));
        assert_true(reading.ok);
        assert_null(reading.registry.date);
        finish(&reading);
    }
}

static void malformed_ports_are_mistakes_with_their_place(void **state)
{
    (void)state;
    refused("ssh 22/tcp\nhttp eighty/tcp\n", 2, 6,
            "port 'eighty' of 'http': a port is a number from 1 to 65535");
    refused("http 80\n", 1, 6, "'80' has no transport; write a port such as 8090/tcp");
    refused("http 65536/tcp\n", 1, 6, "port '65536' of 'http': a port is 1-65535");
    refused("http -1/tcp\n", 1, 6, "port '-1' of 'http': a port is 1-65535, not negative");
    refused("x11 6063-6000/tcp\n", 1, 5,
            "port '6063-6000' of 'x11': the range runs backwards; write 6000-6063");
    refused("http 80/\n", 1, 6, "'80/' names no transport behind a '/'");
    refused("http 80/tcp//udp\n", 1, 6, "'80/tcp//udp' names no transport behind a '/'");
    refused("\xC3\xBC-x\t80/tcp,udp\n", 1, 5, "'80/tcp,udp' names no transport behind a '/'");
    refused("rtmp 99999/ddp\n", 1, 6, "port '99999' of 'rtmp': a port is 1-65535");
    accepted("any 0/tcp\nany 0/ip\n", 0);
}

static void the_other_lines_count_beside_a_mistaken_one(void **state)
{
    struct reading reading;
    const char *text = "ssh 22/tcp\nbad line\nhttp 80/tcp\nworse\n";
    (void)state;
    start(&reading, text, strlen(text));
    assert_int_equal(reading.diags.count, 2);
    assert_int_equal(reading.diags.items[1].loc.line, 4);
    expect(&reading, 80, PP_TCP, "http");
    finish(&reading);
}

static void a_file_of_something_else_is_given_up(void **state)
{
    struct reading reading;
    struct pp_strbuf text;
    (void)state;
    pp_strbuf_init(&text);
    for (int i = 0; i < 1000; i++)
        pp_strbuf_add(&text, "<p>some page</p>\n");
    start(&reading, text.text, text.length);
    assert_int_equal(reading.diags.count, 101);
    assert_string_equal(reading.diags.items[100].message,
                        "too many mistakes: is this a services file?");
    finish(&reading);
    pp_strbuf_release(&text);
}

static void what_is_not_text_is_refused(void **state)
{
    struct reading reading;
    (void)state;
    start(&reading, "ssh 22/tcp\nx\0y", 14);
    assert_string_equal(reading.diags.items[0].message,
                        "this is not text: there is a NUL byte in it");
    assert_int_equal(reading.diags.items[0].loc.line, 2);
    assert_int_equal(reading.registry.count, 0);
    finish(&reading);
    refused("\xFF\xFEs", 1, 1, "the file is UTF-16 text, UTF-8 is needed: save it as UTF-8");
    refused("caf\xE9 80/tcp # caf\xE9\n", 1, 1,
            "the service name 'caf...' goes on with a character that is not UTF-8 or cannot be "
            "seen");
    accepted("caf\xC3\xA9 80/tcp # caf\xE9\n", 1);
}

static void formats_are_told_apart_by_their_content(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum pp_services_format format;
    } cases[] = {
        {"", PP_SERVICES_ETC},
        {"# Service Name,Port Number\nssh 22/tcp\n", PP_SERVICES_ETC},
        {"http 80/tcp www 0.5\n", PP_SERVICES_ETC},
        {"\n# x\nhttp\t80/tcp\t0.484143\n", PP_SERVICES_NMAP},
        {"\xEF\xBB\xBF\"service name\",\"port number\"\n", PP_SERVICES_IANA_CSV},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(pp_services_detect(cases[i].text, strlen(cases[i].text)), cases[i].format);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(services_5_with_everything_in_it_is_read),
        cmocka_unit_test(reserved_nameless_and_strange_transports_are_skipped),
        cmocka_unit_test(aliases_are_names_but_no_assignments),
        cmocka_unit_test(nmap_services_are_read_without_the_unknown),
        cmocka_unit_test(the_iana_csv_is_read_with_its_odd_records),
        cmocka_unit_test(iana_records_without_name_port_or_transport_are_skipped),
        cmocka_unit_test(csv_columns_are_found_by_their_titles),
        cmocka_unit_test(a_csv_mistake_is_placed_on_the_records_first_line),
        cmocka_unit_test(line_ends_and_byte_order_marks_of_any_kind_are_fine),
        cmocka_unit_test(only_a_comment_line_of_a_month_dates_the_registry),
        cmocka_unit_test(malformed_ports_are_mistakes_with_their_place),
        cmocka_unit_test(the_other_lines_count_beside_a_mistaken_one),
        cmocka_unit_test(a_file_of_something_else_is_given_up),
        cmocka_unit_test(what_is_not_text_is_refused),
        cmocka_unit_test(formats_are_told_apart_by_their_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
