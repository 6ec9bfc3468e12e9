/* linux: measured pairs of sockets, and the cases that Kubernetes tests its scheduler with. */
#include "truth/replays.h"
#include "truth/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MAX_SIDES 16

/* As Kubernetes reads them: no transport is tcp, no address every IPv4 address. */
static enum pp_transport transport_of(const char *name)
{
    enum pp_transport transport = PP_TCP;
    if (*name && !pp_transport_parse(name, strlen(name), &transport))
        fail_msg("'%s' is no transport", name);
    return transport;
}

static struct pp_address address_of(const char *text)
{
    struct pp_address address;
    if (!pp_address_parse(*text ? text : "0.0.0.0", &address))
        fail_msg("'%s' is no address", text);
    return address;
}

static bool port_of(const json_t *value, uint16_t *port)
{
    struct pp_port_error error;
    assert_true(json_is_integer(value));
    return pp_port_from_integer(json_integer_value(value), port, &error);
}

/* Fills *side from {"proto", "addr", "from", "to", "v6only"}; false when portplan refuses
 * a port. */
static bool side_of(const json_t *object, struct truth_side *side)
{
    struct pp_address address = address_of(truth_text(object, "addr"));
    bool v6only = pp_profile_of(PP_LINUX)->v6only;
    if (json_object_get(object, "v6only"))
        v6only = truth_flag(object, "v6only");
    *side = (struct truth_side){.claim = {.transport = transport_of(truth_text(object, "proto")),
                                          .addresses = pp_addrset_of(&address, v6only)}};
    return port_of(json_object_get(object, "from"), &side->ports.first) &&
           port_of(json_object_get(object, "to"), &side->ports.last);
}

/* One side of a row: the object under `one`, or the list under `several`. */
static bool sides_of(const json_t *row, const char *one, const char *several,
                     struct truth_side sides[MAX_SIDES], size_t *count)
{
    const json_t *list = json_object_get(row, several);
    *count = list ? json_array_size(list) : 1;
    assert_in_range(*count, 1, MAX_SIDES);
    for (size_t i = 0; i < *count; i++) {
        const json_t *item = list ? json_array_get(list, i) : json_object_get(row, one);
        if (!side_of(item, &sides[i]))
            return false;
    }
    return true;
}

/* --- measured --------------------------------------------------------------- */

void every_pair_measured_on_linux_gets_its_verdict(void **state)
{
    (void)state;
    struct truth truth;
    size_t index;
    json_t *row;
    truth_open(&truth, "linux-bind-noopts.json", NULL, 0);
    assert_int_equal(json_array_size(truth.rows), 400);
    json_array_foreach(truth.rows, index, row)
    {
        struct truth_side a, b;
        struct pp_clash clash;
        const char *error = truth_text(row, "errno");
        assert_true(side_of(json_object_get(row, "a"), &a));
        assert_true(side_of(json_object_get(row, "b"), &b));
        bool refused = truth_refused(PP_LINUX, &a, 1, &b, 1, &clash);
        bool same_error = error ? clash.os_error &&
                                      strncmp(error, clash.os_error, strcspn(error, "@")) == 0
                                : clash.os_error == NULL;
        truth_judge(&truth, row, refused == truth_flag(row, "conflict") && same_error);
    }
    truth_close(&truth);
}

/* --- Kubernetes -------------------------------------------------------------- */

static const struct truth_exception kubernetes_exceptions[] = {
    {"k8s-hpi-check-3", 1, TRUTH_NO_MATCH, "portplan refuses port 0: nobody can plan it"},
    {"k8s-hpi-impl-v6any", 1, TRUTH_DIFFERS,
     "a peer's model that is not the OS: a dual-stack '::' covers 127.0.0.1"},
    {"k8s-hpi-impl-v6any-v6", 1, TRUTH_DIFFERS,
     "a peer's model that is not the OS: '::' covers ::1, only the text differs"},
    {"k8s-hpi-impl-v4any-v6", 1, TRUTH_DIFFERS,
     "a peer's model that is not the OS: 0.0.0.0 does not cover IPv6"},
    {"k8s-hpi-impl-spelling", 1, TRUTH_DIFFERS,
     "a peer's model that is not the OS: two spellings of ::1 are one address"},
};

/* What a host's index of claimed ports holds: each claim once. */
struct index {
    struct truth_side items[MAX_SIDES];
    size_t count;
};

static size_t find(const struct index *index, const struct truth_side *side)
{
    for (size_t i = 0; i < index->count; i++) {
        const struct truth_side *item = &index->items[i];
        if (item->claim.transport == side->claim.transport &&
            item->ports.first == side->ports.first &&
            pp_addrset_compare(&item->claim.addresses, &side->claim.addresses) == 0)
            return i;
    }
    return index->count;
}

/* A claim written as [proto, address, port]; false when portplan refuses the port. */
static bool listed_side(const json_t *triple, struct truth_side *side)
{
    struct pp_address address = address_of(json_string_value(json_array_get(triple, 1)));
    *side = (struct truth_side){
        .claim = {.transport = transport_of(json_string_value(json_array_get(triple, 0))),
                  .addresses = pp_addrset_of(&address, false)}};
    if (!port_of(json_array_get(triple, 2), &side->ports.first))
        return false;
    side->ports.last = side->ports.first;
    return true;
}

/* The rows that add and remove claims: how many of them are left, the invalid ones dropped. */
static size_t claims_left(const json_t *row)
{
    struct index claims = {.count = 0};
    struct truth_side side;
    size_t i;
    json_t *triple;
    json_array_foreach(json_object_get(row, "added"), i, triple)
    {
        if (!listed_side(triple, &side) || find(&claims, &side) < claims.count)
            continue;
        assert_in_range(claims.count, 0, MAX_SIDES - 1);
        claims.items[claims.count++] = side;
    }
    json_array_foreach(json_object_get(row, "removed"), i, triple)
    {
        size_t at = listed_side(triple, &side) ? find(&claims, &side) : claims.count;
        if (at < claims.count)
            claims.items[at] = claims.items[--claims.count];
    }
    return claims.count;
}

static void replay_kubernetes_row(struct truth *truth, const json_t *row)
{
    struct truth_side as[MAX_SIDES], bs[MAX_SIDES];
    size_t a_count, b_count;
    struct pp_clash clash;
    if (json_object_get(row, "added")) {
        json_int_t length = json_integer_value(json_object_get(row, "length"));
        truth_judge(truth, row, (json_int_t)claims_left(row) == length);
        return;
    }
    if (!sides_of(row, "a", "as", as, &a_count) || !sides_of(row, "b", "bs", bs, &b_count)) {
        truth_set_aside(truth, row);
        return;
    }
    bool refused = truth_refused(PP_LINUX, as, a_count, bs, b_count, &clash);
    truth_judge(truth, row, refused == truth_flag(row, "conflict"));
}

void kubernetes_host_ports_agree_but_for_the_listed_rows(void **state)
{
    (void)state;
    struct truth truth;
    size_t index;
    json_t *row;
    truth_open(&truth, "k8s-hostport.json", kubernetes_exceptions,
               sizeof kubernetes_exceptions / sizeof kubernetes_exceptions[0]);
    json_array_foreach(truth.rows, index, row) replay_kubernetes_row(&truth, row);
    truth_close(&truth);
}
