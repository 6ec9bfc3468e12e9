/* sarif_rules: rules' pages as descriptors, in the order in which findings need them. */
#include "report/sarif.h"

#include <string.h>

#define PAGE_COLUMNS 88

const char *const pp_sarif_levels[] = {
    [PP_OFF] = "none",
    [PP_NOTE] = "note",
    [PP_WARNING] = "warning",
    [PP_ERROR] = "error",
};

json_t *pp_sarif_message(const char *text)
{
    json_t *message = pp_json_object();
    pp_json_put_text(message, "text", text);
    return message;
}

/* --- Markdown --------------------------------------------------------------- */

static void add_title(struct pp_strbuf *buf, const char *title)
{
    pp_strbuf_printf(buf, "%s**%s**\n\n", buf->length > 0 ? "\n\n" : "", title);
}

static void add_prose(struct pp_strbuf *buf, const char *title, const char *text)
{
    if (!text)
        return;
    add_title(buf, title);
    for (; *text; text++) {
        if (strchr("\\*_[]<>", *text))
            pp_strbuf_add_char(buf, '\\');
        pp_strbuf_add_char(buf, *text);
    }
}

static void add_code(struct pp_strbuf *buf, const char *title, const char *text)
{
    if (!text)
        return;
    size_t length = strlen(text);
    add_title(buf, title);
    pp_strbuf_printf(buf, "```lua\n%s%s```", text,
                     length > 0 && text[length - 1] == '\n' ? "" : "\n");
}

static void add_markdown(struct pp_strbuf *buf, const struct pp_explained_rule *page)
{
    add_prose(buf, "What it means", page->means);
    add_prose(buf, "Why it matters", page->matters);
    add_code(buf, "A plan that fails", page->bad);
    add_code(buf, "The same, mended", page->good);
    add_prose(buf, "Settings", page->settings);
    add_prose(buf, "Source", page->source);
}

/* --- descriptors ------------------------------------------------------------ */

/* The page, as `portplan explain` has it and as Markdown. */
static json_t *help(const struct pp_explained_rule *page)
{
    const struct pp_style style = {.width = PAGE_COLUMNS};
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_report_rule(page, &style, &text);
    json_t *object = pp_sarif_message(text.text);
    pp_strbuf_clear(&text);
    add_markdown(&text, page);
    pp_json_put_text(object, "markdown", text.text);
    pp_strbuf_release(&text);
    return object;
}

static json_t *configuration(const struct pp_explained_rule *page)
{
    json_t *object = pp_json_object();
    if (page->severity == PP_OFF)
        pp_json_put(object, "enabled", json_false());
    pp_json_put_text(object, "level", pp_sarif_levels[page->severity]);
    return object;
}

static json_t *descriptor(const struct pp_report *report, const char *id)
{
    json_t *object = pp_json_object();
    pp_json_put_text(object, "id", id);
    for (size_t i = 0; i < report->rule_count; i++) {
        const struct pp_explained_rule *page = &report->rules[i];
        if (strcmp(page->id, id) != 0)
            continue;
        pp_json_put(object, "shortDescription", pp_sarif_message(page->summary));
        pp_json_put(object, "fullDescription",
                    pp_sarif_message(page->means ? page->means : page->summary));
        pp_json_put(object, "help", help(page));
        pp_json_put(object, "defaultConfiguration", configuration(page));
        break;
    }
    return object;
}

void pp_sarif_rules_init(struct pp_sarif_rules *rules, const struct pp_report *report)
{
    *rules = (struct pp_sarif_rules){.report = report, .descriptors = pp_json_array()};
    pp_map_init(&rules->ids, false);
}

void pp_sarif_rules_release(struct pp_sarif_rules *rules)
{
    pp_map_release(&rules->ids);
}

size_t pp_sarif_rule(struct pp_sarif_rules *rules, const char *id)
{
    size_t count = rules->ids.count;
    uint32_t index = pp_map_add(&rules->ids, id, (uint32_t)count);
    if (index == count)
        pp_json_append(rules->descriptors, descriptor(rules->report, id));
    return index;
}
