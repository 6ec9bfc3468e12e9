/* locks: what is locked stays, whatever is added; by random plans, and by example. */
#include "base/mem.h"
#include "check/allocate.h"
#include "check/locks.h"
#include "check/units.h"
#include "read/decode_lock.h"
#include "report/lock.h"
#include "support/check_text.h"
#include "support/random_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 2000

/* One run over one plan with one lock. */
struct site {
    struct check_text state;
    struct pp_lock file;
    struct pp_locks locks;
};

static void site_open(struct site *site, const char *plan, const char *lock, bool anew,
                      const char *today)
{
    struct check_text *state = &site->state;
    check_text_init(state);
    if (!plan_text_expand(&state->text, plan))
        fail_msg("%s\n%s", plan_text_mistakes(&state->text), plan);
    site->file = (struct pp_lock){.path = "plan.yaml.lock", .there = lock != NULL};
    site->file.source = pp_sources_add(&state->text.sources, "plan.yaml.lock");
    if (lock &&
        !pp_lock_read(lock, strlen(lock), &state->text.arena, &state->text.diags, &site->file))
        fail_msg("%s\n%s", plan_text_mistakes(&state->text), lock);
    site->locks = (struct pp_locks){.arena = &state->text.arena,
                                    .files = &site->file,
                                    .file_count = 1,
                                    .cool_down = PP_COOL_DOWN,
                                    .anew = anew,
                                    .required = !anew};
    pp_check_init(&state->check, &state->text.arena, &state->text.plan, &state->registry, today);
    state->checked = true;
    state->check.locks = &site->locks;
    pp_locks_apply(&site->locks, &state->text.plan, today);
    pp_allocate(&state->check, &state->text.plan);
}

static void site_close(struct site *site)
{
    check_text_release(&site->state);
}

/* `portplan lock`: replaces the text of the lock, "" for none yet. */
static struct pp_lock_change lock_plan(const char *plan, struct pp_strbuf *lock, const char *today)
{
    struct site site;
    struct pp_lock_change change;
    site_open(&site, plan, lock->length > 0 ? lock->text : NULL, true, today);
    struct pp_lock made =
        pp_locks_record(&site.locks, &site.state.text.plan, 0, today, false, &change);
    pp_strbuf_clear(lock);
    pp_report_lock(&made, lock);
    site_close(&site);
    return change;
}

/* `portplan check --locked`: what it finds of locks. */
static void expect_clean(const char *plan, const char *lock, uint64_t seed)
{
    struct site site;
    site_open(&site, plan, lock, false, CHECK_TEXT_TODAY);
    pp_rule_lock_conflict.run(&site.state.check, &pp_rule_lock_conflict);
    pp_rule_lock_outdated.run(&site.state.check, &pp_rule_lock_outdated);
    const char *conflicts = check_text_findings(&site.state, "lock-conflict");
    const char *outdated = check_text_findings(&site.state, "lock-outdated");
    if (conflicts[0] || outdated[0])
        fail_msg("seed %llu: %s%s\n%s\n%s", (unsigned long long)seed, conflicts, outdated, plan,
                 lock);
    site_close(&site);
}

/* Every port that the lock has in use is where it was. */
static void expect_kept(const char *plan, const char *lock, uint64_t seed)
{
    struct site site;
    size_t kept = 0, used = 0;
    site_open(&site, plan, lock, false, CHECK_TEXT_TODAY);
    const struct pp_plan *now = &site.state.text.plan;
    for (uint32_t i = 0; i < now->bindings.count; i++) {
        uint32_t listener = now->bindings.listener[i];
        if (!pp_listener_is_chosen(&now->listeners[listener]) || !pp_unit_leads(now, listener))
            continue;
        struct pp_lock_entry entry = pp_lock_entry_of(&site.locks, now, listener, i);
        const struct pp_lock_entry *had = site.locks.had[i];
        if (had && had->ports.first != entry.ports.first)
            fail_msg("seed %llu: %u moved to %u\n%s\n%s", (unsigned long long)seed,
                     had->ports.first, entry.ports.first, plan, lock);
        kept += had != NULL;
    }
    for (size_t i = 0; i < site.file.count; i++)
        used += !site.file.entries[i].gone;
    assert_int_equal(kept, used);
    site_close(&site);
}

/* --- growing ---------------------------------------------------------------- */

static void replace_all(struct pp_strbuf *text, const char *from, const char *to)
{
    struct pp_strbuf result;
    pp_strbuf_init(&result);
    const char *at = text->text;
    for (const char *hit; (hit = strstr(at, from)); at = hit + strlen(from)) {
        pp_strbuf_add_bytes(&result, at, (size_t)(hit - at));
        pp_strbuf_add(&result, to);
    }
    pp_strbuf_add(&result, at);
    pp_strbuf_release(text);
    *text = result;
}

/* Adds a host, products, before and behind those there are, and instances. */
static void grow(uint64_t *random, struct pp_strbuf *plan)
{
    static const char *const more[][2] = {{"instances: 1", "instances: 3"},
                                          {"instances: 2-4", "instances: 1-5"},
                                          {"instances: 2,", "instances: 5,"},
                                          {"instances: 4", "instances: 6"},
                                          {"instances: [0, 3]", "instances: [0, 2, 3, 7]"}};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        if (test_once_in(random, 2))
            replace_all(plan, more[i][0], more[i][1]);
    }
    if (test_once_in(random, 2))
        replace_all(plan, "\n    products:\n",
                    "\n    products:\n      - {use: p0, label: new, instances: 2}\n");
    if (test_once_in(random, 2))
        replace_all(plan, "hosts:\n", "hosts:\n  - {name: B, products: [p0, p0]}\n");
    if (test_once_in(random, 2))
        replace_all(plan, "hosts:\n", "hosts:\n  - {name: Z, os: windows, products: [p1]}\n");
}

static bool has_clash(const char *lock, const char *plan)
{
    struct site site;
    bool any = false;
    site_open(&site, plan, lock, true, CHECK_TEXT_TODAY);
    for (size_t i = 0; i < site.file.count; i++)
        any = any || site.locks.uses[0][i].state >= PP_LOCK_FIXED;
    site_close(&site);
    return any;
}

/* The lines of the lock that are in use. */
static void used_lines(const char *lock, struct pp_strbuf *lines)
{
    pp_strbuf_clear(lines);
    for (const char *line = lock; *line;) {
        size_t length = strcspn(line, "\n") + 1;
        char copy[256] = "";
        memcpy(copy, line, length < sizeof copy ? length : sizeof copy - 1);
        if (strstr(copy, "port: ") && !strstr(copy, "gone: "))
            pp_strbuf_add(lines, copy);
        line += length;
    }
}

struct texts {
    struct pp_strbuf plan, grown, lock, first, lines, again;
};

static void play(struct texts *texts, uint64_t seed)
{
    uint64_t random = seed;
    random_plan(&random, &texts->plan);
    pp_strbuf_clear(&texts->grown);
    pp_strbuf_add(&texts->grown, texts->plan.text);
    grow(&random, &texts->grown);
    pp_strbuf_clear(&texts->lock);
    lock_plan(texts->plan.text, &texts->lock, CHECK_TEXT_TODAY);
    pp_strbuf_clear(&texts->first);
    pp_strbuf_add(&texts->first, texts->lock.text);
    expect_clean(texts->plan.text, texts->lock.text, seed);
    lock_plan(texts->plan.text, &texts->lock, CHECK_TEXT_TODAY);
    assert_string_equal(texts->lock.text, texts->first.text);
    expect_kept(texts->grown.text, texts->lock.text, seed);
    bool clash = has_clash(texts->lock.text, texts->grown.text);
    struct pp_lock_change change = lock_plan(texts->grown.text, &texts->lock, CHECK_TEXT_TODAY);
    if (change.moved > 0 && !clash)
        fail_msg("seed %llu: moved without a reason", (unsigned long long)seed);
    expect_clean(texts->grown.text, texts->lock.text, seed);
    /* back to the first plan, and on again: everything has what it had */
    used_lines(texts->lock.text, &texts->lines);
    lock_plan(texts->plan.text, &texts->lock, "2026-11-23");
    expect_clean(texts->plan.text, texts->lock.text, seed);
    lock_plan(texts->grown.text, &texts->lock, "2026-11-24");
    used_lines(texts->lock.text, &texts->again);
    if (strcmp(texts->lines.text, texts->again.text) != 0)
        fail_msg("seed %llu:\n%s\n%s", (unsigned long long)seed, texts->lines.text,
                 texts->again.text);
}

static void what_is_locked_stays_whatever_is_added(void **state)
{
    (void)state;
    struct texts texts;
    struct pp_strbuf *all[] = {&texts.plan,  &texts.grown, &texts.lock,
                               &texts.first, &texts.lines, &texts.again};
    for (size_t i = 0; i < 6; i++)
        pp_strbuf_init(all[i]);
    uint64_t first = test_seed();
    for (uint64_t seed = first; seed < first + ROUNDS; seed++)
        play(&texts, seed);
    print_message("%d plans from seed %llu\n", ROUNDS, (unsigned long long)first);
    for (size_t i = 0; i < 6; i++)
        pp_strbuf_release(all[i]);
}

/* --- by example ------------------------------------------------------------- */

#define PLAN(instances)                                                                   \
    "products: {rec: {pools: {api: 9201-9203}, endpoints: {rest: {transport: tcp, port: " \
    "api}}}}\nhosts: [{name: A, products: [{use: rec, instances: " instances "}]}]\n"

static const char *ports_of(struct pp_strbuf *lock, const char *plan, const char *today,
                            char text[64])
{
    struct site site;
    site_open(&site, plan, lock->text, false, today);
    snprintf(text, 64, "%s", check_text_ports(&site.state, 0));
    site_close(&site);
    return text;
}

static void a_port_that_is_gone_cools_down_before_others_get_it(void **state)
{
    (void)state;
    struct pp_strbuf lock;
    char text[64];
    pp_strbuf_init(&lock);
    lock_plan(PLAN("2"), &lock, "2026-01-01");
    lock_plan(PLAN("[1]"), &lock, "2026-01-10");
    assert_string_equal(ports_of(&lock, PLAN("[1, 5]"), "2026-02-08", text), "rest=9202 rest=9203");
    assert_string_equal(ports_of(&lock, PLAN("[1, 5]"), "2026-02-09", text), "rest=9202 rest=9201");
    assert_string_equal(ports_of(&lock, PLAN("[0, 1]"), "2026-01-11", text), "rest=9201 rest=9202");
    assert_string_equal(ports_of(&lock, PLAN("[1, 5, 6]"), "2026-01-11", text),
                        "rest=9202 rest=9203 rest=-");
    pp_strbuf_release(&lock);
}

/* Blocks that overlap and follow each other, on two hosts, and what lies around them. */
static void every_port_of_what_is_gone_cools(void **state)
{
    (void)state;
#define BLOCKS(hosts) \
    "products: {rec: {endpoints: {rest: {transport: tcp, port: 80}}}}\nhosts: [" hosts "]\n"
#define BLOCK(host, range, block)                                                       \
    "{name: " host ", products: [{use: rec, instances: 2, ports: {rest: {range: " range \
    ", block: " block "}}}]}"
#define NOTHING "{name: A, products: [rec]}, {name: B, products: [rec]}"
    struct pp_strbuf lock;
    struct site site;
    pp_strbuf_init(&lock);
    lock_plan(BLOCKS(BLOCK("A", "9210-9219", "4") "," BLOCK("B", "9230-9239", "2")), &lock,
              "2026-01-01");
    lock_plan(BLOCKS(BLOCK("A", "9216-9229", "3") "," BLOCK("B", "9230-9239", "2")), &lock,
              "2026-01-02");
    site_open(&site, BLOCKS(NOTHING), lock.text, false, "2026-01-03");
    for (uint32_t port = 9200; port < 9260; port++) {
        assert_int_equal(pp_locks_cool(&site.locks, 0, (uint16_t)port),
                         port >= 9210 && port <= 9223);
        assert_int_equal(pp_locks_cool(&site.locks, 1, (uint16_t)port),
                         port >= 9230 && port <= 9233);
    }
    site_close(&site);
    pp_strbuf_release(&lock);
}

static void a_port_is_not_given_on_the_day_it_goes(void **state)
{
    (void)state;
    struct pp_strbuf lock;
    char text[64];
    pp_strbuf_init(&lock);
    lock_plan(PLAN("2"), &lock, "2026-01-01");
    struct pp_lock_change change = lock_plan(PLAN("[1, 5]"), &lock, "2026-01-10");
    assert_int_equal(change.gone, 1);
    assert_int_equal(change.fresh, 1);
    assert_string_equal(ports_of(&lock, PLAN("[1, 5]"), "2026-01-10", text), "rest=9202 rest=9203");
    pp_strbuf_release(&lock);
}

/* Locks the one plan, then shows the ports that the other one gets with that lock. */
static void expect_ports(const char *before, const char *after, const char *ports)
{
    struct pp_strbuf lock;
    char text[64];
    pp_strbuf_init(&lock);
    lock_plan(before, &lock, "2026-01-01");
    assert_string_equal(ports_of(&lock, after, "2026-01-02", text), ports);
    lock_plan(after, &lock, "2026-01-02");
    expect_clean(after, lock.text, 0);
    assert_string_equal(ports_of(&lock, after, "2026-01-02", text), ports);
    pp_strbuf_release(&lock);
}

#define SITE(placements)                                                                       \
    "products: {rec: {pools: {api: 9201-9209}, endpoints: {rest: {transport: tcp, port: "      \
    "api}}}}\nhosts: [{name: A, address: [10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4], products: " \
    "[" placements "]}]\n"
#define AT(last) "{use: rec, address: 10.0.0." last "}"
#define LABEL(name) "{use: rec, label: " name "}"

static void placements_are_told_apart_by_their_addresses(void **state)
{
    (void)state;
    expect_ports(SITE(AT("1") ", rec"), SITE("rec, " AT("1")), "rest=9202 rest=9201");
    expect_ports(SITE(AT("1") "," AT("2")), SITE(AT("3") "," AT("2") "," AT("1")),
                 "rest=9201 rest=9201 rest=9201");
    expect_ports(SITE("{use: rec, instances: 2}," AT("1")),
                 SITE(AT("2") ", {use: rec, instances: 2}," AT("1")),
                 "rest=9203 rest=9201 rest=9202 rest=9203");
}

static void an_address_that_changes_takes_its_port_along(void **state)
{
    (void)state;
    expect_ports(SITE("rec," AT("1")), SITE(AT("2") ", rec"), "rest=9202 rest=9201");
    expect_ports(SITE(AT("1")), SITE("rec"), "rest=9201");
    expect_ports(SITE("rec"), SITE(AT("1")), "rest=9201");
}

static void the_only_one_without_a_label_keeps_its_port_when_it_gets_one(void **state)
{
    (void)state;
    expect_ports(SITE(LABEL("a") ", rec"), SITE(LABEL("b") "," LABEL("a")), "rest=9202 rest=9201");
    expect_ports(SITE("rec, " AT("1")), SITE(AT("1") ", " LABEL("b")), "rest=9202 rest=9201");
}

static void all_without_a_label_keep_their_ports_when_they_get_one(void **state)
{
    (void)state;
    expect_ports(SITE("rec, rec, " LABEL("c")), SITE(LABEL("b") "," LABEL("a") "," LABEL("c")),
                 "rest=9201 rest=9202 rest=9203");
    /* a third placement, which is new, may be any of them */
    expect_ports(SITE("rec, rec"), SITE(LABEL("b") "," LABEL("a") "," LABEL("c")),
                 "rest=9203 rest=9204 rest=9205");
}

static void a_label_that_could_be_of_two_is_a_new_one(void **state)
{
    (void)state;
    /* another label; a new placement with a label beside the old one */
    expect_ports(SITE(LABEL("a")), SITE(LABEL("b")), "rest=9202");
    expect_ports(SITE("rec"), SITE(LABEL("b") ", rec"), "rest=9202 rest=9201");
}

static void labels_change_no_port_when_instances_tell_placements_apart(void **state)
{
    (void)state;
    expect_ports(SITE("{use: rec, instances: [1]}, {use: rec, instances: [2]}"),
                 SITE("{use: rec, label: b, instances: [2]}, {use: rec, label: a, instances: [1]}"),
                 "rest=9202 rest=9201");
    expect_ports(SITE("{use: rec, instances: [1]}, {use: rec, instances: [2]}"),
                 SITE("{use: rec, label: b, instances: [2]}, {use: rec, instances: [1]}"),
                 "rest=9202 rest=9201");
}

static void a_label_for_one_of_two_moves_neither(void **state)
{
    (void)state;
    expect_ports(SITE("rec, rec"), SITE(LABEL("a") ", rec"), "rest=9201 rest=9202");
    expect_ports(SITE("rec, rec"), SITE("rec, " LABEL("a")), "rest=9201 rest=9202");
    expect_ports(SITE("rec, rec, rec"), SITE("rec, " LABEL("b") ", " LABEL("a")),
                 "rest=9201 rest=9202 rest=9203");
    expect_ports(SITE(AT("1") ", " AT("1") ", rec, rec"),
                 SITE("{use: rec, label: a, address: 10.0.0.1}, " AT("1") ", rec, " LABEL("b")),
                 "rest=9201 rest=9202 rest=9203 rest=9204");
}

/* The findings of lock-ambiguous, when a plan that was locked becomes another one. */
static void expect_doubts(const char *before, const char *after, const char *findings)
{
    struct pp_strbuf lock;
    struct site site;
    pp_strbuf_init(&lock);
    lock_plan(before, &lock, "2026-01-01");
    site_open(&site, after, lock.text, false, "2026-01-02");
    pp_rule_lock_ambiguous.run(&site.state.check, &pp_rule_lock_ambiguous);
    assert_string_equal(check_text_findings(&site.state, "lock-ambiguous"), findings);
    site_close(&site);
    pp_strbuf_release(&lock);
}

static void a_port_that_could_be_of_two_is_said_to_be(void **state)
{
    (void)state;
    expect_doubts(SITE("rec, rec"), SITE(LABEL("a") ", rec"), "");
    expect_doubts(SITE("rec"), SITE("rec, " LABEL("a")), "");
    expect_doubts(SITE("rec, rec"), SITE("rec"), "warning lock-ambiguous:2:9202 rec(rest)\n");
    expect_doubts(SITE("rec"), SITE("rec, rec"),
                  "warning lock-ambiguous:2:9201 rec(rest)/rec(rest)\n");
    expect_doubts(SITE("rec, rec"), SITE(LABEL("b") "," LABEL("a") "," LABEL("c")),
                  "warning lock-ambiguous:2:9201 b(rest)/a(rest)\n"
                  "warning lock-ambiguous:2:9202 b(rest)/a(rest)\n");
    /* instances tell */
    expect_doubts(SITE("{use: rec, instances: [1]}, rec"), SITE("rec"), "");
    expect_doubts(SITE("{use: rec, instances: 2}, rec"), SITE("{use: rec, instances: 2}"), "");
    expect_doubts(SITE("rec"), SITE("{use: rec, instances: [1]}, rec"), "");
}

static void a_lock_without_addresses_is_as_good(void **state)
{
    (void)state;
    struct pp_strbuf lock;
    char text[64];
    pp_strbuf_init(&lock);
    lock_plan(SITE("{use: rec, instances: [0]}, {use: rec, instances: [0]}"), &lock, "2026-01-01");
    assert_string_equal(ports_of(&lock, SITE(AT("2") "," AT("1")), "2026-01-02", text),
                        "rest=9201 rest=9202");
    expect_clean(SITE(AT("2") "," AT("1")), lock.text, 0);
    lock_plan(SITE(AT("2") "," AT("1")), &lock, "2026-01-02");
    assert_null(strstr(lock.text, "gone:"));
    assert_string_equal(ports_of(&lock, SITE(AT("1") "," AT("2")), "2026-01-02", text),
                        "rest=9202 rest=9201");
    pp_strbuf_release(&lock);
}

static void all_findings_of_a_conflict_say_one_cure(void **state)
{
    (void)state;
    struct pp_strbuf lock;
    struct site site;
    pp_strbuf_init(&lock);
    lock_plan(SITE("rec"), &lock, "2026-01-01");
    site_open(&site,
              "products: {rec: {pools: {api: 9201-9209}, endpoints: {rest: {transport: tcp, port: "
              "api}}}, old: {endpoints: {x: {transport: tcp, port: 9201}}}}\n"
              "hosts: [{name: A, products: [old, rec]}]\n",
              lock.text, false, "2026-01-02");
    pp_rule_port_overlap.run(&site.state.check, &pp_rule_port_overlap);
    pp_rule_lock_conflict.run(&site.state.check, &pp_rule_lock_conflict);
    const char *help = check_text_finding(&site.state, "port-overlap")->help;
    assert_string_equal(help, "run `portplan lock` to choose another port for rest of rec, or: "
                              "9202/tcp is free on A, above 8000 and not registered; set x of old "
                              "to 9202");
    assert_string_equal(check_text_finding(&site.state, "lock-conflict")->help, help);
    site_close(&site);
    pp_strbuf_release(&lock);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_port_that_is_gone_cools_down_before_others_get_it),
        cmocka_unit_test(every_port_of_what_is_gone_cools),
        cmocka_unit_test(a_port_is_not_given_on_the_day_it_goes),
        cmocka_unit_test(placements_are_told_apart_by_their_addresses),
        cmocka_unit_test(an_address_that_changes_takes_its_port_along),
        cmocka_unit_test(the_only_one_without_a_label_keeps_its_port_when_it_gets_one),
        cmocka_unit_test(all_without_a_label_keep_their_ports_when_they_get_one),
        cmocka_unit_test(a_label_that_could_be_of_two_is_a_new_one),
        cmocka_unit_test(labels_change_no_port_when_instances_tell_placements_apart),
        cmocka_unit_test(a_label_for_one_of_two_moves_neither),
        cmocka_unit_test(a_port_that_could_be_of_two_is_said_to_be),
        cmocka_unit_test(a_lock_without_addresses_is_as_good),
        cmocka_unit_test(all_findings_of_a_conflict_say_one_cure),
        cmocka_unit_test(what_is_locked_stays_whatever_is_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
