/* explain: a rule's page, and the table of all rules. */
#include "report/explain.h"

#include "report/table.h"

#include <string.h>

#define PAGE_COLUMNS 88 /* prose is hard to read in longer lines */

static size_t page_width(const struct pp_style *style)
{
    return style->width < PAGE_COLUMNS ? style->width : PAGE_COLUMNS;
}

static void add_section(const struct pp_style *style, const char *title, struct pp_strbuf *buf)
{
    pp_strbuf_add_char(buf, '\n');
    pp_add_painted(buf, style->color, PP_PAINT_BOLD, title);
    pp_strbuf_add_char(buf, '\n');
}

/* Lines that are set in are an example and stay as they are; others are filled. */
static void add_paragraph(const struct pp_style *style, const char *text, size_t length,
                          struct pp_strbuf *buf)
{
    struct pp_strbuf paragraph;
    pp_strbuf_init(&paragraph);
    pp_strbuf_add_bytes(&paragraph, text, length);
    pp_strbuf_add(buf, "  ");
    if (*text == ' ') {
        pp_add_lines(buf, paragraph.text, 2);
    } else {
        for (char *at = paragraph.text; (at = strchr(at, '\n')) != NULL;)
            *at = ' ';
        pp_add_wrapped(buf, paragraph.text, 2, 2, page_width(style));
    }
    pp_strbuf_add_char(buf, '\n');
    pp_strbuf_release(&paragraph);
}

/* Paragraphs are apart by an empty line. */
static void add_prose(const struct pp_style *style, const char *title, const char *text,
                      struct pp_strbuf *buf)
{
    if (!text)
        return;
    add_section(style, title, buf);
    for (const char *end; *text; text = end) {
        end = strstr(text, "\n\n");
        size_t length = end ? (size_t)(end - text) : strlen(text);
        add_paragraph(style, text, length, buf);
        end = text + length;
        end += strspn(end, "\n");
        if (*end)
            pp_strbuf_add_char(buf, '\n');
    }
}

static void add_code(const struct pp_style *style, const char *title, const char *text,
                     struct pp_strbuf *buf)
{
    if (!text)
        return;
    add_section(style, title, buf);
    pp_strbuf_fill(buf, ' ', 4);
    pp_add_lines(buf, text, 4);
    pp_strbuf_add_char(buf, '\n');
}

void pp_report_rule(const struct pp_explained_rule *page, const struct pp_style *style,
                    struct pp_strbuf *buf)
{
    pp_add_painted(buf, style->color, PP_PAINT_BOLD, page->id);
    pp_strbuf_printf(buf, " (%s by default)\n", pp_severity_names[page->severity]);
    pp_strbuf_add(buf, "  ");
    pp_add_wrapped(buf, page->summary, 2, 2, page_width(style));
    pp_strbuf_add_char(buf, '\n');
    if (page->means && strcmp(page->means, page->summary) != 0)
        add_prose(style, "What it means", page->means, buf);
    add_prose(style, "Why it matters", page->matters, buf);
    add_code(style, "A plan that fails", page->bad, buf);
    add_code(style, "The same, mended", page->good, buf);
    add_prose(style, "Settings", page->settings ? page->settings : "severity", buf);
    add_prose(style, "Source", page->source, buf);
}

void pp_report_rule_table(const struct pp_explained_rule *pages, size_t count, const char *head,
                          const struct pp_style *style, struct pp_strbuf *buf)
{
    const char *const heads[] = {"RULE", "DEFAULT", head};
    struct pp_arena arena;
    struct pp_table table;
    pp_arena_init(&arena);
    pp_table_init(&table, &arena, heads, 3, 0);
    for (size_t i = 0; i < count; i++) {
        pp_table_cell(&table, pages[i].id);
        pp_table_cell(&table, pp_severity_names[pages[i].severity]);
        pp_table_cell(&table, pages[i].summary);
    }
    pp_add_table(buf, &table, 0, style->color);
    pp_table_release(&table);
    pp_arena_release(&arena);
}
