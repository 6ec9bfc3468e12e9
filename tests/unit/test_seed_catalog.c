/* The shipped catalogue of Cinegy says what the published table says, row by row:
 * tests/data/seed-ports.csv has the rows, seed-ids.csv the ids that plans rely on. */
#include "base/file.h"
#include "base/text.h"
#include "read/library.h"

#include <csv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PRODUCT, TRANSPORT, TECHNOLOGY, PORTS, ROOT_URL, FIREWALL, RESERVATION, NOTES, COLUMNS };
#define ROWS 30

struct table {
    struct pp_arena *arena;
    const char *cells[ROWS + 1][COLUMNS];
    size_t row, column;
};

struct seed {
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_diags diags;
    struct pp_library library;
    const struct pp_catalog *catalog;
    struct table rows, ids;
};

static void take_cell(void *cell, size_t length, void *data)
{
    struct table *table = data;
    assert_in_range(table->row, 0, ROWS);
    assert_in_range(table->column, 0, COLUMNS - 1);
    table->cells[table->row][table->column++] = pp_arena_strndup(table->arena, cell, length);
}

static void take_row(int end, void *data)
{
    struct table *table = data;
    (void)end;
    table->row++;
    table->column = 0;
}

/* The rows behind the header stand in cells[1] and following. */
static void read_table(struct table *table, struct pp_arena *arena, const char *path)
{
    struct pp_strbuf text;
    struct csv_parser parser;
    table->arena = arena;
    pp_strbuf_init(&text);
    assert_null(pp_file_read(path, &text));
    assert_int_equal(csv_init(&parser, 0), 0);
    assert_int_equal(csv_parse(&parser, text.text, text.length, take_cell, take_row, table),
                     text.length);
    csv_fini(&parser, take_cell, take_row, table);
    csv_free(&parser);
    pp_strbuf_release(&text);
    assert_int_equal(table->row, ROWS + 1);
}

static int setup(void **state)
{
    struct seed *seed = calloc(1, sizeof *seed);
    pp_arena_init(&seed->arena);
    pp_sources_init(&seed->sources, &seed->arena);
    pp_diags_init(&seed->diags, &seed->arena);
    pp_library_init(&seed->library, &seed->arena, &seed->sources, &seed->diags);
    seed->catalog = pp_library_load(&seed->library, "cinegy", NULL, (struct pp_loc){0});
    read_table(&seed->rows, &seed->arena, PP_TEST_DATA "/seed-ports.csv");
    read_table(&seed->ids, &seed->arena, PP_TEST_DATA "/seed-ids.csv");
    *state = seed;
    return 0;
}

static int teardown(void **state)
{
    struct seed *seed = *state;
    pp_library_release(&seed->library);
    pp_diags_release(&seed->diags);
    pp_sources_release(&seed->sources);
    pp_arena_release(&seed->arena);
    free(seed);
    return 0;
}

static const struct pp_product *product_of(const struct seed *seed, size_t row)
{
    const struct pp_product *product = pp_catalog_product(seed->catalog, seed->ids.cells[row][1]);
    assert_non_null(product);
    return product;
}

/* The endpoints of a row, "main_preview cued_preview", one after the other. */
static size_t endpoints_of(const struct seed *seed, size_t row,
                           const struct pp_endpoint *endpoints[2])
{
    size_t count = 0;
    const char *ids = seed->ids.cells[row][2];
    while (*ids) {
        size_t length = strcspn(ids, " ");
        char *id = strndup(ids, length);
        assert_in_range(count, 0, 1);
        endpoints[count] = pp_product_endpoint(product_of(seed, row), id);
        assert_non_null(endpoints[count]);
        count++;
        free(id);
        ids += length + strspn(ids + length, " ");
    }
    return count;
}

/* All ports that the endpoint can come to have, "5421-5436". */
static void format_window(const struct pp_product *product, const struct pp_endpoint *endpoint,
                          struct pp_strbuf *buf)
{
    struct pp_range range = {endpoint->port.first, endpoint->port.last};
    if (endpoint->pool)
        range = endpoint->pool->range;
    else if (endpoint->port.stride)
        range.last = (uint16_t)(range.last + endpoint->port.stride * (product->max_instances - 1));
    pp_strbuf_clear(buf);
    pp_range_format(range, buf);
}

static void every_row_has_its_product_by_id_and_title(void **state)
{
    const struct seed *seed = *state;
    for (size_t row = 1; row <= ROWS; row++)
        assert_string_equal(product_of(seed, row)->title, seed->rows.cells[row][PRODUCT]);
}

static void every_row_has_its_transport_and_technology(void **state)
{
    const struct seed *seed = *state;
    for (size_t row = 1; row <= ROWS; row++) {
        const struct pp_endpoint *endpoints[2];
        size_t count = endpoints_of(seed, row, endpoints);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(pp_casecmp(pp_transport_name(endpoints[i]->transport),
                                        seed->rows.cells[row][TRANSPORT]),
                             0);
            assert_string_equal(endpoints[i]->technology, seed->rows.cells[row][TECHNOLOGY]);
        }
    }
}

static void every_row_has_its_ports(void **state)
{
    const struct seed *seed = *state;
    struct pp_strbuf window, all;
    pp_strbuf_init(&window);
    pp_strbuf_init(&all);
    for (size_t row = 1; row <= ROWS; row++) {
        const struct pp_endpoint *endpoints[2];
        size_t count = endpoints_of(seed, row, endpoints);
        pp_strbuf_clear(&all);
        for (size_t i = 0; i < count; i++) {
            format_window(product_of(seed, row), endpoints[i], &window);
            if (count == 2) /* the one row of two windows names them */
                pp_strbuf_add(&all, i ? " Cued preview: " : "Main preview: ");
            pp_strbuf_add(&all, window.text);
        }
        assert_string_equal(all.text, seed->rows.cells[row][PORTS]);
    }
    pp_strbuf_release(&window);
    pp_strbuf_release(&all);
}

static void the_formulas_are_those_of_the_notes(void **state)
{
    const struct seed *seed = *state;
    static const struct {
        const char *endpoint, *formula;
        size_t row;
    } cases[] = {{"main_preview", "5421+N", 13},
                 {"cued_preview", "5471+N", 13},
                 {"control", "5321 + instanceNo", 14},
                 {"http", "5521 + instanceNo", 15}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct pp_endpoint *endpoint =
            pp_product_endpoint(product_of(seed, cases[i].row), cases[i].endpoint);
        assert_non_null(strstr(seed->rows.cells[cases[i].row][NOTES], cases[i].formula));
        assert_int_equal(endpoint->port.first, atoi(cases[i].formula));
        assert_int_equal(endpoint->port.last, endpoint->port.first);
        assert_int_equal(endpoint->port.stride, 1);
    }
}

static void soap_and_rest_of_the_capture_engine_share_a_pool(void **state)
{
    const struct seed *seed = *state;
    const struct pp_endpoint *soap[2], *rest[2];
    assert_int_equal(endpoints_of(seed, 22, soap), 1);
    assert_int_equal(endpoints_of(seed, 23, rest), 1);
    assert_non_null(soap[0]->pool);
    assert_ptr_equal(soap[0]->pool, rest[0]->pool);
}

/* The published URL as a catalogue writes it. Row 11 has the hyphen of a line break. */
static const char *expected_url(const struct seed *seed, size_t row, struct pp_strbuf *buf)
{
    const char *url = seed->rows.cells[row][ROOT_URL];
    const char *port = strstr(url, ":port/");
    const char *hyphen = row == 11 ? strchr(url, '-') : NULL;
    pp_strbuf_clear(buf);
    if (port)
        pp_strbuf_printf(buf, "%.*s:{port}%s", (int)(port - url), url, port + 5);
    else if (hyphen)
        pp_strbuf_printf(buf, "%.*s%s", (int)(hyphen - url), url, hyphen + 1);
    else
        pp_strbuf_add(buf, url);
    return buf->text;
}

static void every_row_has_its_root_url(void **state)
{
    const struct seed *seed = *state;
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (size_t row = 1; row <= ROWS; row++) {
        const struct pp_endpoint *endpoints[2];
        size_t count = endpoints_of(seed, row, endpoints);
        for (size_t i = 0; i < count; i++)
            assert_string_equal(endpoints[i]->url ? endpoints[i]->url : "",
                                expected_url(seed, row, &buf));
    }
    assert_non_null(strstr(expected_url(seed, 11, &buf), "/CinegyProcessCoordinationService/soap"));
    pp_strbuf_release(&buf);
}

static const char *word_of(enum pp_tri value)
{
    return value == PP_YES ? "Yes" : value == PP_NO ? "No" : "N/A";
}

/* The table leaves the reservation of the previews and the control port blank, as it does their
 * URL: not applicable. */
static void every_row_has_its_firewall_and_reservation(void **state)
{
    const struct seed *seed = *state;
    for (size_t row = 1; row <= ROWS; row++) {
        const struct pp_endpoint *endpoints[2];
        const char *reservation = seed->rows.cells[row][RESERVATION];
        size_t count = endpoints_of(seed, row, endpoints);
        for (size_t i = 0; i < count; i++) {
            assert_string_equal(word_of(endpoints[i]->firewall), seed->rows.cells[row][FIREWALL]);
            assert_string_equal(word_of(endpoints[i]->url_reservation),
                                *reservation ? reservation : "N/A");
        }
    }
}

static void nothing_is_in_the_catalogue_that_is_not_in_the_table(void **state)
{
    const struct seed *seed = *state;
    size_t in_table = 0, in_catalog = 0;
    for (size_t row = 1; row <= ROWS; row++) {
        const struct pp_endpoint *endpoints[2];
        in_table += endpoints_of(seed, row, endpoints);
    }
    for (size_t i = 0; i < seed->catalog->product_count; i++)
        in_catalog += seed->catalog->products[i].endpoint_count;
    assert_int_equal(in_catalog, in_table);
}

static void every_catalogue_that_is_shipped_loads(void **state)
{
    struct seed *seed = *state;
    size_t count = 0;
    const char **ids = pp_library_list(&seed->library, NULL, &count);
    assert_int_equal(count, 5);
    for (size_t i = 0; i < count; i++)
        assert_non_null(pp_library_load(&seed->library, ids[i], NULL, (struct pp_loc){0}));
    assert_int_equal(seed->diags.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_its_product_by_id_and_title),
        cmocka_unit_test(every_row_has_its_transport_and_technology),
        cmocka_unit_test(every_row_has_its_ports),
        cmocka_unit_test(the_formulas_are_those_of_the_notes),
        cmocka_unit_test(soap_and_rest_of_the_capture_engine_share_a_pool),
        cmocka_unit_test(every_row_has_its_root_url),
        cmocka_unit_test(every_row_has_its_firewall_and_reservation),
        cmocka_unit_test(nothing_is_in_the_catalogue_that_is_not_in_the_table),
        cmocka_unit_test(every_catalogue_that_is_shipped_loads),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
