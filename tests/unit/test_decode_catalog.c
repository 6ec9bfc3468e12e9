/* decode_catalog: catalogue files, and every way in which one can be wrong. */
#include "support/plan_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The catalogue is rejected, with exactly these mistakes. */
static void refuse(void **state, const char *yaml, const char *mistakes)
{
    assert_null(plan_text_catalog(*state, yaml));
    assert_string_equal(plan_text_mistakes(*state), mistakes);
}

/* One product whose only endpoint has these fields is rejected. */
static void refuse_endpoint(void **state, const char *fields, const char *mistakes)
{
    struct plan_text *text = *state;
    const char *yaml =
        pp_arena_printf(&text->arena,
                        "catalog: c\nproducts:\n  p:\n    pools: {media: 7000-7010}\n"
                        "    endpoints:\n      web: %s\n",
                        fields);
    refuse(state, yaml, mistakes);
}

/* The only endpoint of such a product. */
static const struct pp_endpoint *accept_endpoint(void **state, const char *fields)
{
    struct plan_text *text = *state;
    const char *yaml =
        pp_arena_printf(&text->arena,
                        "catalog: c\nproducts:\n  p:\n    pools: {media: 7000-7010}\n"
                        "    endpoints:\n      web: %s\n",
                        fields);
    const struct pp_catalog *catalog = plan_text_catalog(text, yaml);
    assert_string_equal(plan_text_mistakes(text), "");
    assert_non_null(catalog);
    return &catalog->products[0].endpoints[0];
}

static void a_catalogue_with_every_field_is_read(void **state)
{
    const struct pp_catalog *catalog = plan_text_catalog(
        *state,
        "catalog: c-1\ntitle: C\nsource: s\nnotes: n\nproducts:\n"
        "  p_1:\n    title: P\n    max_instances: 16\n    notes: x\n    iana: [a, b]\n"
        "    pools: {media: 7000-7010, one: 7100}\n"
        "    endpoints:\n"
        "      web: {transport: TCP, port: 5421+N, technology: T, url: \"http://+:{port}/\",\n"
        "            listener: http.sys, address: 10.0.0.1, v6only: true, reuse: port,\n"
        "            firewall: false, url_reservation: true, notes: e}\n"
        "      rtp: {transport: udp, port: media}\n");
    assert_non_null(catalog);
    assert_string_equal(catalog->id, "c-1");
    assert_string_equal(catalog->title, "C");
    assert_string_equal(catalog->source, "s");
    assert_string_equal(catalog->notes, "n");
    const struct pp_product *product = pp_catalog_product(catalog, "p_1");
    assert_string_equal(product->name, "c-1.p_1");
    assert_string_equal(product->catalog, "c-1");
    assert_string_equal(product->title, "P");
    assert_int_equal(product->max_instances, 16);
    assert_int_equal(product->loc.line, 6);
    assert_int_equal(product->loc.column, 3);
    assert_true(pp_product_owns(product, "B"));
    assert_int_equal(product->pools[0].range.last, 7010);
    assert_int_equal(product->pools[1].range.first, 7100);
    assert_int_equal(product->pools[1].range.last, 7100);
    const struct pp_endpoint *web = pp_product_endpoint(product, "web");
    assert_int_equal(web->transport, PP_TCP);
    assert_int_equal(web->port.first, 5421);
    assert_int_equal(web->port.stride, 1);
    assert_true(web->has_prefix);
    assert_true(web->prefix.port_is_template);
    assert_int_equal(web->http_sys, PP_YES);
    assert_int_equal(web->address.kind, PP_ADDR_V4);
    assert_int_equal(web->v6only, PP_YES);
    assert_int_equal(web->reuse, PP_REUSE_PORT);
    assert_int_equal(web->firewall, PP_NO);
    assert_int_equal(web->url_reservation, PP_YES);
    assert_int_equal(web->loc.line, 13);
    const struct pp_endpoint *rtp = pp_product_endpoint(product, "rtp");
    assert_ptr_equal(rtp->pool, &product->pools[0]);
    assert_int_equal(rtp->transport, PP_UDP);
    assert_int_equal(rtp->http_sys, PP_UNSET);
    assert_int_equal(rtp->firewall, PP_UNSET);
    assert_int_equal(rtp->address.kind, PP_ADDR_ANY);
}

static void titles_default_to_ids(void **state)
{
    const struct pp_catalog *catalog = plan_text_catalog(
        *state, "catalog: c\nproducts: {p: {endpoints: {e: {transport: tcp, port: 1}}}}\n");
    assert_non_null(catalog);
    assert_string_equal(catalog->title, "c");
    assert_string_equal(catalog->products[0].title, "p");
    assert_int_equal(catalog->products[0].max_instances, 0);
}

static void one_iana_name_needs_no_list(void **state)
{
    const struct pp_catalog *catalog = plan_text_catalog(
        *state,
        "catalog: c\nproducts: {p: {iana: http, endpoints: {e: {transport: tcp, port: 80}}}}\n");
    assert_non_null(catalog);
    assert_int_equal(catalog->products[0].iana_count, 1);
    assert_string_equal(catalog->products[0].iana[0], "http");
}

static void a_port_is_a_number_or_a_text(void **state)
{
    assert_int_equal(accept_endpoint(state, "{transport: tcp, port: 8090}")->port.first, 8090);
    assert_int_equal(accept_endpoint(state, "{transport: tcp, port: \"8090\"}")->port.first, 8090);
    const struct pp_endpoint *block =
        accept_endpoint(state, "{transport: tcp, port: 5000-5003+4*N}");
    assert_int_equal(block->port.last, 5003);
    assert_int_equal(block->port.stride, 4);
    assert_null(block->pool);
}

static void urls_of_other_schemes_are_documentation(void **state)
{
    const struct pp_endpoint *srt =
        accept_endpoint(state, "{transport: udp, port: 9000, url: \"srt://host:{port}\"}");
    assert_string_equal(srt->url, "srt://host:{port}");
    assert_false(srt->has_prefix);
}

static void port_0_is_refused(void **state)
{
    refuse_endpoint(state, "{transport: tcp, port: 0}",
                    "6:35: '0': port 0 means \"choose one\" to the system; a port is 1-65535\n");
}

static void a_port_above_65535_is_refused(void **state)
{
    refuse_endpoint(state, "{transport: tcp, port: 65536}", "6:35: '65536': a port is 1-65535\n");
}

static void a_negative_port_is_refused(void **state)
{
    refuse_endpoint(state, "{transport: tcp, port: -1}",
                    "6:35: '-1': a port is 1-65535; a range is text in quotes: \"8040-8059\"\n");
}

static void a_port_with_letters_is_refused(void **state)
{
    refuse_endpoint(state, "{transport: tcp, port: 80a}",
                    "6:35: '80a': write a port (8090), a range (8001-8099) or a formula (5421+N, "
                    "5000+4*N)\n");
}

static void a_reversed_range_is_refused(void **state)
{
    refuse_endpoint(state, "{transport: tcp, port: 9-5}",
                    "6:35: '9-5': the range runs backwards; write 5-9\n");
}

static void a_stride_narrower_than_its_block_is_refused(void **state)
{
    refuse_endpoint(state, "{transport: tcp, port: 5000-5003+2*N}",
                    "6:35: '5000-5003+2*N': the stride 2 is narrower than its block of 4 ports: "
                    "instance 1 would meet instance 0; write at least 4*N\n");
}

static void a_port_of_another_type_is_refused(void **state)
{
    refuse_endpoint(state, "{transport: tcp, port: 80.5}",
                    "6:35: 'port' must be a port, an expression such as \"5421+N\" or the name of "
                    "a pool, not 80.5\n");
}

static void an_unknown_pool_is_named_with_the_pools(void **state)
{
    refuse_endpoint(state, "{transport: tcp, port: meda}",
                    "6:35: product 'c.p' has no pool 'meda'; its pools are media; did you mean "
                    "'media'?\n");
}

static void a_pool_of_a_product_without_pools_is_refused(void **state)
{
    refuse(state, "catalog: c\nproducts: {p: {endpoints: {e: {transport: tcp, port: media}}}}\n",
           "2:54: product 'c.p' has no pool 'media'; it has no pools, write a port such as 8090\n");
}

static void a_wrong_pool_is_reported_once(void **state)
{
    refuse(state,
           "catalog: c\nproducts:\n  p:\n    pools: {a: 9-5, b: [7]}\n"
           "    endpoints: {e: {transport: tcp, port: a}, f: {transport: tcp, port: b}}\n",
           "4:16: '9-5': the range runs backwards; write 5-9\n"
           "4:24: pool 'b' must be a range such as \"8001-8099\", not a list\n");
}

static void transport_and_port_are_required(void **state)
{
    refuse_endpoint(state, "{notes: x}",
                    "6:12: endpoint 'web' has no 'transport'; it must be tcp, udp, sctp or dccp\n"
                    "6:12: endpoint 'web' has no 'port'; it must be a port, an expression such as "
                    "\"5421+N\" or the name of a pool\n");
}

static void a_misspelt_field_is_not_missing_too(void **state)
{
    refuse_endpoint(state, "{transprot: tcp, port: 80}",
                    "6:13: 'transprot' is not a field of an endpoint; its fields are transport, "
                    "port, technology, url, listener, address, v6only, reuse, firewall, "
                    "url_reservation and notes; did you mean 'transport'?\n");
}

static void a_malformed_url_is_refused(void **state)
{
    struct plan_text *text = *state;
    assert_null(plan_text_catalog(
        text, "catalog: c\nproducts: {p: {endpoints: {e: {transport: tcp, port: 80,\n"
              "  url: \"http://:80/\"}}}}\n"));
    assert_int_equal(text->diags.count, 1);
    assert_int_equal(text->diags.items[0].loc.line, 3);
    assert_int_equal(text->diags.items[0].loc.column, 8);
    assert_ptr_equal(strstr(text->diags.items[0].message, "url 'http://:80/' is malformed: "),
                     text->diags.items[0].message);
}

static void a_reservation_without_a_url_is_refused(void **state)
{
    refuse_endpoint(state, "{transport: tcp, port: 80, url_reservation: true}",
                    "6:56: endpoint 'web' has 'url_reservation' but no http url; give a 'url' such "
                    "as \"http://+:{port}/\"\n");
}

static void no_reservation_needs_no_url(void **state)
{
    const struct pp_endpoint *web =
        accept_endpoint(state, "{transport: tcp, port: 80, url_reservation: false}");
    assert_int_equal(web->url_reservation, PP_NO);
}

static void http_sys_over_udp_is_refused(void **state)
{
    refuse_endpoint(state, "{transport: udp, port: 80, listener: http.sys}",
                    "6:49: endpoint 'web' has 'listener' http.sys on udp; http.sys listens on "
                    "tcp\n");
}

static void a_wrong_choice_lists_the_right_ones(void **state)
{
    refuse_endpoint(state, "{transport: tcpp, port: 80, reuse: multicats, v6only: 1}",
                    "6:24: 'transport' must be tcp, udp, sctp or dccp, not 'tcpp'; did you mean "
                    "'tcp'?\n"
                    "6:47: 'reuse' must be none, port, address, exclusive or multicast, not "
                    "'multicats'; did you mean 'multicast'?\n"
                    "6:66: 'v6only' must be true or false, not an integer\n");
}

static void an_address_that_is_none_is_refused(void **state)
{
    refuse_endpoint(
        state, "{transport: tcp, port: 80, address: localhost}",
        "6:48: address 'localhost' is not an IPv4 or IPv6 address or '*'; write 127.0.0.1 "
        "or ::1\n");
}

static void ids_have_no_dots_and_spaces(void **state)
{
    refuse(state, "catalog: c.d\nproducts: {1.p: {endpoints: {e e: {transport: tcp, port: 1}}}}\n",
           "1:10: catalogue 'c.d' is not an id; an id is made of letters, "
           "digits, '_' and '-'\n"
           "2:12: product '1.p' is not an id; an id is made of letters, "
           "digits, '_' and '-'\n"
           "2:30: endpoint 'e e' is not an id; an id is made of letters, "
           "digits, '_' and '-'\n");
}

static void a_product_without_endpoints_is_refused(void **state)
{
    refuse(state, "catalog: c\nproducts:\n  p: {endpoints: {}}\n  q: {title: Q}\n",
           "3:18: product 'c.p' has no endpoints; it needs at least one\n"
           "4:6: product 'c.q' has no 'endpoints'; it must be a map\n");
}

static void an_endpoint_named_like_a_pool_is_refused(void **state)
{
    refuse(state,
           "catalog: c\nproducts:\n  p:\n    pools: {web: 1-2}\n"
           "    endpoints: {web: {transport: tcp, port: web}}\n",
           "5:17: endpoint 'web' has the name of a pool of 'c.p'; 'ports' of a plan could not tell "
           "them apart (4:13: the pool is declared here)\n");
}

static void max_instances_has_bounds(void **state)
{
    refuse(state,
           "catalog: c\nproducts:\n  p: {max_instances: 0, endpoints: {e: {transport: tcp, port: "
           "1}}}\n"
           "  q: {max_instances: 65536, endpoints: {e: {transport: tcp, port: 1}}}\n"
           "  r: {max_instances: \"4\", endpoints: {e: {transport: tcp, port: 1}}}\n",
           "3:22: 'max_instances' must be an integer from 1 to 65535, not 0\n"
           "4:22: 'max_instances' must be an integer from 1 to 65535, not 65536\n"
           "5:22: 'max_instances' must be an integer from 1 to 65535, not a string\n");
}

static void strings_must_be_strings_that_can_be_shown(void **state)
{
    refuse(state,
           "catalog: c\ntitle: 5\nsource: \"a\\nb\"\nnotes: \" \"\n"
           "products: {p: {title: \"\\x01\", iana: [a, [b]], endpoints: {e: {transport: tcp, port: "
           "1}}}}\n",
           "2:8: 'title' must be a string, not an integer; put it in quotes\n"
           "3:9: 'source' must be one line\n"
           "4:8: 'notes' is empty\n"
           "5:23: 'title' holds a control character\n"
           "5:41: 'iana' must be a string or a list of strings, not a list\n");
}

static void text_that_is_not_utf8_is_refused(void **state)
{
    struct plan_text *text = *state;
    struct pp_loc loc = pp_loc_at(1, 1, 0);
    struct pp_node *root = pp_node_new(&text->arena, PP_NODE_MAP, loc);
    pp_node_add(&text->arena, root, "catalog", loc, pp_node_string(&text->arena, "c", 1, loc));
    pp_node_add(&text->arena, root, "title", loc, pp_node_string(&text->arena, "\xff", 1, loc));
    pp_node_add(&text->arena, root, "products", loc, pp_node_new(&text->arena, PP_NODE_LIST, loc));
    assert_null(pp_decode_catalog(root, &text->arena, &text->diags));
    assert_string_equal(plan_text_mistakes(text), "1:0: 'title' is not UTF-8 text\n");
}

static void a_field_or_id_given_twice_names_both_places(void **state)
{
    struct plan_text *text = *state;
    struct pp_arena *arena = &text->arena;
    struct pp_node *root = plan_text_tree(
        text, "c.lua", "catalog: c\nproducts: {p: {endpoints: {e: {transport: tcp, port: 1}}}}\n");
    struct pp_node *products = pp_node_get(root, "products");
    pp_node_add(arena, products, "p", pp_loc_at(1, 7, 0), pp_node_get(products, "p"));
    pp_node_add(arena, root, "catalog", pp_loc_at(1, 8, 0), pp_node_get(root, "catalog"));
    assert_null(pp_decode_catalog(root, arena, &text->diags));
    assert_string_equal(plan_text_mistakes(text),
                        "7:0: product 'p' is declared twice (2:12: first declared here)\n"
                        "8:0: 'catalog' is given twice (1:1: first given here)\n");
}

static void an_empty_list_stands_for_an_empty_map(void **state)
{
    assert_non_null(plan_text_catalog(*state, "catalog: c\nproducts: []\n"));
}

static void the_root_must_be_a_map(void **state)
{
    refuse(state, "- catalog\n", "1:1: a catalogue must be a map of fields, not a list\n");
}

static void every_mistake_is_reported(void **state)
{
    refuse(state, "catlog: c\nproducts: {p: 5, q: {endpoints: 5}, r: {endpoints: {e: 5}}}\n",
           "1:1: 'catlog' is not a field of a catalogue; its fields are catalog, title, source, "
           "notes and products; did you mean 'catalog'?\n"
           "2:15: product '.p' must be a map of fields, not an integer\n"
           "2:33: 'endpoints' must be a map, not an integer\n"
           "2:56: endpoint 'e' must be a map of fields, not an integer\n");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, plan_text_setup, plan_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_catalogue_with_every_field_is_read),
        CASE(titles_default_to_ids),
        CASE(one_iana_name_needs_no_list),
        CASE(a_port_is_a_number_or_a_text),
        CASE(urls_of_other_schemes_are_documentation),
        CASE(port_0_is_refused),
        CASE(a_port_above_65535_is_refused),
        CASE(a_negative_port_is_refused),
        CASE(a_port_with_letters_is_refused),
        CASE(a_reversed_range_is_refused),
        CASE(a_stride_narrower_than_its_block_is_refused),
        CASE(a_port_of_another_type_is_refused),
        CASE(an_unknown_pool_is_named_with_the_pools),
        CASE(a_pool_of_a_product_without_pools_is_refused),
        CASE(a_wrong_pool_is_reported_once),
        CASE(transport_and_port_are_required),
        CASE(a_misspelt_field_is_not_missing_too),
        CASE(a_malformed_url_is_refused),
        CASE(a_reservation_without_a_url_is_refused),
        CASE(no_reservation_needs_no_url),
        CASE(http_sys_over_udp_is_refused),
        CASE(a_wrong_choice_lists_the_right_ones),
        CASE(an_address_that_is_none_is_refused),
        CASE(ids_have_no_dots_and_spaces),
        CASE(a_product_without_endpoints_is_refused),
        CASE(an_endpoint_named_like_a_pool_is_refused),
        CASE(max_instances_has_bounds),
        CASE(strings_must_be_strings_that_can_be_shown),
        CASE(text_that_is_not_utf8_is_refused),
        CASE(a_field_or_id_given_twice_names_both_places),
        CASE(an_empty_list_stands_for_an_empty_map),
        CASE(the_root_must_be_a_map),
        CASE(every_mistake_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
