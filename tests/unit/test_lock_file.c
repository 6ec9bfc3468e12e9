/* The file of a lock: written by report, read by read, and what is wrong with a damaged one. */
#include "read/decode_lock.h"
#include "report/lock.h"
#include "support/plan_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static bool read_text(struct plan_text *text, const char *yaml, struct pp_lock *lock)
{
    *lock = (struct pp_lock){.source = pp_sources_add(&text->sources, "plan.lua.lock")};
    return pp_lock_read(yaml, strlen(yaml), &text->arena, &text->diags, lock);
}

static void refuse(void **state, const char *yaml, const char *mistakes)
{
    struct pp_lock lock;
    assert_false(read_text(*state, yaml, &lock));
    assert_string_equal(plan_text_mistakes(*state), mistakes);
}

static const char *write_text(struct plan_text *text, const struct pp_lock *lock)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_report_lock(lock, &buf);
    const char *copy = pp_arena_strdup(&text->arena, buf.text);
    pp_strbuf_release(&buf);
    return copy;
}

static struct pp_lock_entry entries[] = {
    {.host = "A: b",
     .product = "shop.till",
     .label = "12",
     .address = "::1",
     .number = 1,
     .name = "web",
     .instance = 3,
     .ports = {8001, 8001}},
    {.host = "a",
     .product = "shop",
     .label = "",
     .address = "",
     .number = 2,
     .is_pool = true,
     .name = "pool",
     .ports = {9000, 9015},
     .gone = "2026-11-25"},
};

static void what_is_written_is_read_with_every_field_in_order(void **state)
{
    struct plan_text *text = *state;
    struct pp_lock lock = {.entries = entries, .count = 2}, again;
    const char *file = write_text(text, &lock);
    assert_true(read_text(text, file, &again));
    assert_int_equal(again.count, 2);
    assert_string_equal(again.entries[0].host, "a");
    assert_int_equal(again.entries[0].number, 2);
    assert_true(again.entries[0].is_pool);
    assert_string_equal(again.entries[0].gone, "2026-11-25");
    assert_int_equal(again.entries[0].ports.last, 9015);
    assert_int_equal(again.entries[0].loc.line, 7);
    assert_string_equal(again.entries[1].host, "A: b");
    assert_string_equal(again.entries[1].label, "12");
    assert_string_equal(again.entries[1].address, "::1");
    assert_string_equal(again.entries[0].address, "");
    assert_int_equal(again.entries[1].instance, 3);
    assert_false(again.entries[1].is_pool);
    assert_null(again.entries[1].gone);
}

static void a_lock_without_ports_is_one(void **state)
{
    struct pp_lock lock = {0}, again;
    assert_true(read_text(*state, write_text(*state, &lock), &again));
    assert_int_equal(again.count, 0);
}

static void every_field_is_sealed(void **state)
{
    (void)state;
    struct pp_lock_entry changed[10];
    char seal[PP_LOCK_SEAL], other[PP_LOCK_SEAL];
    for (size_t i = 0; i < 10; i++)
        changed[i] = entries[0];
    changed[0].host = "A: c";
    changed[1].product = "shop.tell";
    changed[2].label = "";
    changed[3].number = 2;
    changed[4].is_pool = true;
    changed[5].name = "wep";
    changed[6].instance = 4;
    changed[7].ports.first = changed[7].ports.last = 8002;
    changed[8].gone = "2026-11-25";
    changed[9].address = "";
    pp_lock_seal(&entries[0], seal);
    for (size_t i = 0; i < 10; i++)
        assert_string_not_equal(pp_lock_seal(&changed[i], other), seal);
}

static void seals_from_before_there_were_addresses_fit(void **state)
{
    struct plan_text *text = *state;
    struct pp_lock again;
    assert_true(read_text(text,
                          "lock: 1\nports:\n  - {host: A, product: viewer, endpoint: web, "
                          "instance: 0, port: 18001, seal: fhdbfnbr}\n",
                          &again));
    assert_int_equal(again.count, 1);
}

static void a_changed_line_is_refused(void **state)
{
    char file[1024];
    struct pp_lock lock = {.entries = entries, .count = 1};
    strncpy(file, write_text(*state, &lock), sizeof file - 1);
    file[sizeof file - 1] = '\0';
    strstr(file, "8001")[3] = '2';
    char mistake[256], seal[PP_LOCK_SEAL];
    snprintf(mistake, sizeof mistake,
             "6:5: the line was changed by hand, and its seal '%s' no longer fits; restore it "
             "from version control, or take it out and run `portplan lock`; a port of your own "
             "belongs in the plan\n",
             pp_lock_seal(&entries[0], seal));
    refuse(state, file, mistake);
}

static void all_mistakes_are_told_with_their_places(void **state)
{
    refuse(state,
           "lock: 1\nports:\n"
           "  - {host: A, product: p, endpoint: e, instance: -1, port: 0, seal: s}\n"
           "  - {host: A, product: p, pool: q, endpoint: e, instance: 0, port: 1, seal: s}\n"
           "  - {hots: A, product: p, instance: 0, port: 1, gone: today, seal: s}\n",
           "3:50: 'instance' must be an integer from 0 to 65535, not -1\n"
           "3:60: '0': port 0 means \"choose one\" to the system; a port is 1-65535\n"
           "4:5: a locked port has an endpoint or a pool, not both\n"
           "5:6: 'hots' is not a field of a locked port; its fields are host, product, label, "
           "address, number, endpoint, pool, instance, port, gone and seal; did you mean 'host'?\n"
           "5:55: 'today' is not a day of the calendar; write it as YYYY-MM-DD\n");
}

static void other_files_are_no_locks(void **state)
{
    refuse(state, "baseline: 1\nfindings: []\n",
           "1:1: this is no lock: it has no 'lock: 1'; restore it from version control, or take it "
           "away: `portplan lock` makes one\n");
}

static void a_later_version_is_not_read_on(void **state)
{
    refuse(state, "lock: 7\nhosts: {}\n",
           "1:7: the lock has version 7 of the form; this portplan reads version 1\n");
}

static void marks_of_a_merge_are_told_as_such(void **state)
{
    refuse(state, "lock: 1\n<<<<<<< ours\n=======\n>>>>>>> theirs\n",
           "2:1: a merge has left a conflict here; keep the lines of both sides and take the marks "
           "out, then `portplan lock` sorts them\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_text_setup, plan_text_teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read_with_every_field_in_order),
        TEST(a_lock_without_ports_is_one),
        TEST(every_field_is_sealed),
        TEST(seals_from_before_there_were_addresses_fit),
        TEST(a_changed_line_is_refused),
        TEST(all_mistakes_are_told_with_their_places),
        TEST(other_files_are_no_locks),
        TEST(a_later_version_is_not_read_on),
        TEST(marks_of_a_merge_are_told_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
