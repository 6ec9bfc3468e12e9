/* windows: Microsoft's tables of what the second bind() on a port returns. */
#include "truth/replays.h"
#include "truth/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct {
    const char *word;
    enum pp_win_option option;
    enum pp_reuse reuse;
} options[] = {
    {"default", PP_WIN_DEFAULT, PP_REUSE_NONE},
    {"reuseaddr", PP_WIN_REUSE, PP_REUSE_ADDRESS},
    {"exclusive", PP_WIN_EXCLUSIVE, PP_REUSE_EXCLUSIVE},
};

static const char *const outcome_names[] = {NULL, "WSAEADDRINUSE", "WSAEACCES"};

static const struct truth_exception exceptions[] = {
    {"win-xp-and-earlier-*", 36, TRUTH_NO_MATCH,
     "the table is of Windows XP and earlier, which no profile stands for"},
};

static size_t option_of(const json_t *side)
{
    const char *word = truth_text(side, "opt");
    for (size_t i = 0; i < COUNT(options); i++) {
        if (strcmp(options[i].word, word) == 0)
            return i;
    }
    fail_msg("'%s' is no option", word);
    return 0;
}

static bool is_wildcard(const json_t *side)
{
    const char *address = truth_text(side, "addr");
    if (strcmp(address, "specific") != 0)
        assert_string_equal(address, "wildcard");
    return strcmp(address, "wildcard") == 0;
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* A cell of a table: the outcome, and that a conflict is one that has an error. */
static bool cell_agrees(const json_t *row, bool same_user)
{
    const json_t *a = json_object_get(row, "a"), *b = json_object_get(row, "b");
    enum pp_bind_outcome outcome = pp_windows_bind(options[option_of(a)].option, is_wildcard(a),
                                                   options[option_of(b)].option, is_wildcard(b),
                                                   same_user);
    return truth_flag(row, "conflict") == (outcome != PP_BIND_OK) &&
           same_text(truth_text(row, "error"), outcome_names[outcome]);
}

/* "10.0.0.1", "127.0.0.1 (IPv4)", "[::] dual-stack". */
static struct pp_addrset addresses_of(const json_t *side, struct pp_arena *arena)
{
    const char *text = truth_text(side, "addr");
    bool v6only = pp_profile_of(PP_WINDOWS)->v6only && !strstr(text, "dual-stack");
    struct pp_address address;
    assert_true(pp_address_parse(pp_arena_strndup(arena, text, strcspn(text, " ")), &address));
    return pp_addrset_of(&address, v6only);
}

/* Rows outside the tables: claims with addresses; the option "any" is every one. */
static bool claims_agree(const json_t *row, enum pp_transport transport, enum pp_reuse any_a,
                         enum pp_reuse any_b, struct pp_arena *arena)
{
    const json_t *sides[2] = {json_object_get(row, "a"), json_object_get(row, "b")};
    const char *error = truth_text(row, "error");
    struct pp_claim claims[2];
    for (size_t i = 0; i < 2; i++) {
        bool any = strcmp(truth_text(sides[i], "opt"), "any") == 0;
        enum pp_reuse one = any ? (i ? any_b : any_a) : options[option_of(sides[i])].reuse;
        claims[i] = (struct pp_claim){
            .transport = transport, .reuse = one, .addresses = addresses_of(sides[i], arena)};
    }
    struct pp_clash clash = pp_clash_judge(PP_WINDOWS, &claims[0], &claims[1]);
    if (!error)
        return !truth_flag(row, "conflict") && clash.kind == PP_CLASH_NONE;
    return truth_flag(row, "conflict") && truth_is_refusal(clash.kind) &&
           strncmp(clash.os_error, error, strlen(error)) == 0;
}

static bool every_option_agrees(const json_t *row, struct pp_arena *arena)
{
    for (int a = 0; a < PP_REUSES; a++) {
        for (int b = 0; b < PP_REUSES; b++) {
            if (!claims_agree(row, PP_TCP, (enum pp_reuse)a, (enum pp_reuse)b, arena) ||
                !claims_agree(row, PP_UDP, (enum pp_reuse)a, (enum pp_reuse)b, arena))
                return false;
        }
    }
    return true;
}

void every_cell_of_microsofts_tables_is_what_bind_returns(void **state)
{
    (void)state;
    struct truth truth;
    size_t index;
    json_t *row;
    truth_open(&truth, "windows-bind.json", exceptions, COUNT(exceptions));
    json_array_foreach(truth.rows, index, row)
    {
        const char *table = truth_text(row, "table");
        if (strcmp(table, "2003+-same-user") == 0)
            truth_judge(&truth, row, cell_agrees(row, true));
        else if (strcmp(table, "2003+-different-user") == 0)
            truth_judge(&truth, row, cell_agrees(row, false));
        else if (strcmp(table, "all") == 0 || strcmp(table, "vista+") == 0)
            truth_judge(&truth, row, every_option_agrees(row, &truth.arena));
        else
            truth_set_aside(&truth, row);
    }
    truth_close(&truth);
}

static struct pp_claim claim_of(const json_t *side)
{
    struct pp_address address;
    assert_true(pp_address_parse(is_wildcard(side) ? "0.0.0.0" : "10.0.0.1", &address));
    return (struct pp_claim){.transport = PP_TCP,
                             .reuse = options[option_of(side)].reuse,
                             .addresses = pp_addrset_of(&address, true)};
}

/* The row of the same table with the sockets the other way round. */
static const json_t *turned(const json_t *rows, const json_t *row)
{
    size_t index;
    json_t *other;
    json_array_foreach(rows, index, other)
    {
        if (json_equal(json_object_get(other, "table"), json_object_get(row, "table")) &&
            json_equal(json_object_get(other, "a"), json_object_get(row, "b")) &&
            json_equal(json_object_get(other, "b"), json_object_get(row, "a")))
            return other;
    }
    fail_msg("%s: nothing the other way round", truth_id(row));
    return NULL;
}

/* A plan is of one user and does not know who starts first. */
void two_windows_sockets_get_the_worse_of_both_orders(void **state)
{
    (void)state;
    struct truth truth;
    size_t index, compared = 0;
    json_t *row;
    truth_open(&truth, "windows-bind.json", NULL, 0);
    json_array_foreach(truth.rows, index, row)
    {
        truth.accounted++;
        if (strcmp(truth_text(row, "table"), "2003+-same-user") != 0)
            continue;
        const json_t *other = turned(truth.rows, row);
        struct pp_claim a = claim_of(json_object_get(row, "a"));
        struct pp_claim b = claim_of(json_object_get(row, "b"));
        struct pp_clash clash = pp_clash_judge(PP_WINDOWS, &a, &b);
        const char *error = truth_text(truth_flag(row, "conflict") ? row : other, "error");
        compared++;
        assert_int_equal(clash.kind, error ? PP_CLASH_PORT_OVERLAP : PP_CLASH_SPLIT);
        if (error)
            assert_memory_equal(clash.os_error, error, strlen(error));
        else
            assert_null(clash.os_error);
    }
    assert_int_equal(compared, 36);
    truth_close(&truth);
}
