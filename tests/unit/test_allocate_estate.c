/* allocate over hosts: ties, blocks and ports that are kept, against the plain algorithm, which
 * tries every port against every binding; and small choices against every way to make them. */
#include "support/check_text.h"
#include "support/random_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { BINDINGS = 2048, INSTANCES = 8 };

/* What the ports are to be, beside the plan that has them. */
struct naive {
    struct check_text *state;
    const struct pp_plan *plan;
    struct pp_range at[BINDINGS];
};

/* The bindings that are to get one block: those of one instance of a group. */
struct slot {
    uint32_t items[BINDINGS];
    size_t count;
};

static const struct pp_listener *listener_of(const struct pp_plan *plan, uint32_t binding)
{
    return &plan->listeners[plan->bindings.listener[binding]];
}

static bool same_unit(const struct pp_listener *a, const struct pp_listener *b)
{
    return a == b || (a->placement == b->placement && a->pool && a->pool == b->pool &&
                      a->origin == b->origin);
}

static bool same_group(const struct pp_listener *a, const struct pp_listener *b)
{
    return same_unit(a, b) || (a->tie != PP_NONE && a->tie == b->tie);
}

static bool clash(const struct pp_plan *plan, const struct pp_listener *a,
                  const struct pp_listener *b)
{
    struct pp_claim one = pp_listener_claim(a), other = pp_listener_claim(b);
    return a->host == b->host &&
           pp_clash_judge(plan->hosts[a->host].os, &one, &other).kind != PP_CLASH_NONE;
}

/* Whether nothing of another group, and no excluded range, keeps the binding from the block. */
static bool fits(const struct naive *naive, uint32_t binding, struct pp_range block)
{
    const struct pp_plan *plan = naive->plan;
    const struct pp_listener *listener = listener_of(plan, binding);
    for (uint32_t port = block.first; port <= block.last; port++) {
        if (pp_host_excludes(&plan->hosts[listener->host], (enum pp_transport)listener->transport,
                             (uint16_t)port))
            return false;
    }
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        const struct pp_listener *other = listener_of(plan, i);
        if (naive->at[i].first && pp_range_overlaps(naive->at[i], block) &&
            !same_group(listener, other) && clash(plan, listener, other))
            return false;
    }
    return true;
}

/* Whether another instance of the group has some of the block. */
static bool is_own(const struct naive *naive, const struct pp_listener *leader,
                   struct pp_range block)
{
    for (uint32_t i = 0; i < naive->plan->bindings.count; i++) {
        if (naive->at[i].first && pp_range_overlaps(naive->at[i], block) &&
            same_group(leader, listener_of(naive->plan, i)))
            return true;
    }
    return false;
}

static bool is_objected(const struct naive *naive, const struct slot *slot, struct pp_range block)
{
    for (size_t r = 0; pp_rules[r]; r++) {
        if (!pp_rules[r]->concerns ||
            pp_check_severity(&naive->state->check, pp_rules[r]) < PP_WARNING)
            continue;
        for (size_t i = 0; i < slot->count; i++) {
            for (uint32_t port = block.first; port <= block.last; port++) {
                if (pp_rules[r]->concerns(&naive->state->check,
                                          listener_of(naive->plan, slot->items[i]), (uint16_t)port))
                    return true;
            }
        }
    }
    return false;
}

static struct pp_range choose(const struct naive *naive, const struct slot *slot)
{
    const struct pp_listener *leader = listener_of(naive->plan, slot->items[0]);
    for (int picky = leader->origin == PP_FROM_AUTO; picky >= 0; picky--) {
        for (uint32_t first = leader->range.first; first + leader->block - 1 <= leader->range.last;
             first++) {
            struct pp_range block = {(uint16_t)first, (uint16_t)(first + leader->block - 1)};
            bool good = first % leader->align == 0 && !is_own(naive, leader, block);
            for (size_t i = 0; i < slot->count && good; i++)
                good = fits(naive, slot->items[i], block);
            if (good && !(picky && is_objected(naive, slot, block)))
                return block;
        }
    }
    return (struct pp_range){0, 0};
}

/* Whether a unit that is in the slot has a listener on the binding's host that could not have the
 * same port; the binding's own unit does not count. */
static bool is_rival(const struct pp_plan *plan, const struct slot *slot, uint32_t binding)
{
    const struct pp_listener *listener = listener_of(plan, binding);
    for (size_t i = 0; i < slot->count; i++) {
        const struct pp_listener *other = listener_of(plan, slot->items[i]);
        if (!same_unit(listener, other) && clash(plan, listener, other))
            return true;
    }
    return false;
}

/* The bindings of one instance of one unit, whose first is `binding`. */
static void unit_of(const struct pp_plan *plan, uint32_t binding, struct slot *unit)
{
    unit->count = 0;
    for (uint32_t i = binding; i < plan->bindings.count; i++) {
        if (same_unit(listener_of(plan, binding), listener_of(plan, i)) &&
            pp_plan_instance(plan, binding) == pp_plan_instance(plan, i))
            unit->items[unit->count++] = i;
    }
}

/* Whether it is the first binding of its instance of its unit. */
static bool leads(const struct pp_plan *plan, uint32_t binding)
{
    for (uint32_t i = 0; i < binding; i++) {
        if (same_unit(listener_of(plan, binding), listener_of(plan, i)) &&
            pp_plan_instance(plan, i) == pp_plan_instance(plan, binding))
            return false;
    }
    return true;
}

/* Those of the instance that have ports, or those that can have the same: `kept` says which. */
static void gather(const struct naive *naive, const struct pp_listener *leader, uint32_t instance,
                   bool kept, struct slot *slot)
{
    static struct slot unit;
    const struct pp_plan *plan = naive->plan;
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        if (!same_group(leader, listener_of(plan, i)) || pp_plan_instance(plan, i) != instance ||
            !leads(plan, i))
            continue;
        bool take = !kept, has = false;
        unit_of(plan, i, &unit);
        for (size_t j = 0; j < unit.count; j++) {
            has = has || naive->at[unit.items[j]].first;
            take = take && !is_rival(plan, slot, unit.items[j]);
        }
        for (size_t j = 0; j < unit.count && (kept ? has : take); j++)
            slot->items[slot->count++] = unit.items[j];
    }
}

/* Whether another instance of the group has some of the block on the binding's host, and could not
 * have it beside the binding. */
static bool meets_own(const struct naive *naive, uint32_t binding, struct pp_range block)
{
    const struct pp_plan *plan = naive->plan;
    const struct pp_listener *listener = listener_of(plan, binding);
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        const struct pp_listener *other = listener_of(plan, i);
        if (naive->at[i].first && pp_range_overlaps(naive->at[i], block) &&
            other->host == listener->host && same_group(listener, other) &&
            pp_plan_instance(plan, i) != pp_plan_instance(plan, binding) &&
            (same_unit(listener, other) || clash(plan, listener, other)))
            return true;
    }
    return false;
}

/* Gives the ports of those that have some to the rest, where they fit. */
static void follow(struct naive *naive, const struct pp_listener *leader, uint32_t instance,
                   struct slot *having)
{
    static struct slot unit;
    const struct pp_plan *plan = naive->plan;
    struct pp_range block = {0, 0};
    for (size_t i = 0; i < having->count && !block.first; i++)
        block = naive->at[having->items[i]];
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        if (!same_group(leader, listener_of(plan, i)) || pp_plan_instance(plan, i) != instance ||
            !leads(plan, i))
            continue;
        bool good = true, has = false;
        unit_of(plan, i, &unit);
        for (size_t j = 0; j < unit.count; j++) {
            has = has || naive->at[unit.items[j]].first;
            good = good && !is_rival(plan, having, unit.items[j]) &&
                   !meets_own(naive, unit.items[j], block) &&
                   (naive->at[unit.items[j]].first || fits(naive, unit.items[j], block));
        }
        for (size_t j = 0; j < unit.count && good; j++) {
            if (!naive->at[unit.items[j]].first)
                naive->at[unit.items[j]] = block;
            if (!has)
                having->items[having->count++] = unit.items[j];
        }
    }
}

static void assign_group(struct naive *naive, const struct pp_listener *leader)
{
    static struct slot slot;
    for (uint32_t instance = 0; instance < INSTANCES; instance++) {
        slot.count = 0;
        gather(naive, leader, instance, true, &slot);
        if (slot.count > 0) {
            follow(naive, leader, instance, &slot);
            continue;
        }
        gather(naive, leader, instance, false, &slot);
        struct pp_range block = slot.count > 0 ? choose(naive, &slot) : (struct pp_range){0, 0};
        for (size_t i = 0; i < slot.count; i++)
            naive->at[slot.items[i]] = block;
    }
}

/* Groups of several hosts first, each group once. */
static void assign_all(struct naive *naive)
{
    const struct pp_plan *plan = naive->plan;
    for (int tied = 1; tied >= 0; tied--) {
        for (size_t i = 0; i < plan->listener_count; i++) {
            const struct pp_listener *listener = &plan->listeners[i];
            bool led = !pp_listener_is_chosen(listener) || tied != (listener->tie != PP_NONE);
            for (size_t j = 0; j < i && !led; j++)
                led = same_group(&plan->listeners[j], listener);
            if (!led)
                assign_group(naive, listener);
        }
    }
}

/* Gives a few bindings ports beforehand, as a lock file does. */
static void lock_some(uint64_t *random, struct pp_plan *plan)
{
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        const struct pp_listener *listener = listener_of(plan, i);
        if (!pp_listener_is_chosen(listener) || !listener->range.first || !test_once_in(random, 6))
            continue;
        uint32_t first = listener->range.first + test_below(random, 6);
        plan->bindings.first[i] = (uint16_t)first;
        plan->bindings.last[i] = (uint16_t)(first + listener->block - 1);
    }
}

static bool same_ports(const struct naive *naive)
{
    const struct pp_bindings *bindings = &naive->plan->bindings;
    for (uint32_t i = 0; i < bindings->count; i++) {
        if (bindings->first[i] != naive->at[i].first || bindings->last[i] != naive->at[i].last)
            return false;
    }
    return true;
}

/* Whether the choice of binding `i` is as it was asked for, and in nobody's way. */
static bool is_sound(const struct pp_plan *plan, uint32_t i)
{
    const struct pp_listener *a = listener_of(plan, i);
    struct pp_range ports = {plan->bindings.first[i], plan->bindings.last[i]};
    if (pp_range_size(ports) != a->block || ports.first % a->align != 0 ||
        ports.first < a->range.first || ports.last > a->range.last)
        return false;
    for (uint32_t port = ports.first; port <= ports.last; port++) {
        if (pp_host_excludes(&plan->hosts[a->host], (enum pp_transport)a->transport,
                             (uint16_t)port))
            return false;
    }
    for (uint32_t j = 0; j < plan->bindings.count; j++) {
        const struct pp_listener *b = listener_of(plan, j);
        struct pp_range taken = {plan->bindings.first[j], plan->bindings.last[j]};
        bool one_instance = pp_plan_instance(plan, i) == pp_plan_instance(plan, j);
        if (!taken.first)
            continue;
        if (same_group(a, b) ? one_instance != (taken.first == ports.first)
                             : pp_range_overlaps(ports, taken) && clash(plan, a, b))
            return false;
        if (same_group(a, b) && !same_unit(a, b) && one_instance && clash(plan, a, b))
            return false;
    }
    return true;
}

static bool agree(uint64_t seed, struct pp_strbuf *yaml)
{
    static struct naive naive;
    struct check_text state;
    uint64_t random = seed;
    bool locked = test_once_in(&random, 3);
    random_estate(&random, yaml);
    check_text_init(&state);
    bool good = plan_text_expand(&state.text, yaml->text);
    const struct pp_plan *plan = &state.text.plan;
    if (good) {
        assert_true(plan->bindings.count <= BINDINGS);
        naive = (struct naive){.state = &state, .plan = plan};
        if (locked)
            lock_some(&random, &state.text.plan);
        for (uint32_t i = 0; i < plan->bindings.count; i++)
            naive.at[i] = (struct pp_range){plan->bindings.first[i], plan->bindings.last[i]};
        check_text_allocate(&state);
        assign_all(&naive);
        good = same_ports(&naive);
        for (uint32_t i = 0; i < plan->bindings.count && good && !locked; i++)
            good = !pp_listener_is_chosen(listener_of(plan, i)) || !plan->bindings.first[i] ||
                   is_sound(plan, i);
    }
    check_text_release(&state);
    return good;
}

static void ports_of_estates_are_those_of_the_plain_algorithm(void **state)
{
    (void)state;
    struct pp_strbuf yaml;
    pp_strbuf_init(&yaml);
    for (uint64_t seed = test_seed(), end = seed + 3000; seed < end; seed++) {
        if (!agree(seed, &yaml))
            fail_msg("PP_TEST_SEED=%llu\n%s", (unsigned long long)seed, yaml.text);
    }
    pp_strbuf_release(&yaml);
}

/* --- every way to choose ------------------------------------------------------ */

/* How many blocks fit into what is free at most: free[0..9], each block at a multiple of align. */
static uint32_t most(const bool *free, uint32_t from, uint32_t block, uint32_t align)
{
    uint32_t best = 0;
    for (uint32_t first = from; first + block <= 10; first++) {
        bool fits = (PP_RANDOM_FIRST + first) % align == 0;
        for (uint32_t i = first; i < first + block; i++)
            fits = fits && free[i];
        uint32_t more = fits ? 1 + most(free, first + block, block, align) : 0;
        if (more > best)
            best = more;
    }
    return best;
}

/* A group alone, whose hosts all have the same instances, and no rule objects: as many instances
 * get their ports as there is any way to give them. */
static void as_many_instances_get_ports_as_can(void **state)
{
    (void)state;
    struct pp_strbuf yaml;
    pp_strbuf_init(&yaml);
    for (uint64_t seed = test_seed(), end = seed + 2000; seed < end; seed++) {
        struct check_text text;
        uint64_t random = seed;
        bool free[10];
        uint32_t block = 1 + test_below(&random, 3), align = 1 + test_below(&random, 3);
        uint32_t hosts = 1 + test_below(&random, 3), got = 0;
        memset(free, true, sizeof free);
        pp_strbuf_clear(&yaml);
        pp_strbuf_printf(&yaml, "rules: {ephemeral-range: {severity: note}}\n"
                                "products: {web: {endpoints: {x: {transport: tcp, port: 80}}}}\n"
                                "hosts:\n");
        for (uint32_t i = 0; i < hosts; i++) {
            uint32_t taken = test_below(&random, 10);
            free[taken] = false;
            pp_strbuf_printf(&yaml,
                             "  - {name: h%u, excluded: %u, products: [{use: web, instances: 6, "
                             "ports: {x: {range: %u-%u, block: %u, align: %u, same_on: all "
                             "hosts}}}]}\n",
                             i, PP_RANDOM_FIRST + taken, PP_RANDOM_FIRST, PP_RANDOM_FIRST + 9u,
                             block, align);
        }
        check_text_init(&text);
        bool good = check_text_assign(&text, yaml.text);
        for (uint32_t i = 0; i < 6 && good; i++)
            got += text.text.plan.bindings.first[i] != 0;
        uint32_t can = most(free, 0, block, align);
        if (!good || got != (can < 6 ? can : 6))
            fail_msg("PP_TEST_SEED=%llu: %u of %u\n%s", (unsigned long long)seed, got, can,
                     yaml.text);
        check_text_release(&text);
    }
    pp_strbuf_release(&yaml);
}

static void the_derivation_says_how_it_was_chosen(void **state)
{
    struct check_text *text = *state;
    assert_true(check_text_assign(
        text, "products: {web: {endpoints: {x: {transport: tcp, port: 80}}}}\n"
              "hosts: [{name: A, products: [{use: web, ports: {x: {range: 10000-10999, block: 16, "
              "align: 100, same_on: all hosts}}}]}]\n"));
    assert_string_equal(check_text_ports(text, 0), "x=10000-10015");
    assert_string_equal(
        pp_listener_derivation(&text->text.plan, &text->text.plan.listeners[0], 0,
                               &text->text.arena),
        "auto 10000-10999, block of 16, aligned to 100, same on all hosts, lowest free");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ports_of_estates_are_those_of_the_plain_algorithm),
        cmocka_unit_test(as_many_instances_get_ports_as_can),
        CASE(the_derivation_says_how_it_was_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
