/* policy, row: what a policy is told of the plan, whichever way it is called. */
#include "script/policies.h"
#include "script/straight.h"
#include "support/check_text.h"
#include "support/random_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    struct check_text text;
    struct pp_script script;
    struct pp_policies *policies;
};

static void start(struct fixture *fixture)
{
    check_text_init(&fixture->text);
    struct plan_text *plan = &fixture->text.text;
    fixture->script = (struct pp_script){.arena = &plan->arena,
                                         .sources = &plan->sources,
                                         .diags = &plan->diags,
                                         .library = &plan->library,
                                         .registry = &fixture->text.registry};
    fixture->policies = pp_policies_new(&fixture->script);
}

static void stop(struct fixture *fixture)
{
    pp_policies_free(fixture->policies);
    check_text_release(&fixture->text);
}

/* A policy file with that text; removed when it has been loaded. */
static bool load(struct fixture *fixture, const char *lua)
{
    char path[] = "/tmp/portplan-policy-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w");
    assert_non_null(file);
    fputs(lua, file);
    fclose(file);
    bool good = pp_policies_load(fixture->policies, path, (struct pp_loc){0});
    unlink(path);
    return good;
}

/* Runs the policy of that id, and no other rule, over the plan. */
static void judge(struct fixture *fixture, const char *id)
{
    struct pp_check *check = &fixture->text.check;
    const struct pp_rule *rule = pp_policies_find(fixture->policies, id);
    assert_non_null(rule);
    pp_check_add_rules(check, &rule, 1);
    rule->run(check, rule);
}

/* The findings of a rule, a line each: "ports message". */
static const char *findings(struct fixture *fixture, const char *id)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < fixture->text.check.findings.count; i++) {
        const struct pp_finding *finding = &fixture->text.check.findings.items[i];
        if (strcmp(finding->rule, id) != 0)
            continue;
        for (size_t p = 0; p < finding->port_count; p++)
            pp_range_format(finding->ports[p], &buf);
        pp_strbuf_printf(&buf, " %s\n", finding->message);
    }
    const char *text = pp_arena_strdup(&fixture->text.text.arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

#define EVERY_FIELD                                                                            \
    "(b.host .. b.product .. b.title .. (b.label or '-') .. b.instance .. b.endpoint .. "      \
    "(b.technology or '-') .. b.transport .. b.address .. (b.port or 0) .. (b.first or 0) .. " \
    "(b.last or 0) .. b.listener .. (b.url or '-') .. b.reuse .. b.derivation .. b.file .. "   \
    "(b.line or 0) .. b.on.os .. b.placement.product .. (b.firewall and 1 or 0) .. "           \
    "(b.url_reservation and 1 or 0))"

static const char row[] = "return policy { id = 'row', title = 'x', each = 'binding', "
                          "check = function(b, report) report(b, " EVERY_FIELD ") end }";
static const char view[] = "return policy { id = 'view', title = 'x', each = 'binding', "
                           "check = function(b, report) for _ = 1, 1 do report(b, " EVERY_FIELD
                           ") end end }";

/* Straight-line functions read a row, others views: both must tell the same. */
static void rows_and_views_tell_the_same(void **state)
{
    (void)state;
    uint32_t steps;
    struct pp_strbuf yaml;
    assert_true(pp_straight_scan(row, strlen(row), 1, &steps));
    assert_false(pp_straight_scan(view, strlen(view), 1, &steps));
    pp_strbuf_init(&yaml);
    for (uint64_t seed = test_seed(); seed < test_seed() + 300; seed++) {
        struct fixture fixture;
        uint64_t random = seed;
        random_plan(&random, &yaml);
        start(&fixture);
        assert_true(load(&fixture, row) && load(&fixture, view));
        assert_true(check_text_assign(&fixture.text, yaml.text));
        judge(&fixture, "row");
        judge(&fixture, "view");
        assert_int_equal(fixture.text.text.diags.count, 0);
        const char *told = findings(&fixture, "row");
        if (strlen(told) == 0 || strcmp(told, findings(&fixture, "view")) != 0)
            fail_msg("seed %llu: rows and views differ", (unsigned long long)seed);
        stop(&fixture);
    }
    pp_strbuf_release(&yaml);
}

#define PLAN                                                                                  \
    "hosts:\n"                                                                                \
    "  - {name: A, address: 10.0.0.1, tags: [x, y], excluded: [50000-50059/tcp], products: [" \
    "{use: p, instances: 3, label: one}, q]}\n"                                               \
    "  - {name: B, os: linux, ephemeral: 40000-50000, products: [q]}\n"                       \
    "products:\n"                                                                             \
    "  p: {max_instances: 8, endpoints: {web: {transport: tcp, port: 9000+N}}}\n"             \
    "  q: {endpoints: {api: {transport: udp, port: 9100}}}\n"

/* What the policy reports over PLAN, a line each. */
static void expect(const char *each, const char *body, const char *lines)
{
    struct fixture fixture;
    start(&fixture);
    const char *lua = pp_arena_printf(&fixture.text.text.arena,
                                      "return policy { id = 'mine', title = 'x', each = '%s', "
                                      "check = function(t, report) %s end }",
                                      each, body);
    bool loaded = load(&fixture, lua);
    assert_string_equal(plan_text_mistakes(&fixture.text.text), "");
    assert_true(loaded && check_text_assign(&fixture.text, PLAN));
    judge(&fixture, "mine");
    assert_string_equal(plan_text_mistakes(&fixture.text.text), "");
    assert_string_equal(findings(&fixture, "mine"), lines);
    stop(&fixture);
}

static void each_says_what_check_is_called_with(void **state)
{
    (void)state;
    expect("binding", "report(t, t.endpoint .. t.instance)",
           "9000 web0\n9001 web1\n9002 web2\n9100 api0\n9100 api0\n");
    expect("placement", "report(t, t.product)", " p\n q\n q\n");
    expect("host", "report(t, t.name)", " A\n B\n");
    expect("site", "report(t, t.name .. #t.hosts)", " plan2\n");
}

static void lists_are_walked_like_tables(void **state)
{
    (void)state;
    expect("host",
           "local n = 0 for i, b in ipairs(t.bindings) do n = n + i end "
           "for _, p in pairs(t.placements) do n = n + 100 * #p.bindings end report(t, n .. '')",
           " 410\n 101\n");
    expect("host", "report(t, #t.tags .. (t.tags[2] or '-') .. tostring(t.tags[3]))",
           " 2ynil\n 0-nil\n");
    expect("host", "report(t, #t.addresses .. #t.excluded .. (t.excluded[1] or '-'))",
           " 1150000-50059/tcp\n 00-\n");
    expect("placement", "report(t, #t.instances .. t.instances[#t.instances])", " 32\n 10\n 10\n");
}

static void things_know_what_they_belong_to(void **state)
{
    (void)state;
    expect("binding", "if t.on.name == 'B' and t.placement.on == t.on then report(t, t.host) end",
           "9100 B\n");
    expect("site",
           "local h = t.hosts[1] if h.placements[1].bindings[1] == h.bindings[1] then "
           "report(h, 'one') end",
           " one\n");
}

static void bands_take_bindings_and_hosts(void **state)
{
    (void)state;
    expect("host",
           "report(t, tostring(bands.ephemeral(45000, t)) .. tostring(bands.excluded(50010, t)) .. "
           "tostring(bands.excluded('50010/udp', t)))",
           " falsetruefalse\n truefalsefalse\n");
    expect("binding", "report(t, tostring(bands.preferred(t)) .. tostring(bands.system(t)))",
           "9000-9002 truefalse\n9100 truefalse\n9100 truefalse\n");
}

static void claims_are_of_instances_that_may_come(void **state)
{
    (void)state;
    expect("placement",
           "local c = t:claims(100)[1] report(t, c.endpoint .. tostring(c.port) .. c.transport)",
           " web9100tcp\n api9100udp\n api9100udp\n");
    expect("placement",
           "if t.product == 'p' then report(t, tostring(clashes(t:claims(2)[1], t.bindings[3])) "
           ".. tostring(overlaps(t:claims(3)[1], t.bindings[3]))) end",
           " port-overlapfalse\n");
}

static void bindings_clash_where_they_meet(void **state)
{
    (void)state;
    expect("site",
           "local a, b = t.hosts[1].bindings[4], t.hosts[2].bindings[1] report(t, "
           "tostring(overlaps(a, b)) .. tostring(overlaps(a, a)) .. tostring(clashes(a, a)))",
           " falsefalsenil\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_views_tell_the_same),
        cmocka_unit_test(each_says_what_check_is_called_with),
        cmocka_unit_test(lists_are_walked_like_tables),
        cmocka_unit_test(things_know_what_they_belong_to),
        cmocka_unit_test(bands_take_bindings_and_hosts),
        cmocka_unit_test(claims_are_of_instances_that_may_come),
        cmocka_unit_test(bindings_clash_where_they_meet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
