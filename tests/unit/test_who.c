/* bindings, who_rows, diff_row: what answers and changes are made of. */
#include "report/diff_row.h"
#include "report/who_rows.h"
#include "support/check_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PRODUCTS                                                                           \
    "products:\n"                                                                          \
    "  engine: {title: Engine, endpoints: {srt: {transport: udp, port: 5421+N,\n"          \
    "           notes: \"main\\n preview\\n\"}}}\n"                                        \
    "  capture: {title: Capture, pools: {control: 8001-8004}, endpoints: {\n"              \
    "    soap: {transport: tcp, port: control}, rest: {transport: tcp, port: control}}}\n" \
    "  web: {title: Web, endpoints: {page: {transport: tcp, port: 8002}}}\n"

static const struct pp_plan *plan_of(void **state, const char *hosts)
{
    struct check_text *text = *state;
    check_text_release(text);
    check_text_init(text);
    bool good = check_text_assign(text, pp_arena_printf(&text->text.arena, PRODUCTS "%s", hosts));
    assert_string_equal(plan_text_mistakes(&text->text), "");
    assert_true(good);
    return &text->text.plan;
}

static struct pp_arena *arena_of(void **state)
{
    struct check_text *text = *state;
    return &text->text.arena;
}

/* --- bindings ------------------------------------------------------------------ */

static void ports_and_instances_are_merged(void **state)
{
    const struct pp_plan *plan = plan_of(
        state,
        "hosts: [{name: A, products: [{use: engine, label: left, instances: [0, 1, 2, 5]}]}]\n");
    static const uint32_t all[] = {0, 1, 2, 3}, one[] = {3};
    struct pp_arena *arena = arena_of(state);
    assert_string_equal(pp_binding_ports_text(plan, all, 4, arena), "5421-5423, 5426/udp");
    assert_string_equal(pp_binding_instances_text(plan, all, 4, arena), "0-2, 5");
    assert_string_equal(pp_bindings_name(plan, all, 4, arena), "Engine (left) #0-2, 5");
    assert_string_equal(pp_bindings_name(plan, one, 1, arena), "Engine (left) #5");
    assert_string_equal(pp_place_text(plan, plan->placements[0].loc, arena), "plan.yaml:7:30");
}

static void a_single_instance_has_no_number(void **state)
{
    static const uint32_t one[] = {0};
    const struct pp_plan *plan = plan_of(state, "hosts: [{name: A, products: [engine]}]\n");
    assert_string_equal(pp_bindings_name(plan, one, 1, arena_of(state)), "Engine");
}

static void instances_without_a_port_are_counted(void **state)
{
    static const uint32_t five[] = {0, 1, 2, 3, 4}, last[] = {4};
    const struct pp_plan *plan =
        plan_of(state, "hosts: [{name: A, products: [{use: capture, instances: 5}]}]\n");
    assert_string_equal(pp_binding_ports_text(plan, five, 5, arena_of(state)),
                        "8001-8004/tcp, 1 without");
    assert_string_equal(pp_binding_ports_text(plan, last, 1, arena_of(state)), "none/tcp");
}

static void the_reason_is_the_placements_or_what_the_catalogue_notes(void **state)
{
    const struct pp_plan *plan = plan_of(
        state, "hosts: [{name: A, products: [engine, {use: engine, reason: \"third\\nstudio\"},"
               " web]}]\n");
    struct pp_arena *arena = arena_of(state);
    assert_string_equal(pp_binding_reason(plan, 0, arena), "main  preview");
    assert_string_equal(pp_binding_reason(plan, 1, arena), "third studio");
    assert_null(pp_binding_reason(plan, 2, arena));
}

static void a_host_tells_its_addresses(void **state)
{
    const struct pp_plan *plan = plan_of(
        state, "hosts: [{name: A, address: [10.0.0.1, \"::1\"], products: [web]}, {name: B}]\n");
    assert_string_equal(pp_host_addresses_text(&plan->hosts[0], arena_of(state)), "10.0.0.1, ::1");
    assert_null(pp_host_addresses_text(&plan->hosts[1], arena_of(state)));
}

/* --- who has it ------------------------------------------------------------------ */

#define SITE                                                                               \
    "hosts:\n"                                                                             \
    "- {name: A, excluded: 8004, products: [{use: engine, instances: 3}, web, capture]}\n" \
    "- {name: B, products: [{use: engine, instances: 2, ports: {srt: 5422+N}}, capture]}\n"

static void those_that_have_a_port_are_told_by_listener(void **state)
{
    const struct pp_plan *plan = plan_of(state, SITE);
    struct pp_arena *arena = arena_of(state);
    size_t count;
    struct pp_who_has *rows =
        pp_who_have(plan, PP_UDP, (struct pp_range){5422, 5423}, arena, &count);
    assert_int_equal(count, 2);
    assert_string_equal(pp_bindings_name(plan, rows[0].bindings, rows[0].count, arena),
                        "Engine #1-2");
    assert_string_equal(pp_bindings_name(plan, rows[1].bindings, rows[1].count, arena),
                        "Engine #0-1");
    pp_who_have(plan, PP_TCP, (struct pp_range){5422, 5423}, arena, &count);
    assert_int_equal(count, 0);
    pp_who_of_host(plan, 1, arena, &count);
    assert_int_equal(count, 3);
    pp_who_of_product(plan, "capture", arena, &count);
    assert_int_equal(count, 4);
}

static void those_that_could_come_to_have_a_port_are_told(void **state)
{
    const struct pp_plan *plan = plan_of(state, SITE);
    size_t count;
    struct pp_who_could *rows =
        pp_who_could(plan, PP_UDP, (struct pp_range){5424, 5424}, arena_of(state), &count);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0].reach.first, 3);
    assert_int_equal(rows[1].reach.first, 2);
}

static void pools_are_counted_once_for_the_endpoints_that_share_them(void **state)
{
    const struct pp_plan *plan = plan_of(state, SITE);
    size_t count;
    struct pp_who_pool *pools = pp_who_pools(plan, 0, arena_of(state), &count);
    assert_int_equal(count, 1);
    assert_string_equal(pools[0].name, "control");
    assert_int_equal(pools[0].used, 1);
    assert_int_equal(pools[0].others, 2); /* 8002 is the page's, 8004 is excluded */
    assert_int_equal(pools[0].free, 1);
}

static void endpoints_differ_when_one_instance_has_other_ports(void **state)
{
    const struct pp_plan *plan = plan_of(state, SITE);
    struct pp_arena *arena = arena_of(state);
    size_t count, differing;
    struct pp_who_has *rows = pp_who_of_product(plan, "engine", arena, &count);
    const char **names = pp_who_differing(plan, rows, count, arena, &differing);
    assert_int_equal(differing, 1);
    assert_string_equal(names[0], "srt");
    rows = pp_who_of_product(plan, "capture", arena, &count);
    pp_who_differing(plan, rows, count, arena, &differing);
    assert_int_equal(differing, 0);
}

static void services_of_a_range_are_told_once(void **state)
{
    struct check_text *text = *state;
    struct pp_registry registry;
    struct pp_arena *arena = &text->text.arena;
    size_t count;
    pp_registry_init(&registry, arena);
    pp_registry_add(&registry, "wide", (struct pp_range){90, 105}, PP_TCP, false);
    pp_registry_add(&registry, "one", (struct pp_range){101, 101}, PP_TCP, false);
    pp_registry_add(&registry, "other", (struct pp_range){101, 101}, PP_UDP, false);
    pp_registry_add(&registry, "last", (struct pp_range){103, 109}, PP_TCP, false);
    pp_registry_freeze(&registry);
    const struct pp_service **services =
        pp_who_services(&registry, PP_TCP, (struct pp_range){100, 104}, arena, &count);
    assert_int_equal(count, 3);
    assert_string_equal(services[0]->name, "wide");
    assert_string_equal(services[1]->name, "one");
    assert_string_equal(services[2]->name, "last");
    pp_registry_release(&registry);
}

/* --- changes ---------------------------------------------------------------------- */

static void a_change_says_what_was_before(void **state)
{
    struct plan_text old;
    struct pp_diff diff;
    plan_text_init(&old);
    assert_true(plan_text_expand(&old, PRODUCTS
                                 "hosts: [{name: A, address: 10.0.0.1, products: [{use: engine, "
                                 "instances: 2, address: 10.0.0.1, owner: me}, web]}]\n"));
    const struct pp_plan *new = plan_of(
        state,
        "hosts: [{name: A, address: 10.0.0.2, owner: us, products: [{use: engine, instances: "
        "2, ports: {srt: 5500+N}}]}]\n");
    struct pp_arena *arena = arena_of(state);
    pp_diff_plans(&diff, &old.plan, new, false, arena);
    assert_int_equal(diff.count, 3);
    struct pp_diff_row row = pp_diff_row_of(&diff, &diff.changes[0], arena);
    assert_string_equal(row.change, "closed");
    assert_string_equal(row.addresses, "10.0.0.1");
    assert_string_equal(row.ports, "8002/tcp");
    assert_string_equal(row.service, "Web, page");
    assert_null(row.before);
    row = pp_diff_row_of(&diff, &diff.changes[1], arena);
    assert_string_equal(row.service, "the host's addresses");
    assert_string_equal(row.address, "10.0.0.2");
    assert_string_equal(row.before, "on 10.0.0.1");
    assert_string_equal(row.owner, "us");
    row = pp_diff_row_of(&diff, &diff.changes[2], arena);
    assert_string_equal(row.change, "moved");
    assert_string_equal(row.ports, "5500-5501/udp");
    assert_string_equal(row.before, "5421-5422/udp, on 10.0.0.1");
    assert_string_equal(row.owner, "us");
    assert_string_equal(row.reason, "main  preview");
    plan_text_release(&old);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(ports_and_instances_are_merged),
        CASE(a_single_instance_has_no_number),
        CASE(instances_without_a_port_are_counted),
        CASE(the_reason_is_the_placements_or_what_the_catalogue_notes),
        CASE(a_host_tells_its_addresses),
        CASE(those_that_have_a_port_are_told_by_listener),
        CASE(those_that_could_come_to_have_a_port_are_told),
        CASE(pools_are_counted_once_for_the_endpoints_that_share_them),
        CASE(endpoints_differ_when_one_instance_has_other_ports),
        CASE(services_of_a_range_are_told_once),
        CASE(a_change_says_what_was_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
