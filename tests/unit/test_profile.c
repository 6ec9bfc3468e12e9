/* profile: what Windows and Linux do with ports by themselves. */
#include "model/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void systems_are_named_without_case(void **state)
{
    (void)state;
    enum pp_os os = PP_LINUX;
    assert_true(pp_os_parse("Windows", &os));
    assert_int_equal(os, PP_WINDOWS);
    assert_true(pp_os_parse("LINUX", &os));
    assert_int_equal(os, PP_LINUX);
    assert_false(pp_os_parse("macos", &os));
    assert_false(pp_os_parse("", &os));
    assert_int_equal(os, PP_LINUX);
}

static void the_defaults_differ(void **state)
{
    (void)state;
    const struct pp_profile *windows = pp_profile_of(PP_WINDOWS), *linux_ = pp_profile_of(PP_LINUX);
    assert_true(windows->v6only);
    assert_false(linux_->v6only);
    assert_int_equal(windows->ephemeral.first, 49152);
    assert_int_equal(windows->ephemeral.last, 65535);
    assert_int_equal(linux_->ephemeral.first, 32768);
    assert_int_equal(linux_->ephemeral.last, 60999);
    assert_string_equal(windows->in_use, "WSAEADDRINUSE 10048");
    assert_string_equal(linux_->in_use, "EADDRINUSE");
}

static void services_are_sorted_and_lie_on_real_ports(void **state)
{
    (void)state;
    for (int os = 0; os < PP_OSES; os++) {
        const struct pp_profile *profile = pp_profile_of((enum pp_os)os);
        assert_int_equal(profile->os, os);
        for (size_t i = 0; i < profile->service_count; i++) {
            const struct pp_os_service *service = &profile->services[i];
            assert_true(service->ports.first >= 1 && service->ports.first <= service->ports.last);
            assert_true(*service->name != '\0');
            assert_false(service->http_sys && (os != PP_WINDOWS || service->transport != PP_TCP));
            if (i > 0 && service[-1].transport == service->transport)
                assert_true(service[-1].ports.last < service->ports.first);
            else if (i > 0)
                assert_true(service[-1].transport < service->transport);
        }
    }
}

static const char *service(enum pp_os os, uint16_t port, enum pp_transport transport)
{
    const struct pp_os_service *found = pp_profile_service(os, port, transport);
    return found ? found->name : "none";
}

static void the_stock_service_on_a_port_is_found(void **state)
{
    (void)state;
    assert_string_equal(service(PP_WINDOWS, 3389, PP_TCP), "Remote Desktop");
    assert_string_equal(service(PP_WINDOWS, 445, PP_TCP), "SMB file sharing");
    assert_string_equal(service(PP_WINDOWS, 445, PP_UDP), "none");
    assert_string_equal(service(PP_WINDOWS, 22, PP_TCP), "none");
    assert_string_equal(service(PP_LINUX, 22, PP_TCP), "OpenSSH");
    assert_string_equal(service(PP_LINUX, 3389, PP_TCP), "none");
    assert_string_equal(service(PP_LINUX, 5353, PP_UDP), "multicast DNS (Avahi)");
    assert_string_equal(service(PP_WINDOWS, 5985, PP_SCTP), "none");
    assert_true(pp_profile_service(PP_WINDOWS, 5357, PP_TCP)->http_sys);
    assert_false(pp_profile_service(PP_WINDOWS, 135, PP_TCP)->http_sys);
}

static void the_bands_have_their_edges(void **state)
{
    (void)state;
    const struct pp_range windows = {49152, 65535}, linux_ = {32768, 60999};
    assert_int_equal(pp_bands_of(PP_WINDOWS, windows, 1023) & 7u, PP_BAND_SYSTEM);
    assert_int_equal(pp_bands_of(PP_WINDOWS, windows, 1024), PP_BAND_USER);
    assert_int_equal(pp_bands_of(PP_WINDOWS, windows, 49151), PP_BAND_USER);
    assert_int_equal(pp_bands_of(PP_WINDOWS, windows, 49152), PP_BAND_DYNAMIC | PP_BAND_EPHEMERAL);
    assert_int_equal(pp_bands_of(PP_LINUX, linux_, 32767), PP_BAND_USER);
    assert_int_equal(pp_bands_of(PP_LINUX, linux_, 32768), PP_BAND_USER | PP_BAND_EPHEMERAL);
    assert_int_equal(pp_bands_of(PP_LINUX, linux_, 61000), PP_BAND_DYNAMIC);
    assert_int_equal(pp_bands_of(PP_LINUX, linux_, 22),
                     PP_BAND_SYSTEM | PP_BAND_OS | PP_BAND_BROWSER);
    assert_int_equal(pp_bands_of(PP_WINDOWS, windows, 47001), PP_BAND_USER | PP_BAND_OS);
    assert_int_equal(pp_bands_of(PP_WINDOWS, windows, 6000), PP_BAND_USER | PP_BAND_BROWSER);
}

static void bands_have_names(void **state)
{
    (void)state;
    static const char *const names[] = {"system",    "user",        "dynamic",
                                        "ephemeral", "os-reserved", "browser-blocked"};
    for (unsigned i = 0; i < 6; i++)
        assert_string_equal(pp_band_name(1u << i), names[i]);
}

static void browsers_refuse_the_ports_of_the_fetch_standard(void **state)
{
    (void)state;
    static const uint16_t bad[] = {1,    21,   22,   25,   69,   137,  161,  554,  587,
                                   989,  1719, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
                                   6000, 6566, 6665, 6669, 6679, 6697, 10080};
    static const uint16_t good[] = {80, 443, 8080, 8443, 5062, 6001, 6670, 10079, 10081, 65535};
    unsigned count = 0;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_true(pp_browser_blocks(bad[i]));
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_false(pp_browser_blocks(good[i]));
    for (uint32_t port = 0; port <= PP_PORT_MAX; port++)
        count += pp_browser_blocks((uint16_t)port);
    assert_int_equal(count, 82); /* the standard's table without port 0 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(systems_are_named_without_case),
        cmocka_unit_test(the_defaults_differ),
        cmocka_unit_test(services_are_sorted_and_lie_on_real_ports),
        cmocka_unit_test(the_stock_service_on_a_port_is_found),
        cmocka_unit_test(the_bands_have_their_edges),
        cmocka_unit_test(bands_have_names),
        cmocka_unit_test(browsers_refuse_the_ports_of_the_fetch_standard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
