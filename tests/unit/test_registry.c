/* registry: names on ports, and ports of names. */
#include "model/registry.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct run {
    struct pp_arena arena;
    struct pp_registry registry;
};

static int setup(void **state)
{
    static struct run run;
    pp_arena_init(&run.arena);
    pp_registry_init(&run.registry, &run.arena);
    *state = &run;
    return 0;
}

static int teardown(void **state)
{
    struct run *run = *state;
    pp_registry_release(&run->registry);
    pp_arena_release(&run->arena);
    return 0;
}

static void add(void **state, const char *name, uint16_t first, uint16_t last,
                enum pp_transport transport)
{
    struct run *run = *state;
    pp_registry_add(&run->registry, name, (struct pp_range){first, last}, transport, false);
}

static struct pp_registry *freeze(void **state)
{
    struct run *run = *state;
    pp_registry_freeze(&run->registry);
    return &run->registry;
}

static const char *find(const struct pp_registry *registry, uint16_t port,
                        enum pp_transport transport)
{
    const struct pp_service *service = pp_registry_find(registry, port, transport);
    return service ? service->name : "none";
}

/* Every name on a port: "a b c". */
static const char *names(const struct pp_registry *registry, uint16_t port, char text[64])
{
    const struct pp_service *service;
    uint32_t cursor = 0;
    text[0] = '\0';
    while ((service = pp_registry_next(registry, port, PP_TCP, &cursor))) {
        strcat(text, *text ? " " : "");
        strcat(text, service->name);
    }
    assert_null(pp_registry_next(registry, port, PP_TCP, &cursor)); /* and stays at its end */
    return text;
}

static void an_empty_registry_knows_nothing(void **state)
{
    const struct pp_registry *registry = freeze(state);
    uint32_t cursor = 0;
    assert_string_equal(find(registry, 80, PP_TCP), "none");
    assert_string_equal(find(registry, 65535, PP_DCCP), "none");
    assert_null(pp_registry_named(registry, "http", &cursor));
}

static void a_service_is_found_on_its_transport_alone(void **state)
{
    add(state, "http", 80, 80, PP_TCP);
    add(state, "last", 65535, 65535, PP_UDP);
    const struct pp_registry *registry = freeze(state);
    assert_string_equal(find(registry, 80, PP_TCP), "http");
    assert_string_equal(find(registry, 80, PP_UDP), "none");
    assert_string_equal(find(registry, 65535, PP_UDP), "last");
    assert_string_equal(find(registry, 65535, PP_TCP), "none");
}

static void names_are_copied(void **state)
{
    char name[] = "http";
    add(state, name, 80, 80, PP_TCP);
    add(state, name, 80, 80, PP_UDP);
    memcpy(name, "xxxx", 4);
    const struct pp_registry *registry = freeze(state);
    assert_string_equal(find(registry, 80, PP_TCP), "http");
    assert_string_equal(find(registry, 80, PP_UDP), "http");
}

static void of_several_names_the_first_given_is_the_ports_name(void **state)
{
    char text[64];
    add(state, "pdl-datastream", 9100, 9100, PP_TCP);
    add(state, "zebra", 80, 80, PP_TCP);
    add(state, "hp-pdl-datastr", 9100, 9100, PP_TCP);
    add(state, "a-third", 9100, 9100, PP_TCP);
    const struct pp_registry *registry = freeze(state);
    assert_string_equal(find(registry, 9100, PP_TCP), "pdl-datastream");
    assert_string_equal(names(registry, 9100, text), "pdl-datastream hp-pdl-datastr a-third");
    assert_string_equal(names(registry, 80, text), "zebra");
    assert_string_equal(names(registry, 81, text), "");
}

static void a_range_is_found_by_each_of_its_ports(void **state)
{
    char text[64];
    add(state, "x11", 6000, 6063, PP_TCP);
    add(state, "wide", 6060, 6070, PP_TCP);
    add(state, "single", 6063, 6063, PP_TCP);
    const struct pp_registry *registry = freeze(state);
    assert_string_equal(find(registry, 5999, PP_TCP), "none");
    assert_string_equal(find(registry, 6000, PP_TCP), "x11");
    assert_string_equal(find(registry, 6059, PP_TCP), "x11");
    assert_string_equal(find(registry, 6064, PP_TCP), "wide");
    assert_string_equal(find(registry, 6071, PP_TCP), "none");
    assert_string_equal(find(registry, 6063, PP_TCP), "single"); /* the closest name */
    assert_string_equal(names(registry, 6063, text), "single x11 wide");
    assert_string_equal(names(registry, 6061, text), "x11 wide");
}

static void the_same_assignment_twice_is_one(void **state)
{
    char text[64];
    add(state, "http", 80, 80, PP_TCP);
    add(state, "www", 80, 80, PP_TCP);
    add(state, "HTTP", 80, 80, PP_TCP);
    add(state, "http", 80, 80, PP_UDP);
    add(state, "http", 80, 81, PP_TCP);
    const struct pp_registry *registry = freeze(state);
    assert_int_equal(registry->count, 4);
    assert_int_equal(registry->assignments, 4);
    assert_string_equal(names(registry, 80, text), "http www http");
}

static void aliases_are_names_but_no_assignments(void **state)
{
    struct run *run = *state;
    char text[64];
    add(state, "http", 80, 80, PP_TCP);
    pp_registry_add(&run->registry, "www", (struct pp_range){80, 80}, PP_TCP, true);
    const struct pp_registry *registry = freeze(state);
    assert_int_equal(registry->assignments, 1);
    assert_string_equal(find(registry, 80, PP_TCP), "http");
    assert_string_equal(names(registry, 80, text), "http www");
}

static void every_assignment_of_a_name_is_listed_in_order(void **state)
{
    add(state, "domain", 53, 53, PP_UDP);
    add(state, "other", 54, 54, PP_TCP);
    add(state, "Domain", 953, 953, PP_TCP);
    add(state, "domain", 53, 53, PP_TCP);
    add(state, "domain-s", 853, 853, PP_TCP);
    const struct pp_registry *registry = freeze(state);
    static const struct {
        uint16_t port;
        enum pp_transport transport;
    } expected[] = {{53, PP_TCP}, {953, PP_TCP}, {53, PP_UDP}};
    uint32_t cursor = 0;
    for (size_t i = 0; i < 3; i++) {
        const struct pp_service *service = pp_registry_named(registry, "DOMAIN", &cursor);
        assert_non_null(service);
        assert_int_equal(service->ports.first, expected[i].port);
        assert_int_equal(service->transport, expected[i].transport);
    }
    assert_null(pp_registry_named(registry, "DOMAIN", &cursor));
    assert_null(pp_registry_named(registry, "DOMAIN", &cursor));
}

static void a_full_registry_answers_for_every_port(void **state)
{
    char name[16];
    for (uint32_t port = PP_PORT_MAX; port > 0; port--) {
        snprintf(name, sizeof name, "s%u", (unsigned)port);
        add(state, name, (uint16_t)port, (uint16_t)port, PP_TCP);
    }
    const struct pp_registry *registry = freeze(state);
    for (uint32_t port = 1; port <= PP_PORT_MAX; port++) {
        snprintf(name, sizeof name, "s%u", (unsigned)port);
        assert_string_equal(find(registry, (uint16_t)port, PP_TCP), name);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(an_empty_registry_knows_nothing),
        CASE(a_service_is_found_on_its_transport_alone),
        CASE(names_are_copied),
        CASE(of_several_names_the_first_given_is_the_ports_name),
        CASE(a_range_is_found_by_each_of_its_ports),
        CASE(the_same_assignment_twice_is_one),
        CASE(aliases_are_names_but_no_assignments),
        CASE(every_assignment_of_a_name_is_listed_in_order),
        CASE(a_full_registry_answers_for_every_port),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
