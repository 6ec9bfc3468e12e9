/* party_text: the lines of a finding's parties, for people.
 *
 *     --> file:line: Title (label), endpoint      ports  url or socket  (how they came about)
 */
#include "report/party_text.h"

#include <assert.h>
#include <string.h>

#define RANGES_MAX 20u  /* of ports that are told of a party */
#define LEFT_COLUMNS 64 /* the ports of all findings line up here when they can */

/* What a party line says, piece by piece. */
struct party_line {
    const char *place; /* "  --> file:line: " */
    const char *who, *ports, *where;
    const char *how; /* the ports came about, unless that is the number itself */
};

/* How the lines of a finding are laid out. */
struct layout {
    size_t left, ports; /* columns of the first two pieces */
    size_t least;       /* of left */
};

static const char *keep(struct pp_arena *arena, struct pp_strbuf *buf)
{
    const char *text = pp_arena_strndup(arena, buf->text, buf->length);
    pp_strbuf_clear(buf);
    return text;
}

void pp_add_party_name(struct pp_strbuf *buf, const struct pp_report *report,
                       const struct pp_party *party)
{
    const struct pp_placement *placement = pp_party_placement(report->plan, party);
    const struct pp_listener *listener = pp_party_listener(report->plan, party);
    pp_add_clean(buf, pp_party_title(report->plan, party));
    if (placement && placement->label) {
        pp_strbuf_add(buf, " (");
        pp_add_clean(buf, placement->label);
        pp_strbuf_add(buf, ")");
    }
    if (listener) {
        pp_strbuf_add(buf, ", ");
        pp_add_clean(buf, listener->endpoint->id);
    }
}

/* "8001-8003, 8005-8008, 8017 and 389 more": the first ranges of many. */
static void add_ranges(struct pp_strbuf *buf, const struct pp_span *spans, size_t count)
{
    size_t told = count > RANGES_MAX ? RANGES_MAX - 1 : count;
    uint64_t left = 0;
    for (size_t i = told; i < count; i++)
        left += (uint64_t)spans[i].last - spans[i].first + 1;
    pp_add_spans(buf, spans, told);
    if (left == 0)
        return;
    pp_strbuf_add(buf, " and ");
    pp_strbuf_add_grouped(buf, left);
    pp_strbuf_add(buf, " more");
}

/* "5421-5436 (instances 0-15)"; the instance of a product that has only number 0 is not told. */
static void add_ports(const struct pp_report *report, const struct pp_party *party,
                      struct pp_arena *arena, struct pp_strbuf *buf)
{
    const struct pp_placement *placement = pp_party_placement(report->plan, party);
    struct pp_span *ports = pp_arena_array(arena, party->use_count, sizeof *ports);
    struct pp_span *instances = pp_arena_array(arena, party->use_count, sizeof *instances);
    size_t port_count = 0;
    for (size_t i = 0; i < party->use_count; i++) {
        const struct pp_use *use = &party->uses[i];
        if (use->ports.first != 0)
            ports[port_count++] = (struct pp_span){use->ports.first, use->ports.last};
        instances[i] = (struct pp_span){use->instance, use->instance};
    }
    add_ranges(buf, ports, pp_spans_merge(ports, port_count));
    size_t spans = pp_spans_merge(instances, party->use_count);
    if (spans == 0 || !placement)
        return;
    if (placement->instance_count == 1 && placement->instances[0] == 0 && port_count > 0)
        return;
    bool one = spans == 1 && instances[0].first == instances[0].last;
    pp_strbuf_add(buf, port_count > 0 ? " (" : "");
    pp_strbuf_add(buf, one ? "instance " : "instances ");
    pp_add_spans(buf, instances, spans);
    pp_strbuf_add(buf, port_count > 0 ? ")" : "");
}

/* The URL of an http.sys listener, the socket of another. */
static void add_where(const struct pp_report *report, const struct pp_party *party,
                      struct pp_arena *arena, struct pp_strbuf *buf)
{
    const struct pp_listener *listener = pp_party_listener(report->plan, party);
    const char *address = pp_party_address(report->plan, party, arena);
    if (!listener) {
        if (address)
            pp_add_clean(buf, address);
        return;
    }
    const char *url = pp_party_url(report->plan, party, arena);
    if (listener->kind == PP_SOCKET || !url)
        pp_strbuf_printf(buf, "%s on %s", pp_listener_kind_names[listener->kind], address);
    if (url) {
        pp_strbuf_add(buf, listener->kind == PP_SOCKET ? ", " : "");
        pp_add_clean(buf, url);
    }
}

/* Adds a piece behind a comma, and empties it. */
static void add_behind_comma(struct pp_strbuf *buf, struct pp_strbuf *piece)
{
    if (piece->length > 0)
        pp_strbuf_printf(buf, ", %s", piece->text);
    pp_strbuf_clear(piece);
}

void pp_add_party_in_words(struct pp_strbuf *buf, const struct pp_report *report,
                           const struct pp_party *party, struct pp_arena *arena)
{
    struct pp_strbuf piece;
    pp_strbuf_init(&piece);
    pp_add_party_name(buf, report, party);
    add_ports(report, party, arena, &piece);
    add_behind_comma(buf, &piece);
    add_where(report, party, arena, &piece);
    add_behind_comma(buf, &piece);
    pp_strbuf_release(&piece);
}

void pp_add_party_at(struct pp_strbuf *buf, const struct pp_report *report,
                     const struct pp_party *party, struct pp_arena *arena)
{
    size_t length = buf->length;
    pp_add_place(buf, report->sources, party->loc);
    pp_strbuf_add(buf, buf->length > length ? ": " : "");
    pp_add_party_in_words(buf, report, party, arena);
}

static void add_derivation(const struct pp_report *report, const struct pp_party *party,
                           const char *ports, struct pp_arena *arena, struct pp_strbuf *buf)
{
    const char *derivation = pp_party_derivation(report->plan, party, arena);
    size_t length = derivation ? strlen(derivation) : 0;
    if (length == 0)
        return;
    if (strncmp(ports, derivation, length) == 0 && strchr(" ", ports[length]))
        return; /* "8888", and "8888 (instance 3)" of it: the number speaks for itself */
    pp_strbuf_add_char(buf, '(');
    pp_add_clean(buf, derivation);
    pp_strbuf_add(buf, ")");
}

static struct party_line party_line(const struct pp_report *report, const struct pp_party *party,
                                    struct pp_arena *arena)
{
    struct party_line line;
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    pp_add_place(&buf, report->sources, party->loc);
    if (buf.length > 0)
        pp_strbuf_add(&buf, ": ");
    line.place = keep(arena, &buf);
    pp_add_party_name(&buf, report, party);
    line.who = keep(arena, &buf);
    add_ports(report, party, arena, &buf);
    line.ports = keep(arena, &buf);
    add_where(report, party, arena, &buf);
    line.where = keep(arena, &buf);
    add_derivation(report, party, line.ports, arena, &buf);
    line.how = keep(arena, &buf);
    pp_strbuf_release(&buf);
    return line;
}

static size_t left_columns(const struct party_line *line)
{
    return strlen("  --> ") + pp_text_columns(line->place) + pp_text_columns(line->who);
}

static void add_arrow(const struct pp_report *report, const struct party_line *line,
                      struct pp_strbuf *buf)
{
    pp_strbuf_add(buf, "  ");
    pp_add_painted(buf, report->style.color, PP_PAINT_BLUE, "-->");
    pp_strbuf_add(buf, " ");
    pp_strbuf_add(buf, line->place);
    pp_strbuf_add(buf, line->who);
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Sets the columns of the layout; false when a line would pass the width with them. */
static bool fits(const struct pp_report *report, const struct party_line *lines, size_t count,
                 struct layout *layout)
{
    size_t widest = 0;
    layout->left = layout->least;
    layout->ports = 0;
    for (size_t i = 0; i < count; i++) {
        layout->left = larger(layout->left, left_columns(&lines[i]));
        layout->ports = larger(layout->ports, pp_text_columns(lines[i].ports));
    }
    for (size_t i = 0; i < count; i++) {
        size_t where = pp_text_columns(lines[i].where), how = pp_text_columns(lines[i].how);
        widest = larger(widest, where + how + (where > 0 && how > 0 ? 2 : 0));
    }
    size_t gaps = (layout->ports > 0 ? 2u : 0u) + (widest > 0 ? 2u : 0u);
    return layout->left + layout->ports + widest + gaps <= report->style.width;
}

/* Adds `text` behind the blanks that are due, and sets those due behind its column. */
static void add_piece(struct pp_strbuf *buf, size_t *due, const char *text, size_t columns)
{
    size_t own = pp_text_columns(text);
    if (own > 0) {
        pp_strbuf_fill(buf, ' ', *due);
        pp_strbuf_add(buf, text);
        *due = 0;
    }
    columns = larger(columns, own);
    *due += columns - own + (columns > 0 ? 2 : 0);
}

static void add_in_columns(const struct pp_report *report, const struct party_line *line,
                           const struct layout *layout, struct pp_strbuf *buf)
{
    size_t due = layout->left - left_columns(line) + 2;
    add_arrow(report, line, buf);
    add_piece(buf, &due, line->ports, layout->ports);
    add_piece(buf, &due, line->where, 0);
    add_piece(buf, &due, line->how, 0);
    pp_strbuf_add_char(buf, '\n');
}

/* Too wide for columns: what they would hold follows on one line, or on one each. */
static void add_in_lines(const struct pp_report *report, const struct party_line *line,
                         struct pp_strbuf *buf)
{
    const char *const pieces[] = {line->ports, line->where, line->how};
    const size_t hang = 6;
    size_t column = 0;
    add_arrow(report, line, buf);
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        size_t own = pp_text_columns(pieces[i]);
        if (own == 0)
            continue;
        bool behind = column > 0 && column + 2 + own <= report->style.width;
        pp_strbuf_add(buf, behind ? "" : "\n");
        pp_strbuf_fill(buf, ' ', behind ? 2 : hang);
        column = behind ? column + 2 : hang;
        pp_add_wrapped(buf, pieces[i], column, hang, report->style.width);
        column += own; /* past the width when it was wrapped: nothing stands behind it */
    }
    pp_strbuf_add_char(buf, '\n');
}

/* A finding without parties still has a place: waivers. */
static void add_only_place(const struct pp_report *report, struct pp_loc loc, struct pp_strbuf *buf)
{
    if (loc.source == 0)
        return;
    add_arrow(report, &(struct party_line){"", "", "", "", ""}, buf);
    pp_add_place(buf, report->sources, loc);
    pp_strbuf_add_char(buf, '\n');
}

void pp_add_parties(struct pp_strbuf *buf, const struct pp_report *report,
                    const struct pp_finding *finding, struct pp_arena *arena)
{
    struct party_line lines[2];
    assert(finding->party_count <= 2);
    for (size_t i = 0; i < finding->party_count; i++)
        lines[i] = party_line(report, &finding->parties[i], arena);
    struct layout layouts[] = {{.least = LEFT_COLUMNS}, {.least = 0}};
    const size_t layout_count = sizeof layouts / sizeof layouts[0];
    size_t chosen = 0;
    while (chosen < layout_count && !fits(report, lines, finding->party_count, &layouts[chosen]))
        chosen++;
    for (size_t i = 0; i < finding->party_count; i++) {
        if (chosen < layout_count)
            add_in_columns(report, &lines[i], &layouts[chosen], buf);
        else
            add_in_lines(report, &lines[i], buf);
    }
    if (finding->party_count == 0)
        add_only_place(report, finding->loc, buf);
}
