/* baseline: matching today's findings with those of another day, by their identity. */
#include "check/baseline.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* --- recording -------------------------------------------------------------- */

static int compare_entries(const void *left, const void *right)
{
    const struct pp_baseline_entry *a = left, *b = right;
    return pp_identity_compare(&a->identity, &b->identity);
}

/* Sorted entries of one identity become one. */
static void merge_entries(struct pp_baseline *baseline)
{
    size_t kept = 0;
    for (size_t i = 1; i < baseline->count; i++) {
        if (compare_entries(&baseline->entries[kept], &baseline->entries[i]) == 0)
            baseline->entries[kept].count++;
        else
            baseline->entries[++kept] = baseline->entries[i];
    }
    baseline->count = baseline->count > 0 ? kept + 1 : 0;
}

void pp_baseline_record(const struct pp_check *check, struct pp_baseline *baseline)
{
    const struct pp_findings *findings = &check->findings;
    *baseline = (struct pp_baseline){
        .entries = pp_arena_array(check->arena, findings->count, sizeof *baseline->entries)};
    for (size_t i = 0; i < findings->count; i++) {
        if (!findings->items[i].waived_by)
            baseline->entries[baseline->count++] = (struct pp_baseline_entry){
                .identity = pp_identity_of(check->plan, &findings->items[i], check->arena),
                .count = 1};
    }
    if (baseline->count > 1)
        qsort(baseline->entries, baseline->count, sizeof *baseline->entries, compare_entries);
    merge_entries(baseline);
}

/* --- applying --------------------------------------------------------------- */

/* Entries by the text of their identity. */
struct known {
    struct pp_baseline *baseline;
    struct pp_map first; /* identity -> index of its first entry */
    uint32_t *next;      /* index -> the next entry of the same identity, or PP_NONE */
};

static void known_init(struct known *known, struct pp_baseline *baseline, struct pp_arena *arena)
{
    struct pp_strbuf key;
    *known = (struct known){.baseline = baseline};
    known->next = pp_arena_array(arena, baseline->count, sizeof *known->next);
    pp_map_init(&known->first, false);
    pp_strbuf_init(&key);
    for (size_t i = 0; i < baseline->count; i++) {
        pp_strbuf_clear(&key);
        pp_identity_format(&baseline->entries[i].identity, &key);
        known->next[i] = PP_NONE;
        uint32_t first = pp_map_add(&known->first, pp_arena_strdup(arena, key.text), (uint32_t)i);
        if (first != i) {
            known->next[i] = known->next[first];
            known->next[first] = (uint32_t)i;
        }
    }
    pp_strbuf_release(&key);
}

/* Whether an entry of that identity is still waiting for a finding; it is then met. */
static bool is_met(struct known *known, const char *identity)
{
    uint32_t i = pp_map_find(&known->first, identity);
    while (i != PP_NONE && known->baseline->entries[i].met >= known->baseline->entries[i].count)
        i = known->next[i];
    if (i == PP_NONE)
        return false;
    known->baseline->entries[i].met++;
    return true;
}

static void mark_waived(struct known *known, const char *identity)
{
    uint32_t i = pp_map_find(&known->first, identity);
    for (; i != PP_NONE; i = known->next[i])
        known->baseline->entries[i].waived = true;
}

/* A rule that there is not will never look. */
static bool is_judged(const struct pp_check *check, const char *id)
{
    const struct pp_rule *rule = pp_check_rule(check, id);
    return !rule || pp_check_severity(check, rule) != PP_OFF;
}

static void judge_entries(const struct pp_check *check, struct pp_baseline *baseline)
{
    for (size_t i = 0; i < baseline->count; i++) {
        baseline->entries[i].met = 0;
        baseline->entries[i].waived = false;
        baseline->entries[i].judged = is_judged(check, baseline->entries[i].identity.rule);
    }
}

void pp_baseline_apply(struct pp_check *check, struct pp_baseline *baseline)
{
    struct pp_findings *findings = &check->findings;
    struct known known;
    struct pp_strbuf identity;
    size_t kept = 0;
    judge_entries(check, baseline);
    known_init(&known, baseline, check->arena);
    pp_strbuf_init(&identity);
    for (size_t i = 0; i < findings->count; i++) {
        pp_strbuf_clear(&identity);
        pp_finding_identity(check->plan, &findings->items[i], &identity);
        bool waived = findings->items[i].waived_by;
        if (waived)
            mark_waived(&known, identity.text);
        if (waived || !is_met(&known, identity.text))
            findings->items[kept++] = findings->items[i];
    }
    check->baselined = findings->count - kept;
    findings->count = kept;
    pp_strbuf_release(&identity);
    pp_map_release(&known.first);
}

/* --- what is gone ----------------------------------------------------------- */

static bool is_stale(const struct pp_baseline_entry *entry)
{
    return entry->judged && entry->met < entry->count;
}

static const char *unused_message(struct pp_check *check, const struct pp_baseline_entry *entry)
{
    struct pp_strbuf text;
    const struct pp_identity *identity = &entry->identity;
    pp_strbuf_init(&text);
    pp_strbuf_printf(&text, "the baseline's %s", identity->rule);
    if (identity->ports[0])
        pp_strbuf_printf(&text, " of %s%s%s", identity->ports, identity->transport[0] ? "/" : "",
                         identity->transport);
    if (identity->host[0])
        pp_strbuf_printf(&text, " on %s", identity->host);
    const char *const names[] = {identity->parties[0], identity->parties[1], identity->message};
    const char *before = " (";
    for (size_t i = 0; i < 3; i++) {
        if (names[i][0])
            pp_strbuf_printf(&text, "%s%s", before, names[i]);
        before = names[i][0] ? ", " : before;
    }
    pp_strbuf_add(&text, before[0] == ',' ? ")" : "");
    if (entry->met > 0)
        pp_strbuf_printf(&text, " occurs %lu of %lu times", (unsigned long)entry->met,
                         (unsigned long)entry->count);
    else
        pp_strbuf_add(&text, entry->waived ? " is waived" : " no longer occurs");
    const char *message = pp_arena_strdup(check->arena, text.text);
    pp_strbuf_release(&text);
    return message;
}

/* An entry of a host or rule that there is not was misspelt, or belongs to more than was given. */
static const char *unused_help(struct pp_check *check, const struct pp_baseline_entry *entry)
{
    const char *host = entry->identity.host, *rule = entry->identity.rule;
    if (!pp_check_rule(check, rule)) {
        const char *near = pp_nearest(rule, pp_check_rule_ids(check), check->rule_count);
        if (near)
            return pp_arena_printf(check->arena, "there is no rule '%s'; did you mean '%s'?", rule,
                                   near);
        return pp_arena_printf(check->arena,
                               "there is no rule '%s'; name the policy that has it, or run with "
                               "--prune-baseline to remove the entry",
                               rule);
    }
    if (host[0] && pp_plan_find_host(check->plan, host) == PP_NONE)
        return pp_arena_printf(check->arena,
                               "the plans have no host '%s'; check all plans that the baseline is "
                               "of, or run with --prune-baseline to remove the entry",
                               host);
    return entry->met > 0 ? "run with --prune-baseline to count it down"
                          : "run with --prune-baseline to remove the entry";
}

void pp_baseline_report_unused(struct pp_check *check, const struct pp_baseline *baseline)
{
    const struct pp_rule *rule = &pp_rule_baseline_unused;
    if (pp_check_severity(check, rule) == PP_OFF)
        return;
    for (size_t i = 0; i < baseline->count; i++) {
        const struct pp_baseline_entry *entry = &baseline->entries[i];
        if (!is_stale(entry))
            continue;
        struct pp_finding *finding = pp_check_add(check, rule, PP_NONE, PP_NONE);
        finding->message = unused_message(check, entry);
        finding->help = unused_help(check, entry);
        finding->loc = entry->loc;
    }
    pp_check_sort(check);
}

size_t pp_baseline_prune(struct pp_baseline *baseline)
{
    size_t kept = 0, gone = 0;
    for (size_t i = 0; i < baseline->count; i++) {
        struct pp_baseline_entry entry = baseline->entries[i];
        if (is_stale(&entry)) {
            gone += entry.count - entry.met;
            entry.count = entry.met;
        }
        if (entry.count > 0)
            baseline->entries[kept++] = entry;
    }
    baseline->count = kept;
    return gone;
}

size_t pp_baseline_total(const struct pp_baseline *baseline)
{
    size_t total = 0;
    for (size_t i = 0; i < baseline->count; i++)
        total += baseline->entries[i].count;
    return total;
}
