/* json: jansson, without its errors. */
#include "base/json.h"

#include "base/mem.h"

static json_t *there(json_t *value)
{
    if (!value)
        pp_die_memory();
    return value;
}

json_t *pp_json_object(void)
{
    return there(json_object());
}

json_t *pp_json_array(void)
{
    return there(json_array());
}

json_t *pp_json_text(const char *text)
{
    if (!text)
        return json_null();
    struct pp_strbuf clean;
    pp_strbuf_init(&clean);
    pp_strbuf_add_utf8(&clean, text);
    json_t *value = there(json_stringn(clean.text, clean.length));
    pp_strbuf_release(&clean);
    return value;
}

void pp_json_put(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, there(value)) != 0)
        pp_die_memory();
}

void pp_json_put_text(json_t *object, const char *key, const char *text)
{
    pp_json_put(object, key, pp_json_text(text));
}

void pp_json_put_number(json_t *object, const char *key, size_t number)
{
    pp_json_put(object, key, json_integer((json_int_t)number));
}

void pp_json_put_known(json_t *object, const char *key, size_t number)
{
    pp_json_put(object, key, number == 0 ? json_null() : json_integer((json_int_t)number));
}

void pp_json_put_all(json_t *object, json_t *other)
{
    if (json_object_update(object, there(other)) != 0)
        pp_die_memory();
    json_decref(other);
}

void pp_json_append(json_t *array, json_t *value)
{
    if (json_array_append_new(array, there(value)) != 0)
        pp_die_memory();
}

static int add_chunk(const char *bytes, size_t size, void *buf)
{
    pp_strbuf_add_bytes(buf, bytes, size);
    return 0;
}

void pp_json_write(json_t *value, struct pp_strbuf *buf)
{
    if (json_dump_callback(value, add_chunk, buf, JSON_INDENT(2) | JSON_PRESERVE_ORDER) != 0)
        pp_die_memory();
    pp_strbuf_add_char(buf, '\n');
    json_decref(value);
}
