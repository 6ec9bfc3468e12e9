/* slots: the instances of a group by number. */
#include "check/slots.h"

#include "support/check_text.h"
#include "support/random.h"
#include "support/random_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Listeners: 0 has 7, 9 and 65000; 1 has 0 to 2; 2 has 2 and 9 */
#define PLAN                                                          \
    "products: {a: {endpoints: {x: {transport: tcp, port: 9000}}}}\n" \
    "hosts:\n"                                                        \
    "  - {name: A, products: [{use: a, instances: [7, 9, 65000]}]}\n" \
    "  - {name: B, products: [{use: a, instances: 3}]}\n"             \
    "  - {name: C, products: [{use: a, instances: [9, 2]}, {use: a, label: l}]}\n"

static void collect(const struct pp_plan *plan, const uint32_t *units, size_t count,
                    struct pp_slots *slots)
{
    struct pp_slot_unit all[64];
    for (size_t i = 0; i < count; i++)
        all[i] = pp_slot_unit_of(plan, units[i]);
    pp_slots_collect(slots, all, count);
}

/* "instance:unit.index" for each item */
static void expect(void **state, const uint32_t *units, size_t count, const char *items)
{
    struct check_text *text = *state;
    struct pp_slots slots = {0};
    char found[256] = "";
    if (!text->text.plan.listener_count)
        assert_true(plan_text_expand(&text->text, PLAN));
    collect(&text->text.plan, units, count, &slots);
    for (size_t i = 0; i < slots.count; i++) {
        const struct pp_slot_item *item = &slots.items[i];
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s%u:%u.%u", i ? " " : "",
                 item->instance, item->unit, item->index);
    }
    assert_string_equal(found, items);
    pp_slots_release(&slots);
}

static void items_are_by_instance_and_then_in_plan_order(void **state)
{
    static const uint32_t units[] = {0, 1, 2};
    expect(state, units, 1, "7:0.0 9:0.1 65000:0.2");
    expect(state, units + 1, 1, "0:1.0 1:1.1 2:1.2");
    expect(state, units, 3, "0:1.0 1:1.1 2:1.2 2:2.0 7:0.0 9:0.1 9:2.1 65000:0.2");
    expect(state, units + 1, 2, "0:1.0 1:1.1 2:1.2 2:2.0 9:2.1");
    expect(state, units, 0, "");
}

static void what_is_collected_replaces_what_was(void **state)
{
    static const uint32_t units[] = {0, 1, 2};
    struct check_text *text = *state;
    struct pp_slots slots = {0};
    assert_true(plan_text_expand(&text->text, PLAN));
    collect(&text->text.plan, units, 3, &slots);
    assert_int_equal(slots.count, 8);
    collect(&text->text.plan, units + 2, 1, &slots);
    assert_int_equal(slots.count, 2);
    assert_int_equal(slots.items[1].instance, 9);
    pp_slots_release(&slots);
}

/* Of random estates, all units as one group. */
static void all_instances_of_all_units_are_there_in_order(void **state)
{
    struct pp_strbuf yaml;
    uint64_t seed = test_seed();
    pp_strbuf_init(&yaml);
    for (int round = 0; round < 300; round++, seed++) {
        struct check_text *text = *state;
        uint64_t random = seed;
        uint32_t units[64];
        size_t count = 0, instances = 0;
        check_text_release(text);
        check_text_init(text);
        random_estate(&random, &yaml);
        if (!plan_text_expand(&text->text, yaml.text))
            continue;
        for (uint32_t i = 0; i < text->text.plan.listener_count && count < 64; i++) {
            if (pp_unit_leads(&text->text.plan, i)) {
                units[count++] = i;
                instances += text->text.plan.listeners[i].binding_count;
            }
        }
        struct pp_slots slots = {0};
        collect(&text->text.plan, units, count, &slots);
        assert_int_equal(slots.count, instances);
        for (size_t i = 0; i < slots.count; i++) {
            const struct pp_slot_item *item = &slots.items[i], *before = item - 1;
            uint32_t binding = text->text.plan.listeners[item->unit].first_binding + item->index;
            if (pp_plan_instance(&text->text.plan, binding) != item->instance ||
                binding != item->binding ||
                (i > 0 && (before->instance > item->instance ||
                           (before->instance == item->instance && before->unit >= item->unit))))
                fail_msg("seed %llu: item %zu is out of order", (unsigned long long)seed, i);
        }
        pp_slots_release(&slots);
    }
    pp_strbuf_release(&yaml);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(items_are_by_instance_and_then_in_plan_order),
        CASE(what_is_collected_replaces_what_was),
        CASE(all_instances_of_all_units_are_there_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
