/* port_rules: one pass over all listeners reports what asking every rule about every port reports. */
#include "check/port_rules.h"
#include "support/check_text.h"
#include "support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 150

static const uint32_t crowded[] = {1,    22,   80,   135,   443,   1023,  1024,  5353, 7999,
                                   8000, 8001, 8080, 10080, 32768, 49151, 49152, 60999};

static uint32_t some_port(uint64_t *random)
{
    if (test_once_in(random, 2))
        return crowded[test_below(random, sizeof crowded / sizeof *crowded)];
    return 1 + test_below(random, 65000);
}

static void add_endpoint(uint64_t *random, unsigned number, struct pp_strbuf *yaml)
{
    static const char *const transports[] = {"tcp", "udp", "sctp"};
    uint32_t first = some_port(random),
             width = test_once_in(random, 3) ? test_below(random, 60) : 0;
    pp_strbuf_printf(yaml, "      e%u: {transport: %s, port: \"%u", number,
                     transports[test_below(random, 3)], first);
    if (width > 0)
        pp_strbuf_printf(yaml, "-%u", first + width > 65000 ? 65000 : first + width);
    if (test_once_in(random, 3))
        pp_strbuf_add(yaml, "+70*N");
    pp_strbuf_add(yaml, "\"");
    if (test_once_in(random, 3))
        pp_strbuf_add(yaml, ", technology: HTTP");
    pp_strbuf_add(yaml, "}\n");
}

static void add_host(uint64_t *random, unsigned number, struct pp_strbuf *yaml)
{
    pp_strbuf_printf(yaml, "  - name: H%u\n    os: %s\n", number,
                     test_once_in(random, 2) ? "windows" : "linux");
    if (test_once_in(random, 3))
        pp_strbuf_printf(yaml, "    ephemeral: \"%u-65000\"\n", 1 + test_below(random, 64000));
    if (test_once_in(random, 3))
        pp_strbuf_printf(yaml, "    excluded: [\"%u-65100%s\"]\n", 1 + test_below(random, 64000),
                         test_once_in(random, 2) ? "/udp" : "");
    pp_strbuf_printf(yaml, "    products: [{use: p, instances: %u}]\n", 1 + test_below(random, 4));
}

/* Product p, on up to four hosts; some of the rules are set otherwise than by default. */
static void write_plan(uint64_t *random, struct pp_strbuf *yaml)
{
    pp_strbuf_clear(yaml);
    if (test_once_in(random, 2))
        pp_strbuf_printf(yaml, "rules: {prefer-above: {above: %u}, iana-unregistered: note%s}\n",
                         1 + test_below(random, 60000),
                         test_once_in(random, 2) ? ", dynamic-port: off" : "");
    pp_strbuf_printf(yaml, "products:\n  p:\n%s    endpoints:\n",
                     test_once_in(random, 2) ? "    iana: [http-alt, http]\n" : "");
    for (unsigned i = 0, count = 1 + test_below(random, 8); i < count; i++)
        add_endpoint(random, i, yaml);
    pp_strbuf_add(yaml, "hosts:\n");
    for (unsigned i = 0, count = 1 + test_below(random, 4); i < count; i++)
        add_host(random, i, yaml);
}

static bool concerns_any(const struct pp_check *check, const struct pp_rule *rule, uint32_t index)
{
    const struct pp_bindings *bindings = &check->plan->bindings;
    const struct pp_listener *listener = &check->plan->listeners[index];
    for (uint32_t i = 0; i < listener->binding_count; i++) {
        uint32_t binding = listener->first_binding + i;
        for (uint32_t port = bindings->first[binding]; port <= bindings->last[binding]; port++) {
            if (rule->concerns(check, listener, (uint16_t)port))
                return true;
        }
    }
    return false;
}

/* Adds how many listeners the rule reports to *reported. */
static bool rule_agrees(struct pp_check *check, const struct pp_rule *rule, size_t *reported)
{
    const struct pp_concerned *found = pp_port_verdicts_of(check, rule);
    size_t next = 0;
    for (uint32_t i = 0; i < check->plan->listener_count; i++) {
        bool is_found = next < found->count && found->listeners[next] == i;
        if (is_found != concerns_any(check, rule, i))
            return false;
        next += is_found;
    }
    *reported += next;
    return next == found->count;
}

static void it_reports_what_asking_about_every_port_reports(void **state)
{
    size_t reported[64] = {0}, rules = 0, silent = 0;
    struct pp_strbuf yaml;
    uint64_t seed = test_seed();
    (void)state;
    pp_strbuf_init(&yaml);
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct check_text text;
        uint64_t random = seed + round;
        write_plan(&random, &yaml);
        check_text_init(&text);
        if (!check_text_run(&text, yaml.text))
            fail_msg("PP_TEST_SEED=%llu: %s\n%s", (unsigned long long)(seed + round),
                     plan_text_mistakes(&text.text), yaml.text);
        for (size_t i = 0; i < text.check.rule_count; i++) {
            const struct pp_rule *rule = text.check.rules[i];
            if (rule->run == pp_port_rule_run && text.check.severities[i] != PP_OFF &&
                !rule_agrees(&text.check, rule, &reported[i]))
                fail_msg("PP_TEST_SEED=%llu: %s differs\n%s", (unsigned long long)(seed + round),
                         rule->id, yaml.text);
        }
        check_text_release(&text);
    }
    for (size_t i = 0; pp_rules[i]; i++) {
        rules += pp_rules[i]->run == pp_port_rule_run;
        silent += pp_rules[i]->run == pp_port_rule_run && reported[i] == 0;
    }
    assert_int_equal(rules, 9);
    assert_int_equal(silent, 0); /* every one of them had something to report */
    pp_strbuf_release(&yaml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_reports_what_asking_about_every_port_reports),
    };
    return cmocka_run_group_tests_name("port_rules", tests, NULL, NULL);
}
