/* replays: the tests of test_truth, one file per kind of table. Stands on rows.h. */
#ifndef PP_TESTS_TRUTH_REPLAYS_H
#define PP_TESTS_TRUTH_REPLAYS_H

/* linux.c: sockets as the Linux kernel binds them, and Kubernetes' host ports. */
void every_pair_measured_on_linux_gets_its_verdict(void **state);
void kubernetes_host_ports_agree_but_for_the_listed_rows(void **state);

/* windows.c: Microsoft's tables of socket options. */
void every_cell_of_microsofts_tables_is_what_bind_returns(void **state);
void two_windows_sockets_get_the_worse_of_both_orders(void **state);

/* http_sys.c: URL prefixes. */
void http_sys_rows_get_their_verdicts_and_routes(void **state);

/* pairs.c: what holds for every pair of claims. */
void the_kind_of_a_verdict_does_not_depend_on_the_order(void **state);
void a_verdict_has_a_reason_and_only_a_refusal_an_error(void **state);
void other_transports_and_other_addresses_never_clash(void **state);

#endif
