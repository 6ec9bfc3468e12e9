/* port: reading and writing ports, ranges and expressions. */
#include "model/port.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool fail(struct pp_port_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool fail(struct pp_port_error *error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(error->text, sizeof error->text, format, args);
    va_end(args);
    return false;
}

/* A cursor over the text of an expression. */
struct scan {
    const char *at;
};

static void skip_spaces(struct scan *scan)
{
    while (*scan->at == ' ' || *scan->at == '\t')
        scan->at++;
}

static bool accept(struct scan *scan, char c)
{
    skip_spaces(scan);
    if (pp_lower(*scan->at) != pp_lower(c))
        return false;
    scan->at++;
    return true;
}

static bool at_end(struct scan *scan)
{
    skip_spaces(scan);
    return *scan->at == '\0';
}

/* Digits; too large a number reads as 1,000,000, which every bound refuses. */
static bool number(struct scan *scan, uint32_t *value)
{
    skip_spaces(scan);
    const char *start = scan->at;
    while (pp_is_digit(*scan->at))
        scan->at++;
    if (scan->at == start)
        return false;
    if (!pp_parse_uint(start, (size_t)(scan->at - start), 999999, value))
        *value = 1000000;
    return true;
}

bool pp_port_from_integer(long long value, uint16_t *port, struct pp_port_error *error)
{
    if (value == 0)
        return fail(error, "port 0 means \"choose one\" to the system; a port is 1-65535");
    if (value < 0) /* what Lua makes of 8040-8059 */
        return fail(error, "a port is 1-65535; a range is text in quotes: \"8040-8059\"");
    if (value > PP_PORT_MAX)
        return fail(error, "a port is 1-65535");
    *port = (uint16_t)value;
    return true;
}

static bool scan_port(struct scan *scan, uint16_t *port, struct pp_port_error *error)
{
    uint32_t value = 0;
    skip_spaces(scan);
    if (*scan->at == '-' && pp_is_digit(scan->at[1]))
        return fail(error, "a port is 1-65535, not negative");
    if (!number(scan, &value) || (value == 0 && pp_lower(*scan->at) == 'x'))
        return fail(error, "a port is a number from 1 to 65535");
    return pp_port_from_integer(value, port, error);
}

static bool scan_range(struct scan *scan, struct pp_range *range, struct pp_port_error *error)
{
    if (!scan_port(scan, &range->first, error))
        return false;
    range->last = range->first;
    if (!accept(scan, '-'))
        return true;
    skip_spaces(scan);
    if (!pp_is_digit(*scan->at) && *scan->at != '-')
        return fail(error, "behind '-' write the last port of the range, as in %u-%u", range->first,
                    range->first + 9u > PP_PORT_MAX ? PP_PORT_MAX : range->first + 9u);
    if (!scan_port(scan, &range->last, error))
        return false;
    if (range->last < range->first)
        return fail(error, "the range runs backwards; write %u-%u", range->last, range->first);
    return true;
}

bool pp_port_parse(const char *text, uint16_t *port, struct pp_port_error *error)
{
    struct scan scan = {text};
    uint16_t value = 0;
    if (!scan_port(&scan, &value, error))
        return false;
    if (!at_end(&scan))
        return fail(error, "a port is a number from 1 to 65535");
    *port = value;
    return true;
}

bool pp_range_parse(const char *text, struct pp_range *range, struct pp_port_error *error)
{
    struct scan scan = {text};
    struct pp_range value = {0, 0};
    if (!scan_range(&scan, &value, error))
        return false;
    if (!at_end(&scan))
        return fail(error, "write a port such as 8090 or a range such as 8001-8099");
    *range = value;
    return true;
}

static bool scan_stride(struct scan *scan, struct pp_port_expr *expr, struct pp_port_error *error)
{
    uint32_t stride = 1;
    if (number(scan, &stride) && !accept(scan, '*'))
        return fail(error, "behind '+' write N or a stride such as 4*N");
    if (!accept(scan, 'N'))
        return fail(error, "behind '+' write N or a stride such as 4*N");
    if (stride == 0 || stride > PP_PORT_MAX)
        return fail(error, "a stride is 1-65535");
    if (stride < (uint32_t)expr->last - expr->first + 1u)
        return fail(error,
                    "the stride %u is narrower than its block of %u ports: instance 1 would meet "
                    "instance 0; write at least %u*N",
                    stride, (unsigned)(expr->last - expr->first + 1),
                    (unsigned)(expr->last - expr->first + 1));
    expr->stride = stride;
    return true;
}

bool pp_port_expr_parse(const char *text, struct pp_port_expr *expr, struct pp_port_error *error)
{
    struct scan scan = {text};
    struct pp_range range = {0, 0};
    if (!scan_range(&scan, &range, error))
        return false;
    struct pp_port_expr value = {range.first, range.last, 0};
    if (accept(&scan, '+') && !scan_stride(&scan, &value, error))
        return false;
    if (accept(&scan, '/'))
        return fail(error, "leave out the transport: that of the endpoint holds");
    if (!at_end(&scan))
        return fail(error,
                    "write a port (8090), a range (8001-8099) or a formula (5421+N, 5000+4*N)");
    *expr = value;
    return true;
}

bool pp_port_ref_parse(const char *text, struct pp_range *range, enum pp_transport *transport,
                       bool *has_transport, struct pp_port_error *error)
{
    struct scan scan = {text};
    struct pp_range value = {0, 0};
    if (!scan_range(&scan, &value, error))
        return false;
    bool found = false;
    if (accept(&scan, '/')) {
        skip_spaces(&scan);
        if (!pp_transport_parse(scan.at, strcspn(scan.at, " \t"), transport))
            return fail(error, "behind '/' write tcp, udp, sctp or dccp");
        scan.at += strcspn(scan.at, " \t");
        found = true;
    }
    if (!at_end(&scan))
        return fail(error, "write a port or range such as 8090 or 5421-5436/udp");
    if (!has_transport && !found)
        return fail(error, "the transport is missing: write %s/tcp or /udp", text);
    if (has_transport)
        *has_transport = found;
    *range = value;
    return true;
}

bool pp_port_expr_at(const struct pp_port_expr *expr, uint32_t instance, struct pp_range *range)
{
    uint64_t shift = (uint64_t)expr->stride * instance;
    if (expr->last + shift > PP_PORT_MAX)
        return false;
    *range = (struct pp_range){(uint16_t)(expr->first + shift), (uint16_t)(expr->last + shift)};
    return true;
}

uint32_t pp_port_expr_max_instance(const struct pp_port_expr *expr)
{
    return expr->stride == 0 ? UINT32_MAX : (PP_PORT_MAX - expr->last) / expr->stride;
}

void pp_range_format(struct pp_range range, struct pp_strbuf *buf)
{
    pp_strbuf_printf(buf, "%u", range.first);
    if (range.last != range.first)
        pp_strbuf_printf(buf, "-%u", range.last);
}

void pp_port_expr_format(const struct pp_port_expr *expr, struct pp_strbuf *buf)
{
    pp_range_format((struct pp_range){expr->first, expr->last}, buf);
    if (expr->stride == 1)
        pp_strbuf_add(buf, "+N");
    else if (expr->stride > 1)
        pp_strbuf_printf(buf, "+%u*N", expr->stride);
}
