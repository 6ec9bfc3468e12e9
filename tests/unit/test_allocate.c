/* allocate: ports of pools and `auto`, against the plain algorithm and by example. */
#include "support/check_text.h"
#include "support/random_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* --- the plain algorithm ------------------------------------------------------ */

/* What the ports are to be, beside the plan that has them. */
struct naive {
    struct check_text *state;
    const struct pp_plan *plan;
    uint16_t first[512], last[512];
    uint32_t broken[64];      /* by listener: rules, as objections() has them ... */
    uint32_t broken_from[64]; /* ... and the first instance that breaks one */
};

static bool is_chosen(const struct pp_listener *listener)
{
    return listener->origin == PP_FROM_POOL || listener->origin == PP_FROM_AUTO;
}

static bool same_group(const struct pp_listener *a, const struct pp_listener *b)
{
    return a == b || (a->placement == b->placement && a->pool && a->pool == b->pool &&
                      a->origin == b->origin);
}

static bool is_excluded(const struct pp_plan *plan, const struct pp_listener *listener,
                        uint16_t port)
{
    return pp_host_excludes(&plan->hosts[0], (enum pp_transport)listener->transport, port);
}

static bool clashes(const struct naive *naive, const struct pp_listener *listener, uint16_t port)
{
    const struct pp_plan *plan = naive->plan;
    struct pp_claim claim = pp_listener_claim(listener);
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        struct pp_claim other = pp_listener_claim(&plan->listeners[plan->bindings.listener[i]]);
        if (naive->first[i] && naive->first[i] <= port && port <= naive->last[i] &&
            pp_clash_judge(plan->hosts[0].os, &claim, &other).kind != PP_CLASH_NONE)
            return true;
    }
    return false;
}

static bool fits(const struct naive *naive, const struct pp_listener *leader, uint16_t port)
{
    const struct pp_plan *plan = naive->plan;
    for (size_t i = 0; i < plan->listener_count; i++) {
        const struct pp_listener *listener = &plan->listeners[i];
        if (same_group(leader, listener) &&
            (is_excluded(plan, listener, port) || clashes(naive, listener, port)))
            return false;
    }
    return true;
}

/* The rules that would report the port: a set of bits by index in pp_rules. */
static uint32_t objections(const struct naive *naive, const struct pp_listener *leader,
                           uint16_t port)
{
    uint32_t rules = 0;
    for (size_t r = 0; pp_rules[r]; r++) {
        if (!pp_rules[r]->concerns ||
            pp_check_severity(&naive->state->check, pp_rules[r]) < PP_WARNING)
            continue;
        for (size_t i = 0; i < naive->plan->listener_count; i++) {
            const struct pp_listener *listener = &naive->plan->listeners[i];
            if (same_group(leader, listener) &&
                pp_rules[r]->concerns(&naive->state->check, listener, port))
                rules |= UINT32_C(1) << r;
        }
    }
    return rules;
}

static uint16_t choose(const struct naive *naive, const struct pp_listener *leader)
{
    for (uint32_t port = leader->range.first;
         leader->origin == PP_FROM_AUTO && port <= leader->range.last; port++) {
        if (fits(naive, leader, (uint16_t)port) && !objections(naive, leader, (uint16_t)port))
            return (uint16_t)port;
    }
    for (uint32_t port = leader->range.first; port <= leader->range.last; port++) {
        if (fits(naive, leader, (uint16_t)port))
            return (uint16_t)port;
    }
    return 0;
}

static void assign_group(struct naive *naive, const struct pp_listener *leader)
{
    for (uint32_t instance = 0; instance < leader->binding_count; instance++) {
        uint16_t port = choose(naive, leader);
        uint32_t broken = port && leader->origin == PP_FROM_AUTO ? objections(naive, leader, port)
                                                                 : 0;
        for (size_t i = 0; i < naive->plan->listener_count; i++) {
            const struct pp_listener *listener = &naive->plan->listeners[i];
            if (!same_group(leader, listener))
                continue;
            naive->first[listener->first_binding + instance] = port;
            naive->last[listener->first_binding + instance] = port;
            if (broken && !naive->broken[i])
                naive->broken_from[i] = instance;
            naive->broken[i] |= broken;
        }
    }
}

static void assign_all(struct naive *naive)
{
    const struct pp_plan *plan = naive->plan;
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        bool chosen = is_chosen(&plan->listeners[plan->bindings.listener[i]]);
        naive->first[i] = chosen ? 0 : plan->bindings.first[i];
        naive->last[i] = chosen ? 0 : plan->bindings.last[i];
    }
    for (size_t i = 0; i < plan->listener_count; i++) {
        bool led = !is_chosen(&plan->listeners[i]);
        for (size_t j = 0; j < i && !led; j++)
            led = same_group(&plan->listeners[j], &plan->listeners[i]);
        if (!led)
            assign_group(naive, &plan->listeners[i]);
    }
}

static bool same_broken(const struct pp_listener *listener, uint32_t rules, uint32_t from)
{
    for (size_t r = 0; pp_rules[r]; r++) {
        bool named = listener->broken_rules && strstr(listener->broken_rules, pp_rules[r]->id);
        if (named != (rules >> r & 1))
            return false;
    }
    return !rules || listener->broken_from == from;
}

static bool same_ports(const struct naive *naive)
{
    const struct pp_plan *plan = naive->plan;
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        if (plan->bindings.first[i] != naive->first[i] || plan->bindings.last[i] != naive->last[i])
            return false;
    }
    for (size_t i = 0; i < plan->listener_count; i++) {
        if (!same_broken(&plan->listeners[i], naive->broken[i], naive->broken_from[i]))
            return false;
    }
    return true;
}

/* What was chosen is not excluded, and clashes with nothing but its own group. */
static bool is_sound(const struct pp_plan *plan)
{
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        const struct pp_listener *a = &plan->listeners[plan->bindings.listener[i]];
        struct pp_claim claim = pp_listener_claim(a);
        struct pp_range ports = {plan->bindings.first[i], plan->bindings.last[i]};
        for (uint32_t j = 0; j < plan->bindings.count && is_chosen(a) && ports.first; j++) {
            const struct pp_listener *b = &plan->listeners[plan->bindings.listener[j]];
            struct pp_claim other = pp_listener_claim(b);
            struct pp_range taken = {plan->bindings.first[j], plan->bindings.last[j]};
            bool itself = same_group(a, b) &&
                          pp_plan_instance(plan, i) == pp_plan_instance(plan, j);
            if (taken.first && !itself && pp_range_overlaps(ports, taken) &&
                pp_clash_judge(plan->hosts[0].os, &claim, &other).kind != PP_CLASH_NONE)
                return false;
        }
        if (is_chosen(a) && ports.first && is_excluded(plan, a, ports.first))
            return false;
    }
    return true;
}

static bool agree(uint64_t seed, struct pp_strbuf *yaml)
{
    static struct naive naive;
    struct check_text state;
    uint64_t random = seed;
    random_plan(&random, yaml);
    check_text_init(&state);
    bool good = check_text_assign(&state, yaml->text);
    if (good) {
        naive = (struct naive){.state = &state, .plan = &state.text.plan};
        assert_true(naive.plan->bindings.count <= 512 && naive.plan->listener_count <= 64);
        assign_all(&naive);
        good = same_ports(&naive) && is_sound(naive.plan);
    }
    check_text_release(&state);
    return good;
}

static void ports_are_those_of_the_plain_algorithm(void **state)
{
    (void)state;
    struct pp_strbuf yaml;
    pp_strbuf_init(&yaml);
    for (uint64_t seed = test_seed(), end = seed + 2000; seed < end; seed++) {
        if (!agree(seed, &yaml))
            fail_msg("PP_TEST_SEED=%llu\n%s", (unsigned long long)seed, yaml.text);
    }
    pp_strbuf_release(&yaml);
}

static void the_same_plan_gets_the_same_ports(void **state)
{
    (void)state;
    struct pp_strbuf yaml;
    pp_strbuf_init(&yaml);
    for (uint64_t seed = test_seed(), end = seed + 200; seed < end; seed++) {
        struct check_text one, two;
        uint64_t random = seed;
        random_plan(&random, &yaml);
        check_text_init(&one);
        check_text_init(&two);
        assert_true(check_text_assign(&one, yaml.text) && check_text_assign(&two, yaml.text));
        assert_string_equal(check_text_ports(&one, 0), check_text_ports(&two, 0));
        check_text_release(&one);
        check_text_release(&two);
    }
    pp_strbuf_release(&yaml);
}

/* --- by example ----------------------------------------------------------------- */

static void assign(void **state, const char *yaml, const char *ports)
{
    struct check_text *text = *state;
    bool good = check_text_assign(text, yaml);
    assert_string_equal(plan_text_mistakes(&text->text), "");
    assert_true(good);
    assert_string_equal(check_text_ports(text, 0), ports);
}

#define RECORDER                                                                              \
    "products:\n"                                                                             \
    "  recorder: {pools: {api: 8301-8304}, endpoints: {rest: {transport: tcp, port: api}}}\n" \
    "  fixed: {endpoints: {web: {transport: tcp, port: 8302}}}\n"

static void each_instance_gets_the_lowest_free_port(void **state)
{
    assign(state, RECORDER "hosts: [{name: A, products: [{use: recorder, instances: 3}, fixed]}]\n",
           "rest=8301 rest=8303 rest=8304 web=8302");
}

static void pools_are_served_in_the_order_of_the_plan(void **state)
{
    assign(state,
           RECORDER "hosts: [{name: A, products: [recorder, {use: recorder, instances: 2}, "
                    "recorder, recorder]}]\n",
           "rest=8301 rest=8302 rest=8303 rest=8304 rest=-");
}

static void hosts_do_not_take_ports_from_each_other(void **state)
{
    struct check_text *text = *state;
    assign(state,
           RECORDER "hosts: [{name: A, products: [recorder]}, {name: B, products: "
                    "[recorder]}]\n",
           "rest=8301");
    assert_string_equal(check_text_ports(text, 1), "rest=8301");
}

static void a_port_excluded_on_another_transport_is_free(void **state)
{
    assign(state,
           RECORDER "hosts: [{name: A, excluded: [8301/udp, 8302-8303/tcp], products: "
                    "[{use: recorder, instances: 2}]}]\n",
           "rest=8301 rest=8304");
}

static void excluded_ports_are_left_alone(void **state)
{
    assign(state,
           RECORDER "hosts: [{name: A, excluded: [8301-8303], products: [{use: recorder, "
                    "instances: 2}]}]\n",
           "rest=8304 rest=-");
}

static void endpoints_of_one_pool_share_each_instances_port(void **state)
{
    assign(state,
           "products:\n"
           "  capture:\n"
           "    pools: {control: 8001-8099}\n"
           "    endpoints:\n"
           "      soap: {transport: tcp, port: control, url: \"http://+:{port}/Control\"}\n"
           "      rest: {transport: tcp, port: control, url: \"http://+:{port}/REST\"}\n"
           "      events: {transport: udp, port: control}\n"
           "  other: {endpoints: {web: {transport: tcp, port: 8002}, log: {transport: udp, port: "
           "8003}}}\n"
           "hosts: [{name: A, products: [{use: capture, instances: 2}, other]}]\n",
           "soap=8001 soap=8004 rest=8001 rest=8004 events=8001 events=8004 web=8002 log=8003");
}

static void prefixes_that_differ_may_have_one_port(void **state)
{
    assign(state,
           "products:\n"
           "  a: {pools: {p: 8301-8302}, endpoints: {x: {transport: tcp, port: p, url: "
           "\"http://+:{port}/a\"}}}\n"
           "  b: {pools: {p: 8301-8302}, endpoints: {x: {transport: tcp, port: p, url: "
           "\"http://+:{port}/b\"}}}\n"
           "hosts: [{name: A, products: [a, b, a]}]\n",
           "x=8301 x=8301 x=8302");
}

#define WEB "products: {web: {endpoints: {ui: {transport: tcp, port: 80}}}}\n"

static void auto_begins_at_10000(void **state)
{
    assign(state,
           WEB "hosts: [{name: A, products: [{use: web, instances: 2, ports: {ui: auto}}]}]\n",
           "ui=10000 ui=10001");
}

static void auto_avoids_what_rules_would_report(void **state)
{
    /* 8888 is assigned, 8889 is a client port, 8890 is excluded */
    assign(state,
           WEB "hosts: [{name: A, ephemeral: 8889, excluded: 8890, products: [{use: web, "
               "instances: 2, ports: {ui: auto 8888-8892}}]}]\n",
           "ui=8891 ui=8892");
}

static void auto_takes_no_heed_of_rules_that_only_note(void **state)
{
    assign(state,
           WEB "hosts: [{name: A, products: [{use: web, ports: {ui: auto 8888-8892}}]}]\n"
               "rules: {iana-collision: {severity: note}}\n",
           "ui=8888");
}

static void a_pool_takes_what_rules_would_report(void **state)
{
    assign(state,
           "products: {web: {pools: {p: 8888-8892}, endpoints: {ui: {transport: tcp, port: p}}}}\n"
           "hosts: [{name: A, products: [web]}]\n",
           "ui=8888");
}

/* Of an instance of the first listener. */
static const char *derivation(struct check_text *text, uint32_t instance)
{
    return pp_listener_derivation(&text->text.plan, &text->text.plan.listeners[0], instance,
                                  &text->text.arena);
}

static void when_no_good_port_is_left_auto_names_the_rule_it_breaks(void **state)
{
    struct check_text *text = *state;
    assign(state,
           WEB "hosts: [{name: A, products: [{use: web, instances: 3, ports: {ui: auto "
               "8888-8889}}]}]\n",
           "ui=8889 ui=8888 ui=-");
    assert_string_equal(derivation(text, 0), "auto 8888-8889, lowest free");
    assert_string_equal(derivation(text, 1),
                        "auto 8888-8889, lowest free (breaks iana-collision: no better port is "
                        "left)");
    assert_string_equal(derivation(text, 2), "auto 8888-8889, none free");
}

static void auto_of_low_ports_breaks_prefer_above(void **state)
{
    struct check_text *text = *state;
    assign(state, WEB "hosts: [{name: A, products: [{use: web, ports: {ui: auto 7000-7010}}]}]\n",
           "ui=7000");
    assert_string_equal(text->text.plan.listeners[0].broken_rules, "prefer-above");
}

static void auto_goes_on_above_8000_when_its_first_range_is_full(void **state)
{
    struct check_text *text = *state;
    assign(state,
           "products:\n"
           "  web: {endpoints: {ui: {transport: tcp, port: 80}}}\n"
           "  huge: {endpoints: {all: {transport: tcp, port: 9990-32767}}}\n"
           "hosts: [{name: A, products: [huge, {use: web, ports: {ui: auto}}]}]\n",
           "all=9990-32767 ui=8001");
    assert_null(text->text.plan.listeners[1].broken_rules);
}

static void a_pool_may_be_auto_as_a_whole(void **state)
{
    assign(state,
           "products:\n"
           "  capture:\n"
           "    pools: {control: 8001-8099}\n"
           "    endpoints:\n"
           "      soap: {transport: tcp, port: control, url: \"http://+:{port}/Control\"}\n"
           "      rest: {transport: tcp, port: control, url: \"http://+:{port}/REST\"}\n"
           "hosts: [{name: A, products: [{use: capture, instances: 2, ports: {control: auto}}]}]\n",
           "soap=10000 soap=10001 rest=10000 rest=10001");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ports_are_those_of_the_plain_algorithm),
        cmocka_unit_test(the_same_plan_gets_the_same_ports),
        CASE(each_instance_gets_the_lowest_free_port),
        CASE(pools_are_served_in_the_order_of_the_plan),
        CASE(hosts_do_not_take_ports_from_each_other),
        CASE(excluded_ports_are_left_alone),
        CASE(a_port_excluded_on_another_transport_is_free),
        CASE(endpoints_of_one_pool_share_each_instances_port),
        CASE(prefixes_that_differ_may_have_one_port),
        CASE(auto_begins_at_10000),
        CASE(auto_avoids_what_rules_would_report),
        CASE(auto_takes_no_heed_of_rules_that_only_note),
        CASE(a_pool_takes_what_rules_would_report),
        CASE(when_no_good_port_is_left_auto_names_the_rule_it_breaks),
        CASE(auto_of_low_ports_breaks_prefer_above),
        CASE(auto_goes_on_above_8000_when_its_first_range_is_full),
        CASE(a_pool_may_be_auto_as_a_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
