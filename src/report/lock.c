/* lock: locked ports as YAML, one to a line, so that version control merges them. */
#include "report/lock.h"

#include "report/yaml_scalar.h"

static const char head[] =
    "# Ports that portplan has chosen for the plan beside this file, and that stay: written by\n"
    "# `portplan lock`, and not by hand. Keep it with the plan in version control. A line with a\n"
    "# `gone` day has no use any more; its port is not given to others for some time.\n";

static void add_text(struct pp_strbuf *buf, const char *name, const char *text)
{
    pp_strbuf_printf(buf, "%s: ", name);
    pp_add_yaml_scalar(buf, text);
    pp_strbuf_add(buf, ", ");
}

static void add_entry(struct pp_strbuf *buf, const struct pp_lock_entry *entry)
{
    char seal[PP_LOCK_SEAL];
    pp_strbuf_add(buf, "  - {");
    add_text(buf, "host", entry->host);
    add_text(buf, "product", entry->product);
    if (entry->label[0])
        add_text(buf, "label", entry->label);
    if (entry->address[0])
        add_text(buf, "address", entry->address);
    if (entry->number > 1)
        pp_strbuf_printf(buf, "number: %lu, ", (unsigned long)entry->number);
    add_text(buf, entry->is_pool ? "pool" : "endpoint", entry->name);
    pp_strbuf_printf(buf, "instance: %lu, port: ", (unsigned long)entry->instance);
    pp_range_format(entry->ports, buf);
    if (entry->gone)
        pp_strbuf_printf(buf, ", gone: %s", entry->gone);
    pp_strbuf_printf(buf, ", seal: %s}\n", pp_lock_seal(entry, seal));
}

void pp_report_lock(const struct pp_lock *lock, struct pp_strbuf *buf)
{
    pp_strbuf_add(buf, head);
    pp_strbuf_printf(buf, "lock: %d\nports:%s\n", PP_LOCK_VERSION, lock->count > 0 ? "" : " []");
    for (size_t i = 0; i < lock->count; i++)
        add_entry(buf, &lock->entries[i]);
}
