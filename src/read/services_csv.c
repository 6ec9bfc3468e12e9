/* services_csv: IANA's service name and port number registry in its own CSV form.
 *
 * libcsv splits it into fields; it knows no lines, so it is fed line by line. A record may
 * take several; its mistakes are given the first. A record without a name, a port or a
 * transport assigns nothing. */
#include "read/services_reader.h"

#include "base/mem.h"
#include "base/text.h"

#include <csv.h>
#include <string.h>

enum { NAME, PORTS, TRANSPORT, COLUMNS };

static const char *const titles[COLUMNS] = {"Service Name", "Port Number", "Transport Protocol"};

#define ABSENT SIZE_MAX

struct table {
    struct pp_services_reader *reader;
    size_t columns[COLUMNS]; /* where the titles stand */
    struct pp_strbuf values[COLUMNS];
    size_t field; /* of the record, from 0 */
    bool has_header;
    bool is_open; /* a line has ended inside a record */
};

static struct pp_slice value(const struct table *table, int column)
{
    return (struct pp_slice){table->values[column].text, table->values[column].length};
}

/* libcsv calls this behind every field. */
static void take_field(void *bytes, size_t length, void *data)
{
    struct table *table = data;
    for (int i = 0; i < COLUMNS; i++) {
        if (!table->has_header && pp_casecmp(bytes, titles[i]) == 0 && table->columns[i] == ABSENT)
            table->columns[i] = table->field;
        else if (table->has_header && table->columns[i] == table->field)
            pp_strbuf_add_bytes(&table->values[i], bytes, length);
    }
    table->field++;
}

static void check_header(struct table *table)
{
    struct pp_services_reader *reader = table->reader;
    table->has_header = true;
    for (int i = 0; i < COLUMNS; i++) {
        if (table->columns[i] != ABSENT)
            continue;
        pp_services_refuse(reader,
                           "no column '%s': IANA's registry has it, with commas between "
                           "the columns",
                           titles[i]);
        reader->stopped = true;
    }
}

static void read_record(struct table *table)
{
    struct pp_services_reader *reader = table->reader;
    struct pp_range ports;
    enum pp_transport transport;
    for (int i = 0; i < COLUMNS; i++) {
        if (table->columns[i] < table->field)
            continue;
        pp_services_refuse(reader, "the record ends before its '%s'", titles[i]);
        return;
    }
    struct pp_slice name = value(table, NAME), port = value(table, PORTS);
    struct pp_slice word = value(table, TRANSPORT);
    if (port.length == 0 || pp_services_ports(reader, port, name, &ports) != PP_PORTS_GIVEN)
        return;
    if (pp_services_is_named(reader, name) &&
        pp_transport_parse(word.text, word.length, &transport))
        pp_services_add(reader, name, ports, transport, false);
}

/* libcsv calls this behind every record: once a line at most. */
static void take_record(int terminator, void *data)
{
    struct table *table = data;
    (void)terminator;
    if (table->reader->stopped)
        return;
    if (table->has_header)
        read_record(table);
    else
        check_header(table);
    for (int i = 0; i < COLUMNS; i++)
        pp_strbuf_clear(&table->values[i]);
    table->field = 0;
    table->is_open = false;
}

static size_t line_length(const char *start, const char *end)
{
    const char *p = start;
    while (p < end && *p != '\n' && *p != '\r')
        p++;
    if (end - p >= 2 && p[0] == '\r' && p[1] == '\n')
        p++;
    return (size_t)(p - start) + (p < end ? 1 : 0);
}

static void refuse_quotes(struct table *table, const char *complaint)
{
    struct pp_services_reader *reader = table->reader;
    pp_services_refuse(reader, "the record is not valid CSV: %s", complaint);
    reader->stopped = true;
}

static bool is_blank(const char *line, size_t length)
{
    size_t i = 0;
    while (i < length && strchr(" \t\r\n", line[i]))
        i++;
    return i == length;
}

static void feed(struct table *table, struct csv_parser *parser)
{
    struct pp_services_reader *reader = table->reader;
    const char *p = reader->text, *end = p + reader->length;
    for (size_t length; p < end && !reader->stopped; p += length) {
        length = line_length(p, end);
        if (!table->is_open && is_blank(p, length))
            continue;
        if (!table->is_open)
            reader->at = p;
        table->is_open = true;
        if (csv_parse(parser, p, length, take_field, take_record, table) != length)
            refuse_quotes(table, "a quote stands inside a field that does not begin with one, or "
                                 "a quoted field goes on behind its last quote");
    }
    if (!reader->stopped && csv_fini(parser, take_field, take_record, table) != 0)
        refuse_quotes(table, "a quoted field of it does not end");
}

void pp_services_read_csv(struct pp_services_reader *reader)
{
    struct csv_parser parser;
    struct table table = {.reader = reader};
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
        pp_die_memory();
    csv_set_realloc_func(&parser, pp_realloc);
    for (int i = 0; i < COLUMNS; i++) {
        table.columns[i] = ABSENT;
        pp_strbuf_init(&table.values[i]);
    }
    feed(&table, &parser);
    for (int i = 0; i < COLUMNS; i++)
        pp_strbuf_release(&table.values[i]);
    csv_free(&parser);
}
