/* Findings, mistakes, bindings and ports as text, JSON and CSV. */
#include "report/lookup.h"
#include "report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* One Windows host with a http.sys product, a socket product and one of 16 instances. */
struct fixture {
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_diags diags;
    struct pp_registry registry;
    struct pp_plan plan;
    struct pp_product products[3];
    struct pp_endpoint endpoints[3];
    struct pp_finding finding;
    struct pp_findings findings;
    struct pp_report report;
    struct pp_strbuf out;
    const char *file;
};

enum { PLANNER, MEDIAMTX, ENGINE };

static void add_product(struct fixture *f, size_t index, const char *name, const char *title)
{
    f->products[index] = (struct pp_product){.id = name,
                                             .name = name,
                                             .title = title,
                                             .endpoints = &f->endpoints[index],
                                             .endpoint_count = 1};
}

static void place(struct fixture *f, size_t product, const char *label, uint32_t instances,
                  uint32_t line)
{
    struct pp_placement placement = {.product = &f->products[product],
                                     .label = label,
                                     .instance_count = instances,
                                     .loc = pp_loc_at(1, line, 0)};
    uint32_t *numbers = pp_arena_array(&f->arena, instances, sizeof *numbers);
    placement.instances = numbers;
    for (uint32_t i = 0; i < instances; i++)
        numbers[i] = i;
    pp_plan_add_placement(&f->plan, &placement);
}

static void make_plan(struct fixture *f)
{
    add_product(f, PLANNER, "cinegy.capture_planner", "Cinegy Capture Planner");
    f->endpoints[PLANNER] = (struct pp_endpoint){.id = "web",
                                                 .port = {8888, 8888, 0},
                                                 .technology = "WCF REST",
                                                 .url = "http://+:{port}/",
                                                 .has_prefix = true,
                                                 .firewall = PP_YES,
                                                 .url_reservation = PP_YES};
    assert_null(pp_url_parse("http://+:{port}/", &f->arena, &f->endpoints[PLANNER].prefix));
    add_product(f, MEDIAMTX, "mediamtx", "MediaMTX");
    f->endpoints[MEDIAMTX] = (struct pp_endpoint){.id = "hls", .port = {8888, 8888, 0}};
    add_product(f, ENGINE, "cinegy.playout_engine", "Cinegy Playout Engine");
    f->products[ENGINE].max_instances = 16;
    f->endpoints[ENGINE] = (struct pp_endpoint){
        .id = "main_preview", .transport = PP_UDP, .port = {5421, 5421, 1}, .technology = "SRT"};
    struct pp_host host = {.name = "CAP1", .os = PP_WINDOWS, .loc = pp_loc_at(1, 12, 0)};
    pp_plan_add_host(&f->plan, &host);
    place(f, PLANNER, NULL, 1, 14);
    place(f, MEDIAMTX, "ingest", 1, 17);
    place(f, ENGINE, NULL, 16, 20);
    assert_true(pp_plan_expand(&f->plan, &f->diags));
}

static void add_party(struct fixture *f, uint32_t listener, uint32_t first_instance,
                      uint32_t instances)
{
    const struct pp_listener *from = &f->plan.listeners[listener];
    struct pp_party *party = &f->finding.parties[f->finding.party_count++];
    *party = (struct pp_party){.listener = listener,
                               .placement = from->placement,
                               .use_count = instances,
                               .loc = f->plan.placements[from->placement].loc};
    party->uses = pp_arena_array(&f->arena, instances, sizeof *party->uses);
    for (uint32_t i = 0; i < instances; i++) {
        uint32_t binding = from->first_binding + first_instance + i;
        party->uses[i].ports.first = f->plan.bindings.first[binding];
        party->uses[i].ports.last = f->plan.bindings.last[binding];
        party->uses[i].instance = first_instance + i;
    }
}

/* The example of the report's contract. */
static void make_mix(struct fixture *f)
{
    static struct pp_range ports[] = {{8888, 8888}};
    static uint16_t suggestions[] = {8889};
    f->finding = (struct pp_finding){
        .rule = "listener-mix",
        .severity = PP_ERROR,
        .transport = PP_TCP,
        .message = "8888/tcp on CAP1 is taken twice",
        .detail = "the second to start fails: http.sys owns the port, WSAEACCES 10013",
        .help = "8889/tcp is free on CAP1, above 8000 and not registered",
        .os_error = "WSAEACCES 10013",
        .ports = ports,
        .port_count = 1,
        .suggestions = suggestions,
        .suggestion_count = 1};
    add_party(f, PLANNER, 0, 1);
    add_party(f, MEDIAMTX, 0, 1);
    f->report.summary = (struct pp_summary){1, 5, 23, 1, 3, 0, 0, 0};
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    pp_arena_init(&f->arena);
    pp_sources_init(&f->sources, &f->arena);
    pp_diags_init(&f->diags, &f->arena);
    pp_registry_init(&f->registry, &f->arena);
    pp_plan_init(&f->plan, &f->arena, &f->sources);
    pp_strbuf_init(&f->out);
    f->file = "plans/capture.lua";
    assert_int_equal(pp_sources_add(&f->sources, f->file), 1);
    f->plan.files = &f->file;
    f->plan.file_count = 1;
    pp_registry_add(&f->registry, "ddi-tcp-1", (struct pp_range){8888, 8888}, PP_TCP, false);
    pp_registry_freeze(&f->registry);
    f->registry.source = "built-in";
    f->registry.date = "2026-08";
    f->registry.assignments = 12341;
    make_plan(f);
    f->findings = (struct pp_findings){.items = &f->finding, .count = 1};
    f->report = (struct pp_report){.version = "0.1.0",
                                   .plan = &f->plan,
                                   .registry = &f->registry,
                                   .sources = &f->sources,
                                   .diags = &f->diags,
                                   .findings = &f->findings,
                                   .style = {.width = 100},
                                   .fail_on = PP_ERROR};
    make_mix(f);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    pp_strbuf_release(&f->out);
    pp_plan_release(&f->plan);
    pp_registry_release(&f->registry);
    pp_diags_release(&f->diags);
    pp_sources_release(&f->sources);
    pp_arena_release(&f->arena);
    free(f);
    return 0;
}

static const char *text_of(struct fixture *f)
{
    pp_strbuf_clear(&f->out);
    pp_report_check_text(&f->report, &f->out);
    return f->out.text;
}

static void a_finding_reads_as_in_the_contract(void **state)
{
    assert_string_equal(
        text_of(*state),
        "error[listener-mix]: 8888/tcp on CAP1 is taken twice\n"
        "  --> plans/capture.lua:14: Cinegy Capture Planner, web           8888  http://+:8888/\n"
        "  --> plans/capture.lua:17: MediaMTX (ingest), hls                8888  socket on *\n"
        "  = the second to start fails: http.sys owns the port, WSAEACCES 10013\n"
        "  = help: 8889/tcp is free on CAP1, above 8000 and not registered\n"
        "\n"
        "checked 1 host, 5 placements, 23 bindings against 12,341 registered ports (IANA, "
        "2026-08): 1 error, 3 warnings\n");
}

static void an_error_of_the_system_is_told_once(void **state)
{
    struct fixture *f = *state;
    f->finding.detail = "the second to start fails";
    assert_non_null(strstr(text_of(f), "  = the second to start fails, WSAEACCES 10013\n"));
}

static void ports_of_many_instances_are_one_range(void **state)
{
    struct fixture *f = *state;
    static struct pp_service_use services[] = {
        {5421, "netsupport2"}, {5422, "salient-mux"}, {5430, "radec-corp"}, {5431, "park-agent"}};
    f->finding = (struct pp_finding){.rule = "iana-collision",
                                     .severity = PP_WARNING,
                                     .transport = PP_UDP,
                                     .message = "16 ports on CAP1 are registered to others",
                                     .services = services,
                                     .service_count = 4};
    add_party(f, ENGINE, 0, 16);
    f->report.quiet = true;
    f->report.fail_on = PP_NOTE;
    f->report.style.width = 60;
    assert_string_equal(text_of(f),
                        "warning[iana-collision]: 16 ports on CAP1 are registered to others\n"
                        "  --> plans/capture.lua:20: Cinegy Playout Engine, main_preview\n"
                        "      5421-5436 (instances 0-15)  socket on *  (5421+N)\n"
                        "  = registered: 5421 netsupport2, 5422 salient-mux,\n"
                        "                5430 radec-corp, 5431 park-agent\n");
}

static void one_instance_of_many_is_named_with_its_derivation(void **state)
{
    struct fixture *f = *state;
    f->finding.parties[1] = (struct pp_party){0};
    f->finding.party_count = 1;
    add_party(f, ENGINE, 11, 1);
    assert_non_null(strstr(text_of(f),
                           "  --> plans/capture.lua:20: Cinegy Playout Engine, main_preview\n"
                           "      5432 (instance 11)  socket on *  (5421+N, N=11)\n"));
    f->report.style.width = 120;
    assert_non_null(strstr(text_of(f), "main_preview   5432 (instance 11)  socket on *  "
                                       "(5421+N, N=11)\n"));
}

static void a_party_may_be_a_host(void **state)
{
    struct fixture *f = *state;
    f->finding.party_count = 1;
    f->finding.parties[0] =
        (struct pp_party){.listener = PP_NONE, .placement = PP_NONE, .loc = pp_loc_at(1, 12, 0)};
    assert_true(pp_address_parse("10.20.2.11", &f->finding.parties[0].address));
    assert_non_null(strstr(text_of(f), "  --> plans/capture.lua:12: CAP1                          "
                                       "        10.20.2.11\n"));
}

static void waived_findings_are_only_counted(void **state)
{
    struct fixture *f = *state;
    struct pp_waiver waiver = {.rule = "listener-mix", .reason = "known"};
    f->finding.waived_by = &waiver;
    f->report.summary = (struct pp_summary){1, 5, 23, 0, 0, 0, 1, 0};
    assert_string_equal(text_of(f), "checked 1 host, 5 placements, 23 bindings against 12,341 "
                                    "registered ports (IANA, 2026-08): no findings, 1 waived\n");
}

static void findings_of_a_baseline_are_counted_last(void **state)
{
    struct fixture *f = *state;
    f->report.findings = &(struct pp_findings){0};
    f->report.summary = (struct pp_summary){1, 5, 23, 0, 0, 0, 2, 1234};
    assert_string_equal(text_of(f), "checked 1 host, 5 placements, 23 bindings against 12,341 "
                                    "registered ports (IANA, 2026-08): no findings, 2 waived, "
                                    "1,234 in the baseline\n");
}

static void quiet_keeps_what_fails_and_nothing_else(void **state)
{
    struct fixture *f = *state;
    f->report.quiet = true;
    f->finding.severity = PP_WARNING;
    assert_string_equal(text_of(f), "");
}

static void mistakes_are_listed_with_both_places(void **state)
{
    struct fixture *f = *state;
    pp_diags_add(&f->diags, pp_loc_at(1, 12, 5), "host 'CAP1' is there twice");
    pp_diags_also(&f->diags, pp_loc_at(1, 3, 0), "first declared here");
    pp_diags_add(&f->diags, (struct pp_loc){0}, "bad \033[31m name");
    assert_string_equal(text_of(f), "error: plans/capture.lua:12:5: host 'CAP1' is there twice\n"
                                    "  note: first declared here: plans/capture.lua:3\n"
                                    "error: bad \\x1b[31m name\n"
                                    "rejected: 2 mistakes in 1 file; nothing was checked\n");
}

static void json_has_the_fields_of_the_contract_in_its_order(void **state)
{
    struct fixture *f = *state;
    pp_report_check_json(&f->report, &f->out);
    assert_string_equal(f->out.text, "{\n"
                                     "  \"format_version\": 1,\n"
                                     "  \"portplan\": \"0.1.0\",\n"
                                     "  \"plans\": [\n"
                                     "    \"plans/capture.lua\"\n"
                                     "  ],\n"
                                     "  \"services\": {\n"
                                     "    \"source\": \"built-in\",\n"
                                     "    \"date\": \"2026-08\",\n"
                                     "    \"entries\": 12341\n"
                                     "  },\n"
                                     "  \"summary\": {\n"
                                     "    \"hosts\": 1,\n"
                                     "    \"placements\": 5,\n"
                                     "    \"bindings\": 23,\n"
                                     "    \"errors\": 1,\n"
                                     "    \"warnings\": 3,\n"
                                     "    \"notes\": 0,\n"
                                     "    \"waived\": 0,\n"
                                     "    \"baselined\": 0\n"
                                     "  },\n"
                                     "  \"findings\": [\n"
                                     "    {\n"
                                     "      \"rule\": \"listener-mix\",\n"
                                     "      \"severity\": \"error\",\n"
                                     "      \"host\": \"CAP1\",\n"
                                     "      \"transport\": \"tcp\",\n"
                                     "      \"message\": \"8888/tcp on CAP1 is taken twice\",\n"
                                     "      \"help\": \"8889/tcp is free on CAP1, above 8000 and "
                                     "not registered\",\n"
                                     "      \"os_error\": \"WSAEACCES 10013\",\n"
                                     "      \"ports\": [\n"
                                     "        {\n"
                                     "          \"first\": 8888,\n"
                                     "          \"last\": 8888\n"
                                     "        }\n"
                                     "      ],\n"
                                     "      \"parties\": [\n"
                                     "        {\n"
                                     "          \"product\": \"cinegy.capture_planner\",\n"
                                     "          \"title\": \"Cinegy Capture Planner\",\n"
                                     "          \"label\": null,\n"
                                     "          \"endpoint\": \"web\",\n"
                                     "          \"address\": \"*\",\n"
                                     "          \"listener\": \"http.sys\",\n"
                                     "          \"url\": \"http://+:8888/\",\n"
                                     "          \"ports\": [\n"
                                     "            {\n"
                                     "              \"port\": 8888,\n"
                                     "              \"instance\": 0\n"
                                     "            }\n"
                                     "          ],\n"
                                     "          \"derivation\": \"8888\",\n"
                                     "          \"file\": \"plans/capture.lua\",\n"
                                     "          \"line\": 14,\n"
                                     "          \"host\": \"CAP1\"\n"
                                     "        },\n"
                                     "        {\n"
                                     "          \"product\": \"mediamtx\",\n"
                                     "          \"title\": \"MediaMTX\",\n"
                                     "          \"label\": \"ingest\",\n"
                                     "          \"endpoint\": \"hls\",\n"
                                     "          \"address\": \"*\",\n"
                                     "          \"listener\": \"socket\",\n"
                                     "          \"url\": null,\n"
                                     "          \"ports\": [\n"
                                     "            {\n"
                                     "              \"port\": 8888,\n"
                                     "              \"instance\": 0\n"
                                     "            }\n"
                                     "          ],\n"
                                     "          \"derivation\": \"8888\",\n"
                                     "          \"file\": \"plans/capture.lua\",\n"
                                     "          \"line\": 17,\n"
                                     "          \"host\": \"CAP1\"\n"
                                     "        }\n"
                                     "      ],\n"
                                     "      \"services\": [],\n"
                                     "      \"suggestions\": [\n"
                                     "        8889\n"
                                     "      ],\n"
                                     "      \"waived_by\": null,\n"
                                     "      \"detail\": \"the second to start fails: http.sys "
                                     "owns the port, WSAEACCES 10013\",\n"
                                     "      \"file\": null,\n"
                                     "      \"line\": null\n"
                                     "    }\n"
                                     "  ],\n"
                                     "  \"rejected\": []\n"
                                     "}\n");
}

static void json_survives_names_that_are_no_utf8(void **state)
{
    struct fixture *f = *state;
    f->finding.message = "M\xFCnchen";
    pp_report_check_json(&f->report, &f->out);
    assert_non_null(strstr(f->out.text, "\"message\": \"M\xEF\xBF\xBDnchen\""));
}

static void json_lists_every_mistake(void **state)
{
    struct fixture *f = *state;
    f->findings.count = 0;
    pp_diags_add(&f->diags, pp_loc_at(1, 12, 0), "host 'CAP1' is there twice");
    pp_diags_also(&f->diags, pp_loc_at(1, 3, 0), "first declared here");
    pp_report_check_json(&f->report, &f->out);
    assert_non_null(strstr(f->out.text, "  \"findings\": [],\n"
                                        "  \"rejected\": [\n"
                                        "    {\n"
                                        "      \"message\": \"host 'CAP1' is there twice (first "
                                        "declared here: plans/capture.lua:3)\",\n"
                                        "      \"file\": \"plans/capture.lua\",\n"
                                        "      \"line\": 12,\n"
                                        "      \"column\": null\n"
                                        "    }\n"
                                        "  ]\n"
                                        "}\n"));
}

static void show_lists_bindings_by_port(void **state)
{
    struct fixture *f = *state;
    pp_report_show_text(&f->report, &f->out);
    static const char head[] = "CAP1  windows  plans/capture.lua:12\n  PORT  TRANSPORT  ";
    assert_memory_equal(f->out.text, head, sizeof head - 1);
    const char *engine = strstr(f->out.text, "  5436  udp        *        socket    Cinegy "
                                             "Playout Engine #15  main_preview  SRT");
    const char *planner = strstr(f->out.text, "  8888  tcp        *        http.sys  Cinegy "
                                              "Capture Planner     web           WCF REST");
    assert_non_null(engine);
    assert_non_null(planner);
    assert_true(engine < planner);
}

static void show_writes_csv_with_a_header(void **state)
{
    struct fixture *f = *state;
    f->products[MEDIAMTX].name = "media,mtx";
    pp_report_show_csv(&f->report, &f->out);
    assert_memory_equal(f->out.text, "host,product,label,instance,endpoint,", 37);
    assert_non_null(strstr(f->out.text,
                           "\nCAP1,cinegy.playout_engine,,11,main_preview,SRT,udp,*,"
                           "5432,5432,socket,,,,\"5421+N, N=11\",plans/capture.lua,20\n"));
    assert_non_null(strstr(f->out.text, "\nCAP1,cinegy.capture_planner,,0,web,WCF REST,tcp,*,8888,"
                                        "8888,http.sys,http://+:8888/,true,true,8888,"
                                        "plans/capture.lua,14\n"));
    assert_non_null(strstr(f->out.text, "\nCAP1,\"media,mtx\",ingest,0,hls,,tcp,"));
}

static void lookup_tells_what_can_use_a_port(void **state)
{
    struct fixture *f = *state;
    struct pp_catalog catalog = {.id = "cinegy", .products = f->products, .product_count = 3};
    const struct pp_catalog *catalogs[] = {&catalog};
    struct pp_lookup lookup = {.port = 5432,
                               .has_transport = true,
                               .transport = PP_UDP,
                               .catalogs = catalogs,
                               .catalog_count = 1};
    pp_report_lookup(&f->report, &lookup, &f->out);
    assert_string_equal(f->out.text,
                        "5432/udp\n"
                        "  registered: no, not assigned\n"
                        "  band:       user\n"
                        "  catalogues:\n"
                        "    cinegy.playout_engine  main_preview  5421+N, N=11  SRT\n"
                        "  plans:\n"
                        "    CAP1  Cinegy Playout Engine #11, main_preview  socket on *  "
                        "plans/capture.lua:20\n");
}

static void an_endpoint_reaches_only_ports_of_instances_it_may_have(void **state)
{
    struct fixture *f = *state;
    uint32_t instance;
    const struct pp_product *engine = &f->products[ENGINE];
    assert_true(pp_endpoint_reaches(engine, engine->endpoints, 5436, &instance));
    assert_int_equal(instance, 15);
    assert_false(pp_endpoint_reaches(engine, engine->endpoints, 5437, &instance));
    assert_false(pp_endpoint_reaches(engine, engine->endpoints, 5420, &instance));
    f->endpoints[ENGINE].port = (struct pp_port_expr){5000, 5001, 4};
    assert_true(pp_endpoint_reaches(engine, engine->endpoints, 5005, &instance));
    assert_int_equal(instance, 1);
    assert_false(pp_endpoint_reaches(engine, engine->endpoints, 5006, &instance));
    assert_true(pp_endpoint_reaches(engine, &f->endpoints[MEDIAMTX], 8888, &instance));
    assert_int_equal(instance, PP_NONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_finding_reads_as_in_the_contract),
        TEST(an_error_of_the_system_is_told_once),
        TEST(ports_of_many_instances_are_one_range),
        TEST(one_instance_of_many_is_named_with_its_derivation),
        TEST(a_party_may_be_a_host),
        TEST(waived_findings_are_only_counted),
        TEST(findings_of_a_baseline_are_counted_last),
        TEST(quiet_keeps_what_fails_and_nothing_else),
        TEST(mistakes_are_listed_with_both_places),
        TEST(json_has_the_fields_of_the_contract_in_its_order),
        TEST(json_survives_names_that_are_no_utf8),
        TEST(json_lists_every_mistake),
        TEST(show_lists_bindings_by_port),
        TEST(show_writes_csv_with_a_header),
        TEST(lookup_tells_what_can_use_a_port),
        TEST(an_endpoint_reaches_only_ports_of_instances_it_may_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
