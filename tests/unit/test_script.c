/* plan_script, declare, product, tree: what a plan in Lua says becomes nodes, each with its line. */
#include "support/script_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void gives(void **state, const char *lua, const char *tree)
{
    assert_string_equal(script_text_run(*state, lua), "");
    assert_string_equal(script_text_tree(*state), tree);
}

static void an_empty_plan_is_an_empty_tree(void **state)
{
    gives(state, "", "");
    gives(state, "-- nothing\n", "");
}

static void a_site_has_a_name_and_fields(void **state)
{
    gives(state, "site 'Munich' { os = 'windows' }",
          "site.name@1 = 'Munich'\nsite.os@1 = 'windows'\n");
    gives(state, "site 'Munich'", "site.name@1 = 'Munich'\n");
    gives(state, "\nsite { os = 'linux' }", "site.os@2 = 'linux'\n");
}

static void fields_have_their_own_lines(void **state)
{
    gives(state,
          "host 'A' {\n"
          "  os = 'linux',\n"
          "  -- excluded = {},\n"
          "  address = {\n"
          "    '10.0.0.1',\n"
          "    '10.0.0.2',\n"
          "  },\n"
          "  ['tags'] = { 'x', 'y' },\n"
          "}\n",
          "hosts.1.name@1 = 'A'\n"
          "hosts.1.address.1@5 = '10.0.0.1'\n"
          "hosts.1.address.2@6 = '10.0.0.2'\n"
          "hosts.1.os@2 = 'linux'\n"
          "hosts.1.tags.1@8 = 'x'\n"
          "hosts.1.tags.2@8 = 'y'\n"
          "hosts.1.products@1 = []\n");
}

static void line_ends_of_every_kind_count_once(void **state)
{
    gives(state, "host 'A' {\r\n  os = 'linux',\r\n  tags = 'x' }",
          "hosts.1.name@1 = 'A'\nhosts.1.os@2 = 'linux'\nhosts.1.tags@3 = 'x'\n"
          "hosts.1.products@1 = []\n");
    gives(state, "--[[\n]]\rhost 'A' {\rtags = 'x' }",
          "hosts.1.name@3 = 'A'\nhosts.1.tags@4 = 'x'\nhosts.1.products@3 = []\n");
}

static void products_are_placed_in_the_list_part(void **state)
{
    gives(state,
          "local c = catalog 'cinegy'\n"
          "host 'A' {\n"
          "  c.air_web_api,\n"
          "  c.playout_engine { instances = 8 },\n"
          "  c.playout_engine {\n"
          "    label = 'b',\n"
          "    ports = {\n"
          "      http = 9000,\n"
          "      control = auto,\n"
          "      main_preview = auto '10000-10999',\n"
          "    },\n"
          "  },\n"
          "  'cinegy.license_service',\n"
          "}\n",
          "catalogs.1@1 = 'cinegy'\n"
          "hosts.1.name@2 = 'A'\n"
          "hosts.1.products.1@3 = 'cinegy.air_web_api'\n"
          "hosts.1.products.2.use@4 = 'cinegy.playout_engine'\n"
          "hosts.1.products.2.instances@4 = 8\n"
          "hosts.1.products.3.use@5 = 'cinegy.playout_engine'\n"
          "hosts.1.products.3.label@6 = 'b'\n"
          "hosts.1.products.3.ports.control@9 = auto *\n"
          "hosts.1.products.3.ports.http@8 = 9000\n"
          "hosts.1.products.3.ports.main_preview@10 = auto 10000-10999\n"
          "hosts.1.products.4@13 = 'cinegy.license_service'\n");
}

static void nested_lists_are_flattened(void **state)
{
    gives(state,
          "local c = catalog 'cinegy'\n"
          "local function two()\n"
          "  return { c.air_web_api, c.license_service }\n"
          "end\n"
          "host 'A' {\n"
          "  two(),\n"
          "  {},\n"
          "  {\n"
          "    { c.multiviewer } },\n"
          "  table.unpack(two())\n"
          "}\n",
          "catalogs.1@1 = 'cinegy'\n"
          "hosts.1.name@5 = 'A'\n"
          "hosts.1.products.1@6 = 'cinegy.air_web_api'\n"
          "hosts.1.products.2@6 = 'cinegy.license_service'\n"
          "hosts.1.products.3@9 = 'cinegy.multiviewer'\n"
          "hosts.1.products.4@10 = 'cinegy.air_web_api'\n"
          "hosts.1.products.5@10 = 'cinegy.license_service'\n");
}

static void a_bare_product_stands_where_it_is_read_or_on_the_hosts_line(void **state)
{
    gives(state,
          "local c = catalog 'cinegy'\n"
          "local before = c.air_web_api\n"
          "local h = host 'A'\n"
          "local list = { before,\n"
          "  c.multiviewer }\n"
          "h(list)\n",
          "catalogs.1@1 = 'cinegy'\n"
          "hosts.1.name@3 = 'A'\n"
          "hosts.1.products.1@6 = 'cinegy.air_web_api'\n"
          "hosts.1.products.2@5 = 'cinegy.multiviewer'\n");
}

static void a_constructor_in_a_function_has_the_line_in_the_function(void **state)
{
    gives(state,
          "local c = catalog 'cinegy'\n"
          "local function engine(n)\n"
          "  return c.playout_engine { instances = n }\n"
          "end\n"
          "local function machine(name, list)\n"
          "  return host(name)(list)\n"
          "end\n"
          "machine('A', {\n"
          "  engine(4),\n"
          "})\n",
          "catalogs.1@1 = 'cinegy'\n"
          "hosts.1.name@6 = 'A'\n"
          "hosts.1.products.1.use@3 = 'cinegy.playout_engine'\n"
          "hosts.1.products.1.instances@3 = 4\n");
}

static void one_placement_may_stand_on_several_hosts(void **state)
{
    gives(state,
          "local c = catalog 'cinegy'\n"
          "local p = c.playout_engine { instances = 2 }\n"
          "for i = 1, 2 do host('H' .. i) { p } end\n",
          "catalogs.1@1 = 'cinegy'\n"
          "hosts.1.name@3 = 'H1'\n"
          "hosts.1.products.1.use@2 = 'cinegy.playout_engine'\n"
          "hosts.1.products.1.instances@2 = 2\n"
          "hosts.2.name@3 = 'H2'\n"
          "hosts.2.products.1.use@2 = 'cinegy.playout_engine'\n"
          "hosts.2.products.1.instances@2 = 2\n");
}

static void a_product_of_the_plan_has_endpoints(void **state)
{
    gives(state,
          "local m = product 'mediamtx' {\n"
          "  title = 'MediaMTX',\n"
          "  tcp 'rtsp' { port = 8554 },\n"
          "  { udp 'srt' {\n"
          "    port = '8890+N' } },\n"
          "}\n"
          "host 'A' { m, m { label = 'b' } }\n",
          "products.mediamtx.title@2 = 'MediaMTX'\n"
          "products.mediamtx.endpoints.rtsp.transport@3 = 'tcp'\n"
          "products.mediamtx.endpoints.rtsp.port@3 = 8554\n"
          "products.mediamtx.endpoints.srt.transport@4 = 'udp'\n"
          "products.mediamtx.endpoints.srt.port@5 = '8890+N'\n"
          "hosts.1.name@7 = 'A'\n"
          "hosts.1.products.1@7 = 'mediamtx'\n"
          "hosts.1.products.2.use@7 = 'mediamtx'\n"
          "hosts.1.products.2.label@7 = 'b'\n");
}

static void rules_and_waivers_are_settings(void **state)
{
    gives(state,
          "rule 'iana-collision' { severity = 'note' }\n"
          "waive 'prefer-above' { product = 'x.y',\n"
          "  reason = 'vendor default' }\n",
          "rules.iana-collision.severity@1 = 'note'\n"
          "waivers.1.rule@2 = 'prefer-above'\n"
          "waivers.1.product@2 = 'x.y'\n"
          "waivers.1.reason@3 = 'vendor default'\n");
}

static void values_of_the_core_may_stand_in_fields(void **state)
{
    gives(state,
          "host 'A' { ephemeral = ports.range '5-9', excluded = ports.set { 7, '1-3' },\n"
          "  tags = 16 / 2 }\n",
          "hosts.1.name@1 = 'A'\n"
          "hosts.1.ephemeral@1 = '5-9'\n"
          "hosts.1.excluded.1@1 = '1-3'\n"
          "hosts.1.excluded.2@1 = '7-7'\n"
          "hosts.1.tags@2 = 8\n"
          "hosts.1.products@1 = []\n");
    gives(state, "host 'A' { tags = { 0.5, true, {} } }",
          "hosts.1.name@1 = 'A'\nhosts.1.tags.1@1 = 0.5\nhosts.1.tags.2@1 = true\n"
          "hosts.1.tags.3@1 = []\nhosts.1.products@1 = []\n");
}

static void name_and_table_may_be_two_arguments(void **state)
{
    gives(state, "host('A', {\n os = 'linux' })",
          "hosts.1.name@1 = 'A'\nhosts.1.os@2 = 'linux'\nhosts.1.products@1 = []\n");
}

static void a_table_with_many_fields_is_read_in_order(void **state)
{
    gives(state,
          "local t = {}\n"
          "for i = 40, 21, -1 do t['k' .. i] = i end\n"
          "rule 'x'(t)\n",
          "rules.x.k21@3 = 21\nrules.x.k22@3 = 22\nrules.x.k23@3 = 23\nrules.x.k24@3 = 24\n"
          "rules.x.k25@3 = 25\nrules.x.k26@3 = 26\nrules.x.k27@3 = 27\nrules.x.k28@3 = 28\n"
          "rules.x.k29@3 = 29\nrules.x.k30@3 = 30\nrules.x.k31@3 = 31\nrules.x.k32@3 = 32\n"
          "rules.x.k33@3 = 33\nrules.x.k34@3 = 34\nrules.x.k35@3 = 35\nrules.x.k36@3 = 36\n"
          "rules.x.k37@3 = 37\nrules.x.k38@3 = 38\nrules.x.k39@3 = 39\nrules.x.k40@3 = 40\n");
}

static void a_byte_order_mark_and_a_first_line_for_the_shell_are_skipped(void **state)
{
    gives(state, "\xef\xbb\xbf#!/usr/bin/env portplan\nsite 'A'", "site.name@2 = 'A'\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, script_text_setup, script_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_empty_plan_is_an_empty_tree),
        TEST(a_site_has_a_name_and_fields),
        TEST(fields_have_their_own_lines),
        TEST(line_ends_of_every_kind_count_once),
        TEST(products_are_placed_in_the_list_part),
        TEST(nested_lists_are_flattened),
        TEST(a_bare_product_stands_where_it_is_read_or_on_the_hosts_line),
        TEST(a_constructor_in_a_function_has_the_line_in_the_function),
        TEST(one_placement_may_stand_on_several_hosts),
        TEST(a_product_of_the_plan_has_endpoints),
        TEST(rules_and_waivers_are_settings),
        TEST(values_of_the_core_may_stand_in_fields),
        TEST(name_and_table_may_be_two_arguments),
        TEST(a_table_with_many_fields_is_read_in_order),
        TEST(a_byte_order_mark_and_a_first_line_for_the_shell_are_skipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
