/* failover, rule_failover_clash: a move finds what trying every pair of bindings finds. */
#include "check/failover.h"
#include "support/check_text.h"
#include "support/random_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { LISTENERS = 32, RANGES = 2 }; /* the last columns: excluded, ephemeral */

/* By the listener that moves, and the one that stands or the kind of range: ports as bits from
 * PP_RANDOM_FIRST on, and whether something does not start. */
struct matrix {
    uint64_t ports[LISTENERS][LISTENERS + RANGES];
    bool refused[LISTENERS][LISTENERS + RANGES];
};

static uint64_t bit_of(uint32_t port)
{
    assert_in_range(port, PP_RANDOM_FIRST, PP_RANDOM_FIRST + 63);
    return UINT64_C(1) << (port - PP_RANDOM_FIRST);
}

static void try_ranges(const struct pp_plan *plan, uint32_t moved, struct matrix *matrix)
{
    uint32_t x = plan->bindings.listener[moved];
    const struct pp_listener *listener = &plan->listeners[x];
    const struct pp_host *main = &plan->hosts[listener->host];
    const struct pp_host *backup = &plan->hosts[1 - listener->host];
    for (uint32_t port = plan->bindings.first[moved]; port && port <= plan->bindings.last[moved];
         port++) {
        if (pp_host_excludes(backup, (enum pp_transport)listener->transport, (uint16_t)port)) {
            matrix->ports[x][LISTENERS] |= bit_of(port);
            matrix->refused[x][LISTENERS] = true;
        }
        if (pp_range_contains(backup->ephemeral, (uint16_t)port) &&
            !pp_range_contains(main->ephemeral, (uint16_t)port))
            matrix->ports[x][LISTENERS + 1] |= bit_of(port);
    }
}

static void try_pair(const struct pp_plan *plan, uint32_t moved, uint32_t standing,
                     struct matrix *matrix)
{
    uint32_t x = plan->bindings.listener[moved], y = plan->bindings.listener[standing];
    struct pp_claim p = pp_listener_claim(&plan->listeners[x]);
    struct pp_claim q = pp_listener_claim(&plan->listeners[y]);
    enum pp_clash_kind kind = pp_clash_judge(plan->hosts[plan->listeners[y].host].os, &p, &q).kind;
    if (kind == PP_CLASH_NONE)
        return;
    for (uint32_t port = plan->bindings.first[moved]; port && port <= plan->bindings.last[moved];
         port++) {
        if (port < plan->bindings.first[standing] || port > plan->bindings.last[standing])
            continue;
        matrix->ports[x][y] |= bit_of(port);
        matrix->refused[x][y] = kind != PP_CLASH_SPLIT;
    }
}

static void try_all(const struct pp_plan *plan, uint32_t main, struct matrix *matrix)
{
    memset(matrix, 0, sizeof *matrix);
    for (uint32_t i = 0; i < plan->bindings.count; i++) {
        if (plan->listeners[plan->bindings.listener[i]].host != main)
            continue;
        try_ranges(plan, i, matrix);
        for (uint32_t j = 0; j < plan->bindings.count; j++) {
            if (plan->listeners[plan->bindings.listener[j]].host != main)
                try_pair(plan, i, j, matrix);
        }
    }
}

static uint64_t bits_of(const struct pp_uses *uses)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < uses->count; i++) {
        for (uint32_t port = uses->items[i].ports.first; port <= uses->items[i].ports.last; port++)
            bits |= bit_of(port);
    }
    return bits;
}

static size_t column_of(const struct pp_obstacle *obstacle)
{
    return obstacle->standing != PP_NONE            ? obstacle->standing
           : obstacle->kind == PP_OBSTACLE_EXCLUDED ? LISTENERS
                                                    : LISTENERS + 1;
}

/* The obstacles of the move as a matrix; false when one comes twice, or its sides differ. */
static bool read_trial(const struct pp_plan *plan, const struct pp_trial *trial,
                       struct matrix *matrix)
{
    bool good = true;
    memset(matrix, 0, sizeof *matrix);
    for (size_t i = 0; i < trial->count; i++) {
        const struct pp_obstacle *obstacle = &trial->obstacles[i];
        struct pp_uses moved = {0}, standing = {0};
        uint64_t *ports = &matrix->ports[obstacle->moved][column_of(obstacle)];
        good = good && *ports == 0;
        pp_trial_uses(plan, trial, obstacle, 0, &moved);
        pp_trial_uses(plan, trial, obstacle, 1, &standing);
        *ports = bits_of(&moved);
        matrix->refused[obstacle->moved][column_of(obstacle)] = obstacle->refused;
        good = good && *ports != 0 &&
               (obstacle->standing == PP_NONE || bits_of(&standing) == *ports);
        pp_uses_release(&moved);
        pp_uses_release(&standing);
    }
    return good;
}

static uint16_t lowest(uint64_t ports)
{
    uint16_t port = PP_RANDOM_FIRST;
    while (!(ports & bit_of(port)))
        port++;
    return port;
}

/* The lowest port of what refuses, or of what does not when nothing refuses; 0 for none. */
static uint16_t smallest(const struct matrix *matrix, bool *refused)
{
    uint16_t ports[2] = {0, 0};
    for (size_t x = 0; x < LISTENERS; x++) {
        for (size_t y = 0; y < LISTENERS + RANGES; y++) {
            uint16_t *least = &ports[matrix->refused[x][y]];
            if (matrix->ports[x][y] && (!*least || lowest(matrix->ports[x][y]) < *least))
                *least = lowest(matrix->ports[x][y]);
        }
    }
    *refused = ports[1] != 0;
    return *refused ? ports[1] : ports[0];
}

/* One finding, of the smallest obstacle, when there is any. */
static bool finding_agrees(struct check_text *state, const struct matrix *matrix)
{
    bool refused;
    uint16_t port = smallest(matrix, &refused);
    const struct pp_finding *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < state->check.findings.count; i++) {
        if (strcmp(state->check.findings.items[i].rule, "failover-clash") != 0)
            continue;
        found = &state->check.findings.items[i];
        count++;
    }
    if (port == 0)
        return count == 0;
    return count == 1 && found->ports[0].first == port &&
           found->severity == (refused ? PP_ERROR : PP_WARNING) && found->party_count == 2;
}

static bool agree(uint64_t seed, struct pp_strbuf *yaml, size_t kinds[3])
{
    static struct matrix expected, found;
    struct check_text state;
    struct pp_trial trial;
    uint64_t random = seed;
    random_failover(&random, yaml);
    check_text_init(&state);
    bool good = check_text_run(&state, yaml->text);
    if (good) {
        const struct pp_plan *plan = &state.text.plan;
        uint32_t main = pp_plan_find_host(plan, "A"), backup = pp_plan_find_host(plan, "B");
        try_all(plan, main, &expected);
        pp_trial_run(plan, main, backup, &trial);
        good = read_trial(plan, &trial, &found) && memcmp(&expected, &found, sizeof found) == 0 &&
               finding_agrees(&state, &expected);
        kinds[trial.count == 0 ? 0 : trial.obstacles[0].refused ? 2 : 1]++;
        pp_trial_release(&trial);
    } else {
        fprintf(stderr, "%s", plan_text_mistakes(&state.text));
    }
    check_text_release(&state);
    return good;
}

static void a_move_finds_what_trying_every_pair_finds(void **state)
{
    (void)state;
    struct pp_strbuf yaml;
    size_t kinds[3] = {0};
    pp_strbuf_init(&yaml);
    for (uint64_t seed = test_seed(), end = seed + 2000; seed < end; seed++) {
        if (!agree(seed, &yaml, kinds))
            fail_msg("PP_TEST_SEED=%llu\n%s", (unsigned long long)seed, yaml.text);
    }
    for (int kind = 0; kind < 3; kind++)
        assert_true(kinds[kind] > 50); /* the plans are worth their time */
    pp_strbuf_release(&yaml);
}

#define PRODUCTS                                                                           \
    "products:\n"                                                                          \
    "  web: {endpoints: {ui: {transport: tcp, port: 9000}}}\n"                             \
    "  tv: {endpoints: {a: {transport: tcp, port: 9100+N},\n"                              \
    "                   b: {transport: udp, port: 9050}}}\n"                               \
    "  site: {endpoints: {s: {transport: tcp, port: 9000, url: \"http://+:{port}/s\"}}}\n" \
    "  shop: {endpoints: {t: {transport: tcp, port: 9000, url: \"http://+:{port}/t\"}}}\n" \
    "  local: {endpoints: {l: {transport: tcp, port: 9000, address: 127.0.0.1}}}\n"

static void a_backup_has_to_take_each_of_its_mains(void **state)
{
    check_text_expect(state, "failover-clash",
                      PRODUCTS "hosts:\n"
                               "  - {name: A, os: linux, products: [web]}\n"
                               "  - {name: B, os: linux, products: [{use: tv, instances: 3}]}\n"
                               "  - {name: C, os: linux, products: [local]}\n"
                               "  - {name: D, os: linux, backup_of: [A, B, C], products:\n"
                               "      [web, {use: tv, instances: 2}]}\n",
                      "error failover-clash:9:9000/tcp web(ui)/web(ui)\n"
                      "error failover-clash:10:9050/udp tv(b#0,1,2)/tv(b#0,1)\n"
                      "error failover-clash:11:9000/tcp local(l)/web(ui)\n");
}

static void addresses_move_along(void **state)
{
    check_text_expect(state, "failover-clash",
                      PRODUCTS
                      "hosts:\n"
                      "  - {name: A, os: linux, address: 10.0.0.1, products:\n"
                      "      [{use: web, address: 10.0.0.1}]}\n"
                      "  - {name: B, os: linux, address: 10.0.0.2, backup_of: A, products:\n"
                      "      [{use: web, address: 10.0.0.2}]}\n"
                      "  - {name: L, os: linux, products: [local]}\n"
                      "  - {name: M, os: linux, address: 10.0.0.3, backup_of: L, products:\n"
                      "      [{use: web, address: 10.0.0.3}]}\n",
                      "");
}

static void prefixes_that_differ_share_a_port_after_the_move_too(void **state)
{
    check_text_expect(state, "failover-clash",
                      PRODUCTS "hosts:\n"
                               "  - {name: A, products: [site]}\n"
                               "  - {name: B, backup_of: A, products: [shop]}\n"
                               "  - {name: C, backup_of: A, products: [site]}\n",
                      "error failover-clash:9:9000/tcp site(s)/site(s)\n");
}

static void a_host_of_a_pool_needs_one_spare_that_can_take_it(void **state)
{
    check_text_expect(state, "failover-clash",
                      PRODUCTS "hosts:\n"
                               "  - {name: S1, os: linux, pool: p, spare: true, products: [web]}\n"
                               "  - {name: A, os: linux, pool: P, products: [web]}\n"
                               "  - {name: B, os: linux, pool: p, products: [tv]}\n"
                               "  - {name: S2, os: linux, pool: p, spare: true, products: [tv]}\n",
                      "");
}

static void it_is_reported_once_when_it_fits_on_none(void **state)
{
    struct check_text *text = check_text_expect(
        state, "failover-clash",
        PRODUCTS "hosts:\n"
                 "  - {name: S1, os: linux, pool: p, spare: true, products: [tv]}\n"
                 "  - {name: S2, os: linux, pool: p, spare: true, excluded: 9100}\n"
                 "  - {name: S3, os: windows, pool: p, spare: true}\n"
                 "  - {name: A, os: linux, pool: p, products: [tv]}\n",
        "error failover-clash:12:9050/udp tv(b)/tv(b)\n");
    const struct pp_finding *finding = check_text_finding(text, "failover-clash");
    assert_string_equal(finding->message,
                        "A cannot move to any spare of pool 'p': 9050/udp on S1 is taken twice");
    assert_string_equal(finding->detail,
                        "the first of the two comes from A: the second to start fails, EADDRINUSE; "
                        "1 more clash on S1; 9100/tcp is in an excluded range of S2 (tv, a); S3 is "
                        "a windows host, A a linux host");
}

/* A spare on which all would start, though not well, goes before one that refuses. */
static void the_best_spare_is_named(void **state)
{
    check_text_expect(state, "failover-clash",
                      PRODUCTS "hosts:\n"
                               "  - {name: S1, os: linux, pool: p, spare: true, products: [web]}\n"
                               "  - {name: S2, os: linux, pool: p, spare: true, ephemeral: 9000}\n"
                               "  - {name: A, os: linux, pool: p, products: [web]}\n",
                      "warning failover-clash:11:9000/tcp web(ui)/S2\n");
}

static void a_range_of_client_ports_that_the_main_has_too_is_no_news(void **state)
{
    check_text_expect(state, "failover-clash",
                      PRODUCTS
                      "hosts:\n"
                      "  - {name: A, os: linux, ephemeral: 8990-9100, products: [web, tv]}\n"
                      "  - {name: B, os: linux, ephemeral: 9000-9200, backup_of: A}\n"
                      "  - {name: C, os: linux, products: [{use: tv, instances: 9}]}\n"
                      "  - {name: D, os: linux, ephemeral: 9104-9106, backup_of: C}\n",
                      "warning failover-clash:11:9104-9106/tcp tv(a#4,5,6)/D\n");
}

static void another_system_is_no_backup(void **state)
{
    struct check_text *text =
        check_text_expect(state, "failover-clash",
                          PRODUCTS "hosts:\n"
                                   "  - {name: A, products: [site]}\n"
                                   "  - {name: B, os: linux, backup_of: A, products: [web]}\n"
                                   "  - {name: C, os: linux}\n"
                                   "  - {name: D, backup_of: C, products: [web]}\n",
                          "error failover-clash:9: A/B\n");
    assert_string_equal(check_text_finding(text, "failover-clash")->message,
                        "A cannot move to its backup: B is a linux host, A a windows host");
}

static void a_pool_without_a_spare_is_a_note(void **state)
{
    check_text_expect(state, "failover-clash",
                      PRODUCTS "hosts:\n"
                               "  - {name: A, os: linux, pool: q, products: [web]}\n"
                               "  - {name: S, os: linux, pool: p, spare: true, products: [web]}\n"
                               "rules: {failover-clash: error}\n",
                      "note failover-clash:9: A\n");
}

static void a_waiver_accepts_one_clash_and_shows_the_next(void **state)
{
    struct check_text *text =
        check_text_expect(state, "failover-clash",
                          PRODUCTS "hosts:\n"
                                   "  - {name: A, os: linux, products: [web, tv]}\n"
                                   "  - {name: B, os: linux, backup_of: A, products: [web, tv]}\n"
                                   "waivers:\n"
                                   "  - {rule: failover-clash, product: web, reason: r}\n",
                          "error failover-clash:9:9000/tcp web(ui)/web(ui) waived\n"
                          "error failover-clash:9:9050/udp tv(b)/tv(b)\n");
    assert_string_equal(check_text_findings(text, "waiver-unused"), "");
}

static void a_move_that_a_waiver_makes_possible_is_accepted(void **state)
{
    check_text_expect(state, NULL,
                      PRODUCTS
                      "hosts:\n"
                      "  - {name: A, os: linux, pool: p, products: [web]}\n"
                      "  - {name: S1, os: linux, pool: p, spare: true, products: [local]}\n"
                      "  - {name: S2, os: linux, pool: p, spare: true, products: [web]}\n"
                      "waivers:\n"
                      "  - {rule: failover-clash, host: S2, reason: r}\n",
                      "error failover-clash:9:9000/tcp web(ui)/web(ui) waived\n");
}

static void two_backups_of_one_host_are_two_findings(void **state)
{
    struct check_text *text = *state;
    struct pp_strbuf first, second;
    assert_true(check_text_run(text, PRODUCTS
                               "hosts:\n"
                               "  - {name: A, os: linux, products: [web]}\n"
                               "  - {name: B, os: linux, backup_of: A, products: [web]}\n"
                               "  - {name: C, os: linux, backup_of: A, products: [web]}\n"));
    assert_int_equal(text->check.findings.count, 2);
    pp_strbuf_init(&first);
    pp_strbuf_init(&second);
    pp_finding_identity(&text->text.plan, &text->check.findings.items[0], &first);
    pp_finding_identity(&text->text.plan, &text->check.findings.items[1], &second);
    assert_string_equal(first.text, "failover-clash|A|tcp|9000|web/ui@A|web/ui@B");
    assert_string_equal(second.text, "failover-clash|A|tcp|9000|web/ui@A|web/ui@C");
    pp_strbuf_release(&first);
    pp_strbuf_release(&second);
}

static void a_wide_range_that_the_backup_excludes_is_passed_over(void **state)
{
    struct check_text *text =
        check_text_expect(state, "failover-clash",
                          PRODUCTS "hosts:\n"
                                   "  - {name: A, os: linux, products: [web]}\n"
                                   "  - {name: B, os: linux, excluded: 8900-9100, backup_of: A}\n",
                          "error failover-clash:9:9000/tcp web(ui)/B\n");
    const struct pp_finding *finding = check_text_finding(text, "failover-clash");
    assert_string_equal(finding->help, "9101/tcp is free on A and B, above 8000 and not "
                                       "registered; set ui of web on A to 9101");
}

static void what_is_suggested_does_on_every_backup(void **state)
{
    struct check_text *text = check_text_expect(
        state, "failover-clash",
        PRODUCTS "hosts:\n"
                 "  - {name: A, os: linux, products: [web]}\n"
                 "  - {name: B, os: linux, excluded: 9000, backup_of: A}\n"
                 "  - {name: C, os: linux, excluded: 8900-9100, backup_of: A}\n",
        "error failover-clash:9:9000/tcp web(ui)/B\nerror failover-clash:9:9000/tcp web(ui)/C\n");
    const struct pp_finding *finding = check_text_finding(text, "failover-clash");
    assert_string_equal(finding[0].help, "9101/tcp is free on A and B, above 8000 and not "
                                         "registered; set ui of web on A to 9101");
    assert_string_equal(finding[1].help, "9101/tcp is free on A and C, above 8000 and not "
                                         "registered; set ui of web on A to 9101");
}

/* A port that the first finding offers is kept for the listener: where it does not do for the
 * next, no number is offered. */
static void what_is_not_free_on_both_is_not_suggested(void **state)
{
    struct check_text *text = check_text_expect(
        state, "failover-clash",
        PRODUCTS "hosts:\n"
                 "  - {name: A, os: linux, products: [web]}\n"
                 "  - {name: B, os: linux, excluded: [9000, 8001-8899, 9101-32767], backup_of: A}\n"
                 "  - {name: C, os: linux, excluded: 8900-9100, backup_of: A}\n",
        "error failover-clash:9:9000/tcp web(ui)/B\nerror failover-clash:9:9000/tcp web(ui)/C\n");
    const struct pp_finding *finding = check_text_finding(text, "failover-clash");
    assert_int_equal(finding[1].suggestion_count, 0);
    assert_string_equal(finding[1].help, "set ui of web on A to what is free on both A and C");
}

static void what_is_suggested_is_free_on_both_hosts(void **state)
{
    struct check_text *text = check_text_expect(
        state, "failover-clash",
        PRODUCTS "  near: {endpoints: {n: {transport: tcp, port: 8999}}}\n"
                 "hosts:\n"
                 "  - {name: A, os: linux, products: [web]}\n"
                 "  - {name: B, os: linux, excluded: 9001, backup_of: A, products: [web, near]}\n",
        "error failover-clash:10:9000/tcp web(ui)/web(ui)\n");
    const struct pp_finding *finding = check_text_finding(text, "failover-clash");
    for (size_t i = 0; i < finding->suggestion_count; i++)
        assert_true(finding->suggestions[i] != 8999 && finding->suggestions[i] != 9001);
    assert_string_equal(finding->help,
                        "9002/tcp is free on A and B, above 8000 and not registered; "
                        "set ui of web on A to 9002");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, check_text_setup, check_text_teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_move_finds_what_trying_every_pair_finds),
        TEST(a_backup_has_to_take_each_of_its_mains),
        TEST(addresses_move_along),
        TEST(prefixes_that_differ_share_a_port_after_the_move_too),
        TEST(a_host_of_a_pool_needs_one_spare_that_can_take_it),
        TEST(it_is_reported_once_when_it_fits_on_none),
        TEST(the_best_spare_is_named),
        TEST(a_range_of_client_ports_that_the_main_has_too_is_no_news),
        TEST(another_system_is_no_backup),
        TEST(a_pool_without_a_spare_is_a_note),
        TEST(a_waiver_accepts_one_clash_and_shows_the_next),
        TEST(a_move_that_a_waiver_makes_possible_is_accepted),
        TEST(two_backups_of_one_host_are_two_findings),
        TEST(a_wide_range_that_the_backup_excludes_is_passed_over),
        TEST(what_is_suggested_does_on_every_backup),
        TEST(what_is_not_free_on_both_is_not_suggested),
        TEST(what_is_suggested_is_free_on_both_hosts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
