/* truth: tables of verdicts that others measured or documented, replayed row by row, and what
 * holds for every pair. The replays are in tests/truth. */
#include "truth/replays.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_measured_on_linux_gets_its_verdict),
        cmocka_unit_test(kubernetes_host_ports_agree_but_for_the_listed_rows),
        cmocka_unit_test(every_cell_of_microsofts_tables_is_what_bind_returns),
        cmocka_unit_test(two_windows_sockets_get_the_worse_of_both_orders),
        cmocka_unit_test(http_sys_rows_get_their_verdicts_and_routes),
        cmocka_unit_test(the_kind_of_a_verdict_does_not_depend_on_the_order),
        cmocka_unit_test(a_verdict_has_a_reason_and_only_a_refusal_an_error),
        cmocka_unit_test(other_transports_and_other_addresses_never_clash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
