/* fuzz_ports: lines of text as port expressions, ranges, references, URLs and addresses.
 * What a parser accepts must survive being written and read again. */
#include "fuzz.h"

#include "base/arena.h"
#include "model/address.h"
#include "model/port.h"
#include "model/url.h"

#undef NDEBUG /* the asserts are the test */
#include <assert.h>
#include <string.h>

static void try_expression(const char *text)
{
    struct pp_port_expr expr, again;
    struct pp_port_error error;
    struct pp_range range;
    if (!pp_port_expr_parse(text, &expr, &error))
        return;
    assert(expr.first >= 1 && expr.first <= expr.last);
    uint32_t most = pp_port_expr_max_instance(&expr);
    assert(pp_port_expr_at(&expr, most, &range));
    assert(most == UINT32_MAX || !pp_port_expr_at(&expr, most + 1, &range));
    struct pp_strbuf written;
    pp_strbuf_init(&written);
    pp_port_expr_format(&expr, &written);
    assert(pp_port_expr_parse(written.text, &again, &error));
    assert(expr.first == again.first && expr.last == again.last && expr.stride == again.stride);
    pp_strbuf_release(&written);
}

static void try_range(const char *text)
{
    struct pp_range range;
    struct pp_port_error error;
    uint16_t port;
    enum pp_transport transport;
    bool has_transport;
    if (pp_range_parse(text, &range, &error))
        assert(range.first >= 1 && range.first <= range.last);
    if (pp_port_parse(text, &port, &error))
        assert(port >= 1);
    if (pp_port_ref_parse(text, &range, &transport, &has_transport, &error))
        assert(range.first <= range.last && (!has_transport || transport < PP_TRANSPORTS));
    pp_port_ref_parse(text, &range, &transport, NULL, &error);
}

static void try_address(const char *text)
{
    struct pp_address address, again;
    char written[PP_ADDRESS_TEXT];
    if (!pp_address_parse(text, &address))
        return;
    assert(pp_address_parse(pp_address_format(&address, written), &again));
    assert(pp_address_equal(&address, &again));
    struct pp_addrset set = pp_addrset_of(&address, false);
    assert(pp_addrset_overlaps(&set, &set));
    assert(pp_addrset_compare(&set, &set) == 0);
}

static void try_url(const char *text, struct pp_arena *arena)
{
    struct pp_url url, again;
    pp_url_expand(text, 8080, arena);
    if (!pp_url_is_http(text) || pp_url_parse(text, arena, &url))
        return;
    const char *written = pp_url_canonical(&url, 8080, arena);
    assert(!pp_url_parse(written, arena, &again));
    assert(strcmp(pp_url_canonical(&again, 8080, arena), written) == 0);
    assert(pp_url_compare(&again, &again) == PP_URL_CLASH_SAME);
    const uint16_t port = 8080;
    pp_url_route(&again, &port, 1, &again, port);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_arena arena;
    pp_arena_init(&arena);
    const char *at = (const char *)data, *end = at + size;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((stop ? stop : end) - at);
        const char *line = pp_arena_strndup(&arena, at, length);
        try_expression(line);
        try_range(line);
        try_address(line);
        try_url(line, &arena);
        at += length + 1;
    }
    pp_arena_release(&arena);
    return 0;
}
