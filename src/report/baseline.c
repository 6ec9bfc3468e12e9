/* baseline: entries as YAML, one to a line, so that version control merges them. */
#include "report/baseline.h"

#include "report/yaml_scalar.h"

static const char head[] = "# Findings that are accepted for now, written by portplan. `check "
                           "--baseline FILE` reports only\n"
                           "# others; it knows these by rule, host, ports and parties, not by "
                           "lines. `--prune-baseline` takes\n"
                           "# out what no longer occurs, `--write-baseline FILE` writes all anew; "
                           "own comments are lost then.\n";

static void add_field(struct pp_strbuf *buf, const char *name, const char *text)
{
    if (!text[0])
        return;
    pp_strbuf_printf(buf, ", %s: ", name);
    pp_add_yaml_scalar(buf, text);
}

static void add_parties(struct pp_strbuf *buf, const char *const parties[2])
{
    if (!parties[0][0])
        return;
    pp_strbuf_add(buf, ", parties: [");
    pp_add_yaml_scalar(buf, parties[0]);
    if (parties[1][0]) {
        pp_strbuf_add(buf, ", ");
        pp_add_yaml_scalar(buf, parties[1]);
    }
    pp_strbuf_add_char(buf, ']');
}

static void add_entry(struct pp_strbuf *buf, const struct pp_baseline_entry *entry)
{
    pp_strbuf_add(buf, "  - {rule: ");
    pp_add_yaml_scalar(buf, entry->identity.rule);
    add_field(buf, "host", entry->identity.host);
    add_field(buf, "transport", entry->identity.transport);
    add_field(buf, "ports", entry->identity.ports);
    add_parties(buf, entry->identity.parties);
    add_field(buf, "message", entry->identity.message);
    if (entry->count > 1)
        pp_strbuf_printf(buf, ", count: %lu", (unsigned long)entry->count);
    pp_strbuf_add(buf, "}\n");
}

void pp_report_baseline(const struct pp_baseline *baseline, struct pp_strbuf *buf)
{
    pp_strbuf_add(buf, head);
    pp_strbuf_printf(buf, "baseline: %d\nfindings:%s\n", PP_BASELINE_VERSION,
                     baseline->count > 0 ? "" : " []");
    for (size_t i = 0; i < baseline->count; i++)
        add_entry(buf, &baseline->entries[i]);
}
