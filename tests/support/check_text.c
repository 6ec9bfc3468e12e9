/* check_text: a plan as YAML text in, findings out as text, for unit tests. */
#include "support/check_text.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "check/allocate.h"
#include "check/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *name;
    struct pp_range ports;
    enum pp_transport transport;
} services[] = {
    {"ssh", {22, 22}, PP_TCP},
    {"postgresql", {5432, 5432}, PP_TCP},
    {"postgresql", {5432, 5432}, PP_UDP},
    {"x11", {6000, 6063}, PP_TCP},
    {"http-alt", {8080, 8080}, PP_TCP},
    {"opsmessaging", {8090, 8090}, PP_TCP},
    {"wsman", {5985, 5985}, PP_TCP},
    {"rtsp-alt", {8554, 8554}, PP_TCP},
    {"ddi-tcp-1", {8888, 8888}, PP_TCP},
    {"ddi-udp-1", {8888, 8888}, PP_UDP},
    {"jetdirect", {9100, 9100}, PP_TCP},
    {"pdl-datastream", {9100, 9100}, PP_TCP},
};

void check_text_init(struct check_text *state)
{
    *state = (struct check_text){.checked = false};
    plan_text_init(&state->text);
    pp_registry_init(&state->registry, &state->text.arena);
    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        pp_registry_add(&state->registry, services[i].name, services[i].ports,
                        services[i].transport, false);
    pp_registry_freeze(&state->registry);
}

void check_text_release(struct check_text *state)
{
    if (state->checked)
        pp_check_release(&state->check);
    pp_registry_release(&state->registry);
    plan_text_release(&state->text);
}

int check_text_setup(void **state)
{
    *state = pp_malloc(sizeof(struct check_text));
    check_text_init(*state);
    return 0;
}

int check_text_teardown(void **state)
{
    check_text_release(*state);
    free(*state);
    return 0;
}

void check_text_allocate(struct check_text *state)
{
    pp_check_init(&state->check, &state->text.arena, &state->text.plan, &state->registry,
                  CHECK_TEXT_TODAY);
    state->checked = true;
    pp_allocate(&state->check, &state->text.plan);
}

void check_text_judge(struct check_text *state)
{
    check_text_allocate(state);
    pp_check_run(&state->check);
}

bool check_text_assign(struct check_text *state, const char *yaml)
{
    if (!plan_text_expand(&state->text, yaml))
        return false;
    check_text_allocate(state);
    return true;
}

bool check_text_run(struct check_text *state, const char *yaml)
{
    if (!plan_text_expand(&state->text, yaml))
        return false;
    check_text_judge(state);
    return true;
}

static bool is_new(const struct pp_party *party, size_t use)
{
    for (size_t i = 0; i < use; i++) {
        if (party->uses[i].instance == party->uses[use].instance)
            return false;
    }
    return true;
}

static void describe_party(const struct check_text *state, const struct pp_party *party,
                           struct pp_strbuf *buf)
{
    const struct pp_plan *plan = &state->text.plan;
    if (party->placement == PP_NONE) {
        pp_strbuf_add(buf, plan->hosts[party->host].name);
        return;
    }
    const struct pp_placement *placement = &plan->placements[party->placement];
    pp_strbuf_add(buf, placement->label ? placement->label : placement->product->name);
    if (party->listener == PP_NONE)
        return;
    pp_strbuf_printf(buf, "(%s", plan->listeners[party->listener].endpoint->id);
    for (size_t i = 0; i < party->use_count && placement->instance_count > 1; i++) {
        if (is_new(party, i))
            pp_strbuf_printf(buf, "%s%u", i ? "," : "#", party->uses[i].instance);
    }
    pp_strbuf_add(buf, ")");
}

static void describe(struct check_text *state, const struct pp_finding *finding,
                     struct pp_strbuf *buf)
{
    pp_strbuf_printf(buf, "%s %s:%u:%s", pp_severity_names[finding->severity], finding->rule,
                     (unsigned)finding->loc.line,
                     finding->port_count ? pp_finding_ports_text(&state->check, finding) : "");
    for (size_t i = 0; i < finding->party_count; i++) {
        pp_strbuf_add(buf, i ? "/" : " ");
        describe_party(state, &finding->parties[i], buf);
    }
    pp_strbuf_add(buf, finding->waived_by ? " waived\n" : "\n");
}

const char *check_text_findings(struct check_text *state, const char *rule)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (size_t i = 0; i < state->check.findings.count; i++) {
        const struct pp_finding *finding = &state->check.findings.items[i];
        if (!rule || strcmp(rule, finding->rule) == 0)
            describe(state, finding, &buf);
    }
    const char *text = pp_arena_strdup(&state->text.arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

const struct pp_finding *check_text_finding(struct check_text *state, const char *rule)
{
    for (size_t i = 0; i < state->check.findings.count; i++) {
        if (strcmp(rule, state->check.findings.items[i].rule) == 0)
            return &state->check.findings.items[i];
    }
    abort();
}

const char *check_text_ports(struct check_text *state, uint32_t host)
{
    const struct pp_plan *plan = &state->text.plan;
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    for (uint32_t i = 0; i < plan->hosts[host].binding_count; i++) {
        uint32_t binding = plan->hosts[host].first_binding + i;
        struct pp_range ports = {plan->bindings.first[binding], plan->bindings.last[binding]};
        pp_strbuf_printf(&buf, "%s%s=", i ? " " : "",
                         plan->listeners[plan->bindings.listener[binding]].endpoint->id);
        if (ports.first)
            pp_range_format(ports, &buf);
        else
            pp_strbuf_add(&buf, "-");
    }
    const char *text = pp_arena_strdup(&state->text.arena, buf.text);
    pp_strbuf_release(&buf);
    return text;
}

struct check_text *check_text_expect(void **state, const char *rule, const char *yaml,
                                     const char *findings)
{
    struct check_text *text = *state;
    bool good = check_text_run(text, yaml);
    assert_string_equal(plan_text_mistakes(&text->text), "");
    assert_true(good);
    assert_string_equal(check_text_findings(text, rule), findings);
    return text;
}
