/* decode_placement, decode_overrides: products on hosts. */
#include "support/plan_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A plan beside the catalogue shop, whose placements stand from line 4, column 5. */
#define PLAN                                                             \
    "catalogs: [shop]\n"                                                 \
    "products: {mine: {endpoints: {e: {transport: tcp, port: 9000}}}}\n" \
    "hosts: [{name: H, products: [\n    %s\n  ]}]\n"

static bool decode(void **state, const char *placement)
{
    struct plan_text *text = *state;
    return plan_text_add(text, "tests/data/catalogs/near/plan.yaml",
                         pp_arena_printf(&text->arena, PLAN, placement));
}

static const struct pp_placement *accept(void **state, const char *placement)
{
    struct plan_text *text = *state;
    bool good = decode(state, placement);
    assert_string_equal(plan_text_mistakes(text), "");
    assert_true(good);
    assert_int_equal(text->plan.placement_count, 1);
    return &text->plan.placements[0];
}

static void refuse(void **state, const char *placement, const char *mistakes)
{
    assert_false(decode(state, placement));
    assert_string_equal(plan_text_mistakes(*state), mistakes);
}

/* --- the product ----------------------------------------------------------- */

static void a_bare_product_is_one_instance(void **state)
{
    const struct pp_placement *placement = accept(state, "shop.till");
    assert_string_equal(placement->product->name, "shop.till");
    assert_int_equal(placement->instance_count, 1);
    assert_int_equal(placement->instances[0], 0);
    assert_null(placement->label);
    assert_false(placement->has_address);
    assert_int_equal(placement->loc.line, 4);
    assert_int_equal(placement->loc.column, 5);
}

static void a_placement_with_every_field_is_read(void **state)
{
    const struct pp_placement *placement =
        accept(state, "{use: shop.till, instances: 2, label: left, address: 10.0.0.1, "
                      "ports: {web: 8300+N}, without: rtp, tags: [a, b], "
                      "owner: desk, reason: \"two tills\\nby the door\"}");
    assert_int_equal(placement->instance_count, 2);
    assert_string_equal(placement->label, "left");
    assert_true(placement->has_address);
    assert_int_equal(placement->address.kind, PP_ADDR_V4);
    assert_int_equal(placement->override_count, 1);
    assert_int_equal(placement->without_count, 1);
    assert_int_equal(placement->without[0], 1);
    assert_int_equal(placement->tag_count, 2);
    assert_string_equal(placement->owner, "desk");
    assert_string_equal(placement->reason, "two tills\nby the door");
}

static void an_address_may_be_a_wildcard(void **state)
{
    assert_int_equal(accept(state, "{use: mine, address: \"*\"}")->address.kind, PP_ADDR_ANY);
}

static void an_unknown_product_of_a_catalogue_is_refused(void **state)
{
    refuse(state, "shop.tlil",
           "4:5: catalogue 'shop' has no product 'tlil'; did you mean 'shop.till'?\n");
}

static void a_product_without_its_catalogue_is_refused(void **state)
{
    refuse(state, "{use: till}",
           "4:11: the plan declares no product 'till'; one of a catalogue is named "
           "catalogue.product; did you mean 'shop.till'?\n");
}

static void a_catalogue_that_is_not_listed_is_refused(void **state)
{
    refuse(state, "cinegy.license_service",
           "4:5: product 'cinegy.license_service' needs catalogue 'cinegy', which the plan does "
           "not name; in Lua, catalog \"cinegy\"; in YAML, catalogs: [cinegy]\n");
}

static void a_catalogue_that_does_not_exist_is_refused(void **state)
{
    refuse(state, "shopp.till",
           "4:5: product 'shopp.till' is of no known catalogue; there is no catalogue 'shopp'; did "
           "you mean 'shop.till'?\n");
}

static void a_placement_needs_a_product(void **state)
{
    refuse(state, "{label: x}, {usee: mine}, 5",
           "4:5: a placement has no 'use'; it must be a string\n"
           "4:18: 'usee' is not a field of a placement; its fields are use, instances, label, "
           "address, ports, without, tags, owner and reason; did you mean 'use'?\n"
           "4:31: a placement must be a string or a map of fields, not an integer\n");
}

/* --- instances ------------------------------------------------------------- */

static void instances_are_a_list_in_any_order(void **state)
{
    const struct pp_placement *placement = accept(state, "{use: mine, instances: [7, 0, 3]}");
    assert_int_equal(placement->instance_count, 3);
    assert_int_equal(placement->instances[0], 0);
    assert_int_equal(placement->instances[1], 3);
    assert_int_equal(placement->instances[2], 7);
}

static void instances_are_a_range(void **state)
{
    const struct pp_placement *placement = accept(state, "{use: mine, instances: 4-7}");
    assert_int_equal(placement->instance_count, 4);
    assert_int_equal(placement->instances[0], 4);
    assert_int_equal(placement->instances[3], 7);
}

static void a_number_as_text_could_mean_two_things(void **state)
{
    refuse(state, "{use: mine, instances: \"3\"}",
           "4:28: 'instances' is '3' in quotes; write 3 for so many instances, or a list with 3 "
           "for the instance of that number\n");
}

static void as_many_instances_as_ports_are_accepted(void **state)
{
    assert_int_equal(accept(state, "{use: mine, instances: 65535}")->instance_count, 65535);
}

static void wrong_counts_are_refused(void **state)
{
    refuse(state,
           "{use: mine, instances: 0},\n    {use: mine, instances: -1},\n"
           "    {use: mine, instances: 65536},\n    {use: mine, instances: 1.5}",
           "4:28: 'instances' is 0; a count of instances is 1-65535\n"
           "5:28: 'instances' is -1; a count of instances is 1-65535\n"
           "6:28: 'instances' is 65536; a count of instances is 1-65535\n"
           "7:28: 'instances' must be an integer, a list of integers or a range such as \"4-7\", "
           "not 1.5\n");
}

static void wrong_ranges_of_instances_are_refused(void **state)
{
    refuse(state,
           "{use: mine, instances: 7-4},\n    {use: mine, instances: 4-},\n"
           "    {use: mine, instances: 4-65535},\n    {use: mine, instances: many}",
           "4:28: 'instances' is '7-4', which runs backwards; write 4-7\n"
           "5:28: 'instances' is '4-'; it must be a count such as 4, a list of numbers or a range "
           "of numbers such as \"4-7\", from 0 to 65534\n"
           "6:28: 'instances' is '4-65535'; it must be a count such as 4, a list of numbers or a "
           "range of numbers such as \"4-7\", from 0 to 65534\n"
           "7:28: 'instances' is 'many'; it must be a count such as 4, a list of numbers or a "
           "range of numbers such as \"4-7\", from 0 to 65534\n");
}

static void wrong_lists_of_instances_are_refused(void **state)
{
    refuse(state,
           "{use: mine, instances: [1, 2, 1, -1, 65535, a]},\n    {use: mine, instances: []}",
           "4:35: instance 1 is listed twice (4:29: first listed here)\n"
           "4:38: an instance number must be an integer from 0 to 65534, not -1\n"
           "4:42: an instance number must be an integer from 0 to 65534, not 65535\n"
           "4:49: an instance number must be an integer from 0 to 65534, not a string\n"
           "5:28: 'instances' lists no instance; leave the placement out or list one\n");
}

/* --- without --------------------------------------------------------------- */

static void switching_off_an_unknown_endpoint_is_refused(void **state)
{
    refuse(state, "{use: shop.till, without: [wbe, rtp]}",
           "4:32: product 'shop.till' has no endpoint 'wbe'; its endpoints are web and rtp; did "
           "you mean 'web'?\n");
}

static void switching_off_every_endpoint_is_refused(void **state)
{
    refuse(state, "{use: shop.till, without: [rtp, web, rtp]}",
           "4:32: every endpoint of 'shop.till' is switched off; leave the placement out\n");
}

/* --- ports ----------------------------------------------------------------- */

static void an_endpoint_gets_a_port_or_an_expression(void **state)
{
    const struct pp_placement *placement =
        accept(state, "{use: shop.till, ports: {web: 8889, rtp: \"7100-7101+2*N\"}}");
    assert_int_equal(placement->override_count, 2);
    assert_int_equal(placement->overrides[0].endpoint, 0);
    assert_int_equal(placement->overrides[0].pool, PP_NONE);
    assert_int_equal(placement->overrides[0].expr.first, 8889);
    assert_int_equal(placement->overrides[0].loc.column, 35);
    assert_int_equal(placement->overrides[1].endpoint, 1);
    assert_int_equal(placement->overrides[1].expr.stride, 2);
}

static void a_pool_gets_a_range_or_a_port(void **state)
{
    const struct pp_override *override =
        accept(state, "{use: shop.till, ports: {media: 7200-7300}}")->overrides;
    assert_int_equal(override->endpoint, PP_NONE);
    assert_int_equal(override->pool, 0);
    assert_int_equal(override->expr.first, 7200);
    assert_int_equal(override->expr.last, 7300);
    assert_int_equal(override->expr.stride, 0);
}

static void auto_may_have_a_range(void **state)
{
    const struct pp_placement *placement =
        accept(state, "{use: shop.till, ports: {web: auto, media: auto 10000-10999}}");
    assert_true(placement->overrides[0].is_auto);
    assert_int_equal(placement->overrides[0].choice.range.first, 0);
    assert_true(placement->overrides[1].is_auto);
    assert_int_equal(placement->overrides[1].choice.range.first, 10000);
}

static void auto_of_lua_is_the_same(void **state)
{
    struct plan_text *text = *state;
    struct pp_node *root =
        plan_text_tree(text, "a.lua",
                       "products: {mine: {endpoints: {e: {transport: tcp, port: 9000}, "
                       "f: {transport: tcp, port: 9001}}}}\n"
                       "hosts: [{name: H, products: [{use: mine, ports: {}}]}]\n");
    struct pp_node *placement =
        pp_node_get(pp_node_get(root, "hosts")->first->value, "products")->first->value;
    struct pp_node *ports = pp_node_get(placement, "ports");
    struct pp_node *bare = pp_node_new(&text->arena, PP_NODE_AUTO, pp_loc_at(1, 9, 0));
    struct pp_node *ranged = pp_node_new(&text->arena, PP_NODE_AUTO, pp_loc_at(1, 9, 0));
    ranged->string.text = "10000-10999";
    pp_node_add(&text->arena, ports, "e", bare->loc, bare);
    pp_node_add(&text->arena, ports, "f", ranged->loc, ranged);
    assert_true(pp_decode_plan(root, "a.lua", &text->plan, &text->library, &text->diags, NULL, 0));
    const struct pp_override *overrides = text->plan.placements[0].overrides;
    assert_true(overrides[0].is_auto);
    assert_int_equal(overrides[0].choice.range.first, 0);
    assert_int_equal(overrides[1].choice.range.last, 10999);
}

static void an_unknown_name_lists_endpoints_and_pools(void **state)
{
    refuse(state, "{use: shop.till, ports: {medai: 5}}",
           "4:30: product 'shop.till' has no endpoint or pool 'medai'; its endpoints are web and "
           "rtp, its pools media; did you mean 'media'?\n");
}

static void wrong_ports_are_refused_at_their_place(void **state)
{
    refuse(state,
           "{use: shop.till, ports: {web: 0, rtp: 9-5}},\n"
           "    {use: shop.till, ports: {web: 80a, rtp: [1]}},\n"
           "    {use: shop.till, ports: {web: auto 9-5, media: 7000+N}}",
           "4:35: '0': port 0 means \"choose one\" to the system; a port is 1-65535\n"
           "4:43: '9-5': the range runs backwards; write 5-9\n"
           "5:35: '80a': write a port (8090), a range (8001-8099) or a formula (5421+N, "
           "5000+4*N)\n"
           "5:45: 'rtp' of 'ports' must be a port, an expression such as \"5421+N\" or auto, not a "
           "list\n"
           "6:35: 'auto 9-5': the range runs backwards; write 5-9\n"
           "6:52: '7000+N' is a formula, but 'media' is a pool; write a range such as "
           "8001-8099\n");
}

static void a_plan_of_placements_expands(void **state)
{
    struct plan_text *text = *state;
    assert_true(decode(state, "{use: shop.till, instances: 3}, shop.scale, mine"));
    assert_true(pp_plan_expand(&text->plan, &text->diags));
    assert_int_equal(text->plan.listener_count, 4);
    assert_int_equal(text->plan.bindings.count, 8);
    assert_int_equal(text->plan.bindings.first[2], 8102);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, plan_text_setup, plan_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_bare_product_is_one_instance),
        CASE(a_placement_with_every_field_is_read),
        CASE(an_address_may_be_a_wildcard),
        CASE(an_unknown_product_of_a_catalogue_is_refused),
        CASE(a_product_without_its_catalogue_is_refused),
        CASE(a_catalogue_that_is_not_listed_is_refused),
        CASE(a_catalogue_that_does_not_exist_is_refused),
        CASE(a_placement_needs_a_product),
        CASE(instances_are_a_list_in_any_order),
        CASE(instances_are_a_range),
        CASE(a_number_as_text_could_mean_two_things),
        CASE(as_many_instances_as_ports_are_accepted),
        CASE(wrong_counts_are_refused),
        CASE(wrong_ranges_of_instances_are_refused),
        CASE(wrong_lists_of_instances_are_refused),
        CASE(switching_off_an_unknown_endpoint_is_refused),
        CASE(switching_off_every_endpoint_is_refused),
        CASE(an_endpoint_gets_a_port_or_an_expression),
        CASE(a_pool_gets_a_range_or_a_port),
        CASE(auto_may_have_a_range),
        CASE(auto_of_lua_is_the_same),
        CASE(an_unknown_name_lists_endpoints_and_pools),
        CASE(wrong_ports_are_refused_at_their_place),
        CASE(a_plan_of_placements_expands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
