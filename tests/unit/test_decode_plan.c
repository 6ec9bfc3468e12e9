/* decode_plan, decode_host: sites, catalogues, products and hosts of plans, alone and as an estate. */
#include "support/plan_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NEAR "tests/data/catalogs/near/"
#define OWN "products: {web: {endpoints: {http: {transport: tcp, port: 8080}}}}\n"

static struct pp_plan *accept(void **state, const char *file, const char *yaml)
{
    struct plan_text *text = *state;
    bool good = plan_text_add(text, file, yaml);
    assert_string_equal(plan_text_mistakes(text), "");
    assert_true(good);
    return &text->plan;
}

/* The plan is rejected, with exactly these mistakes. */
static void refuse(void **state, const char *yaml, const char *mistakes)
{
    assert_false(plan_text_add(*state, NEAR "plan.yaml", yaml));
    assert_string_equal(plan_text_mistakes(*state), mistakes);
}

/* --- site and root --------------------------------------------------------- */

static void a_site_has_a_name_and_an_os(void **state)
{
    struct pp_plan *plan = accept(state, "a.yaml", "site: {name: Munich playout, os: linux}\n");
    assert_int_equal(plan->site_count, 1);
    assert_string_equal(plan->sites[0].name, "Munich playout");
    assert_true(plan->sites[0].has_os);
    assert_int_equal(plan->sites[0].os, PP_LINUX);
}

static void a_string_is_the_name_of_a_site(void **state)
{
    struct pp_plan *plan = accept(state, "a.yaml", "site: Munich\n");
    assert_string_equal(plan->sites[0].name, "Munich");
    assert_false(plan->sites[0].has_os);
}

static void without_a_site_the_file_name_is_the_site(void **state)
{
    assert_string_equal(accept(state, "plans/munich.v2.lua", "hosts: []\n")->sites[0].name,
                        "munich.v2");
    assert_string_equal(accept(state, "plans/berlin", "site: {os: linux}\n")->sites[1].name,
                        "berlin");
    assert_string_equal(accept(state, "-", "hosts: []\n")->sites[2].name, "standard input");
}

static void a_wrong_site_is_refused(void **state)
{
    refuse(state, "site: {name: 5, os: windos, x: 1}\n",
           "1:14: 'name' must be a string, not an integer; put it in quotes\n"
           "1:21: 'os' must be windows or linux, not 'windos'; did you mean 'windows'?\n"
           "1:29: 'x' is not a field of a site; its fields are name and os\n");
}

static void a_site_of_another_type_is_refused(void **state)
{
    refuse(state, "site: [a]\n", "1:7: 'site' must be a string or a map of fields, not a list\n");
}

static void an_unknown_field_of_a_plan_is_refused(void **state)
{
    refuse(state, "host: []\n",
           "1:1: 'host' is not a field of a plan; its fields are site, catalogs, products, hosts, "
           "rules, waivers and policies; did you mean 'hosts'?\n");
}

static void nothing_is_not_a_list(void **state)
{
    refuse(state, "hosts:\n", "1:7: 'hosts' must be a list, not nothing\n");
}

static void a_plan_must_be_a_map(void **state)
{
    refuse(state, "- a\n", "1:1: a plan must be a map of fields, not a list\n");
}

/* The names that the plan has, each with its place. */
static void policies_are_known_before_the_plan_is_decoded(void **state)
{
    struct plan_text *text = *state;
    const struct pp_node *root = plan_text_tree(text, "a.yaml", "policies: [a.lua, b/c.lua]\n");
    struct pp_policy_names names = pp_decode_policy_names(root, &text->arena);
    assert_int_equal(names.count, 2);
    assert_string_equal(names.items[0].name, "a.lua");
    assert_string_equal(names.items[1].name, "b/c.lua");
    assert_int_equal(names.items[1].loc.column, 19);
    root = plan_text_tree(text, "b.yaml", "policies: a.lua\n");
    assert_int_equal(pp_decode_policy_names(root, &text->arena).count, 1);
    root = plan_text_tree(text, "c.yaml", "policies: {a: b}\n");
    assert_int_equal(pp_decode_policy_names(root, &text->arena).count, 0);
    root = plan_text_tree(text, "d.yaml", "- 1\n");
    assert_int_equal(pp_decode_policy_names(root, &text->arena).count, 0);
}

/* As when a policy could not be loaded: which ids are right is not known then. */
static void without_ids_any_rule_may_be_one(void **state)
{
    struct plan_text *text = *state;
    text->rules = NULL;
    text->rule_count = 0;
    accept(state, "a.yaml", "rules: {nobody-knows: note}\n");
}

static void no_policies_are_fine(void **state)
{
    accept(state, "a.yaml", "policies: []\n");
}

/* --- catalogues and products ------------------------------------------------ */

static void catalogues_beside_the_plan_are_used(void **state)
{
    struct pp_plan *plan = accept(state, NEAR "plan.yaml",
                                  "catalogs: shop\nhosts: [{name: H, products: [shop.till]}]\n");
    assert_string_equal(plan->placements[0].product->name, "shop.till");
}

static void a_catalogue_named_twice_is_refused(void **state)
{
    refuse(state, "catalogs: [shop, shop]\n",
           "1:18: catalogue 'shop' is named twice (1:12: first named here)\n");
}

static void products_of_a_broken_catalogue_are_not_reported_too(void **state)
{
    struct plan_text *text = *state;
    assert_false(plan_text_add(text, NEAR "a.yaml",
                               "catalogs: [broken]\nhosts: [{name: A, products: [broken.a]}]\n"));
    assert_int_equal(text->diags.count, 2);
    assert_false(plan_text_add(text, NEAR "b.yaml", "catalogs: [broken]\n"));
    assert_int_equal(text->diags.count, 2);
}

static void a_plan_has_products_of_its_own(void **state)
{
    struct pp_plan *plan = accept(state, "a.yaml", OWN "hosts: [{name: H, products: [web]}]\n");
    const struct pp_product *product = plan->placements[0].product;
    assert_string_equal(product->name, "web");
    assert_null(product->catalog);
}

static void products_of_one_plan_are_not_those_of_another(void **state)
{
    accept(state, "a.yaml", OWN);
    assert_false(plan_text_add(*state, "b.yaml", "hosts: [{name: H, products: [web]}]\n"));
    assert_string_equal(plan_text_mistakes(*state),
                        "b.yaml:1:30: the plan declares no product 'web'; one of a catalogue is "
                        "named catalogue.product\n");
}

static void own_products_are_decoded_like_catalogues(void **state)
{
    refuse(state, "products: {web: {endpoints: {http: {transport: tcp, port: 0}}}}\n",
           "1:59: '0': port 0 means \"choose one\" to the system; a port is 1-65535\n");
}

/* --- hosts ----------------------------------------------------------------- */

static void a_host_with_every_field_is_read(void **state)
{
    struct pp_plan *plan =
        accept(state, "a.yaml",
               OWN "hosts:\n"
                   "  - name: CAP-01\n    os: Linux\n    address: [10.20.2.11, \"::1\"]\n"
                   "    excluded: [50000-50059/udp, 5357, \"47001\"]\n    ephemeral: 40000-50000\n"
                   "    tags: capture\n    products: [web]\n");
    const struct pp_host *host = &plan->hosts[0];
    assert_string_equal(host->name, "CAP-01");
    assert_int_equal(host->os, PP_LINUX);
    assert_int_equal(host->address_count, 2);
    assert_int_equal(host->addresses[0].address.kind, PP_ADDR_V4);
    assert_int_equal(host->addresses[1].loc.line, 5);
    assert_int_equal(host->excluded_count, 3);
    assert_int_equal(host->excluded[0].ports.last, 50059);
    assert_int_equal(host->excluded[0].transport, PP_UDP);
    assert_int_equal(host->excluded[2].ports.first, 47001);
    assert_int_equal(host->excluded[2].transport, PP_NONE);
    assert_true(pp_host_excludes(host, PP_UDP, 50059));
    assert_false(pp_host_excludes(host, PP_TCP, 50059));
    assert_true(pp_host_excludes(host, PP_TCP, 5357));
    assert_true(host->ephemeral_given);
    assert_int_equal(host->ephemeral.first, 40000);
    assert_int_equal(host->tag_count, 1);
    assert_int_equal(host->loc.line, 3);
    assert_int_equal(host->site, 0);
    assert_int_equal(plan->placement_count, 1);
    assert_int_equal(plan->placements[0].host, 0);
}

static void one_address_and_one_range_need_no_list(void **state)
{
    struct pp_plan *plan = accept(state, "a.yaml",
                                  "hosts: [{name: A, address: 10.0.0.1, excluded: 50000-50059}, "
                                  "{name: B, excluded: 5357}]\n");
    assert_int_equal(plan->hosts[0].address_count, 1);
    assert_int_equal(plan->hosts[0].excluded[0].ports.last, 50059);
    assert_int_equal(plan->hosts[1].excluded[0].ports.last, 5357);
}

static void the_os_is_the_hosts_then_the_sites_then_windows(void **state)
{
    accept(state, "a.yaml", "site: {os: linux}\nhosts: [{name: A}, {name: B, os: windows}]\n");
    struct pp_plan *plan = accept(state, "b.yaml", "hosts: [{name: C}]\n");
    assert_int_equal(plan->hosts[0].os, PP_LINUX);
    assert_int_equal(plan->hosts[0].ephemeral.first, 32768);
    assert_int_equal(plan->hosts[1].os, PP_WINDOWS);
    assert_int_equal(plan->hosts[1].ephemeral.first, 49152);
    assert_int_equal(plan->hosts[2].os, PP_WINDOWS);
    assert_int_equal(plan->hosts[2].site, 1);
}

static void a_host_needs_a_name(void **state)
{
    refuse(state, "hosts: [{os: linux}, {name: \"\"}, x]\n",
           "1:9: a host has no 'name'; it must be a string\n"
           "1:29: 'name' is empty\n"
           "1:34: a host must be a map of fields, not a string\n");
}

static void the_name_of_a_host_holds_no_control_character(void **state)
{
    refuse(state, "hosts:\n  - name: \"a\\x1bb\"\n  - name: \"a\\x9bb\"\n",
           "2:11: 'name' holds a control character\n"
           "3:11: 'name' holds a control character\n");
}

static void a_host_declared_twice_in_one_plan_is_refused(void **state)
{
    refuse(state, "hosts:\n  - name: Cap-1\n  - {name: CAP-1, os: linux}\n",
           "3:12: host 'CAP-1' is declared twice; host names are compared without case (2:11: "
           "first declared here)\n");
}

static void a_second_host_of_that_name_is_looked_at_too(void **state)
{
    refuse(state, "hosts: [{name: A}, {name: a, address: x, products: [y]}]\n",
           "1:27: host 'a' is declared twice; host names are compared without case (1:16: first "
           "declared here)\n"
           "1:39: address 'x' is not an IPv4 or IPv6 address\n"
           "1:53: the plan declares no product 'y'; one of a catalogue is named "
           "catalogue.product\n");
}

static void addresses_of_hosts_are_their_own(void **state)
{
    refuse(state, "hosts: [{name: A, address: [10.20.300.1, \"*\", 0.0.0.0, 239.1.1.1, 5]}]\n",
           "1:29: address '10.20.300.1' is not an IPv4 or IPv6 address\n"
           "1:42: address '*' is a wildcard; a host has specific addresses such as 10.20.1.11\n"
           "1:47: address '0.0.0.0' is a wildcard; a host has specific addresses such as "
           "10.20.1.11\n"
           "1:56: address '239.1.1.1' is a multicast group; a host has specific addresses such as "
           "10.20.1.11\n"
           "1:67: 'address' must be an address or a list of addresses, not an integer\n");
}

static void an_address_given_twice_is_refused(void **state)
{
    refuse(state, "hosts: [{name: A, address: [10.0.0.1, \"::ffff:10.0.0.1\"]}]\n",
           "1:39: address '10.0.0.1' is given twice (1:29: first given here)\n");
}

static void wrong_ranges_of_a_host_are_refused(void **state)
{
    refuse(state, "hosts: [{name: A, excluded: [9-8, 0, x, [1], 9/tpc], ephemeral: [1, 2]}]\n",
           "1:30: '9-8': the range runs backwards; write 8-9\n"
           "1:35: '0': port 0 means \"choose one\" to the system; a port is 1-65535\n"
           "1:38: 'x': a port is a number from 1 to 65535\n"
           "1:41: 'excluded' must be ports or ranges such as \"50000-50059\" or "
           "\"50000-50059/udp\", not a list\n"
           "1:46: '9/tpc': behind '/' write tcp, udp, sctp or dccp\n"
           "1:65: 'ephemeral' must be a port or a range such as \"8001-8099\", not a list\n");
}

/* --- estates --------------------------------------------------------------- */

static void a_host_of_two_plans_is_one_host(void **state)
{
    accept(state, "a.yaml",
           OWN "hosts: [{name: Cap, address: 10.0.0.1, excluded: 1-2, tags: [x, y], "
               "products: [web]}]\n");
    struct pp_plan *plan =
        accept(state, "b.yaml",
               OWN "hosts: [{name: Other}, {name: CAP, os: linux, address: [10.0.0.2, 10.0.0.1], "
                   "excluded: 3, tags: [y, z], products: [web]}]\n");
    assert_int_equal(plan->host_count, 2);
    const struct pp_host *host = &plan->hosts[0];
    assert_string_equal(host->name, "Cap");
    assert_int_equal(host->os, PP_LINUX);
    assert_int_equal(host->ephemeral.first, 32768);
    assert_int_equal(host->address_count, 2);
    assert_int_equal(host->excluded_count, 2);
    assert_int_equal(host->tag_count, 3);
    assert_int_equal(host->site, 0);
    assert_int_equal(plan->placements[1].host, 0);
    assert_string_equal(plan->hosts[1].name, "Other");
    assert_int_equal(plan->hosts[1].site, 1);
}

static void what_a_plan_places_on_a_host_has_the_owner_that_it_gives_the_host(void **state)
{
    accept(state, "a.yaml", OWN "hosts: [{name: A, products: [web]}]\n");
    accept(state, "b.yaml",
           OWN "hosts: [{name: B, owner: desk, products: [web, {use: web, owner: me}]},\n"
               "  {name: A, owner: b, products: [web]}]\n");
    struct pp_plan *plan =
        accept(state, "c.yaml", OWN "hosts: [{name: a, owner: c, products: [web]}]\n");
    assert_null(plan->placements[0].owner);
    assert_string_equal(plan->placements[1].owner, "desk");
    assert_string_equal(plan->placements[2].owner, "me");
    assert_string_equal(plan->placements[3].owner, "b");
    assert_string_equal(plan->placements[4].owner, "c");
    assert_string_equal(plan->hosts[0].owner, "b");
    assert_string_equal(plan->hosts[1].owner, "desk");
}

static void a_host_cannot_run_two_systems(void **state)
{
    accept(state, "a.yaml", "site: {os: windows}\nhosts: [{name: A, ephemeral: 1-2}]\n");
    assert_false(
        plan_text_add(*state, "b.yaml", "hosts: [{name: a, os: linux, ephemeral: 1-3}]\n"));
    assert_string_equal(
        plan_text_mistakes(*state),
        "b.yaml:1:23: host 'A' is a linux host here and a windows host elsewhere (2:9: declared "
        "here)\n"
        "b.yaml:1:41: host 'A' has the ephemeral range 1-3 here and 1-2 elsewhere (2:9: declared "
        "here)\n");
}

static void what_two_plans_agree_on_is_fine(void **state)
{
    accept(state, "a.yaml", "hosts: [{name: A, os: linux, ephemeral: 1-2}]\n");
    accept(state, "b.yaml", "site: {os: linux}\nhosts: [{name: A, ephemeral: 1-2}]\n");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, plan_text_setup, plan_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_site_has_a_name_and_an_os),
        CASE(a_string_is_the_name_of_a_site),
        CASE(without_a_site_the_file_name_is_the_site),
        CASE(a_wrong_site_is_refused),
        CASE(a_site_of_another_type_is_refused),
        CASE(an_unknown_field_of_a_plan_is_refused),
        CASE(nothing_is_not_a_list),
        CASE(a_plan_must_be_a_map),
        CASE(policies_are_known_before_the_plan_is_decoded),
        CASE(without_ids_any_rule_may_be_one),
        CASE(no_policies_are_fine),
        CASE(catalogues_beside_the_plan_are_used),
        CASE(a_catalogue_named_twice_is_refused),
        CASE(products_of_a_broken_catalogue_are_not_reported_too),
        CASE(a_plan_has_products_of_its_own),
        CASE(products_of_one_plan_are_not_those_of_another),
        CASE(own_products_are_decoded_like_catalogues),
        CASE(a_host_with_every_field_is_read),
        CASE(one_address_and_one_range_need_no_list),
        CASE(the_os_is_the_hosts_then_the_sites_then_windows),
        CASE(a_host_needs_a_name),
        CASE(the_name_of_a_host_holds_no_control_character),
        CASE(a_host_declared_twice_in_one_plan_is_refused),
        CASE(a_second_host_of_that_name_is_looked_at_too),
        CASE(addresses_of_hosts_are_their_own),
        CASE(an_address_given_twice_is_refused),
        CASE(wrong_ranges_of_a_host_are_refused),
        CASE(a_host_of_two_plans_is_one_host),
        CASE(what_a_plan_places_on_a_host_has_the_owner_that_it_gives_the_host),
        CASE(a_host_cannot_run_two_systems),
        CASE(what_two_plans_agree_on_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
