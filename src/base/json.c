/* json: jansson, without its errors. */
#include "base/json.h"

#include "base/mem.h"

#include <assert.h>
#include <string.h>

#define INDENT 2u

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
    if (json_dump_callback(value, add_chunk, buf, JSON_INDENT(INDENT) | JSON_PRESERVE_ORDER) != 0)
        pp_die_memory();
    pp_strbuf_add_char(buf, '\n');
    json_decref(value);
}

/* --- long arrays ---------------------------------------------------------------- */

static void add_blanks(struct pp_strbuf *text, unsigned depth)
{
    for (unsigned i = 0; i < INDENT * depth; i++)
        pp_strbuf_add_char(text, ' ');
}

/* Newlines stand between values only: in texts they are escaped. */
static int add_item_chunk(const char *chunk, size_t size, void *data)
{
    struct pp_json_list *list = data;
    while (size > 0) {
        const char *newline = memchr(chunk, '\n', size);
        size_t length = newline ? (size_t)(newline - chunk) + 1 : size;
        pp_strbuf_add_bytes(&list->text, chunk, length);
        if (newline)
            add_blanks(&list->text, list->depth);
        chunk += length;
        size -= length;
    }
    return 0;
}

void pp_json_list_init(struct pp_json_list *list, unsigned depth)
{
    *list = (struct pp_json_list){.depth = depth};
    pp_strbuf_init(&list->text);
}

void pp_json_list_release(struct pp_json_list *list)
{
    pp_strbuf_release(&list->text);
}

void pp_json_list_add(struct pp_json_list *list, json_t *item)
{
    pp_strbuf_add(&list->text, list->count++ > 0 ? ",\n" : "\n");
    add_blanks(&list->text, list->depth);
    if (json_dump_callback(item, add_item_chunk, list, JSON_INDENT(INDENT) | JSON_PRESERVE_ORDER) !=
        0)
        pp_die_memory();
    json_decref(item);
}

/* No other text is this one: control characters are not shown as themselves. */
json_t *pp_json_list_place(void)
{
    return pp_json_text("\x01list");
}

void pp_json_write_with(json_t *value, const struct pp_json_list *list, struct pp_strbuf *buf)
{
    static const char place[] = "\"\\u0001list\"";
    struct pp_strbuf whole;
    pp_strbuf_init(&whole);
    pp_json_write(value, &whole);
    const char *at = strstr(whole.text, place);
    assert(at);
    pp_strbuf_add_bytes(buf, whole.text, (size_t)(at - whole.text));
    pp_strbuf_add_char(buf, '[');
    pp_strbuf_add_bytes(buf, list->text.text, list->text.length);
    if (list->count > 0) {
        pp_strbuf_add_char(buf, '\n');
        add_blanks(buf, list->depth - 1);
    }
    pp_strbuf_add_char(buf, ']');
    pp_strbuf_add(buf, at + strlen(place));
    pp_strbuf_release(&whole);
}
